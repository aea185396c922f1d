"""DELIVERY, promise 13: where a peer's certificate or its TLS does not hold, nothing is sent, and
nothing in the clear: no mail, no password, no webhook."""

import tempfile

import certificates
import suite
import world
from fake_clock import FakeClock
from http_receiver import SECRET, HttpReceiver
from office import Office
from smtp_sink import SmtpSink
from waiting import until

LOGIN = ("don-doc@stp.example", "mat-khau-chim-hoang-yen")

# Certificates of NAME.pem, but for the good one.
BAD = ("self-signed", "expired", "wrong-name", "other-authority")


def make_certificates(folder):
    certificates.make(folder)
    certificates.self_sign(folder, "self-signed")
    certificates.sign(folder, "expired", days="30")
    certificates.sign(folder, "wrong-name", names="DNS:mail.khac.example")
    with tempfile.TemporaryDirectory() as elsewhere:
        certificates.make(elsewhere)
        for kind in ("pem", "key"):
            with open(f"{elsewhere}/server.{kind}", "rb") as file:
                made = file.read()
            with open(f"{folder}/other-authority.{kind}", "wb") as file:
                file.write(made)


def at(step, fault):
    return lambda now: fault if now == step else None


class Tls(suite.Case):
    @classmethod
    def setUpClass(cls):
        folder = cls.enterClassContext(tempfile.TemporaryDirectory())
        make_certificates(folder)
        cls.ca_file = f"{folder}/ca.pem"
        names = ("server", *BAD)
        cls.contexts = {name: certificates.context(folder, name) for name in names}

    def setUp(self):
        self.office = self.open(Office(FakeClock.at("2024-06-13 09:00:00"), quick=True))
        self.channels, self.addresses = [], []

    def take_up(self, text):
        names, addresses = self.channels, self.addresses
        units = world.units(
            len(names), channel=lambda n: names[n - 1], address=lambda n: addresses[n - 1]
        )
        self.office.take_up(world.settings(text), units, world.plan())
        self.office.start()
        tried = lambda: all(each["attempts"] for each in self.office.messages())
        until("every message was tried", tried)


class Mail(Tls):
    def sinks(self):
        """(name, security, the server)"""
        good = {"tls": self.contexts["server"], "login": LOGIN}
        for name in BAD:
            bad = good | {"tls": self.contexts[name]}
            yield name, "starttls", SmtpSink(**bad)
            yield name, "smtps", SmtpSink(smtps=True, **bad)
        yield "vanished", "starttls", SmtpSink(login=LOGIN)
        yield "refused", "starttls", SmtpSink(at("starttls", "454 4.7.0 not now"), **good)
        yield "not-known", "starttls", SmtpSink(at("starttls", "502 5.5.1 what"), **good)
        yield "closes", "starttls", SmtpSink(at("starttls", "close"), **good)
        yield "plain", "smtps", SmtpSink(login=LOGIN)
        yield "garbage", "smtps", SmtpSink(at("hello_tls", "garbage"), smtps=True, **good)

    def test_promise_13_mail_goes_to_nobody_else_and_never_in_the_clear(self):
        good = {"tls": self.contexts["server"], "login": LOGIN}
        self.office.write("password", LOGIN[1], 0o600)
        servers = [(f"{name}-{kind}", kind, self.open(sink)) for name, kind, sink in self.sinks()]
        fine = [("good", "starttls", self.open(SmtpSink(**good)))]
        fine += [("good-smtps", "smtps", self.open(SmtpSink(smtps=True, **good)))]
        self.channels = [name for name, _, _ in servers + fine]
        self.addresses = ["don-vi@stp.example"] * len(self.channels)
        self.take_up("".join(self.channel(*each) for each in servers + fine))
        state = {each["channel"]: each for each in self.office.messages()}
        for name, _, sink in servers:
            with self.subTest(name):
                # A 454 and a broken connection are the hour's; the rest is for a person to mend.
                expected = "ready" if name.startswith(("refused", "closes")) else "held"
                self.assertEqual(state[name]["state"], expected, state[name]["last_detail"])
                self.assertEqual(sink.taken, [])
                self.nothing_was_said(sink)
        for name, _, sink in fine:
            self.assertEqual((state[name]["state"], len(sink.taken)), ("accepted", 1), name)
        self.in_the_clear_the_good_one_said_no_more(fine[0][2])

    def channel(self, name, security, sink):
        more = {"username": LOGIN[0], "password_file": "password", "ca_file": self.ca_file}
        return world.mail_through(sink.port, name=name, security=security, **more)

    def nothing_was_said(self, sink):
        said = sink.received()
        for word in (b"AUTH", b"MAIL", b"RCPT", b"DATA", LOGIN[1].encode()):
            self.assertNotIn(word, said)

    def in_the_clear_the_good_one_said_no_more(self, sink):
        """Than EHLO and STARTTLS; a Wire has what is decrypted behind that."""
        (wire,) = sink.wires
        clear = bytes(wire.received).split(b"STARTTLS\r\n")[0]
        self.assertRegex(clear, rb"\AEHLO [^\r\n]*\r\n\Z")


class Webhook(Tls):
    def test_promise_13_no_webhook_to_an_endpoint_that_cannot_prove_itself(self):
        self.office.write("secret", SECRET, 0o600)
        text = ""
        peers = {name: self.open(HttpReceiver(tls=self.contexts[name])) for name in BAD}
        peers["plain"] = self.open(HttpReceiver())
        peers["good"] = self.open(HttpReceiver(tls=self.contexts["server"]))
        for name, peer in peers.items():
            text += f'[channels.{name}]\ntype = "webhook"\nsecret_file = "secret"\n'
            text += f'allow_networks = ["127.0.0.0/8"]\nca_file = "{self.ca_file}"\n'
            self.channels.append(name)
            self.addresses.append(f"https://localhost:{peer.port}/x")
        self.take_up(text)
        until("the good one", lambda: peers["good"].deliveries)
        state = {each["channel"]: each["state"] for each in self.office.messages()}
        self.assertEqual(state.pop("good"), "accepted")
        self.assertEqual(set(state.values()), {"ready"})
        for name in (*BAD, "plain"):
            with self.subTest(name):
                self.assertEqual(peers[name].deliveries, [])
                self.assertNotIn(b"webhook", peers[name].received())


if __name__ == "__main__":
    suite.main()
