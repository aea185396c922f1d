"""A mail server of our own that takes everything, or goes wrong at the step it is told to."""

import base64
import re
from dataclasses import dataclass

from wire import Listener


@dataclass(frozen=True)
class Taken:
    recipient: str
    data: bytes  # as it came over the wire, without the final dot


class SmtpSink(Listener):
    """`on_step(step)` is told of every step, in the thread of that connection, before it is
    answered: hello_tls, connect, hello, starttls, auth, mail, rcpt, data, taken (the message is in
    `taken`), quit. What it returns is done instead of a good answer: the name of a fault
    (wire.FAULTS) or a reply as "451 4.3.0 later". A 421 closes the connection; what is refused when
    it is `taken` was not.

    `tls` is a server's context: then STARTTLS is offered, or with `smtps` the connection begins
    with it. `login` is (user, password): nobody else may send. `refuse` has replies to RCPT by
    address. With `echo` a login that is denied is repeated in the reply."""

    def __init__(
        self, on_step=None, tls=None, smtps=False, login=None, refuse=None, echo=False, **listen
    ):
        self.taken = []
        self.steps = []  # every step so far, over all connections
        self.asked = []  # every recipient that was named
        self.denied = 0  # logins
        self.refuse = refuse or {}
        self.login = login
        self.echo = echo
        self._smtps = smtps
        self._on_step = on_step or (lambda step: None)
        super().__init__(tls, **listen)

    def to(self, recipient):
        return [mail for mail in list(self.taken) if mail.recipient == recipient]

    def serve(self, wire):
        _Talk(self, wire).go()

    def fault_at(self, step):
        self.steps.append(step)
        return self._on_step(step)


class _Talk:
    """One connection."""

    def __init__(self, sink, wire):
        self._sink = sink
        self._wire = wire
        self._recipient = ""
        self._logged_in = sink.login is None
        self._leaving = False

    def go(self):
        if self._sink._smtps:
            if told := self._sink.fault_at("hello_tls"):
                self._wire.misbehave(told, "")
            self._wire.start_tls(self._sink._tls)
        self._answer("connect", "220 sink.stp.example ESMTP")
        commands = {b"EHLO": self._hello, b"HELO": self._hello, b"STARTTLS": self._starttls}
        commands |= {b"AUTH": self._auth, b"MAIL": self._mail, b"RCPT": self._rcpt}
        commands[b"DATA"] = self._data
        while not self._leaving and (line := self._wire.read_line()):
            word = line.split(b" ")[0].strip().upper()
            if word == b"QUIT":
                self._answer("quit", "221 bye")
                return
            commands.get(word, lambda _: self._say("250 ok"))(line)

    def _say(self, reply):
        self._wire.send(reply + "\r\n")

    def _answer(self, step, reply):
        """Whether it is the good reply that was sent."""
        told = self._sink.fault_at(step)
        if told is None:
            self._say(reply)
            return True
        if not re.match(r"\d{3}[ -]", told):
            self._wire.misbehave(told, reply + "\r\n")
            return True
        self._say(told)
        self._leaving = told.startswith("421")
        return False

    def _hello(self, _):
        offers = ["8BITMIME"]
        if self._sink._tls and not self._wire.encrypted:
            offers.append("STARTTLS")
        if self._sink.login:
            offers.append("AUTH PLAIN")
        lines = [f"250-{offer}" for offer in ["sink.stp.example", *offers]]
        lines[-1] = lines[-1].replace("250-", "250 ")
        self._answer("hello", "\r\n".join(lines))

    def _starttls(self, _):
        if self._answer("starttls", "220 go on"):
            self._wire.start_tls(self._sink._tls)

    def _auth(self, line):
        words = line.split()
        if len(words) == 2:
            self._say("334 ")
            words.append(self._wire.read_line())
        _, user, password = base64.b64decode(words[2]).decode("utf-8").split("\0")
        if (user, password) != self._sink.login:
            self._sink.denied += 1
            said = " " + words[2].decode() if self._sink.echo else ""
            self._say("535 5.7.8 authentication failed" + said)
            return
        self._logged_in = self._answer("auth", "235 2.7.0 welcome")

    def _mail(self, _):
        if self._logged_in:
            self._answer("mail", "250 ok")
        else:
            self._say("530 5.7.0 log in first")

    def _rcpt(self, line):
        recipient = line.decode("ascii").split("<")[1].split(">")[0]
        self._sink.asked.append(recipient)
        if recipient in self._sink.refuse:
            self._say(self._sink.refuse[recipient])
        elif self._answer("rcpt", "250 ok"):
            self._recipient = recipient

    def _data(self, _):
        if not self._answer("data", "354 go on"):
            return
        lines = []
        while (line := self._wire.read_line()) != b".\r\n":
            if not line:
                return  # broken off before the dot: never taken
            lines.append(line[1:] if line.startswith(b".") else line)
        taken = Taken(self._recipient, b"".join(lines))
        self._sink.taken.append(taken)
        if not self._answer("taken", "250 2.0.0 taken"):
            self._sink.taken.remove(taken)
