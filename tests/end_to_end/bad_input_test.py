"""Wrong input: one line that says what to do, the right exit code, nothing half-written."""

import hashlib
import os
import sqlite3

import suite
import world
from office import Office

USAGE, FAILED, NO = 2, 3, 1

SETTINGS = world.settings(world.MAILDIR, fallback=("folder", "vanphong@stp.example"))
UNITS = world.units(3, channel="folder")
PLAN = world.plan()
# With a task that an event starts and one that is done on demand.
EVENTS = "".join(
    f"""
[[task]]
table   = "1"
no      = "{number}"
title   = "Giải quyết đơn"
lead    = ["tat-ca"]
timings = [{timing}]
"""
    for number, timing in (
        (2, '{ kind = "after_event", days = 10, unit = "calendar", event = "nhận đơn" }'),
        (3, '{ kind = "on_demand", condition = "theo yêu cầu" }'),
    )
)

# (what is wrong, file, text, the command that reads it, exit code, words of the error)
FILES = [
    ("an empty plan", "p.toml", "", "import", FAILED, r"p\.toml"),
    ("an empty unit file", "u.toml", "", "unit import", FAILED, r"u\.toml"),
    ("not TOML", "p.toml", "[plan\nnumber = 1", "import", FAILED, r"p\.toml:1"),
    ("not UTF-8", "p.toml", b"[plan]\nnumber = \"\xff\"\n", "import", FAILED, r"p\.toml"),
    ("a NUL byte", "p.toml", b"[plan]\nnumber = \"a\0b\"\n", "import", FAILED, r"p\.toml"),
    ("a file that is not there", None, None, "import", FAILED, r"gone\.toml"),
    ("an unknown lead", "p.toml", world.plan(lead="Phòng lạ"), "import", FAILED, "Phòng lạ"),
    ("31 June", "p.toml", world.plan(due="2024-06-31"), "import", FAILED, r"p\.toml:14"),
    ("a task twice", "p.toml", PLAN + PLAN[PLAN.index("[[task]]") :], "import", FAILED, "1.1"),
    (
        "a deadline before its start",
        "p.toml",
        PLAN.replace("due = 2024-06-14", "start = 2024-06-15, due = 2024-06-14"),
        "import",
        FAILED,
        r"p\.toml:\d+",
    ),
    (
        "parents in a circle",
        "u.toml",
        '[[unit]]\nid = "a"\nname = "A"\nparent = "b"\n[[unit]]\nid = "b"\nname = "B"\n'
        'parent = "a"\n',
        "unit import",
        FAILED,
        r"u\.toml|a",
    ),
    (
        "groups in a circle",
        "u.toml",
        '[[unit]]\nid = "a"\nname = "A"\nmembers = ["b"]\n[[unit]]\nid = "b"\nname = "B"\n'
        'members = ["a"]\n',
        "unit import",
        FAILED,
        r"u\.toml|a",
    ),
    (
        "an id twice",
        "u.toml",
        '[[unit]]\nid = "a"\nname = "A"\n[[unit]]\nid = "a"\nname = "B"\n',
        "unit import",
        FAILED,
        r"u\.toml|a",
    ),
    (
        "an address with a line break",
        "u.toml",
        UNITS.replace(world.mailbox(1), r"a@stp.example\r\nRCPT TO:<b@stp.example>"),
        "unit import",
        FAILED,
        r"u\.toml:\d+",
    ),
    (
        "an address that is none",
        "u.toml",
        UNITS.replace(world.mailbox(1), "a b@stp.example"),
        "unit import",
        FAILED,
        r"u\.toml:\d+",
    ),
    ("a unit file", "u.toml", UNITS, "import", FAILED, "this is a unit file"),
    ("a misspelt key", "p.toml", PLAN.replace("product", "prodcut"), "import", FAILED, "prodcut"),
]

UNIT = world.unit_id(1)

# (arguments, exit code, words of the error)
ARGUMENTS = [
    (["frobnicate"], USAGE, "frobnicate"),
    ([], USAGE, "command is missing"),
    (["plan"], USAGE, "command is missing"),
    (["plan", "list", "--frobnicate"], USAGE, "--frobnicate"),
    (
        ["plan", "list", "--format", "xml"],
        USAGE,
        r'--format: "xml" .* one of: json\|jsonl\|table \(see: dondoc plan list --help\)$',
    ),
    (["explain", "1.1", "--days", "x"], USAGE, 'days: "x" .* from 0 to 3660'),
    (["outbox", "list", "--limit", "x"], USAGE, '--limit: "x" is not a number'),
    (["status", "--config", "f"], USAGE, "--config stands before the command"),
    (["plan", "list", "a", "b"], USAGE, "not expected here: a b"),
    (["extend", "1.1", "--to", "2024-07-01", "--to", "2024-07-02"], USAGE, "--until .*than once"),
    (["extend", "1.1", "--to"], USAGE, "--until lacks its value"),
    (["x" * 9000], USAGE, f"^dondoc: there is no command .{'x' * 59}…"),
    (["explain", "x" * 9000], FAILED, f"«{'x' * 59}…»"),
    (["import"], USAGE, "FILE"),
    (["simulate", "--from", "2024-06-31"], USAGE, "2024-06-31"),
    (["simulate", "--from", "2024-06-02", "--to", "2024-06-01"], USAGE, "--to"),
    (["submit", "9.9"], FAILED, "9.9"),
    (["submit", "1.1:once"], FAILED, "1.1"),
    (["submit", f"1.1:once:{UNIT}", "--at", "2999-01-01"], USAGE, "--at"),
    (["submit", f"1.1:once:{UNIT}", "--at", "yesterday"], USAGE, "yesterday"),
    (["submit", f"1.1:once:{UNIT}", "--at", "1900-01-01"], USAGE, "--at: .*look at the year"),
    (["waive", f"1.1:once:{UNIT}", "--note", "x\x01"], USAGE, "--note"),
    (["event", "1.1"], USAGE, "an event starts nothing here"),
    (["event", "1.1", "--until", "2024-06-01"], USAGE, "an event starts nothing here"),
    (["event", "1.2", "--until", "2024-06-01"], USAGE, "leave --until out"),
    (["event", "1.3"], USAGE, "set its date with --until"),
    (["event", "1.2", "--on", "1900-02-20"], USAGE, "--on: .*look at the year"),
    (["event", "1.2", "--on", "2999-02-20"], USAGE, "--on: .*in the future"),
    (["event", "1.2", "--on", "2024-02-20", "--ref", "x\x01\ny"], USAGE, "--ref"),
    (
        ["event", "1.3", "--on", "2024-02-20", "--until", "2024-02-19"],
        USAGE,
        "--until: .*before the day it happened",
    ),
    (["event", "1.3", "--on", "2024-02-20", "--until", "2044-02-21"], USAGE, "look at the year"),
    (["demo", "--dir", "/proc/x"], FAILED, "/proc/x cannot be made .*--dir"),
    (["extend", f"1.1:once:{UNIT}", "--until", "2024-02-30"], USAGE, "2024-02-30"),
    (["extend", f"1.1:once:{UNIT}", "--until", "2024-01-01"], USAGE, "2024-06-14|14 June|14/6"),
    (["extend", f"1.1:once:{UNIT}"], USAGE, "--until"),
    (["plan", "activate", "99/KH"], FAILED, "99/KH"),
    (["plan", "show", "99/KH"], FAILED, "99/KH"),
    (["explain", "9.9"], FAILED, "9.9"),
    (["outbox", "show", "01AAAAAAAAAAAAAAAAAAAAAAAA"], FAILED, "01AAAA"),
    (["unit", "remove", UNIT], FAILED, UNIT),
    (["unit", "show", "la-lam"], FAILED, "la-lam"),
    (["contact", "set", "--unit", UNIT, "--address", "a@b\r\nBcc: c@d"], USAGE, "address"),
    (["contact", "set", "--unit", UNIT, "--address", "https://stp.example/"], USAGE, "address"),
    (["contact", "add", "--unit", UNIT, "--address", "a\n@x"], USAGE, "control character"),
    (["contact", "add", "--unit", UNIT, "--channel", "fax", "--address", "a@b"], USAGE, "fax"),
]

# (what is wrong, settings, how many problems, words of the errors)
CONFIGS = [
    ("not TOML", "[daemon\n", 1, [r":1"]),
    ("an unknown key", SETTINGS.replace("language", "langauge"), 1, ["langauge"]),
    ("an unknown zone", SETTINGS.replace("Asia/Ho_Chi_Minh", "Asia/Hanoi"), 1, ["Asia/Hanoi"]),
    (
        "a day that does not exist",
        SETTINGS.replace('hours =', 'holidays = [2026-02-30]\nhors ='),
        2,
        ["there is no day 2026-02-30", "hors"],
    ),
    (
        "three problems",
        SETTINGS.replace('"-1d"', '"-1x"').replace('"0d"', '"zero"').replace('"lead"', '"led"', 1),
        3,
        ["-1x", "zero", "led"],
    ),
    ("a password in it", world.settings(world.mail_through(25, password="x")), None, ["password_"]),
    ("a channel of an unknown type", SETTINGS.replace('"maildir"', '"fax"'), 1, ["fax"]),
]


class Prepared(suite.Case):
    """An office with a plan in force; what stands in its database must not change."""

    def setUp(self):
        self.office = self.open(Office())
        os.chmod(self.office.folder, 0o755)
        self.office.take_up(SETTINGS, UNITS, PLAN + EVENTS)

    def database(self):
        with open(self.office.path("dondoc.db"), "rb") as file:
            return hashlib.sha256(file.read()).hexdigest()

    def refused(self, arguments, code, words, lines=1):
        before = self.database()
        done = self.office.run(*arguments)
        said = done.stderr.splitlines()
        self.assertEqual(done.returncode, code, done.stderr)
        if lines is not None:
            self.assertEqual(len(said), lines, done.stderr)
        self.assertTrue(all(line.startswith("dondoc: ") for line in said), done.stderr)
        self.assertRegex(done.stderr, words)
        self.assertNotRegex(done.stderr, "terminate|std::|what\\(\\)|SQL")
        self.assertEqual(self.database(), before, "the database has changed")


class BadFiles(Prepared):
    def test_each(self):
        for what, name, text, command, code, words in FILES:
            with self.subTest(what):
                path = "gone.toml" if name is None else self.office.write(name, text)
                self.refused([*command.split(), path], code, words)

    def test_a_folder_in_place_of_a_file(self):
        self.refused(["import", self.office.folder], FAILED, self.office.folder)

    def test_fifty_megabytes(self):
        path = self.office.path("big.toml")
        with open(path, "wb") as file:
            file.write(b"[plan]\nnumber = \"1\"\n" + b"# comment\n" * (5 << 20))
        self.refused(["import", path], FAILED, r"big\.toml")

    def test_a_second_file_that_is_bad(self):
        # What came before it is whole; what is bad leaves nothing.
        good = self.office.write("good.toml", world.plan(number="2/KH-TEST"))
        bad = self.office.write("bad.toml", world.plan(number="3/KH-TEST", lead="nobody"))
        done = self.office.run("import", good, bad)
        self.assertEqual(done.returncode, FAILED)
        numbers = {plan["number"] for plan in self.office.json("plan", "list")}
        self.assertNotIn("3/KH-TEST", numbers)


class BadArguments(Prepared):
    def test_each(self):
        for arguments, code, words in ARGUMENTS:
            with self.subTest(" ".join(arguments) or "nothing"):
                self.refused(arguments, code, words)


    def test_a_plan_that_is_not_in_force(self):
        one = f"{world.NUMBER}:1.1:once:{UNIT}"
        other = f"{world.NUMBER}:1.1:once:{world.unit_id(2)}"
        self.office.dondoc("reopen", one)
        self.office.dondoc("submit", other)
        self.office.dondoc("plan", "retire", world.NUMBER)
        for arguments in (
            ["submit", one],
            ["reopen", other],
            ["extend", one, "--until", "2024-07-01"],
            ["waive", one],
            ["event", f"{world.NUMBER}:1.2"],
        ):
            with self.subTest(arguments[0]):
                self.refused(arguments, FAILED, "is retired; activate it first")
        self.assertRegex(self.office.dondoc("explain", one), "retired: nobody is told")
        turns = self.office.json("explain", one)["turns"]
        self.assertEqual({each["why"] for each in turns}, {"not_in_force"})

    def test_what_is_right_beside_them(self):
        said = self.office.dondoc("event", "1.2", "--on", "2024-02-20", "--ref", "12/BC")
        self.assertIn("1.2 on 20 February 2024; 3 obligations.\n", said)
        self.assertRegex(said, f"  {world.NUMBER}:1.2:.*:{UNIT}: .*1 March 2024")
        self.assertRegex(self.office.dondoc("plan", "activate", "1"), "already: 6 .*, none new")
        extended = self.office.run("extend", f"1.1:{UNIT}", "--until", "2024-07-01")
        self.assertEqual((extended.returncode, extended.stderr.count("--note")), (0, 1))
        self.office.dondoc("plan", "retire", "1")
        self.assertIn("was retired already", self.office.dondoc("plan", "retire", "1"))
        self.assertIn("is active: 6 obligations", self.office.dondoc("plan", "activate", "1"))

    def test_output_that_cannot_be_written(self):
        for arguments in (["plan", "list"], ["--help"], ["plan", "show", "1"]):
            with self.subTest(arguments), open("/dev/full", "wb") as full:
                done = self.office.run(*arguments, stdout=full)
                self.assertEqual(done.returncode, FAILED, done.stderr)
                self.assertRegex(done.stderr, "^dondoc: the output could not be written.*\n$")


class BadSettings(Prepared):
    def test_each(self):
        for what, text, problems, words in CONFIGS:
            with self.subTest(what):
                self.office.write("dondoc.toml", text)
                for command, code in (("check", NO), ("plan list", FAILED), ("run", FAILED)):
                    for each in words:
                        self.refused(command.split(), code, each, problems)

    def test_missing(self):
        os.remove(self.office.config)
        self.refused(["plan", "list"], FAILED, r"dondoc\.toml")
        self.refused(["check"], NO, r"dondoc\.toml")
        self.refused(["run"], FAILED, r"dondoc\.toml")

    def test_a_template_with_an_unknown_name(self):
        os.mkdir(self.office.path("templates"))
        self.office.write("templates/reminder.txt", "Kính gửi: {{titel_of_it}}\n")
        line = 'timezone = "Asia/Ho_Chi_Minh"\n'
        self.office.write("dondoc.toml", SETTINGS.replace(line, line + 'templates = "templates"\n'))
        self.refused(["check"], NO, "titel_of_it")
        # The daemon has counted its start when it reads templates: no byte of a plan has changed.
        plans = self.office.json("plan", "show", world.NUMBER)
        done = self.office.run("run")
        self.assertEqual((done.returncode, len(done.stderr.splitlines())), (FAILED, 1), done.stderr)
        self.assertIn("titel_of_it", done.stderr)
        self.assertEqual(self.office.json("plan", "show", world.NUMBER), plans)

    def test_one_that_the_service_may_not_read(self):
        if os.geteuid() != 0:
            self.skipTest("only root can become nobody")
        os.chmod(self.office.config, 0o600)
        before = self.database()
        nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
        for command, code in (("run", FAILED), ("check", NO), ("plan list", FAILED)):
            with self.subTest(command):
                done = self.office.run(*command.split(), prefix=nobody, timeout=20)
                self.assertEqual(done.returncode, code, done.stderr)
                self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)
                self.assertRegex(done.stderr, r"may not read .*dondoc\.toml")
        self.assertEqual(self.database(), before)


class BadDatabase(Prepared):
    """Promise 17, and what an upgrade or a slip of the hand brings."""

    def test_one_of_a_newer_version(self):
        with sqlite3.connect(self.office.path("dondoc.db")) as database:
            database.execute("PRAGMA user_version = 9999")
        database.close()
        self.refused_by_all("newer")

    def test_one_of_another_program(self):
        os.remove(self.office.path("dondoc.db"))
        with sqlite3.connect(self.office.path("dondoc.db")) as database:
            database.execute("CREATE TABLE bookmarks (url TEXT)")
        database.close()
        self.refused_by_all("dondoc.db")

    def test_no_database_at_all(self):
        self.office.write("dondoc.db", "this is a letter, not a database\n" * 300)
        self.refused_by_all("dondoc.db")

    def test_one_with_bytes_flipped(self):
        path = self.office.path("dondoc.db")
        size = os.path.getsize(path)
        with open(path, "r+b") as file:
            for place in range(4096, size, 4096):
                file.seek(place)
                file.write(b"\xa5" * 64)
        self.refused_by_all("dondoc.db")

    def test_a_folder_that_is_not_there(self):
        text = SETTINGS.replace('"dondoc.db"', '"gone/dondoc.db"')
        self.office.write("dondoc.toml", text)
        self.refused_by_all("/gone")
        self.assertFalse(os.path.exists(self.office.path("gone")))

    def refused_by_all(self, words):
        for command, code in (("plan list", FAILED), ("run", FAILED), ("check", NO)):
            with self.subTest(command):
                self.refused(command.split(), code, words)


if __name__ == "__main__":
    suite.main()
