#include <fcntl.h>
#include <sys/wait.h>

#include <fstream>

#include "gmock/gmock.h"
#include "office.h"

namespace dondoc::store {
namespace {

using ::testing::HasSubstr;

TEST(DaemonLock, IsRefusedToASecondAndNamesTheFirst) {
    const Folder folder;
    const auto one = opened(folder.file("dondoc.db"));
    const auto two = opened(folder.file("dondoc.db"));
    const auto lock = DaemonLock::take(*one);
    ASSERT_TRUE(lock);
    const auto second = DaemonLock::take(*two);
    ASSERT_FALSE(second);
    const auto pid = "PID " + std::to_string(::getpid());
    EXPECT_THAT(second.error().words.en, HasSubstr(pid));
    EXPECT_THAT(second.error().words.vi, HasSubstr(pid));
}

TEST(DaemonLock, IsKnownToBeHeldWithoutTheDatabase) {
    const Folder folder;
    const auto database = opened(folder.file("dondoc.db"));
    EXPECT_TRUE(DaemonLock::require_free(folder.file("dondoc.db")));
    const auto lock = DaemonLock::take(*database);
    const auto held = DaemonLock::require_free(folder.file("dondoc.db"));
    ASSERT_FALSE(held);
    EXPECT_THAT(held.error().words.en, HasSubstr("PID " + std::to_string(::getpid())));
}

TEST(DaemonLock, IsFreeAgainWhenItsHolderEnds) {
    const Folder folder;
    const auto database = opened(folder.file("dondoc.db"));
    { ASSERT_TRUE(DaemonLock::take(*database)); }
    EXPECT_TRUE(DaemonLock::take(*database));
}

// Promise 18: kill -9 leaves the file with a PID in it, but no lock.
TEST(DaemonLock, IsFreeWhenItsHolderWasKilled) {
    const Folder folder;
    const auto database = opened(folder.file("dondoc.db"));
    std::ofstream(folder.file("dondoc.db.lock")) << "1\n";
    EXPECT_TRUE(DaemonLock::take(*database));
}

TEST(DaemonLock, GivesEachHolderAnEpochOfItsOwn) {
    const Folder folder;
    const auto database = opened(folder.file("dondoc.db"));
    const auto first = DaemonLock::take(*database).value().epoch();
    EXPECT_EQ(DaemonLock::take(*database).value().epoch(), first + 1);
}

TEST(DaemonLock, MovesWithItsHolder) {
    const Folder folder;
    const auto database = opened(folder.file("dondoc.db"));
    auto taken = DaemonLock::take(*database);
    ASSERT_TRUE(taken);
    const DaemonLock moved(std::move(*taken));
    taken = plan::problem("", "");
    EXPECT_FALSE(DaemonLock::take(*database));
}

}  // namespace
}  // namespace dondoc::store
