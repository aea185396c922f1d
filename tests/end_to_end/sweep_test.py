"""Promise 1, at every kind of call by which a daemon changes the world: killed there, it loses
nothing and sends one copy more at most. scripts/torture kills at every single call; here at some, spread
evenly."""

import scene
import strace
import suite
import sweep

# Of 0.9 s each, five times that under a sanitizer.
RUNS = {"pwrite64": 6, "fdatasync": 4, "sendto": 4, "ftruncate": 2, "recvfrom": 2, "exit_group": 1}


def setUpModule():
    if why := strace.why_not():
        suite.skip(why)


class Sweeps(suite.Case):
    def test_promise_01_killed_at_a_call_while_mail_goes_out(self):
        self.sweeps(self.open(scene.Mail()))

    def test_promise_01_killed_at_a_call_while_webhooks_go_out(self):
        self.sweeps(self.open(scene.Webhook()))

    def sweeps(self, office):
        calls = sweep.points(office)
        runs, extra = 0, 0
        for call, count in RUNS.items():
            self.assertGreater(calls[call], 0, f"no {call}: is this the daemon?")
            # Commits come in groups, so that runs differ by some calls: the last ones may not come.
            most = max(1, calls[call] * 4 // 5)
            numbers = sweep.spread(most, 1 if suite.SANITIZED else count)
            with self.subTest(call):
                tally = sweep.sweep(office, call, numbers)
                self.assertEqual(tally.verdict.lost, [])
                self.assertEqual(tally.verdict.out_of_bounds, [])
            runs += tally.runs
            extra += tally.verdict.extra
        self.assertGreaterEqual(runs, 5 if suite.SANITIZED else 14)
        print(
            f"measured: promise 01: {runs} kills at a system call ({office.name}): none lost, "
            f"{extra} copies more than messages",
            flush=True,
        )


if __name__ == "__main__":
    suite.main()
