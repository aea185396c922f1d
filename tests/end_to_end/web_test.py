"""Metrics and health over HTTP: what they say of a known day, and what bad callers get."""

import concurrent.futures
import glob
import http.client
import json
import os
import random
import re
import signal
import socket
import time

import suite
import world
from fake_clock import FakeClock
from office import Office
from smtp_sink import SmtpSink
from waiting import until

GOOD = b"GET /healthz HTTP/1.1\r\nHost: office\r\n\r\n"
CLOSING = b"GET /healthz HTTP/1.1\r\nHost: office\r\nConnection: close\r\n\r\n"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def listening(settings, port):
    return settings + f'\n[web]\nlisten = "127.0.0.1:{port}"\n'


def plain(sink, **more):
    return world.settings(world.mail_through(sink.port, security="plain"), **more)


def exchange(port, sent, timeout=15):
    """Everything that comes back until the other side closes; None after `timeout`."""
    with socket.create_connection(("127.0.0.1", port), timeout=timeout) as connection:
        try:
            connection.sendall(sent)
        except OSError:
            pass  # it had heard enough
        return rest_of(connection)


def rest_of(connection):
    answer = b""
    try:
        while part := connection.recv(65536):
            answer += part
    except TimeoutError:
        return None
    except ConnectionResetError:
        pass
    return answer


def statuses(answer):
    return [int(each) for each in re.findall(rb"HTTP/1\.[01] (\d{3})", answer)]


def get(port, path, method="GET", **headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=15)
    try:
        connection.request(method, path, headers=headers)
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read().decode()
    finally:
        connection.close()


def sample(text, name, **labels):
    """The value of one line of the metrics; None where it is not there."""
    for line in text.splitlines():
        found = re.fullmatch(r"([a-z_]+)(?:\{(.*)\})? (\S+)", line)
        if not found or found[1] != name:
            continue
        if dict(re.findall(r'(\w+)="([^"]*)"', found[2] or "")) == labels:
            return float(found[3])
    return None


class Served(suite.Case):
    """An office of three units at 07:00 of the day on which they are told at 08:00."""

    more = {}

    def setUp(self):
        self.trouble = None
        self.sink = self.open(SmtpSink(lambda step: self.trouble if step == "connect" else None))
        self.office = self.open(Office(FakeClock.at("2024-06-13 07:00:00")))
        self.port = free_port()
        self.settings = plain(self.sink, **self.more)
        self.office.take_up(listening(self.settings, self.port), world.units(3), world.plan())
        self.office.start()

    def metrics(self):
        status, headers, text = get(self.port, "/metrics")
        self.assertEqual(status, 200, text)
        self.assertEqual(headers["Content-Type"], "text/plain; version=0.0.4; charset=utf-8")
        return text

    def health(self):
        status, _, text = get(self.port, "/healthz")
        return status, text

    def the_units_are_told(self):
        self.office.clock.set("2024-06-13 08:00:00")
        until("the units are told", lambda: len(self.sink.taken) == 3)
        until("the outbox is empty", self.office.nothing_waits)


class Shows(Served):
    def test_a_known_day(self):
        self.assertEqual(sample(self.metrics(), "dondoc_reminders_total"), None)
        self.the_units_are_told()
        text = until(
            "all are counted",
            lambda: sample(
                shown := self.metrics(),
                "dondoc_delivery_attempts_total",
                channel="mail",
                outcome="accepted",
            )
            == 3
            and shown,
        )
        expected = (
            ("dondoc_reminders_total", {"kind": "once", "fate": "made"}, 3),
            ("dondoc_delivery_latency_seconds_count", {"channel": "mail"}, 3),
            ("dondoc_delivery_latency_seconds_bucket", {"channel": "mail", "le": "60"}, 3),
            ("dondoc_outbox_messages", {"channel": "mail", "state": "ready"}, 0),
            ("dondoc_outbox_messages", {"channel": "mail", "state": "dead"}, 0),
            ("dondoc_outbox_oldest_waiting_seconds", {"channel": "mail"}, 0),
            ("dondoc_channel_held", {"channel": "mail"}, 0),
            ("dondoc_channel_paused", {"channel": "mail"}, 0),
            ("dondoc_reloads_total", {"result": "ok"}, 0),
            ("dondoc_health_troubles", {}, 0),
            ("dondoc_epoch", {}, 1),
            ("dondoc_clock_jumps_total", {}, 0),
        )
        for name, labels, value in expected:
            with self.subTest(name, **labels):
                self.assertEqual(sample(text, name, **labels), value, text)
        start = self.office.clock.now().timestamp()
        self.assertGreater(sample(text, "dondoc_next_wake_timestamp_seconds"), start)
        self.assertGreater(sample(text, "dondoc_database_size_bytes"), 4096)
        self.assertGreater(sample(text, "dondoc_disk_free_bytes"), 4096)
        self.assertGreater(sample(text, "dondoc_loop_stall_seconds_count"), 0)
        for name in ("start", "plan_sync", "self_audit"):
            at = sample(text, f"dondoc_{name}_timestamp_seconds")
            self.assertLess(abs(at - start), 7200, name)

    def test_a_reload_and_a_jump_are_counted(self):
        self.office.dondoc("reload")
        self.office.write("dondoc.toml", "[daemon]\n")
        self.office.signal(signal.SIGHUP)
        self.office.wait_for_log("old ones stay in force")
        self.office.clock.set("2024-06-12 07:00:00")
        self.office.wait_for_log("clock has jumped")
        text = self.metrics()
        self.assertEqual(sample(text, "dondoc_reloads_total", result="ok"), 1)
        self.assertEqual(sample(text, "dondoc_reloads_total", result="refused"), 1)
        self.assertEqual(sample(text, "dondoc_clock_jumps_total"), 1)

    def test_a_reload_moves_the_server(self):
        other = free_port()
        self.office.write("dondoc.toml", listening(self.settings, other))
        self.office.dondoc("reload")
        self.assertEqual(get(other, "/healthz")[0], 200)
        with self.assertRaises(ConnectionRefusedError):
            get(self.port, "/healthz")
        # All addresses of the same port, where the old listener stands in the way of the new.
        wide = listening(self.settings, other).replace("127.0.0.1:" + str(other), f"[::]:{other}")
        self.office.write("dondoc.toml", wide)
        note = self.office.run("check")
        self.assertIn("not listen on this machine only", note.stderr)
        self.office.write("dondoc.toml", wide.replace("[::]", "0.0.0.0"))
        self.office.dondoc("reload")
        self.assertEqual(get(other, "/healthz")[0], 200)
        self.office.write("dondoc.toml", self.settings)
        self.office.dondoc("reload")
        with self.assertRaises(ConnectionRefusedError):
            get(other, "/healthz")

    def test_a_port_that_is_taken_is_refused(self):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            busy = taken.getsockname()[1]
            self.office.write("dondoc.toml", listening(self.settings, busy))
            answer = self.office.run("reload")
        self.assertEqual(answer.returncode, 1, answer.stderr)
        self.assertIn(f'"127.0.0.1:{busy}": cannot listen there', answer.stderr)
        self.assertEqual(self.health(), (200, "ok\n"))


class Health(Served):
    more = {"fallback": ("mail", "phong-may@stp.example")}

    def red(self, pattern, timeout=20):
        def look():
            status, text = self.health()
            return status == 503 and re.search(pattern, text) and text

        return until(f"the health page says {pattern!r}", look, timeout)

    def test_a_channel_that_is_held(self):
        self.assertEqual(self.health(), (200, "ok\n"))
        self.trouble = "554 5.7.1 go away"
        self.office.clock.set("2024-06-13 08:00:00")
        text = self.red("kênh mail không gửi được")
        self.assertEqual(text.count("\n"), 1, text)
        self.assertEqual(sample(self.metrics(), "dondoc_channel_held", channel="mail"), 1)
        status, headers, body = get(self.port, "/healthz", Accept="application/json")
        self.assertEqual((status, headers["Content-Type"]), (503, "application/json"))
        answer = json.loads(body)
        self.assertEqual(answer["status"], "trouble")
        self.assertEqual(answer["troubles"], text.splitlines())

    def test_a_message_that_was_given_up(self):
        self.sink.refuse[world.mailbox(1)] = "550 5.1.1 no such user"
        self.office.clock.set("2024-06-13 08:00:00")
        text = self.red("1 thông điệp qua kênh mail không gửi được và đã thôi gửi")
        given_up = self.office.messages("dead")
        self.assertIn(f"dondoc outbox drop {given_up[0]['id']}", text)
        dead = sample(self.metrics(), "dondoc_outbox_messages", channel="mail", state="dead")
        self.assertEqual(dead, 1)
        self.office.dondoc("outbox", "drop", given_up[0]["id"])
        until("green again", lambda: self.health() == (200, "ok\n"))

    def test_a_server_that_is_away(self):
        self.trouble = "reset"
        self.office.clock.set("2024-06-13 08:00:00")
        until(
            "the channel pauses",
            lambda: sample(self.metrics(), "dondoc_channel_paused", channel="mail") == 1,
        )
        self.assertEqual(self.health(), (200, "ok\n"), "that mends itself, as a rule")
        # In steps that are no jumps: then nothing would be late.
        for _ in range(3):
            pauses = self.office.log().count("pauses")
            self.office.clock.move(minutes=40)
            until("the next try", lambda: self.office.log().count("pauses") > pauses)
        self.red("máy chủ của kênh mail không kết nối được")
        self.trouble = None
        self.office.clock.move(minutes=59)
        until("the outbox is empty", self.office.nothing_waits)
        until("green again", lambda: self.health() == (200, "ok\n"))

    def test_an_obligation_that_no_rule_matches(self):
        lonely = self.settings.replace("[[rule]]", '[[rule]]\nmatch = { kind = "cycle" }')
        self.office.write("dondoc.toml", listening(lonely, self.port))
        self.office.dondoc("reload")
        text = self.red("3 việc còn phải nộp mà không quy tắc nào khớp")
        self.assertIn("1/KH-TEST:1.1:once:don-vi-001", text)
        # A day on, the audit tells the fallback, once.
        self.office.clock.set("2024-06-14 07:00:00")
        until("word to the fallback", lambda: self.sink.to("phong-may@stp.example"))
        self.assertIn("self-audit: no rule matches 3 obligations", self.office.log())
        self.office.write("dondoc.toml", listening(self.settings, self.port))
        self.office.dondoc("reload")
        until("green again", lambda: self.health() == (200, "ok\n"))
        self.assertEqual(len(self.sink.to("phong-may@stp.example")), 1)

    def test_a_ladder_that_has_ended(self):
        late = r'  \[\[rule.step\]\]\n  when   = "\+1d".*'
        short = re.sub(late, "", self.settings, flags=re.DOTALL)
        self.office.write("dondoc.toml", listening(short, self.port))
        self.office.dondoc("reload")
        self.office.clock.set("2024-06-14 08:00:00")
        text = self.red("đã hết bậc nhắc")
        self.assertIn("3 việc", text)
        for number in (1, 2, 3):
            self.office.dondoc("submit", f"1.1:once:{world.unit_id(number)}")
        until("green again", lambda: self.health() == (200, "ok\n"))


class Refuses(Served):
    """Whatever callers send, it ends in an answer or a closed connection, and the daemon lives."""

    def tearDown(self):
        self.assertEqual(statuses(exchange(self.port, CLOSING)), [200])
        self.assertTrue(self.office.is_running())

    def test_what_is_asked_wrongly(self):
        head = b"GET /healthz HTTP/1.1\r\nHost: office\r\nConnection: close\r\n"
        post = b"POST /healthz HTTP/1.1\r\nHost: office\r\nConnection: close\r\n"
        length = b"Content-Length: "
        chunked = b"Transfer-Encoding: chunked\r\n"
        part = b"4000\r\n" + b"a" * 0x4000 + b"\r\n"
        rows = (
            ("a page that is not there", b"GET /x HTTP/1.0\r\n\r\n", 404),
            ("a method that is not", post + b"Content-Length: 0\r\n\r\n", 405),
            ("a method that nobody knows", head.replace(b"GET", b"BREW") + b"\r\n", 405),
            ("the absolute form", head.replace(b" /", b" http://office/") + b"\r\n", 200),
            ("no host", b"GET /healthz HTTP/1.1\r\n\r\n", 400),
            ("two hosts", head + b"Host: other\r\n\r\n", 400),
            ("garbage", bytes(range(256)) * 4, 400),
            ("a TLS hello", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(500), 400),
            ("another version", b"GET / HTTP/2.0\r\n\r\n", 400),
            ("no target", b"GET  HTTP/1.1\r\nHost: a\r\n\r\n", 400),
            ("a folded field", head + b"X: a\r\n b\r\n\r\n", 200),
            ("a field without a name", head + b": a\r\n\r\n", 400),
            ("a blank before the colon", head + b"X : a\r\n\r\n", 400),
            ("length and chunks", post + length + b"4\r\n" + chunked + b"\r\n0\r\n\r\n", 400),
            ("chunks and length", post + chunked + length + b"4\r\n\r\n0\r\n\r\n", 400),
            ("two lengths", post + length + b"4\r\n" + length + b"5\r\n\r\n12345", 400),
            ("a length that is none", post + length + b"-1\r\n\r\n", 400),
            ("a length past all", post + length + b"9" * 20 + b"\r\n\r\n", 400),
            ("another coding", post + b"Transfer-Encoding: gzip\r\n\r\n", 400),
            ("chunks not last", post + b"Transfer-Encoding: chunked, gzip\r\n\r\n", 400),
            ("chunks in HTTP/1.0", post.replace(b"1.1", b"1.0") + chunked + b"\r\n0\r\n\r\n", 400),
            ("a chunk of garbage", post + chunked + b"\r\nzz\r\n", 400),
            ("waits for our word", post + length + b"4\r\nExpect: 100-continue\r\n\r\n", 417),
            ("a header of 9 KiB", head + b"X: " + b"a" * 9216 + b"\r\n\r\n", 431),
            ("a header without end", head + b"X: a\r\n" * 100_000, 431),
            ("a line without end", b"G" * 600_000, None),
            ("a target of 9 KiB", b"GET /" + b"a" * 9216 + b" HTTP/1.1\r\n\r\n", 431),
            ("a body that says it is large", post + length + b"65537\r\n\r\n", 413),
            ("a body that is", post + chunked + b"\r\n" + part * 6, 413),
            ("a body at the limit", post + length + b"65536\r\n\r\n" + b"a" * 65536, 405),
        )
        for name, sent, expected in rows:
            with self.subTest(name):
                answer = exchange(self.port, sent)
                self.assertIsNotNone(answer, "the connection stayed open")
                got = statuses(answer)
                if expected is None:
                    self.assertIn(got, ([], [400], [431]), answer[:200])
                else:
                    self.assertEqual(got, [expected], answer[:200])
                if expected == 405:
                    self.assertIn(b"Allow: GET, HEAD\r\n", answer)

    def test_head_says_what_get_would(self):
        for path in ("/healthz", "/nowhere"):
            sent = CLOSING.replace(b"/healthz", path.encode())
            full = exchange(self.port, sent)
            head, _, body = full.partition(b"\r\n\r\n")
            alone = exchange(self.port, sent.replace(b"GET", b"HEAD"))
            self.assertEqual(alone, head + b"\r\n\r\n")
            self.assertIn(b"Content-Length: %d\r\n" % len(body), alone)
            self.assertIn(b"X-Content-Type-Options: nosniff\r\n", alone)

    def test_requests_in_one_go_are_answered_in_turn(self):
        burst = GOOD + GOOD.replace(b"/healthz", b"/nowhere") + CLOSING
        answer = exchange(self.port, burst)
        self.assertEqual(statuses(answer), [200, 404, 200])
        # What stands behind the one that ends the connection is not looked at.
        self.assertEqual(statuses(exchange(self.port, CLOSING + GOOD)), [200])

    def test_slow_callers_are_let_go(self):
        """All at once, for each waits: nothing at all, half a header, drops that keep coming, half
        a body, and silence after an answer."""

        def drops(port):
            begun = time.monotonic()
            with socket.create_connection(("127.0.0.1", port), timeout=0.3) as connection:
                connection.sendall(b"GET /healthz HTTP/1.1\r\n")
                while time.monotonic() - begun < 20:
                    try:
                        connection.sendall(b"X: a\r\n")
                        if connection.recv(1000) == b"":
                            break
                    except TimeoutError:
                        continue
                    except OSError:
                        break
            return time.monotonic() - begun

        def silence(sent):
            def run(port):
                begun = time.monotonic()
                self.assertIsNotNone(exchange(port, sent, timeout=45), "it was never let go")
                return time.monotonic() - begun

            return run

        post = b"POST /healthz HTTP/1.1\r\nHost: office\r\nContent-Length: 9\r\n\r\n1234"
        rows = (
            ("says nothing", silence(b""), 9, 15),
            ("half a header", silence(GOOD[:-2]), 9, 15),
            ("half a body", silence(post), 9, 15),
            ("drops", drops, 9, 15),
            ("idle", silence(GOOD), 28, 36),
        )
        with concurrent.futures.ThreadPoolExecutor(len(rows)) as pool:
            runs = {name: pool.submit(run, self.port) for name, run, _, _ in rows}
            for name, _, least, most in rows:
                with self.subTest(name):
                    took = runs[name].result()
                    print(f"{name}: let go after {took:.1f} s", flush=True)
                    self.assertGreaterEqual(took, least)
                    self.assertLessEqual(took, most)

    def test_a_hundred_callers_and_one_more(self):
        held = []
        self.addCleanup(lambda: [each.close() for each in held])
        for _ in range(100):
            connection = socket.create_connection(("127.0.0.1", self.port), timeout=15)
            held.append(connection)
            connection.sendall(GOOD)
            self.assertEqual(statuses(connection.recv(4096)), [200])
        self.assertIn(statuses(exchange(self.port, b"")), ([503],))
        held.pop().close()
        until("there is room again", lambda: statuses(exchange(self.port, CLOSING)) == [200], 5)
        while held:
            held.pop().close()

    def test_garbage_of_all_kinds(self):
        seed = 20240613
        print(f"seed {seed}", flush=True)
        chance = random.Random(seed)
        pieces = [b"GET ", b"/healthz", b" HTTP/1.1", b"\r\n", b"Host: a", b"\0", b":", b" ", b"\n"]
        pieces += [b"Content-Length: 3", b"Transfer-Encoding: chunked", b"abc", b"\xff\xfe", b"0"]
        for _ in range(300):
            sent = b"".join(chance.choice(pieces) for _ in range(chance.randrange(1, 30)))
            with socket.create_connection(("127.0.0.1", self.port), timeout=15) as connection:
                try:
                    connection.sendall(sent)
                    connection.shutdown(socket.SHUT_WR)
                except OSError:
                    continue
                answer = rest_of(connection)
            self.assertIsNotNone(answer, sent)
            self.assertTrue(set(statuses(answer)) <= {200, 400, 404, 405, 413, 431}, (sent, answer))


class Off(suite.Case):
    def test_nothing_listens_unless_told(self):
        sink = self.open(SmtpSink())
        office = self.open(Office(FakeClock.at("2024-06-13 07:00:00")))
        office.take_up(plain(sink), world.units(1), world.plan())
        office.start()
        self.assertEqual(listeners(office.pid), 0)

    def test_a_start_on_a_taken_port_is_refused(self):
        sink = self.open(SmtpSink())
        office = self.open(Office(FakeClock.at("2024-06-13 07:00:00")))
        with socket.create_server(("127.0.0.1", 0)) as taken:
            busy = taken.getsockname()[1]
            office.take_up(listening(plain(sink), busy), world.units(1), world.plan())
            refused = office.run("run", timeout=20)
        self.assertEqual(refused.returncode, 3)
        self.assertEqual(len(refused.stderr.splitlines()), 1, refused.stderr)
        self.assertIn(f"127.0.0.1:{busy}", refused.stderr)


def listeners(pid):
    """How many TCP sockets of the process listen."""
    listening_inodes = set()
    for table in ("tcp", "tcp6"):
        with open(f"/proc/{pid}/net/{table}", encoding="ascii") as file:
            for line in file.readlines()[1:]:
                fields = line.split()
                if fields[3] == "0A":
                    listening_inodes.add(fields[9])
    return len(listening_inodes & socket_inodes(pid))


def socket_inodes(pid):
    found = set()
    for path in glob.glob(f"/proc/{pid}/fd/*"):
        try:
            target = os.readlink(path)
        except OSError:
            continue
        if match := re.fullmatch(r"socket:\[(\d+)\]", target):
            found.add(match[1])
    return found


if __name__ == "__main__":
    suite.main()
