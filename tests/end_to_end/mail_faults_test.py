"""A mail server that goes wrong at every phase of SMTP: what each attempt is taken for, and that
`accepted` means that the server has said 250 to the whole message (DELIVERY, promise 3)."""

import suite
import world
from fake_clock import FakeClock
from office import Office
from smtp_sink import SmtpSink
from waiting import until

LATER, NEVER, FULL = "451 4.3.0 later", "550 5.7.1 never", "552 5.2.2 full"
BYE = "421 4.3.2 shutting down"

# What an attempt was taken for, and the state of its message after it.
ACCEPTED = ("accepted", "accepted")
FOR_NOW = ("refused_for_now", "ready")
DEAD = ("refused", "dead")
HELD = ("channel_trouble", "held")
GONE = ("unreachable", "ready")
UNSURE = ("uncertain", "uncertain")

# Faults that end a connection without a whole reply.
BREAKS = ("hang", "close", "reset", "half", "half_then_hang")

BEFORE_THE_DOT = ("connect", "hello", "mail", "rcpt", "data")
STEPS = (*BEFORE_THE_DOT, "taken")

# (step, what is done there, what comes of it)
ROWS = [
    *((step, fault, GONE) for step in BEFORE_THE_DOT for fault in (*BREAKS, "garbage")),
    *((step, LATER, FOR_NOW) for step in STEPS),
    *((step, BYE, FOR_NOW) for step in STEPS),
    *((step, NEVER, HELD) for step in ("connect", "hello", "mail")),
    *((step, NEVER, DEAD) for step in ("rcpt", "data", "taken")),
    # Promise 5: a full mailbox empties again; the answer to the dot is about the message.
    ("rcpt", FULL, FOR_NOW),
    ("mail", FULL, DEAD),
    ("taken", FULL, DEAD),
    # Promise 7: the bytes are out and nobody has answered for them.
    *(("taken", fault, UNSURE) for fault in (*BREAKS, "garbage")),
    # Slow or wordy is not wrong.
    *((step, "drip", ACCEPTED) for step in STEPS),
    ("quit", "hang", ACCEPTED),
    ("quit", "reset", ACCEPTED),
    ("quit", "close", ACCEPTED),
    # Two hundreds that are not the 250 of a message that was taken.
    ("taken", "200 what", UNSURE),
    ("taken", "354 go on", UNSURE),
    ("data", "250 ok", GONE),
    ("none", None, ACCEPTED),
]


def at(step, fault):
    """For SmtpSink: this fault at this step, each time."""
    return lambda now: fault if now == step else None


class EveryPhase(suite.Case):
    """One office, one unit and one channel a fault: none of them disturbs another."""

    def setUp(self):
        self.sinks = [self.open(SmtpSink(at(step, fault))) for step, fault, _ in ROWS]
        self.office = self.open(Office(FakeClock.at("2024-06-13 09:00:00")))
        channels = "".join(
            world.mail_through(sink.port, name=f"c{number}", security="plain", max_connections=1)
            for number, sink in enumerate(self.sinks, 1)
        )
        units = world.units(len(ROWS), channel=lambda number: f"c{number}")
        self.office.take_up(world.settings(channels), units, world.plan())

    def test_promise_03_accepted_is_what_the_server_has_taken(self):
        self.office.start()
        until("every message was tried", self.all_tried, 40)
        found = {each["recipient"]: each for each in self.office.messages()}
        for number, (step, fault, expected) in enumerate(ROWS, 1):
            with self.subTest(f"{fault} at {step}"):
                message = found[world.mailbox(number)]
                card = self.office.json("outbox", "show", message["id"])
                outcome = card["attempts"][0]["outcome"]
                self.assertEqual((outcome, message["state"]), expected, card["attempts"])
                if expected == ACCEPTED:
                    self.assertEqual(len(self.sinks[number - 1].taken), 1)
        self.assertNotRegex(self.office.log(), "delivered")
        suite.measured(3, f"{len(ROWS)} ways of a mail server, each taken for what it is")
        self.office.stop()

    def all_tried(self):
        for sink in self.sinks:
            sink.let_go()  # what hangs has hung long enough
        untried = [each for each in self.office.messages() if each["attempts"] == 0]
        return not untried and not self.office.messages("sending")


if __name__ == "__main__":
    suite.main()
