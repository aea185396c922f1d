"""The example alert rules and the daemon's metrics, judged by Prometheus' own promtool."""

import os
import re
import shutil
import subprocess
import tempfile
import urllib.request

import suite
import world
from debian_package import unpacked
from fake_clock import FakeClock
from office import SOURCE, Office
from smtp_sink import SmtpSink
from waiting import until
from web_test import free_port, listening, plain

RULES = os.path.join(SOURCE, "systemd", "dondoc.rules.yml")
TESTS = os.path.join(os.path.dirname(__file__), "dondoc.rules.test.yml")
PROMTOOL = None


def setUpModule():
    global PROMTOOL
    PROMTOOL = shutil.which("promtool") or os.path.join(
        unpacked("prometheus"), "usr", "bin", "promtool"
    )


def promtool(*arguments, **more):
    return subprocess.run(
        [PROMTOOL, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=60,
        check=False,
        **more,
    )


class Rules(suite.Case):
    def test_they_hold(self):
        done = promtool("check", "rules", RULES)
        self.assertEqual(done.returncode, 0, done.stdout)

    def test_each_fires_on_what_it_is_for(self):
        # promtool looks for the rules beside the tests.
        with tempfile.TemporaryDirectory() as folder:
            for path in (RULES, TESTS):
                shutil.copy(path, folder)
            done = promtool("test", "rules", os.path.basename(TESTS), cwd=folder)
        self.assertEqual(done.returncode, 0, done.stdout)

    def test_every_alert_is_tested(self):
        with open(RULES, encoding="utf-8") as rules, open(TESTS, encoding="utf-8") as tests:
            named = set(re.findall(r"alert: (\w+)", rules.read()))
            fired = set(re.findall(r"alertname: (\w+)\n +exp_alerts:\n", tests.read()))
        self.assertTrue(named)
        self.assertEqual(named, fired)


class Metrics(suite.Case):
    def test_promtool_takes_the_real_page_and_the_rules_name_what_is_there(self):
        sink = self.open(SmtpSink())
        office = self.open(Office(FakeClock.at("2024-06-13 07:59:58")))
        port = free_port()
        office.take_up(listening(plain(sink), port), world.units(3), world.plan())
        office.start()
        until("the units are told", lambda: len(sink.taken) == 3)
        until("the outbox is empty", office.nothing_waits)
        page = urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10)
        text = page.read().decode()
        done = promtool("check", "metrics", input=text)
        self.assertEqual((done.returncode, done.stdout), (0, ""))
        with open(RULES, encoding="utf-8") as rules:
            for name in set(re.findall(r"dondoc_\w+(?=[ ){\[\n])", rules.read())):
                self.assertRegex(text, rf"(?m)^{name}[ {{]", name)


if __name__ == "__main__":
    suite.main()
