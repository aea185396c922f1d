"""A mail server that says no (DELIVERY): later (promise 4), never (5), not to us (6), or
no word at all after the dot (7). The fallback is a maildir, which always works."""

import collections
import datetime
import signal
import sqlite3

import suite
import world
from fake_clock import FakeClock
from office import Office
from smtp_sink import SmtpSink
from waiting import until

OFFICE = "vanphong@stp.example"
FALLBACK = ("folder", OFFICE)
MINUTE = 60


def settings(channels, **more):
    return world.settings(channels + world.MAILDIR, fallback=FALLBACK, **more)


def plain(sink, **more):
    return world.mail_through(sink.port, security="plain", **more)


def instant(text):
    return datetime.datetime.fromisoformat(text)


def local(at):
    """For FakeClock.set: a second later, since what is shown has no fractions."""
    return (at + datetime.timedelta(seconds=1)).strftime("%Y-%m-%d %H:%M:%S")


def waits(card):
    """Seconds from the end of each attempt to the start of the next."""
    tries = card["attempts"]
    pairs = zip(tries, tries[1:])
    return [(instant(b["started"]) - instant(a["ended"])).total_seconds() for a, b in pairs]


class Refused(suite.Case):
    def office_at(self, clock, channels, count, rules=world.DAILY, **more):
        office = self.open(Office(FakeClock.at(clock), quick=True))
        text = settings(channels, rules=rules)
        office.take_up(text, world.units(count, **more), world.plan())
        office.start()
        return office

    def told(self, office, recipient):
        """The mails to the fallback that name a recipient."""
        texts = [mail.get_body().get_content() for mail in office.maildir()]
        return [text for text in texts if recipient in text]

    def at_the_next_try(self, office, message):
        """Moves the clock to it, and waits until it is over: the message as it is then."""
        card = office.json("outbox", "show", message)
        office.clock.set(local(instant(card["next_try"])))
        return self.after_a_try_more(office, card)

    def after_a_try_more(self, office, card):
        def tried():
            found = office.json("outbox", "show", card["id"])
            return found if len(found["attempts"]) > len(card["attempts"]) else None

        return until(f"try {len(card['attempts']) + 1} of {card['recipient']}", tried)


class Later(Refused):
    """Promise 4."""

    LADDER = (5, 10, 20, 40, 66, 66)
    ONCE = world.DAILY[: world.DAILY.index("  [[rule.step]]\n  when = \"0d\"")]

    def setUp(self):
        self.first = world.mailbox(1)
        self.sink = self.open(SmtpSink(refuse={self.first: "451 4.3.0 later"}))

    def test_promise_04_tried_again_until_it_is_of_no_use(self):
        office = self.office_at("2024-06-13 09:00:00", plain(self.sink), 2)
        until("the other has it", lambda: self.sink.to(world.mailbox(2)))
        until("the first try", lambda: office.message(self.first)["attempts"])
        card = office.message(self.first)
        for _ in self.LADDER:
            card = self.at_the_next_try(office, card["id"])
        self.backed_off(waits(card))
        # Too late for one more after this one.
        end = instant(card["useful_until"]) - datetime.timedelta(minutes=10)
        office.clock.set(local(end))
        card = self.after_a_try_more(office, card)
        self.assertEqual(card["state"], "expired")
        until("the fallback is told", lambda: self.told(office, self.first))
        self.assertEqual(len(self.told(office, self.first)), 1)
        self.in_the_journal(office, "expired", card["id"])

    def backed_off(self, found):
        for wait, wanted in zip(found, self.LADDER):
            # Two seconds for the look around and for what is cut off.
            low, high = 0.8 * wanted * MINUTE - 2, 1.2 * wanted * MINUTE + 2
            self.assertTrue(low <= wait <= high, f"{wait} s, not about {wanted} min")
        exact = [wanted * MINUTE for wanted in self.LADDER]
        self.assertTrue(any(abs(a - b) > 5 for a, b in zip(found, exact)), "no jitter")
        shown = ", ".join(f"{wait / MINUTE:.1f}" for wait in found)
        suite.measured(4, f"tried again after {shown} min")

    def test_promise_04_of_use_until_the_next_step_or_for_five_days(self):
        for rules, until_when in (
            (world.DAILY, "2024-06-14T08:00:00+07:00"),
            (self.ONCE, "2024-06-18T09:00:"),
        ):
            with self.subTest(until_when):
                office = self.office_at("2024-06-13 09:00:00", plain(self.sink), 1, rules=rules)
                until("the first try", lambda: office.messages("ready"))
                useful = office.message(self.first)["useful_until"]
                self.assertTrue(useful.startswith(until_when), useful)
                office.stop()

    def in_the_journal(self, office, what, message):
        with sqlite3.connect(f"file:{office.path('dondoc.db')}?mode=ro", uri=True) as database:
            query = "SELECT count(*) FROM journal WHERE what = ? AND subject = ?"
            self.assertEqual(database.execute(query, (what, message)).fetchone(), (1,))
        database.close()


class Never(Refused):
    """Promise 5."""

    def test_promise_05_a_refusal_for_good_is_dead_and_told_once(self):
        unknown, full, spam = (world.mailbox(number) for number in (1, 2, 3))
        replies = {unknown: "550 5.1.1 no such user", full: "552 5.2.2 mailbox full"}
        sink = self.open(SmtpSink(refuse=replies))
        picky = self.open(SmtpSink(lambda step: "554 5.7.1 spam" if step == "taken" else None))
        channels = plain(sink) + plain(picky, name="picky")
        office = self.office_at(
            "2024-06-13 09:00:00", channels, 4, channel=lambda n: "picky" if n == 3 else "mail"
        )
        until("two are dead", lambda: len(office.messages("dead")) == 2)
        until("the fourth is taken", lambda: sink.to(world.mailbox(4)))
        for gone in (unknown, spam):
            self.assertEqual(office.message(gone)["state"], "dead")
            # In a mail of its own, or in one with the other.
            until("the fallback is told", lambda: self.told(office, gone))
            self.assertEqual(len(self.told(office, gone)), 1)
            self.assertRegex(office.log(), rf"\[error\] .*{gone}.* outbox show")
        self.a_full_mailbox_empties(office, sink, full)
        self.assertEqual(sink.asked.count(unknown), 1, "a dead message was tried again")

    def a_full_mailbox_empties(self, office, sink, full):
        self.assertEqual(office.message(full)["state"], "ready")
        del sink.refuse[full]
        card = self.at_the_next_try(office, office.message(full)["id"])
        self.assertEqual(card["state"], "accepted")
        self.assertEqual(self.told(office, full), [])


class NotToUs(Refused):
    """Promise 6."""

    COUNT = 300
    LOGIN = ("don-doc@stp.example", "mật khẩu đúng")

    def test_promise_06_a_wrong_password_holds_the_channel_and_kills_nothing(self):
        sink = self.open(SmtpSink(login=self.LOGIN))
        office = self.office_with_password(sink, "mật khẩu sai")
        until("all are held", lambda: len(office.messages("held")) == self.COUNT)
        until("the alert", office.maildir)
        self.one_probe_at_a_time(office, sink)
        self.assertEqual(len(office.maildir()), 1, "one trouble, one alert")
        self.assertEqual(office.messages("dead", "expired", "uncertain"), [])
        self.assertEqual(sink.taken, [])
        self.mended(office, sink)

    def office_with_password(self, sink, password):
        office = self.open(Office(FakeClock.at("2024-06-13 09:00:00"), quick=True))
        office.write("password", password, 0o600)
        channel = plain(
            sink, username=self.LOGIN[0], password_file="password", max_connections=4
        )
        office.take_up(settings(channel), world.units(self.COUNT), world.plan())
        office.start()
        return office

    def one_probe_at_a_time(self, office, sink):
        # The first four went out at once, before anybody knew.
        self.assertLessEqual(sink.denied, 4)
        for minutes in (5, 10, 20, 40, 60):
            denied, holds = sink.denied, office.log().count("channel mail is held")
            office.clock.move(minutes=minutes, seconds=1)
            until("a probe", lambda: sink.denied > denied)
            until("held again", lambda: office.log().count("channel mail is held") > holds)
            self.assertEqual(len(office.messages("held")), self.COUNT)
            self.assertEqual(sink.denied, denied + 1, "more than one probe")

    def mended(self, office, sink):
        office.write("password", self.LOGIN[1], 0o600)
        office.signal(signal.SIGHUP)
        until("all have arrived", lambda: len(sink.taken) >= self.COUNT, 40)
        until("the outbox is empty", office.nothing_waits)
        copies = collections.Counter(mail.recipient for mail in sink.taken)
        self.assertEqual((len(copies), set(copies.values())), (self.COUNT, {1}))
        suite.measured(6, f"{self.COUNT} held, 0 dead, 1 alert, all arrived")


class NoWord(Refused):
    """Promise 7: the ways to leave us without a word after the dot, a channel each."""

    FAULTS = ("hang", "close", "reset", "half")

    def test_promise_07_the_same_bytes_again_at_most_three_times(self):
        self.sinks = [self.open(SmtpSink(self.silent(fault))) for fault in self.FAULTS]
        channels = "".join(
            plain(sink, name=fault) for sink, fault in zip(self.sinks, self.FAULTS)
        )
        office = self.office_at(
            "2024-06-13 09:00:00",
            channels,
            len(self.FAULTS),
            channel=lambda number: self.FAULTS[number - 1],
        )
        for copies in (1, 2):
            self.all_without_a_word(office, copies, "uncertain")
            self.assertEqual(office.maildir(), [])
            latest = max(instant(card["next_try"]) for card in self.cards(office))
            office.clock.set(local(latest))
        self.all_without_a_word(office, 3, "dead")
        for number, sink in enumerate(self.sinks, 1):
            with self.subTest(self.FAULTS[number - 1]):
                self.three_equal_copies(office, sink, world.mailbox(number))
        office.clock.move(minutes=20)
        until("the outbox is empty", office.nothing_waits)
        self.assertEqual([len(sink.taken) for sink in self.sinks], [3] * len(self.FAULTS))

    def silent(self, fault):
        return lambda step: fault if step == "taken" else None

    def cards(self, office):
        return [office.message(world.mailbox(n)) for n in range(1, len(self.FAULTS) + 1)]

    def all_without_a_word(self, office, copies, state):
        until(f"copy {copies}", lambda: all(len(sink.taken) == copies for sink in self.sinks))
        for sink in self.sinks:
            sink.let_go()
        wanted = {(copies, state)}
        until(
            f"{state} after {copies}",
            lambda: {(len(c["attempts"]), c["state"]) for c in self.cards(office)} == wanted,
        )

    def three_equal_copies(self, office, sink, recipient):
        self.assertEqual(len({mail.data for mail in sink.taken}), 1)
        card = office.message(recipient)
        self.assertEqual({each["outcome"] for each in card["attempts"]}, {"uncertain"})
        for wait in waits(card):
            self.assertGreaterEqual(wait, 0.8 * 15 * MINUTE - 2)
        until("the fallback is told", lambda: self.told(office, recipient))
        self.assertEqual(len(self.told(office, recipient)), 1)


class BetweenTries(Refused):
    """Promise 10."""

    def test_promise_10_nothing_that_was_handed_in_meanwhile(self):
        refused, unsure = world.mailbox(1), world.mailbox(2)
        sink = self.open(SmtpSink(refuse={refused: "451 4.3.0 later"}))
        silent = self.open(SmtpSink(lambda step: "close" if step == "taken" else None))
        office = self.office_at(
            "2024-06-13 09:00:00",
            plain(sink) + plain(silent, name="silent"),
            2,
            channel=lambda number: "silent" if number == 2 else "mail",
        )
        until("one waits", lambda: office.messages("ready"))
        until("one is uncertain", lambda: office.messages("uncertain"))
        sink.refuse.clear()
        office.dondoc("submit", f"1.1:once:{world.unit_id(1)}")
        office.dondoc("submit", f"1.1:once:{world.unit_id(2)}")
        office.clock.move(minutes=20)
        until("both are withdrawn", lambda: len(office.messages("withdrawn")) == 2)
        self.assertEqual((sink.asked.count(refused), silent.asked.count(unsure)), (1, 1))
        self.assertEqual(office.maildir(), [])


if __name__ == "__main__":
    suite.main()
