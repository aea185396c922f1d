"""DELIVERY, promise 29: the mail password and the signing secret stand in their files and nowhere
else, whatever goes wrong with the channels that use them."""

import base64
import glob
import hashlib
import os
import signal
import tempfile
import threading

import certificates
import suite
import world
from fake_clock import FakeClock
from http_receiver import KEY, HttpReceiver
from office import Office
from smtp_sink import SmtpSink
from waiting import until

USER = "don-doc@stp.example"
RIGHT, WRONG = "Chim-Hoàng-Yến-56 «»%s{}", "Chim-Sai-91 \\x \"'"
SECRET = "whsec_" + base64.b64encode(KEY).decode()
OLD = "whsec_" + base64.b64encode(hashlib.sha256(b"old").digest()).decode()
FILES = {"password": RIGHT, "wrong": WRONG, "secret": f"{SECRET} {OLD}"}


def base64_of(text):
    return base64.b64encode(text).rstrip(b"=")


def canaries():
    """The secrets in every form they pass through on their way."""
    for password in (RIGHT, WRONG):
        yield password.encode()
        yield base64_of(password.encode())
        yield base64_of(f"\0{USER}\0{password}".encode())
    for secret in (SECRET, OLD):
        yield secret.removeprefix("whsec_").encode()
    yield KEY


class Watch:
    """Every command line, environment and open file name of the processes of an office."""

    def __init__(self, folder):
        self.seen = b""
        self.samples = 0
        self._folder = folder.encode()
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._done.set()
        self._thread.join(5)

    def _run(self):
        while not self._done.wait(0.01):
            for path in glob.glob("/proc/[0-9]*/cmdline"):
                self._look(path)

    def _look(self, path):
        try:
            with open(path, "rb") as file:
                line = file.read()
            if self._folder in line:
                self.samples += 1
                with open(path.replace("cmdline", "environ"), "rb") as file:
                    self.seen += line + file.read()
        except OSError:
            pass  # it has ended meanwhile


class Secrets(suite.Case):
    def setUp(self):
        folder = self.enterContext(tempfile.TemporaryDirectory())
        certificates.make(folder)
        self.ca_file, self.tls = f"{folder}/ca.pem", certificates.context(folder)
        self.office = self.open(Office(FakeClock.at("2024-06-13 09:00:00"), quick=True))
        for name, text in FILES.items():
            self.office.write(name, text, 0o600)
        self.printed = b""

    def channels(self):
        """Good ones, and what goes wrong at the login and behind it."""
        moods = {"good": None, "close": "auth", "refuse": "mail", "reset": "taken"}
        faults = {"close": "close", "refuse": "550 5.7.1 no", "reset": "reset"}
        for name, step in moods.items():
            fault = faults.get(name)
            on_step = lambda now, step=step, fault=fault: fault if now == step else None
            sink = self.open(SmtpSink(on_step, tls=self.tls, login=(USER, RIGHT)))
            yield name, self.mail(name, sink, "password"), world.mailbox(1)
        # It repeats what it was sent, as some servers do.
        chatty = self.open(SmtpSink(tls=self.tls, login=(USER, RIGHT), echo=True))
        yield "chatty", self.mail("chatty", chatty, "wrong"), world.mailbox(1)
        for name, status in (("hook", 204), ("hook-500", 500), ("hook-reset", "reset")):
            peer = self.open(HttpReceiver(always=status))
            yield name, self.hook(name), peer.url("x")

    def mail(self, name, sink, password):
        more = {"username": USER, "password_file": password, "ca_file": self.ca_file}
        return world.mail_through(sink.port, name=name, security="starttls", **more)

    def hook(self, name):
        return (
            f'[channels.{name}]\ntype = "webhook"\nsecret_file = "secret"\n'
            'allow_networks = ["127.0.0.0/8"]\n'
        )

    def test_promise_29_no_secret_in_logs_arguments_database_or_output(self):
        with Watch(self.office.folder) as watch:
            self.work()
            self.ask_everything()
        self.assertGreater(watch.samples, 10)
        places = {"command lines": watch.seen, "what commands print": self.printed}
        for path in self.files():
            with open(path, "rb") as file:
                places[path] = file.read()
        self.assertGreater(len(places), 5)
        for place, content in places.items():
            for canary in canaries():
                self.assertNotIn(canary, content, place)

    def work(self):
        rows = list(self.channels())
        units = world.units(
            len(rows), channel=lambda n: rows[n - 1][0], address=lambda n: rows[n - 1][2]
        )
        text = "".join(row[1] for row in rows) + world.MAILDIR
        settings = world.settings(text, fallback=("folder", "vanphong@stp.example"))
        self.office.take_up(settings, units, world.plan())
        self.office.start()
        messages = self.office.messages
        tried = lambda: [each for each in messages() if each["attempts"]]
        until("every channel has tried", lambda: len(tried()) >= len(rows))
        self.reload_with_a_bad_secret()
        self.office.stop()

    def reload_with_a_bad_secret(self):
        """An error about a secret does not quote it."""
        self.office.write("secret", f"{SECRET}-{OLD}!", 0o600)
        self.office.signal(signal.SIGHUP)
        self.office.wait_for_log("old ones stay in force")
        self.ask("check")
        self.office.write("secret", FILES["secret"], 0o600)

    def ask_everything(self):
        self.ask("check")
        self.ask("status")
        self.ask("outbox", "list", "--all")
        for each in self.office.messages():
            self.ask("outbox", "show", each["id"])
            self.ask("outbox", "show", each["id"], "--raw")

    def ask(self, *arguments):
        done = self.office.run(*arguments)
        self.printed += (done.stdout + done.stderr).encode()

    def files(self):
        """All of the office but those that hold a secret: database, journal, logs, mails."""
        kept = {self.office.path(name) for name in FILES}
        found = glob.glob(os.path.join(self.office.folder, "**"), recursive=True)
        return [path for path in found if os.path.isfile(path) and path not in kept]


if __name__ == "__main__":
    suite.main()
