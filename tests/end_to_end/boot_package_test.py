"""The Debian package is built as dpkg-buildpackage builds it, lintian has nothing to say, and the
root file system that boot_service_test.py starts is there. Slow the first time, then not."""

import hashlib
import os
import shutil
import subprocess

import suite
from boot import package
from boot.container import HERE, skip_unless_possible


def setUpModule():
    skip_unless_possible()


class Package(suite.Case):
    @classmethod
    def setUpClass(cls):
        cls.deb, cls.changes = package.build()

    def contents(self):
        listed = subprocess.run(
            ["dpkg-deb", "--contents", self.deb], capture_output=True, text=True, check=True
        )
        return {line.split()[5].lstrip(".") for line in listed.stdout.splitlines()}

    def test_what_an_administrator_needs_is_in_it(self):
        for file in (
            "/usr/bin/dondoc",
            "/etc/dondoc/dondoc.toml",
            "/usr/lib/sysusers.d/dondoc.conf",
            "/usr/lib/tmpfiles.d/dondoc.conf",
            "/usr/share/dondoc/vietnam.toml",
            "/usr/share/dondoc/dondoc.schema.json",
            "/usr/share/dondoc/templates/vi/reminder.txt",
            "/usr/share/dondoc/examples/an-giang-2024/dondoc.toml",
            "/usr/share/man/man1/dondoc.1.gz",
            "/usr/share/man/man5/dondoc.toml.5.gz",
            "/usr/share/man/man8/dondoc.8.gz",
            "/usr/share/man/vi/man1/dondoc.1.gz",
            "/usr/share/man/vi/man5/dondoc.toml.5.gz",
            "/usr/share/man/vi/man8/dondoc.8.gz",
            "/usr/share/bash-completion/completions/dondoc",
            "/usr/share/zsh/vendor-completions/_dondoc",
        ):
            with self.subTest(file):
                self.assertIn(file, self.contents())
        units = [each for each in self.contents() if each.endswith("/systemd/system/dondoc.service")]
        self.assertEqual(len(units), 1)

    def test_its_version_is_the_programs(self):
        said = subprocess.run(
            [os.environ["DONDOC"], "--version"], capture_output=True, text=True, check=True
        ).stdout
        self.assertEqual(said.strip(), "dondoc " + package.field(self.deb, "Version"))

    def test_lintian_has_nothing_to_say(self):
        if shutil.which("lintian") is None:
            self.skipTest("there is no lintian here")
        said = subprocess.run(
            ["lintian", "--fail-on", "error,warning", "--allow-root", self.changes],
            capture_output=True,
            text=True,
            check=False,
        )
        self.assertEqual((said.returncode, said.stdout), (0, ""), said.stderr)

    def test_there_is_a_root_file_system_to_boot(self):
        names = package.depends(self.deb)
        with open(os.path.join(HERE, "build-root"), "rb") as script:
            key = hashlib.sha256(script.read() + " ".join(names).encode()).hexdigest()[:12]
        root = os.path.join(package.FOLDER, f"root-{key}")
        done = subprocess.run(
            [os.path.join(HERE, "build-root"), root, *names],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode == suite.SKIPPED:
            self.skipTest(done.stdout.strip().splitlines()[-1])
        self.assertEqual(done.returncode, 0, done.stdout[-4000:])
        link = os.path.join(package.FOLDER, "root")
        if os.path.islink(link):
            os.unlink(link)
        os.symlink(root, link)


suite.main()
