"""A webhook endpoint that checks what Standard Webhooks promises and keeps what came."""

import base64
import hashlib
import hmac
import http.server
import json
import threading
from dataclasses import dataclass

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


class HttpReceiver:
    """Answers with the statuses of `answers`, one a request, then 204; `deliveries` has all."""

    def __init__(self, answers=()):
        self.deliveries = []
        self.answers = list(answers)
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()

    def url(self, name):
        return f"http://127.0.0.1:{self.port}/{name}"

    def to(self, name):
        return [each for each in list(self.deliveries) if each.path == f"/{name}"]

    def _handler(self):
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                raw = self.rfile.read(int(self.headers["content-length"]))
                receiver.deliveries.append(delivery(self.path, self.headers, raw))
                status = receiver.answers.pop(0) if receiver.answers else 204
                self.send_response(status)
                if status != 204:
                    self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        return Handler


def delivery(path, headers, raw):
    message, stamp = headers["webhook-id"], headers["webhook-timestamp"]
    signed = hmac.new(KEY, f"{message}.{stamp}.".encode() + raw, hashlib.sha256).digest()
    wanted = "v1," + base64.b64encode(signed).decode()
    good = any(hmac.compare_digest(wanted, one) for one in headers["webhook-signature"].split(" "))
    named = {key.lower(): value for key, value in headers.items()}
    return Delivery(message, int(stamp), good, raw, path, named)
