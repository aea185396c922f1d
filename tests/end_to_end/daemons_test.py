"""Promise 2: a reminder is made once, whoever races for it. Promise 18: a second daemon is refused
at once; one that was taken over writes nothing more, and ends."""

import collections
import signal

import strace
import suite
import world
from daemons import forget_lock, open_office, second_start, stand_still
from waiting import until

STARTS = 20


class Second(suite.Case):
    def setUp(self):
        self.office, self.sink = open_office(self.open, 1)
        self.office.start()

    def is_refused(self, times):
        slowest = 0
        for _ in range(times):
            wrong, seconds = second_start(self.office)
            self.assertEqual(wrong, "")
            slowest = max(slowest, seconds)
        self.assertTrue(self.office.is_running())
        self.assertLess(slowest, 10)
        return slowest

    def test_promise_18_a_second_daemon_is_refused_at_once(self):
        slowest = self.is_refused(STARTS)
        print(f"measured: promise 18: {STARTS} refused, the slowest in {slowest:.2f} s", flush=True)

    def test_promise_18_also_while_the_first_stands_still(self):
        stand_still(self.office)
        self.is_refused(3)

    def test_promise_18_also_while_the_first_stands_still_in_a_commit(self):
        if why := strace.why_not():
            self.skipTest(why)
        self.office.stop()
        # Its first commit: by then it has the lock.
        trace = self.office.path("trace")
        self.office.launch(strace.traced("fdatasync", "signal=SIGSTOP:when=3", trace))
        until("it stands still", lambda: "stopped by SIGSTOP" in strace.text(trace))
        self.is_refused(1)

    def test_promise_18_the_next_may_start_when_the_first_was_killed(self):
        for _ in range(3):
            self.office.kill()
            self.office.start()
        self.is_refused(1)


class TakenOver(suite.Case):
    """A lock file that someone removes lets a second daemon in: the fence is the epoch."""

    COUNT = 5

    def setUp(self):
        self.office, self.sink = open_office(self.open, self.COUNT)

    def each_was_told(self, times):
        copies = collections.Counter(mail.recipient for mail in list(self.sink.taken))
        wanted = {world.mailbox(number): times for number in range(1, self.COUNT + 1)}
        self.assertEqual(dict(copies), wanted)

    def ended_by_itself(self):
        code = self.office.wait_until_gone(30)
        self.assertGreater(code, 0, self.office.log())
        self.assertIn("taken", self.office.log(self.office.starts))

    def test_promise_18_a_stale_daemon_writes_nothing_and_ends(self):
        self.office.start()
        stand_still(self.office)
        forget_lock(self.office)
        with self.office.twin() as twin:
            twin.start()
            self.office.clock.set("2024-06-13 08:00:00")
            until("all are told", lambda: len(self.sink.taken) == self.COUNT)
            until("the outbox is empty", self.office.nothing_waits)
            # What the first knows is a day old: it would tell all of them.
            self.office.signal(signal.SIGCONT)
            self.office.clock.set("2024-06-14 08:00:00")
            self.ended_by_itself()
            until("all are told", lambda: len(self.sink.taken) >= 2 * self.COUNT)
            until("the outbox is empty", self.office.nothing_waits)
            self.each_was_told(2)
            twin.stop()
        self.assertNotIn(" on mail: ", self.office.log())

    def test_promise_02_two_racing_schedulers_make_a_reminder_once(self):
        # Both see the same instant come; each working day a new pair, for one of them may end.
        for number, day in enumerate(("13", "14", "17", "18", "19"), 1):
            self.office.clock.set(f"2024-06-{day} 07:00:00")
            self.office.start()
            forget_lock(self.office)
            with self.office.twin() as twin:
                twin.start()
                self.office.clock.set(f"2024-06-{day} 07:59:59")
                until("all are told", lambda: len(self.sink.taken) >= number * self.COUNT)
                until("the outbox is empty", self.office.nothing_waits)
            self.office.kill()
            with self.subTest(day):
                self.each_was_told(number)
        identities = collections.Counter(
            (each["obligation"], each["step"], each["turn"], row["recipient"], row["channel"])
            for row in self.office.messages()
            for each in self.office.json("outbox", "show", row["id"])["reminders"]
        )
        self.assertEqual(set(identities.values()), {1})


if __name__ == "__main__":
    suite.main()
