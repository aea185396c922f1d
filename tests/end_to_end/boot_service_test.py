"""The installed package under a real systemd: from the first start to the purge."""

import datetime
import email
import email.policy
import json
import os
import re
import time

import suite
import world
from boot import package
from boot.container import Container, skip_unless_possible
from waiting import until

ROOT = os.path.join(package.FOLDER, "root")
MAIL = "/var/lib/dondoc/mail/new/*"
DAEMON_FAULTS = r"(?i)exception|terminate called|assert"


def setUpModule():
    skip_unless_possible()
    if package.built()[0] is None or not os.path.exists(os.path.join(ROOT, ".ready")):
        suite.skip("boot_package_test.py has not built the package and a root file system")


def always_open(settings):
    """The shipped settings with hours and days that never make a reminder wait."""
    settings = re.sub(r"(?m)^workdays .*$", "", settings)
    settings = re.sub(r"(?m)^holidays .*$", "", settings)
    settings = settings.replace(
        "[calendar]", '[calendar]\nworkdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]'
    )
    return re.sub(r"(?m)^hours .*$", 'hours = "00:00-24:00"', settings)


def due_in(days):
    """A plan of this year's, due soon: the steps before have passed, so that it is told at once."""
    day = datetime.date.today() + datetime.timedelta(days=days)
    plan = world.plan(due=day.isoformat())
    year = datetime.date.today().year
    return re.sub(
        r"valid  = .*", f"valid = {{ from = {year}-01-01, until = {year + 1}-12-31 }}", plan
    )


class Booted(suite.Case):
    def boot(self, deb=None):
        machine = self.open(Container(os.path.realpath(ROOT)))
        self.install(machine, deb or package.built()[0])
        return machine

    def install(self, machine, deb):
        inside = machine.copy_in(deb, "/root/" + os.path.basename(deb))
        machine.run("apt-get", "install", "-qy", "--no-install-recommends", inside, timeout=120)

    def take_up(self, machine, count=2, settings=None):
        """Units and a plan with reminders that go out at once."""
        if settings is None:
            settings = always_open(machine.read("/etc/dondoc/dondoc.toml"))
        machine.write("/etc/dondoc/dondoc.toml", settings)
        machine.run("systemctl", "reload", "dondoc")
        machine.write("/root/units.toml", world.units(count))
        machine.write("/root/plan.toml", due_in(3))
        machine.run("dondoc", "unit", "import", "/root/units.toml")
        machine.run("dondoc", "import", "/root/plan.toml")
        machine.run("dondoc", "plan", "activate", world.NUMBER)

    def is_active(self, machine):
        return machine.shows("ActiveState") == "active" and machine.shows("SubState") == "running"

    def starts_again(self, machine, before, within):
        begun = time.monotonic()
        until(
            "systemd has started it again",
            lambda: self.is_active(machine) and machine.shows("MainPID") not in ("0", before),
            within,
        )
        return time.monotonic() - begun

    def mails(self, machine):
        """How many the units have got. The fallback has one too: nobody is their head."""
        found = []
        for path in machine.files(MAIL):
            with open(path, "rb") as file:
                found.append(email.message_from_binary_file(file, policy=email.policy.default))
        return len([mail for mail in found if mail["To"].startswith("don-vi-")])

    def messages(self, machine, *states):
        """Those to units that are in one of these states."""
        listed = machine.says("dondoc", "outbox", "list", "--all", "--format", "json")
        return [
            each["id"]
            for each in json.loads(listed)
            if each["state"] in states and each["recipient"].startswith("don-vi-")
        ]


class FreshInstall(Booted):
    def test_it_runs_and_a_reminder_arrives(self):
        machine = self.boot()
        self.assertTrue(self.is_active(machine), machine.says("systemctl", "status", "dondoc"))
        self.assertEqual(machine.says("systemctl", "is-enabled", "dondoc"), "enabled")
        self.assertEqual(machine.shows("NRestarts"), "0")
        self.assertIn("nhắc", machine.shows("StatusText"))
        machine.run("dondoc", "check")
        self.assertEqual(machine.says("stat", "-c", "%U %a", "/var/lib/dondoc"), "_dondoc 700")
        self.assertEqual(
            machine.says("stat", "-c", "%U %a", "/etc/dondoc/credentials"), "root 700"
        )
        begun = time.monotonic()
        self.take_up(machine)
        until("both units are told", lambda: self.mails(machine) == 2, 15)
        print(f"measured: install: mail after {time.monotonic() - begun:.1f} s", flush=True)
        # What root's commands left is the service's to write.
        owners = machine.says("find", "/var/lib/dondoc", "-not", "-user", "_dondoc")
        self.assertEqual(owners, "")
        self.assertNotRegex(machine.says("journalctl", "-u", "dondoc"), DAEMON_FAULTS)

    def test_the_manual_and_the_settings_are_there(self):
        machine = self.boot()
        self.assertIn("hours", machine.says("zcat", "/usr/share/man/man5/dondoc.toml.5.gz"))
        self.assertIn("dondoc check", machine.read("/etc/dondoc/dondoc.toml"))
        self.assertEqual(machine.says("systemctl", "--failed", "--no-legend"), "")


class Living(Booted):
    def setUp(self):
        self.machine = self.boot()

    def test_promise_23_reload_answers(self):
        machine = self.machine
        pid = machine.shows("MainPID")
        machine.run("systemctl", "reload", "dondoc")
        good = machine.read("/etc/dondoc/dondoc.toml")
        machine.write("/etc/dondoc/dondoc.toml", good.replace('when = "-7d"', 'when = "-7x"'))
        refused = machine.run("systemctl", "reload", "dondoc", check=False)
        self.assertNotEqual(refused.returncode, 0)
        line = good[: good.index('when = "-7d"')].count("\n") + 1
        self.assertIn(f"dondoc.toml:{line}", machine.says("journalctl", "-u", "dondoc"))
        self.assertTrue(self.is_active(machine))
        machine.write("/etc/dondoc/dondoc.toml", good)
        machine.run("systemctl", "reload", "dondoc")
        self.assertEqual(machine.shows("MainPID"), pid)

    def test_promise_01_killed_it_runs_again_and_loses_nothing(self):
        machine = self.machine
        self.take_up(machine, 20)
        pid = machine.shows("MainPID")
        machine.run("kill", "-KILL", pid)
        seconds = self.starts_again(machine, pid, 10)
        print(f"measured: promise 01: killed, active again after {seconds:.1f} s", flush=True)
        until("all are told", lambda: self.mails(machine) >= 20, 20)
        waiting = ("ready", "sending", "uncertain", "held")
        until("nothing waits", lambda: not self.messages(machine, *waiting), 20)
        self.assertEqual(self.mails(machine), 20)
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
        until("three limits have passed", lambda: self.age(machine, alive) > 6, 20)
        self.assertEqual(machine.shows("MainPID"), alive)

    def age(self, machine, pid):
        return int(machine.says("ps", "-o", "etimes=", "-p", pid, check=False) or 0)

    def test_promise_09_it_stops_in_ten_seconds(self):
        begun = time.monotonic()
        self.machine.run("systemctl", "stop", "dondoc")
        seconds = time.monotonic() - begun
        print(f"measured: promise 09: systemctl stop took {seconds:.1f} s", flush=True)
        self.assertLess(seconds, 10)
        self.assertEqual(self.machine.shows("Result"), "success")

    def test_broken_settings_at_start_are_told_once(self):
        machine = self.machine
        good = machine.read("/etc/dondoc/dondoc.toml")
        machine.write("/etc/dondoc/dondoc.toml", good + "\n[surprise]\n")
        self.assertNotEqual(machine.run("systemctl", "restart", "dondoc", check=False).returncode, 0)
        self.assertEqual(machine.shows("ActiveState"), "failed")
        self.assertEqual(machine.shows("ExecMainStatus"), "3")
        self.assertEqual(machine.shows("NRestarts"), "0")
        self.assertIn("surprise", machine.says("systemctl", "status", "dondoc", check=False))
        machine.write("/etc/dondoc/dondoc.toml", good)
        machine.run("systemctl", "restart", "dondoc")
        self.assertTrue(self.is_active(machine))


# What the unit must say at least; how is the unit's to say.
PROTECTION = set(
    """ProtectSystem ProtectHome PrivateTmp PrivateMounts PrivateDevices DevicePolicy ProtectProc
    ProcSubset ProtectKernelTunables ProtectKernelModules ProtectKernelLogs ProtectControlGroups
    ProtectClock ProtectHostname NoNewPrivileges CapabilityBoundingSet AmbientCapabilities
    PrivateUsers RestrictNamespaces RestrictRealtime RestrictSUIDSGID LockPersonality
    MemoryDenyWriteExecute RemoveIPC KeyringMode SystemCallArchitectures SystemCallFilter
    SystemCallErrorNumber RestrictAddressFamilies IPAddressDeny LimitNOFILE LimitCORE TasksMax
    MemoryMax""".split()
)


class Hardening(Booted):
    """Each directive that the unit names is one that systemd has taken."""

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

    def test_every_directive_is_in_force(self):
        machine = self.boot()
        unit = machine.read("/lib/systemd/system/dondoc.service")
        service = unit[unit.index("ProtectSystem=") : unit.index("[Install]")]
        self.assertEqual(PROTECTION - set(re.findall(r"(?m)^(\w+)=", service)), set())
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
        machine = self.boot()
        pid = machine.shows("MainPID")
        status = machine.read(f"/proc/{pid}/status")
        for line in ("CapBnd:\t0000000000000000", "CapEff:\t0000000000000000"):
            self.assertIn(line, status)
        self.assertRegex(status, r"NoNewPrivs:\t1")
        self.assertRegex(status, r"Seccomp:\t2")
        verified = machine.run("systemd-analyze", "verify", "--man=no", "dondoc.service")
        self.assertEqual(verified.stdout + verified.stderr, "")

    def test_a_credential_reaches_the_service(self):
        machine = self.boot()
        machine.write("/etc/dondoc/credentials/hook", "whsec_" + "A" * 43 + "=\n", 0o600)
        with open(machine.path("/etc/dondoc/dondoc.toml"), "a", encoding="utf-8") as file:
            file.write('\n[channels.hook]\ntype = "webhook"\nsecret_credential = "hook"\n')
        machine.run("systemctl", "restart", "dondoc")
        self.assertTrue(self.is_active(machine))
        said = machine.says("journalctl", "-u", "dondoc")
        self.assertIn("2 channels", said)
        self.assertNotIn("AAAAAAAA", said)
        # root's commands find it where systemd does.
        self.assertNotIn("credential", machine.says("dondoc", "check"))


class Upgrade(Booted):
    def test_with_mail_in_the_outbox(self):
        deb = package.built()[0]
        machine = self.boot(package.as_version(deb, "0.0.1"))
        settings = always_open(machine.read("/etc/dondoc/dondoc.toml"))
        # A mail server that is not there yet.
        waits = settings.replace('type = "maildir"', 'type = "email"').replace(
            'path = "/var/lib/dondoc/mail"', 'host = "127.0.0.1"\nsecurity = "plain"\nport = 2525'
        )
        self.take_up(machine, 3, waits)
        until("they wait", lambda: len(self.messages(machine, "ready")) == 3, 20)
        self.install(machine, deb)
        self.assertEqual(
            machine.says("dpkg-query", "-W", "-f", "${Version}", "dondoc"),
            package.field(deb, "Version"),
        )
        until("it is active", lambda: self.is_active(machine), 10)
        # The administrator's settings were kept, and what waited goes on its way.
        self.assertEqual(machine.read("/etc/dondoc/dondoc.toml"), waits)
        self.assertEqual(len(self.messages(machine, "ready")), 3)
        machine.write("/etc/dondoc/dondoc.toml", settings)
        machine.run("systemctl", "reload", "dondoc")
        for message in self.messages(machine, "ready"):
            machine.run("dondoc", "outbox", "retry", message)
        until("all three arrive", lambda: self.mails(machine) == 3, 20)


class Removal(Booted):
    def test_remove_keeps_the_data_and_purge_leaves_nothing(self):
        machine = self.boot()
        self.take_up(machine)
        machine.write("/etc/dondoc/credentials/smtp", "secret\n", 0o600)
        machine.run("apt-get", "remove", "-qy", "dondoc", timeout=120)
        self.assertFalse(machine.exists("/usr/bin/dondoc"))
        self.assertNotEqual(machine.says("systemctl", "is-active", "dondoc", check=False), "active")
        for kept in ("/var/lib/dondoc/dondoc.db", "/etc/dondoc/dondoc.toml"):
            self.assertTrue(machine.exists(kept), kept)
        machine.run("apt-get", "purge", "-qy", "dondoc", timeout=120)
        left = machine.says(
            *("find", "/etc", "/usr", "/var", "/run", "/lib", "-xdev", "-name", "*dondoc*"),
            *("-not", "-path", "/var/log/*"),
        )
        # dpkg and apt remember what was; systemd's journal too.
        left = [each for each in left.splitlines() if "/var/lib/systemd/" not in each]
        self.assertEqual(left, [])
        self.assertEqual(machine.says("systemctl", "--failed", "--no-legend"), "")
        self.assertIn("_dondoc", machine.says("id", "_dondoc"))


suite.main()
