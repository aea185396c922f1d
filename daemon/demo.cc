#include "daemon/demo.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <filesystem>
#include <map>

#include "daemon/clock.h"
#include "daemon/runtime.h"
#include "daemon/session.h"
#include "daemon/upkeep.h"
#include "notifiers/mime_read.h"
#include "plan/plan_file.h"
#include "store/obligations.h"
#include "store/plans.h"
#include "store/units.h"

namespace dondoc::daemon {
namespace {

namespace fs = std::filesystem;
using std::chrono::days;
using std::chrono::hours;

struct Submission {
    plan::Instant at;
    std::int64_t id;
    plan::Instant deadline;
};

struct Month {
    std::size_t messages = 0;
    std::size_t reminders = 0;
    std::size_t overdue = 0;
    std::size_t on_time = 0;
    std::size_t late = 0;
};

/// A number that depends on the obligation alone, so that every run tells the same story.
unsigned lot(const plan::ObligationKey& key) {
    unsigned hash = 2166136261U;
    for (const char c : key.text())
        hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
    return hash % 100;
}

class Demo {
  public:
    Demo(std::string folder, plan::Language language, std::ostream& out, const ShowStatus& status)
        : folder_(std::move(folder)),
          language_(language),
          out_(out),
          status_(status),
          clock_(plan::Instant{}),
          session_(folder_ + "/dondoc.toml", language, clock_) {}

    void run();

  private:
    void import();
    void foretell_submissions();
    void start_daemon();
    void live_until(plan::Instant end);
    void step(plan::Instant now);
    void submit_due(plan::Instant now);
    void count(const scheduler::Message& message);
    void print_month(plan::Day in);
    void print_example(const plan::Words& title, const std::string& id);
    std::string say(std::string vi, std::string en) const {
        return language_ == plan::Language::vi ? std::move(vi) : std::move(en);
    }

    std::string folder_;
    plan::Language language_;
    std::ostream& out_;
    const ShowStatus& status_;
    SteppedClock clock_;
    Session session_;
    std::optional<store::Outbox> outbox_;
    boost::asio::io_context loop_;
    Stall stall_;
    std::shared_ptr<Runtime> runtime_;
    std::vector<Submission> submissions_;  ///< the soonest last
    Month month_;
    std::string a_reminder_;
    std::string an_escalation_;
};

void Demo::run() {
    // A year of commits in a minute, on any disk: a show may lose in a power cut what a service
    // may not.
    session_.database().execute("PRAGMA synchronous = OFF");
    import();
    foretell_submissions();
    start_daemon();
    const plan::Zone& zone = session_.calendar().zone();
    plan::Day first = zone.day_at(clock_.now());
    while (plan::ymd(first).year() == std::chrono::year{2024}) {
        const auto date = plan::ymd(first);
        const plan::Day last = plan::day_clamped(static_cast<int>(date.year()),
                                                 static_cast<unsigned>(date.month()), 31);
        live_until(zone.at(last + days{1}, plan::TimeOfDay{0}) - hours{7});
        print_month(first);
        first = last + days{1};
    }
    print_example({"Một lời nhắc", "One reminder"}, a_reminder_);
    print_example({"Một báo cáo lên cấp trên", "One escalation"}, an_escalation_);
    out_ << '\n'
         << say("Tình hình cuối năm (dondoc status):", "At the end of the year (dondoc status):")
         << "\n\n";
    status_(session_.config_path(), clock_);
    out_ << '\n'
         << say(fmt::format("Thư nằm trong {}/mail/new (mở bằng bất kỳ chương trình thư nào đọc "
                            "được maildir).\nXem tiếp: dondoc --config {}/dondoc.toml explain "
                            "TCTH.2:2024-Q2:bttp",
                            folder_, folder_),
                fmt::format("The mails lie in {}/mail/new, a maildir.\nLook further: dondoc "
                            "--config {}/dondoc.toml explain TCTH.2:2024-Q2:bttp",
                            folder_, folder_))
         << '\n';
}

void Demo::import() {
    const plan::Calendar& calendar = session_.calendar();
    const std::string units_file = folder_ + "/units.toml";
    const std::string plan_file = folder_ + "/plan.toml";
    const auto units =
        or_fail(plan::read_units(or_fail(plan::read_text_file(units_file)), units_file));
    or_fail(store::UnitStore(session_.database()).save(units, session_.act("demo")));
    session_.forget_units();
    const plan::Plan plan = or_fail(
        plan::read_plan(or_fail(plan::read_text_file(plan_file)), plan_file, session_.units()));
    clock_.set(calendar.zone().at(*plan.issued, plan::TimeOfDay{16 * 60}));
    store::PlanStore plans(session_.database());
    plans.import(plan, false, session_.act("demo"));
    plans.set_state(plan.number, store::PlanState::active, session_.act("demo"));
    const auto report = sync_plan(session_.database(), plan.number, session_.settings(),
                                  session_.units(), calendar, session_.act("demo"));
    out_ << say(fmt::format("{}: nhập kế hoạch {}, {} việc; {} đơn vị; {} việc phải nộp và lượt "
                            "nhắc thường xuyên, {} đã qua.",
                            plan::date_words(*plan.issued).vi, plan.number, plan.tasks.size(),
                            units.size(), report.added, report.past),
                fmt::format("{}: plan {} imported, {} tasks; {} units; {} obligations, {} of them "
                            "past.",
                            plan::date_words(*plan.issued).en, plan.number, plan.tasks.size(),
                            units.size(), report.added, report.past))
         << "\n\n";
}

/// Most units submit in time, some late, some never; one report goes all the way to the director.
void Demo::foretell_submissions() {
    const plan::Zone& zone = session_.calendar().zone();
    store::CaseFilter open;
    open.states = {plan::State::open};
    for (const auto& facts : store::ObligationStore(session_.database()).cases(open)) {
        const plan::ObligationKey& key = facts.obligation.key;
        const plan::Deadline& deadline = facts.obligation.deadline;
        const unsigned drawn = lot(key);
        int after = -1 - static_cast<int>(drawn % 5);
        if (drawn >= 75) after = 1 + static_cast<int>(drawn % 4);
        if (drawn >= 96) continue;
        if (key.task == "TCTH.2" && key.period == "2024-Q2" && key.unit == "bttp") after = 12;
        const plan::Day day =
            session_.calendar().working_at_or_after(deadline.last_good_day + days{after});
        submissions_.push_back(
            {zone.at(day, plan::TimeOfDay{15 * 60 + 20}), facts.id, deadline.at});
    }
    std::ranges::sort(submissions_, std::ranges::greater{}, &Submission::at);
}

void Demo::start_daemon() {
    outbox_.emplace(session_.database(), 1);
    runtime_ = or_fail(
        Runtime::make(session_.settings(), {loop_, session_.database(), *outbox_, clock_, stall_}));
}

void Demo::live_until(plan::Instant end) {
    for (;;) {
        std::optional<plan::Instant> next = runtime_->planner().next();
        if (const auto delivery = runtime_->postman().next();
            delivery && (!next || *delivery < *next)) {
            next = delivery;
        }
        if (!submissions_.empty() && (!next || submissions_.back().at < *next)) {
            next = submissions_.back().at;
        }
        if (!next || *next >= end) break;
        step(std::max(*next, clock_.now()));
    }
    clock_.set(end);
}

void Demo::step(plan::Instant now) {
    clock_.set(now);
    submit_due(now);
    do {
        for (const auto& message : runtime_->planner().plan(now))
            count(message);
    } while (runtime_->planner().busy());
    do {
        runtime_->postman().deliver();
        loop_.restart();
        loop_.run();
    } while (!runtime_->postman().idle());
}

void Demo::submit_due(plan::Instant now) {
    store::ObligationStore store(session_.database());
    for (; !submissions_.empty() && submissions_.back().at <= now; submissions_.pop_back()) {
        const Submission& due = submissions_.back();
        store.submit(due.id, due.at, session_.act("demo"));
        ++(due.at < due.deadline ? month_.on_time : month_.late);
    }
}

void Demo::count(const scheduler::Message& message) {
    ++month_.messages;
    month_.reminders += message.reminders.size();
    for (const auto& reminder : message.reminders) {
        if (reminder.fire >= reminder.deadline) ++month_.overdue;
    }
    const bool about_one = message.reminders.size() == 1;
    const auto& first = message.reminders.front();
    if (a_reminder_.empty() && about_one && first.obligation.task == "12.2" &&
        first.step == "-1wd") {
        a_reminder_ = message.id;
    }
    if (an_escalation_.empty() && about_one && first.recipient.unit == "ban-giam-doc") {
        an_escalation_ = message.id;
    }
}

void Demo::print_month(plan::Day in) {
    const auto date = plan::ymd(in);
    const std::string name =
        fmt::format("{:02}/{}", static_cast<unsigned>(date.month()), static_cast<int>(date.year()));
    out_ << say(fmt::format("Tháng {}: {:3} thư, {:3} lời nhắc, {:3} về việc quá hạn; đã nộp {:2} "
                            "đúng hạn, {:2} trễ.",
                            name, month_.messages, month_.reminders, month_.overdue, month_.on_time,
                            month_.late),
                fmt::format(
                    "{}: {:3} mails, {:3} reminders, {:3} of them overdue; {:2} submitted on "
                    "time, {:2} late.",
                    name, month_.messages, month_.reminders, month_.overdue, month_.on_time,
                    month_.late))
         << std::endl;
    month_ = {};
}

void Demo::print_example(const plan::Words& title, const std::string& id) {
    if (id.empty()) return;
    const auto frozen = outbox_->frozen(id);
    if (!frozen) return;
    out_ << "\n── " << title.in(language_) << " ──\n" << notifiers::readable(frozen->bytes);
}

}  // namespace

std::string shipped_example() {
    std::error_code none;
    const fs::path program = fs::read_symlink("/proc/self/exe", none).parent_path();
    for (const char* place :
         {"../share/dondoc/examples/an-giang-2024", "../../../examples/an-giang-2024"}) {
        const fs::path folder = (program / place).lexically_normal();
        if (fs::exists(folder / "plan.toml")) return folder.string();
    }
    return {};
}

void run_demo(const std::string& examples, const std::string& folder, plan::Language language,
              std::ostream& out, const ShowStatus& status) {
    try {
        fs::create_directories(folder);
        if (!fs::is_empty(folder)) {
            fail(fmt::format("thư mục {} không trống: chọn thư mục khác bằng --dir", folder),
                 fmt::format("the folder {} is not empty: choose another with --dir", folder),
                 Exit::usage);
        }
        for (const char* file : {"plan.toml", "units.toml", "dondoc.toml"}) {
            fs::copy_file(fs::path(examples) / file, fs::path(folder) / file);
        }
    } catch (const fs::filesystem_error&) {
        fail(fmt::format("không tạo được hoặc không ghi được thư mục {}: chọn thư mục khác bằng "
                         "--dir",
                         folder),
             fmt::format("the folder {} cannot be made or written: choose another with --dir",
                         folder));
    }
    // Log lines would stand between the months.
    spdlog::set_level(spdlog::level::warn);
    Demo(folder, language, out, status).run();
}

}  // namespace dondoc::daemon
