"""What a machine does to a daemon: a full disk, a clock that jumps, commands all at once."""

import collections
import concurrent.futures
import os
import subprocess
import sys

import suite
import world
from fake_clock import FakeClock
from office import Office
from smtp_sink import SmtpSink
from waiting import until

ALONE = "DONDOC_OWN_MOUNTS"


def plain(sink):
    return world.settings(world.mail_through(sink.port, security="plain"))


class Full(suite.Case):
    """Promise 15: nothing is sent whose result cannot be recorded; it resumes by itself."""

    COUNT = 60

    def setUp(self):
        if ALONE not in os.environ:
            self.skipTest("no mounts of its own: only root may, and not everywhere")
        self.sink = self.open(SmtpSink())
        self.office = self.open(Office(FakeClock.at("2024-06-13 07:00:00")))
        self.disk = self.office.path("small")
        os.mkdir(self.disk)
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", self.disk], check=True)
        self.addCleanup(subprocess.run, ["umount", "-l", self.disk], check=False)
        self.addCleanup(self.office.kill)

    def fill(self):
        free = os.statvfs(self.disk)
        with open(os.path.join(self.disk, "filler"), "wb") as file:
            # Enough is left for the first commits, not for all.
            file.write(bytes(free.f_bavail * free.f_bsize - (100 << 10)))

    def test_a_full_disk(self):
        settings = plain(self.sink).replace('"dondoc.db"', '"small/dondoc.db"')
        self.office.take_up(settings, world.units(self.COUNT), world.plan())
        self.office.start()
        self.fill()
        self.office.clock.set("2024-06-13 08:00:00")
        self.office.wait_for_log("(?i)đã đầy|is full")
        self.waits_quietly()
        self.assertLess(len(self.sink.taken), self.COUNT)
        os.remove(os.path.join(self.disk, "filler"))
        until("all have arrived", lambda: len(self.recipients()) == self.COUNT)
        until("the outbox is empty", self.office.nothing_waits)
        self.assertEqual(set(self.recipients().values()), {1})
        self.office.stop()

    def recipients(self):
        return collections.Counter(mail.recipient for mail in list(self.sink.taken))

    def waits_quietly(self):
        """Two of its looks around (every 4 s) cost next to nothing, and fill no log."""
        lines, ticks = self.office.log().count("\n"), cpu_ticks(self.office.pid)
        try:
            until("never", lambda: self.office.log().count("\n") > lines + 20, 9)
        except AssertionError:
            pass
        else:
            self.fail("it floods its log while the disk is full")
        spent = (cpu_ticks(self.office.pid) - ticks) / os.sysconf("SC_CLK_TCK")
        self.assertLess(spent, 1, "seconds of CPU in 9 s of waiting")


def cpu_ticks(pid):
    with open(f"/proc/{pid}/stat", encoding="ascii") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return int(fields[11]) + int(fields[12])


class Jumps(suite.Case):
    """Promise 20."""

    def setUp(self):
        self.sink = self.open(SmtpSink())
        self.office = self.open(Office(FakeClock.at("2024-06-13 07:59:58")))
        self.office.take_up(plain(self.sink), world.units(3), world.plan())
        self.office.start()
        until("the first day", lambda: len(self.sink.taken) == 3)

    def test_a_day_back_tells_nobody_twice(self):
        self.office.clock.set("2024-06-12 07:59:59")
        self.office.wait_for_log("clock has jumped")
        self.office.clock.set("2024-06-13 08:00:05")
        until("the jump is noticed", lambda: self.office.log().count("clock has jumped") == 2)
        self.office.clock.set("2024-06-14 08:00:00")
        until("the second day", lambda: len(self.sink.taken) >= 6)
        until("the outbox is empty", self.office.nothing_waits)
        for number in range(1, 4):
            self.assertEqual(len(self.sink.to(world.mailbox(number))), 2)

    def test_three_weeks_ahead_is_one_word_each(self):
        self.office.clock.set("2024-07-04 08:00:30")
        until("three more", lambda: len(self.sink.taken) >= 6)
        until("the outbox is empty", self.office.nothing_waits)
        self.assertEqual(len(self.sink.taken), 6)


class Together(suite.Case):
    """Promise 19: commands beside a daemon that sends; none is refused, no change is lost."""

    COUNT = 120

    def test_commands_while_mails_go_out(self):
        sink = self.open(SmtpSink())
        office = self.open(Office(FakeClock.at("2024-06-13 07:59:00")))
        office.take_up(plain(sink), world.units(self.COUNT), world.plan())
        office.start()
        office.clock.set("2024-06-13 08:00:00")
        until("the first mail", lambda: sink.taken)
        submitted = [f"1.1:once:{world.unit_id(n)}" for n in range(1, self.COUNT + 1, 3)]
        with concurrent.futures.ThreadPoolExecutor(6) as pool:
            done = list(pool.map(lambda each: office.run("submit", each), submitted))
        refused = [each.stderr for each in done if each.returncode != 0]
        self.assertEqual(refused, [])
        until("the outbox is empty", office.nothing_waits, 30)
        totals = office.json("status")["units"]
        self.assertEqual(sum(row["submitted_on_time"] for row in totals), len(submitted))
        copies = collections.Counter(mail.recipient for mail in sink.taken)
        self.assertEqual(set(copies.values()), {1})
        self.assertNotIn("error", office.log())


def with_mounts_of_its_own():
    """What this file mounts is seen by nobody else and goes with it."""
    if ALONE in os.environ:
        return
    probe = subprocess.run(["unshare", "-m", "true"], capture_output=True, check=False)
    if probe.returncode == 0:
        os.environ[ALONE] = "1"
        os.execvp("unshare", ["unshare", "-m", sys.executable, *sys.argv])


if __name__ == "__main__":
    with_mounts_of_its_own()
    suite.main()
