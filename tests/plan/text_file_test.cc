#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "plan/plan_file.h"

namespace dondoc::plan {
namespace {

using ::testing::HasSubstr;

class TextFile : public ::testing::Test {
  protected:
    // One folder a test, for tests may run side by side.
    TextFile() {
        std::string name = ::testing::TempDir() + "dondoc-text-file-XXXXXX";
        folder_ = mkdtemp(name.data());
    }
    ~TextFile() override { std::filesystem::remove_all(folder_); }

    std::string holding(const std::string& bytes) {
        const std::string path = folder_ / "tep.toml";
        std::ofstream(path, std::ios::binary) << bytes;
        return path;
    }
    static std::string problem_of(const std::string& path) {
        const auto text = read_text_file(path);
        if (text) return "read";
        EXPECT_EQ(text.error().file, path);
        EXPECT_FALSE(text.error().words.vi.empty());
        return text.error().words.en;
    }

    std::filesystem::path folder_;
};

TEST_F(TextFile, IsReadWhole) {
    EXPECT_EQ(read_text_file(holding("đôn\r\nđốc\n")), "đôn\r\nđốc\n");
    EXPECT_EQ(read_text_file(holding("\xEF\xBB\xBF"
                                     "a")),
              "a");
    const std::string large(16 * 1024 * 1024, 'a');
    EXPECT_EQ(read_text_file(holding(large)), large);
}

TEST_F(TextFile, SaysWhyItIsNotRead) {
    struct Row {
        const char* name;
        std::string bytes;
        const char* expected;
    };
    const Row rows[] = {
        {"empty", "", "is empty"},
        {"only white space", " \r\n\t\n", "is empty"},
        {"too large", std::string(16 * 1024 * 1024 + 1, 'a'), "larger than 16 MiB"},
        {"legacy encoding", "V\xE3n ph\xF2ng", "not encoded as UTF-8"},
        {"UTF-16",
         std::string("\xFF\xFE"
                     "V\0",
                     4),
         "UTF-16"},
        {"zero byte", std::string("a\0b", 3), "zero bytes"},
        {"docx", std::string("PK\x03\x04\x14\0", 6), "Word, Excel or zip"},
    };
    for (const Row& row : rows)
        EXPECT_THAT(problem_of(holding(row.bytes)), HasSubstr(row.expected)) << row.name;
}

TEST_F(TextFile, SaysWhyItIsNotOpened) {
    EXPECT_THAT(problem_of(folder_ / "khong-co.toml"), HasSubstr("no such file"));
    EXPECT_THAT(problem_of(holding("a") + "/b"), HasSubstr("no such file"));
    EXPECT_THAT(problem_of(folder_), HasSubstr("is a directory"));
    EXPECT_THAT(problem_of(""), HasSubstr("no such file"));
}

TEST_F(TextFile, SaysThatItMayNotBeRead) {
    const std::string path = holding("a");
    std::filesystem::permissions(path, std::filesystem::perms::none);
    if (std::ifstream(path)) GTEST_SKIP() << "this user may read everything";
    EXPECT_THAT(problem_of(path), HasSubstr("no permission"));
}

}  // namespace
}  // namespace dondoc::plan
