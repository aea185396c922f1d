"""Small offices for faults that are tried a thousand times: put back to their first state before
each run, so that only the daemon's part costs time."""

import contextlib
import os
import signal

import copies
import world
from fake_clock import FakeClock
from http_receiver import SECRET, HttpReceiver
from office import Office
from smtp_sink import SmtpSink
from waiting import until

START = "2024-06-13 08:00:01"
RUNS = "dondoc runs"
SLOW = 5 if os.environ.get("DONDOC_SANITIZED") == "1" else 1


class Scene:
    """An office whose daemon, once started, tells `count` units. Use it as a context manager."""

    count = 5

    def __enter__(self):
        with contextlib.ExitStack() as stack:
            self.endpoint = stack.enter_context(self.open_endpoint())
            self.office = stack.enter_context(Office(FakeClock.at(START)))
            self.take_up()
            with open(self.office.path("dondoc.db"), "rb") as file:
                self._fresh = file.read()
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *problem):
        return self._stack.__exit__(*problem)

    def reset(self, at=START):
        self.office.kill()
        for name in ("dondoc.db-journal", "dondoc.db.lock"):
            with contextlib.suppress(FileNotFoundError):
                os.remove(self.office.path(name))
        self.office.write("dondoc.db", self._fresh, 0o600)
        self.office.clock.set(at)
        self.forget()

    def run(self, prefix, is_over=lambda: False, at=START):
        """One daemon from its start until it ends by itself, all is sent or `is_over()`; then it is
        told to end (killed, where it is over). The exit code; negative for a signal."""
        self.reset(at)
        self.office.launch(prefix)
        over = lambda: not self.office.is_running() or self.all_sent() or is_over()
        until("the daemon ends or has sent all", over, 30 * SLOW)
        if is_over():
            self.office.kill()
        elif self.office.is_running():
            self.office.signal(signal.SIGTERM)
        return self.office.wait_until_gone(20 * SLOW)

    def recover(self):
        """What a supervisor and time do after a crash: a start, and a quarter of an hour later what
        was on its way is sent again."""
        self.office.start(20 * SLOW)
        until("what is certain is sent", lambda: not self.office.count("ready", "sending"), 30 * SLOW)
        if self.office.count("uncertain", "held"):
            self.office.stop()
            self.office.clock.move(minutes=16)
            self.office.start(20 * SLOW)
            until("the rest is sent", self.all_sent, 30 * SLOW)
        self.office.stop()

    def last_log(self):
        return self.office.log(self.office.starts)

    def verdict(self):
        return copies.judge(self.office, self.arrived(), self.recipients())

    def all_sent(self):
        return self.office.count("accepted") == self.count and not self.office.count(
            "ready", "sending", "uncertain", "held"
        )


class Mail(Scene):
    name = "mail"

    def open_endpoint(self):
        return SmtpSink()

    def take_up(self):
        channel = world.mail_through(self.endpoint.port, security="plain", max_connections=2)
        self.office.take_up(world.settings(channel), world.units(self.count), world.plan())

    def forget(self):
        self.endpoint.taken.clear()

    def arrived(self):
        return copies.mails(self.endpoint)

    def recipients(self):
        return [world.mailbox(number) for number in range(1, self.count + 1)]


class Webhook(Scene):
    name = "webhook"

    def open_endpoint(self):
        return HttpReceiver()

    def take_up(self):
        self.office.write("secret", SECRET, 0o600)
        url = lambda number: self.endpoint.url(world.unit_id(number))
        units = world.units(self.count, address=url)
        self.office.take_up(world.settings(world.WEBHOOK), units, world.plan())

    def forget(self):
        self.endpoint.deliveries.clear()

    def arrived(self):
        return copies.webhooks(self.endpoint)

    def recipients(self):
        return [world.unit_id(number) for number in range(1, self.count + 1)]
