"""Kill sweeps: a daemon is killed at its Nth call of one kind, N = 1, 2, … until a run completes,
as SQLite's own tests do. After each kill nothing is lost and at most one copy a message is too
much."""

import signal
import time
from dataclasses import dataclass, field

import copies
import strace
from scene import RUNS

# What writes the database, what sends and what hears the answer, what ends the process.
CALLS = (
    "pwrite64",
    "fdatasync",
    "fsync",
    "ftruncate",
    "unlink",
    "sendto",
    "recvfrom",
    "write",
    "exit_group",
)


@dataclass
class Tally:
    name: str
    runs: int = 0
    verdict: copies.Verdict = field(default_factory=copies.Verdict)
    seconds: float = 0.0

    def add(self, other):
        self.runs += other.runs
        self.verdict.add(other.verdict)
        self.seconds += other.seconds

    def row(self):
        lost, bounds = len(self.verdict.lost), len(self.verdict.out_of_bounds)
        return (self.name, self.runs, lost, self.verdict.extra, bounds, round(self.seconds, 1))


def points(scene, paths=()):
    """How often a run that nothing disturbs makes each call (with `paths`: on these files)."""
    trace = scene.office.path("trace")
    code = scene.run(strace.traced(",".join(CALLS), output=trace, paths=paths))
    assert code == 0, scene.last_log()
    return strace.calls_in(trace)


def points_of_a_start(scene):
    """The same, up to where a daemon has started and nothing is due yet."""
    trace = scene.office.path("trace")
    runs = lambda: RUNS in scene.last_log()
    scene.run(strace.traced(",".join(CALLS), output=trace), runs, "2024-06-13 07:00:00")
    return strace.calls_in(trace)


def spread(total, count):
    """`count` numbers from 1 to `total`, evenly, with the last among them."""
    return sorted({max(1, total * (step + 1) // count) for step in range(count)})


def kill(scene, call, number, tally):
    """One run; False when it was over before the call."""
    code = scene.run(strace.killed_at(call, number))
    if code == 0:
        return False
    verdict = copies.Verdict()
    if code == -signal.SIGKILL:
        scene.recover()
        verdict = scene.verdict()
    else:
        verdict.lost.append(f"ended with {code} instead of a kill")
    for problems in (verdict.lost, verdict.out_of_bounds):
        problems[:] = [f"{tally.name} at {call} {number}: {each}" for each in problems]
    tally.verdict.add(verdict)
    tally.runs += 1
    return True


def sweep(scene, call, numbers):
    """Kills at each of `numbers` until a run completes."""
    begun = time.monotonic()
    tally = Tally(f"{scene.name}, {call}")
    for number in numbers:
        if not kill(scene, call, number, tally):
            break
    tally.seconds = time.monotonic() - begun
    return tally
