"""The daemon as a service: what it notices, how it ends, what it costs."""

import glob
import os
import re
import signal
import time

import suite
import world
from fake_clock import FakeClock
from office import Office
from smtp_sink import SmtpSink
from waiting import until


def plain(sink, **more):
    return world.settings(world.mail_through(sink.port, security="plain", **more))


class Notices(suite.Case):
    """DESIGN 6: the running daemon notices within five seconds what a command has changed."""

    def setUp(self):
        self.sink = self.open(SmtpSink())
        self.office = self.open(Office(FakeClock.at("2024-06-13 09:00:00")))

    def test_a_plan_that_becomes_active(self):
        office = self.office
        office.write("dondoc.toml", plain(self.sink))
        office.dondoc("unit", "import", office.write("units.toml", world.units(3)))
        office.dondoc("import", office.write("plan.toml", world.plan()))
        office.start()
        office.dondoc("plan", "activate", world.NUMBER)
        until("the units are told", lambda: len(self.sink.taken) == 3, 5)

    def test_a_submission_and_a_new_address(self):
        office = self.office
        office.take_up(plain(self.sink), world.units(3), world.plan())
        office.start()
        until("the units are told", lambda: len(self.sink.taken) == 3, 5)
        office.dondoc("submit", f"1.1:once:{world.unit_id(1)}")
        office.dondoc("contact", "set", "--unit", world.unit_id(2), "--address", "moi@stp.example")
        office.clock.set("2024-06-14 08:00:00")
        until("two are told", lambda: len(self.sink.taken) == 5, 6)
        until("the outbox is empty", office.nothing_waits)
        told = sorted(mail.recipient for mail in self.sink.taken[3:])
        self.assertEqual(told, [world.mailbox(3), "moi@stp.example"])


class Ends(suite.Case):
    """Promise 9: stopped within 10 s with everything hanging; nothing is lost by it."""

    def setUp(self):
        self.hang_at = None
        self.sink = self.open(SmtpSink(lambda step: "hang" if step == self.hang_at else None))
        self.office = self.open(Office(FakeClock.at("2024-06-13 09:00:00")))
        self.office.take_up(plain(self.sink), world.units(5), world.plan())

    def test_while_the_mail_server_hangs(self):
        for step in ("connect", "hello", "mail", "rcpt", "data", "taken"):
            with self.subTest(step):
                hanging = self.sink.hanging
                self.hang_at = step
                self.office.start()
                until("the server hangs", lambda: self.sink.hanging > hanging)
                self.ends_in_time(step)
                self.office.clock.move(minutes=20)
        self.hang_at = None
        self.all_arrive()

    def ends_in_time(self, step):
        begun = time.monotonic()
        self.office.stop(10)
        print(f"hanging at {step}: ended in {time.monotonic() - begun:.2f} s", flush=True)

    def all_arrive(self):
        self.office.start()
        until("the outbox is empty", self.office.nothing_waits)
        self.office.stop()
        copies = {n: {mail.data for mail in self.sink.to(world.mailbox(n))} for n in range(1, 6)}
        self.assertEqual({n: len(each) for n, each in copies.items()}, dict.fromkeys(copies, 1))
        self.assertEqual(len(self.office.messages("accepted")), 5)

    def test_while_idle(self):
        self.office.start()
        until("the units are told", lambda: len(self.sink.taken) == 5)
        begun = time.monotonic()
        self.office.stop(2)
        print(f"idle: ended in {time.monotonic() - begun:.2f} s", flush=True)


class Reloads(suite.Case):
    def setUp(self):
        self.sink = self.open(SmtpSink())
        self.office = self.open(Office(FakeClock.at("2024-06-13 07:00:00")))
        self.good = plain(self.sink)
        self.office.take_up(self.good, world.units(2), world.plan())
        self.office.start()

    def test_good_settings(self):
        self.office.write("dondoc.toml", self.good.replace('at   = "08:00"', 'at   = "10:00"'))
        self.assertEqual(self.office.dondoc("reload"), "The settings are reloaded.\n")
        self.office.wait_for_log("settings reloaded")
        self.office.clock.set("2024-06-13 09:59:58")
        until("told at ten", lambda: len(self.sink.taken) == 2)
        self.assertGreaterEqual(self.office.clock.now().strftime("%H:%M"), "10:00")

    def test_promise_23_bad_settings_change_nothing(self):
        # Whatever is wrong with them, the old ones stay, and the answer names the line.
        for good, bad in (
            ('when = "-1d"', 'when = "-1x"'),
            ("[calendar]", "[calender]"),
            ('at   = "08:00"', 'at   = "8h"'),
            ('type = "email"', 'type = "emial"'),
            ('to   = ["lead"]', "to   = [lead]"),
        ):
            with self.subTest(bad):
                line = self.good[: self.good.index(good)].count("\n") + 1
                self.office.write("dondoc.toml", self.good.replace(good, bad, 1))
                answer = self.office.run("reload")
                self.assertEqual(answer.returncode, 1, answer.stderr)
                self.assertRegex(answer.stderr, rf"dondoc\.toml:{line}(:\d+)?: ")
                # The signal alone finds the same.
                refusals = self.office.log().count("old ones stay in force")
                self.office.signal(signal.SIGHUP)
                until(
                    "the daemon refuses",
                    lambda: self.office.log().count("old ones stay in force") > refusals,
                )
                self.assertRegex(self.office.log(), rf"dondoc\.toml:{line}(:\d+)?: ")
        self.office.clock.set("2024-06-13 07:59:58")
        until("told by the old ladder", lambda: len(self.sink.taken) == 2)

    def test_promise_23_what_only_the_daemon_sees_is_answered_too(self):
        moved = self.good.replace('"dondoc.db"', '"other.db"')
        self.office.write("dondoc.toml", moved)
        self.assertEqual(self.office.run("reload").returncode, 3, "no daemon runs on that one")
        secret = self.good + '\n[channels.hook]\ntype = "webhook"\nsecret_file = "missing"\n'
        self.office.write("dondoc.toml", secret)
        answer = self.office.run("reload")
        self.assertEqual(answer.returncode, 1, answer.stderr)
        self.assertIn("missing", answer.stderr)
        self.office.write("dondoc.toml", self.good)
        self.assertEqual(self.office.dondoc("reload"), "The settings are reloaded.\n")

    def test_without_a_daemon_reload_says_so(self):
        self.office.stop()
        answer = self.office.run("reload")
        self.assertEqual(answer.returncode, 3)
        self.assertIn("no daemon runs", answer.stderr)

    def test_settings_that_are_gone_change_nothing(self):
        os.remove(self.office.config)
        self.office.signal(signal.SIGHUP)
        self.office.wait_for_log("old ones stay in force")
        self.office.clock.set("2024-06-13 07:59:58")
        until("told by the old ladder", lambda: len(self.sink.taken) == 2)


class Costs(suite.Case):
    """An idle daemon: less than one wake-up a second, at most 20 MiB, after 200 mails."""

    SECONDS = 20
    MOST_KIB = 20 * 1024

    def test_idle(self):
        sink = self.open(SmtpSink())
        office = self.open(Office(FakeClock.at("2024-06-13 09:00:00")))
        office.take_up(plain(sink), world.units(200), world.plan())
        office.start()
        until("all are told", lambda: len(sink.taken) == 200, 30)
        until("the outbox is empty", office.nothing_waits)
        before = wake_ups(office.pid)
        # The measure is what happens in a while, so this one waits for the clock.
        time.sleep(self.SECONDS)
        after = wake_ups(office.pid)
        # Threads come and go: each counts from where it stood, a new one from zero.
        rate = sum(after[each] - before.get(each, 0) for each in after) / self.SECONDS
        rss = status(office.pid, "VmRSS")
        print(f"idle: {rate:.2f} wake-ups a second, {rss / 1024:.1f} MiB resident", flush=True)
        self.assertLess(rate, 1)
        if suite.SANITIZED:
            return  # a sanitizer's shadow memory counts as ours
        if rss > self.MOST_KIB:
            print(mappings(office.pid), flush=True)
        self.assertLessEqual(rss, self.MOST_KIB)


def status(pid, key):
    with open(f"/proc/{pid}/status", encoding="ascii") as file:
        return int(re.search(rf"^{key}:\s+(\d+)", file.read(), re.MULTILINE)[1])


def wake_ups(pid):
    """How often each thread has gone to sleep so far, by its id."""
    threads = [path.split("/")[-1] for path in glob.glob(f"/proc/{pid}/task/*")]
    return {thread: status(thread, "voluntary_ctxt_switches") for thread in threads}


def mappings(pid):
    """smaps_rollup, then the twelve mappings with most memory resident."""
    with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as file:
        text = file.read()
    sizes = {}
    name = ""
    with open(f"/proc/{pid}/smaps", encoding="utf-8") as file:
        for line in file:
            if re.match(r"[0-9a-f]+-[0-9a-f]+ ", line):
                name = (line.split(maxsplit=5)[5:] or ["anonymous"])[0].strip()
            elif line.startswith("Rss:"):
                sizes[name] = sizes.get(name, 0) + int(line.split()[1])
    biggest = sorted(sizes.items(), key=lambda each: -each[1])[:12]
    return text + "\n".join(f"{size:7} kB {name}" for name, size in biggest)


if __name__ == "__main__":
    suite.main()
