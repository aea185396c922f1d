"""What every *_test.py ends with: run its tests, and say in ctest's way that it cannot run here."""

import sys
import unittest

SKIPPED = 77


def skip(why):
    """Ends the whole file: ctest's SKIP_RETURN_CODE, with the reason on a line of its own."""
    print(f"SKIPPED: {why}", flush=True)
    sys.exit(SKIPPED)


def main():
    # setUpModule may call skip(): unittest lets SystemExit through.
    unittest.main(module="__main__", verbosity=2)
