"""The installed package under a real systemd: what an administrator does with it, and what may
happen to it."""

import os
import re
import statistics
import time

import suite
from boot import package
from boot.booted import ROOT, SETTINGS, Booted, always_open, skip_unless_built, to_mail_server
from boot.container import Container
from waiting import until

DAEMON_FAULTS = r"(?i)exception|terminate called|assert"


def setUpModule():
    skip_unless_built()


class FreshInstall(Booted):
    def test_it_runs_and_a_reminder_arrives(self):
        machine = self.boot()
        self.assertTrue(self.is_active(machine), machine.says("systemctl", "status", "dondoc"))
        self.assertEqual(machine.says("systemctl", "is-enabled", "dondoc"), "enabled")
        self.assertEqual(machine.shows("NRestarts"), "0")
        self.assertIn("nhắc", machine.shows("StatusText"))
        self.assertEqual(machine.says("systemctl", "--failed", "--no-legend"), "")
        machine.run("dondoc", "check")
        self.assertEqual(machine.says("stat", "-c", "%U %a", "/var/lib/dondoc"), "_dondoc 700")
        self.assertEqual(
            machine.says("stat", "-c", "%U %a", "/etc/dondoc/credentials"), "root 700"
        )
        begun = time.monotonic()
        self.take_up(machine)
        until("both units are told", lambda: len(self.mails(machine)) == 2, 15)
        print(f"measured: install: mail after {time.monotonic() - begun:.1f} s", flush=True)
        # What root's commands left is the service's to write.
        owners = machine.says("find", "/var/lib/dondoc", "-not", "-user", "_dondoc")
        self.assertEqual(owners, "")
        self.assertNotRegex(machine.says("journalctl", "-u", "dondoc"), DAEMON_FAULTS)


class Living(Booted):
    def setUp(self):
        self.machine = self.boot()

    def test_promise_23_reload_answers(self):
        machine = self.machine
        pid = machine.shows("MainPID")
        machine.run("systemctl", "reload", "dondoc")
        good = machine.read(SETTINGS)
        machine.write(SETTINGS, good.replace('when = "-7d"', 'when = "-7x"'))
        refused = machine.run("systemctl", "reload", "dondoc", check=False)
        self.assertNotEqual(refused.returncode, 0)
        # systemctl itself sends the administrator to these two.
        line = good[: good.index('when = "-7d"')].count("\n") + 1
        for command in (("systemctl", "status", "dondoc"), ("journalctl", "-u", "dondoc")):
            self.assertIn(f"dondoc.toml:{line}", machine.says(*command))
        self.assertTrue(self.is_active(machine))
        self.reload_with(machine, good)
        self.assertEqual(machine.shows("MainPID"), pid)

    def test_promise_01_killed_it_runs_again_and_loses_nothing(self):
        machine = self.machine
        settings = self.take_up_what_must_wait(machine, 20)
        # More often than systemd lets a service fail where nothing else is said.
        seconds = [self.kill(machine) for _ in range(7)]
        suite.measured(
            1,
            f"killed {len(seconds)} times, active again after"
            f" {min(seconds):.1f} to {max(seconds):.1f} s",
        )
        self.assertLess(statistics.median(seconds), 3)
        self.assertEqual(machine.shows("NRestarts"), str(len(seconds)))
        self.let_go(machine, settings)
        told = [mail["To"] for mail in self.mails(machine)]
        self.assertEqual((len(told), len(set(told))), (20, 20))
        machine.run("dondoc", "journal", "verify")

    def test_a_hang_ends_by_the_watchdog(self):
        machine = self.machine
        self.assertEqual(machine.shows("WatchdogUSec"), "30s")
        os.makedirs(machine.path("/etc/systemd/system/dondoc.service.d"))
        machine.write(
            "/etc/systemd/system/dondoc.service.d/soon.conf", "[Service]\nWatchdogSec=2s\n"
        )
        machine.run("systemctl", "daemon-reload")
        machine.run("systemctl", "restart", "dondoc")
        pid = machine.shows("MainPID")
        machine.run("kill", "-STOP", pid)
        seconds = self.starts_again(machine, pid, 30)
        print(f"measured: watchdog of 2 s: hung, active again after {seconds:.1f} s", flush=True)
        self.assertIn("Watchdog timeout", machine.says("journalctl", "-u", "dondoc"))
        # As long as it lives, it is left alone.
        alive = machine.shows("MainPID")
        until("two limits have passed", lambda: self.age(machine, alive) > 4, 20)
        self.assertEqual(machine.shows("MainPID"), alive)

    def age(self, machine, pid):
        return int(machine.says("ps", "-o", "etimes=", "-p", pid, check=False) or 0)

    def test_promise_31_a_backup_is_restored_by_root_while_it_runs(self):
        machine = self.machine
        self.take_up(machine)
        until("both units are told", lambda: len(self.mails(machine)) == 2, 15)
        pid = machine.shows("MainPID")
        machine.run("dondoc", "backup", "/root/backup.db")
        machine.run("dondoc", "restore", "/root/backup.db")
        again = lambda: "starting anew" in machine.says("journalctl", "-u", "dondoc")
        until("the service has noticed", again, 10)
        until("it is active", lambda: self.is_active(machine), 10)
        self.assertEqual((machine.shows("MainPID"), machine.shows("NRestarts")), (pid, "0"))
        owners = machine.says("find", "/var/lib/dondoc", "-not", "-user", "_dondoc")
        self.assertEqual(owners, "")
        # It writes to it, and tells nobody again.
        machine.run("systemctl", "reload", "dondoc")
        self.assertEqual(len(self.mails(machine)), 2)

    def test_promise_09_it_stops_in_ten_seconds(self):
        machine = self.machine
        # A mail server that takes connections and says nothing.
        with machine.beside("python3", "-c", SILENT_SERVER) as server:
            server.stdout.readline()
            self.take_up(machine, 1, to_mail_server(always_open(machine.read(SETTINGS))))
            until("a mail hangs", lambda: self.messages(machine, "sending"), 20)
            begun = time.monotonic()
            machine.run("systemctl", "stop", "dondoc")
            seconds = time.monotonic() - begun
            server.kill()
        suite.measured(9, f"systemctl stop took {seconds:.1f} s beside a mail server that hangs")
        self.assertLess(seconds, 10)
        self.assertEqual(machine.shows("Result"), "success")

    def test_broken_settings_at_start_are_told_once(self):
        machine = self.machine
        good = machine.read(SETTINGS)
        machine.write(SETTINGS, good + "\n[surprise]\n")
        self.assertNotEqual(machine.run("systemctl", "restart", "dondoc", check=False).returncode, 0)
        self.assertEqual(machine.shows("ActiveState"), "failed")
        self.assertEqual(machine.shows("ExecMainStatus"), "3")
        self.assertEqual(machine.shows("NRestarts"), "0")
        self.assertIn("surprise", machine.says("systemctl", "status", "dondoc", check=False))
        machine.write(SETTINGS, good)
        machine.run("systemctl", "restart", "dondoc")
        self.assertTrue(self.is_active(machine))


SILENT_SERVER = """
import socket, time
server = socket.create_server(("127.0.0.1", 2525))
print("listens", flush=True)
time.sleep(600)
"""


class Hardening(Booted):
    """Each directive that the unit names is one that systemd has taken. That none is missing is
    unit_test.py's to say, which needs no container."""

    SPELLED_OTHERWISE = {
        "LoadCredential": None,  # shown as a structure; the folder is tested by using it
        "SystemCallFilter": None,  # shown as the list of calls; tested below
        "SystemCallErrorNumber": "1",
        "SystemCallArchitectures": "native",
        "RestrictNamespaces": "yes",
        "DevicePolicy": "closed",
        "IPAddressDeny": None,  # shown as the networks behind the names; tested below
        "WatchdogSec": None,
        "MemoryMax": str(256 * 1024 * 1024),
        "CapabilityBoundingSet": "",
        "AmbientCapabilities": "",
        "User": "_dondoc",
    }

    @classmethod
    def setUpClass(cls):
        cls.machine = cls.enterClassContext(Container(os.path.realpath(ROOT)))
        cls.install(cls.machine, package.built()[0])

    def setUp(self):
        self.tell_of(self.machine)

    def test_every_directive_is_in_force(self):
        machine = self.machine
        unit = machine.read("/lib/systemd/system/dondoc.service")
        service = unit[unit.index("ProtectSystem=") : unit.index("[Install]")]
        for name, value in re.findall(r"(?m)^(\w+)=(.*)$", service):
            wanted = self.SPELLED_OTHERWISE.get(name, value.strip())
            if wanted is None:
                continue
            with self.subTest(name):
                shown = machine.shows(name)
                self.assertEqual(sorted(shown.split()), sorted(wanted.split()))
        calls = machine.shows("SystemCallFilter").split()
        self.assertIn("read", calls)
        for forbidden in ("mount", "io_uring_setup", "reboot", "setpriority"):
            self.assertNotIn(forbidden, calls)
        self.assertIn("169.254.0.0/16", machine.shows("IPAddressDeny"))

    def test_the_process_has_no_privilege(self):
        machine = self.machine
        pid = machine.shows("MainPID")
        status = machine.read(f"/proc/{pid}/status")
        for line in ("CapBnd:\t0000000000000000", "CapEff:\t0000000000000000"):
            self.assertIn(line, status)
        self.assertRegex(status, r"NoNewPrivs:\t1")
        self.assertRegex(status, r"Seccomp:\t2")

    def test_systemd_has_nothing_to_say_of_the_unit(self):
        machine = self.machine
        verified = machine.run("systemd-analyze", "verify", "--man=no", "dondoc.service")
        self.assertEqual(verified.stdout + verified.stderr, "")
        exposed = machine.run(
            *("systemd-analyze", "security", "--threshold=11", "--no-pager", "dondoc.service"),
            check=False,
        )
        self.assertEqual(exposed.returncode, 0, exposed.stdout)

    def test_a_credential_reaches_the_service(self):
        machine = self.machine
        machine.write("/etc/dondoc/credentials/hook", "whsec_" + "A" * 43 + "=\n", 0o600)
        with open(machine.path(SETTINGS), "a", encoding="utf-8") as file:
            file.write('\n[channels.hook]\ntype = "webhook"\nsecret_credential = "hook"\n')
        machine.run("systemctl", "restart", "dondoc")
        self.assertTrue(self.is_active(machine))
        said = machine.says("journalctl", "-u", "dondoc")
        self.assertIn("2 channels", said)
        self.assertNotIn("AAAAAAAA", said)
        # root's commands find it where systemd does.
        self.assertNotIn("credential", machine.says("dondoc", "check"))


suite.main()
