"""A minimal SMTP server of our own: real protocol, no TLS, and a say at every step of it."""

import socket
import threading
from dataclasses import dataclass


@dataclass(frozen=True)
class Taken:
    recipient: str
    data: bytes  # as it came over the wire, without the final dot


class SmtpSink:
    """`on_step(step)` is told of every step, in the thread of that connection, before it is
    answered: connect, hello, mail, rcpt, data, taken (the message is in `taken`), quit. Where it
    returns "hang" the connection stays open without an answer until the sink goes."""

    def __init__(self, on_step=None):
        self.taken = []
        self.hanging = 0
        self._on_step = on_step or (lambda step: None)
        self._closed = threading.Event()
        self._lock = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._closed.set()
        self._listener.close()

    def to(self, recipient):
        return [mail for mail in list(self.taken) if mail.recipient == recipient]

    def _accept(self):
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection):
        try:
            with connection, connection.makefile("rwb") as stream:
                self._talk(stream)
        except OSError:
            pass  # the peer was killed: that is what some tests are about

    def _talk(self, stream):
        self._step("connect")
        say(stream, "220 sink.stp.example ESMTP")
        recipient = ""
        while line := stream.readline():
            word = line.split(b" ")[0].strip().upper()
            if word == b"RCPT":
                recipient = line.decode("ascii").split("<")[1].split(">")[0]
            if word == b"DATA":
                self._message(stream, recipient)
                continue
            step = {b"EHLO": "hello", b"MAIL": "mail", b"RCPT": "rcpt", b"QUIT": "quit"}.get(word)
            if step:
                self._step(step)
            say(stream, {"hello": "250 8BITMIME", "quit": "221 bye"}.get(step, "250 ok"))

    def _message(self, stream, recipient):
        self._step("data")
        say(stream, "354 go on")
        lines = []
        while (line := stream.readline()) != b".\r\n":
            if not line:
                return  # broken off before the dot: never taken
            lines.append(line[1:] if line.startswith(b".") else line)
        with self._lock:
            self.taken.append(Taken(recipient, b"".join(lines)))
        self._step("taken")
        say(stream, "250 2.0.0 taken")

    def _step(self, step):
        if self._on_step(step) == "hang":
            self.hanging += 1
            self._closed.wait()
            raise ConnectionAbortedError


def say(stream, line):
    stream.write(line.encode("ascii") + b"\r\n")
    stream.flush()
