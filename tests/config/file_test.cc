#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "config/reader.h"

namespace dondoc::config {
namespace {

namespace fs = std::filesystem;

class SettingsFile : public ::testing::Test {
  protected:
    void SetUp() override { fs::create_directories(folder_); }
    void TearDown() override { fs::remove_all(folder_); }

    std::string write(const std::string& text) {
        const auto path = folder_ / "dondoc.toml";
        std::ofstream(path, std::ios::binary) << text;
        return path.string();
    }

    static void expect_one(const std::string& path, const std::string& words) {
        const auto read = load_settings(path);
        ASSERT_FALSE(read);
        ASSERT_EQ(read.error().size(), 1u);
        EXPECT_NE(read.error().front().words.en.find(words), std::string::npos)
            << read.error().front().words.en;
        EXPECT_NE(read.error().front().words.en.find(path), std::string::npos);
    }

    const fs::path folder_ = fs::path(::testing::TempDir()) /
                             ::testing::UnitTest::GetInstance()->current_test_info()->name();
    const std::string good_ =
        "daemon.database = \"x\"\n[[rule]]\nname = \"a\"\nnudge.every = \"week\"\n";
};

TEST_F(SettingsFile, IsReadAndItsFolderKnown) {
    const auto read = load_settings(write(good_));
    ASSERT_TRUE(read) << read.error().front().text(plan::Language::en);
    EXPECT_EQ(read->database, (folder_ / "x").string());
    EXPECT_EQ(read->file, (folder_ / "dondoc.toml").string());
}

TEST_F(SettingsFile, MayBeginWithAByteOrderMarkAndHaveLineEndsOfWindows) {
    std::string text = "\xef\xbb\xbf" + good_;
    for (auto at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 2)) {
        text.insert(at, "\r");
    }
    EXPECT_TRUE(load_settings(write(text)));
}

TEST_F(SettingsFile, SaysWhatToDoWhenItCannotBeUsed) {
    expect_one((folder_ / "none.toml").string(), "there is no file");
    expect_one(folder_.string(), "is a folder or a device");
    expect_one(write(""), "is empty");
    expect_one(write(" \n\r\n\t"), "is empty");
    expect_one(write(good_ + "# \xff"), "is not UTF-8");
    expect_one(write(good_ + "# " + std::string(1024 * 1024, 'x')), "larger than 1024 KiB");
}

TEST_F(SettingsFile, IsNotWaitedForWhenItIsAPipe) {
    const auto path = (folder_ / "pipe").string();
    ASSERT_EQ(mkfifo(path.c_str(), 0600), 0);
    expect_one(path, "is a folder or a device");
}

TEST_F(SettingsFile, SaysHowToLetTheServiceReadIt) {
    const auto path = write(good_);
    ASSERT_EQ(chmod(path.c_str(), 0), 0);
    constexpr uid_t kNobody = 65534;
    const bool is_root = geteuid() == 0;
    if (is_root) {
        ASSERT_EQ(seteuid(kNobody), 0);
    }
    expect_one(path, "chown root:_dondoc");
    if (is_root) {
        ASSERT_EQ(seteuid(0), 0);
    }
}

}  // namespace
}  // namespace dondoc::config
