"""Promise 1: kill -9 at any instant loses no reminder and adds at most one copy for each message in
flight; promise 22: a month of downtime is one reminder a recipient."""

import collections
import email
import os
import random
import re
import signal
import threading

import suite
import world
from fake_clock import FakeClock
from office import Office
from smtp_sink import SmtpSink
from waiting import until

SEED = int(os.environ.get("DONDOC_SEED", "56"))
COUNT = 200
KILLS = 10
CONNECTIONS = 4


class Assassin:
    """Kills a daemon in the middle of a step of the mail protocol: the Nth from now."""

    def __init__(self):
        self._lock = threading.Lock()
        self._pid = None
        self._left = 0

    def aim(self, pid, steps):
        with self._lock:
            self._pid, self._left = pid, steps

    def __call__(self, step):
        with self._lock:
            self._left -= 1
            if self._left == 0 and self._pid:
                os.kill(self._pid, signal.SIGKILL)


class Crash(suite.Case):
    def setUp(self):
        self.random = random.Random(SEED)
        self.assassin = Assassin()
        self.sink = self.open(SmtpSink(self.assassin))
        self.office = self.open(Office(FakeClock.at("2024-06-13 07:00:00")))
        channel = world.mail_through(
            self.sink.port, security="plain", max_connections=CONNECTIONS
        )
        self.office.take_up(world.settings(channel), world.units(COUNT), world.plan())
        print(f"seed {SEED}", flush=True)

    def test_kills_then_a_month_of_downtime(self):
        self.office.clock.set("2024-06-13 08:00:01")
        kills = self.run_and_kill()
        self.drain()
        self.every_reminder_arrived(kills)
        self.a_month_later()

    def run_and_kill(self):
        kills = 0
        for _ in range(KILLS):
            # A message takes four steps: hello is once a connection. All 200 are not sent before
            # the last kill.
            steps = self.random.randint(1, 4 * COUNT // KILLS)
            self.office.start()
            self.assassin.aim(self.office.pid, steps)
            self.office.wait_until_gone(30)
            kills += 1
            self.office.clock.move(minutes=16)
        self.assassin.aim(None, 0)
        return kills

    def drain(self):
        self.office.start()
        until("the rest is sent", lambda: not self.office.messages("ready", "sending"), 30)
        # What was on its way at a kill is tried again a quarter of an hour after the next start.
        self.office.clock.move(minutes=16)
        until("all have arrived", lambda: len(self.recipients()) == COUNT, 30)
        until("the outbox is empty", self.office.nothing_waits, 30)
        self.office.stop()

    def recipients(self):
        return {mail.recipient for mail in list(self.sink.taken)}

    def every_reminder_arrived(self, kills):
        copies = collections.defaultdict(list)
        for mail in self.sink.taken:
            copies[mail.recipient].append(mail.data)
        self.assertEqual(set(copies), {world.mailbox(n) for n in range(1, COUNT + 1)})
        extra = len(self.sink.taken) - COUNT
        print(f"{kills} kills, {extra} copies more than messages", flush=True)
        self.assertLessEqual(extra, kills * CONNECTIONS)
        for recipient, each in copies.items():
            self.assertEqual(len(set(each)), 1, f"the copies for {recipient} differ")
        ids = {email.message_from_bytes(each[0])["Message-ID"] for each in copies.values()}
        self.assertEqual(len(ids), COUNT)
        bare = [mail for mail in self.sink.taken if re.search(rb"(?<!\r)\n", mail.data)]
        self.assertEqual(bare, [], "a line that ends with a bare LF")
        self.assertEqual(len(self.office.messages("accepted")), COUNT)

    def a_month_later(self):
        before = len(self.sink.taken)
        # A Monday; since 13/6 the ladder would have told each unit some twenty times.
        self.office.clock.set("2024-07-15 09:00:00")
        self.office.start()
        until("all are told", lambda: len(self.sink.taken) >= before + COUNT, 30)
        until("the outbox is empty", self.office.nothing_waits, 30)
        self.office.stop()
        told = [mail.recipient for mail in self.sink.taken[before:]]
        self.assertEqual(sorted(told), sorted(self.recipients()))
        for number in self.random.sample(range(1, COUNT + 1), 3):
            with self.subTest(world.unit_id(number)):
                self.one_word_the_rest_superseded(f"1.1:once:{world.unit_id(number)}")

    def one_word_the_rest_superseded(self, obligation):
        turns = self.office.json("explain", obligation)["turns"]
        missed = [turn for turn in turns if "2024-06-14" <= turn["fire"][:10] <= "2024-07-15"]
        missed.sort(key=lambda turn: (turn["fire"], turn["nominal"]))
        self.assertGreater(len(missed), 20)
        self.assertEqual(missed[-1]["why"], "told")
        self.assertEqual({turn["why"] for turn in missed[:-1]}, {"superseded"})


if __name__ == "__main__":
    suite.main()
