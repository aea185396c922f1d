#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "config/reader.h"

namespace dondoc::config {
namespace {

namespace fs = std::filesystem;
using From = SecretSource::From;

class Secret : public ::testing::Test {
  protected:
    void SetUp() override {
        fs::create_directories(folder_);
        setenv("CREDENTIALS_DIRECTORY", folder_.c_str(), 1);
    }
    void TearDown() override {
        unsetenv("CREDENTIALS_DIRECTORY");
        fs::remove_all(folder_);
    }

    std::string write(const std::string& name, const std::string& text, mode_t mode = 0600) {
        const auto path = (folder_ / name).string();
        std::ofstream(path, std::ios::binary) << text;
        EXPECT_EQ(chmod(path.c_str(), mode), 0);
        return path;
    }

    static void expect_refused(const SecretSource& source, const std::string& words) {
        const auto read = read_secret(source);
        ASSERT_FALSE(read);
        EXPECT_NE(read.error().words.en.find(words), std::string::npos) << read.error().words.en;
        EXPECT_EQ(read.error().text(plan::Language::en).find("hunter2"), std::string::npos);
        EXPECT_EQ(read.error().text(plan::Language::vi).find("hunter2"), std::string::npos);
    }

    const fs::path folder_ = fs::path(::testing::TempDir()) /
                             ::testing::UnitTest::GetInstance()->current_test_info()->name();
};

TEST_F(Secret, LosesOneLineEndAndNothingElse) {
    const std::pair<const char*, const char*> rows[] = {
        {"hunter2", "hunter2"},       {"hunter2\n", "hunter2"},     {"hunter2\r\n", "hunter2"},
        {"hunter2\n\n", "hunter2\n"}, {" hunter 2 ", " hunter 2 "}, {"mật khẩu\n", "mật khẩu"}};
    for (const auto& [text, expected] : rows) {
        const auto read = read_secret({From::file, write("smtp", text)});
        ASSERT_TRUE(read) << read.error().words.en;
        EXPECT_EQ(*read, expected);
    }
}

TEST_F(Secret, IsEmptyWhereNoneIsNamed) {
    EXPECT_EQ(read_secret({}).value(), "");
}

TEST_F(Secret, IsACredentialUnderEitherName) {
    expect_refused({From::credential, "smtp"}, "there is no credential \"smtp\"");
    write("cred_smtp", "of the folder\n");
    EXPECT_EQ(read_secret({From::credential, "smtp"}).value(), "of the folder");
    write("smtp", "its own\n");
    EXPECT_EQ(read_secret({From::credential, "smtp"}).value(), "its own");
}

TEST_F(Secret, NeedsSystemdForACredential) {
    unsetenv("CREDENTIALS_DIRECTORY");
    expect_refused({From::credential, "smtp"}, "systemd did not start this program");
}

TEST_F(Secret, IsRefusedWhenOthersMayReadOrChangeIt) {
    for (const mode_t mode : {0604u, 0660u, 0644u, 0602u, 0666u}) {
        const auto path = write("smtp", "hunter2", mode);
        expect_refused({From::file, path}, "run: chmod g-w,o-rwx " + path);
    }
    for (const mode_t mode : {0400u, 0600u, 0640u}) {
        EXPECT_TRUE(read_secret({From::file, write("smtp", "hunter2", mode)})) << mode;
    }
}

TEST_F(Secret, IsRefusedWhenItIsNotThereOrEmptyOrNoFile) {
    expect_refused({From::file, (folder_ / "none").string()}, "there is no file");
    expect_refused({From::file, folder_.string()}, "is a folder or a device");
    expect_refused({From::file, write("smtp", "")}, "is empty");
    expect_refused({From::file, write("smtp", "\n")}, "is empty");
    expect_refused({From::file, write("smtp", std::string(70000, 'x'))}, "larger than 64 KiB");
    write("cred_hook", "\n");
    expect_refused({From::credential, "hook"}, "credential \"hook\" is empty");
}

}  // namespace
}  // namespace dondoc::config
