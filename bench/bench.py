"""How fast dondoc sends while it is safe, beside what the machine can do and beside a peer.
scripts/bench builds what this needs and runs it; README.md says what the columns mean."""

import argparse
import os
import resource
import statistics
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "tests", "end_to_end"))

from runs import CONNECTIONS, Bureau, alertmanager, reference  # noqa: E402
from sink import Sink  # noqa: E402

SINK = os.environ["DONDOC_BENCH_SINK"]
REFERENCE = os.environ["DONDOC_BENCH_REFERENCE"]
PEER = os.environ.get("DONDOC_BENCH_ALERTMANAGER", "")

# kind, what is sent, least ratio to the reference, least ratio to Alertmanager
MEASURES = [("smtp", "mails", 0.7, 3.5), ("http", "webhooks", 0.5, 1.8)]
FIRST_OUT_MS = 50
STALL_MS = 100


def say(text=""):
    print(text, flush=True)


class Verdict:
    """Whether every goal was reached and nothing was lost."""

    def __init__(self):
        self.failed = []

    def check(self, holds, what):
        if not holds:
            self.failed.append(what)
        return "ok" if holds else "MISSED"


def show(name, run):
    counts = run.counts
    n = counts["distinct"]
    lost = n and max(0, run.expected - n)
    say(
        f"  {name:13} {run.rate():8.0f} /s   {run.whole:7.2f} s ({run.stream:6.2f} s from the first "
        f"arrival)   {1000 * run.cpu / n:6.3f} ms CPU each   {counts['bytes'] // n:6} bytes   "
        f"lost {lost}, doubled {counts['doubled']}, incomplete {counts['incomplete']}, "
        f"at most {counts['most_open']} connections ({counts['connections']} in all)"
    )


def spread(ratios):
    return f"{statistics.median(ratios):.2f} ({min(ratios):.2f}..{max(ratios):.2f})"


def compare(kind, what, count, goals, repeats, verdict):
    say(f"{count} {what} on {CONNECTIONS} connections, {repeats} times in turn")
    ours, loops, peers = [], [], []
    with Sink(SINK, kind) as sink:
        bureau = Bureau(kind, sink, count)
        for _ in range(repeats):
            ours.append(bureau.run())
            size = ours[-1].counts["bytes"] // count
            loops.append(reference(REFERENCE, kind, sink, count, size))
            shown = [("dondoc", ours[-1]), ("reference", loops[-1])]
            if PEER:
                # A sink of its own: Alertmanager's connections leave ports behind.
                with Sink(SINK, kind) as other:
                    peers.append(alertmanager(PEER, kind, other, count))
                shown.append(("alertmanager", peers[-1]))
            for name, run in shown:
                run.expected = count
                show(name, run)
    for run in ours:
        counts = run.counts
        whole = counts["distinct"] == counts["received"] == count and counts["incomplete"] == 0
        verdict.check(whole, f"{what}: none lost, none doubled: {counts}")
        verdict.check(counts["most_open"] <= CONNECTIONS, f"{what}: never over {CONNECTIONS} open")
    rate(what, "the reference loop", ours, loops, goals[0], verdict)
    if peers:
        rate(what, "Alertmanager", ours, peers, goals[1], verdict)
    else:
        say(f"SKIPPED: {what}, ratio to Alertmanager: it cannot be fetched or run here")
    say()


def rate(what, whom, ours, others, goal, verdict):
    ratios = [our.rate() / other.rate() for our, other in zip(ours, others)]
    held = verdict.check(statistics.median(ratios) >= goal, f"{what} ÷ {whom}: {spread(ratios)}")
    say(f"ratio {what}, dondoc ÷ {whom}: {spread(ratios)}, goal ≥ {goal}: {held}")


def burst(count, repeats, verdict):
    say(f"{count} reminders due at one instant, by mail")
    with Sink(SINK, "smtp") as sink:
        bureau = Bureau("smtp", sink, count)
        runs = [bureau.run() for _ in range(repeats)]
    firsts = [1000 * run.first for run in runs]
    held = verdict.check(statistics.median(firsts) <= FIRST_OUT_MS, f"first out: {firsts}")
    say(
        f"first bytes at the sink: {statistics.median(firsts):.0f} ms after the due instant "
        f"({min(firsts):.0f}..{max(firsts):.0f}), goal ≤ {FIRST_OUT_MS}: {held}"
    )
    stalls = [float(run.stall) for run in runs if run.stall != "-"]
    if stalls:
        held = verdict.check(max(stalls) <= STALL_MS, f"stall: {stalls}")
        say(f"longest stall of the loop: {max(stalls):.0f} ms, goal ≤ {STALL_MS}: {held}")
    else:
        say("longest stall of the loop: -")
    say()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--mails", type=int, default=10_000)
    parser.add_argument("--webhooks", type=int, default=20_000)
    parser.add_argument("--burst", type=int, default=5_000)
    parser.add_argument("--only", choices=["mails", "webhooks", "burst"])
    given = parser.parse_args()
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    verdict = Verdict()
    if PEER:
        say(
            "Alertmanager as it is shipped (its own templates), no cluster; group_by unit, so each "
            "alert is one notification; group_wait 0s, group_interval 5m; posted to /api/v2/alerts "
            "in batches of 1,000. It keeps what is on its way in memory.\n"
        )
    for kind, what, loop, peer in MEASURES:
        count = getattr(given, what)
        if count and given.only in (None, what):
            compare(kind, what, count, (loop, peer), given.repeats, verdict)
    if given.burst and given.only in (None, "burst"):
        burst(given.burst, given.repeats, verdict)
    for what in verdict.failed:
        say(f"missed: {what}")
    return 1 if verdict.failed else 0


if __name__ == "__main__":
    sys.exit(main())
