"""The journal: what was done and sent, and whether anybody changed it afterwards."""

import hashlib
import json
import sqlite3

import suite
import world
from fake_clock import FakeClock
from office import Office
from smtp_sink import SmtpSink
from waiting import until

KEY = f"{world.NUMBER}:1.1:once:{world.unit_id(1)}"


def entry_hash(before, entry):
    """As docs/journal.md says, without the program."""
    fields = [before, entry["id"], entry["at_ms"], entry["by"], entry["what"], entry["subject"]]
    text = b""
    for field in [*fields, entry["detail"]]:
        raw = str(field).encode()
        text += b"%d:%s," % (len(raw), raw)
    return hashlib.sha256(text).hexdigest()


class Journal(suite.Case):
    """An office in which two units were told, one handed in and one got more time."""

    def setUp(self):
        self.sink = self.open(SmtpSink())
        self.office = self.open(Office(FakeClock.at("2024-06-13 09:00:00")))
        office = self.office
        office.take_up(
            world.settings(world.mail_through(self.sink.port, security="plain")),
            world.units(2),
            world.plan(),
        )
        office.start()
        until("the outbox is empty", lambda: len(self.sink.taken) == 2 and office.nothing_waits())
        office.stop()
        office.dondoc("submit", KEY, "--by", "lan", "--note", 'công văn "123/HCTP"')
        other = world.unit_id(2)
        office.dondoc("extend", f"1.1:{other}", "--until", "2024-06-20", "--by", "minh")

    def list(self, *options):
        text = self.office.dondoc("journal", "list", "--format", "jsonl", *options)
        return [json.loads(line) for line in text.splitlines()]

    def tamper(self, *statements):
        with sqlite3.connect(self.office.path("dondoc.db")) as database:
            database.execute("DROP TRIGGER IF EXISTS journal_keeps_entries")
            database.execute("DROP TRIGGER IF EXISTS journal_keeps_words")
            for each in statements:
                database.execute(each)
        database.close()

    def head(self):
        told = self.office.dondoc("journal", "verify")
        self.assertEqual(len(told.splitlines()), 1, told)
        return told.strip().rsplit(" ", 1)[1]

    def refused(self, *options):
        """What `journal verify` says of a journal that is not whole: one line, exit code 1."""
        done = self.office.run("journal", "verify", *options)
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        self.assertEqual(done.stdout, "")
        self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)
        return done.stderr

    def test_proves_that_a_unit_was_told_on_a_day(self):
        head = self.head()
        whole = self.list("--limit", "100000")
        # Checked by somebody who does not trust the program.
        before = "0" * 64
        for number, entry in enumerate(whole, 1):
            self.assertEqual(entry["id"], number)
            self.assertEqual(entry["before"], before if number > 1 else "")
            before = entry_hash(before, entry)
            self.assertEqual(entry["hash"], before)
        self.assertEqual(head, f"{len(whole)}:{before}")
        # By the obligation in short form; the other unit's message is not among them.
        about = self.list("--subject", f"1.1:{world.unit_id(1)}")
        self.assertEqual([each["what"] for each in about], ["accepted", "submit"])
        told = about[0]
        detail = json.loads(told["detail"])
        self.assertEqual(told["at"][:10], "2024-06-13")
        self.assertEqual(detail["address"], world.mailbox(1))
        self.assertEqual(detail["obligations"], [KEY])
        self.assertIn("250", detail["answer"])
        # What arrived, to the byte.
        (mail,) = self.sink.to(world.mailbox(1))
        self.assertEqual(detail["sha256"], hashlib.sha256(mail.data).hexdigest())
        self.assertIn(told["subject"], [each["id"] for each in self.office.messages("accepted")])
        self.assertIn(told, whole)

    def test_lists_what_is_asked_for(self):
        self.assertEqual([each["by"] for each in self.list("--what", "submit,extend")], ["lan", "minh"])
        self.assertEqual([each["what"] for each in self.list("--by", "minh")], ["extend"])
        self.assertEqual(self.list("--until", "2024-06-12"), [])
        self.assertEqual(self.list("--since", "2024-06-14"), [])
        everything = self.list()
        self.assertEqual(self.list("--since", "2024-06-13", "--until", "2024-06-13"), everything)
        self.assertEqual(self.list("--limit", "2"), everything[-2:])
        unit = self.list("--subject", "Đơn vị số 002")
        self.assertEqual([each["what"] for each in unit], ["unit-add", "accepted"])
        self.assertIn(world.mailbox(2), unit[1]["detail"])
        plan = self.list("--subject", "1")
        self.assertEqual({each["subject"] for each in plan}, {world.NUMBER})
        message = self.office.messages("accepted")[0]["id"]
        self.assertEqual([each["subject"] for each in self.list("--subject", message)], [message])

    def test_says_that_there_is_more(self):
        done = self.office.run("journal", "list", "--limit", "2")
        self.assertEqual(done.returncode, 0)
        self.assertRegex(done.stderr, r"the newest 2 of \d+ entries")
        self.assertEqual(self.office.run("journal", "list").stderr, "")

    def test_refuses_what_it_cannot_find(self):
        for options in (["--subject", "9.9:nobody"], ["--subject", "nobody"]):
            done = self.office.run("journal", "list", *options)
            self.assertEqual((done.returncode, done.stdout), (3, ""), done)
            self.assertEqual(len(done.stderr.splitlines()), 1)
        for options in (["--what", "submitted"], ["--since", "yesterday"], ["--limit", "0"]):
            self.assertEqual(self.office.run("journal", "list", *options).returncode, 2, options)
        self.assertEqual(self.office.run("journal", "verify", "--since", "7").returncode, 2)

    def test_is_written_for_people(self):
        told = self.office.dondoc("journal", "list", "--subject", KEY)
        self.assertIn("accepted", told)
        self.assertIn(f"{KEY} – ", told)
        self.assertIn("on time", told)
        self.assertIn('công văn "123/HCTP"', " ".join(told.split()))
        self.assertNotIn("{", told)

    def test_notices_each_way_to_tamper(self):
        last = len(self.list())
        cases = {
            "edited": (["UPDATE journal SET actor = 'nam' WHERE id = 3"], "entry 3 "),
            "removed": (["DELETE FROM journal WHERE id = 3"], "entry 3 is missing:"),
            "the last removed": (
                [f"DELETE FROM journal WHERE id = {last}"],
                f"entry {last} is missing at the end",
            ),
            "put in": (
                [
                    "INSERT INTO journal SELECT id + 1, at_ms, actor, what, subject, detail, hash "
                    "FROM journal ORDER BY id DESC LIMIT 1"
                ],
                f"entry {last + 1} ",
            ),
            "a time changed by a millisecond": (
                ["UPDATE journal SET at_ms = at_ms - 1 WHERE id = 2"],
                "entry 2 ",
            ),
        }
        with open(self.office.path("dondoc.db"), "rb") as file:
            good = file.read()
        for name, (statements, says) in cases.items():
            with self.subTest(name):
                self.tamper(*statements)
                self.assertIn(says, self.refused())
                # It says so again: nothing was mended by looking.
                self.assertIn(says, self.refused())
            self.office.write("dondoc.db", good, mode=0o600)
        self.head()

    def test_a_noted_head_tells_of_a_rewritten_journal(self):
        noted = self.head()
        self.tamper("UPDATE journal SET actor = 'nam' WHERE id = 3")
        self.rewrite()
        self.head()  # whole in itself
        self.assertIn("no longer the one that was noted", self.refused("--since", noted))

    def test_a_noted_head_stays_part_of_it(self):
        noted = self.head()
        self.office.dondoc("reopen", KEY)
        told = self.office.dondoc("journal", "verify", "--since", noted)
        self.assertIn("as noted is still part of it", told)
        short = noted[: noted.index(":") + 17]
        self.office.dondoc("journal", "verify", "--since", short)

    def rewrite(self):
        """What somebody in full control of the server can do."""
        before = "0" * 64
        with sqlite3.connect(self.office.path("dondoc.db")) as database:
            names = ["id", "at_ms", "by", "what", "subject", "detail"]
            query = "SELECT id, at_ms, actor, what, subject, detail FROM journal ORDER BY id"
            for row in database.execute(query).fetchall():
                before = entry_hash(before, dict(zip(names, row)))
                database.execute("UPDATE journal SET hash = ? WHERE id = ?", (before, row[0]))
            database.execute(
                "UPDATE meta SET value = ? WHERE name = 'journal_head'", (f"{row[0]}:{before}",)
            )
        database.close()


if __name__ == "__main__":
    suite.main()
