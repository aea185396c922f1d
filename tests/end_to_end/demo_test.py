"""`dondoc demo` shows the whole job in under a minute."""

import glob
import os
import re
import subprocess
import tempfile

import suite
from office import PROGRAM

MONTH = re.compile(r"^\d\d/2024: +(\d+) mails, +(\d+) reminders", re.MULTILINE)


class Demo(suite.Case):
    def setUp(self):
        self.folder = self.enterContext(tempfile.TemporaryDirectory(prefix="dondoc-e2e-"))

    def demo(self, folder):
        return subprocess.run(
            [PROGRAM, "demo", "--dir", folder],
            env=os.environ | {"DONDOC_LANG": "en"},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def test_leaves_as_many_mails_as_it_says(self):
        folder = os.path.join(self.folder, "demo")
        done = self.demo(folder)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        months = MONTH.findall(done.stdout)
        # From the plan's issue in March to December.
        self.assertEqual(len(months), 10)
        said = sum(int(mails) for mails, _ in months)
        self.assertGreater(said, 100)
        self.assertEqual(len(glob.glob(f"{folder}/mail/new/*")), said)
        self.assertEqual(os.listdir(f"{folder}/mail/tmp"), [])
        self.assertIn("Subject: [Đôn đốc]", done.stdout)

    def test_keeps_off_a_folder_that_is_in_use(self):
        with open(os.path.join(self.folder, "mine"), "w", encoding="ascii"):
            pass
        done = self.demo(self.folder)
        self.assertEqual(done.returncode, 2)
        self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)
        self.assertEqual(os.listdir(self.folder), ["mine"])


if __name__ == "__main__":
    suite.main()
