"""The wall clock of an office, faked by libfaketime and moved while the daemon runs."""

import datetime
import glob
import os
import time

from suite import skip

ZONE = datetime.timezone(datetime.timedelta(hours=7))


def library():
    found = sorted(glob.glob("/usr/lib/*/faketime/libfaketimeMT.so.1"))
    if not found:
        skip("libfaketime is not installed (apt-get install faketime)")
    return found[0]


class FakeClock:
    """A file with the distance from the true time: every process that is given environment() reads
    it, so the daemon and the commands beside it always agree, and a jump reaches both."""

    def __init__(self, folder, start):
        self._file = os.path.join(folder, "clock")
        self._library = library()
        self._offset = 0.0
        self.set(start)

    def set(self, local):
        """Jumps to a local time of the office, as 2024-06-13 07:59:50."""
        wanted = datetime.datetime.fromisoformat(local).replace(tzinfo=ZONE)
        self._write(wanted.timestamp() - time.time())

    def move(self, **distance):
        """Jumps by a timedelta: move(minutes=16)."""
        self._write(self._offset + datetime.timedelta(**distance).total_seconds())

    def now(self):
        return datetime.datetime.fromtimestamp(time.time() + self._offset, ZONE)

    def _write(self, offset):
        self._offset = offset
        fresh = self._file + ".new"
        with open(fresh, "w", encoding="ascii") as file:
            file.write(f"{offset:+.3f}\n")
        # A reader must never see half a number.
        os.replace(fresh, self._file)

    def environment(self):
        return {
            "LD_PRELOAD": self._library,
            "FAKETIME_TIMESTAMP_FILE": self._file,
            "FAKETIME_NO_CACHE": "1",
            # Only the calendar is moved: what measures durations goes on as it is.
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "DONT_FAKE_MONOTONIC": "1",
            "NO_FAKE_STAT": "1",
        }
