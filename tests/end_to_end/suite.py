"""What every *_test.py ends with: run its tests, and say in ctest's way that it cannot run here."""

import os
import sys
import unittest

SKIPPED = 77
# The program is a sanitizer's: slower, and larger than what it is.
SANITIZED = os.environ.get("DONDOC_SANITIZED") == "1"


def skip(why):
    """Ends the whole file: ctest's SKIP_RETURN_CODE, with the reason on a line of its own. Only
    from setUpModule or before: unittest lets SystemExit through there, but not in a test."""
    print(f"SKIPPED: {why}", flush=True)
    sys.exit(SKIPPED)


class Case(unittest.TestCase):
    """A test whose office and servers learn at the end whether it failed, so that they can print
    their logs."""

    def run(self, result=None):
        self._result = result
        return super().run(result)

    def open(self, context):
        """enterContext, with the failure of the test handed to __exit__."""
        entered = context.__enter__()
        self.addCleanup(lambda: context.__exit__(self._failure(), None, None))
        return entered

    def _failure(self):
        told = self._result.failures + self._result.errors
        failed = [test for test, _ in told if getattr(test, "test_case", test) is self]
        return AssertionError if failed else None


def measured(promise, text):
    """For docs/promises.md; unittest leaves the name of the test on the line before."""
    print(f"\nmeasured: promise {promise:02}: {text}", flush=True)


def main():
    unittest.main(module="__main__", verbosity=2)
