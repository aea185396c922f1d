#include "notifiers/maildir_channel.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "delivery.h"

namespace dondoc::notifiers {
namespace {

using namespace testing;
namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr auto kName = "1717890291.01HZX3V5T8Q0J7M2N4P6R8S9TA.dondoc";

class MaildirChannelTest : public ::testing::Test {
  protected:
    MaildirChannelTest() {
        std::string pattern = (fs::temp_directory_path() / "dondoc-XXXXXX").string();
        root_ = mkdtemp(pattern.data());
        settings_.path = (root_ / "mail").string();
    }
    ~MaildirChannelTest() override {
        std::error_code ignored;
        fs::remove_all(root_, ignored);
    }

    std::optional<Attempt> put(Parcel what) {
        MaildirChannel channel(loop_, settings_);
        return deliver(loop_, channel, std::move(what));
    }
    std::vector<std::string> names(const std::string& folder) const {
        std::vector<std::string> found;
        for (const auto& entry : fs::directory_iterator(fs::path(settings_.path) / folder)) {
            found.push_back(entry.path().filename().string());
        }
        return found;
    }
    std::string text() const {
        std::ifstream in(fs::path(settings_.path) / "new" / kName, std::ios::binary);
        return (std::ostringstream() << in.rdbuf()).str();
    }

    boost::asio::io_context loop_;
    fs::path root_;
    config::MaildirChannel settings_;
};

TEST_F(MaildirChannelTest, puts_the_mail_into_new) {
    const auto result = put(parcel("vp@stp.example", "Subject: x\r\n\r\nbare\rcr\r\n.\r\n"));
    ASSERT_TRUE(result);
    EXPECT_EQ(name_of(result->outcome), "accepted");
    EXPECT_THAT(names("new"), ElementsAre(kName));
    EXPECT_THAT(names("tmp"), IsEmpty());
    EXPECT_THAT(names("cur"), IsEmpty());
    EXPECT_EQ(text(), "Subject: x\n\nbare\rcr\n.\n");
    for (const auto* folder : {"", "new", "cur", "tmp"}) {
        const auto status = fs::status(fs::path(settings_.path) / folder);
        EXPECT_EQ(status.permissions(), fs::perms::owner_all) << folder;
    }
}

TEST_F(MaildirChannelTest, a_mail_that_comes_again_replaces_itself) {
    put(parcel("vp@stp.example", "first, and longer\r\n"));
    auto again = parcel("vp@stp.example", "second\r\n");
    again.attempt = 2;
    EXPECT_EQ(put(again)->outcome, Outcome::accepted);
    EXPECT_THAT(names("new"), ElementsAre(kName));
    EXPECT_EQ(text(), "second\n");
}

TEST_F(MaildirChannelTest, a_mail_that_was_read_does_not_come_again) {
    put(parcel("vp@stp.example"));
    const fs::path maildir = settings_.path;
    fs::rename(maildir / "new" / kName, maildir / "cur" / (std::string(kName) + ":2,S"));
    auto again = parcel("vp@stp.example");
    again.attempt = 2;
    EXPECT_EQ(put(again)->outcome, Outcome::accepted);
    EXPECT_THAT(names("new"), IsEmpty());
}

TEST_F(MaildirChannelTest, is_stuck_when_the_disk_does_not_answer) {
    // Whoever opens a pipe that nobody reads waits like one whose disk hangs.
    const fs::path pipe = fs::path(settings_.path) / "tmp" / kName;
    fs::create_directories(pipe.parent_path());
    ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
    const auto in_three_minutes = [] {
        return std::chrono::steady_clock::now() + std::chrono::minutes(3);
    };
    MaildirChannel channel(loop_, settings_);
    EXPECT_FALSE(channel.stuck(in_three_minutes())) << "nothing is going on";
    bool done = false;
    channel.send(parcel("vp@stp.example"), [&](const Attempt&) { done = true; });
    ASSERT_TRUE(run_until(loop_, [&] { return channel.stuck(in_three_minutes()); }));
    EXPECT_FALSE(channel.stuck(std::chrono::steady_clock::now()));
    std::ifstream reader(pipe);
    ASSERT_TRUE(run_until(loop_, [&] { return done; }));
    EXPECT_FALSE(channel.stuck(in_three_minutes())) << "it has ended";
}

TEST_F(MaildirChannelTest, a_place_that_cannot_be_written_is_the_channels_trouble) {
    std::ofstream(settings_.path) << "a file where the folder should be";
    const auto result = put(parcel("vp@stp.example"));
    EXPECT_EQ(name_of(result->outcome), "channel_trouble");
    EXPECT_THAT(result->detail, HasSubstr("Not a directory"));
}

TEST_F(MaildirChannelTest, an_id_is_no_path) {
    for (const std::string id : {"../../x", "a/b", ""}) {
        auto wrong = parcel("vp@stp.example");
        wrong.id = id;
        EXPECT_EQ(put(wrong)->outcome, Outcome::refused) << id;
    }
    EXPECT_FALSE(fs::exists(settings_.path));
}

TEST(MaildirName, holds_the_second_of_the_id) {
    EXPECT_EQ(maildir_name("00000000000000000000000000"), "0.00000000000000000000000000.dondoc");
    EXPECT_EQ(maildir_name("000000000ZZZZZZZZZZZZZZZZZ"), "0.000000000ZZZZZZZZZZZZZZZZZ.dondoc");
    EXPECT_EQ(maildir_name("0000000100ZZZZZZZZZZZZZZZZ"), "1.0000000100ZZZZZZZZZZZZZZZZ.dondoc");
}

}  // namespace
}  // namespace dondoc::notifiers
