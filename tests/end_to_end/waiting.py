"""Waiting for a condition: bounded, polled, never a sleep that stands for proof."""

import time

POLL_SECONDS = 0.02


def until(what, condition, timeout=20.0):
    """The first true value of condition(); an AssertionError that names `what` when time is up."""
    end = time.monotonic() + timeout
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() >= end:
            raise AssertionError(f"waited {timeout:g} s in vain: {what}")
        time.sleep(POLL_SECONDS)
