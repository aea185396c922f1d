"""Plans as an office wrote them, through the commands: read, reviewed, settled, activated."""

import json
import os
import shutil
import subprocess
import zipfile

import suite
import world
from fake_clock import FakeClock
from office import SOURCE, Office

DATA = os.path.join(SOURCE, "tests", "plan", "data")
KEYS = (
    "plan table no title timing_text timings timings_elsewhere lead support product note warnings"
).split()
NUMBER = "56/KH-STP"
PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(4096)


class Documents(suite.Case):
    def setUp(self):
        self.office = self.open(Office(FakeClock.at("2024-03-19 16:00:00")))
        self.office.write("dondoc.toml", world.settings(world.MAILDIR))
        self.plan = shutil.copy(os.path.join(DATA, "56-KH-STP-2024.txt"), self.office.folder)

    def import_plan(self, *more):
        return self.office.dondoc("import", self.plan, *more)

    def test_the_promised_form(self):
        # DESIGN 6: one object a task, exactly these keys.
        lines = self.import_plan("--dry-run", "--format", "jsonl").splitlines()
        self.assertEqual(len(lines), 70)
        for line in lines:
            self.assertEqual([key for key, _ in json.loads(line, object_pairs_hook=list)], KEYS)
        self.assertEqual(self.office.json("plan", "list"), [])

    def test_the_review(self):
        text = self.import_plan()
        places = [text.index(part) for part in ("For a person", "Names that are", "Understood (")]
        self.assertEqual(places, sorted(places))
        self.assertIn("70 tasks", text)
        for line in text.splitlines():
            self.assertLessEqual(len(line), 100, line)

    def test_the_same_again_changes_nothing(self):
        self.import_plan()
        before = self.office.json("plan", "show", NUMBER)
        self.assertIn("nothing has changed", self.import_plan())
        exported = self.office.dondoc("plan", "show", NUMBER, "--format", "toml")
        self.assertIn(
            "nothing has changed",
            self.office.dondoc("import", self.office.write("again.toml", exported)),
        )
        self.assertEqual(self.office.json("plan", "show", NUMBER), before)

    def test_from_document_to_active_plan(self):
        self.import_plan()
        refused = self.office.run("plan", "activate", NUMBER)
        self.assertEqual(refused.returncode, 1)
        self.assertIn("--accept-open", refused.stderr)
        self.assertEqual(len(refused.stderr.splitlines()), 1)
        proposed = self.office.dondoc("unit", "propose", NUMBER)
        self.office.dondoc("unit", "import", self.office.write("units.toml", proposed))
        self.office.dondoc("plan", "activate", NUMBER)
        self.assertEqual(self.office.json("status")["unsettled"], [])
        # Every name is known by now.
        self.assertEqual(self.office.run("unit", "propose", NUMBER).returncode, 1)

    def test_what_is_accepted_open_stays_listed(self):
        self.import_plan()
        self.office.dondoc("plan", "activate", NUMBER, "--accept-open")
        self.assertGreater(len(self.office.json("status")["unsettled"]), 60)

    def test_what_a_person_settled_stays_settled(self):
        table = "Số: 7/KH-A\nSTT\tNội dung\tThời gian\tĐơn vị chủ trì\n1\tRà soát\txem phụ lục\tPhòng A\n"
        file = self.office.write("plan.txt", table)
        self.office.dondoc("import", file, "--year", "2024")
        unsettled = self.office.run("plan", "activate", "7/KH-A")
        self.assertIn("no timing yet: 1 task", unsettled.stderr)
        task = self.office.json("task", "list")[0]["task"]
        self.office.dondoc("task", "set", task, "--before", "2024-06-14")
        self.office.dondoc("import", file, "--year", "2024")
        timings = self.office.json("plan", "show", "7/KH-A")["tasks"][0]["timings"]
        self.assertEqual([each.get("due") for each in timings], ["2024-06-14"])

    def test_promise_28_hostile_files(self):
        # 256 MiB of address space; a sanitizer's shadow memory alone is more.
        limited = () if suite.SANITIZED else ("prlimit", f"--as={256 << 20}")
        bomb = self.office.path("bomb.docx")
        with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("word/document.xml", b"<w:document>" + b" " * (200 << 20))
        entity = self.office.path("entity.docx")
        with zipfile.ZipFile(entity, "w") as archive:
            text = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
            archive.writestr("word/document.xml", text)
        files = {
            "bomb": bomb,
            "entity": entity,
            "pdf": self.office.write("scan.pdf", PDF),
            "old Word or a password": self.office.write("old.doc", OLE),
            "wrong name": self.office.write("plan.xlsx", PDF),
            "empty": self.office.write("empty.docx", b""),
            "half a zip": self.office.write("half.docx", b"PK\x03\x04" + bytes(100)),
            "no table": self.office.write("letter.txt", "Kính gửi: các phòng\n"),
            "not there": self.office.path("none.docx"),
        }
        for name, file in files.items():
            with self.subTest(name):
                done = self.office.run("import", file, prefix=limited)
                self.assertEqual(done.returncode, 3, done.stdout)
                self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)
                self.assertEqual(self.office.json("plan", "list"), [])
        if not suite.SANITIZED:
            suite.measured(28, f"{len(files)} hostile files, each refused in one line in 256 MiB")


class Timing(suite.Case):
    def test_one_answer_a_line(self):
        office = self.open(Office())
        phrases = ["trước ngày 23 hằng tháng", "", "abc", "Quý II năm 2024"]
        done = subprocess.run(
            office.command("timing", "--year", "2024", "--format", "jsonl"),
            input="\r\n".join(phrases) + "\n",
            capture_output=True,
            text=True,
            check=True,
        )
        answers = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertEqual([each["phrase"] for each in answers], phrases)
        kinds = [[timing["kind"] for timing in each["timings"]] for each in answers]
        self.assertEqual(kinds, [["cycle"], ["unknown"], ["unknown"], ["once"]])
        text = office.dondoc("timing", "--year", "2024", "trước ngày 23 hằng tháng")
        self.assertEqual(text, "every month, before day 23\n")


if __name__ == "__main__":
    suite.main()
