"""Promise 19: commands that write while a daemon sends: none is refused, no change is lost."""

import suite
from commands_beside import CALLERS, LONGEST, run_beside

EACH = 15


class Together(suite.Case):
    def test_promise_19_commands_while_mails_go_out(self):
        done = run_beside(self.open, EACH, 60)
        self.assertEqual(done.refused, [])
        self.assertEqual(done.lost, [])
        self.assertLess(done.slowest, LONGEST)
        self.assertGreater(done.sent, CALLERS)
        print(
            f"measured: promise 19: {CALLERS} x {EACH} commands beside {done.sent} mails: none "
            f"refused, none lost, the slowest took {done.slowest:.2f} s",
            flush=True,
        )


if __name__ == "__main__":
    suite.main()
