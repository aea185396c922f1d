"""The shipped example plan, through every command that reads and shows it."""

import json
import os
import shutil
from datetime import datetime

import suite
from fake_clock import FakeClock
from office import EXAMPLE, Office

KEYS = (
    "at plan task unit period due bound last_good_day rule step turn selector recipient channel"
).split()
YEAR = ("--from", "2024-01-01", "--to", "2024-12-31")
NUMBER = "56/KH-STP"


class Example(suite.Case):
    def setUp(self):
        # The day the plan was issued: most of it lies ahead, some of it behind.
        self.office = self.open(Office(FakeClock.at("2024-03-19 16:00:00")))
        for name in ("dondoc.toml", "plan.toml", "units.toml"):
            shutil.copy(os.path.join(EXAMPLE, name), self.office.path(name))
        self.office.dondoc("unit", "import", "units.toml")
        self.office.dondoc("import", "plan.toml")

    def simulated(self):
        text = self.office.dondoc("simulate", *YEAR, "--plan", NUMBER, "--format", "jsonl")
        return [json.loads(line, object_pairs_hook=list) for line in text.splitlines()]

    def test_simulate_is_the_promised_form(self):
        # DESIGN 6: exactly these keys, in this order, sorted by at, task, unit, recipient.
        reminders = self.simulated()
        self.assertGreater(len(reminders), 500)
        self.assertEqual({tuple(key for key, _ in each) for each in reminders}, {tuple(KEYS)})
        facts = [dict(each) for each in reminders]
        order = [
            (datetime.fromisoformat(f["at"]), f["task"], f["unit"], f["recipient"]) for f in facts
        ]
        self.assertEqual([each[0] for each in order], sorted(each[0] for each in order))
        self.assertEqual(order, sorted(order))
        for each in facts:
            self.assertTrue("2024-01-01" <= each["at"][:10] <= "2024-12-31", each)
            self.assertTrue(each["at"].endswith("+07:00"), each)
            self.assertIn(each["bound"], ("before", "by", None))
            self.assertIsInstance(each["turn"], int)
            self.assertTrue(each["recipient"].endswith("@stp.example"), each)
        self.assertEqual({each["plan"] for each in facts}, {NUMBER})

    def test_simulate_says_the_same_before_and_after_activation(self):
        before = self.simulated()
        self.office.dondoc("plan", "activate", NUMBER, "--accept-open")
        self.assertEqual(self.simulated(), before)

    def test_check_finds_nothing_wrong(self):
        self.office.dondoc("plan", "activate", NUMBER, "--accept-open")
        done = self.office.run("check")
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_importing_again_changes_nothing(self):
        self.office.dondoc("plan", "activate", NUMBER, "--accept-open")
        before = self.state()
        self.assertIn("nothing has changed", self.office.dondoc("import", "plan.toml"))
        self.office.dondoc("unit", "import", "units.toml")
        self.assertEqual(self.state(), before)

    def test_what_plan_show_prints_is_the_plan(self):
        self.office.dondoc("plan", "activate", NUMBER, "--accept-open")
        before = self.state()
        shown = self.office.dondoc("plan", "show", NUMBER, "--format", "toml")
        self.office.write("shown.toml", shown)
        self.assertIn("nothing has changed", self.office.dondoc("import", "shown.toml"))
        self.assertEqual(self.state(), before)
        self.assertEqual(
            self.office.dondoc("plan", "show", NUMBER, "--format", "toml"), shown
        )

    def state(self):
        """What the plan and its obligations look like from outside."""
        return {
            "plan": self.office.json("plan", "show", NUMBER),
            "plans": self.office.json("plan", "list"),
            "units": self.office.json("unit", "list"),
            "contacts": self.office.json("contact", "list"),
            "status": {**self.office.json("status"), "at": None},
        }


if __name__ == "__main__":
    suite.main()
