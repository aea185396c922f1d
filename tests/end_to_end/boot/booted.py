"""What the boot tests share: the package installed in a container, and an office taken up there."""

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
SETTINGS = "/etc/dondoc/dondoc.toml"
DATABASE = "/var/lib/dondoc/dondoc.db"
WAITING = ("ready", "sending", "uncertain", "held")


def skip_unless_built():
    skip_unless_possible()
    if package.built()[0] is None or not os.path.exists(os.path.join(ROOT, ".ready")):
        suite.skip("boot_package_test.py has not built the package and a root file system")


def always_open(settings):
    """The shipped settings with hours and days that never make a reminder wait."""
    settings = re.sub(r"(?m)^(workdays|holidays) .*$", "", settings)
    settings = settings.replace(
        "[calendar]", '[calendar]\nworkdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]'
    )
    return re.sub(r"(?m)^hours .*$", 'hours = "00:00-24:00"', settings)


def to_mail_server(settings):
    """The same with mail that goes to port 2525 of the container."""
    return settings.replace('type = "maildir"', 'type = "email"').replace(
        'path = "/var/lib/dondoc/mail"', 'host = "127.0.0.1"\nsecurity = "plain"\nport = 2525'
    )


def due_in(days):
    """A plan of this year's, due soon: the steps before have passed, so that it is told at once."""
    day = datetime.date.today() + datetime.timedelta(days=days)
    plan = world.plan(due=day.isoformat())
    year = datetime.date.today().year
    return re.sub(
        r"valid  = .*", f"valid = {{ from = {year}-01-01, until = {year + 1}-12-31 }}", plan
    )


class Booted(suite.Case):
    """Where a test fails, the journal of its machine is printed."""

    def bare(self):
        machine = self.open(Container(os.path.realpath(ROOT)))
        self.tell_of(machine)
        return machine

    def boot(self, deb=None):
        machine = self.bare()
        self.install(machine, deb or package.built()[0])
        return machine

    def tell_of(self, machine):
        self.addCleanup(lambda: self._failure() and machine.print_journal())

    @staticmethod
    def install(machine, deb):
        inside = machine.copy_in(deb, "/root/" + os.path.basename(deb))
        machine.run("apt-get", "install", "-qy", "--no-install-recommends", inside, timeout=120)

    def reload_with(self, machine, settings):
        machine.write(SETTINGS, settings)
        machine.run("systemctl", "reload", "dondoc")

    def take_up(self, machine, count=2, settings=None):
        """Units and a plan with reminders that go out at once."""
        self.reload_with(machine, settings or always_open(machine.read(SETTINGS)))
        machine.write("/root/units.toml", world.units(count))
        machine.write("/root/plan.toml", due_in(3))
        machine.run("dondoc", "unit", "import", "/root/units.toml")
        machine.run("dondoc", "import", "/root/plan.toml")
        machine.run("dondoc", "plan", "activate", world.NUMBER)

    def take_up_what_must_wait(self, machine, count):
        """Their mail server is not there: one was tried, and since then the channel pauses. Answers
        settings with which they can go."""
        settings = always_open(machine.read(SETTINGS))
        self.take_up(machine, count, to_mail_server(settings))
        until("the channel pauses", lambda: self.pauses(machine, count), 20)
        return settings

    def pauses(self, machine, count):
        waiting = self.messages(machine, "ready")
        return len(waiting) == count and any(each["attempts"] > 0 for each in waiting)

    def let_go(self, machine, settings):
        """What waits goes into the folder now; some of it by itself, before it is told to."""
        self.reload_with(machine, settings)
        for message in self.messages(machine, *WAITING):
            machine.run("dondoc", "outbox", "retry", message["id"], check=False)
        until("nothing waits", lambda: not self.messages(machine, *WAITING), 20)

    def is_active(self, machine):
        return machine.shows("ActiveState") == "active" and machine.shows("SubState") == "running"

    def kill(self, machine):
        """kill -9; how many seconds later it runs again."""
        pid = machine.shows("MainPID")
        machine.run("kill", "-KILL", pid)
        return self.starts_again(machine, pid, 10)

    def starts_again(self, machine, before, within):
        begun = time.monotonic()
        until(
            "systemd has started it again",
            lambda: self.is_active(machine) and machine.shows("MainPID") not in ("0", before),
            within,
        )
        return time.monotonic() - begun

    def mails(self, machine):
        """Those to units. The fallback has one too: nobody is their head."""
        found = []
        for path in machine.files(MAIL):
            with open(path, "rb") as file:
                found.append(email.message_from_binary_file(file, policy=email.policy.default))
        return [mail for mail in found if mail["To"].startswith("don-vi-")]

    def messages(self, machine, *states):
        """Those to units that are in one of these states."""
        listed = machine.says("dondoc", "outbox", "list", "--all", "--format", "json")
        return [
            each
            for each in json.loads(listed)
            if each["state"] in states and each["recipient"].startswith("don-vi-")
        ]
