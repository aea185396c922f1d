"""Promise 31: a backup that is taken under load restores to an equal database; what it has as accepted
is not sent again, and what may have been sent since is listed for a person to decide."""

import contextlib
import email
import email.policy
import os
import shutil
import signal
import sqlite3
import subprocess
import threading

import strace
import suite
import world
from daemons import stand_still
from fake_clock import FakeClock
from office import Office
from smtp_sink import SmtpSink
from waiting import until

# What a restore itself writes: in which epoch, that it was one, and what is to be decided.
OWN_OF_A_RESTORE = {
    "meta": ("epoch", "restored_epoch", "journal_head"),
    "message": ("state", "not_before_ms", "uncertain"),
    "obligation": ("next_ms",),
}
OPEN_STATES = ("held", "ready", "sending", "uncertain")


def rows(file, query, *values):
    with contextlib.closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
        return database.execute(query, values).fetchall()


def contents(file):
    """Every table as a set of rows, but for what a restore writes."""
    with contextlib.closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
        database.row_factory = sqlite3.Row
        names = [
            name
            for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        return {
            name: {
                tuple((key, row[key]) for key in row.keys() if key not in OWN_OF_A_RESTORE.get(name, ()))
                for row in database.execute(f"SELECT * FROM {name}")
                if name != "meta" or row["name"] not in OWN_OF_A_RESTORE["meta"]
            }
            for name in names
        }


def is_sound(file):
    return rows(file, "PRAGMA quick_check") == [("ok",)] and not rows(file, "PRAGMA foreign_key_check")


def subject(mail):
    return email.message_from_bytes(mail.data, policy=email.policy.default)["Subject"]


class Backups(suite.Case):
    count = 20
    fallback = "vanphong@stp.example"
    on_step = None

    def setUp(self):
        self.sink = self.open(SmtpSink(self.on_step))
        self.office = self.open(Office(FakeClock.at("2024-06-13 07:59:58"), quick=True))
        channel = world.mail_through(self.sink.port, security="plain")
        self.settings = world.settings(channel, fallback=("mail", self.fallback))
        self.office.take_up(self.settings, world.units(self.count), world.plan())

    def database(self):
        return self.office.path("dondoc.db")

    def told(self):
        """The mails to units."""
        return [mail for mail in list(self.sink.taken) if mail.recipient != self.fallback]

    def each_was_told(self, times):
        until(f"each was told {times} times", lambda: len(self.told()) >= times * self.count)
        until("nothing is on its way", lambda: not self.office.count("ready", "sending", "held"))
        everybody = [world.mailbox(number) for number in range(1, self.count + 1)]
        self.assertEqual(sorted(mail.recipient for mail in self.told()), sorted(everybody * times))

    def restored(self, file, *more):
        return self.office.dondoc("restore", file, *more)

    def undecided(self):
        return [row for row in self.office.messages("uncertain") if row["next_try"] is None]


class UnderLoad(Backups):
    """The mail server takes as many mails as are set free, so that they go out until the last
    backup."""

    count = 120
    backups = 12

    def on_step(self, step):
        if step == "data":
            self.free.acquire(timeout=60)

    def setUp(self):
        self.free = threading.Semaphore(0)
        self.addCleanup(self.free.release, self.count)
        super().setUp()

    def test_promise_31_a_backup_under_load_restores_to_an_equal_database(self):
        self.office.start()
        until("the first are on their way", lambda: self.office.count("sending"))
        backups = [self.office.path(f"backup-{number}.db") for number in range(self.backups)]
        for number, file in enumerate(backups, 1):
            self.free.release(self.count // self.backups)
            self.office.dondoc("backup", file)
            self.office.dondoc("submit", f"1.1:once:{world.unit_id(number)}", "--by", "lan")
        until("all is sent", lambda: not self.office.count(*OPEN_STATES))
        self.office.stop()
        in_between = 0
        for number, file in enumerate(backups):
            with self.subTest(number):
                in_between += self.equals_what_it_restores_to(file)
        self.assertGreater(in_between, 0, "no backup was taken while messages were on their way")
        suite.measured(
            31,
            f"{len(backups)} backups while {self.count} mails went out, {in_between} of them with "
            "messages on their way: each restored to an equal database",
        )

    def equals_what_it_restores_to(self, file):
        """Whether messages were on their way in it."""
        self.assertTrue(is_sound(file))
        waiting = rows(file, "SELECT count(*) FROM message WHERE state = 'sending'")[0][0]
        accepted = set(rows(file, "SELECT id FROM message WHERE state = 'accepted'"))
        self.restored(file)
        self.assertTrue(is_sound(self.database()))
        self.office.dondoc("journal", "verify")
        was, now = contents(file), contents(self.database())
        for table, lines in was.items():
            self.assertLessEqual(lines, now[table], table)
        for table in set(was) - {"journal", "message", "reminder", "attempt"}:
            self.assertEqual(was[table], now[table], table)
        self.assertEqual(
            [what for (what,) in rows(self.database(), "SELECT what FROM journal")][-1], "restore"
        )
        now_accepted = set(rows(self.database(), "SELECT id FROM message WHERE state = 'accepted'"))
        self.assertEqual(now_accepted, accepted)
        self.assertEqual(self.office.count("held", "ready", "sending"), 0)
        return waiting > 0


class Running(Backups):
    """The daemon runs, each unit was told once, and then there was a backup."""

    def setUp(self):
        super().setUp()
        self.office.start()
        self.each_was_told(1)
        self.backup = self.office.path("monday.db")
        self.office.dondoc("backup", self.backup)

    def runs_for_the(self, time):
        until("it runs again", lambda: self.office.log().count("dondoc runs") == time)


class Restored(Running):
    def test_promise_31_nothing_that_was_accepted_is_sent_again(self):
        pid = self.office.pid
        said = self.restored(self.backup)
        self.assertNotIn("may have been sent", said)
        self.office.wait_for_log("starting anew")
        self.runs_for_the(2)
        self.assertTrue(self.office.is_running())
        self.assertEqual(self.office.pid, pid)
        # It is alive, and the next word is the only one.
        self.office.clock.set("2024-06-14 08:00:00")
        self.each_was_told(2)
        self.assertEqual(self.undecided(), [])
        self.office.stop()

    def test_promise_31_what_may_have_been_sent_since_is_listed_and_not_sent(self):
        self.office.clock.set("2024-06-14 08:00:00")
        self.each_was_told(2)
        told = world.unit_id(1)
        self.office.dondoc("submit", f"1.1:once:{told}", "--by", "lan", "--note", "công văn 12")
        said = self.restored(self.backup)
        self.assertIn(f"{self.count} messages may have been sent since", said)
        self.assertRegex(said, rf"lan .*submitted .*1/KH-TEST:1\.1:once:{told}")
        self.assertEqual(len(self.undecided()), self.count)
        self.runs_for_the(2)
        # Also a quarter of an hour later, when what is merely uncertain goes out again.
        self.office.clock.set("2024-06-14 09:00:00")
        self.office.wait_for_log("clock has jumped")
        self.office.dondoc("contact", "set", "--unit", told, "--address", world.mailbox(1))
        self.office.dondoc("reload")
        self.assertEqual(len(self.told()), 2 * self.count)
        self.assertEqual(len(self.undecided()), self.count)
        # The office is told of it, once.
        until("the office is told", lambda: self.sink.to(self.fallback))
        self.assertEqual(len(self.sink.to(self.fallback)), 1)
        status = self.office.dondoc("status")
        self.assertIn(f"{self.count} messages that may have gone out", status)
        # A person decides: one is dropped, the others go again.
        first = self.undecided()[0]
        self.office.dondoc("outbox", "drop", first["id"])
        self.office.dondoc("outbox", "retry", "--undecided")
        until("they are sent", lambda: len(self.told()) == 3 * self.count - 1)
        until("none is left", lambda: not self.undecided())
        again = [mail.recipient for mail in self.told()[2 * self.count :]]
        self.assertNotIn(first["recipient"], again)
        self.office.stop()

    def test_promise_31_also_when_the_office_is_closed(self):
        # Friday's word has gone out; on Saturday nothing would be decided before Monday.
        self.office.clock.set("2024-06-14 08:00:00")
        self.each_was_told(2)
        self.office.clock.set("2024-06-15 10:00:00")
        self.restored(self.backup)
        self.assertEqual(len(self.undecided()), self.count)
        self.runs_for_the(2)
        self.office.clock.set("2024-06-17 08:00:00")
        # Monday's word, and it alone: the first late day.
        self.each_was_told(3)
        for mail in self.told()[2 * self.count :]:
            self.assertIn("QUÁ HẠN", subject(mail))

    def test_what_was_there_is_kept(self):
        self.office.stop()
        before = contents(self.database())
        said = self.restored(self.backup)
        (kept,) = [name for name in os.listdir(self.office.folder) if ".before-restore-" in name]
        self.assertIn(kept, said)
        self.assertIn("No daemon runs", said)
        self.assertEqual(contents(self.office.path(kept)), before)
        self.assertEqual(os.stat(self.office.path(kept)).st_mode & 0o777, 0o600)
        # And is itself a backup.
        self.office.clock.move(minutes=1)
        self.restored(self.office.path(kept))


class Restarts(Running):
    """The daemon starts anew on the restored database, in the same process."""

    count = 3

    def test_no_signal_is_lost_on_the_way(self):
        for number in range(1, 9):
            self.restored(self.backup)
            for _ in range(3):
                self.office.signal(signal.SIGHUP)
            self.runs_for_the(number + 1)
        self.assertTrue(self.office.is_running(), self.office.log())
        # Told to end while it stands still, it ends when it finds the restored database.
        stand_still(self.office)
        self.restored(self.backup)
        self.office.signal(signal.SIGTERM)
        self.office.signal(signal.SIGCONT)
        self.assertEqual(self.office.wait_until_gone(15), 0, self.office.log())

    def test_promise_23_settings_that_broke_meanwhile_are_not_read(self):
        good = self.office.path("good.toml")
        shutil.copy(self.office.config, good)
        self.office.write("dondoc.toml", "[daemon\n")
        said = subprocess.run(
            [self.office.command()[0], "--config", good, "restore", self.backup],
            env={"DONDOC_LANG": "en", **self.office.clock.environment()},
            cwd=self.office.folder,
            check=True,
            capture_output=True,
            text=True,
        )
        self.assertIn("goes on", said.stdout)
        self.runs_for_the(2)
        self.office.clock.set("2024-06-14 08:00:00")
        self.each_was_told(2)

    def test_several_restores_at_once_are_one_after_the_other(self):
        self.office.stop()
        command = self.office.command("restore", self.backup)
        clock = {"DONDOC_LANG": "en", **self.office.clock.environment()}
        running = [subprocess.Popen(command, env=clock, stdout=subprocess.DEVNULL) for _ in range(4)]
        self.assertEqual([each.wait(60) for each in running], [0] * 4)
        self.assertTrue(is_sound(self.database()))
        names = os.listdir(self.office.folder)
        self.assertEqual(len([name for name in names if ".before-restore-" in name]), 4)
        self.assertEqual([name for name in names if "unfinished" in name], [])


class Places(Backups):
    """Where there is no database to write into, or none that can be read."""

    count = 3

    def setUp(self):
        super().setUp()
        self.backup = self.office.path("monday.db")
        self.office.dondoc("backup", self.backup)
        self.whole = contents(self.backup)

    def holds_the_backup(self):
        self.assertTrue(is_sound(self.database()))
        for table, lines in self.whole.items():
            self.assertLessEqual(lines, contents(self.database())[table], table)
        self.office.dondoc("status")

    def test_a_database_that_is_missing(self):
        os.remove(self.database())
        said = self.restored(self.backup)
        self.assertNotIn("kept in", said)
        self.holds_the_backup()
        self.assertEqual(os.stat(self.database()).st_mode & 0o777, 0o600)

    def test_promise_17_a_database_that_is_damaged(self):
        damages = {
            "no header": lambda file: (file.seek(0), file.write(b"x" * 4096)),
            "no rows": lambda file: (file.seek(8192), file.write(b"\0" * 40960)),
            "cut off": lambda file: file.truncate(6000),
            "empty": lambda file: file.truncate(0),
            "a few bytes": lambda file: file.truncate(100),
        }
        for name, damage in damages.items():
            with self.subTest(name):
                self.office.clock.move(minutes=1)
                with open(self.database(), "r+b") as file:
                    damage(file)
                self.restored(self.backup)
                self.holds_the_backup()

    def test_a_damaged_database_names_the_backup_and_the_command(self):
        beside = self.office.path("dondoc-monday.db")
        shutil.copy(self.backup, beside)
        with open(self.database(), "r+b") as file:
            file.truncate(20000)
        refused = self.office.run("status")
        self.assertEqual(refused.returncode, 3)
        self.assertIn(f"dondoc restore {beside}", refused.stderr)

    def test_no_daemon_may_run_on_what_is_replaced(self):
        self.office.start()
        os.remove(self.database())
        refused = self.office.run("restore", self.backup)
        self.assertEqual(refused.returncode, 3)
        self.assertIn(f"PID {self.office.pid}", refused.stderr)

    def test_a_wrong_file_changes_nothing(self):
        with open(self.database(), "rb") as file:
            before = file.read()
        foreign = self.office.path("foreign.db")
        with contextlib.closing(sqlite3.connect(foreign)) as database:
            database.execute("CREATE TABLE person (name TEXT)")
        newer = self.office.path("newer.db")
        shutil.copy(self.backup, newer)
        with contextlib.closing(sqlite3.connect(newer)) as database:
            database.execute("PRAGMA user_version = 99")
        cut = self.office.path("cut.db")
        with open(self.backup, "rb") as file:
            self.office.write("cut.db", file.read()[:20000])
        wrong = {
            self.office.path("nothing.db"): "no file",
            self.office.folder: "no backup",
            self.office.config: "no backup",
            foreign: "no backup",
            newer: "newer dondoc",
            cut: "damaged",
            self.database(): "the very database",
        }
        for file, words in wrong.items():
            with self.subTest(os.path.basename(file)):
                refused = self.office.run("restore", file)
                self.assertEqual((refused.returncode, refused.stdout), (3, ""))
                self.assertIn(words, refused.stderr)
                self.assertEqual(refused.stderr.count("\n"), 1)
        self.assertEqual(self.office.run("restore").returncode, 2)
        with open(self.database(), "rb") as file:
            self.assertEqual(file.read(), before)
        left = [name for name in os.listdir(self.office.folder) if "unfinished" in name]
        self.assertEqual(left, [])

    def test_a_wrong_place_for_a_backup_is_refused(self):
        self.office.write("letter.txt", "thư")
        wrong = {
            self.office.path("letter.txt"): "no backup of dondoc",
            self.office.folder: "is a folder",
            self.database(): "the very database",
            self.office.path("no/where.db"): "mkdir -p",
            "/dev/null": "no backup of dondoc",
        }
        for file, words in wrong.items():
            with self.subTest(file):
                refused = self.office.run("backup", file)
                self.assertEqual((refused.returncode, refused.stdout), (3, ""))
                self.assertIn(words, refused.stderr)
        with open(self.office.path("letter.txt"), encoding="utf-8") as file:
            self.assertEqual(file.read(), "thư")
        self.assertEqual(self.office.run("backup").returncode, 2)
        # An earlier backup is replaced.
        self.office.dondoc("backup", self.backup)
        os.remove(self.database())
        missing = self.office.run("backup", self.backup)
        self.assertEqual(missing.returncode, 3)
        self.assertFalse(os.path.exists(self.database()))


class Killed(Backups):
    count = 3

    def test_promise_31_killed_at_any_write_it_is_the_old_or_the_new(self):
        if why := strace.why_not():
            self.skipTest(why)
        backup = self.office.path("monday.db")
        self.office.dondoc("backup", backup)
        self.office.dondoc("waive", f"1.1:once:{world.unit_id(1)}", "--note", "mới")
        shutil.copy(self.database(), self.office.path("tuesday"))
        old = contents(self.database())
        outcomes = {"old": 0, "new": 0}
        for call in ("pwrite64", "fdatasync", "ftruncate"):
            for when in range(1, 200, 11 if call == "pwrite64" else 2):
                shutil.copy(self.office.path("tuesday"), self.database())
                done = self.office.run("restore", backup, prefix=strace.killed_at(call, when))
                if done.returncode == 0:
                    break
                with self.subTest(f"{call} {when}"):
                    self.office.dondoc("journal", "verify")
                    self.assertTrue(is_sound(self.database()))
                    now = contents(self.database())
                    is_old = now == old
                    self.assertTrue(is_old or ("restore" in self.acts()))
                    outcomes["old" if is_old else "new"] += 1
        self.assertGreater(outcomes["old"], 0)
        suite.measured(31, f"killed {sum(outcomes.values())} times in a restore: {outcomes}")

    def acts(self):
        return [what for (what,) in rows(self.database(), "SELECT what FROM journal")]


if __name__ == "__main__":
    suite.main()
