"""The wall clock of an office, moved while its daemon runs (see fake_clock.cc)."""

import datetime
import os
import struct
import time

ZONE = datetime.timezone(datetime.timedelta(hours=7))


class FakeClock:
    """A file with the distance from the true time: every process that is given environment() reads
    it, so the daemon and the commands beside it always agree, and a jump reaches both at once."""

    def __init__(self, folder, start):
        self._path = os.path.join(folder, "clock")
        self._shift = 0.0
        with open(self._path, "wb") as file:
            file.write(bytes(8))
        self.set(start)

    @classmethod
    def at(cls, local):
        """For Office: a clock of its own that starts at a local time."""
        return lambda folder: cls(folder, local)

    def set(self, local):
        """Jumps to a local time of the office, as 2024-06-13 07:59:50."""
        wanted = datetime.datetime.fromisoformat(local).replace(tzinfo=ZONE)
        self._write(wanted.timestamp() - time.time())

    def move(self, **distance):
        """Jumps by a timedelta: move(minutes=16)."""
        self._write(self._shift + datetime.timedelta(**distance).total_seconds())

    def now(self):
        return datetime.datetime.fromtimestamp(time.time() + self._shift, ZONE)

    def true_time_of(self, local):
        """When it will be (or was) this local time of the office, as time.time() counts."""
        wanted = datetime.datetime.fromisoformat(local).replace(tzinfo=ZONE)
        return wanted.timestamp() - self._shift

    def _write(self, shift):
        self._shift = shift
        # Written in place, for it is mapped.
        with open(self._path, "r+b", buffering=0) as file:
            file.write(struct.pack("=q", int(shift * 1e9)))

    def environment(self):
        options = os.environ.get("ASAN_OPTIONS", "")
        return {
            "LD_PRELOAD": os.environ["DONDOC_CLOCK_LIBRARY"],
            "DONDOC_CLOCK": self._path,
            # Another library stands before the sanitizer's, which is what was asked for.
            "ASAN_OPTIONS": f"{options}:verify_asan_link_order=0".lstrip(":"),
        }
