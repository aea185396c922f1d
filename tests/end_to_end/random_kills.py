"""A daemon that is killed in the middle of the mail protocol, at random, until all is sent."""

import os
import signal
import threading

import copies
import world
from fake_clock import FakeClock
from office import Office
from smtp_sink import SmtpSink
from waiting import until

CONNECTIONS = 4
MOVES = 20
# Of the protocol, for each message; hello is once a connection.
STEPS = 4


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


class RandomKills:
    """`opened` enters a context that lasts as long as the one who asks (a test, an ExitStack)."""

    def __init__(self, opened, random, count, kills):
        self.count = count
        self._kills = kills
        self._random = random
        self._assassin = Assassin()
        self.sink = opened(SmtpSink(self._assassin))
        self.office = opened(Office(FakeClock.at("2024-06-13 07:00:00")))
        channel = world.mail_through(
            self.sink.port, security="plain", max_connections=CONNECTIONS
        )
        self.office.take_up(world.settings(channel), world.units(count), world.plan())

    def run(self, patience):
        """Kills, drains, and says what became of it; a wait lasts `patience` seconds at most."""
        self.office.clock.set("2024-06-13 08:00:01")
        for number in range(self._kills):
            # The last kill comes before all are sent.
            steps = self._random.randint(1, STEPS * self.count // self._kills)
            self.office.start(patience)
            self._assassin.aim(self.office.pid, steps)
            self.office.wait_until_gone(patience)
            # What was on its way is tried again a quarter of an hour after the next start. The day
            # must not end, for on the next one all are told again.
            if number % max(1, self._kills // MOVES) == 0:
                self.office.clock.move(minutes=16)
        self._assassin.aim(None, 0)
        self._drain(patience)
        wanted = [world.mailbox(number) for number in range(1, self.count + 1)]
        return copies.judge(self.office, copies.mails(self.sink), wanted)

    def _drain(self, patience):
        self.office.start(patience)
        known = lambda *states: self.office.count(*states)
        made = lambda: known("accepted", "ready", "sending", "uncertain") == self.count
        until("all is made", made, patience)
        until("what is certain is sent", lambda: not known("ready", "sending"), patience)
        self.office.clock.move(minutes=16)
        until("the rest is sent", lambda: known("accepted") == self.count, patience)
        self.office.stop()
