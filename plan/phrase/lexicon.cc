#include "plan/phrase/lexicon.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

#include "plan/vietnamese.h"

namespace dondoc::plan::phrase {
namespace {

struct Group {
    W w;
    std::string_view words;  ///< alternatives, separated by '|'
};

constexpr std::array kGroups{
    Group{W::conj_and, "và|cùng với|đồng thời|cũng như"},
    Group{W::conj_or, "hoặc|hay|hoặc là"},
    Group{W::day,
          "ngày|mùng|mồng|các ngày|những ngày|vào ngày|ngày mai|đầu ngày|các ngày mùng|ngày "
          "mùng|ngày mồng"},
    Group{W::working, "làm việc"},
    Group{W::week, "tuần|tuần lễ"},
    Group{W::month, "tháng|thg"},
    Group{W::quarter, "quý|quí|qúi"},
    Group{W::year, "năm|nãm|năm dương lịch"},
    Group{W::hour, "giờ|h|g|tiếng"},
    Group{W::minute, "phút"},
    Group{W::times, "lần"},
    Group{
        W::term,
        "kỳ|kì|kỳ báo cáo|kì báo cáo|kỳ hạn báo cáo|thuộc kỳ báo cáo|của kỳ báo cáo|thời điểm báo "
        "cáo|kỳ kế toán|kỳ tính thuế"},
    Group{W::stage, "giai đoạn|thời kỳ|nhiệm kỳ"},
    Group{W::before,
          "trước|trc|trức|truớc|trước ngày|trước các ngày|đến trước|chậm nhất trước|chậm nhất là "
          "trước|chậm nhất đến trước|muộn nhất trước|muộn nhất là trước|trước thời hạn|trước "
          "thời điểm|trước hạn|không quá trước|chậm nhất vào trước"},
    Group{W::by,
          "chậm nhất|muộn nhất|trễ nhất|hạn chót|hạn cuối|hạn cuối cùng|hạn|thời hạn|thời hạn "
          "cuối|thời hạn cuối cùng|thời hạn hoàn thành|hạn hoàn thành|hạn nộp|thời hạn nộp|thời "
          "hạn gửi|hạn gửi|không quá|không muộn hơn|không chậm hơn|không trễ hơn|không muộn "
          "quá|không vượt quá|tối đa|tối đa không quá|trong thời hạn tối đa|deadline|chậm nhất "
          "là|muộn nhất là|thời hạn chậm nhất|thời gian chậm nhất|chậm nhất đến|chậm nhất đến "
          "hết|chậm nhất hết|chậm nhất vào|chậm nhất trong|muộn nhất vào|muộn nhất đến|muộn nhất "
          "trong|không để quá|chậm nhất không quá|chậm nhất là đến|chậm nhất là vào|chậm nhất "
          "cuối ngày"},
    Group{W::to, "đến|tới|đén|cho đến|cho tới|đến ngày|tới ngày|kéo dài đến"},
    Group{W::through,
          "hết|đến hết|tới hết|cho đến hết|hết ngày|đến hết ngày|đến cuối ngày|tới hết "
          "ngày|kết thúc ngày|cuối ngày"},
    Group{
        W::within,
        "trong|trong vòng|trong thời hạn|trong thời gian|trong khoảng|trong khoảng thời "
        "gian|trong khoảng thời hạn|trong thời hạn không quá|trong thời gian không quá|trong thời "
        "gian tối đa|trong vòng không quá|trong vòng tối đa|trong hạn"},
    Group{W::from,
          "từ|bắt đầu|bắt đầu từ|từ ngày|bắt đầu từ ngày|từ ngày mai|từ đầu ngày|từ các ngày"},
    Group{
        W::since,
        "kể từ|tính từ|kể từ ngày|tính từ ngày|kể từ khi|tính từ khi|từ khi|sau khi|sau ngày|kể từ "
        "thời điểm|tính từ thời điểm|kể từ lúc|sau thời điểm|từ thời điểm|từ lúc|kể từ sau|tính "
        "đến|tính đến ngày|kể từ sau khi|kể từ sau ngày"},
    Group{W::after, "sau|sau khi hết|chậm nhất sau|muộn nhất sau|chậm nhất là sau"},
    Group{W::on, "vào|nhằm|vào khoảng|lúc|vào lúc|vào hồi|hồi"},
    Group{W::of, "của|thuộc|trong các"},
    Group{W::first, "đầu|đầu tiên|thứ nhất"},
    Group{W::middle, "giữa"},
    Group{W::last, "cuối|cuối cùng|sau cùng"},
    Group{W::next,
          "tiếp theo|kế tiếp|tiếp sau|liền sau|sau đó|kế|sau liền kề|tiếp theo liền kề|liền kề "
          "sau|kế tiếp sau|liền kề tiếp theo|sau kế tiếp|tiếp liền|kế sau|tiếp liền sau"},
    Group{W::adjacent, "liền kề|liền trước"},
    Group{W::current, "này|hiện tại|hiện hành|đó|nay"},
    Group{W::half, "nửa"},
    Group{W::ten_days, "thượng tuần|trung tuần|hạ tuần"},
    Group{W::half_year, "bán niên|nửa năm"},
    Group{W::ordinal, "thứ"},
    Group{W::every, "hằng|hàng|mỗi|từng|hẳng|hãng|hắng|của mỗi|trong mỗi|của từng"},
    Group{W::periodic, "định kỳ|định kì|theo định kỳ|báo cáo định kỳ|chế độ định kỳ|thường kỳ"},
    Group{W::all, "các|tất cả các|toàn bộ các|những"},
    Group{W::report, "báo cáo|sơ kết|tổng kết|đánh giá|giao ban|kế hoạch|tờ khai|quyết toán"},
    Group{W::scope, "đối với|dành cho|cho|áp dụng đối với|của báo cáo|với"},
    Group{W::daily, "hằng ngày|hàng ngày|hảng ngày|mỗi ngày|thường nhật|từng ngày"},
    Group{W::whole_year, "cả năm|toàn năm|trong cả năm|cả năm học"},
    Group{
        W::data,
        "chốt số liệu|lấy số liệu|số liệu|thời gian chốt số liệu|thời gian lấy số liệu|số liệu báo "
        "cáo|thời gian chốt số liệu báo cáo|kỳ số liệu|thời điểm chốt số liệu"},
    Group{W::at_once, "ngay|ngay lập tức|lập tức|tức thời"},
    Group{W::when, "khi|mỗi khi"},
    Group{W::if_word, "nếu|trường hợp|trong trường hợp|nếu có"},
    Group{W::continuous,
          "thường xuyên|liên tục|duy trì|quanh năm|suốt năm|lâu dài|thường xuyên liên tục|thường "
          "xuyên và liên tục|thường xuân|trong suốt năm|suốt cả năm|xuyên suốt|trong suốt cả "
          "năm|thường trực|suốt"},
    Group{W::onward, "trở đi|về sau|trở về sau"},
    Group{
        W::following,
        "các năm tiếp theo|những năm tiếp theo|các năm sau|những năm sau|năm tiếp theo trở đi|các "
        "quý tiếp theo|các tháng tiếp theo|các năm kế tiếp|các năm sau đó|các năm về sau"},
    Group{W::sudden, "đột xuất|bất thường|đột xuât"},
    Group{W::according, "theo"},
    Group{W::depends, "tùy|tùy theo|tùy thuộc|căn cứ|phụ thuộc|căn cứ vào|căn cứ theo"},
    Group{W::ready,
          "kịp thời|khẩn trương|nhanh chóng|đúng hạn|đúng thời hạn|đảm bảo thời gian|đảm "
          "bảo thời hạn|bảo đảm thời gian|bảo đảm thời hạn|đúng thời gian|đúng tiến độ"},
    Group{W::done, "hoàn thành|xong|hoàn tất|kết thúc|thực hiện xong|hoàn thiện|phải hoàn thành"},
    Group{W::is, "là|vào là|sẽ là|phải là"},
    Group{W::sunday, "chủ nhật|cn"},
    Group{W::daytime,
          "sáng|chiều|trưa|tối|đêm|buổi sáng|buổi chiều|đầu giờ|cuối giờ|hết giờ làm "
          "việc|giờ hành chính|đầu giờ sáng|đầu giờ chiều|cuối giờ chiều|trong giờ hành "
          "chính|hết giờ hành chính"},
    Group{W::now, "nay|từ nay|bây giờ|hôm nay|hiện nay"},
    Group{W::label,
          "đợt|bước|vòng|điều|khoản|điểm|phụ lục|mẫu|mục|chương|biểu|mức độ|nhóm|số|phần|bảng|khóa|"
          "lớp|cấp|loại|phiên bản|biểu số|mẫu số|kỳ họp thứ|lần thứ|đợt thứ|phiên họp thứ|tiểu "
          "mục|phương án|cấp độ|cột|dòng|trang|tập|hạng|phòng số|tổ"},
    Group{
        W::document,
        "công văn|quyết định|nghị định|thông tư|nghị quyết|chỉ thị|công điện|thông báo|luật|qđ|nđ|"
        "tt|nq|cv|kh|tb|ct|cđ|thông tư liên tịch|pháp lệnh|hướng dẫn|tờ trình|văn bản|kết "
        "luận|thông tư số|nghị định số|quyết định số|công văn số|kế hoạch số|bộ luật|hd|kl"},
    Group{W::refuse, "trừ trường hợp|ngoài ra|chưa|không phải|không"},
    Group{W::only, "riêng|riêng đối với|riêng báo cáo"},
    Group{W::except, "trừ|ngoại trừ|không kể|không bao gồm|không gồm|loại trừ"},
    Group{W::at_least,
          "tối thiểu|ít nhất|không ít hơn|không dưới|tối thiểu là|ít nhất là|khoảng|dự "
          "kiến|ước"},
    Group{W::day_off,
          "ngày nghỉ|ngày lễ|ngày nghỉ lễ|ngày nghỉ hằng tuần|ngày nghỉ tết|thứ bảy chủ "
          "nhật|ngày nghỉ hàng tuần"},
    Group{W::lunar, "âm lịch|âl"},
    Group{W::school,
          "năm học|học kỳ|học kì|niên độ|năm tài chính|năm ngân sách|năm kế hoạch|năm kế "
          "toán|năm tài khóa|khóa học|niên học"},
    Group{W::holiday,
          "tết|tết nguyên đán|nguyên đán|tết dương lịch|quốc khánh|giỗ tổ|giỗ tổ hùng "
          "vương|tết âm lịch|lễ quốc khánh|tết trung thu|trung thu"},
    Group{W::soon, "sớm|sớm nhất|càng sớm càng tốt|sớm nhất có thể|gấp"},
    Group{W::law,
          "quốc hội|hội đồng nhân dân|dự toán|ngân sách nhà nước|ủy ban thường vụ quốc hội"},
    // Expressions that hold a word of time and say nothing about a deadline.
    Group{
        W::harmless,
        "hạn chế|trong đó|sau đây|trước đây|sau này|đầu tư|đầu mối|đầu vào|đầu ra|trước mắt|trước "
        "hết|từ chối|đến nay|kỳ họp|kỳ thi|kỳ đánh giá|ngày hội|năm châu|đầy đủ|đầu cuối|quyền "
        "hạn|thứ tự|lần đầu|lần lượt|theo dõi|theo đó|theo quy định|theo đúng quy định|theo quy "
        "định của pháp luật|theo luật định|theo quy chế|đứng đầu|bước đầu|ban đầu|hàng hóa|khách "
        "hàng|ngân hàng|nhà hàng|cửa hàng|mặt hàng|bán hàng|hàng không|hàng đầu|hàng loạt|hàng "
        "hải|hàng giả|hàng lậu|giới hạn|vô thời hạn|thẩm quyền|có hiệu lực|tiến độ|vấn đề đột "
        "xuất|cán bộ|trong nước|trong tỉnh|trong ngành|trong việc|trong quá trình|trong hoạt "
        "động|trong công tác|trên địa bàn|trên cơ sở|trên môi trường|thông qua|gia hạn|hết hiệu "
        "lực|hết sức|đến từng|từ đó|từ xa|từ các|trong các cơ quan|trên mạng|hàng rào|theo hướng|"
        "hết hạn|hết thời hạn|đến hạn|quá hạn|đáp ứng|liên quan đến|dẫn đến|đến việc|phổ biến "
        "đến|gửi đến|trình tự|tình hình|ngay từ "
        "đầu|nâng cao|năng lực|đóng góp|ngày càng|hai "
        "mươi tư giờ|theo hình thức|theo mẫu|theo phân cấp|không gian|không chỉ|không để|không "
        "được|không phải là|liên kết với|kết nối với|phối hợp với|so với|gắn với|gắn liền với|kỳ "
        "họp giữa năm|kỳ họp cuối năm|kỳ họp thường lệ giữa năm|kỳ họp thường lệ cuối năm|cùng "
        "kỳ|tháng hành động|ngày pháp luật|ngày sách|tuần lễ áo dài|trên toàn|trên cả nước"},
};

using Meanings = std::unordered_map<std::string, W>;

template <class Visit>
void each_word(Visit visit) {
    for (const Group& group : kGroups) {
        std::string_view rest = group.words;
        while (!rest.empty()) {
            const auto cut = rest.find('|');
            visit(fold_name(rest.substr(0, cut)), group.w);
            rest = cut == std::string_view::npos ? std::string_view() : rest.substr(cut + 1);
        }
    }
}

const Meanings& meanings() {
    static const Meanings kMeanings = [] {
        Meanings made;
        each_word([&](const std::string& key, W w) { made.emplace(key, w); });
        return made;
    }();
    return kMeanings;
}

/// Only these are taken for what they nearly are: «phòng Sở» is no «phòng số».
bool tells_time(W w) {
    return w != W::label && w != W::document && w != W::harmless && w != W::report &&
           w != W::scope && w != W::done && w != W::is && w != W::law && w != W::refuse;
}

/// Marks lost: the first of the groups wins where two words become one.
const Meanings& bare_meanings() {
    static const Meanings kMeanings = [] {
        Meanings made;
        each_word([&](const std::string& key, W w) {
            if (tells_time(w)) made.emplace(fold_marks(key), w);
        });
        // Words that a phrase without any mark needs, too; «và» may be «va».
        each_word([&](const std::string& key, W w) {
            if (key.find(' ') == std::string::npos) made.emplace(fold_marks(key), w);
        });
        return made;
    }();
    return kMeanings;
}

const std::unordered_set<std::string>& core_words() {
    static const std::unordered_set<std::string> kWords = [] {
        std::unordered_set<std::string> words;
        for (const char* word :
             {"ngày",  "tháng", "quý",  "năm",  "tuần", "trước", "hằng", "hàng",  "mỗi",
              "đến",   "từ",    "hết",  "cuối", "đầu",  "giữa",  "sau",  "trong", "thường",
              "xuyên", "chậm",  "nhất", "định", "kỳ",   "đột",   "xuất", "hoàn",  "thành",
              "và",    "hoặc",  "giờ",  "theo", "khi",  "kể",    "làm",  "việc"})
            words.insert(fold_name(word));
        return words;
    }();
    return kWords;
}

}  // namespace

std::optional<W> meaning_of(const std::string& key) {
    const auto found = meanings().find(key);
    return found == meanings().end() ? std::nullopt : std::optional(found->second);
}

std::optional<W> meaning_of_bare(const std::string& bare, bool unmarked) {
    if (!unmarked && bare.find(' ') == std::string::npos) return std::nullopt;
    const auto found = bare_meanings().find(bare);
    return found == bare_meanings().end() ? std::nullopt : std::optional(found->second);
}

bool is_core_word(const std::string& key) {
    return core_words().contains(key);
}

int digit_word(const std::string& key) {
    static const std::unordered_map<std::string, int> kDigits{
        {"một", 1},   {"hai", 2},   {"ba", 3},    {"bốn", 4}, {"tư", 4},  {"bon", 4},  {"năm", 5},
        {"lăm", 5},   {"sáu", 6},   {"bảy", 7},   {"bẩy", 7}, {"tám", 8}, {"chín", 9}, {"chin", 9},
        {"mười", 10}, {"mươi", 10}, {"muoi", 10}, {"mốt", 1}, {"mot", 1}};
    const auto found = kDigits.find(key);
    return found == kDigits.end() ? 0 : found->second;
}

int roman_value(const std::string& key, bool& fault) {
    static constexpr std::array<std::string_view, 12> kRoman{
        "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"};
    std::string plain = key;
    for (char& c : plain) {
        if (c != 'l' && c != '1' && c != '|' && c != '!') continue;
        c = 'i';
        fault = true;
    }
    const auto found = std::find(kRoman.begin(), kRoman.end(), plain);
    return found == kRoman.end() ? 0 : static_cast<int>(found - kRoman.begin()) + 1;
}

}  // namespace dondoc::plan::phrase
