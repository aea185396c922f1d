"""What systemd's journal gets: the fields of each line, read at a socket in the journal's place."""

import os
import signal
import socket
import subprocess
import sys
import threading

import suite
import world
from fake_clock import FakeClock
from office import Office
from smtp_sink import SmtpSink
from waiting import until

ALONE = "DONDOC_OWN_MOUNTS"
SOCKET = "/run/systemd/journal/socket"


def plain(sink):
    return world.settings(world.mail_through(sink.port, security="plain"))


class Journal:
    """The other end of sd_journal_send: every entry as a dictionary."""

    def __init__(self):
        self.entries = []
        # Nobody else sees what is mounted here.
        subprocess.run(["mount", "-t", "tmpfs", "tmpfs", "/run"], check=True)
        os.makedirs(os.path.dirname(SOCKET))
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(SOCKET)
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        while True:
            lines = self._socket.recv(1 << 20).decode().splitlines()
            self.entries.append(dict(line.split("=", 1) for line in lines if "=" in line))

    def find(self, text):
        return next((each for each in self.entries if text in each.get("MESSAGE", "")), None)


def setUpModule():
    if ALONE not in os.environ:
        suite.skip("no mounts of its own: only root may, and not everywhere")
    Fields.journal = Journal()


class Fields(suite.Case):
    journal = None

    def setUp(self):
        self.sink = self.open(SmtpSink())
        self.office = self.open(Office(FakeClock.at("2024-06-13 07:00:00")))
        self.office.take_up(plain(self.sink), world.units(2), world.plan())
        log = os.stat(self.office.write("log.1", ""))
        self.office.launch(["env", f"JOURNAL_STREAM={log.st_dev}:{log.st_ino}"])
        self.entry("dondoc runs")

    def entry(self, text):
        return until(f"the journal says {text!r}", lambda: self.journal.find(text))

    def test_a_moved_reminder_and_a_reload(self):
        with_holiday = plain(self.sink).replace("hours", "holidays = [2024-06-14]\nhours")
        self.office.write("dondoc.toml", with_holiday)
        self.office.dondoc("reload")
        reloaded = self.entry("settings reloaded")
        self.assertRegex(reloaded["MESSAGE_ID"], "^[0-9a-f]{32}$")
        self.assertEqual(reloaded["SYSLOG_IDENTIFIER"], "dondoc")
        self.assertEqual(reloaded["PRIORITY"], "6")
        moved = self.entry("reminder 0d of 1/KH-TEST:1.1:once:don-vi-001 moves")
        self.assertEqual(moved["DONDOC_OBLIGATION"], "1/KH-TEST:1.1:once:don-vi-001")
        self.assertRegex(moved["MESSAGE"], "from 2024-06-14T08:00:00.* to 2024-06-13T08:00:00")
        self.assertTrue(self.journal.find("the calendar has changed: 2 reminders move"))
        self.office.write("dondoc.toml", "[daemon]\n")
        self.office.signal(signal.SIGHUP)
        refused = self.entry("the old ones stay in force")
        self.assertEqual(refused["PRIORITY"], "3")
        self.assertNotEqual(refused["MESSAGE_ID"], reloaded["MESSAGE_ID"])
        self.assertEqual(self.office.log(), "", "nothing goes to stderr as text too")


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
