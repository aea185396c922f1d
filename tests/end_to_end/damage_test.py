"""Promise 17: a database that is damaged is refused (exit 3) and left as it is, byte for byte, and
the newest good backup beside it is named."""

import json
import os
import random
import re

import suite
import world
from daemons import COULD_NOT, open_office
from waiting import until

SEED = int(os.environ.get("DONDOC_SEED", "56"))
PAGE = 4096
FLIPS = 30 if suite.SANITIZED else 80
DAMAGED = "damaged|not a database|another program|newer dondoc"
# SQLite has no checksums: a changed value is read as it stands, or told by whoever reads it.
VALUE = "holds a value that cannot be read"


class Damage(suite.Case):
    def setUp(self):
        print(f"seed {SEED}", flush=True)
        self.random = random.Random(SEED)
        self.office, sink = open_office(self.open, 10, "2024-06-13 08:00:01")
        self.office.start()
        until("all are told", lambda: len(sink.taken) == 10)
        until("the outbox is empty", self.office.nothing_waits)
        self.office.stop()
        self.good = self.read("dondoc.db")
        self.content, _ = self.what_it_shows()
        self.put_backups()

    def read(self, name):
        with open(self.office.path(name), "rb") as file:
            return file.read()

    def what_it_shows(self):
        """What people see of it; None where it is refused, with the refusal."""
        shown = []
        for command in (
            ("outbox", "list", "--all"),
            ("explain", f"1.1:once:{world.unit_id(1)}"),
            ("plan", "show", world.NUMBER),
            ("unit", "list"),
            ("status",),
        ):
            done = self.office.run(*command, "--format", "json")
            if done.returncode != 0:
                return None, done
            answer = json.loads(done.stdout)
            if command == ("status",):
                del answer["at"]
            shown.append(answer)
        return shown, None

    def put_backups(self):
        """An old good one, a newer good one, and a damaged one that is newer still."""
        # After the copy that a migration has made.
        later = os.stat(self.office.path("dondoc.db")).st_mtime + 60
        bad = bytearray(self.good)
        bad[len(bad) // 2 : len(bad) // 2 + PAGE] = bytes(PAGE)
        for age, (name, data) in enumerate(
            {"dondoc.db.2": bad, "dondoc.db.1": self.good, "dondoc.db.0": self.good}.items()
        ):
            path = self.office.write(name, bytes(data), 0o600)
            os.utime(path, (later - age, later - age))

    def is_refused_well(self, done, data):
        self.assertEqual(done.returncode, COULD_NOT, done.stderr)
        self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)
        self.assertRegex(done.stderr, f"{DAMAGED}|{VALUE}")
        if not re.search(f"another program|newer dondoc|{VALUE}", done.stderr):
            self.assertIn("dondoc.db.1", done.stderr)
        self.assertEqual(self.read("dondoc.db"), data, "the file was changed")

    def test_promise_17_flipped_bytes(self):
        refused, unchanged, altered = 0, 0, 0
        for number in range(FLIPS):
            # Spread over the whole file; every tenth in the header, where each byte has a meaning.
            low, high = len(self.good) * number // FLIPS, len(self.good) * (number + 1) // FLIPS
            if number % 10 == 0:
                low, high = 0, 100
            place = self.random.randrange(low, high)
            data = bytearray(self.good)
            data[place] ^= 1 << self.random.randrange(8)
            self.office.write("dondoc.db", bytes(data), 0o600)
            with self.subTest(place=place):
                shown, refusal = self.what_it_shows()
                if refusal:
                    refused += 1
                    self.is_refused_well(refusal, data)
                elif shown == self.content:
                    unchanged += 1
                else:
                    altered += 1
        print(
            f"measured: promise 17: of {FLIPS} flipped bytes {refused} refused, {unchanged} "
            f"without effect, {altered} in a value, which is shown as it stands",
            flush=True,
        )
        self.assertGreater(refused, 0)

    def test_promise_17_a_damaged_page(self):
        refused = 0
        pages = range(1, len(self.good) // PAGE, 1 + len(self.good) // PAGE // 12)
        for page in pages:
            data = bytearray(self.good)
            data[page * PAGE : page * PAGE + 64] = self.random.randbytes(64)
            self.office.write("dondoc.db", bytes(data), 0o600)
            with self.subTest(page=page):
                shown, refusal = self.what_it_shows()
                if not refusal:  # a page that is not in use
                    self.assertEqual(shown, self.content)
                    continue
                refused += 1
                self.is_refused_well(refusal, data)
                self.is_refused_well(self.office.run("run", timeout=30), data)
        self.assertGreater(refused, len(pages) // 2)

    def test_promise_17_cut_off(self):
        for length in (0, 1, 50, 99, 512, PAGE, len(self.good) // 2, len(self.good) - PAGE):
            data = self.good[:length]
            self.office.write("dondoc.db", data, 0o600)
            with self.subTest(length=length):
                self.is_refused_well(self.office.run("run", timeout=30), data)


if __name__ == "__main__":
    suite.main()
