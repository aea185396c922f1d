"""A daemon under strace, which kills it or fails what it asks of the kernel, at a call that is
counted. Every thread counts for itself."""

import collections
import os
import re
import subprocess


def why_not():
    """Why strace cannot be used here; nothing where it can."""
    try:
        done = subprocess.run(
            traced("getpid", "error=EIO", "/dev/null") + ["true"], capture_output=True, check=False
        )
    except OSError as error:
        return f"no strace: {error}"
    return None if done.returncode == 0 else f"strace may not trace: {done.stderr.decode()}"


def traced(call, injection=None, output="/dev/null", paths=()):
    """What stands before a command: strace becomes its grandchild (-D), so that the process that
    was started is the daemon itself, with its exit code. With `paths`, only calls on these count."""
    only = [word for path in paths for word in ("-P", path)]
    inject = ["-e", f"inject={call}:{injection}"] if injection else []
    # LeakSanitizer cannot work under a tracer.
    leaks = ["-E", "LSAN_OPTIONS=detect_leaks=0"]
    return ["strace", "-D", "-f", "-q", *leaks, *only, "-o", output, "-e", f"trace={call}", *inject]


def killed_at(call, number):
    return traced(call, f"signal=SIGKILL:when={number}")


def failing(call, error, first, last="+", output="/dev/null", paths=()):
    """Fails the calls from `first` to `last`; without `last` for ever after."""
    span = f"{first}+" if last == "+" else f"{first}..{last}"
    return traced(call, f"error={error}:when={span}", output, paths)


def text(trace):
    """What strace has written so far."""
    if not os.path.exists(trace):
        return ""
    with open(trace, encoding="utf-8", errors="replace") as file:
        return file.read()


def calls_in(trace):
    """Of a trace: how many calls of each name the busiest thread has made."""
    counts = collections.Counter()
    for line in text(trace).splitlines():
        # What was interrupted stands there again as «resumed».
        if found := re.match(r"(\d+) +(\w+)\(", line):
            counts[found[1], found[2]] += 1
    most = collections.Counter()
    for (_, call), count in counts.items():
        most[call] = max(most[call], count)
    return most
