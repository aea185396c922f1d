"""Errors of the disk, injected into what the daemon asks of the kernel (strace): promise 15,
nothing is sent whose result cannot be recorded; promise 16, after an error of fsync the process ends."""

import concurrent.futures
import re
import signal

import scene
import strace
import suite
import sweep
from waiting import until

FAULT, REFUSED = 70, 3
FULL = "(?i)đầy|full"


def setUpModule():
    if why := strace.why_not():
        suite.skip(why)


class Faults(suite.Case):
    def setUp(self):
        self.office = self.open(scene.Mail())

    def recovered(self):
        self.office.recover()
        verdict = self.office.verdict()
        self.assertEqual(verdict.lost, [])
        self.assertEqual(verdict.out_of_bounds, [])

    def run_with(self, call, error, first, last="+", paths=(), is_over=lambda: False):
        """The exit code; None where the run was over before the call: results and claims share
        their commits, now more, now fewer."""
        trace = self.office.office.path("trace")
        code = self.office.run(strace.failing(call, error, first, last, trace, paths), is_over)
        return code if "(INJECTED)" in strace.text(trace) else None

    def log(self):
        return self.office.last_log()

    def test_promise_16_an_error_of_fsync_ends_the_daemon(self):
        # SQLite passes over an error of the folder's fsync: the journal's name was there before.
        files = [self.office.office.path(name) for name in ("dondoc.db", "dondoc.db-journal")]
        total = sweep.points(self.office, files)["fdatasync"]
        ended = []
        for number in sweep.spread(total, 3 if suite.SANITIZED else 7):
            # Once, then the disk says that all is well: what it has dropped is not written twice.
            for last in (number, "+"):
                with self.subTest(fdatasync=number, until=last):
                    code = self.run_with("fdatasync", "EIO", number, last, files)
                    if code is None:
                        continue
                    # Before it runs it has nothing to recover from: the start is refused.
                    wanted = FAULT if scene.RUNS in self.log() else REFUSED
                    self.assertEqual(code, wanted, self.log())
                    ended.append(code)
                    self.recovered()
        self.assertIn(FAULT, ended)
        print(f"measured: promise 16: {len(ended)} errors of fsync, each ended it", flush=True)

    def test_promise_15_a_full_disk_at_any_write(self):
        # For ever: what could not be recorded is not sent, and a kill then loses nothing.
        full = lambda: re.search(FULL, self.log())
        stopped = 0
        for number in sweep.spread(sweep.points(self.office)["pwrite64"], 3 if suite.SANITIZED else 6):
            with self.subTest(pwrite64=number):
                code = self.run_with("pwrite64", "ENOSPC", number, is_over=full)
                if code is None:
                    continue
                self.assertIn(code, (-signal.SIGKILL, REFUSED), self.log())
                stopped += code == -signal.SIGKILL
                self.recovered()
        self.assertGreater(stopped, 0)


class Resumes(suite.Case):
    """Promise 15, its other half: the disk has room again, and nobody has to do anything."""

    def test_promise_15_goes_on_by_itself_after_a_full_disk(self):
        with scene.Mail() as office:
            total = sweep.points(office)["pwrite64"]
            start = sweep.points_of_a_start(office)["pwrite64"]
        self.assertGreater(total, start)
        numbers = [start + each for each in sweep.spread(total - start, 2 if suite.SANITIZED else 4)]
        # Each waits for its daemon's next look around, so they wait together.
        with concurrent.futures.ThreadPoolExecutor(len(numbers)) as pool:
            answers = list(pool.map(self.full_for_a_while, numbers))
        self.assertEqual([each for each in answers if each], [])

    def full_for_a_while(self, number):
        """What is wrong after the disk was full for two writes from this one on; "" for nothing."""
        with scene.Mail() as office:
            code = office.run(strace.failing("pwrite64", "ENOSPC", number, number + 1))
            verdict = office.verdict()
            problems = verdict.lost + verdict.out_of_bounds
            if code != 0:
                problems.append(f"ended with {code}")
            if verdict.extra:
                problems.append(f"{verdict.extra} copies too many without a crash")
            return "; ".join(f"full at write {number}: {each}" for each in problems)


if __name__ == "__main__":
    suite.main()
