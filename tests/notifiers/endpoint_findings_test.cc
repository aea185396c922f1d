#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "notifiers/channel_findings.h"

namespace dondoc::notifiers {
namespace {

using ::testing::HasSubstr;
using Result = Finding::Result;

/// As the channel reports it.
Attempt ended(long status, int curl = 0, const std::string& error = {}, bool forbidden = false) {
    HttpEnd end;
    end.status = status;
    end.curl = curl;
    end.error = error;
    end.forbidden = forbidden;
    return classify_http(end);
}

struct Row {
    const char* name;
    Attempt attempt;
    Result result;
    const char* en;
    const char* vi;
};

class Ping : public ::testing::TestWithParam<Row> {};

TEST_P(Ping, IsSaidInWords) {
    const auto finding = webhook_finding("https://a.example/x", GetParam().attempt);
    EXPECT_EQ(finding.target, "https://a.example/x");
    EXPECT_EQ(finding.result, GetParam().result);
    EXPECT_THAT(finding.words.en, HasSubstr(GetParam().en));
    EXPECT_THAT(finding.words.vi, HasSubstr(GetParam().vi));
}

const Row kRows[] = {
    {"taken", ended(204), Result::ok, "HTTP 204", "HTTP 204"},
    {"redirect", ended(302), Result::failed, "HTTP 302: it redirects", "địa chỉ cuối cùng"},
    {"forbidden", ended(0, 7, "", true), Result::failed, "`allow_networks`", "`allow_networks`"},
    {"unauthorized", ended(401, 0, "bad signature"), Result::failed,
     "same signing secret: HTTP 401: bad signature", "khóa ký"},
    {"not_found", ended(404), Result::failed, "look at the address", "kiểm tra địa chỉ"},
    {"gone", ended(410), Result::failed, "remove the contact", "bỏ đầu mối"},
    {"in_trouble", ended(503), Result::failed, "in trouble", "trục trặc"},
    {"certificate_expired", ended(0, 60, "SSL certificate problem: certificate has expired"),
     Result::failed, "certificate has expired", "hết hạn"},
    {"certificate_of_an_unknown_issuer",
     ended(0, 60, "SSL certificate problem: unable to get local issuer certificate"),
     Result::failed, "`ca_file`", "`ca_file`"},
    {"certificate_self_signed", ended(0, 60, "SSL certificate problem: self-signed certificate"),
     Result::failed, "`ca_file`", "`ca_file`"},
    {"certificate_of_another",
     ended(0, 60,
           "SSL: no alternative certificate subject name matches target host name 'a.example'"),
     Result::failed, "another host's", "máy khác"},
    {"no_connection", ended(0, 7, "Failed to connect to a.example port 443"), Result::failed,
     "Failed to connect", "tường lửa"},
    {"no_answer", Attempt{Outcome::stopped, 0, {}, {}}, Result::failed, "no answer in time",
     "hết giờ chờ"},
};

INSTANTIATE_TEST_SUITE_P(EndpointFindings, Ping, ::testing::ValuesIn(kRows),
                         [](const auto& row) { return row.param.name; });

class MaildirFinding : public ::testing::Test {
  protected:
    MaildirFinding() {
        auto name = (std::filesystem::temp_directory_path() / "dondoc-findings-XXXXXX").string();
        folder = ::mkdtemp(name.data());
    }
    ~MaildirFinding() override { std::filesystem::remove_all(folder); }
    std::size_t things() const {
        std::size_t count = 0;
        for ([[maybe_unused]] const auto& each :
             std::filesystem::recursive_directory_iterator(folder))
            ++count;
        return count;
    }
    std::filesystem::path folder;
};

TEST_F(MaildirFinding, LeavesNothingBehind) {
    const auto there = folder / "mail";
    for (const char* part : {"tmp", "new", "cur"})
        std::filesystem::create_directories(there / part);
    const auto before = things();
    EXPECT_EQ(maildir_finding(there).result, Result::ok);
    EXPECT_THAT(maildir_finding(there).words.en, HasSubstr("can be written"));
    EXPECT_EQ(things(), before);
}

TEST_F(MaildirFinding, DoesNotMakeTheFolder) {
    const auto finding = maildir_finding(folder / "deep" / "mail");
    EXPECT_EQ(finding.result, Result::ok);
    EXPECT_THAT(finding.words.en, HasSubstr("not there yet"));
    EXPECT_EQ(things(), 0U);
}

TEST_F(MaildirFinding, SaysWhichFolderCannotBeWritten) {
    std::ofstream(folder / "mail") << "a file";
    const auto finding = maildir_finding(folder / "mail");
    EXPECT_EQ(finding.result, Result::failed);
    EXPECT_THAT(finding.words.en, HasSubstr((folder / "mail").string()));
    if (::geteuid() == 0) return;  // root may write everywhere
    std::filesystem::create_directories(folder / "closed");
    ::chmod((folder / "closed").c_str(), 0500);
    EXPECT_EQ(maildir_finding(folder / "closed" / "mail").result, Result::failed);
}

}  // namespace
}  // namespace dondoc::notifiers
