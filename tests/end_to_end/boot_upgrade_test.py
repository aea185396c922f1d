"""The package under a real systemd when it is replaced by a later one, removed and purged."""

import contextlib
import json
import os
import sqlite3
import struct
import tempfile
import time

import suite
import world
from boot import package
from boot.booted import DATABASE, MAIL, SETTINGS, Booted, always_open, skip_unless_built
from waiting import until

APPLICATION_ID = 0x646F6E64
DAY_MS = 24 * 3600 * 1000
RULE = """
[[rule]]
name = "hằng ngày"
at   = "08:00"
  [[rule.step]]
  when = "-1d"
  to   = ["lead", "lead.head"]
"""


def setUpModule():
    skip_unless_built()


def office_of_version_1(file):
    """A database as the first dondoc left it when it was stopped, moved to today. Two messages are
    on their way: one may have arrived or not, one has become pointless. The bytes of the first."""
    with open(package.source("tests/store/data/version-1.sql"), encoding="utf-8") as script:
        sql = script.read()
    with contextlib.closing(sqlite3.connect(file)) as database:
        database.executescript(sql)
        database.executescript(
            f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = 1"
        )
        now = int(time.time() * 1000)
        database.execute(
            "UPDATE message SET not_before_ms = ?, useful_until_ms = ?", (now, now + DAY_MS)
        )
        database.execute(
            "UPDATE message SET state = 'uncertain', uncertain = 1"
            " WHERE address = 'vanphong@stp.example'"
        )
        database.execute(
            "UPDATE message SET state = 'ready' WHERE address = 'bttp@stp.example'"
        )
        database.commit()
        ((frozen,),) = database.execute(
            "SELECT frozen FROM message WHERE address = 'vanphong@stp.example'"
        )
    # A maildir has the line ends of the system.
    return frozen.replace("\r\n", "\n").encode()


def settings_of_version_1(shipped):
    """The shipped settings with that office's channel, and with no rule but the one that has told
    all it has to tell."""
    settings = always_open(shipped).replace("[channels.mail]", "[channels.folder]")
    settings = settings.replace('channel = "mail"', 'channel = "folder"')
    return settings[: settings.index("[[rule]]")] + RULE


def version_of(file):
    """user_version, as it stands in the file."""
    with open(file, "rb") as database:
        return struct.unpack(">I", database.read(64)[60:])[0]


class Upgrade(Booted):
    def setUp(self):
        self.deb = package.built()[0]
        self.machine = self.boot(package.as_version(self.deb, "0.0.1"))

    def upgrade(self):
        machine = self.machine
        self.install(machine, self.deb)
        self.assertEqual(
            machine.says("dpkg-query", "-W", "-f", "${Version}", "dondoc"),
            package.field(self.deb, "Version"),
        )
        until("it is active", lambda: self.is_active(machine), 10)

    def test_with_mail_in_the_outbox(self):
        machine = self.machine
        settings = self.take_up_what_must_wait(machine, 3)
        kept = machine.read(SETTINGS)
        self.upgrade()
        # The administrator's settings were kept, and what waited goes on its way.
        self.assertEqual(machine.read(SETTINGS), kept)
        self.assertEqual(len(self.messages(machine, "ready")), 3)
        self.let_go(machine, settings)
        self.assertEqual(len(self.mails(machine)), 3)

    def test_from_the_first_version_of_the_database(self):
        machine = self.machine
        machine.run("systemctl", "stop", "dondoc")
        machine.write(SETTINGS, settings_of_version_1(machine.read(SETTINGS)))
        with tempfile.TemporaryDirectory() as folder:
            file = os.path.join(folder, "dondoc.db")
            frozen = office_of_version_1(file)
            machine.copy_in(file, DATABASE)
        machine.run("chown", "_dondoc:_dondoc", DATABASE)
        machine.run("chmod", "600", DATABASE)
        self.upgrade()
        self.assertGreater(version_of(machine.path(DATABASE)), 1)
        self.kept_as_it_was()
        machine.run("dondoc", "journal", "verify")
        until("the same bytes have gone out", lambda: frozen in self.letters(), 20)
        listed = json.loads(machine.says("dondoc", "outbox", "list", "--all", "--format", "json"))
        states = [each["state"] for each in listed if each["recipient"] == "bttp@stp.example"]
        self.assertEqual(states, ["withdrawn"])

    def kept_as_it_was(self):
        machine = self.machine
        (copy,) = machine.files(DATABASE + ".before-*")
        inside = DATABASE + os.path.basename(copy).removeprefix("dondoc.db")
        self.assertEqual(machine.says("stat", "-c", "%U %G %a", inside), "_dondoc _dondoc 600")
        with tempfile.TemporaryDirectory() as folder:
            machine.copy_out(inside, os.path.join(folder, "copy.db"))
            with contextlib.closing(sqlite3.connect(os.path.join(folder, "copy.db"))) as database:
                self.assertEqual(database.execute("PRAGMA user_version").fetchone(), (1,))
                self.assertEqual(database.execute("PRAGMA integrity_check").fetchone(), ("ok",))
                self.assertEqual(
                    database.execute("SELECT count(*) FROM message").fetchone(), (2,)
                )

    def letters(self):
        found = []
        for path in self.machine.files(MAIL):
            with open(path, "rb") as file:
                found.append(file.read())
        return found


class Removal(Booted):
    def test_remove_keeps_the_data_and_purge_leaves_nothing(self):
        machine = self.boot()
        self.take_up(machine)
        machine.write("/etc/dondoc/credentials/smtp", "secret\n", 0o600)
        machine.write("/etc/dondoc/ngay-nghi.toml", "# as dondoc.toml suggests\n")
        machine.run("apt-get", "remove", "-qy", "dondoc", timeout=120)
        self.assertFalse(machine.exists("/usr/bin/dondoc"))
        self.assertNotEqual(machine.says("systemctl", "is-active", "dondoc", check=False), "active")
        for kept in (DATABASE, SETTINGS, "/etc/dondoc/credentials/smtp"):
            self.assertTrue(machine.exists(kept), kept)
        self.install(machine, package.built()[0])
        self.assertTrue(self.is_active(machine))
        self.assertIn(world.NUMBER, machine.says("dondoc", "plan", "list"))
        machine.run("apt-get", "purge", "-qy", "dondoc", timeout=120)
        left = machine.says(
            *("find", "/", "-xdev", "-name", "*dondoc*", "-not", "-path", "/root/*"),
            *("-not", "-path", "/proc/*"),
        )
        self.assertEqual(left, "")
        self.assertEqual(machine.says("find", "/run", "-name", "*dondoc*"), "")
        self.assertEqual(machine.says("systemctl", "--failed", "--no-legend"), "")
        self.assertIn("_dondoc", machine.says("id", "_dondoc"))


suite.main()
