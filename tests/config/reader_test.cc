#include "config/reader.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "support/world.h"

namespace dondoc::config {
namespace {

using dondoc::testing::day;
using std::chrono::minutes;

constexpr std::string_view kGood = R"([daemon]
database  = "/var/lib/dondoc/dondoc.db"
timezone  = "Europe/Berlin"
language  = "en"
templates = "mau"

[calendar]
workdays          = ["mon", "tue", "sat"]
hours             = "08:00-16:30"
holidays          = [2024-02-08, "2024-02-09"]
makeup_days       = [2024-05-04]
roll              = "later"
working_days_only = false

[channels.mail]
type                = "email"
digest              = false
host                = "mail.stp.example"
port                = 2587
security            = "smtps"
username            = "don-doc@stp.example"
password_credential = "smtp"
from                = "Văn phòng Sở <don-doc@stp.example>"
reply_to            = "vanphong@stp.example"
envelope_sender     = "bounce@stp.example"
ca_file             = "ca.pem"
max_connections     = 5

[channels.luu]
type = "maildir"
path = "mail"
from = "don-doc@stp.example"

[fallback]
channel = "mail"
address = "vanphong@stp.example"

[[rule]]
name  = "báo cáo định kỳ"
match = { plan = "56/KH-STP", task = ["12.2", "12.3"], unit = "hctp", kind = "cycle", every = ["month", "quarter"], tag = "bao-cao" }
at    = "9:15"

  [[rule.step]]
  when = "-7d"
  to   = ["lead", "support.head"]
  [[rule.step]]
  when   = "+1wd"
  to     = "unit:van-phong"
  at     = "14:00"
  repeat = "2wd"
  until  = "+10d"
  urgent = true

[[rule]]
name  = "thường xuyên"
match = { kind = "continuous" }
nudge = { every = "year", month = 6, day = 15, to = ["lead.head"] }
)";

class GoodFile : public ::testing::Test {
  protected:
    void SetUp() override {
        auto read = read_settings(kGood, "/etc/dondoc/dondoc.toml");
        ASSERT_TRUE(read) << read.error().front().text(plan::Language::en);
        settings_ = std::move(*read);
    }
    Settings settings_;
};

TEST_F(GoodFile, HasItsDaemonAndCalendar) {
    EXPECT_EQ(settings_.file, "/etc/dondoc/dondoc.toml");
    EXPECT_EQ(settings_.database, "/var/lib/dondoc/dondoc.db");
    EXPECT_EQ(settings_.timezone, "Europe/Berlin");
    EXPECT_EQ(settings_.language, plan::Language::en);
    EXPECT_EQ(settings_.templates, "/etc/dondoc/mau");
    plan::CalendarFacts facts;
    facts.workdays = {true, true, false, false, false, true, false};
    facts.hours = {minutes(480), minutes(990)};
    facts.holidays = {day("2024-02-08"), day("2024-02-09")};
    facts.makeup_days = {day("2024-05-04")};
    facts.roll = plan::Roll::later;
    facts.working_days_only = false;
    EXPECT_EQ(settings_.calendar, facts);
}

TEST_F(GoodFile, HasItsChannels) {
    EmailChannel email;
    email.security = EmailChannel::Security::smtps;
    email.host = "mail.stp.example";
    email.port = 2587;
    email.username = "don-doc@stp.example";
    email.password = {SecretSource::From::credential, "smtp"};
    email.from = "Văn phòng Sở <don-doc@stp.example>";
    email.reply_to = "vanphong@stp.example";
    email.envelope_sender = "bounce@stp.example";
    email.ca_file = "/etc/dondoc/ca.pem";
    email.max_connections = 5;
    const MaildirChannel maildir{"/etc/dondoc/mail", "don-doc@stp.example", ""};
    ASSERT_EQ(settings_.channels.size(), 2u);
    EXPECT_EQ(settings_.channels.at("mail"), (Channel{"mail", false, email, 15}));
    EXPECT_EQ(settings_.channels.at("luu"), (Channel{"luu", true, maildir, 29}));
    EXPECT_EQ(settings_.fallback, (Fallback{"mail", "vanphong@stp.example"}));
}

TEST_F(GoodFile, HasItsRules) {
    ASSERT_EQ(settings_.rules.size(), 2u);
    Step first;
    first.when = {-7, false, "-7d"};
    first.to = {{Audience::lead, "", "office", "lead"},
                {Audience::support, "", "head", "support.head"}};
    first.key = "-7d";
    first.line = 43;
    Step second;
    second.when = {1, true, "+1wd"};
    second.to = {{Audience::unit, "van-phong", "office", "unit:van-phong"}};
    second.at = minutes(840);
    second.repeat = {2, true, "+2wd"};
    second.until = {10, false, "+10d"};
    second.urgent = true;
    second.key = "+1wd";
    second.line = 46;
    Rule reports;
    reports.name = "báo cáo định kỳ";
    reports.match = {{"56/KH-STP"},
                     {"12.2", "12.3"},
                     {"hctp"},
                     {plan::Kind::cycle},
                     {plan::Every::month, plan::Every::quarter},
                     {"bao-cao"}};
    reports.at = minutes(555);
    reports.steps = {first, second};
    reports.line = 38;
    EXPECT_EQ(settings_.rules.at(0), reports);

    Nudge nudge;
    nudge.cycle.every = plan::Every::year;
    nudge.cycle.month = {plan::CycleMonth::Which::named, 6};
    nudge.cycle.day = 15;
    nudge.to = {{Audience::lead, "", "head", "lead.head"}};
    Rule continuous;
    continuous.name = "thường xuyên";
    continuous.match.kind = {plan::Kind::continuous};
    continuous.nudge = nudge;
    continuous.line = 54;
    EXPECT_EQ(settings_.rules.at(1), continuous);
}

TEST(Reader, GivesTheDefaultsToAShortFile) {
    const auto read = read_settings(
        "daemon.database = \"x\"\n[[rule]]\nname = \"a\"\n[[rule.step]]\nwhen = \"0d\"\nto = "
        "\"lead\"",
        "/srv/dondoc.toml");
    ASSERT_TRUE(read) << read.error().front().text(plan::Language::en);
    EXPECT_EQ(read->timezone, "Asia/Ho_Chi_Minh");
    EXPECT_EQ(read->language, plan::Language::vi);
    EXPECT_EQ(read->rules.front().at, minutes(480));
    EXPECT_FALSE(read->rules.front().steps.front().at);
    EXPECT_FALSE(read->rules.front().steps.front().urgent);
    EXPECT_EQ(read->rules.front().match, Match{});
    EXPECT_TRUE(read->channels.empty());
}

TEST(Reader, ReadsTheShippedExample) {
    const auto read =
        load_settings(std::string(DONDOC_SOURCE_DIR) + "/examples/an-giang-2024/dondoc.toml");
    ASSERT_TRUE(read) << read.error().front().text(plan::Language::en);
    EXPECT_EQ(read->rules.size(), 8u);
    EXPECT_EQ(read->calendar.makeup_days, (std::set{day("2024-05-04")}));
    EXPECT_TRUE(read->calendar.holidays.contains(day("2024-04-29")));
    ASSERT_TRUE(read->fallback);
    EXPECT_TRUE(read->channels.contains(read->fallback->channel));
}

TEST(Reader, SaysEveryProblemAtOnceInTheOrderOfTheFile) {
    const auto read = read_settings(
        "[[rule]]\nname = 5\nat = \"25:00\"\n[[rule.step]]\nwhen = \"x\"\nto = [\"y\", \"lead\", "
        "\"z\"]\n"
        "[fallback]\nchannel = \"sms\"\naddress = \"a@stp.example\"\n[daemon]\ndatabas = \"x\"\n"
        "[calendar]\nroll = \"up\"\n",
        "dondoc.toml");
    ASSERT_FALSE(read);
    std::vector<std::pair<unsigned, unsigned>> places;
    for (const auto& problem : read.error())
        places.emplace_back(problem.line, problem.column);
    const std::vector<std::pair<unsigned, unsigned>> expected = {
        {2, 8}, {3, 6}, {5, 8}, {6, 7}, {6, 20}, {8, 11}, {10, 1}, {11, 1}, {13, 8}};
    EXPECT_EQ(places, expected);
    EXPECT_EQ(
        read.error().front().text(plan::Language::vi),
        "dondoc.toml:2:8: \"name\" phải là chuỗi trong ngoặc kép, ví dụ: name = \"báo cáo định "
        "kỳ\"");
}

}  // namespace
}  // namespace dondoc::config
