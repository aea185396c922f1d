#include "daemon/session.h"

#include <fmt/format.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string_view>

#include "config/reader.h"
#include "plan/vietnamese.h"
#include "store/units.h"

namespace dondoc::daemon {
namespace {

std::string login_name() {
    // sudo names the person behind root, which is what the journal is for.
    if (const char* sudo = std::getenv("SUDO_USER"); sudo != nullptr && *sudo != '\0') return sudo;
    if (const passwd* entry = getpwuid(geteuid())) return entry->pw_name;
    return "uid:" + std::to_string(geteuid());
}

/// Root's command must not leave a database that the service cannot open.
void give_to_owner_of_folder(const std::string& path) {
    if (geteuid() != 0) return;
    struct stat folder {};
    const std::string parent = std::filesystem::path(path).parent_path().string();
    if (stat(parent.c_str(), &folder) != 0 || folder.st_uid == 0) return;
    if (chown(path.c_str(), folder.st_uid, folder.st_gid) != 0) {
        fail(
            fmt::format("không giao được {} cho chủ thư mục: chạy lệnh bằng tài khoản của dịch vụ",
                        path),
            fmt::format("cannot give {} to the owner of its folder: run this as the service's user",
                        path));
    }
}

}  // namespace

Failure::Failure(plan::Problems problems, Exit exit)
    : std::runtime_error(problems.front().text(plan::Language::en)),
      problems_(std::move(problems)),
      exit_(exit) {}

Failure::Failure(plan::Problem problem, Exit exit)
    : Failure(plan::Problems{std::move(problem)}, exit) {}

void fail(std::string vi, std::string en, Exit exit) {
    throw Failure(plan::Problem{{std::move(vi), std::move(en)}, {}, 0, 0}, exit);
}

Session::Session(std::string config_path, plan::Language language, const Clock& clock)
    : config_path_(std::move(config_path)), language_(language), clock_(clock) {}

Session::~Session() = default;

const config::Settings& Session::settings() {
    if (!settings_) settings_ = or_fail(config::load_settings(config_path_));
    return *settings_;
}

plan::Calendar calendar_of(const config::Settings& settings) {
    return {or_fail(plan::Zone::load(settings.timezone)), settings.calendar};
}

const plan::Calendar& Session::calendar() {
    if (!calendar_) calendar_ = calendar_of(settings());
    return *calendar_;
}

store::Database& Session::existing_database() {
    if (!database_) {
        database_ =
            or_fail(store::Database::open(settings().database, store::Database::Open::existing));
    }
    return *database_;
}

store::Database& Session::database() {
    if (!database_) {
        const std::string& path = settings().database;
        const bool existed = std::filesystem::exists(path);
        database_ = or_fail(store::Database::open(path, store::Database::Open::create));
        if (!existed) give_to_owner_of_folder(path);
    }
    return *database_;
}

const plan::Units& Session::units() {
    if (!units_) units_ = store::UnitStore(database()).load();
    return *units_;
}

store::Act Session::act(const std::string& by, const std::string& note) const {
    return {now(), by.empty() ? login_name() : by, note};
}

std::string default_config_path() {
    if (const char* path = std::getenv("DONDOC_CONFIG"); path != nullptr && *path != '\0') {
        return path;
    }
    return "/etc/dondoc/dondoc.toml";
}

plan::Language language_for(const std::string& config_path) {
    if (const char* wanted = std::getenv("DONDOC_LANG"); wanted != nullptr && *wanted != '\0') {
        return std::string_view(wanted).starts_with("en") ? plan::Language::en : plan::Language::vi;
    }
    if (const auto settings = config::load_settings(config_path)) return settings->language;
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const char* value = std::getenv(name);
        if (value == nullptr || *value == '\0') continue;
        return std::string_view(value).starts_with("en") ? plan::Language::en : plan::Language::vi;
    }
    return plan::Language::vi;
}

plan::Instant read_instant(const std::string& text, const plan::Zone& zone, const char* option) {
    if (const auto instant = plan::parse_instant(text, zone)) return *instant;
    fail(fmt::format("{}: không đọc được thời điểm «{}»; ghi như 2024-06-14 hoặc 2024-06-14T08:00",
                     option, plan::echo(text)),
         fmt::format("{}: cannot read the instant \"{}\"; write 2024-06-14 or 2024-06-14T08:00",
                     option, plan::echo(text)),
         Exit::usage);
}

plan::Day read_day(const std::string& text, const char* option) {
    if (const auto day = plan::parse_day(text)) return *day;
    fail(
        fmt::format("{}: không có ngày «{}»; ghi như 2024-06-14", option, plan::echo(text)),
        fmt::format("{}: there is no day \"{}\"; write it as 2024-06-14", option, plan::echo(text)),
        Exit::usage);
}

}  // namespace dondoc::daemon
