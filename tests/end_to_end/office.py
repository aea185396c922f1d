"""An office on this machine: a folder with its files, the commands it runs, and its daemon."""

import contextlib
import copy
import email
import email.policy
import glob
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import tempfile

from waiting import until

PROGRAM = os.environ.get("DONDOC", "dondoc")
SOURCE = os.environ.get("DONDOC_SOURCE_DIR", os.path.join(os.path.dirname(__file__), "..", ".."))
EXAMPLE = os.path.join(SOURCE, "examples", "an-giang-2024")


class Office:
    """Use it as a context manager: at the end the daemon is gone and so is the folder. Where the
    body failed, the daemon's log is printed first."""

    def __init__(self, clock=None, language="en", quick=False):
        """`quick`: the daemon looks around every 0.2 s, as under a systemd watchdog of 0.6 s, so
        that a clock that is moved is noticed soon."""
        self.folder = tempfile.mkdtemp(prefix="dondoc-e2e-")
        self.config = os.path.join(self.folder, "dondoc.toml")
        self.clock = None
        self._daemon = None
        self.starts = 0
        self._name = "log"
        self._environment = {
            "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
            "HOME": self.folder,
            "TZ": "Asia/Ho_Chi_Minh",
            "DONDOC_LANG": language,
        }
        if quick:
            self._environment["WATCHDOG_USEC"] = "600000"
        # The sanitizers' options, where this is one of their builds.
        self._environment |= {k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS")}
        if clock is not None:
            self.clock = clock(self.folder)
            self._environment |= self.clock.environment()

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        self.kill()
        if kind is not None and self.starts:
            last = "\n".join(self.log().splitlines()[-80:])
            print(f"--- the daemon's log, its end\n{last}\n--- end of the log", flush=True)
        shutil.rmtree(self.folder, ignore_errors=True)

    # --- files ---------------------------------------------------------------------------------

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, text, mode=0o644):
        data = text if isinstance(text, bytes) else text.encode()
        with open(self.path(name), "wb") as file:
            file.write(data)
        os.chmod(self.path(name), mode)
        return self.path(name)

    # --- commands ------------------------------------------------------------------------------

    def command(self, *arguments):
        return [PROGRAM, "--config", self.config, *arguments]

    def run(self, *arguments, prefix=(), timeout=60, stdout=subprocess.PIPE):
        """A command and what came of it, whatever its exit code; `prefix` runs it by another
        program (setpriv)."""
        return subprocess.run(
            [*prefix, *self.command(*arguments)],
            env=self._environment,
            cwd=self.folder,
            stdout=stdout,
            stderr=subprocess.PIPE,
            text=True,
            timeout=timeout,
            check=False,
        )

    def dondoc(self, *arguments, timeout=60):
        """What a command prints; it must end with 0."""
        done = self.run(*arguments, timeout=timeout)
        if done.returncode != 0:
            raise AssertionError(f"dondoc {' '.join(arguments)}: {done.returncode}\n{done.stderr}")
        return done.stdout

    def json(self, *arguments):
        return json.loads(self.dondoc(*arguments, "--format", "json"))

    def take_up(self, settings, units, plan):
        """Writes the three files and imports them; the first plan of `plan` becomes active."""
        self.write("dondoc.toml", settings)
        self.dondoc("unit", "import", self.write("units.toml", units))
        self.dondoc("import", self.write("plan.toml", plan))
        number = re.search(r'^number *= *"([^"]+)"', plan, re.MULTILINE)[1]
        self.dondoc("plan", "activate", number)

    # --- the daemon ----------------------------------------------------------------------------

    def start(self, timeout=20):
        """Starts the daemon and waits until it runs. Each start has a log of its own."""
        self.launch()
        until("the daemon runs", lambda: self._running_or_raise(), timeout)

    def launch(self, prefix=()):
        """Starts the daemon and leaves it to itself; `prefix` runs it by another program that
        becomes it (strace -D)."""
        self.starts += 1
        with open(self._log(self.starts), "wb") as log:
            self._daemon = subprocess.Popen(
                [*prefix, *self.command("run")],
                env=self._environment,
                cwd=self.folder,
                stderr=log,
                stdout=log,
            )

    @contextlib.contextmanager
    def twin(self):
        """The same folder and clock with a daemon and logs of its own, gone at the end."""
        twin = copy.copy(self)
        twin._daemon, twin.starts, twin._name = None, 0, self._name + ".twin"
        try:
            yield twin
        finally:
            twin.kill()

    def _running_or_raise(self):
        if self._daemon.poll() is not None:
            raise AssertionError(f"the daemon ended with {self._daemon.returncode}\n{self.log()}")
        return "dondoc runs" in self.log(self.starts)

    @property
    def pid(self):
        return self._daemon.pid

    def is_running(self):
        return self._daemon is not None and self._daemon.poll() is None

    def signal(self, number):
        self._daemon.send_signal(number)

    def stop(self, timeout=10):
        """SIGTERM; it must end with 0 within `timeout`."""
        self.signal(signal.SIGTERM)
        code = self._daemon.wait(timeout)
        if code != 0:
            raise AssertionError(f"the daemon ended with {code}\n{self.log()}")

    def wait_until_gone(self, timeout=10):
        return self._daemon.wait(timeout)

    def kill(self):
        if self.is_running():
            self._daemon.kill()
            self._daemon.wait(10)

    def log(self, number=None):
        """All logs so far, or that of one start."""
        numbers = [number] if number else range(1, self.starts + 1)
        text = ""
        for each in numbers:
            with open(self._log(each), encoding="utf-8", errors="replace") as file:
                text += file.read()
        return text

    def _log(self, number):
        return self.path(f"{self._name}.{number}")

    def wait_for_log(self, pattern, timeout=20):
        return until(
            f"the log says {pattern!r}", lambda: re.search(pattern, self.log(self.starts)), timeout
        )

    def messages(self, *states):
        """The outbox: every message, or those in one of these states."""
        found = self.json("outbox", "list", "--all", "--limit", "100000")
        return [each for each in found if not states or each["state"] in states]

    def message(self, recipient):
        """The one message to an address, with its attempts."""
        (found,) = [each for each in self.messages() if each["recipient"] == recipient]
        return self.json("outbox", "show", found["id"])

    def journal(self, what):
        """The details of its entries of this kind, oldest first."""
        path = f"file:{self.path('dondoc.db')}?mode=ro"
        with contextlib.closing(sqlite3.connect(path, uri=True, timeout=10)) as database:
            query = "SELECT detail FROM journal WHERE what = ? ORDER BY id"
            return [json.loads(detail) for (detail,) in database.execute(query, (what,))]

    def count(self, *states):
        """How many messages are in these states: read from the file, for a command takes ten times
        as long and this is asked all the time."""
        marks = ", ".join("?" * len(states))
        uri = f"file:{self.path('dondoc.db')}?mode=ro"
        try:
            with contextlib.closing(sqlite3.connect(uri, uri=True, timeout=5)) as database:
                query = f"SELECT count(*) FROM message WHERE state IN ({marks})"
                return database.execute(query, states).fetchone()[0]
        except sqlite3.OperationalError:
            return 0  # a daemon was killed over it just now: only a writer can roll that back

    def nothing_waits(self):
        return not self.messages("ready", "sending", "uncertain", "held")

    def maildir(self, name="mail"):
        """The mails that a maildir channel has written."""
        found = []
        for path in sorted(glob.glob(os.path.join(self.folder, name, "new", "*"))):
            with open(path, "rb") as file:
                found.append(email.message_from_binary_file(file, policy=email.policy.default))
        return found
