#include <filesystem>
#include <fstream>

#include "bad_file.h"
#include "support/world.h"

namespace dondoc::config {
namespace {

using dondoc::testing::day;
using std::chrono::minutes;

TEST(CalendarReader, FindsWhatIsWrong) {
    const Wrong rows[] = {
        {"no workday", "[calendar]\nworkdays = []", 2, "the list \"workdays\" is empty"},
        {"no such weekday", "[calendar]\nworkdays = [\"mon\", \"monday\"]", 2,
         "\"workdays\" cannot be \"monday\"; choose one of \"mon\", \"tue\""},
        {"hours backwards", "[calendar]\nhours = \"17:00-07:30\"", 2, "opening comes first"},
        {"no hour at all", "[calendar]\nhours = \"08:00-08:00\"", 2, "opening comes first"},
        {"hours past midnight", "[calendar]\nhours = \"07:30-24:01\"", 2,
         "closing is 24:00 at most"},
        {"one hour only", "[calendar]\nhours = \"07:30\"", 2, "hours = \"07:30-17:00\""},
        {"two sets of hours", "[calendar]\nhours = \"07:30-11:30-17:00\"", 2,
         "no opening and closing"},
        {"a day that does not exist", "[calendar]\nholidays = [\n\"2023-02-29\"]", 3,
         "must be a list of dates that exist"},
        {"an hour for a day", "[calendar]\nholidays = [2024-02-08T08:00:00]", 2, "list of dates"},
        {"one day without list", "[calendar]\nholidays = 2024-02-08", 2, "list of dates"},
        {"a year", "[calendar]\nmakeup_days = [2024]", 2, "list of dates"},
        {"no such file", "[calendar]\nholidays = \"no-such.toml\"", 2, "no-such.toml"},
        {"a text in the list", "[calendar]\nholidays = [2024-01-01, \"tet\"]", 2,
         "list of dates that exist, or the name of a .toml file"},
        {"no such file in the list", "[calendar]\nholidays = [\n\"no-such.toml\"]", 3,
         "no-such.toml"},
        {"makeup days as a file", "[calendar]\nmakeup_days = \"x.toml\"", 2, "list of dates"},
        {"no such roll", "[calendar]\nroll = \"next\"", 2, "\"none\", \"earlier\", \"later\""},
    };
    for (const auto& row : rows)
        expect_wrong(row);
}

TEST(CalendarReader, TakesTheWholeDayAsHours) {
    EXPECT_EQ(expect_good("[calendar]\nhours = \"00:00-24:00\"").calendar.hours,
              (plan::Hours{minutes(0), minutes(1440)}));
}

TEST(CalendarReader, LeavesTheDefaultsWhereTheFileIsSilent) {
    EXPECT_EQ(expect_good("").calendar, plan::CalendarFacts{});
    EXPECT_EQ(expect_good("[calendar]").calendar, plan::CalendarFacts{});
    EXPECT_TRUE(expect_good("[calendar]\nholidays = []").calendar.holidays.empty());
}

class HolidaysFile : public ::testing::Test {
  protected:
    void SetUp() override { std::filesystem::create_directories(folder_); }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    plan::Checked<Settings> read(const std::string& holidays) {
        std::ofstream(folder_ / "ngay-nghi.toml") << holidays;
        return read_settings(whole("[calendar]\nholidays = \"ngay-nghi.toml\"\n"
                                   "makeup_days = [2024-05-04]"),
                             (folder_ / "dondoc.toml").string());
    }

    const std::filesystem::path folder_ =
        std::filesystem::path(::testing::TempDir()) /
        ::testing::UnitTest::GetInstance()->current_test_info()->name();
};

TEST_F(HolidaysFile, IsReadFromTheFolderOfTheSettings) {
    const auto settings =
        read("holidays = [2024-09-02, \"2024-09-03\"]\nmakeup_days = [2024-08-31]");
    ASSERT_TRUE(settings) << settings.error().front().text(plan::Language::en);
    EXPECT_EQ(settings->calendar.holidays, (std::set{day("2024-09-02"), day("2024-09-03")}));
    EXPECT_EQ(settings->calendar.makeup_days, (std::set{day("2024-05-04"), day("2024-08-31")}));
}

TEST_F(HolidaysFile, SaysWhatItsDaysAreAndWhereTheyComeFrom) {
    const auto settings = read(
        "holidays = [2024-01-01]\n"
        "[[holiday]]\nname = \"Tết\"\ndays = [2024-02-08, 2024-02-09]\nsource = \"Thông báo\"\n"
        "[[holiday]]\nname = \"Hoán đổi\"\ndays = [2024-04-29]\nmakeup_days = [2024-05-11]\n"
        "sure = false\n");
    ASSERT_TRUE(settings) << settings.error().front().text(plan::Language::en);
    const plan::CalendarFacts& facts = settings->calendar;
    EXPECT_EQ(facts.holidays, (std::set{day("2024-01-01"), day("2024-02-08"), day("2024-02-09"),
                                        day("2024-04-29")}));
    EXPECT_EQ(facts.makeup_days, (std::set{day("2024-05-04"), day("2024-05-11")}));
    const plan::DayNote tet{"Tết", "Thông báo", true};
    const plan::DayNote swapped{"Hoán đổi", "", false};
    EXPECT_EQ(facts.notes, (std::map<plan::Day, plan::DayNote>{{day("2024-02-08"), tet},
                                                               {day("2024-02-09"), tet},
                                                               {day("2024-04-29"), swapped},
                                                               {day("2024-05-11"), swapped}}));
}

TEST_F(HolidaysFile, GivesWayToALaterOneAndToTheSettings) {
    std::ofstream(folder_ / "co-quan.toml")
        << "[[holiday]]\nname = \"Bão\"\ndays = [2024-08-31, 2024-09-09]\n"
           "[[holiday]]\nname = \"Tết\"\ndays = [2024-02-08]\nsource = \"Thông báo\"\n";
    std::ofstream(folder_ / "ngay-nghi.toml")
        << "[[holiday]]\nname = \"Tết\"\ndays = [2024-02-08]\nsure = false\n"
           "[[holiday]]\nname = \"Quốc khánh\"\ndays = [2024-09-02]\n"
           "makeup_days = [2024-08-31]\n";
    const auto settings = read_settings(
        whole("[calendar]\nholidays = [\"ngay-nghi.toml\", \"co-quan.toml\", 2024-09-03]\n"
              "makeup_days = [2024-09-09]"),
        (folder_ / "dondoc.toml").string());
    ASSERT_TRUE(settings) << settings.error().front().text(plan::Language::en);
    const plan::CalendarFacts& facts = settings->calendar;
    EXPECT_EQ(facts.holidays, (std::set{day("2024-02-08"), day("2024-08-31"), day("2024-09-02"),
                                        day("2024-09-03")}));
    EXPECT_EQ(facts.makeup_days, (std::set{day("2024-09-09")}));
    EXPECT_EQ(facts.notes.at(day("2024-02-08")), (plan::DayNote{"Tết", "Thông báo", true}));
    EXPECT_EQ(facts.notes.at(day("2024-08-31")).name, "Bão");
    EXPECT_FALSE(facts.notes.contains(day("2024-09-09")));
}

TEST_F(HolidaysFile, HasItsOwnPlacesInProblems) {
    struct Row {
        const char* text;
        std::uint32_t line;
        const char* words;
    };
    const Row rows[] = {
        {"\nholidays = [5]", 2, "list of dates"},
        {"holidays = \"other.toml\"", 1, "list of dates"},
        {"holidays = []\nmakeup = []", 2, "has no key \"makeup\""},
        {"makeup_days = []", 0, "\"holidays\" is missing"},
        {"holidays = [", 1, "not valid TOML"},
        {"holidays = [2024-01-01]\nholiday = 3", 2, "must be written as [[holiday]]"},
        {"[[holiday]]\ndays = [2024-02-08]", 1, "\"name\" is missing"},
        {"[[holiday]]\nname = \"Tết\"", 1, "\"days\" is missing"},
        {"[[holiday]]\nname = \"Tết\"\ndays = 2024-02-08", 3, "list of dates"},
        {"[[holiday]]\nname = \"Tết\"\ndays = [2024-02-08]\nsure = \"no\"", 4, "true or false"},
        {"[[holiday]]\nname = \"Tết\"\ndays = [2024-02-08]\nsources = \"x\"", 4,
         "did you mean \"source\""},
        {"[[holiday]]\nname = \"Tết\"\ndays = [2024-02-08,\n2024-02-09, 2024-02-08]", 4,
         "2024-02-08 stands under \"Tết\" already"},
        {"[[holiday]]\nname = \"Tết\"\ndays = [2024-02-08]\n[[holiday]]\nname = \"Bù\"\n"
         "makeup_days = [2024-02-08]",
         6, "2024-02-08 stands under \"Tết\" already"},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.text);
        const auto settings = read(row.text);
        ASSERT_FALSE(settings);
        ASSERT_EQ(settings.error().size(), 1u);
        EXPECT_EQ(settings.error().front().file, (folder_ / "ngay-nghi.toml").string());
        EXPECT_EQ(settings.error().front().line, row.line);
        EXPECT_NE(settings.error().front().words.en.find(row.words), std::string::npos)
            << settings.error().front().words.en;
    }
}

TEST_F(HolidaysFile, ThatIsEmptyIsAProblemOfTheSettings) {
    const auto settings = read("");
    ASSERT_FALSE(settings);
    EXPECT_EQ(settings.error().front().file, (folder_ / "dondoc.toml").string());
    EXPECT_EQ(settings.error().front().line, 2u);
    EXPECT_NE(settings.error().front().words.en.find("is empty"), std::string::npos);
}

}  // namespace
}  // namespace dondoc::config
