"""A wall clock that jumps while the daemon runs (promise 20), and one that went on while none ran
(promise 22)."""

import re

import suite
import world
from fake_clock import FakeClock
from office import Office
from smtp_sink import SmtpSink
from waiting import until


class Clock(suite.Case):
    count = 3

    def setUp(self):
        self.sink = self.open(SmtpSink())
        self.office = self.open(Office(FakeClock.at("2024-06-13 07:59:58")))
        channel = world.mail_through(self.sink.port, security="plain")
        self.office.take_up(world.settings(channel), world.units(self.count), world.plan())

    def told(self):
        return sorted(mail.recipient for mail in list(self.sink.taken))

    def each_is_told(self, times):
        until(f"each is told {times} times", lambda: len(self.sink.taken) >= times * self.count)
        until("the outbox is empty", self.office.nothing_waits)
        everybody = [world.mailbox(number) for number in range(1, self.count + 1)]
        self.assertEqual(self.told(), sorted(everybody * times))

    def jumps(self):
        """The minutes of each jump that the journal tells of."""
        return [each["minutes"] for each in self.office.journal("clock_jump")]


class Jumps(Clock):
    def setUp(self):
        super().setUp()
        self.office.start()
        self.each_is_told(1)

    def test_promise_20_a_day_ahead_moves_the_ladder(self):
        self.office.clock.set("2024-06-14 08:00:05")
        self.each_is_told(2)
        until("the jump is told", lambda: self.jumps())
        self.assertEqual(len(self.jumps()), 1)
        self.assertAlmostEqual(self.jumps()[0], 24 * 60, delta=2)

    def test_promise_20_three_weeks_ahead_is_one_word_each(self):
        self.office.clock.set("2024-07-04 08:00:30")
        self.each_is_told(2)

    def test_promise_20_a_day_back_tells_nobody_twice(self):
        self.office.clock.set("2024-06-12 07:59:59")
        self.office.wait_for_log("clock has jumped")
        self.office.clock.set("2024-06-13 08:00:05")
        until("the jump is noticed", lambda: len(self.jumps()) == 2)
        self.each_is_told(1)
        self.office.clock.set("2024-06-14 08:00:00")
        self.each_is_told(2)
        self.assertLess(self.jumps()[0], -23 * 60)

    def test_promise_20_a_second_more_or_less_is_nothing(self):
        # Around the very instant at which the second day's turn comes.
        self.office.clock.set("2024-06-14 07:59:59")
        until("the jump is noticed", lambda: len(self.jumps()) == 1)
        for seconds in (1, -1, 1, -1, -1, 1, 1):
            self.office.clock.move(seconds=seconds)
        self.each_is_told(2)
        for seconds in (-1, -1, 1):
            self.office.clock.move(seconds=seconds)
            # A command makes the daemon look around.
            self.office.dondoc("contact", "set", *CONTACT)
        self.each_is_told(2)
        self.assertEqual(len(self.jumps()), 1)


CONTACT = ("--unit", world.unit_id(1), "--address", world.mailbox(1))


class Downtime(Clock):
    """Since 13/6 the ladder would have told each unit some twenty times."""

    count = 20
    later = "2024-07-15 09:00:00"  # a Monday

    def test_promise_22_a_month_of_downtime_is_one_reminder(self):
        self.office.start()
        self.each_is_told(1)
        self.office.stop()
        self.office.clock.set(self.later)
        self.office.start()
        self.each_is_told(2)
        self.one_word_the_rest_superseded(["told"], "2024-06-14")
        print(f"measured: promise 22: {self.count} units, 30 days, one reminder each", flush=True)

    def test_promise_22_with_messages_that_waited_when_it_stopped(self):
        # The mail server is not there on the first day, and dondoc stops with all unsent.
        gone = self.sink.port
        closed = world.mail_through(1, security="plain")
        good = world.mail_through(gone, security="plain")
        self.office.write("dondoc.toml", world.settings(closed))
        self.office.start()
        until("all wait", lambda: len(self.office.messages()) == self.count)
        until("a try was made", lambda: re.search("unreachable|trouble", self.office.log()))
        self.office.stop()
        self.office.write("dondoc.toml", world.settings(good))
        self.office.clock.set(self.later)
        self.office.start()
        self.each_is_told(1)

    def one_word_the_rest_superseded(self, last, since):
        for number in (1, self.count // 2, self.count):
            with self.subTest(world.unit_id(number)):
                obligation = f"1.1:once:{world.unit_id(number)}"
                turns = self.office.json("explain", obligation)["turns"]
                missed = [each for each in turns if since <= each["fire"][:10] <= "2024-07-15"]
                missed.sort(key=lambda turn: (turn["fire"], turn["nominal"]))
                self.assertGreater(len(missed), 20)
                self.assertIn(missed[-1]["why"], last)
                self.assertEqual({turn["why"] for turn in missed[:-1]}, {"superseded"})


if __name__ == "__main__":
    suite.main()
