#include "daemon/service.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <csignal>
#include <list>
#include <memory>
#include <nlohmann/json.hpp>

#include "config/reader.h"
#include "daemon/clock_watch.h"
#include "daemon/log.h"
#include "daemon/memory.h"
#include "daemon/moved_reminders.h"
#include "daemon/oversight.h"
#include "daemon/runtime.h"
#include "daemon/session.h"
#include "daemon/signals_wait.h"
#include "daemon/supervisor.h"
#include "daemon/upkeep.h"
#include "plan/vietnamese.h"
#include "store/journal.h"
#include "store/obligations.h"
#include "web/server.h"

namespace dondoc::daemon {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

/// Another process's change is noticed within five seconds (DESIGN 6), and so is a jump of the
/// clock.
constexpr seconds kLookAround{4};
constexpr seconds kStopWithin{8};
constexpr int kFault = 70;

enum class End { stopped, fault, restored };

class Service {
  public:
    Service(const std::string& config_path, plan::Language language, const Clock& clock)
        : config_path_(config_path), language_(language), clock_(clock) {}

    /// With these settings, or with those in the file.
    End run(std::optional<config::Settings> settings);
    const config::Settings& settings() const { return runtime_->settings(); }

  private:
    void start(config::Settings settings);
    End after_restore();
    void wait_for_signal();
    void wake();
    void work();
    void note_clock_jump();
    void arm();
    void rest();
    void reload();
    plan::Problems take_new_settings();
    void answer_reload(const plan::Problems& problems);
    void stop();
    void finish_stopping();
    void tell_status();
    void feed_watchdog();
    Runtime::House house() { return {loop_, *database_, *outbox_, clock_, stall_}; }
    store::Act act() const { return {clock_.now(), "dondoc", {}}; }

    const std::string& config_path_;
    plan::Language language_;
    const Clock& clock_;

    std::unique_ptr<store::Database> database_;
    std::optional<store::DaemonLock> lock_;
    std::optional<store::Outbox> outbox_;
    boost::asio::io_context loop_{1};
    boost::asio::signal_set signals_{loop_, SIGTERM, SIGINT, SIGHUP};
    boost::asio::steady_timer timer_{loop_};
    Stall stall_;
    std::shared_ptr<Runtime> runtime_;
    std::optional<Oversight> oversight_;
    web::Router pages_;
    web::Server web_{loop_, pages_,
                     [this](const plan::Words& what) { spdlog::warn("{}", what.in(language_)); }};
    /// Runtimes of earlier settings, until nothing of theirs is on its way.
    std::list<std::shared_ptr<Runtime>> retiring_;
    std::int64_t seen_version_ = 0;
    milliseconds look_around_ = kLookAround;
    ClockWatch clock_watch_;
    std::chrono::steady_clock::time_point stop_by_;
    bool stopping_ = false;
    bool resting_ = false;
    bool told_stuck_ = false;
    Supervisor supervisor_;
    std::string trouble_;
    std::optional<plan::Instant> next_reminder_;
    std::optional<plan::Instant> next_delivery_;
};

End Service::run(std::optional<config::Settings> settings) {
    start(settings ? std::move(*settings) : or_fail(config::load_settings(config_path_)));
    wait_for_signal();
    supervisor_.ready();
    spdlog::info("dondoc runs: database {}, {}, {}", database_->path(),
                 plan::counted(runtime_->settings().rules.size(), "rule"),
                 plan::counted(runtime_->settings().channels.size(), "channel"));
    try {
        wake();
        loop_.run();
    } catch (const store::StoreError& error) {
        spdlog::critical("{}", error.problem().text(language_));
        return error.cause() == store::StoreError::Cause::restored ? after_restore() : End::fault;
    } catch (const std::exception& error) {
        spdlog::critical("{}", error.what());
        return End::fault;
    }
    spdlog::info("stopped; the longest stall of the loop was {} ms", stall_.longest().count());
    return End::stopped;
}

/// Whoever wanted it to end meanwhile, or wants it now, is not forgotten.
End Service::after_restore() {
    for (bool more = true; more && !stopping_;) {
        try {
            more = loop_.poll_one() > 0;
        } catch (const std::exception&) {
            continue;  // what has ended is not this database's any more
        }
    }
    return stopping_ ? End::stopped : End::restored;
}

void Service::start(config::Settings settings) {
    or_fail(store::DaemonLock::require_free(settings.database));
    database_ = or_fail(store::Database::open(settings.database, store::Database::Open::create));
    lock_.emplace(or_fail(store::DaemonLock::take(*database_)));
    // Before anything is recorded, so that all of it is counted.
    oversight_.emplace(*database_, clock_, stall_,
                       [this]() -> const config::Settings& { return runtime_->settings(); });
    oversight_->counters().epoch = lock_->epoch();
    outbox_.emplace(*database_, lock_->epoch());
    runtime_ = or_fail(Runtime::make(std::move(settings), house()));
    for (const plan::Problem& each :
         config::check_against(runtime_->settings(), runtime_->units())) {
        spdlog::warn("{}", each.text(language_));
    }
    const plan::Instant now = clock_.now();
    // DELIVERY: inside an hour, so that a server that took the message still knows its id.
    const auto uncertain = outbox_->recover(now, now + std::chrono::minutes{15});
    if (uncertain > 0) {
        spdlog::warn("on their way when dondoc ended: {}", plan::counted(uncertain, "message"));
    }
    sync_active_plans(*database_, runtime_->settings(), runtime_->units(), runtime_->calendar(),
                      act());
    store::ObligationStore(*database_).look_again();
    oversight_->counters().last_sync = now;
    oversight_->add_pages(pages_);
    or_fail(web_.listen(runtime_->settings().web));
    seen_version_ = database_->data_version();
    if (const auto limit = supervisor_.watchdog_limit()) {
        look_around_ = std::min(look_around_, *limit / 3);
    }
}

void Service::wait_for_signal() {
    signals_.async_wait([this](const boost::system::error_code& error, int signal) {
        if (error) return;
        // First, for a reload may throw, and the next signal counts all the same.
        wait_for_signal();
        if (signal == SIGHUP) {
            reload();
        } else {
            stop();
        }
    });
}

void Service::wake() {
    if (stopping_) return;
    const Stall::Watch watch(stall_);
    try {
        work();
        if (!trouble_.empty()) spdlog::info("recovered");
        trouble_.clear();
        oversight_->counters().trouble.reset();
    } catch (const store::StoreError& error) {
        if (store::ends_the_daemon(error.cause())) throw;
        // Promise 15: what cannot be recorded is not sent; it is tried again at the next look
        // around.
        const std::string trouble = error.problem().text(language_);
        if (trouble != trouble_) spdlog::error("{}", trouble);
        trouble_ = trouble;
        oversight_->counters().trouble = plan::Words{error.problem().text(plan::Language::vi),
                                                     error.problem().text(plan::Language::en)};
    }
    tell_status();
    feed_watchdog();
    arm();
}

void Service::work() {
    const std::int64_t version = database_->data_version();
    if (version != seen_version_) {
        outbox_->require_mine();
        seen_version_ = version;
        runtime_->reload_units();
        resting_ = false;
    }
    note_clock_jump();
    for (const auto& message : runtime_->planner().plan(clock_.now())) {
        spdlog::debug("message {} to {} on {}: {}", message.id, message.address, message.channel,
                      plan::counted(message.reminders.size(), "reminder"));
    }
    runtime_->postman().deliver();
    next_reminder_ = runtime_->planner().next();
    next_delivery_ = runtime_->postman().next();
    if (!runtime_->planner().busy()) oversight_->after_work(*outbox_);
    std::erase_if(retiring_, [](const auto& runtime) { return runtime->postman().idle(); });
}

void Service::note_clock_jump() {
    const plan::Instant wall = clock_.now();
    const auto jump = clock_watch_.jump(wall);
    if (!jump) return;
    const auto minutes = jump->count();
    log::warn({log::Event::clock_jumped}, "the wall clock has jumped by {} minutes", minutes);
    ++oversight_->counters().clock_jumps;
    oversight_->counters().at_work_since = wall;
    outbox_->together([&] {
        store::Journal(*database_)
            .append(act(), "clock_jump", "clock", fmt::format("{{\"minutes\":{}}}", minutes));
    });
}

void Service::arm() {
    milliseconds wait = look_around_;
    auto& next_wake = oversight_->counters().next_wake;
    next_wake = next_reminder_;
    if (next_delivery_ && (!next_wake || *next_delivery_ < *next_wake)) next_wake = next_delivery_;
    if (trouble_.empty() && runtime_->planner().busy()) {
        wait = milliseconds{0};
    } else if (trouble_.empty()) {
        const plan::Instant now = clock_.now();
        for (const auto& next : {next_reminder_, next_delivery_}) {
            if (next) wait = std::min(wait, std::max(milliseconds{0}, *next - now));
        }
    }
    if (wait == look_around_ && runtime_->postman().idle()) {
        rest();
    } else {
        resting_ = false;
    }
    timer_.expires_after(wait);
    timer_.async_wait([this](const boost::system::error_code& error) {
        if (!error) wake();
    });
}

/// Once after each spell of work.
void Service::rest() {
    if (resting_) return;
    resting_ = true;
    database_->forget_statements();
    database_->execute("PRAGMA shrink_memory");
    give_back_memory();
}

void Service::reload() {
    if (stopping_) return;
    const Stall::Watch watch(stall_);
    supervisor_.reloading();
    try {
        outbox_->require_mine();
        const plan::Problems problems = take_new_settings();
        const log::About refused{log::Event::reload_refused};
        for (const plan::Problem& each : problems)
            log::error(refused, "{}", each.text(language_));
        auto& counters = oversight_->counters();
        ++(problems.empty() ? counters.reloads_taken : counters.reloads_refused);
        if (problems.empty()) {
            log::info({log::Event::reloaded}, "settings reloaded from {}", config_path_);
        } else {
            log::error(refused, "the new settings do not hold; the old ones stay in force");
        }
        answer_reload(problems);
    } catch (const store::StoreError& error) {
        if (store::ends_the_daemon(error.cause())) throw;
        spdlog::error("{}", error.problem().text(language_));
    }
    supervisor_.ready();
    wake();
}

/// Problems, where the old ones stay in force.
plan::Problems Service::take_new_settings() {
    auto settings = config::load_settings(config_path_);
    if (!settings) return settings.error();
    if (settings->database != runtime_->settings().database) {
        return {{{"[daemon] database đã đổi: phải khởi động lại dịch vụ, không nạp lại được",
                  "[daemon] database has changed: restart the service, a reload cannot do that"},
                 config_path_,
                 0,
                 0}};
    }
    auto fresh = Runtime::make(std::move(*settings), house(), runtime_.get());
    if (!fresh) return fresh.error();
    if (auto listens = web_.listen((*fresh)->settings().web); !listens) return {listens.error()};
    const auto moving =
        reminders_that_move(*database_, (*fresh)->settings().rules, runtime_->calendar(),
                            (*fresh)->calendar(), clock_.now());
    runtime_->postman().retire();
    if (!runtime_->postman().idle()) retiring_.push_back(runtime_);
    runtime_ = std::move(*fresh);
    resting_ = false;
    for (const PlanSync& each : sync_active_plans(*database_, runtime_->settings(),
                                                  runtime_->units(), runtime_->calendar(), act())) {
        for (const std::string& moved : each.report.moved)
            log::info({log::Event::deadline_moved, {}, {}, moved}, "moved: {}", moved);
    }
    tell_moved(*database_, moving, runtime_->calendar().zone(), act());
    store::ObligationStore(*database_).look_again();
    oversight_->counters().last_sync = clock_.now();
    oversight_->forget();
    return {};
}

/// For `dondoc reload`, which waits for it.
void Service::answer_reload(const plan::Problems& problems) {
    auto lines = nlohmann::ordered_json::array();
    for (const plan::Problem& each : problems)
        lines.push_back(each.text(language_));
    nlohmann::ordered_json detail = {{"file", config_path_}};
    if (!problems.empty()) detail["problems"] = std::move(lines);
    outbox_->together([&] {
        store::Journal(*database_)
            .append(act(), problems.empty() ? kReloaded : kReloadRefused, kSettingsSubject,
                    detail.dump());
    });
}

void Service::stop() {
    if (stopping_) return;
    stopping_ = true;
    spdlog::info("stopping");
    supervisor_.stopping();
    stop_by_ = std::chrono::steady_clock::now() + kStopWithin;
    timer_.cancel();
    web_.stop();
    runtime_->postman().stop();
    for (const auto& runtime : retiring_)
        runtime->postman().stop();
    finish_stopping();
}

void Service::finish_stopping() {
    std::erase_if(retiring_, [](const auto& runtime) { return runtime->postman().idle(); });
    const bool idle = runtime_->postman().idle() && retiring_.empty();
    if (idle || std::chrono::steady_clock::now() >= stop_by_) {
        signals_.cancel();
        loop_.stop();
        return;
    }
    timer_.expires_after(milliseconds{20});
    timer_.async_wait([this](const boost::system::error_code&) { finish_stopping(); });
}

/// The loop is alive, since it came here; a delivery thread that hangs is no better than a loop
/// that does.
void Service::feed_watchdog() {
    const auto stuck = [](const auto& runtime) { return runtime->stuck(); };
    if (!stuck(runtime_) && std::ranges::none_of(retiring_, stuck)) {
        supervisor_.alive();
    } else if (!told_stuck_) {
        told_stuck_ = true;
        spdlog::critical("a delivery hangs: waiting for the watchdog to start dondoc again");
    }
}

void Service::tell_status() {
    std::string status = trouble_;
    if (status.empty()) {
        const bool vi = language_ == plan::Language::vi;
        status = next_reminder_
                     ? fmt::format("{} {}", vi ? "Lần nhắc kế tiếp:" : "Next reminder:",
                                   runtime_->calendar().zone().iso(*next_reminder_))
                     : std::string(vi ? "Không còn lần nhắc nào" : "No reminder is coming");
    }
    supervisor_.status(status);
}

}  // namespace

int run_service(const std::string& config_path, plan::Language language, const Clock& clock) {
    log::open();
    // libcurl writes to peers that may have gone away.
    std::signal(SIGPIPE, SIG_IGN);
    // After READY, an exit code that systemd answers with a restart: the state is in the database.
    auto service = std::make_unique<Service>(config_path, language, clock);
    End end = service->run({});
    while (end == End::restored) {
        // Promise 31: what was on its way and in memory is not the database's any more.
        log::warn({log::Event::restored}, "starting anew on the restored database");
        auto settings = service->settings();
        {
            const SignalsWait until_there_is_one_that_listens;
            service.reset();
            service = std::make_unique<Service>(config_path, language, clock);
        }
        try {
            end = service->run(std::move(settings));
        } catch (const Failure& failure) {
            // It ran: what keeps it from doing so now may pass.
            for (const plan::Problem& each : failure.problems())
                spdlog::critical("{}", each.text(language));
            return kFault;
        }
    }
    {
        // How it ends is decided: a signal while it takes itself down does not make it look
        // otherwise.
        const SignalsWait until_none_counts;
        service.reset();
        for (const int signal : {SIGTERM, SIGINT, SIGHUP})
            std::signal(signal, SIG_IGN);
    }
    return end == End::stopped ? 0 : kFault;
}

}  // namespace dondoc::daemon
