"""The Debian package of this tree, as an administrator would get it, built once and then found again."""

import contextlib
import glob
import os
import shutil
import subprocess

from suite import skip

SOURCE = os.environ.get("DONDOC_SOURCE_DIR", os.path.join(os.path.dirname(__file__), "..", "..", ".."))
# The test command's build folder.
FOLDER = os.environ.get("DONDOC_BOOT", os.path.join(SOURCE, "build", "boot"))
TREE = os.path.join(FOLDER, "tree")
OLD = os.path.join(FOLDER, "old")


def source(path):
    return os.path.join(SOURCE, path)


def built():
    """The .deb and its .changes, or nothing where boot_package has not built them."""
    return newest("dondoc_*.deb"), newest("dondoc_*.changes")


def newest(pattern):
    found = sorted(glob.glob(os.path.join(FOLDER, pattern)), key=os.path.getmtime)
    return found[-1] if found else None


def build():
    """dpkg-buildpackage in a copy of the tree: what it leaves behind stays there, and the objects of
    the last time are taken up again."""
    if shutil.which("dpkg-buildpackage") is None or shutil.which("dh") is None:
        skip("there is no dpkg-buildpackage or debhelper here")
    changed = copy_tree()
    if all(built()) and not changed:
        return built()
    for old in glob.glob(os.path.join(FOLDER, "dondoc*_*")):
        os.unlink(old)
    environment = os.environ | cached() | {
        "DEB_BUILD_OPTIONS": "nocheck noautodbgsym parallel=2",
        "DEB_BUILD_PROFILES": "nocheck",
        # Debugging symbols are stripped from it anyway, and cost a fifth of the time.
        "DEB_CXXFLAGS_STRIP": "-g",
    }
    done = subprocess.run(
        ["dpkg-buildpackage", "-b", "-nc", "-us", "-uc"],
        cwd=TREE,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise AssertionError("dpkg-buildpackage failed\n" + done.stdout[-6000:])
    return built()


def cached():
    """What lets ccache find what was compiled before; debhelper would give it a home that is empty."""
    if shutil.which("ccache") is None:
        return {}
    folder = subprocess.run(
        ["ccache", "--get-config", "cache_dir"], capture_output=True, text=True, check=True
    ).stdout.strip()
    return {
        "CMAKE_CXX_COMPILER_LAUNCHER": "ccache",
        "CCACHE_DIR": folder,
        "CCACHE_BASEDIR": TREE,
        "CCACHE_NOHASHDIR": "1",
    }


def copy_tree():
    """The files that Git knows or would take, with their times, so that only what has changed is
    compiled. Whether anything has."""
    os.makedirs(TREE, exist_ok=True)
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=SOURCE,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode != 0:
        skip("this is no Git working tree, and only Git knows which files belong to it")
    wanted = {name for name in listed.stdout.split("\0") if os.path.isfile(os.path.join(SOURCE, name))}
    changed = not listed_as_before(sorted(wanted))
    for name in wanted:
        source, target = os.path.join(SOURCE, name), os.path.join(TREE, name)
        if os.path.exists(target) and same(source, target):
            continue
        os.makedirs(os.path.dirname(target), exist_ok=True)
        shutil.copy2(source, target)
        changed = True
    for folder, folders, names in os.walk(TREE):
        folders[:] = [each for each in folders if not each.startswith("obj-")]
        for name in names:
            path = os.path.join(folder, name)
            if os.path.relpath(path, TREE) not in wanted:
                os.unlink(path)
    return changed


def listed_as_before(names):
    path = os.path.join(FOLDER, "tree.list")
    text = "\n".join(names)
    with contextlib.suppress(FileNotFoundError), open(path, encoding="utf-8") as file:
        if file.read() == text:
            return True
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return False


def same(a, b):
    one, other = os.stat(a), os.stat(b)
    return (one.st_size, int(one.st_mtime)) == (other.st_size, int(other.st_mtime))


def field(deb, name):
    return subprocess.run(
        ["dpkg-deb", "--field", deb, name], capture_output=True, text=True, check=True
    ).stdout.strip()


def depends(deb):
    """The names of the packages that apt installs with it."""
    both = ",".join(field(deb, name) for name in ("Depends", "Pre-Depends", "Recommends"))
    names = [each.split("|")[0].split("(")[0].strip() for each in both.split(",")]
    return sorted({name for name in names if name})


def as_version(deb, version):
    """The same package under another version, to upgrade from."""
    os.makedirs(OLD, exist_ok=True)
    unpacked = os.path.join(OLD, "unpacked")
    shutil.rmtree(unpacked, ignore_errors=True)
    subprocess.run(["dpkg-deb", "--raw-extract", deb, unpacked], check=True)
    control = os.path.join(unpacked, "DEBIAN", "control")
    with open(control, encoding="utf-8") as file:
        lines = file.read().splitlines()
    lines = [f"Version: {version}" if line.startswith("Version:") else line for line in lines]
    with open(control, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    result = os.path.join(OLD, f"dondoc_{version}.deb")
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Zgzip", "-z1", "--build", unpacked, result],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    shutil.rmtree(unpacked)
    return result
