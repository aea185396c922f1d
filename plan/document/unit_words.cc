#include "plan/document/unit_words.h"

#include <algorithm>
#include <array>
#include <utility>

namespace dondoc::plan {

namespace {

using Words = std::vector<std::string_view>;

constexpr std::string_view kKinds[] = {
    "văn phòng",    "vp",           "vp.",          "phòng",        "p.",
    "ban giám đốc", "ban",          "sở",           "ubnd",         "ủy ban",
    "uỷ ban",       "hđnd",         "hội đồng",     "trung tâm",    "chi cục",
    "tổng cục",     "cục",          "thanh tra",    "công an",      "bộ chỉ huy",
    "bộ phận",      "bộ đội",       "trường",       "bệnh viện",    "viện",
    "tòa án",       "toà án",       "báo",          "đài",          "hội",
    "liên đoàn",    "liên hiệp",    "liên minh",    "đoàn thể",     "đoàn",
    "quỹ",          "kho bạc",      "ngân hàng",    "bảo hiểm",     "hạt",
    "đội",          "tổ",           "tổng công ty", "công ty",      "doanh nghiệp",
    "hợp tác xã",   "đơn vị",       "cơ quan",      "tổ chức",      "địa phương",
    "lãnh đạo",     "phó giám đốc", "giám đốc",     "chánh",        "phó trưởng",
    "trưởng",       "thủ trưởng",   "chủ tịch",     "phó chủ tịch", "mặt trận",
    "mttq",         "tỉnh ủy",      "huyện ủy",     "thành ủy",     "đảng ủy",
    "tỉnh uỷ",      "huyện uỷ",     "thành uỷ",     "đảng uỷ",      "chi bộ",
    "đảng bộ",      "công đoàn",    "học viện",     "đại học",      "ngành",
    "thư viện",     "bảo tàng",     "điện lực",     "hiệu trưởng",  "phó hiệu trưởng",
    "tổ trưởng",    "khối",         "vụ",           "xí nghiệp",    "chính quyền",
    "nhóm",         "tạp chí"};
/// Words that a kind only seems to begin: «báo cáo», «ban hành», «phòng, chống».
constexpr std::pair<std::string_view, std::string_view> kNoKinds[] = {
    {"báo", "cáo"},    {"ban", "hành"},  {"phòng", "chống"}, {"phòng", "ngừa"}, {"phòng", "cháy"},
    {"hội", "nghị"},   {"hội", "thảo"},  {"trường", "hợp"},  {"sở", "hữu"},     {"vụ", "việc"},
    {"khối", "lượng"}, {"đoàn", "kiểm"}, {"hội", "nhập"},    {"hội", "thi"},    {"báo", "chí"},
    {"người", "dân"},  {"nhóm", "tthc"}, {"phòng", "dịch"},  {"đội", "ngũ"},    {"sở", "tại"}};
constexpr std::string_view kPeople[] = {"công chức", "viên chức",   "cán bộ",
                                        "người",     "cá nhân",     "nhân viên",
                                        "giáo viên", "chuyên viên", "báo cáo viên"};
/// «Bộ» is a ministry only before the name of one: text recognition makes «Bộ trợ» of «Bổ trợ».
constexpr std::string_view kMinistries[] = {
    "tư",   "tài", "nội",  "công", "quốc", "y",     "xây",    "giao", "nông",  "thông",
    "khoa", "văn", "giáo", "lao",  "kế",   "ngoại", "trưởng", "dân",  "chính", "và"};
constexpr std::string_view kQuantities[] = {"các", "những", "tất cả", "toàn thể",
                                            "mỗi", "từng",  "toàn bộ"};
constexpr std::string_view kGroupTails[] = {"thuộc", "trực",  "có",   "liên",   "chuyên", "được",
                                            "trong", "ngoài", "sự",   "nghiệp", "khác",   "tại",
                                            "trên",  "hữu",   "đóng", "đã"};
/// «Sở, ban, ngành tỉnh» is a group, «Sở, UBND tỉnh» is not.
constexpr std::string_view kLevelTails[] = {"tỉnh", "cấp", "của", "huyện", "xã", "ở", "các"};
constexpr std::string_view kGroupKinds[] = {
    "sở",         "ban",   "ngành", "đoàn thể", "đơn vị", "cơ quan", "tổ chức",
    "địa phương", "phòng", "hội",   "đoàn",     "đài",    "báo"};
/// In a cell of units only what no name has in it; in prose, where a unit is followed by what it is
/// to do, all of them.
constexpr std::string_view kDuties[] = {
    "chủ trì",  "phối hợp", "tham mưu",         "có trách nhiệm",
    "chủ động", "báo cáo",  "chịu trách nhiệm", "thực hiện",
    "định kỳ",  "gửi",      "đề xuất"};
/// What offices are told to do, and the words of time and manner that may stand before it.
constexpr std::string_view kProseDuties[] = {
    // to lead, to watch over
    "chỉ đạo", "điều hành", "lãnh đạo", "đôn đốc", "theo dõi", "giám sát", "kiểm tra", "thanh tra",
    "kiểm soát", "quản lý", "điều phối", "hướng dẫn", "giao", "phân công", "ủy quyền", "yêu cầu",
    "đề nghị", "quán triệt", "phổ biến", "tuyên truyền", "vận động", "thông báo", "nhắc nhở",
    "là đầu mối", "làm đầu mối", "là cơ quan", "là đơn vị", "làm", "đóng vai trò", "giữ vai trò",
    // to work something out
    "xây dựng", "soạn thảo", "dự thảo", "dự toán", "lập", "biên soạn", "rà soát", "tổng hợp",
    "thống kê", "cập nhật", "thu thập", "khảo sát", "điều tra", "nghiên cứu", "phân tích",
    "đánh giá", "sơ kết", "tổng kết", "thẩm định", "thẩm tra", "xem xét", "cho ý kiến", "góp ý",
    "lấy ý kiến", "xác định", "xác nhận", "đối chiếu", "hoàn thiện", "chỉnh lý", "bổ sung",
    "sửa đổi", "chuẩn bị", "giúp",
    // to decide and to hand over
    "quyết định", "phê duyệt", "ban hành", "công bố", "công khai", "niêm yết", "đăng tải", "trình",
    "nộp", "cung cấp", "bàn giao", "tiếp nhận", "đăng ký", "kiến nghị", "phản ánh", "trả lời",
    "giải trình", "cấp phát", "thanh toán", "quyết toán", "bố trí", "cân đối", "phân bổ", "cử",
    "lựa chọn", "tiếp tục", "duy trì",
    // to carry out
    "họp", "triển khai", "tổ chức", "tiến hành", "hoàn thành", "giải quyết", "xử lý", "khắc phục",
    "chấn chỉnh", "tham gia", "hỗ trợ", "tạo điều kiện", "đảm bảo", "bảo đảm", "tăng cường",
    "đẩy mạnh", "nâng cao", "chấp hành", "tuân thủ", "sử dụng", "vận hành", "lồng ghép",
    // how, why and when
    "căn cứ", "trên cơ sở", "theo", "phải", "cần", "được", "tự", "có nhiệm vụ", "chịu",
    "thường xuyên", "kịp thời", "khẩn trương", "nghiêm túc", "hằng", "hàng", "trước", "chậm nhất",
    "muộn nhất", "kết thúc", "sau khi", "khi"};
/// Verbs that name a body right behind its kind: «Hội đồng phối hợp …», «Tổ kiểm tra …», «Ban tổ
/// chức …», and the kinds that are named so.
constexpr std::string_view kNamingVerbs[] = {
    "phối hợp", "kiểm tra",  "tổ chức",   "thẩm định",  "giám sát", "thanh tra", "điều phối",
    "quản lý",  "đánh giá",  "điều hành", "chỉ đạo",    "khảo sát", "tư vấn",    "tuyên truyền",
    "xây dựng", "soạn thảo", "biên soạn", "giải quyết", "hỗ trợ"};
constexpr std::string_view kNamedByVerbs[] = {"đồng", "tổ", "đoàn", "ban", "nhóm", "đội"};
/// Kinds that are a unit's whole name where no «các» stands before them.
constexpr std::string_view kStandAlone[] = {
    "văn phòng", "vp",        "vp.",         "thanh tra",       "ban giám đốc", "lãnh đạo",
    "giám đốc",  "công đoàn", "hiệu trưởng", "phó hiệu trưởng", "công an",      "kho bạc",
    "mttq",      "mặt trận",  "hđnd",        "tỉnh ủy",         "tỉnh uỷ",      "chủ tịch",
    "chi bộ",    "đảng ủy",   "đảng uỷ"};
constexpr std::string_view kCouncils[] = {"hđnd",
                                          "ubnd",
                                          "đoàn đbqh",
                                          "hội đồng nhân dân",
                                          "ủy ban nhân dân",
                                          "uỷ ban nhân dân",
                                          "đoàn đại biểu quốc hội"};
constexpr std::string_view kCommonNames[] = {"tai chinh",
                                             "tu phap",
                                             "noi vu",
                                             "xay dung",
                                             "cong thuong",
                                             "y te",
                                             "ngoai vu",
                                             "du lich",
                                             "ke hoach va dau tu",
                                             "ke hoach dau tu",
                                             "giao thong van tai",
                                             "tai nguyen va moi truong",
                                             "nong nghiep va phat trien nong thon",
                                             "nong nghiep va moi truong",
                                             "thong tin va truyen thong",
                                             "khoa hoc va cong nghe",
                                             "van hoa, the thao va du lich",
                                             "van hoa va the thao",
                                             "giao duc va dao tao",
                                             "lao dong - thuong binh va xa hoi",
                                             "lao dong, thuong binh va xa hoi",
                                             "dan toc",
                                             "dan toc va ton giao",
                                             "hanh chinh tu phap",
                                             "bo tro tu phap",
                                             "pho bien, giao duc phap luat"};

/// How many words of a phrase stand at `at`; 0 where they do not.
std::size_t matched(const Words& words, std::size_t at, std::string_view phrase) {
    std::size_t count = 0;
    while (!phrase.empty()) {
        const auto end = std::min(phrase.find(' '), phrase.size());
        if (at + count >= words.size()) return 0;
        std::string_view word = words[at + count];
        const bool last = end == phrase.size();
        while (last && word.size() > end &&
               std::string_view(",;:.)").find(word.back()) != std::string_view::npos)
            word.remove_suffix(1);
        if (word != phrase.substr(0, end)) return 0;
        ++count;
        phrase.remove_prefix(std::min(end + 1, phrase.size()));
    }
    return count;
}

template <std::size_t N>
std::size_t longest(const Words& words, std::size_t at, const std::string_view (&phrases)[N]) {
    std::size_t most = 0;
    for (const std::string_view phrase : phrases)
        most = std::max(most, matched(words, at, phrase));
    return most;
}

template <std::size_t N>
bool is_one_of(std::string_view word, const std::string_view (&all)[N]) {
    return std::find(std::begin(all), std::end(all), word) != std::end(all);
}

/// «Hội đồng phối hợp phổ biến, giáo dục pháp luật», but not «các ban phối hợp với …».
bool is_name(const Words& words, std::size_t at) {
    const std::size_t verb = longest(words, at, kNamingVerbs);
    if (verb == 0 || at == 0 || !is_one_of(words[at - 1], kNamedByVerbs)) return false;
    if (at >= 2 && longest(words, at - 2, kQuantities) > 0) return false;
    if (at + verb >= words.size()) return true;
    const std::string_view next = words[at + verb];
    return next != "với" && next != "cùng" && next != "các" && next != "việc" && next != "và" &&
           !words[at + verb - 1].ends_with(',');
}

}  // namespace

std::size_t kind_words(const Words& words, std::size_t at) {
    if (at >= words.size()) return 0;
    if (at + 1 < words.size()) {
        std::string_view word = words[at];
        if (word.ends_with(',')) word.remove_suffix(1);
        for (const auto& [first, second] : kNoKinds) {
            if (word == first && words[at + 1].starts_with(second)) return 0;
        }
    }
    const std::size_t most = std::max(longest(words, at, kKinds), longest(words, at, kPeople));
    if (most > 0) return most;
    if (words[at] != "bộ") return 0;
    return at + 1 == words.size() || is_one_of(words[at + 1], kMinistries) ? 1 : 0;
}

std::size_t quantity_words(const Words& words, std::size_t at) {
    return longest(words, at, kQuantities);
}

int level_of(std::string_view text) {
    if (text.starts_with("cấp ")) text.remove_prefix(std::string_view("cấp ").size());
    static constexpr std::string_view kDistrict[] = {"huyện", "quận", "thị xã", "thành phố"};
    static constexpr std::string_view kCommune[] = {"xã", "phường", "thị trấn", "đặc khu"};
    if (text == "tỉnh" || text == "trung ương") return 1;
    if (is_one_of(text, kDistrict)) return 2;
    return is_one_of(text, kCommune) ? 3 : 0;
}

bool has_group_tail(const Words& words, std::size_t kind, std::size_t length) {
    if (kind + length >= words.size()) return false;
    const std::string_view next = words[kind + length];
    if (is_one_of(next, kGroupTails)) return true;
    return is_one_of(next, kLevelTails) && longest(words, kind, kGroupKinds) == length;
}

bool is_common_name(std::string_view name) {
    return is_one_of(name, kCommonNames);
}

bool stands_alone(std::string_view kind) {
    return is_one_of(kind, kStandAlone);
}

bool is_person(const Words& words, std::size_t at) {
    return longest(words, at, kPeople) > 0;
}

std::size_t council_words(const Words& words, std::size_t at) {
    return longest(words, at, kCouncils);
}

std::size_t duty_words(const Words& words, std::size_t at, bool in_prose) {
    std::size_t most = longest(words, at, kDuties);
    if (in_prose) most = std::max(most, longest(words, at, kProseDuties));
    // … nor is what follows there: «Hội đồng phối hợp phổ biến, giáo dục pháp luật».
    const bool named = is_name(words, at) || (at >= 2 && is_name(words, at - 2));
    return named ? 0 : most;
}

}  // namespace dondoc::plan
