"""One run of each that is compared: dondoc, the reference loop, Alertmanager. Each answers a Run."""

import dataclasses
import http.client
import json
import os
import re
import shutil
import sqlite3
import subprocess
import tempfile
import time

import world
from fake_clock import FakeClock
from http_receiver import SECRET
from office import Office
from sink import NANO
from waiting import until

CONNECTIONS = 10
TIMEOUT = 600
DUE = "2024-06-13 08:00:00"
# Long enough for the daemon to look around, notice the jump and wait again.
BEFORE_DUE = "2024-06-13 07:59:54"
QUIET = "2024-06-12 20:00:00"

WEBHOOK = f"""
[channels.mail]
type = "webhook"
secret_file = "secret"
allow_networks = ["127.0.0.0/8"]
max_connections = {CONNECTIONS}
"""


@dataclasses.dataclass
class Run:
    """Seconds; `counts` is the sink's report when all was over."""

    whole: float  # from the due instant (or the start) to the last arrival
    stream: float  # from the first arrival to the last
    first: float  # from the due instant to the first bytes at the sink
    cpu: float
    counts: dict
    stall: str = "-"

    def rate(self):
        return self.counts["distinct"] / self.whole


def processor_seconds(pid):
    with open(f"/proc/{pid}/stat", encoding="ascii") as file:
        fields = file.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def run_of(began, counts, cpu, stall="-"):
    return Run(
        whole=counts["last"] * NANO - began,
        stream=(counts["last"] - counts["first"]) * NANO,
        first=counts["first_heard"] * NANO - began,
        cpu=cpu,
        counts=counts,
        stall=stall,
    )


class Bureau:
    """An office of `count` units, each owing one task whose reminder is due at DUE. It is imported
    once; every run begins with a copy of its database."""

    def __init__(self, kind, sink, count):
        self.count = count
        self.sink = sink
        if kind == "smtp":
            channel = world.mail_through(sink.port, security="plain", max_connections=CONNECTIONS)
            self._units = world.units(count)
        else:
            channel = WEBHOOK
            url = f"http://127.0.0.1:{sink.port}/"
            self._units = world.units(count, address=lambda number: url + world.unit_id(number))
        self._settings = world.settings(channel)
        self._database = tempfile.NamedTemporaryFile(prefix="dondoc-bench-", suffix=".db")
        with self._office() as office:
            office.write("units.toml", self._units)
            office.dondoc("unit", "import", office.path("units.toml"), timeout=TIMEOUT)
            office.dondoc("import", office.write("plan.toml", world.plan()), timeout=TIMEOUT)
            office.dondoc("plan", "activate", world.NUMBER, timeout=TIMEOUT)
            shutil.copy(office.path("dondoc.db"), self._database.name)

    def _office(self):
        office = Office(FakeClock.at(QUIET))
        office.write("secret", SECRET, 0o600)
        office.write("dondoc.toml", self._settings)
        return office

    def run(self):
        with self._office() as office:
            shutil.copy(self._database.name, office.path("dondoc.db"))
            os.chmod(office.path("dondoc.db"), 0o600)
            office.start(TIMEOUT)
            self.sink.reset()
            cpu = processor_seconds(office.pid)
            office.clock.set(BEFORE_DUE)
            due = office.clock.true_time_of(DUE)
            self.sink.wait(self.count, TIMEOUT)
            self._wait_until_recorded(office)
            cpu = processor_seconds(office.pid) - cpu
            office.stop()
            stall = re.search(r"longest stall of the loop was (\d+) ms", office.log())
            return run_of(due, self.sink.report(), cpu, stall[1] if stall else "-")

    def _wait_until_recorded(self, office):
        """The last ones have arrived before the daemon has written that they have."""
        with sqlite3.connect(f"file:{office.path('dondoc.db')}?mode=ro", uri=True) as database:
            query = "SELECT count(*) FROM message WHERE state = 'accepted'"
            until(
                "all are recorded",
                lambda: database.execute(query).fetchone()[0] == self.count,
                TIMEOUT,
            )
        database.close()


def reference(program, kind, sink, count, size):
    sink.reset()
    with tempfile.TemporaryDirectory(prefix="dondoc-bench-") as folder:
        words = [program, kind, sink.port, count, CONNECTIONS, size, f"{folder}/reference.db"]
        done = subprocess.run(
            [str(word) for word in words], stdout=subprocess.PIPE, timeout=TIMEOUT, check=True
        )
    said = json.loads(done.stdout)
    return run_of(said["began"] * NANO, sink.report(), said["cpu"])


ALERTMANAGER = """
route:
  receiver: sink
  group_by: [unit]
  group_wait: 0s
  group_interval: 5m
  repeat_interval: 24h
receivers:
  - name: sink
"""
BY_MAIL = """
    email_configs:
      - to: '{{{{ .CommonLabels.unit }}}}@stp.example'
        from: don-doc@stp.example
        smarthost: 127.0.0.1:{port}
        require_tls: false
"""
BY_WEBHOOK = """
    webhook_configs:
      - url: http://127.0.0.1:{port}/
        send_resolved: false
"""
POSTED_AT_ONCE = 1000


def alerts(first, count):
    made = [
        {
            "labels": {"alertname": "reminder", "unit": world.unit_id(number)},
            "annotations": {"summary": "Báo cáo công tác tư pháp", "due": "14/6/2024"},
        }
        for number in range(first, first + count)
    ]
    return json.dumps(made).encode()


def alertmanager(program, kind, sink, count):
    """From the first alert posted to the last arrival; each alert is a group of its own."""
    with tempfile.TemporaryDirectory(prefix="dondoc-bench-") as folder:
        with open(f"{folder}/config.yml", "w", encoding="utf-8") as file:
            template = BY_MAIL if kind == "smtp" else BY_WEBHOOK
            file.write(ALERTMANAGER + template.format(port=sink.port))
        with open(f"{folder}/log", "wb") as log:
            process = subprocess.Popen(
                [
                    program,
                    f"--config.file={folder}/config.yml",
                    f"--storage.path={folder}/data",
                    "--web.listen-address=127.0.0.1:0",
                    "--cluster.listen-address=",
                ],
                stdout=log,
                stderr=log,
            )
        try:
            return _send_alerts(process, f"{folder}/log", sink, count)
        finally:
            process.kill()
            process.wait(10)


def _send_alerts(process, log, sink, count):
    def port():
        with open(log, encoding="utf-8", errors="replace") as file:
            said = re.search(r'Listening on.*address=127\.0\.0\.1:(\d+)', file.read())
        return said and int(said[1])

    connection = http.client.HTTPConnection("127.0.0.1", until("Alertmanager listens", port))
    batches = [
        alerts(first, min(POSTED_AT_ONCE, count - first + 1))
        for first in range(1, count + 1, POSTED_AT_ONCE)
    ]
    sink.reset()
    cpu = processor_seconds(process.pid)
    began = time.time()
    for batch in batches:
        connection.request(
            "POST", "/api/v2/alerts", batch, {"Content-Type": "application/json"}
        )
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise AssertionError(f"Alertmanager answered {answer.status}")
    sink.wait(count, TIMEOUT)
    cpu = processor_seconds(process.pid) - cpu
    return run_of(began, sink.report(), cpu)
