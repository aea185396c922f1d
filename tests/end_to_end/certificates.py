"""A certificate authority of our own and a certificate for localhost."""

import os
import subprocess
import tempfile

from fake_clock import FakeClock


def make(folder):
    """Writes ca.pem, server.pem and server.key; they hold under any fake clock of these tests."""
    ca, key = os.path.join(folder, "ca.pem"), os.path.join(folder, "ca.key")
    server = os.path.join(folder, "server")
    openssl("req", "-x509", *new_key(key), "-out", ca, "-days", "36500", "-subj", "/CN=Test CA")
    openssl("req", *new_key(f"{server}.key"), "-out", f"{server}.csr", "-subj", "/CN=localhost")
    with open(f"{server}.names", "w", encoding="ascii") as names:
        names.write("subjectAltName=DNS:localhost,IP:127.0.0.1\n")
    signed = ["-CA", ca, "-CAkey", key, "-CAcreateserial", "-extfile", f"{server}.names"]
    files = ["-in", f"{server}.csr", "-out", f"{server}.pem"]
    openssl("x509", "-req", *files, *signed, "-days", "36500")


def new_key(path):
    return ["-newkey", "rsa:2048", "-nodes", "-keyout", path]


def openssl(*arguments):
    with tempfile.TemporaryDirectory() as folder:
        # A certificate begins to hold when it is made: in the past of every test.
        past = FakeClock(folder, "2020-01-01 00:00:00")
        done = subprocess.run(
            ["openssl", *arguments],
            env=os.environ | past.environment(),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    if done.returncode != 0:
        raise AssertionError(f"openssl {arguments[0]}: {done.stderr}")
