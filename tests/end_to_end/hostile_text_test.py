"""Plans, units and addresses from who means harm: in headers, SMTP commands and URLs nothing
of them is more than text (DELIVERY, promise 26), and neither in HTML and calendars (27)."""

import email
import email.policy
import html.parser
import json
import re
import sqlite3

import suite
import world
from fake_clock import FakeClock
from http_receiver import SECRET, HttpReceiver
from office import Office
from smtp_sink import SmtpSink
from waiting import until

# What a line break lets in, where it is let through.
SMUGGLED = (
    "\r\n.\r\nMAIL FROM:<x@evil.example>\r\nRCPT TO:<y@evil.example>\r\nDATA\r\nSubject: evil\r\n",
    "\n.\nMAIL FROM:<x@evil.example>\nRCPT TO:<y@evil.example>\n",
    "\r.\rDATA\r",
    "\r\nBcc: y@evil.example\r\nX-Evil: 1\r\n\r\nevil",
    "\x00Bcc: y@evil.example",
    "\u2028Bcc: y@evil.example\u2029\u0085X-Evil: 1\x0b\x0c\x1b[31m",
)
# What HTML, Mustache and iCalendar take for more than text.
MARKED_UP = (
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "\"'><svg onload=alert(1)><a href=\"javascript:alert(1)\">",
    "</title></style></p></td></table></body></html><!-- & --><![CDATA[ &amp; &lt;b&gt; b",
    "{{title}} {{{subject}}} {{#task}} {{> letter}} {{=<% %>=}}",
    "một; hai, ba: bốn\\nEND:VEVENT\\, BEGIN:VALARM;X=\"1\"",
    "=HYPERLINK(\"x\") From . .. " + "rất dài " * 30,
)
PLAIN = "Báo cáo công tác tư pháp"


ADDRESSES = (
    "a@stp.example\r\nRCPT TO:<y@evil.example>",
    "a@stp.example>\r\nDATA",
    "a@stp.example\x00@evil.example",
    "a@stp.example\nx",
    "<a@stp.example> SIZE=1",
)
URL_ENDS = ("x\r\nX-Evil: 1", "x HTTP/1.1\r\nX-Evil: 1\r\n\r\n", "x\x00y", "x\ny")


class Hostile(suite.Case):
    """Task and unit NUMBER have text NUMBER, for mail and again for a webhook; the first is
    harmless."""

    def setUp(self):
        self.sink = self.open(SmtpSink())
        self.hook = self.open(HttpReceiver())
        self.office = self.open(Office(FakeClock.at("2024-06-13 07:00:00"), quick=True))
        self.office.write("secret", SECRET, 0o600)

    def take_up(self, count):
        channels = world.mail_through(self.sink.port, security="plain")
        channels += '[channels.hook]\ntype = "webhook"\nsecret_file = "secret"\n'
        channels += 'allow_networks = ["127.0.0.0/8"]\n'
        units = world.units(
            2 * count,
            channel=lambda n: "mail" if n <= count else "hook",
            address=lambda n: world.mailbox(n) if n <= count else self.hook.url(f"{n}"),
        )
        head = world.plan()[: world.plan().index("[[task]]")]
        plan = head + "".join(self.task(number) for number in range(1, 2 * count + 1))
        self.office.take_up(world.settings(channels), units, plan)

    def task(self, number):
        text = world.plan(lead=world.unit_id(number), title=f"{PLAIN} {number}")
        text = text[text.index("[[task]]") :]
        return text.replace('no      = "1"', f'no      = "{number}"')

    def change(self, *statements):
        """Past every check at the door, as if one had been forgotten."""
        with sqlite3.connect(self.office.path("dondoc.db"), timeout=20) as database:
            for statement, values in statements:
                changed = database.execute(statement, values).rowcount
                self.assertEqual(changed, 1, statement)
        database.close()

    def harm(self, texts):
        """Each in the title, product and note of a task, and in the name of its unit."""
        for number, text in enumerate(texts * 2, 1):
            sets = "UPDATE task SET title = ?, product = ?, note = ? WHERE task_key = ?"
            values = (f"{PLAIN} {text}", text, text, f"1.{number}")
            name = (f"Đơn vị {number} {text}", world.unit_id(number))
            self.change((sets, values), ("UPDATE unit SET name = ? WHERE id = ?", name))

    def send(self, count):
        self.office.start()
        self.office.clock.set("2024-06-13 08:00:00")
        until("every mail", lambda: len(self.sink.taken) >= count)
        until("every webhook", lambda: len(self.hook.deliveries) >= count)
        until("the outbox is empty", self.office.nothing_waits)

    def mails(self, count):
        """As they came over the wire, by their number."""
        for number in range(1, count + 1):
            (mail,) = self.sink.to(world.mailbox(number))
            yield number, mail.data, email.message_from_bytes(
                mail.data, policy=email.policy.default
            )


class Lines(Hostile):
    def test_promise_26_no_line_end_reaches_a_command_or_a_header(self):
        texts = ("thường", *SMUGGLED)
        self.take_up(len(texts))
        self.harm(texts)
        self.send(len(texts))
        mailboxes = [world.mailbox(number) for number in range(1, len(texts) + 1)]
        self.assertEqual(sorted(self.sink.asked), mailboxes)
        self.assertEqual(len(self.sink.taken), len(texts))
        names = None
        for number, data, mail in self.mails(len(texts)):
            with self.subTest(texts[number - 1]):
                self.assertEqual(data, self.raw(world.mailbox(number)))
                self.is_well_made(data)
                names = names or [key for key in mail.keys()]
                self.assertEqual([key for key in mail.keys()], names)
                self.assertFalse([part.defects for part in mail.walk() if part.defects])
                for key, value in mail.items():
                    self.assertNotRegex(value, r"[\r\n\0]", key)
        for delivery in self.hook.deliveries:
            self.assertTrue(delivery.signed)
            self.assertNotIn("x-evil", delivery.headers)
            self.assertTrue(delivery.body["data"]["reminders"][0]["title"].startswith(PLAIN))
        self.assertNotIn(b"\r\nX-Evil", self.hook.received())

    def raw(self, recipient):
        """The bytes that we say we have sent."""
        card = self.office.message(recipient)
        with open(self.office.path("raw"), "wb") as file:
            self.office.run("outbox", "show", card["id"], "--raw", stdout=file)
        with open(self.office.path("raw"), "rb") as file:
            return file.read()

    def is_well_made(self, data):
        self.assertNotRegex(data, rb"(?<!\r)\n|\r(?!\n)|\0")
        self.assertLessEqual(max(map(len, data.split(b"\r\n"))), 998)
        data.decode("ascii")

    def test_promise_26_no_line_end_in_an_address_is_sent_to(self):
        """In the outbox itself, since the daemon does not start with such a contact."""
        count = len(ADDRESSES)
        self.sink.refuse = {world.mailbox(n): "451 4.3.0 later" for n in range(1, count + 1)}
        self.hook.always = 503
        self.take_up(count)
        self.office.start()
        self.office.clock.set("2024-06-13 08:00:00")
        tried = lambda: len(self.hook.deliveries) >= count and len(self.sink.asked) >= count
        until("each was tried", tried)
        self.office.stop()
        asked, called = len(self.sink.asked), len(self.hook.deliveries)
        wanted = [*ADDRESSES, *(self.hook.url(end) for end in URL_ENDS)]
        self.change(
            *(
                ("UPDATE message SET address = ? WHERE address = ?", (text, self.address(n, count)))
                for n, text in enumerate(wanted, 1)
            )
        )
        self.office.clock.move(minutes=15)
        self.office.start()
        until("all are dead", lambda: len(self.office.messages("dead")) == len(wanted))
        self.assertEqual((len(self.sink.asked), len(self.hook.deliveries)), (asked, called + 1))
        self.assertNotIn(b"evil", self.hook.received().lower() + self.sink.received().lower())

    def address(self, number, count):
        if number <= count:
            return world.mailbox(number)
        return self.hook.url(f"{number}")

    def test_promise_26_no_daemon_with_a_line_end_in_a_contact(self):
        self.take_up(1)
        address = (ADDRESSES[0], world.unit_id(1))
        self.change(("UPDATE contact SET address = ? WHERE unit = ?", address))
        self.one_line(self.office.run("run", timeout=20))

    def one_line(self, done):
        self.assertEqual((done.returncode, done.stderr.count("\n")), (3, 1), done.stderr)

    def test_promise_26_the_door_refuses_or_cleans(self):
        self.take_up(1)
        for text in SMUGGLED:
            with self.subTest(text):
                plan = world.plan(title="TITLE", number="2/KH").replace('"TITLE"', toml(text))
                done = self.office.run("import", self.office.write("p.toml", plan))
                if done.returncode != 0:
                    self.one_line(done)
                    continue
                # Asked for as JSON, so that a line end of the listing is none of the text.
                (task,) = self.office.json("task", "list", "--plan", "2/KH")
                self.assertNotRegex(task["title"], "[\r\n\0\x1b]")


def toml(text):
    """A string as TOML takes it."""
    return json.dumps(text)


class Page(html.parser.HTMLParser):
    """The elements of a page with the names of their attributes, and its text."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.text = [], ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, tuple(name for name, _ in attrs)))

    def handle_endtag(self, tag):
        self.elements.append(("/" + tag, ()))

    def handle_decl(self, decl):
        self.elements.append(("!" + decl, ()))

    def handle_comment(self, _data):
        self.elements.append(("<!--", ()))

    def unknown_decl(self, _data):
        self.elements.append(("<![", ()))

    def handle_data(self, data):
        self.text += data


def folded(text):
    return " ".join(text.split())


def calendar_lines(text):
    """Unfolded (RFC 5545, 3.1)."""
    return re.sub(r"\r?\n[ \t]", "", text).split("\n")


def unescaped(value):
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], value)


class Markup(Hostile):
    def test_promise_27_text_is_text_in_html_and_calendars(self):
        texts = ("thường", *MARKED_UP)
        self.take_up(len(texts))
        self.harm(texts)
        self.send(len(texts))
        pages, calendars = [], []
        for number, data, mail in self.mails(len(texts)):
            text = texts[number - 1]
            with self.subTest(text):
                pages.append(Page(mail.get_body(("html",)).get_content()))
                self.assertEqual(pages[-1].elements, pages[0].elements)
                for shown in (pages[-1].text, mail.get_body(("plain",)).get_content()):
                    self.assertIn(folded(f"{PLAIN} {text}"), folded(shown))
                self.assertIn(folded(f"{PLAIN} {text}")[:60], folded(mail["Subject"]))
                calendars.append(self.calendar(mail))
                self.the_same_calendar(calendars[0], calendars[-1], text)

    def calendar(self, mail):
        (part,) = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
        raw = part.get_payload(decode=True)
        self.assertLessEqual(max(map(len, raw.split(b"\r\n"))), 75)
        self.assertNotRegex(raw, rb"(?<!\r)\n|\r(?!\n)|\0")
        return calendar_lines(raw.decode("utf-8").replace("\r\n", "\n"))

    def the_same_calendar(self, plain, found, text):
        names = [[re.split("[:;]", line)[0] for line in lines] for lines in (plain, found)]
        self.assertEqual(names[0], names[1])
        (summary,) = [line for line in found if line.startswith("SUMMARY")]
        self.assertIn(folded(text)[:40], folded(unescaped(summary.split(":", 1)[1])))


if __name__ == "__main__":
    suite.main()
