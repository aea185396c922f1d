"""Endpoints that redirect, refuse, put off, talk without an end or not at all (DELIVERY,
promises 11 and 12)."""

import datetime
import email.utils
import socket
import time

import suite
import world
from fake_clock import FakeClock
from http_receiver import SECRET, HttpReceiver
from office import Office
from waiting import until

OFFICE = "vanphong@stp.example"
HOUR = 3600
ACCEPTED = ("accepted", "accepted")
FOR_NOW = ("refused_for_now", "ready")
DEAD = ("refused", "dead")

REDIRECTS = (300, 301, 302, 303, 307, 308)

# What an endpoint answers, and what is made of it.
ANSWERS = [
    *((status, ACCEPTED) for status in (200, 201, 202, 204, 226)),
    *((status, DEAD) for status in (304, 400, 401, 403, 404, 405, 410, 413, 415, 422, 451)),
    *((status, FOR_NOW) for status in (408, 425, 429, 500, 501, 502, 503, 504, 599)),
    # Receivers know a repeated message by its id, so these are simply tried again.
    *((fault, FOR_NOW) for fault in ("close", "reset", "half", "garbage", "reset_in_body")),
    ("reset_after_200", ACCEPTED),
    ("drip", ACCEPTED),
    ("long_line", FOR_NOW),
]


def instant(text):
    return datetime.datetime.fromisoformat(text)


class Hooks(suite.Case):
    """Every endpoint has a channel of its own."""

    def setUp(self):
        self.office = self.open(Office(FakeClock.at("2024-06-13 09:00:00"), quick=True))
        self.office.write("secret", SECRET, 0o600)
        self.peers = []
        self.urls = []

    def add(self, answer, **more):
        peer = self.open(HttpReceiver(always=answer, **more))
        self.peers.append(peer)
        self.urls.append(peer.url("x"))
        return peer

    def start(self):
        text = world.MAILDIR
        for number, _ in enumerate(self.urls, 1):
            text += f'[channels.h{number}]\ntype = "webhook"\nsecret_file = "secret"\n'
            text += 'allow_networks = ["127.0.0.0/8"]\n'
        urls = self.urls
        units = world.units(
            len(urls), channel=lambda n: f"h{n}", address=lambda n: urls[n - 1]
        )
        self.office.take_up(world.settings(text, fallback=("folder", OFFICE)), units, world.plan())
        self.office.start()

    def card(self, number):
        """The message to an endpoint, once it has an attempt."""

        def tried():
            for each in self.office.messages():
                if each["channel"] == f"h{number}" and each["attempts"]:
                    return self.office.json("outbox", "show", each["id"])
            return None

        return until(f"endpoint {number} was tried", tried, 60)

    def told(self, url):
        texts = [mail.get_body().get_content() for mail in self.office.maildir()]
        return [text for text in texts if url in text]


class Answers(Hooks):
    def test_promise_03_accepted_is_a_two_hundred_and_nothing_else(self):
        for answer, _ in ANSWERS:
            self.add(answer)
        self.start()
        for number, (answer, expected) in enumerate(ANSWERS, 1):
            with self.subTest(answer):
                card = self.card(number)
                found = (card["attempts"][0]["outcome"], card["state"])
                self.assertEqual(found, expected, card["attempts"])
                if expected == ACCEPTED:
                    self.assertEqual(len(self.peers[number - 1].deliveries), 1)

    def test_promise_11_no_redirect_is_followed(self):
        elsewhere = self.open(HttpReceiver())
        for status in REDIRECTS:
            self.add((status, {"location": elsewhere.url("stolen")}))
        self.start()
        for number, status in enumerate(REDIRECTS, 1):
            card = self.card(number)
            self.assertEqual(card["state"], "dead", status)
            self.assertIn("redirects are not followed", card["last_detail"])
        self.assertEqual(elsewhere.connections, 0)

    def test_promise_11_gone_disables_the_endpoint_and_says_so(self):
        gone, other = self.add(410), self.add(204)
        self.start()
        self.card(1)
        until("the fallback is told", lambda: self.told(self.urls[0]))
        self.office.clock.set("2024-06-14 08:00:01")
        until("the other is told again", lambda: len(other.deliveries) == 2)
        until("the outbox is empty", self.office.nothing_waits)
        self.assertEqual(len(gone.deliveries), 1, "an endpoint that is gone was called again")

    def test_promise_11_retry_after_is_honoured_and_capped(self):
        date = datetime.datetime(2024, 6, 13, 2, 30, tzinfo=datetime.timezone.utc)
        rows = [
            (429, "120", 120, 130),
            (503, "600", 600, 610),
            (503, email.utils.format_datetime(date, usegmt=True), 25 * 60, 30 * 60),
            (429, "86400", HOUR, HOUR + 10),
            (503, "9999999999", HOUR, HOUR + 10),
            (503, "Fri, 31 Dec 9999 23:59:59 GMT", HOUR, HOUR + 10),
            # What says nothing leaves it to our own five seconds.
            (503, "99999999999999999999999999", 2, HOUR + 10),
            (503, "-5", 2, 10),
            (503, "soon", 2, 10),
            (503, "Mon, 01 Jan 2001 00:00:00 GMT", 2, 10),
        ]
        for status, wait, _, _ in rows:
            self.add((status, {"retry-after": wait}))
        self.start()
        for number, (_, said, low, high) in enumerate(rows, 1):
            with self.subTest(said):
                card = self.card(number)
                ended = instant(card["attempts"][0]["ended"])
                if card["state"] == "accepted" or len(card["attempts"]) > 1:
                    continue  # five seconds are soon over
                wait = (instant(card["next_try"]) - ended).total_seconds()
                self.assertTrue(low <= wait <= high, f"{wait} s")


class Limits(Hooks):
    """Promise 12. All at once, since every one of them takes its time."""

    ENDLESS = ("endless_body", "endless_headers")
    SLOW = ("hang", "half_then_hang", "hang_after_headers", "drip_body", "drip_headers")

    def test_promise_12_ten_seconds_to_connect_thirty_in_all_64_kib(self):
        for answer in (*self.ENDLESS, *self.SLOW):
            self.add(answer)
        self.urls.append(f"http://127.0.0.1:{self.port_that_never_answers()}/x")
        self.begun = time.monotonic()
        self.start()
        for number, answer in enumerate(self.ENDLESS, 1):
            self.is_cut_off(answer, self.card(number), self.peers[number - 1])
        connect = self.seconds(self.card(len(self.urls)), 10)
        slow = [self.card(len(self.ENDLESS) + n) for n, _ in enumerate(self.SLOW, 1)]
        whole = max(self.seconds(card, 30) for card in slow)
        most = max(peer.sent for peer in self.peers[: len(self.ENDLESS)])
        suite.measured(
            12,
            f"connect given up after {connect:.0f} s, the whole after {whole:.0f} s; an endless "
            f"reply could send {most >> 10} KiB, with what lay in buffers",
        )

    def is_cut_off(self, answer, card, peer):
        self.assertLess(time.monotonic() - self.begun, 20 if suite.SANITIZED else 8, answer)
        # A 200 has been said before the body: that is an answer. Headers without an end are none.
        expected = "accepted" if answer == "endless_body" else "ready"
        self.assertEqual(card["state"], expected, answer)
        until(f"{answer} is over", lambda: peer.sent == settled(peer))
        # What a socket and its peer's hold unread comes on top of the 64 KiB.
        self.assertLess(peer.sent, 8 << 20)

    def seconds(self, card, limit):
        """How long the first attempt took; times are shown in whole seconds."""
        first = card["attempts"][0]
        took = (instant(first["ended"]) - instant(first["started"])).total_seconds()
        self.assertTrue(limit - 1 <= took <= limit + 3, f"{took} s, not {limit}")
        return took

    def port_that_never_answers(self):
        """Its queue is full, so the kernel drops what knocks."""
        listener = socket.create_server(("127.0.0.1", 0), backlog=0)
        self.addCleanup(listener.close)
        port = listener.getsockname()[1]
        for _ in range(4):
            waiting = socket.socket()
            waiting.setblocking(False)
            waiting.connect_ex(("127.0.0.1", port))
            self.addCleanup(waiting.close)
        return port


def settled(peer):
    """What it had sent a moment ago."""
    before = peer.sent
    time.sleep(0.2)
    return before


if __name__ == "__main__":
    suite.main()
