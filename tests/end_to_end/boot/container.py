"""A machine that boots with systemd in a second, and is gone afterwards."""

import glob
import os
import secrets
import shutil
import subprocess
import tempfile

from suite import skip
from waiting import until

HERE = os.path.dirname(os.path.abspath(__file__))
TOOLS = ("debootstrap", "systemd-nspawn", "unshare", "nsenter", "setpriv")


def skip_unless_possible():
    """Ends the file where no container can be booted, and says why."""
    if os.geteuid() != 0:
        skip("booting a container needs root")
    for tool in TOOLS:
        if shutil.which(tool) is None:
            skip(f"there is no {tool} here")
    # What run-container does first.
    probe = (
        "f=$(mktemp -d); mount -t tmpfs tmpfs $f && mkdir $f/u $f/w $f/r &&"
        " mount -t overlay -o lowerdir=/usr,upperdir=$f/u,workdir=$f/w overlay $f/r &&"
        " umount $f/r && umount $f && mount -t cgroup2 cgroup2 $f && umount $f && rmdir $f"
    )
    tried = subprocess.run(
        ["unshare", "--mount", "--pid", "--fork", "--propagation", "private", "sh", "-ec", probe],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    if tried.returncode != 0:
        last = (tried.stderr.strip().splitlines() or ["no word why"])[-1]
        skip(f"this machine does not let a container boot: {last}")


class Container:
    """Use it as a context manager."""

    def __init__(self, root):
        self.root = root
        # Its name is the machine's too, which takes letters, digits and hyphens.
        self._work = os.path.join(tempfile.gettempdir(), f"dondoc-boot-{secrets.token_hex(4)}")
        os.mkdir(self._work, 0o700)
        self._console = open(self._work + ".console", "w+b")
        self._process = None
        self._leader = None

    def __enter__(self):
        self._process = subprocess.Popen(
            ["setpriv", "--pdeathsig", "KILL"]
            + ["unshare", "--mount", "--pid", "--fork", "--kill-child=KILL", "--mount-proc"]
            + ["--propagation", "private", os.path.join(HERE, "run-container")]
            + [self.root, self._work],
            stdin=subprocess.DEVNULL,
            stdout=self._console,
            stderr=subprocess.STDOUT,
        )
        try:
            until("the container has a first process", self._find_leader, 30)
            until("it has booted", self._has_booted, 60)
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(self, *problem):
        self._end()

    def print_journal(self):
        if self._process.poll() is None:
            journal = self.run("journalctl", "--no-pager", "-o", "short-precise", check=False)
            print(f"--- journal\n{journal.stdout[-12000:]}\n--- end of journal", flush=True)

    def _end(self):
        """The first process of the container ends; run-container cleans up and follows."""
        if self._leader is not None and self._process.poll() is None:
            os.kill(self._leader, 9)
        try:
            self._process.wait(15)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(5)
        self._console.close()
        os.unlink(self._work + ".console")
        os.rmdir(self._work)

    def _find_leader(self):
        """Its systemd is the first process of a PID namespace below ours and below unshare's."""
        if self._process.poll() is not None:
            self._console.seek(0)
            raise AssertionError("no boot: " + self._console.read().decode(errors="replace"))
        for pid in descendants(self._process.pid):
            numbers = numbers_of(pid)
            if len(numbers) == len(numbers_of(self._process.pid)) + 2 and numbers[-1] == 1:
                self._leader = pid
                return True
        return False

    def _has_booted(self):
        state = self.run("systemctl", "is-system-running", check=False).stdout.strip()
        return state in ("running", "degraded")

    # --- what goes on inside -------------------------------------------------------------------

    def run(self, *command, check=True, text_in=None, timeout=60):
        """A command in the container and what came of it."""
        environment = {
            "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
            "HOME": "/root",
            "LC_ALL": "C.UTF-8",
            "DONDOC_LANG": "en",
            "DEBIAN_FRONTEND": "noninteractive",
        }
        enter = ["nsenter", "-t", str(self._leader), "-m", "-u", "-i", "-n", "-p", "-r", "-w"]
        done = subprocess.run(
            [*enter, "--", *command],
            env=environment,
            input=text_in,
            stdin=subprocess.DEVNULL if text_in is None else None,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )
        if check and done.returncode != 0:
            raise AssertionError(
                f"{' '.join(command)}: {done.returncode}\n{done.stdout}{done.stderr}"
            )
        return done

    def says(self, *command, **more):
        return self.run(*command, **more).stdout.strip()

    def shows(self, name, unit="dondoc"):
        """One property of a unit."""
        return self.says("systemctl", "show", unit, "--value", "--property", name)

    def path(self, inside):
        """Where this machine sees a file of the container."""
        return f"/proc/{self._leader}/root{inside}"

    def write(self, inside, text, mode=0o644):
        with open(self.path(inside), "w", encoding="utf-8") as file:
            file.write(text)
        os.chmod(self.path(inside), mode)
        return inside

    def read(self, inside):
        with open(self.path(inside), encoding="utf-8") as file:
            return file.read()

    def exists(self, inside):
        return os.path.lexists(self.path(inside))

    def files(self, pattern):
        return glob.glob(self.path(pattern))

    def copy_in(self, file, inside):
        shutil.copy(file, self.path(inside))
        return inside

    def copy_out(self, inside, file):
        shutil.copy(self.path(inside), file)

    def beside(self, *command):
        """A program of this machine in the container's network, gone with the container."""
        return subprocess.Popen(
            ["nsenter", "-t", str(self._leader), "-n", "--", "setpriv", "--pdeathsig", "KILL"]
            + list(command),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
        )


def descendants(pid):
    try:
        with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as file:
            children = [int(each) for each in file.read().split()]
    except OSError:
        return []
    return children + [each for child in children for each in descendants(child)]


def numbers_of(pid):
    """What a process is called in each PID namespace it is in, from ours inwards."""
    try:
        with open(f"/proc/{pid}/status", encoding="ascii", errors="replace") as file:
            line = next(each for each in file if each.startswith("NSpid:"))
    except (OSError, StopIteration):
        return []
    return [int(each) for each in line.split()[1:]]
