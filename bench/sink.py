"""A counting sink (sink.cc), started and asked."""

import json
import select
import subprocess

NANO = 1e-9


class Sink:
    """Use it as a context manager. `kind` is smtp or http."""

    def __init__(self, program, kind):
        self._process = subprocess.Popen(
            [program, kind], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self.port = int(self._line(10))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.stdin.close()
        self._process.wait(10)
        self._process.stdout.close()

    def report(self):
        self._say("report")
        return json.loads(self._line(30))

    def reset(self):
        self._say("reset")

    def wait(self, count, timeout):
        """The report at the moment when so many different messages had arrived."""
        self._say(f"wait {count}")
        try:
            return json.loads(self._line(timeout))
        except TimeoutError:
            raise AssertionError(f"{count} messages in {timeout} s: {self.report()}") from None

    def _say(self, line):
        self._process.stdin.write(f"{line}\n".encode())
        self._process.stdin.flush()

    def _line(self, timeout):
        ready, _, _ = select.select([self._process.stdout], [], [], timeout)
        if not ready:
            raise TimeoutError
        return self._process.stdout.readline()
