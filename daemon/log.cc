#include "daemon/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/sinks/systemd_sink.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <syslog.h>
#include <systemd/sd-journal.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <memory>
#include <string_view>
#include <vector>

namespace dondoc::daemon::log {
namespace {

bool to_journal = false;

/// systemd says in JOURNAL_STREAM which stream is the journal's; a process that inherited the
/// variable may have another stderr.
bool stderr_is_the_journal() {
    const char* stream = std::getenv("JOURNAL_STREAM");
    struct stat facts = {};
    if (stream == nullptr || ::fstat(STDERR_FILENO, &facts) != 0) return false;
    return fmt::format("{}:{}", facts.st_dev, facts.st_ino) == stream;
}

std::string_view id_of(Event event) {
    static constexpr std::array<std::string_view, 10> kIds = {
        "",
        "3effefc4ba6943ddacaeb2163b6a6030",
        "bc6661ec416740df8cf7b34435c2c155",
        "ea0fe633c987448286ffa8e0d6069348",
        "b4f61249fc634f51a00733e7223342ef",
        "169a0b4fb9b04b528abc9b1a4ea0eba8",
        "75fcf6b5a2af4c9392e74bb2dadbabdf",
        "89d479a8232b42c4bc55f77804e4ff98",
        "7ded4f448622414696a26b630bbb7cf4",
        "1cafed8aab3d4eaba41b1fbeb9f856db",
    };
    return kIds.at(static_cast<std::size_t>(event));
}

int priority_of(Level level) {
    static constexpr std::array<int, 4> kPriorities = {LOG_INFO, LOG_WARNING, LOG_ERR, LOG_CRIT};
    return kPriorities.at(static_cast<std::size_t>(level));
}

spdlog::level::level_enum level_of(Level level) {
    static constexpr std::array<spdlog::level::level_enum, 4> kLevels = {
        spdlog::level::info, spdlog::level::warn, spdlog::level::err, spdlog::level::critical};
    return kLevels.at(static_cast<std::size_t>(level));
}

bool send(Level level, const About& about, const std::string& line) {
    std::vector<std::string> fields = {"MESSAGE=" + line,
                                       fmt::format("PRIORITY={}", priority_of(level)),
                                       "SYSLOG_IDENTIFIER=dondoc"};
    const auto add = [&](std::string_view name, std::string_view value) {
        if (!value.empty()) fields.push_back(fmt::format("{}={}", name, value));
    };
    add("MESSAGE_ID", id_of(about.event));
    add("DONDOC_MESSAGE", about.message);
    add("DONDOC_CHANNEL", about.channel);
    add("DONDOC_OBLIGATION", about.obligation);
    std::vector<iovec> parts;
    parts.reserve(fields.size());
    for (std::string& field : fields)
        parts.push_back({field.data(), field.size()});
    return ::sd_journal_sendv(parts.data(), static_cast<int>(parts.size())) == 0;
}

}  // namespace

void open() {
    to_journal = stderr_is_the_journal();
    if (to_journal) {
        spdlog::set_default_logger(std::make_shared<spdlog::logger>(
            "dondoc", std::make_shared<spdlog::sinks::systemd_sink_mt>("dondoc")));
    } else {
        spdlog::set_default_logger(std::make_shared<spdlog::logger>(
            "dondoc", std::make_shared<spdlog::sinks::stderr_sink_mt>()));
    }
}

void write(Level level, const About& about, const std::string& line) noexcept {
    try {
        if (to_journal && send(level, about, line)) return;
        spdlog::log(level_of(level), "{}", line);
    } catch (const std::exception&) {
        // Out of memory: there is nobody left to tell.
        return;
    }
}

}  // namespace dondoc::daemon::log
