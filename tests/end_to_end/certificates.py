"""A certificate authority of our own and certificates for servers, good ones and others."""

import os
import ssl
import subprocess
import tempfile

from fake_clock import FakeClock

# A certificate begins to hold when it is made: in the past of every test.
MADE = "2020-01-01 00:00:00"
LOCAL = "DNS:localhost,IP:127.0.0.1,IP:::1"
LONG = "36500"


def make(folder):
    """Writes ca.pem, server.pem and server.key; they hold under any fake clock of these tests."""
    ca, key = os.path.join(folder, "ca.pem"), os.path.join(folder, "ca.key")
    openssl("req", "-x509", *new_key(key), "-out", ca, "-days", LONG, "-subj", "/CN=Test CA")
    sign(folder, "server")


def sign(folder, name, names=LOCAL, days=LONG):
    """NAME.pem and NAME.key, signed by the authority that make() has made."""
    ca, server = os.path.join(folder, "ca"), os.path.join(folder, name)
    openssl("req", *new_key(f"{server}.key"), "-out", f"{server}.csr", "-subj", "/CN=a server")
    with open(f"{server}.names", "w", encoding="ascii") as file:
        file.write(f"subjectAltName={names}\n")
    signer = ["-CA", f"{ca}.pem", "-CAkey", f"{ca}.key", "-CAcreateserial"]
    files = ["-in", f"{server}.csr", "-extfile", f"{server}.names", "-out", f"{server}.pem"]
    openssl("x509", "-req", *files, *signer, "-days", days)


def self_sign(folder, name):
    """NAME.pem and NAME.key, which nobody else vouches for."""
    server = os.path.join(folder, name)
    names = ["-subj", "/CN=localhost", "-addext", f"subjectAltName={LOCAL}"]
    openssl("req", "-x509", *new_key(f"{server}.key"), "-out", f"{server}.pem", *names)


def context(folder, name="server"):
    """For a server that shows NAME.pem."""
    server = os.path.join(folder, name)
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(f"{server}.pem", f"{server}.key")
    return made


def new_key(path):
    return ["-newkey", "rsa:2048", "-nodes", "-keyout", path]


def openssl(*arguments):
    with tempfile.TemporaryDirectory() as folder:
        past = FakeClock(folder, MADE)
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
