#include "daemon/journal_words.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace dondoc::daemon {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

plan::Zone zone() {
    return *plan::Zone::load("Asia/Ho_Chi_Minh");
}

store::JournalEntry entry(const std::string& what, const std::string& detail) {
    store::JournalEntry made;
    made.what = what;
    made.detail = detail;
    return made;
}

struct Row {
    const char* name;
    const char* what;
    const char* detail;
    const char* vi;
    const char* en;
};

class Details : public ::testing::TestWithParam<Row> {};

TEST_P(Details, AreSaidInWords) {
    const auto words = detail_words(entry(GetParam().what, GetParam().detail), zone());
    EXPECT_EQ(words.vi, GetParam().vi);
    EXPECT_EQ(words.en, GetParam().en);
}

const Row kRows[] = {
    {"nothing", "activate", "", "", ""},
    {"only_a_note", "waive", R"({"note":"công văn 12"})", "công văn 12", "công văn 12"},
    {"import_of_a_plan", "import", R"({"added":["1.1","1.2"],"changed":["1.3"],"retired":[]})",
     "thêm 2 nhiệm vụ, sửa 1, bỏ 0", "2 tasks added, 1 changed, 0 retired"},
    {"owe_some_past", "owe", R"({"added":12,"past":3})",
     "thêm 12 việc phải nộp, trong đó 3 việc đã qua hạn từ trước",
     "12 obligations added, 3 of them past"},
    {"owe_one", "owe", R"({"added":1,"past":0})", "thêm 1 việc phải nộp", "1 obligation added"},
    {"extend_with_a_note", "extend",
     R"({"from":{"due":"2024-06-14","bound":"before","last_good_day":"2024-06-13","at_ms":1},)"
     R"("to":{"due":"2024-06-20","bound":"by","last_good_day":"2024-06-20","at_ms":2},)"
     R"("note":"công văn 45"})",
     "từ trước ngày 14/6/2024 (hết ngày 13/6/2024) thành chậm nhất hết ngày 20/6/2024; công văn 45",
     "from before 14 June 2024 (last day 13 June 2024) to by the end of 20 June 2024; công văn 45"},
    {"restore_of_a_backup", "restore", R"({"as_of_ms":1718240400000,"undecided":1})",
     "dữ liệu đến 8 giờ ngày 13/6/2024; 1 thông điệp chưa rõ đã gửi hay chưa",
     "as of 08:00 on 13 June 2024; whether 1 message went out is not known"},
    {"restore_of_nothing", "restore", R"({"undecided":0})", "bản sao lưu còn trống",
     "the backup was empty"},
    {"submit_late", "submit",
     R"({"at_ms":1719303600000,"late":true,"deadline":{"due":"2024-06-14","bound":"by",)"
     R"("last_good_day":"2024-06-14","at_ms":1718384400000}})",
     "lúc 15 giờ 20 ngày 25/6/2024, trễ hạn (chậm nhất hết ngày 14/6/2024)",
     "at 15:20 on 25 June 2024, late (by the end of 14 June 2024)"},
    {"reopen", "reopen", R"({"was":"submitted"})", "trước đó: đã nộp", "it was submitted"},
    {"revive", "revive", R"({"was":"cancelled","is":"open"})", "trước đó: đã hủy; nay: chưa nộp",
     "it was cancelled, it is open"},
    {"event", "event", R"({"on":"2024-05-02","ref":"PAKN-102","due":"2024-05-20"})",
     "ngày 2/5/2024, PAKN-102, thời hạn 20/5/2024", "on 2 May 2024, PAKN-102, due 20 May 2024"},
    {"unit", "unit-set",
     R"({"name":"Phòng HCTP","aliases":["HCTP"],"parent":"stp",)"
     R"("contacts":[{"role":"office","channel":"mail","address":"hctp@stp.example"}]})",
     "Phòng HCTP, «HCTP», < stp, office: hctp@stp.example (mail)",
     "Phòng HCTP, «HCTP», < stp, office: hctp@stp.example (mail)"},
    {"unreached", "unreached",
     R"({"selector":"lead.head","rule":"hằng ngày","step":"-1d","turn":0})",
     "«lead.head» không có đầu mối nào (quy tắc «hằng ngày», bậc -1d, lượt 1)",
     "«lead.head» reaches nobody (rule «hằng ngày», step -1d, turn 1)"},
    {"accepted", "accepted",
     R"({"channel":"mail","address":"a@stp.example","attempt":2,)"
     R"("obligations":["56/KH-STP:1.1:once:bttp"],"answer":"250 2.0.0 Ok"})",
     "tới a@stp.example qua kênh mail, lần gửi 2; việc: 56/KH-STP:1.1:once:bttp; trả lời: 250 "
     "2.0.0 Ok",
     "to a@stp.example on mail, attempt 2; about 56/KH-STP:1.1:once:bttp; answer: 250 2.0.0 Ok"},
    {"hold", "hold", R"({"why":"535 refused"})", "535 refused", "535 refused"},
    {"alert", "alert", R"({"message":"01A"})", "thông điệp 01A", "message 01A"},
    {"clock_jump", "clock_jump", R"({"minutes":-90})", "-90 phút", "-90 min"},
    {"fields_that_are_new", "accepted",
     R"({"channel":"mail","address":"a@b.example","attempt":1,"obligations":[],"answer":"",)"
     R"("queue":"9f2c"})",
     "tới a@b.example qua kênh mail, lần gửi 1; queue: 9f2c",
     "to a@b.example on mail, attempt 1; queue: 9f2c"},
    {"an_act_that_is_new", "endorse", R"({"by":"x","times":2})", "by: x; times: 2",
     "by: x; times: 2"},
    {"no_json", "import", "tampered", "tampered", "tampered"},
    {"other_json", "submit", "[1]", "[1]", "[1]"},
    {"fields_that_are_gone", "submit", R"({"late":true})", R"({"late":true})", R"({"late":true})"},
    {"fields_of_another_kind", "owe", R"({"added":"x","past":0})", R"({"added":"x","past":0})",
     R"({"added":"x","past":0})"},
};

INSTANTIATE_TEST_SUITE_P(JournalWords, Details, ::testing::ValuesIn(kRows),
                         [](const auto& row) { return row.param.name; });

/// The names that are written down in the sources beside `append(`.
std::vector<std::string> written_acts() {
    const std::regex written(R"re(append\([^;]*?"([a-z]+[a-z_-]*)")re");
    std::vector<std::string> names;
    for (const char* room : {"store", "daemon"}) {
        const auto folder = std::filesystem::path(DONDOC_SOURCE_DIR) / room;
        for (const auto& file : std::filesystem::directory_iterator(folder)) {
            if (file.path().extension() != ".cc") continue;
            std::stringstream text;
            text << std::ifstream(file.path()).rdbuf();
            const std::string source = text.str();
            for (std::sregex_iterator at(source.begin(), source.end(), written), end; at != end;
                 ++at) {
                if (at->str().find("Journal") != std::string::npos ||
                    at->str().find("act") != std::string::npos) {
                    names.push_back((*at)[1]);
                }
            }
        }
    }
    return names;
}

TEST(JournalActs, EachThatTheProgramWritesHasWords) {
    const auto known = journal_acts();
    const auto written = written_acts();
    EXPECT_GE(written.size(), 15U);
    for (const std::string& name : written)
        EXPECT_THAT(known, Contains(name));
}

TEST(JournalActs, HaveWordsInBothLanguages) {
    for (const std::string& name : journal_acts()) {
        EXPECT_NE(act_words(name).vi, name);
        EXPECT_NE(act_words(name).vi, act_words(name).en);
    }
    EXPECT_EQ(act_words("endorse"), (plan::Words{"endorse", "endorse"}));
}

TEST(FaultWords, NameTheEntryInOneLine) {
    using Kind = store::ChainFault::Kind;
    for (const auto kind :
         {Kind::changed, Kind::missing, Kind::cut_off, Kind::added, Kind::head, Kind::rewritten}) {
        const auto words = fault_words({kind, 57, 58, "submit\n\x1b[31m", "56/KH-STP:1.1"});
        EXPECT_THAT(words.vi, HasSubstr("57"));
        EXPECT_THAT(words.en, HasSubstr("57"));
        EXPECT_EQ(words.en.find_first_of("\n\x1b"), std::string::npos) << words.en;
    }
    EXPECT_THAT(fault_words({Kind::missing, 57, 57, "", ""}).en, HasSubstr("entry 57 is missing"));
    EXPECT_THAT(fault_words({Kind::cut_off, 57, 60, "", ""}).vi,
                HasSubstr("các mục 57 đến 60 ở cuối"));
}

}  // namespace
}  // namespace dondoc::daemon
