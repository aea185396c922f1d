"""What the program says about itself: manual pages, the schema, completions. They are made from the
help texts and from the table of keys, which tests/config/keys_test.cc holds against the reader."""

import datetime
import glob
import json
import os
import re
import shutil
import subprocess
import tomllib

import suite
from office import EXAMPLE, PROGRAM, SOURCE

try:
    import jsonschema
except ImportError:
    jsonschema = None


def reference(what, language="en"):
    done = subprocess.run(
        [PROGRAM, "reference", what],
        env={"PATH": os.environ["PATH"], "DONDOC_LANG": language, "DONDOC_CONFIG": "/nowhere"},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def plain(value):
    """TOML as JSON has it: dates as texts."""
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [plain(each) for each in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def settings(path):
    with open(path, "rb") as file:
        return plain(tomllib.load(file))


SHIPPED = os.path.join(SOURCE, "config", "dondoc.toml")


class Schema(suite.Case):
    def setUp(self):
        if jsonschema is None:
            self.skipTest("there is no python3-jsonschema here")
        self.schema = json.loads(reference("schema"))
        self.check = jsonschema.Draft7Validator(self.schema)

    def faults(self, value):
        return [error.message for error in self.check.iter_errors(value)]

    def test_it_is_a_schema(self):
        jsonschema.Draft7Validator.check_schema(self.schema)

    def test_the_shipped_settings_and_the_example_hold(self):
        for path in (SHIPPED, os.path.join(EXAMPLE, "dondoc.toml")):
            with self.subTest(path):
                self.assertEqual(self.faults(settings(path)), [])

    def test_what_the_program_refuses_does_not(self):
        good = settings(SHIPPED)
        for path, wrong in (
            (("daemon", "datbase"), "x"),
            (("daemon", "language"), "fr"),
            (("calendar", "hours"), "8-5"),
            (("calendar", "roll"), True),
            (("channels", "mail", "type"), "smtp"),
            (("channels", "mail", "host"), "mail.stp.example"),
            (("fallback", "adress"), "x"),
            (("rule", 0, "at"), "8h"),
            (("rule", 0, "match", "kind"), "weekly"),
            (("rule", 0, "step", 0, "when"), "-7x"),
            (("rule", 0, "step", 0, "to"), ["leader"]),
            (("rule", 0, "step", 2, "repeat"), "0d"),
            (("rule", 1, "nudge", "month"), 13),
        ):
            with self.subTest(path):
                bad = json.loads(json.dumps(good))
                inner = bad
                for key in path[:-1]:
                    inner = inner[key]
                inner[path[-1]] = wrong
                self.assertNotEqual(self.faults(bad), [])


class ShippedSettings(suite.Case):
    def uncommented(self, text):
        """The file as an administrator leaves it: real mail instead of the folder, and a webhook."""
        text = re.sub(r'(?m)^(type = "maildir"|path = .*|from = .*)\n', "", text)
        # What is commented out with one space before a key, or as a table, is there to be used.
        return re.sub(r"(?m)^( *)# (?=[a-z_]+ *= |\[)", r"\1", text)

    def test_every_line_to_uncomment_is_good(self):
        with open(SHIPPED, encoding="utf-8") as file:
            text = self.uncommented(file.read())
        for key in ("host", "password_credential", "reply_to", "ca_file", "secret_credential"):
            self.assertRegex(text, rf"(?m)^{key} ")
        # A key that is there twice is the other way to say it.
        text = text.replace('\nholidays          = "/usr/share/dondoc/vietnam.toml"\n', "\n")
        if jsonschema is None:
            self.skipTest("there is no python3-jsonschema here")
        faults = jsonschema.Draft7Validator(json.loads(reference("schema"))).iter_errors(
            plain(tomllib.loads(text))
        )
        self.assertEqual([error.message for error in faults], [])


class Pages(suite.Case):
    def test_every_command_is_in_the_manual(self):
        page = reference("commands.1")
        helped = self.help_of([], "en")
        commands = re.findall(r"(?m)^  ([a-z]+) ", helped[helped.index("Commands:") :])
        self.assertGreater(len(commands), 15)
        for command in commands:
            with self.subTest(command):
                self.assertIn(f'.SS "dondoc {command} ', page)
        self.assertIn("outbox show", page)
        self.assertNotIn("dondoc reference", page)

    def test_every_option_of_every_command_is_in_the_manual(self):
        for language in ("en", "vi"):
            sections = re.split(r'(?m)^\.SS "', reference("commands.1", language))
            described = {each[: each.index(" [")]: each for each in sections[1:]}
            counted = 0
            for command, section in described.items():
                helped = self.help_of(command.split()[1:], language)
                options = re.findall(r"(?m)^ +(?:-h, ?)?(--[a-z-]+)", helped)
                self.assertIn("--help", options)
                for option in set(options) - {"--help"}:
                    with self.subTest(language=language, command=command, option=option):
                        self.assertIn(option.replace("-", "\\-"), section)
                        counted += 1
            self.assertGreater(counted, 100)

    def help_of(self, command, language):
        return subprocess.run(
            [PROGRAM, *command, "--help"],
            env={"PATH": os.environ["PATH"], "DONDOC_LANG": language, "DONDOC_CONFIG": "/nowhere"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    def test_every_page_is_clean_for_groff(self):
        if shutil.which("groff") is None:
            self.skipTest("there is no groff here")
        pages = {
            f"{what} in {language}": reference(what, language)
            for what in ("commands.1", "settings.5")
            for language in ("en", "vi")
        }
        for path in glob.glob(os.path.join(SOURCE, "docs", "dondoc.*.8.in")):
            with open(path, encoding="utf-8") as file:
                pages[os.path.basename(path)] = file.read()
        self.assertEqual(len(pages), 6)
        for name, page in pages.items():
            with self.subTest(name):
                done = subprocess.run(
                    ["groff", "-k", "-man", "-Tutf8", "-ww", "-z"],
                    input=page,
                    capture_output=True,
                    text=True,
                    check=False,
                )
                self.assertEqual((done.returncode, done.stderr), (0, ""))


class BashCompletion(suite.Case):
    def complete(self, *words):
        """What bash offers for the last word."""
        script = (
            f"{reference('bash')}\nCOMP_WORDS=({' '.join(repr(w) for w in words)})\n"
            f"COMP_CWORD={len(words) - 1}\n_dondoc\nprintf '%s\\n' \"${{COMPREPLY[@]}}\"\n"
        )
        done = subprocess.run(
            ["bash", "-c", script], capture_output=True, text=True, cwd=EXAMPLE, check=True
        )
        self.assertEqual(done.stderr, "")
        return done.stdout.split()

    def test_what_is_offered(self):
        self.assertEqual(self.complete("dondoc", "outb"), ["outbox"])
        self.assertEqual(
            self.complete("dondoc", "outbox", ""), ["list", "show", "retry", "drop", "-h", "--help"]
        )
        self.assertEqual(self.complete("dondoc", "outbox", "show", "--r"), ["--raw"])
        self.assertEqual(self.complete("dondoc", "status", "--format", "json"), ["json", "jsonl"])
        self.assertEqual(self.complete("dondoc", "--config", "dond"), ["dondoc.toml"])
        self.assertEqual(self.complete("dondoc", "import", "plan"), ["plan.toml"])
        self.assertNotIn("reference", self.complete("dondoc", ""))


class ZshCompletion(suite.Case):
    # zsh's own functions work within its line editor only; these tell what they were asked for.
    STAND_INS = """
        _describe() { print -rl -- ${${(P)2}%%:*} }
        _arguments() { print -rl -- _arguments "$@" }
        """

    def setUp(self):
        if shutil.which("zsh") is None:
            self.skipTest("there is no zsh here")

    def complete(self, *words):
        """The commands that zsh offers for the last word, or the arguments it looks among."""
        script = (
            f"{self.STAND_INS}\nwords=({' '.join(repr(w) for w in words)})\nCURRENT={len(words)}\n"
            f"{reference('zsh')}\n[[ -n $PATH ]] || print no path any more"
        )
        done = subprocess.run(["zsh", "-fc", script], capture_output=True, text=True, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return done.stdout.splitlines()

    def test_what_is_offered(self):
        self.assertEqual(self.complete("dondoc", "outbox", ""), ["list", "show", "retry", "drop"])
        self.assertIn("outbox", self.complete("dondoc", "--config", "dondoc.toml", ""))
        self.assertNotIn("reference", self.complete("dondoc", ""))
        after_config = self.complete("dondoc", "--config", "dond")
        self.assertEqual(after_config[0], "_arguments")
        self.assertTrue(any(each.startswith("--config[") for each in after_config))
        status = self.complete("dondoc", "status", "--f")
        self.assertTrue(any(each.endswith(":word:(json jsonl table)") for each in status))


suite.main()
