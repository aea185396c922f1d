"""A webhook endpoint that checks what Standard Webhooks promises, keeps what came, and goes wrong
where it is told to."""

import base64
import hashlib
import hmac
import json
import time
from dataclasses import dataclass

from wire import FAULTS, Listener

KEY = b"0123456789abcdef0123456789abcdef"
SECRET = "whsec_" + base64.b64encode(KEY).decode()


@dataclass(frozen=True)
class Delivery:
    id: str
    timestamp: int
    signed: bool  # the signature fits id, timestamp and body
    raw: bytes
    path: str
    headers: dict

    @property
    def body(self):
        return json.loads(self.raw)


class HttpReceiver(Listener):
    """Answers with `answers`, one a request, then with `always`; `deliveries` has all. An answer is
    a status, a (status, headers), the name of a fault (wire.FAULTS), or of one of STREAMS. With
    `tls`, a server's context, it is https."""

    def __init__(self, answers=(), always=204, tls=None, **listen):
        self.deliveries = []
        self.answers = list(answers)
        self.always = always
        self.sent = 0  # bytes of the endless answers
        super().__init__(tls, **listen)

    def url(self, name, host="127.0.0.1"):
        return f"{'https' if self._tls else 'http'}://{host}:{self.port}/{name}"

    def to(self, name):
        return [each for each in list(self.deliveries) if each.path == f"/{name}"]

    def serve(self, wire):
        if self._tls:
            wire.start_tls(self._tls)
        while (request := wire.read_line()).startswith(b"POST "):
            headers = {}
            while (line := wire.read_line()) not in (b"\r\n", b""):
                key, _, value = line.decode("latin-1").partition(":")
                headers[key.lower()] = value.strip()
            length = int(headers.get("content-length", 0))
            raw = wire.read(length)
            if len(raw) < length:
                return  # broken off: never taken
            self.deliveries.append(delivery(request.decode("latin-1").split()[1], headers, raw))
            self._answer(wire, self.answers.pop(0) if self.answers else self.always)

    def _answer(self, wire, answer):
        if isinstance(answer, int):
            wire.send(reply(answer))
        elif isinstance(answer, tuple):
            wire.send(reply(*answer))
        elif answer in FAULTS:
            wire.misbehave(answer, reply(204))
        else:
            STREAMS[answer](self, wire)

    # --- answers without an end ----------------------------------------------------------------

    def _pour(self, wire, head, piece, pause=0.0):
        wire.send(head)
        while not self._gone:
            wire.send(piece)
            self.sent += len(piece)
            time.sleep(pause)

    def endless_body(self, wire):
        self._pour(wire, "HTTP/1.1 200 OK\r\n\r\n", b"x" * 1024)

    def endless_headers(self, wire):
        self._pour(wire, "HTTP/1.1 200 OK\r\n", b"x-more: " + b"x" * 1000 + b"\r\n")

    def drip_body(self, wire):
        self._pour(wire, "HTTP/1.1 200 OK\r\ncontent-length: 60000\r\n\r\n", b"x", 0.1)

    def drip_headers(self, wire):
        self._pour(wire, "HTTP/1.1 200 OK\r\nx-slow: ", b"x", 0.1)

    def hang_after_headers(self, wire):
        wire.send("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n")
        wire.hang()

    def reset_after_200(self, wire):
        """The whole answer, and then a reset instead of a goodbye."""
        wire.send(reply(200))
        wire.reset()

    def reset_in_body(self, wire):
        wire.send("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf")
        wire.reset()


STREAMS = {
    each.__name__: each
    for each in (
        HttpReceiver.endless_body,
        HttpReceiver.endless_headers,
        HttpReceiver.drip_body,
        HttpReceiver.drip_headers,
        HttpReceiver.hang_after_headers,
        HttpReceiver.reset_after_200,
        HttpReceiver.reset_in_body,
    )
}


def reply(status, headers=None):
    lines = [f"HTTP/1.1 {status} {'No Content' if status == 204 else 'Said'}"]
    if status != 204:
        lines.append("content-length: 0")
    lines += [f"{key}: {value}" for key, value in (headers or {}).items()]
    return "\r\n".join(lines) + "\r\n\r\n"


def delivery(path, headers, raw):
    message, stamp = headers["webhook-id"], headers["webhook-timestamp"]
    signed = hmac.new(KEY, f"{message}.{stamp}.".encode() + raw, hashlib.sha256).digest()
    wanted = "v1," + base64.b64encode(signed).decode()
    good = any(hmac.compare_digest(wanted, one) for one in headers["webhook-signature"].split(" "))
    return Delivery(message, int(stamp), good, raw, path, headers)
