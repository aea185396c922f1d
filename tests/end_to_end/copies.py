"""What arrived, held against what the outbox says: promise 1 in figures."""

import collections
import contextlib
import email
import sqlite3
from dataclasses import dataclass, field


def mails(sink):
    """The bytes of each message that a sink has taken, by the message's id."""
    found = {}
    for mail in list(sink.taken):
        message = email.message_from_bytes(mail.data)
        key = (message["X-Dondoc-Message"], mail.recipient)
        found.setdefault(key, []).append((mail.data, message["Message-ID"], message["Date"]))
    return found


def webhooks(receiver):
    """The same of a webhook endpoint: its timestamp and signature are those of each attempt."""
    found = {}
    for each in list(receiver.deliveries):
        key = (each.id.removeprefix("msg_"), each.path.strip("/"))
        found.setdefault(key, []).append((each.raw, each.id))
    return found


@dataclass
class Verdict:
    lost: list = field(default_factory=list)
    out_of_bounds: list = field(default_factory=list)
    extra: int = 0  # copies more than messages

    def add(self, other):
        self.lost += other.lost
        self.out_of_bounds += other.out_of_bounds
        self.extra += other.extra

    @property
    def is_good(self):
        return not self.lost and not self.out_of_bounds


def judge(office, arrived, recipients):
    """Each of `recipients` must have been told, once, but for one copy more for each time that a
    message was on its way when its daemon died (an attempt `uncertain`)."""
    verdict = Verdict()
    messages = {each["id"]: each for each in office.messages()}
    unsure = uncertain(office)
    for (message, recipient), copies in arrived.items():
        verdict.extra += len(copies) - 1
        if message not in messages:
            verdict.out_of_bounds.append(f"{recipient}: {message} is not in the outbox")
        elif len(copies) > 1 + unsure.get(message, 0):
            verdict.out_of_bounds.append(f"{recipient}: {len(copies)} copies of {message}")
        if len(set(copies)) > 1:
            verdict.out_of_bounds.append(f"{recipient}: the copies of {message} differ")
    here = {message for message, _ in arrived}
    for message, row in messages.items():
        if message not in here or row["state"] != "accepted":
            verdict.lost.append(f"{row['recipient']}: {message} is {row['state']}")
    told = collections.Counter(recipient for _, recipient in arrived)
    verdict.lost += [f"{each} was never told" for each in sorted(set(recipients) - set(told))]
    twice = [each for each, count in told.items() if count > 1]
    verdict.out_of_bounds += [f"{each} has more than one message" for each in twice]
    if (integrity := whole(office)) != "ok":
        verdict.lost.append(f"integrity: {integrity}")
    return verdict


def uncertain(office):
    """How often each message was on its way when its daemon died, or had no answer: from the file,
    for after a thousand kills it is asked of thousands."""
    query = "SELECT message_id, count(*) FROM attempt WHERE outcome = 'uncertain' GROUP BY 1"
    with contextlib.closing(sqlite3.connect(office.path("dondoc.db"))) as database:
        return dict(database.execute(query))


def whole(office):
    with contextlib.closing(sqlite3.connect(office.path("dondoc.db"))) as database:
        return database.execute("PRAGMA integrity_check").fetchone()[0]
