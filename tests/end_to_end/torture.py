"""What scripts/torture runs: the long form of the tests that kill, race and crowd. A table at the
end; exit code 1 when anything was lost or out of bounds."""

import argparse
import concurrent.futures
import contextlib
import itertools
import random
import sys
import time

import commands_beside
import daemons
import scene
import strace
import sweep
from random_kills import RandomKills

MESSAGES, KILLS = 10_000, 100
COMMANDS = 1_000
STARTS = 1_000
PATIENCE = 600.0
COLUMNS = ("sweep", "runs", "lost", "duplicated", "out of bounds", "seconds")


def sweeps(_seed):
    """Every call of each kind, for mail and for webhooks; two sweeps at a time."""
    if why := strace.why_not():
        raise SystemExit(f"torture: {why}")
    jobs = [(kind, call) for call in sweep.CALLS for kind in (scene.Mail, scene.Webhook)]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for tally in pool.map(lambda job: whole_sweep(*job), jobs):
            yield tally


def whole_sweep(kind, call):
    with kind() as office:
        return sweep.sweep(office, call, itertools.count(1))


def kills(seed):
    """Random kill -9 while thousands of mails go out."""
    tally = sweep.Tally(f"kill -9, {MESSAGES} mails")
    with contextlib.ExitStack() as stack:
        crash = RandomKills(stack.enter_context, random.Random(seed), MESSAGES, KILLS)
        begun = time.monotonic()
        tally.verdict = crash.run(PATIENCE)
    tally.runs = KILLS
    tally.seconds = time.monotonic() - begun
    yield tally


def commands(_seed):
    callers = commands_beside.CALLERS
    tally = sweep.Tally(f"commands, {callers} x {COMMANDS}", callers * COMMANDS)
    begun = time.monotonic()
    with contextlib.ExitStack() as stack:
        done = commands_beside.run_beside(stack.enter_context, COMMANDS, PATIENCE)
    tally.seconds = time.monotonic() - begun
    tally.verdict.lost = done.refused + done.lost
    if done.slowest > commands_beside.LONGEST:
        tally.verdict.out_of_bounds.append(f"a command took {done.slowest:.1f} s")
    say(f"  the slowest command took {done.slowest:.2f} s; {done.sent} mails went out meanwhile")
    yield tally


def starts(_seed):
    tally = sweep.Tally("second starts", STARTS)
    begun = time.monotonic()
    slowest = 0.0
    with contextlib.ExitStack() as stack:
        office, _ = daemons.open_office(stack.enter_context, 1)
        office.start()
        for _ in range(STARTS):
            wrong, seconds = daemons.second_start(office)
            slowest = max(slowest, seconds)
            if wrong:
                tally.verdict.out_of_bounds.append(wrong)
    tally.seconds = time.monotonic() - begun
    say(f"  the slowest refusal took {slowest:.2f} s")
    yield tally


PARTS = {"kills": kills, "sweeps": sweeps, "commands": commands, "starts": starts}


def say(line):
    print(line, flush=True)


def table(tallies):
    rows = [COLUMNS] + [tuple(str(cell) for cell in each.row()) for each in tallies]
    widths = [max(len(row[column]) for row in rows) for column in range(len(COLUMNS))]
    for row in rows:
        cells = [row[0].ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(row[1:], widths[1:])]
        say("  ".join(cells))


def options():
    parser = argparse.ArgumentParser(prog="scripts/torture", description=__doc__)
    parser.add_argument("--only", choices=PARTS, action="append", help="may be given several times")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 31))
    return parser.parse_args()


def main():
    chosen = options()
    say(f"torture: seed {chosen.seed}")
    tallies = []
    for name in chosen.only or PARTS:
        say(f"=== {name}")
        for tally in PARTS[name](chosen.seed):
            tallies.append(tally)
            say(f"  {tally.name}: {tally.runs} runs, {tally.seconds:.0f} s")
            for problem in (tally.verdict.lost + tally.verdict.out_of_bounds)[:20]:
                say(f"    {problem}")
    total = sweep.Tally("all")
    for each in tallies:
        total.add(each)
    say("")
    table([*tallies, total])
    sys.exit(0 if total.verdict.is_good else 1)


if __name__ == "__main__":
    main()
