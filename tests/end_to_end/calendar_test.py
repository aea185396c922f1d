"""The shipped calendar at work in an office: what `check` and `explain` say of it, and how a late
announcement comes in."""

import os

import suite
import world
from fake_clock import FakeClock
from office import SOURCE, Office

SHIPPED = os.path.join(SOURCE, "config", "calendars", "vietnam.toml")

# Three days before the 25th is Saturday the 22nd, which may be worked to make up for 31/8.
PLAN = """
[plan]
number = "1/KH-TEST"
title  = "Thử lịch nghỉ"
issuer = "Sở Tư pháp"
issued = 2026-07-01
valid  = { from = 2026-07-01, until = 2027-06-30 }
[[task]]
table   = "1"
no      = "1"
title   = "Báo cáo tháng 8"
lead    = ["don-vi-001"]
timings = [{ kind = "once", due = 2026-08-25, bound = "by" }]
[[task]]
table   = "1"
no      = "2"
title   = "Báo cáo Quốc khánh"
lead    = ["don-vi-001"]
timings = [{ kind = "once", due = 2026-09-04, bound = "before" }]
[[task]]
table   = "1"
no      = "3"
title   = "Báo cáo năm"
lead    = ["don-vi-001"]
timings = [{ kind = "once", due = 2027-01-15, bound = "by" }]
"""

RULE = """
[[rule]]
name = "trước ba ngày"
[[rule.step]]
when = "-3d"
to   = ["lead"]
"""

# The announcement of 2027, and one that takes the make-up Saturday back.
OWN = """
[[holiday]]
name   = "Tết Dương lịch 2027"
days   = [2027-01-01]
source = "Bộ luật Lao động 2019, Điều 112 khoản 1"
[[holiday]]
name   = "Không làm bù"
days   = [2026-08-22]
source = "Thông báo của Sở"
"""


def settings(*holidays):
    names = ", ".join(f'"{each}"' for each in holidays)
    text = world.settings(world.MAILDIR, RULE, ("folder", "truc@stp.example"))
    return text.replace("[calendar]\n", f"[calendar]\nholidays = [{names}]\n")


class Calendar(suite.Case):
    def setUp(self):
        self.office = self.open(Office(FakeClock.at("2026-08-03 08:00:00")))
        self.office.take_up(settings(SHIPPED), world.units(1, "folder"), PLAN)

    def notes(self):
        done = self.office.run("check")
        self.assertEqual(done.returncode, 0, done.stderr)
        return [line for line in done.stderr.splitlines() if "note: " in line]

    def told(self):
        """The day of each task's reminder."""
        year = ("--from", "2026-08-01", "--to", "2027-06-30")
        return {each["task"]: each["at"][:10] for each in self.office.json("simulate", *year)}

    def test_check_says_what_the_calendar_does_not_know(self):
        notes = self.notes()
        self.assertEqual(len(notes), 2, notes)
        self.assertIn("knows no holidays of 2027, and 1 obligation is due then", notes[0])
        self.assertIn("22 August 2026, Làm bù ngày 31/8/2026 (Thông báo số 9441/TB-BNV", notes[1])
        self.assertIn("1 obligation counts on it, such as 1/KH-TEST:1.1:once:don-vi-001", notes[1])

    def test_an_unsure_day_is_no_matter_until_something_near_depends_on_it(self):
        self.office.clock.set("2026-06-01 08:00:00")
        self.assertEqual([note for note in self.notes() if "22 August" in note], [])
        self.office.clock.set("2026-08-23 08:00:00")
        self.assertEqual([note for note in self.notes() if "22 August" in note], [])

    def test_a_late_announcement_moves_what_depends_on_it(self):
        before = self.told()
        self.assertEqual(before["1.1"], "2026-08-22")
        self.office.write("ngay-nghi.toml", OWN)
        self.office.write("dondoc.toml", settings(SHIPPED, "ngay-nghi.toml"))
        self.assertEqual(self.notes(), [])
        self.assertEqual(self.told(), before | {"1.1": "2026-08-21"})

    def test_explain_says_why_a_reminder_was_moved(self):
        # L is 3/9; three days before is Monday 31/8, and the Friday before that is a working day.
        self.assertEqual(self.told()["1.2"], "2026-08-28")
        shown = " ".join(self.office.dondoc("explain", "1.2").split())
        self.assertIn("Days off: 31 August 2026: Hoán đổi dịp Quốc khánh 2026 (Thông báo", shown)
        self.assertNotIn("Days off:", self.office.dondoc("explain", "1.1"))


if __name__ == "__main__":
    suite.main()
