#pragma once

#include <unistd.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "store/obligations.h"
#include "store/outbox.h"
#include "store/plans.h"
#include "store/units.h"
#include "support/world.h"

/// A small office with a database of its own, for the tests of the store.
namespace dondoc::store {

using dondoc::testing::at;
using dondoc::testing::calendar;
using dondoc::testing::day;
using dondoc::testing::unit;

/// Names a row of a table of tests by its `name`.
struct RowName {
    template <class Row>
    std::string operator()(const ::testing::TestParamInfo<Row>& row) const {
        return row.param.name;
    }
};

/// A folder that goes with the test.
class Folder {
  public:
    Folder() {
        auto name = (memory_or_disk() / "dondoc-store-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no folder for the test");
        path_ = name;
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    std::string file(const std::string& name) const { return (path_ / name).string(); }
    const std::filesystem::path& path() const { return path_; }

  private:
    /// In memory where there is such a folder: every commit waits for the disk otherwise.
    static std::filesystem::path memory_or_disk() {
        const std::filesystem::path memory = "/dev/shm";
        return ::access(memory.c_str(), W_OK) == 0 ? memory
                                                   : std::filesystem::temp_directory_path();
    }
    std::filesystem::path path_;
};

inline std::unique_ptr<Database> opened(const std::string& path,
                                        Database::Open how = Database::Open::create) {
    auto database = Database::open(path, how);
    if (!database) throw std::runtime_error(database.error().words.en);
    return *std::move(database);
}

inline plan::Task task(const std::string& table, const std::string& no, const std::string& title) {
    plan::Task made;
    made.table = table;
    made.no = no;
    made.key = table + "." + no;
    made.title = title;
    made.timing_text = "hằng tháng";
    made.timings = {plan::Unknown{}};
    made.lead = {{"Văn phòng Sở", "van-phong"}};
    return made;
}

inline plan::Plan plan_of(const std::string& number, std::vector<plan::Task> tasks) {
    plan::Plan made;
    made.number = number;
    made.title = "Kế hoạch năm 2024";
    made.issuer = "Sở Tư pháp";
    made.issued = day("2024-01-10");
    made.valid = {day("2024-01-01"), day("2024-12-31")};
    made.tasks = std::move(tasks);
    return made;
}

inline plan::Deadline deadline(const std::string& by) {
    static const auto kCalendar = calendar();
    return kCalendar.deadline({day(by), std::nullopt, plan::Bound::by});
}

inline plan::Obligation owed(const std::string& period, const std::string& by,
                             const std::string& unit_id = "van-phong",
                             const std::string& task_key = "12.2",
                             const std::string& plan = "56/KH-STP") {
    plan::Obligation made;
    made.key = {plan, task_key, period, unit_id};
    made.deadline = deadline(by);
    made.kind = plan::Kind::cycle;
    made.every = plan::Every::month;
    return made;
}

inline Act act(const std::string& when = "2024-05-01T09:00", const std::string& by = "lan") {
    return {at(when), by, {}};
}

/// Plan 56/KH-STP is active, with tasks 12.2 and 12.3; nothing is owed yet.
class Office : public ::testing::Test {
  protected:
    Office() {
        plans.import(plan_of("56/KH-STP",
                             {task("12", "2", "Báo cáo tháng"), task("12", "3", "Báo cáo quý")}),
                     false, act());
        plans.set_state("56/KH-STP", PlanState::active, act());
    }

    SyncReport sync(const std::vector<plan::Obligation>& all, bool include_past = false) {
        return obligations.sync("56/KH-STP", all, day("2024-05-01"), include_past, act());
    }
    std::int64_t id_of(const std::string& reference) {
        return obligations.find(reference).value().id;
    }
    scheduler::Case facts(const std::string& reference) {
        return obligations.find(reference).value();
    }
    plan::State state_of(const std::string& reference) { return facts(reference).state; }

    static scheduler::Reminder reminder(const plan::Obligation& of, const std::string& step,
                                        const std::string& address = "vp@stp.example") {
        scheduler::Reminder made;
        made.obligation = of.key;
        made.deadline = of.deadline.at;
        made.rule = "định kỳ";
        made.step = step;
        made.recipient = {"mail", address, of.key.unit, "office", "lead", false};
        made.nominal = of.deadline.last_good_day;
        made.fire = at("2024-05-16T08:00");
        return made;
    }
    static scheduler::Message message(const std::string& id,
                                      std::vector<scheduler::Reminder> reminders,
                                      const std::string& created = "2024-05-16T08:00") {
        scheduler::Message made;
        made.id = id;
        made.channel = "mail";
        made.address = "vp@stp.example";
        made.created = at(created);
        made.reminders = std::move(reminders);
        return made;
    }
    Decided decided(const plan::Obligation& of, std::vector<scheduler::Reminder> made) {
        Decided each;
        each.id = id_of(of.key.text());
        each.decision.made = std::move(made);
        each.next = at("2024-05-20T08:00");
        return each;
    }
    /// One message with one reminder of `of`, in the outbox.
    void remind(const std::string& id, const plan::Obligation& of,
                const std::string& step = "-7d") {
        const auto one = reminder(of, step);
        obligations.record({decided(of, {one})}, {message(id, {one})}, at("2024-05-16T08:00"));
    }

    std::size_t entries(const std::string& what) {
        std::size_t count = 0;
        for (const auto& entry : Journal(*database).list({}, 1000)) {
            if (entry.what == what) ++count;
        }
        return count;
    }

    Folder folder;
    std::unique_ptr<Database> database = opened(folder.file("dondoc.db"));
    PlanStore plans{*database};
    UnitStore units{*database};
    ObligationStore obligations{*database};
    Outbox outbox{*database, 1};

    /// The cases that are due.
    std::vector<scheduler::Case> due_at(plan::Instant now) {
        return obligations.due_cases(obligations.due(now));
    }
};

/// What the tests freeze: which reminders the message had.
inline Freeze freezer(std::vector<std::string>* frozen = nullptr) {
    const auto one = [frozen](const scheduler::Message& message,
                              const std::vector<scheduler::Case>& cases) {
        std::string bytes = message.id + message.alert;
        for (std::size_t i = 0; i < message.reminders.size(); ++i) {
            EXPECT_EQ(message.reminders[i].obligation, cases.at(i).obligation.key);
            bytes += "|" + message.reminders[i].obligation.period + message.reminders[i].step;
        }
        EXPECT_EQ(message.reminders.size(), cases.size());
        if (frozen != nullptr) frozen->push_back(bytes);
        return std::optional<Frozen>(Frozen{bytes, "subject " + message.id});
    };
    return [one](const std::vector<ToFreeze>& messages) {
        std::vector<std::optional<Frozen>> all;
        for (const ToFreeze& each : messages)
            all.push_back(one(each.message, each.cases));
        return all;
    };
}

}  // namespace dondoc::store
