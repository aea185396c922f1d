"""`check --connect`: what it says of servers that work, and of those that do not. (With a real mail
server, login and password: mail_test.py.)"""

import json
import os
import socket
import time

import certificates
import suite
import world
from fake_clock import FakeClock
from http_receiver import SECRET, HttpReceiver
from office import Office
from smtp_sink import SmtpSink

WEBHOOK = """
[channels.hook]
type = "webhook"
secret_file = "secret"
"""


def open_office(test, channels, fallback=None):
    office = test.open(Office(FakeClock.at("2024-06-13 09:00:00")))
    office.write("secret", SECRET, 0o600)
    office.write("dondoc.toml", world.settings(channels, fallback=fallback))
    return office


def findings(office, *prefix):
    """Exit code, and each finding by its check."""
    done = office.run("check", "--connect", "--format", "json", prefix=prefix)
    found = json.loads(done.stdout)
    return done.returncode, {each["check"]: each for each in found}, done


class Certificates(suite.Case):
    """Promise 13, as an administrator sees it before any mail waits."""

    def test_each_is_told_apart(self):
        office = open_office(self, "")
        certificates.make(office.folder)
        certificates.sign(office.folder, "expired", "DNS:localhost", days="30")
        certificates.sign(office.folder, "other", "DNS:other.stp.example")
        certificates.self_sign(office.folder, "self")
        rows = {
            "server": (0, "ok", "certificate for localhost, until "),
            "expired": (1, "failed", "January 2020; the mail server needs a new one"),
            "other": (1, "failed", 'is for other.stp.example, not for "localhost"'),
            "self": (1, "failed", "issuer is unknown (CN=localhost)"),
        }
        for name, (code, result, says) in rows.items():
            with self.subTest(name):
                tls = self.tls_of(office, name, code, ca_file="ca.pem")
                self.assertEqual(tls["result"], result)
                self.assertIn(says, tls["text"])
        with self.subTest("an authority that is not named"):
            tls = self.tls_of(office, "server", 1)
            self.assertIn("name its root certificate in `ca_file`", tls["text"])

    def tls_of(self, office, name, code, **more):
        tls = certificates.context(office.folder, name)
        with SmtpSink(tls=tls, smtps=True) as server:
            channel = world.mail_through(server.port, security="smtps", **more)
            channel = channel.replace("127.0.0.1", "localhost")
            office.write("dondoc.toml", world.settings(channel))
            returned, found, done = findings(office)
        self.assertEqual(returned, code, done.stdout + done.stderr)
        return found["tls"]


class Mail(suite.Case):
    def test_a_server_that_works_gets_no_mail(self):
        sink = self.open(SmtpSink())
        office = open_office(self, world.mail_through(sink.port, security="plain"))
        code, found, done = findings(office)
        self.assertEqual(code, 0, done.stderr)
        results = {check: each["result"] for check, each in found.items()}
        wanted = {"connect": "ok", "tls": "untested", "auth": "untested", "sender": "ok"}
        self.assertEqual(results, wanted)
        self.assertEqual(sink.taken, [])
        told = office.dondoc("check", "--connect")
        self.assertIn("sink.stp.example", told)
        self.assertIn("All good", told)

    def test_nobody_listens(self):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
        office = open_office(self, world.mail_through(port, security="plain"))
        code, found, _ = findings(office)
        self.assertEqual(code, 1)
        self.assertIn("`port` and the firewall", found["connect"]["text"])

    def test_starttls_is_missing(self):
        sink = self.open(SmtpSink())
        office = open_office(self, world.mail_through(sink.port, security="starttls"))
        code, found, _ = findings(office)
        self.assertEqual(code, 1)
        self.assertIn("does not take STARTTLS", found["tls"]["text"])
        self.assertNotIn("sender", found)

    def test_a_server_that_hangs_holds_nobody_up(self):
        sink = self.open(SmtpSink(lambda step: "hang" if step == "hello" else None))
        office = open_office(self, world.mail_through(sink.port, security="plain"))
        begun = time.monotonic()
        code, found, _ = findings(office)
        seconds = time.monotonic() - begun
        self.assertEqual(code, 1)
        self.assertIn("fell silent", found["connect"]["text"])
        self.assertIn("220 sink.stp.example", found["connect"]["text"])
        self.assertLess(seconds, 25)
        print(f"a mail server that hangs: told after {seconds:.1f} s", flush=True)

    def test_is_told_in_vietnamese(self):
        sink = self.open(SmtpSink())
        office = self.open(Office(FakeClock.at("2024-06-13 09:00:00"), language="vi"))
        channel = world.mail_through(sink.port, security="plain")
        office.write("dondoc.toml", world.settings(channel))
        told = office.dondoc("check", "--connect")
        for words in ("Kênh", "kết nối", "được", "máy chủ chào", "nhận thư gửi từ"):
            self.assertIn(words, told)

    def test_format_goes_with_connect(self):
        office = open_office(self, world.MAILDIR)
        self.assertEqual(office.run("check", "--format", "json").returncode, 2)


class Credentials(suite.Case):
    """What only systemd hands out, a command cannot see: it tries the rest and says how."""

    def setUp(self):
        self.sink = self.open(SmtpSink())
        more = {"username": "don-doc", "password_credential": "smtp"}
        self.office = open_office(self, world.mail_through(self.sink.port, security="plain", **more))

    def test_the_rest_is_tried(self):
        code, found, done = findings(self.office)
        self.assertEqual(code, 0, done.stderr)
        self.assertEqual(found["connect"]["result"], "ok")
        self.assertEqual(found["auth"]["result"], "untested")
        self.assertNotIn("sender", found)
        command = "-p User=_dondoc -p LoadCredential=cred:/etc/dondoc/credentials dondoc"
        self.assertIn(f"{command} --config {self.office.config} check --connect", done.stderr)

    def test_where_systemd_hands_it_out_it_is_used(self):
        os.mkdir(self.office.path("cred"))
        self.office.write("cred/cred_smtp", "bí mật")
        folder = f"CREDENTIALS_DIRECTORY={self.office.path('cred')}"
        code, found, done = findings(self.office, "env", folder)
        self.assertNotIn("systemd-run", done.stderr)
        # The sink knows no AUTH: as a delivery would, the talk goes on without.
        self.assertEqual(code, 0)
        self.assertIn("offers no login", found["auth"]["text"])
        self.assertEqual(found["sender"]["result"], "ok")
        self.assertNotIn("bí mật", done.stdout + done.stderr)


class Webhooks(suite.Case):
    def ping(self, receiver, allow=True, fallback=None):
        networks = 'allow_networks = ["127.0.0.0/8"]\n' if allow else ""
        office = open_office(self, WEBHOOK + networks, fallback)
        units = world.units(1, channel="hook", address=lambda number: receiver.url("one"))
        office.dondoc("unit", "import", office.write("units.toml", units))
        code, found, done = findings(office)
        return code, found["ping"], done

    def test_a_signed_ping(self):
        receiver = self.open(HttpReceiver())
        code, found, done = self.ping(receiver, fallback=("hook", receiver.url("fallback")))
        self.assertEqual(code, 0, done.stderr)
        self.assertEqual(found["result"], "ok")
        self.assertIn("204", found["text"])
        self.assertEqual({each.path for each in receiver.deliveries}, {"/one", "/fallback"})
        for each in receiver.deliveries:
            self.assertTrue(each.signed)
            self.assertEqual(each.body["type"], "ping")
            self.assertEqual(each.id, "msg_" + each.body["data"]["message"])
            self.assertEqual(each.body["timestamp"][:10], "2024-06-13")

    def test_answers_are_told_apart(self):
        rows = {301: "redirects are not followed", 410: "gone", 503: "in trouble", 403: "refuses"}
        for status, says in rows.items():
            with self.subTest(status):
                receiver = self.open(HttpReceiver([status]))
                code, found, _ = self.ping(receiver)
                self.assertEqual((code, found["result"]), (1, "failed"))
                self.assertIn(says, found["text"])

    def test_an_address_inside_is_not_called(self):
        receiver = self.open(HttpReceiver())
        code, found, _ = self.ping(receiver, allow=False)
        self.assertEqual(code, 1)
        self.assertIn("`allow_networks`", found["text"])
        self.assertEqual(receiver.deliveries, [])

    def test_a_secret_in_the_wrong_form(self):
        office = open_office(self, WEBHOOK, ("hook", "http://127.0.0.1:9/x"))
        office.write("secret", "hunter2", 0o600)
        code, found, done = findings(office)
        self.assertEqual(code, 1)
        self.assertIn("whsec_", found["settings"]["text"])
        self.assertNotIn("hunter2", done.stdout + done.stderr)

    def test_an_endpoint_that_hangs(self):
        with socket.create_server(("127.0.0.1", 0)) as silent:
            url = f"http://127.0.0.1:{silent.getsockname()[1]}/x"
            networks = 'allow_networks = ["127.0.0.0/8"]\n'
            office = open_office(self, WEBHOOK + networks, ("hook", url))
            begun = time.monotonic()
            code, found, _ = findings(office)
            seconds = time.monotonic() - begun
        self.assertEqual(code, 1)
        self.assertIn("no answer in time", found["ping"]["text"])
        self.assertLess(seconds, 30)
        print(f"an endpoint that hangs: told after {seconds:.1f} s", flush=True)


class Folders(suite.Case):
    def test_can_be_written_and_is_left_as_it_was(self):
        office = open_office(self, world.MAILDIR)
        code, found, _ = findings(office)
        self.assertEqual((code, found["folder"]["result"]), (0, "ok"))
        self.assertFalse(os.path.exists(office.path("mail")))

    def test_cannot_be_written(self):
        office = open_office(self, world.MAILDIR)
        office.write("mail", "a file stands where the folder should")
        code, found, _ = findings(office)
        self.assertEqual((code, found["folder"]["result"]), (1, "failed"))
        self.assertIn(office.path("mail"), found["folder"]["text"])


if __name__ == "__main__":
    suite.main()
