"""Reminders reach mailboxes through a real mail server, with STARTTLS and AUTH."""

import json
import signal

import mail_server
import suite
import world
from fake_clock import FakeClock
from mail_server import MailServer
from office import Office
from waiting import until


def setUpModule():
    mail_server.require()


def channel(server, max_connections=2):
    return world.mail_through(
        server.port,
        security="starttls",
        username=server.user,
        password_file="password",
        ca_file=server.ca_file,
        max_connections=max_connections,
    )


class Reminders(suite.Case):
    """Four units owe a report by 14/6; the third has handed in, the fourth has moved."""

    MOVED = "dia-chi-moi@stp.example"

    def boxes(self):
        return [world.mailbox(number) for number in range(1, 5)] + [self.MOVED]

    def test_from_plan_to_mailbox(self):
        server = self.open(MailServer(self.boxes()))
        office = self.open(Office(FakeClock.at("2024-06-13 07:59:00")))
        self.prepare(office, server)
        self.first_day(office, server)
        self.second_day(office, server)
        office.stop()
        self.in_every_box(server)

    def prepare(self, office, server):
        office.write("password", server.password, 0o600)
        office.take_up(world.settings(channel(server)), world.units(4), world.plan())
        office.dondoc("submit", f"{world.NUMBER}:1.1:once:{world.unit_id(3)}")
        office.dondoc("contact", "set", "--unit", world.unit_id(4), "--address", self.MOVED)
        office.clock.set("2024-06-13 07:59:56")
        office.start()

    def first_day(self, office, server):
        until("three mails on the first day", lambda: server.count() >= 3)
        until("the outbox is empty", office.nothing_waits)
        for address in (world.mailbox(1), world.mailbox(2), self.MOVED):
            with self.subTest(address):
                (mail,) = server.mails(address)
                self.is_a_reminder(mail, address, "2024-06-13 08:00")
                self.assertIn("Còn 1 ngày", mail["Subject"])

    def second_day(self, office, server):
        office.clock.set("2024-06-14 07:59:58")
        until("three mails more on the second day", lambda: server.count() >= 6)
        until("the outbox is empty", office.nothing_waits)
        for address in (world.mailbox(1), world.mailbox(2), self.MOVED):
            with self.subTest(address):
                first, second = server.mails(address)
                self.is_a_reminder(second, address, "2024-06-14 08:00")
                self.assertEqual(first["References"], second["References"])
                self.assertNotEqual(first["Message-ID"], second["Message-ID"])

    def is_a_reminder(self, mail, address, minute):
        self.assertEqual(mail["To"], address)
        self.assertEqual(mail["Date"].datetime.strftime("%Y-%m-%d %H:%M"), minute)
        self.assertEqual(mail["Date"].datetime.utcoffset().total_seconds(), 7 * 3600)
        self.assertIn("Báo cáo công tác tư pháp", mail["Subject"])
        self.assertTrue(mail["Subject"].startswith("[Đôn đốc] "), mail["Subject"])
        self.assertEqual(mail["From"].addresses[0].display_name, "Văn phòng Sở Tư pháp")
        self.assertEqual(mail["Auto-Submitted"], "auto-generated")
        self.assertIsNotNone(mail["References"])
        for kind in ("plain", "html"):
            text = mail.get_body(preferencelist=(kind,)).get_content()
            self.assertIn("Báo cáo công tác tư pháp", text)
            self.assertIn("14/6/2024", text)
        self.assertFalse([part.defects for part in mail.walk() if part.defects])

    def in_every_box(self, server):
        wanted = {world.mailbox(1): 2, world.mailbox(2): 2, world.mailbox(3): 0}
        wanted |= {world.mailbox(4): 0, self.MOVED: 2}
        self.assertEqual({box: len(server.mails(box)) for box in wanted}, wanted)


class Refusals(suite.Case):
    def test_unknown_mailbox_is_dead_at_once_and_told(self):
        server = self.open(MailServer([world.mailbox(1)]))
        office = self.open(Office(FakeClock.at("2024-06-13 07:59:56")))
        office.write("password", server.password, 0o600)
        channels = channel(server) + world.MAILDIR
        settings = world.settings(channels, fallback=("folder", "vanphong@stp.example"))
        office.take_up(settings, world.units(2), world.plan())
        office.start()
        until("one message is dead", lambda: len(office.messages("dead")) == 1)
        until("the other is in its box", lambda: len(server.mails(world.mailbox(1))) == 1)
        self.assertEqual(office.messages("dead")[0]["recipient"], world.mailbox(2))
        until("the fallback is told", office.maildir)
        until("the outbox is empty", office.nothing_waits)
        self.assertIn(world.mailbox(2), office.maildir()[0].get_body().get_content())


class Check(suite.Case):
    """`check --connect` with a server that has certificates and passwords."""

    def test_says_what_it_found(self):
        server = self.open(MailServer([world.mailbox(1)]))
        office = self.open(Office(FakeClock.at("2024-06-13 09:00:00")))
        office.write("dondoc.toml", world.settings(channel(server)))
        for password, code, auth in ((server.password, 0, "ok"), ("sai", 1, "failed")):
            with self.subTest(auth):
                office.write("password", password, 0o600)
                done = office.run("check", "--connect", "--format", "json")
                self.assertEqual(done.returncode, code, done.stdout + done.stderr)
                found = {each["check"]: each for each in json.loads(done.stdout)}
                self.assertEqual(found["connect"]["result"], "ok")
                self.assertRegex(found["tls"]["text"], r"^TLSv1\.[23]; certificate for localhost")
                self.assertEqual(found["auth"]["result"], auth)
                self.assertEqual("sender" in found, code == 0)
                self.assertNotIn(password, done.stdout + done.stderr)
        self.assertIn("refuses the user name", found["auth"]["text"])
        self.assertEqual(server.count(), 0)


class WrongPassword(suite.Case):
    """DELIVERY, promise 6: the channel is held, nothing is dead, one alert; then all arrive."""

    COUNT = 30

    def test_held_then_delivered(self):
        boxes = [world.mailbox(number) for number in range(1, self.COUNT + 1)]
        server = self.open(MailServer(boxes))
        office = self.open(Office(FakeClock.at("2024-06-13 07:59:56")))
        self.prepare(office, server)
        self.held(office, server)
        self.mended(office, server, boxes)
        office.stop()

    def prepare(self, office, server):
        office.write("password", "sai", 0o600)
        channels = channel(server) + world.MAILDIR
        text = world.settings(channels, fallback=("folder", "vanphong@stp.example"))
        office.take_up(text, world.units(self.COUNT), world.plan())
        office.start()

    def held(self, office, server):
        office.wait_for_log("channel mail is held")
        until("the alert", office.maildir)
        # The next probe is refused too; that is no news.
        office.clock.move(minutes=6)
        refused = server.sasl.refused
        until("a probe", lambda: server.sasl.refused > refused)
        until("held again", lambda: office.log().count("channel mail is held") >= 2)
        until("all wait", lambda: len(office.messages("held")) == self.COUNT)
        others = office.messages("dead", "expired", "accepted", "uncertain")
        self.assertEqual([each["channel"] for each in others], ["folder"])
        self.assertEqual(server.count(), 0)
        self.assertEqual(len(office.maildir()), 1)

    def mended(self, office, server, boxes):
        office.write("password", server.password, 0o600)
        office.signal(signal.SIGHUP)
        office.wait_for_log("settings reloaded")
        office.clock.move(minutes=11)
        until("all have arrived", lambda: server.count() >= self.COUNT)
        until("the outbox is empty", office.nothing_waits)
        self.assertEqual({len(server.mails(box)) for box in boxes}, {1})


if __name__ == "__main__":
    suite.main()
