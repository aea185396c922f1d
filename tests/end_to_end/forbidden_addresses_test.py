"""DELIVERY, promise 14: no webhook reaches this machine or a private network, however its address
is written and whatever a name resolves to, unless the administrator has listed it."""

import subprocess
import tempfile

import certificates
import own_mounts
import suite
import world
from fake_clock import FakeClock
from http_receiver import SECRET, HttpReceiver
from office import Office
from waiting import until

# Ways to write this machine; PORT is that of a peer that listens.
OURS_4 = ("127.0.0.1", "localhost", "LOCALHOST", "127.1", "127.000.0.1", "0177.0.0.1", "0x7f.1")
OURS_4 += ("0x7f000001", "2130706433", "017700000001", "0.0.0.0", "0", "127.8.9.10")
OURS_4 += ("[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:7f00:1]", "①②⑦.0.0.1")
OURS_6 = ("[::1]", "[0:0:0:0:0:0:0:1]", "[::]", "localhost")
# And networks that are not public: none of these is even tried.
PRIVATE = ("10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0xa000001")
PRIVATE += ("[fe80::1]", "[fd00::1]", "[64:ff9b::7f00:1]", "[64:ff9b::10.0.0.1]", "[::10.0.0.1]")
PRIVATE += ("[2002:7f00:1::]", "[::ffff:192.168.1.1]", "224.0.0.1", "255.255.255.255", "[ff02::1]")

CHANNEL = """
[channels.mail]
type = "webhook"
secret_file = "secret"
digest = false
"""


class Forbidden(suite.Case):
    @classmethod
    def setUpClass(cls):
        cls.folder = cls.enterClassContext(tempfile.TemporaryDirectory())
        certificates.make(cls.folder)
        cls.tls = certificates.context(cls.folder)

    def setUp(self):
        self.office = self.open(Office(FakeClock.at("2024-06-13 09:00:00"), quick=True))
        self.office.write("secret", SECRET, 0o600)

    def take_up(self, urls, allowed=None):
        channel = CHANNEL + f'ca_file = "{self.folder}/ca.pem"\n'
        if allowed:
            channel += f"allow_networks = {allowed}\n"
        units = world.units(len(urls), address=lambda number: urls[number - 1])
        self.office.take_up(world.settings(channel), units, world.plan())
        self.office.start()

    def cards(self):
        every = self.office.messages()
        return [self.office.json("outbox", "show", each["id"]) for each in every]

    def test_promise_14_no_spelling_of_an_address_gets_through(self):
        peers = [self.open(HttpReceiver(tls=self.tls, host=host)) for host in ("127.0.0.1", "::1")]
        urls = [f"https://{host}:{peers[0].port}/4" for host in OURS_4]
        urls += [f"https://{host}:{peers[1].port}/6" for host in OURS_6]
        urls += [f"https://{host}:443/p" for host in PRIVATE]
        urls = [url for url in urls if self.may_be_written(url)]
        self.take_up(urls)
        until("all are dead", lambda: len(self.office.messages("dead")) == len(urls), 40)
        for card in self.cards():
            with self.subTest(card["recipient"]):
                self.assertRegex(card["last_detail"], "not called|resolve|URL")
        self.assertEqual([peer.connections for peer in peers], [0, 0])

    def may_be_written(self, url):
        """Some are refused when they are imported: so much the better."""
        units = world.units(1, address=lambda _: url)
        self.office.write("dondoc.toml", world.settings(CHANNEL))
        return self.office.run("unit", "import", self.office.write("u.toml", units)).returncode == 0

    def test_promise_14_what_is_listed_may_be_called(self):
        """So that it is the list that keeps the others out, and not a port or a certificate."""
        peer = self.open(HttpReceiver(tls=self.tls))
        plain = self.open(HttpReceiver())
        self.take_up(
            [f"https://localhost:{peer.port}/x", f"http://127.0.0.1:{plain.port}/x"],
            allowed='["127.0.0.1/32", "::1/128"]',
        )
        until("both are called", lambda: peer.deliveries and plain.deliveries)

    def test_promise_14_a_name_that_changes_its_mind(self):
        if not own_mounts.have():
            self.skipTest("SKIPPED: no mounts of its own, so names cannot be changed")
        hosts = self.office.write("hosts", "")
        subprocess.run(["mount", "--bind", hosts, "/etc/hosts"], check=True)
        self.addCleanup(subprocess.run, ["umount", "/etc/hosts"], check=True)
        allowed = self.open(HttpReceiver())
        secret = self.open(HttpReceiver(host="127.0.0.2", port=allowed.port))
        url = f"http://rebind.example:{allowed.port}/x"
        self.resolves_to("127.0.0.1")
        self.take_up([url], allowed='["127.0.0.1/32"]')
        until("the first day", lambda: len(allowed.deliveries) == 1)
        days = (("127.0.0.2",), ("127.0.0.2", "127.0.0.1"), ("127.0.0.2", "::1"), ("127.0.0.1",))
        for day, addresses in enumerate(days, 14):
            # No connection is kept over night, and no answer of a name server.
            self.office.stop()
            self.resolves_to(*addresses)
            self.office.start()
            self.office.clock.set(f"2024-06-{day if day < 15 else day + 2} 08:00:01")
            until("that day's is over", lambda: self.ended() == day - 12)
        self.assertEqual(secret.connections, 0)
        self.assertEqual(len(allowed.deliveries), 3)

    def ended(self):
        return len(self.office.messages("accepted", "dead"))

    def resolves_to(self, *addresses):
        """Written in place, for it is mounted."""
        with open(self.office.path("hosts"), "w", encoding="ascii") as file:
            file.writelines(f"{address} rebind.example\n" for address in addresses)


if __name__ == "__main__":
    own_mounts.ask_for()
    suite.main()
