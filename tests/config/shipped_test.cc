#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

#include "bad_file.h"

/// config/dondoc.toml, which the package puts into /etc/dondoc.
namespace dondoc::config {
namespace {

std::string shipped() {
    std::ifstream file(std::filesystem::path(DONDOC_SOURCE_DIR) / "config/dondoc.toml");
    std::stringstream text;
    text << file.rdbuf();
    return std::regex_replace(text.str(), std::regex("/usr/share/dondoc/vietnam.toml"),
                              DONDOC_SOURCE_DIR "/config/calendars/vietnam.toml");
}

Settings read(const std::string& text) {
    const auto settings = read_settings(text, "/etc/dondoc/dondoc.toml");
    if (settings) return *settings;
    for (const auto& problem : settings.error())
        ADD_FAILURE() << problem.text(plan::Language::en);
    return {};
}

TEST(Shipped, HoldsAsItIs) {
    const auto settings = read(shipped());
    EXPECT_EQ(settings.database, "/var/lib/dondoc/dondoc.db");
    EXPECT_EQ(settings.rules.size(), 3u);
    EXPECT_TRUE(settings.fallback.has_value());
    ASSERT_TRUE(settings.channels.contains("mail"));
    EXPECT_TRUE(std::holds_alternative<MaildirChannel>(settings.channels.at("mail").type));
}

/// What an administrator does: the folder goes, every line that begins with `# key =` or `# [`
/// comes. Of two lines for one key the second is the other way to say it.
TEST(Shipped, HoldsWithEveryLineInUse) {
    std::string text = shipped();
    for (const char* folder : {"\ntype = \"maildir\"", "\npath = [^\n]*", "\nfrom = [^\n]*",
                               "\nholidays  [^\n]*", "\n# holidays  [^\n]*"})
        text = std::regex_replace(text, std::regex(folder), "",
                                  std::regex_constants::format_first_only);
    text = std::regex_replace(text, std::regex("\n( *)# ([a-z_]+ *= |\\[)"), "\n$1$2");
    const auto settings = read(text);
    ASSERT_TRUE(settings.channels.contains("mail") && settings.channels.contains("hook"));
    const auto& mail = std::get<EmailChannel>(settings.channels.at("mail").type);
    EXPECT_EQ(mail.port, 587u);
    EXPECT_EQ(mail.password.name, "smtp");
    EXPECT_FALSE(mail.ca_file.empty() || mail.reply_to.empty() || mail.envelope_sender.empty());
    EXPECT_EQ(settings.templates, "/etc/dondoc/templates");
}

}  // namespace
}  // namespace dondoc::config
