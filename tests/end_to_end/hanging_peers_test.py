"""Peers that hang: they delay nobody else (DELIVERY, promise 8) and keep no daemon from ending (9).

Every peer here hangs in a place of its own and never lets go: mail servers at each step, one that
stops in the middle of a reply, one at the TLS handshake, endpoints before and in their answer."""

import time

import suite
import world
from fake_clock import FakeClock
from http_receiver import SECRET, HttpReceiver
from office import Office
from smtp_sink import SmtpSink
from waiting import until

STEPS = ("connect", "hello", "mail", "rcpt", "data", "taken")
HALF = ("connect", "rcpt", "taken")
WEBHOOKS = ("hang", "half_then_hang", "hang_after_headers", "drip_body", "drip_headers")
MAILS = 40

WEBHOOK = """
[channels.{name}]
type = "webhook"
secret_file = "secret"
allow_networks = ["127.0.0.0/8"]
max_connections = {connections}
"""


def at(step, fault):
    return lambda now: fault if now == step else None


class Hanging(suite.Case):
    def setUp(self):
        self.office = self.open(Office(FakeClock.at("2024-06-13 07:59:00"), quick=True))
        self.office.write("secret", SECRET, 0o600)
        self.channels = ""
        self.contacts = []  # (channel, address) of each unit
        self.mail_peers = []
        for step in STEPS:
            self.add_mail(f"hang-{step}", self.open(SmtpSink(at(step, "hang"))))
        for step in HALF:
            self.add_mail(f"half-{step}", self.open(SmtpSink(at(step, "half_then_hang"))))
        self.add_mail("hang-tls", self.open(SmtpSink(at("hello_tls", "hang"), smtps=True)), "smtps")
        self.endpoints = [self.open(HttpReceiver(always=fault)) for fault in WEBHOOKS]
        for number, peer in enumerate(self.endpoints):
            self.channels += WEBHOOK.format(name=f"hook-{number}", connections=1)
            self.contacts.append((f"hook-{number}", peer.url("x")))

    def add_mail(self, name, sink, security="plain"):
        self.channels += world.mail_through(
            sink.port, name=name, security=security, max_connections=1
        )
        self.contacts.append((name, "don-vi@stp.example"))
        self.mail_peers.append(sink)

    def take_up(self):
        contact = lambda field: lambda number: self.contacts[number - 1][field]
        units = world.units(len(self.contacts), channel=contact(0), address=contact(1))
        self.office.take_up(world.settings(self.channels), units, world.plan())
        self.office.start()

    def all_hang(self):
        until("every mail server hangs", lambda: all(peer.hanging for peer in self.mail_peers))
        until("every endpoint was called", lambda: all(peer.deliveries for peer in self.endpoints))

    def test_promise_08_no_other_channel_waits(self):
        good = self.open(SmtpSink())
        hook = self.open(HttpReceiver())
        self.channels += world.mail_through(good.port, name="good", security="plain")
        self.channels += WEBHOOK.format(name="good-hooks", connections=2)
        self.channels += world.MAILDIR
        # Those that work come last: behind all that hang.
        for number in range(MAILS):
            self.contacts.append(("good", world.mailbox(number)))
            self.contacts.append(("good-hooks", hook.url(world.unit_id(number))))
            self.contacts.append(("folder", world.mailbox(number)))
        self.take_up()
        begun = time.monotonic()
        self.office.clock.set("2024-06-13 08:00:00")
        for what, taken in (
            ("mails", lambda: len(good.taken)),
            ("webhooks", lambda: len(hook.deliveries)),
            ("mails of the maildir", lambda: len(self.office.maildir())),
        ):
            until(f"{MAILS} {what}", lambda: taken() == MAILS)
        took = time.monotonic() - begun
        self.all_hang()
        suite.measured(
            8,
            f"3 channels sent {3 * MAILS} messages in {took:.2f} s beside "
            f"{len(self.mail_peers) + len(self.endpoints)} peers that hang",
        )
        self.assertEqual(len(self.office.messages("sending")), len(self.contacts) - 3 * MAILS)
        self.so_it_is_the_next_day(good, hook)

    def so_it_is_the_next_day(self, good, hook):
        """With reminders waiting behind those that still hang."""
        self.office.clock.set("2024-06-14 08:00:00")
        until("the next day's mails", lambda: len(good.taken) == 2 * MAILS)
        until("the next day's webhooks", lambda: len(hook.deliveries) == 2 * MAILS)

    def test_promise_09_sigterm_ends_it_in_ten_seconds(self):
        self.take_up()
        self.office.clock.set("2024-06-13 08:00:00")
        self.all_hang()
        begun = time.monotonic()
        self.office.stop(10)
        took = time.monotonic() - begun
        suite.measured(9, f"ended in {took:.2f} s with every peer hanging")
        self.assertEqual(self.office.messages("sending"), [])


if __name__ == "__main__":
    suite.main()
