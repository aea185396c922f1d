"""More than one daemon on one database: what promises 2 and 18 are about, for the tests and for
scripts/torture."""

import contextlib
import os
import re
import signal
import sqlite3
import time

import world
from fake_clock import FakeClock
from office import Office
from smtp_sink import SmtpSink
from waiting import until

COULD_NOT = 3


def open_office(opened, count, start="2024-06-13 07:00:00", on_step=None):
    """An office with `count` units and its mail server; `opened` enters a context."""
    sink = opened(SmtpSink(on_step))
    office = opened(Office(FakeClock.at(start)))
    channel = world.mail_through(sink.port, security="plain")
    office.take_up(world.settings(channel), world.units(count), world.plan())
    return office, sink


def second_start(office):
    """What is wrong with how a further daemon is refused; "" for nothing. And its seconds."""
    begun = time.monotonic()
    second = office.run("run", timeout=30)
    seconds = time.monotonic() - begun
    named = re.search(r"\(PID (\d+)\)", second.stderr)
    if second.returncode != COULD_NOT:
        return f"ended with {second.returncode}: {second.stderr}", seconds
    if len(second.stderr.splitlines()) != 1:
        return f"not one line: {second.stderr}", seconds
    if not named or int(named[1]) != office.pid:
        return f"does not name {office.pid}: {second.stderr}", seconds
    return "", seconds


def stand_still(office):
    """Stops the daemon's process, not within a transaction: nobody else would get past one."""
    with contextlib.closing(sqlite3.connect(office.path("dondoc.db"), timeout=20)) as database:
        database.isolation_level = None
        database.execute("BEGIN EXCLUSIVE")
        office.signal(signal.SIGSTOP)
        until("it stands still", lambda: state(office.pid) == "T")
        database.execute("ROLLBACK")


def state(pid):
    with open(f"/proc/{pid}/stat", encoding="ascii") as file:
        return file.read().rsplit(")", 1)[1].split()[0]


def forget_lock(office):
    """What no daemon does: now a second one can start beside the first."""
    os.remove(office.path("dondoc.db.lock"))
