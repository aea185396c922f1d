"""A Debian package unpacked into a folder, nothing installed and no service started."""

import glob
import os
import subprocess
import tempfile

from suite import skip

CACHE = os.environ.get("DONDOC_PACKAGES", os.path.join(tempfile.gettempdir(), "dondoc-packages"))


def unpacked(package):
    """The folder with the package's files; fetched once, then found again."""
    root = os.path.join(CACHE, package)
    if os.path.isdir(root):
        return root
    os.makedirs(CACHE, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE) as folder:
        archive = download(package, folder)
        fresh = os.path.join(folder, "root")
        subprocess.run(["dpkg", "-x", archive, fresh], check=True, timeout=60)
        try:
            os.rename(fresh, root)
        except OSError:
            # Another test has just put it there.
            if not os.path.isdir(root):
                raise
    return root


def download(package, folder):
    fetched = apt_get(folder, "download", package)
    if fetched.returncode != 0:
        # Package lists of our own: the machine's may be missing or old, and are not ours to renew.
        lists = ["-o", f"Dir::State::Lists={folder}/lists"]
        os.makedirs(os.path.join(folder, "lists", "partial"))
        apt_get(folder, *lists, "update")
        fetched = apt_get(folder, *lists, "download", package)
    found = glob.glob(os.path.join(folder, f"{package}_*.deb"))
    if not found:
        lines = fetched.stderr.strip().splitlines() or ["no word from apt-get"]
        skip(f"cannot fetch the Debian package {package}: {lines[-1]}")
    return found[0]


def apt_get(folder, *arguments):
    return subprocess.run(
        ["apt-get", "-q", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
