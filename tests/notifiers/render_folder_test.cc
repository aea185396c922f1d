#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "notifiers/render.h"

namespace dondoc::notifiers {
namespace {

namespace fs = std::filesystem;

/// A folder of templates that goes away with it.
class Folder {
  public:
    Folder() {
        std::string name = (fs::temp_directory_path() / "dondoc-templates-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no folder for templates");
        path_ = name;
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() { fs::remove_all(path_); }

    void add(const std::string& name) const { std::ofstream(path_ / name) << "x\n"; }
    std::string path() const { return path_.string(); }

  private:
    fs::path path_;
};

TEST(Templates, NameWhateverIsMeantAsOneAndIsNone) {
    struct Row {
        const char* file;
        const char* words;  ///< part of the English text; empty: passes
    };
    const Row rows[] = {
        {"reminder.txt", ""},
        {"remainder.txt", "do you mean reminder.txt?"},
        {"message.mustache", "known are: subject.txt, reminder.txt"},
        {"reminder.mustache", "there is no template of this name"},
        {"reminder.htm", "do you mean reminder.html?"},
        {"reminder", "there is no template of this name"},
        {"alert.md", "there is no template of this name"},
        {"README.md", ""},
        {"logo.png", ""},
        {".reminder.txt.swp", ""},
        {"reminder.txt~", ""},
        {"reminder.bak", ""},
        {"reminder.html.dpkg-dist", ""},
    };
    for (const Row& row : rows) {
        const Folder folder;
        folder.add(row.file);
        const auto loaded = Templates::load(folder.path(), plan::Language::vi);
        if (*row.words == '\0') {
            EXPECT_TRUE(loaded) << row.file;
            continue;
        }
        ASSERT_FALSE(loaded) << row.file;
        ASSERT_EQ(loaded.error().size(), 1u) << row.file;
        const auto& problem = loaded.error().front();
        EXPECT_TRUE(problem.file.ends_with(row.file)) << problem.file;
        EXPECT_NE(problem.words.en.find(row.words), std::string::npos) << problem.words.en;
    }
}

}  // namespace
}  // namespace dondoc::notifiers
