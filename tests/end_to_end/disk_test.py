"""Promise 15 on a real file system that fills up: nothing is sent whose result cannot be recorded,
and it goes on by itself."""

import collections
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


class Full(suite.Case):
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

    def test_promise_15_a_disk_that_fills_up(self):
        channel = world.mail_through(self.sink.port, security="plain")
        settings = world.settings(channel).replace('"dondoc.db"', '"small/dondoc.db"')
        self.office.take_up(settings, world.units(self.COUNT), world.plan())
        self.office.start()
        self.fill()
        self.office.clock.set("2024-06-13 08:00:00")
        self.office.wait_for_log("(?i)đầy|full")
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
