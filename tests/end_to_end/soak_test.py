"""A mail server that refuses, hangs, resets and mumbles at random phases, until everything has
ended: taken, dead or expired, and every try of it on record. Issue 4's soak; DONDOC_SOAK says how
many messages, DONDOC_SEED which faults."""

import collections
import concurrent.futures
import datetime
import os
import random
import sqlite3
import threading
import time

import suite
import world
from fake_clock import FakeClock
from office import Office
from smtp_sink import SmtpSink
from waiting import until

SEED = int(os.environ.get("DONDOC_SEED", "2024"))
COUNT = int(os.environ.get("DONDOC_SOAK", "200"))
CONNECTIONS = 4
# One in so many is refused for now for ever, and expires.
NEVER_READY = 40
# How often a step goes wrong, and how. Before RCPT it is seldom, for then the channel pauses.
ODDS = {"connect": 0.05, "hello": 0.03, "mail": 0.02, "rcpt": 0.15, "data": 0.1, "taken": 0.2}
BYE = "421 4.3.2 bye"
FAULTS = ("hang", "close", "reset", "half", "garbage", "drip", "451 4.3.0 later", BYE)
FOR_GOOD = {"rcpt": "550 5.1.1 no such user", "taken": "554 5.7.1 no", "mail": "550 5.7.1 not you"}

ONE_STEP = """
[[rule]]
name = "một lần"
at   = "08:00"
  [[rule.step]]
  when = "-1d"
  to   = ["lead"]
"""


class Moods:
    """What the server does at each step: seeded, and counted."""

    def __init__(self):
        self._random = random.Random(SEED)
        self._lock = threading.Lock()
        self.counts = collections.Counter()

    def __call__(self, step):
        with self._lock:
            if self._random.random() >= ODDS.get(step, 0):
                return None
            fault = self._random.choice(FAULTS)
            if step in FOR_GOOD and self._random.random() < 0.2:
                fault = FOR_GOOD[step]
            self.counts[step, fault] += 1
            return fault


class Soak(suite.Case):
    def setUp(self):
        print(f"seed {SEED}, {COUNT} messages", flush=True)
        self.moods = Moods()
        later = {world.mailbox(n): "452 4.2.2 full" for n in range(1, COUNT + 1, NEVER_READY)}
        self.sink = self.open(SmtpSink(self.moods, refuse=later))
        self.office = self.open(Office(FakeClock.at("2024-06-13 09:00:00"), quick=True))
        channel = world.mail_through(
            self.sink.port, security="plain", max_connections=CONNECTIONS
        )
        text = world.settings(
            channel + world.MAILDIR, ONE_STEP, fallback=("folder", "vanphong@stp.example")
        )
        self.office.take_up(text, world.units(COUNT), world.plan())

    def test_promise_03_every_message_comes_to_an_end_that_both_sides_know(self):
        self.office.start()
        until("all are made", lambda: self.query("SELECT count(*) FROM message")[0][0] >= COUNT)
        steps, minutes, before = 0, 5, COUNT
        while waiting := self.waiting():
            self.quiet()
            # Small steps as long as something ends in them: a channel that pauses asks again soon.
            minutes = 5 if waiting < before else min(minutes * 2, 600)
            before = waiting
            self.office.clock.move(minutes=minutes)
            steps += 1
            self.assertLess(steps, COUNT + 300, "it comes to no end")
        self.office.stop()
        self.every_one_has_ended()

    def waiting(self):
        return self.query(
            "SELECT count(*) FROM message WHERE kind = 'reminders' "
            "AND state NOT IN ('accepted', 'dead', 'expired')"
        )[0][0]

    def quiet(self):
        """Until nothing has been tried for two looks around; what hangs is let go. Only when the
        clock moves hangs on it, so that a slow machine makes other steps, not other findings."""
        seen, since = None, time.monotonic()

        def nothing_new():
            nonlocal seen, since
            self.sink.let_go()
            now = self.query(
                "SELECT (SELECT count(*) FROM attempt), "
                "(SELECT count(*) FROM message WHERE state = 'sending')"
            )[0]
            if now != seen or now[1] > 0:
                seen, since = now, time.monotonic()
            return time.monotonic() - since > 0.5

        until("nothing is tried", nothing_new, 120)

    def query(self, text):
        """Straight from the file: hundreds of commands would cost minutes."""
        path = f"file:{self.office.path('dondoc.db')}?mode=ro"
        database = sqlite3.connect(path, uri=True, timeout=20)
        try:
            return database.execute(text).fetchall()
        finally:
            database.close()

    def every_one_has_ended(self):
        taken = collections.defaultdict(list)
        for mail in self.sink.taken:
            taken[mail.recipient].append(mail.data)
        asked = collections.Counter(self.sink.asked)
        states = collections.Counter()
        tries = 0
        self.named_twice = 0
        reminders = [each for each in self.office.messages() if each["channel"] == "mail"]
        self.assertEqual(len(reminders), COUNT)
        show = lambda each: self.office.json("outbox", "show", each["id"])
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            cards = list(pool.map(show, reminders))
        for card in cards:
            states[card["state"]] += 1
            tries += len(card["attempts"])
            self.is_accounted_for(card, taken[card["recipient"]], asked[card["recipient"]])
        goodbyes = sum(self.moods.counts[step, BYE] for step in ("rcpt", "data"))
        self.assertLessEqual(self.named_twice, goodbyes)
        self.report(states, tries, taken)

    def is_accounted_for(self, card, copies, asked):
        outcomes = collections.Counter(each["outcome"] for each in card["attempts"])
        where = f"{card['recipient']} {card['state']} {dict(outcomes)}"
        self.assertIn(card["state"], ("accepted", "dead", "expired"), where)
        # What it says of itself is what the server has seen.
        self.assertEqual(outcomes["accepted"], 1 if card["state"] == "accepted" else 0, where)
        self.assertEqual(len(copies), outcomes["accepted"] + outcomes["uncertain"], where)
        self.assertLessEqual(len(copies), 3, where)
        # Its copies after the first that was left without an answer are the same bytes.
        self.assertLessEqual(len(set(copies)), 1, where)
        # The rest never came as far as its name. A 421 on a connection that was kept is answered by
        # a new one at once, in the same attempt.
        self.named_twice += max(0, asked - len(card["attempts"]))
        reached = sum(outcomes[each] for each in ("accepted", "uncertain"))
        self.assertGreaterEqual(asked, reached, where)

    def report(self, states, tries, taken):
        faults = sum(self.moods.counts.values())
        again = sum(max(0, len(each) - 1) for each in taken.values())
        self.assertEqual(sum(states.values()), COUNT)
        self.assertGreater(states["accepted"], COUNT * 3 // 4)
        shown = ", ".join(f"{count} {state}" for state, count in sorted(states.items()))
        suite.measured(
            3,
            f"{COUNT} messages to a server of moods (seed {SEED}): {shown}, 0 lost; {tries} tries, "
            f"{faults} faults, {again} copies more than messages",
        )


if __name__ == "__main__":
    suite.main()
