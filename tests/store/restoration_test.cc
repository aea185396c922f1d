#include "store/restoration.h"

#include <fstream>
#include <thread>

#include "gmock/gmock.h"
#include "store/backup.h"
#include "store/fence.h"
#include "stored_version.h"

namespace dondoc::store {
namespace {

using scheduler::MessageState;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class RestorationTest : public Office {
  protected:
    RestorationTest() {
        sync({may});
        remind("01A", may);
    }
    std::string path() const { return folder.file("dondoc.db"); }
    std::string back_up_now() {
        EXPECT_TRUE(back_up(*database, folder.file("monday.db")));
        return folder.file("monday.db");
    }
    Restoration begun(const std::string& backup) {
        auto begun = Restoration::begin(path(), backup, late);
        if (!begun) throw std::runtime_error(begun.error().words.en);
        return std::move(*begun);
    }
    std::vector<std::string> files_with(const std::string& part) const {
        std::vector<std::string> found;
        for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
            const std::string name = entry.path().filename().string();
            if (name.find(part) != std::string::npos) found.push_back(name);
        }
        return found;
    }
    const plan::Obligation may = owed("2024-05", "2024-05-22");
    const plan::Instant now = at("2024-05-16T08:00");
    const plan::Instant late = now + std::chrono::days(400);
};

TEST_F(RestorationTest, NobodyElseWritesFromItsBeginToItsEnd) {
    const auto backup = back_up_now();
    database->execute("PRAGMA busy_timeout = 0");
    {
        const auto restoration = begun(backup);
        EXPECT_THROW(Journal(*database).append(act(), "waive", "x"), StoreError);
    }
    EXPECT_NO_THROW(Journal(*database).append(act(), "waive", "x"));
}

// Holding a read lock while it waits, it would keep a writer from ever committing.
TEST_F(RestorationTest, LetsAWriterCommitThatWasThereFirst) {
    const auto backup = back_up_now();
    std::thread restorer;
    database->transaction([&] {
        Journal(*database).append(act(), "waive", "x");
        restorer = std::thread([&] { EXPECT_TRUE(begun(backup).finish(late)); });
        // It waits for the lock by now, or will: either way this commits at once.
        while (files_with("unfinished").empty())
            std::this_thread::yield();
        database->execute("PRAGMA busy_timeout = 100");
    });
    restorer.join();
}

TEST_F(RestorationTest, RefusesAClockThatIsBehind) {
    const auto backup = back_up_now();
    const auto refused = Restoration::begin(path(), backup, at("2024-04-01T08:00"));
    ASSERT_FALSE(refused);
    EXPECT_THAT(refused.error().words.en, HasSubstr("2024-05-01 02:00 UTC"));
    EXPECT_THAT(files_with("unfinished"), IsEmpty());
}

TEST_F(RestorationTest, KeepsEachOfTwoThatWereThereInOneSecond) {
    const auto backup = back_up_now();
    const auto first = begun(backup).finish(now);
    const auto second = begun(backup).finish(now);
    ASSERT_TRUE(first && *first && second && *second);
    EXPECT_NE(**first, **second);
    EXPECT_THAT(files_with("before-restore"), ::testing::SizeIs(2));
}

TEST_F(RestorationTest, RemovesWhatOneThatWasKilledLeftBehind) {
    const auto backup = back_up_now();
    std::ofstream(path() + ".unfinished-999999999") << "x";
    begun(backup);
    EXPECT_THAT(files_with("unfinished"), IsEmpty());
}

TEST_F(RestorationTest, ChangesNothingUntilItIsFinished) {
    const auto backup = back_up_now();
    obligations.submit(id_of("2024-05"), now, act("2024-05-16T09:00"));
    {
        auto restoration = begun(backup);
        restoration.copy().execute("DELETE FROM reminder");
    }
    EXPECT_EQ(state_of("2024-05"), plan::State::submitted);
    EXPECT_THAT(files_with("unfinished"), IsEmpty());
}

TEST_F(RestorationTest, IsSeenByAConnectionThatWasThere) {
    const auto backup = back_up_now();
    const auto seen = database->data_version();
    obligations.submit(id_of("2024-05"), now, act("2024-05-16T09:00"));
    ASSERT_TRUE(begun(backup).finish(now));
    EXPECT_NE(database->data_version(), seen);
    EXPECT_EQ(state_of("2024-05"), plan::State::open);
}

TEST_F(RestorationTest, SaysWhatPeopleEnteredSince) {
    const auto backup = back_up_now();
    Journal(*database).append({at("2024-05-16T09:00"), "dondoc", {}}, "accepted", "01A");
    obligations.submit(id_of("2024-05"), now, act("2024-05-16T09:30"));
    const auto restoration = begun(backup);
    EXPECT_EQ(restoration.as_of(), at("2024-05-01T09:00"));
    ASSERT_TRUE(restoration.lost());
    ASSERT_EQ(restoration.lost()->size(), 1U);
    EXPECT_EQ(restoration.lost()->front().what, "submit");
}

TEST_F(RestorationTest, CannotSayItOfAnotherHistory) {
    const Folder elsewhere;
    const auto other = opened(elsewhere.file("dondoc.db"));
    Journal(*other).append(act(), "import", "another office's");
    ASSERT_TRUE(back_up(*other, elsewhere.file("backup.db")));
    EXPECT_FALSE(begun(elsewhere.file("backup.db")).lost());
}

TEST_F(RestorationTest, FencesTheDaemonThatRuns) {
    auto lock = DaemonLock::take(*database);
    ASSERT_TRUE(lock);
    const auto backup = back_up_now();
    Outbox daemons(*database, lock->epoch());
    ASSERT_TRUE(begun(backup).finish(now));
    const auto cause = [&] {
        try {
            daemons.require_mine();
        } catch (const StoreError& error) {
            return error.cause();
        }
        return StoreError::Cause::other;
    };
    EXPECT_EQ(cause(), StoreError::Cause::restored);
    // A daemon that began afterwards is another matter.
    database->execute("UPDATE meta SET value = value + 1 WHERE name = 'epoch'");
    EXPECT_EQ(cause(), StoreError::Cause::taken_over);
}

TEST_F(RestorationTest, BeginsALaterEpochThanTheOneItReplaces) {
    const auto backup = back_up_now();
    database->execute("UPDATE meta SET value = '41' WHERE name = 'epoch'");
    ASSERT_TRUE(begun(backup).finish(now));
    EXPECT_THROW(require_epoch(*database, 41), StoreError);
    EXPECT_NO_THROW(require_epoch(*database, 42));
}

TEST_F(RestorationTest, BringsAnEarlierVersionUp) {
    const Folder elsewhere;
    auto restoration = begun(stored(elsewhere, 1));
    EXPECT_EQ(restoration.copy().version(), migrations().size());
    ASSERT_TRUE(restoration.finish(now));
    EXPECT_EQ(database->version(), migrations().size());
    EXPECT_EQ(Journal(*database).list({}, 100).size(), 15U);
    // The backup is there still: no further copy of it is left about.
    EXPECT_THAT(files_with("before-v"), IsEmpty());
}

class Undecided : public RestorationTest {
  protected:
    std::vector<Claim> claim(plan::Instant when) {
        return outbox.claim("mail", when, 10, freezer()).taken;
    }
};

TEST_F(Undecided, WaitsUntilAPersonDecides) {
    EXPECT_EQ(outbox.leave_undecided(), 1U);
    EXPECT_THAT(outbox.undecided(), ElementsAre("01A"));
    EXPECT_EQ(outbox.find("01A")->state, MessageState::uncertain);
    EXPECT_EQ(outbox.next({"mail"}), std::nullopt);
    EXPECT_THAT(claim(late), IsEmpty());
    // Nor does its channel's trouble, and the end of it, set it free.
    outbox.hold("mail", "535", now);
    outbox.release("mail", now);
    EXPECT_THAT(outbox.undecided(), ElementsAre("01A"));
    ASSERT_TRUE(outbox.retry("01A", act("2024-05-16T10:00")));
    EXPECT_THAT(outbox.undecided(), IsEmpty());
    EXPECT_EQ(claim(late).size(), 1U);
}

TEST_F(Undecided, GoesAgainAsTheSameBytes) {
    const auto before = claim(now);
    ASSERT_EQ(before.size(), 1U);
    outbox.leave_undecided();
    // A reminder more would be told of, were it rendered again.
    ASSERT_TRUE(outbox.retry("01A", act("2024-05-16T10:00")));
    const auto again = claim(late);
    ASSERT_EQ(again.size(), 1U);
    EXPECT_EQ(again.front().uncertain, 1);
    EXPECT_EQ(again.front().sha256, before.front().sha256);
}

TEST_F(Undecided, LeavesWhatIsFinished) {
    const auto claims = claim(now);
    AttemptResult accepted;
    ASSERT_TRUE(outbox.finish(claims.front(), accepted, now, now));
    EXPECT_EQ(outbox.leave_undecided(), 0U);
    EXPECT_EQ(outbox.find("01A")->state, MessageState::accepted);
}

}  // namespace
}  // namespace dondoc::store
