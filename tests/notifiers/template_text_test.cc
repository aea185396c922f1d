#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "briefs.h"
#include "notifiers/render.h"

namespace dondoc::notifiers {
namespace {

namespace fs = std::filesystem;
using namespace dondoc::testing;
using plan::Language;
using ::testing::HasSubstr;

const std::string kBefore = "2024-05-19T08:00";  // three days left

class OwnTemplates : public ::testing::Test {
  protected:
    void SetUp() override {
        folder_ = fs::path(::testing::TempDir()) /
                  ::testing::UnitTest::GetInstance()->current_test_info()->name();
        fs::remove_all(folder_);
        fs::create_directories(folder_);
    }
    void TearDown() override { fs::remove_all(folder_); }
    void write(const std::string& name, const std::string& text) const {
        std::ofstream(folder_ / name, std::ios::binary) << text;
    }
    std::string folder() const { return folder_.string(); }

  private:
    fs::path folder_;
};

struct BadTemplate {
    std::string name;
    std::string text;
    unsigned line;
    unsigned column;
    std::string words;
};

TEST_F(OwnTemplates, AreRefusedWithTheirPlace) {
    const std::vector<BadTemplate> bad = {
        {"reminder.txt", "Kính gửi: {{to}}\n\nViệc {{titel}}\n", 3, 6, "«titel»"},
        {"reminder.txt", "{{#tasks}}\n{{title}} {{unitt}}\n{{/tasks}}", 2, 11, "«unit»"},
        {"reminder.txt", "{{to}}\n{{title}}", 2, 1, "«title»"},
        {"reminder.txt", "{{tasks}}", 1, 1, "không phải là chữ"},
        {"reminder.txt", "{{late_}}", 1, 1, "«late_»"},
        {"reminder.txt", "a\n {{#tasks}} b", 2, 2, "không đóng"},
        {"reminder.txt", "a\n{{/tasks}}", 2, 1, "không có"},
        {"reminder.txt", "a {{to", 1, 3, "}}"},
        {"reminder.txt", "{{> header}}", 1, 1, "{{> header}}"},
        {"reminder.html", "<b>{{{to}}}</b>", 1, 4, "{{to}}"},
        {"reminder.html", "<b>{{&to}}</b>", 1, 4, "{{to}}"},
        {"subject.txt", "{{subject}}", 1, 1, "«subject»"},
    };
    for (const auto& each : bad) {
        SCOPED_TRACE(each.text);
        write(each.name, each.text);
        const auto loaded = Templates::load(folder(), Language::vi);
        ASSERT_FALSE(loaded.has_value());
        const auto& problem = loaded.error().front();
        EXPECT_EQ(fs::path(problem.file).filename().string(), each.name);
        EXPECT_EQ(problem.line, each.line);
        EXPECT_EQ(problem.column, each.column);
        EXPECT_THAT(problem.words.vi, HasSubstr(each.words));
        fs::remove(fs::path(folder()) / each.name);
    }
}

TEST_F(OwnTemplates, AllProblemsAreSaidAtOnce) {
    write("reminder.txt", "{{a1}}\n{{b2}}");
    write("remainder.html", "x");
    const auto loaded = Templates::load(folder(), Language::vi);
    ASSERT_FALSE(loaded.has_value());
    ASSERT_EQ(loaded.error().size(), 3U);
    EXPECT_THAT(loaded.error().front().words.vi, HasSubstr("reminder.html"));
}

TEST_F(OwnTemplates, AFolderThatIsNotThereIsAProblem) {
    const auto loaded = Templates::load(folder() + "/none", Language::vi);
    ASSERT_FALSE(loaded.has_value());
    EXPECT_EQ(loaded.error().front().file, folder() + "/none");
}

TEST_F(OwnTemplates, ReplaceOnlyWhatTheyName) {
    write("reminder.txt", "Thân gửi {{to}}\n\n\n{{#tasks}}\n{{title}} <&>\n{{/tasks}}\n");
    const auto loaded = Templates::load(folder(), Language::vi);
    ASSERT_TRUE(loaded.has_value());
    auto one = monthly_brief(kBefore);
    one.title = "A & B";
    const auto made = loaded->render(letter(kBefore, {one}), calendar());
    EXPECT_EQ(made.text, "Thân gửi Văn phòng Sở\n\nA & B tháng 5/2024 <&>\n");
    EXPECT_THAT(made.html, HasSubstr("A &amp; B tháng 5/2024"));
    EXPECT_THAT(made.subject, HasSubstr("[Đôn đốc] Còn 3 ngày: A & B"));
}

}  // namespace
}  // namespace dondoc::notifiers
