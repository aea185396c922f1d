"""Many commands at once that write beside a daemon that sends (promise 19), for the tests and for
scripts/torture."""

import collections
import concurrent.futures
import threading
import time
from dataclasses import dataclass

import world
from daemons import open_office
from waiting import until

CALLERS = 8
# SQLite's own patience: whoever waits longer has seen SQLITE_BUSY.
LONGEST = 10.0
# Mails wait for commands, so that both go on to the end.
COMMANDS_A_MAIL = 4


class Pace:
    """A mail server that takes the next message when so many commands have ended."""

    def __init__(self):
        self._permits = threading.Semaphore(CALLERS)
        self._ended = 0
        self._lock = threading.Lock()
        self._at_ease = False

    def __call__(self, step):
        if step == "data" and not self._at_ease:
            self._permits.acquire(timeout=60)

    def command_ended(self):
        with self._lock:
            self._ended += 1
            if self._ended % COMMANDS_A_MAIL == 0:
                self._permits.release()

    def let_go(self):
        self._at_ease = True
        self._permits.release(CALLERS)


@dataclass
class Answer:
    """Of one caller: what was refused, and the longest that a command took."""

    refused: list
    slowest: float


@dataclass
class Done:
    refused: list
    lost: list
    slowest: float
    sent: int  # mails while the commands ran


def run_beside(opened, each, patience):
    """CALLERS commands at a time, `each` a caller: an obligation of its own is handed in and opened
    again by turns, while mails go out to the other units."""
    pace = Pace()
    others = CALLERS * each // COMMANDS_A_MAIL
    office, sink = open_office(opened, CALLERS + others, "2024-06-13 07:59:59", pace)
    office.start()
    until("the first mail", lambda: sink.taken, patience)
    before = len(sink.taken)
    with concurrent.futures.ThreadPoolExecutor(CALLERS) as pool:
        work = lambda number: call(office, number, each, pace)
        answers = list(pool.map(work, range(1, CALLERS + 1)))
    sent = len(sink.taken) - before
    pace.let_go()
    until("the outbox is empty", office.nothing_waits, patience)
    refused = [each for answer in answers for each in answer.refused]
    if "[error]" in office.log():
        refused.append(office.log())
    office.stop()
    lost = updates_lost(office, each) + mails_lost(sink, CALLERS + others)
    return Done(refused, lost, max(answer.slowest for answer in answers), sent)


def call(office, number, times, pace):
    answer = Answer([], 0.0)
    for turn in range(times):
        begun = time.monotonic()
        verb, note = verb_of(turn), f"{number}.{turn}"
        done = office.run(verb, obligation(number), "--note", note)
        answer.slowest = max(answer.slowest, time.monotonic() - begun)
        if done.returncode != 0:
            answer.refused.append(f"{verb} {note}: {done.returncode}: {done.stderr}")
        pace.command_ended()
    return answer


def verb_of(turn):
    return "reopen" if turn % 2 else "submit"


def obligation(number):
    return f"1.1:once:{world.unit_id(number)}"


def updates_lost(office, times):
    """Each command stands in the journal once, and each obligation is as the last has left it."""
    turns = [(number, turn) for number in range(1, CALLERS + 1) for turn in range(times)]
    wanted = collections.Counter((verb_of(turn), f"{number}.{turn}") for number, turn in turns)
    told = collections.Counter(
        (verb, detail["note"]) for verb in ("submit", "reopen") for detail in office.journal(verb)
    )
    lost = [f"{verb} {note} is not in the journal" for verb, note in wanted - told]
    lost += [f"{verb} {note} is twice in the journal" for verb, note in told - wanted]
    state = {each["unit"]: each["submitted_on_time"] for each in office.json("status")["units"]}
    submitted = times % 2
    for number in range(1, CALLERS + 1):
        if state[world.unit_id(number)] != submitted:
            lost.append(f"{obligation(number)} is not as its last command left it")
    return lost


def mails_lost(sink, units):
    """The units that no command was about are told, nobody twice."""
    copies = collections.Counter(mail.recipient for mail in sink.taken)
    everybody = {world.mailbox(number): number for number in range(1, units + 1)}
    lost = [
        f"{address} was told {copies[address]} times"
        for address, number in everybody.items()
        if copies[address] > 1 or (number > CALLERS and copies[address] == 0)
    ]
    return lost + [f"{address} is nobody" for address in copies.keys() - everybody.keys()]
