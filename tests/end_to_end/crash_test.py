"""Promise 1: kill -9 at any instant loses no reminder and adds at most one copy for each message in
flight."""

import os
import random
import re

import suite
from random_kills import RandomKills

SEED = int(os.environ.get("DONDOC_SEED", "56"))
COUNT = 200
KILLS = 10


class Crash(suite.Case):
    def test_promise_01_killed_at_random(self):
        print(f"seed {SEED}", flush=True)
        crash = RandomKills(self.open, random.Random(SEED), COUNT, KILLS)
        verdict = crash.run(patience=60)
        self.assertEqual(verdict.lost, [])
        self.assertEqual(verdict.out_of_bounds, [])
        bare = [mail for mail in crash.sink.taken if re.search(rb"(?<!\r)\n", mail.data)]
        self.assertEqual(bare, [], "a line that ends with a bare LF")
        print(
            f"measured: promise 01: {KILLS} kills while {COUNT} mails go out: none lost, "
            f"{verdict.extra} copies more than messages",
            flush=True,
        )


if __name__ == "__main__":
    suite.main()
