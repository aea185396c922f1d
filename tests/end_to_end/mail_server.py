"""A real mail server: Postfix from Debian's package, with STARTTLS and AUTH, on 127.0.0.1.

Not OpenSMTPD: Debian 12's 6.8.0p2 cannot do TLS with OpenSSL 3 (OpenSMTPD issue 1171).
"""

import email
import email.policy
import glob
import os
import shutil
import signal
import socket
import subprocess
import tempfile

import certificates
from debian_package import unpacked
from sasl_server import SaslServer
from suite import skip
from waiting import until

# Postfix wants users and groups that nobody else uses; these are in every Debian's base.
OWNER, GROUP = "mail", "news"
# Who owns the mailboxes; no such account has to be there.
KEEPER = 64003
QUEUES = "active bounce corrupt defer deferred flush hold incoming private saved trace"

MAIN_CF = """
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
command_directory = {root}/usr/sbin
daemon_directory = {root}/usr/lib/postfix/sbin
shlib_directory = {root}/usr/lib/postfix
meta_directory = {root}/etc/postfix
import_environment = MAIL_CONFIG LD_LIBRARY_PATH
mail_owner = {owner}
setgid_group = {group}
default_privs = nobody
maillog_file = {folder}/log
maillog_file_prefixes = /
myhostname = mail.stp.example
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
alias_maps =
local_recipient_maps =
virtual_mailbox_domains = stp.example
virtual_mailbox_base = {folder}/mail
virtual_mailbox_maps = texthash:{folder}/conf/boxes
virtual_uid_maps = static:{keeper}
virtual_gid_maps = static:{keeper}
smtpd_tls_cert_file = {folder}/server.pem
smtpd_tls_key_file = {folder}/server.key
smtpd_tls_security_level = encrypt
smtpd_tls_auth_only = yes
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = {folder}/auth
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_recipient_restrictions = permit_sasl_authenticated, reject
smtpd_forbid_bare_newline = yes
smtpd_error_sleep_time = 0
smtpd_client_connection_count_limit = 0
"""

MASTER_CF = """
127.0.0.1:{port} inet n - n - - smtpd
rewrite unix - - n - - trivial-rewrite
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
error unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
"""


def require():
    """For setUpModule: ends the file where no mail server can be had."""
    if os.geteuid() != 0:
        skip("a mail server starts as root only")
    unpacked("postfix")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class MailServer:
    """Takes mail for `boxes` alone (addresses at stp.example), from who logs in. A context manager,
    started when it is made; require() comes first."""

    user = "don-doc@stp.example"
    password = "bí mật 2024"

    def __init__(self, boxes):
        self._root = unpacked("postfix")
        self.folder = tempfile.mkdtemp(prefix="dondoc-e2e-mta-")
        os.chmod(self.folder, 0o755)
        self.port = free_port()
        self.ca_file = os.path.join(self.folder, "ca.pem")
        certificates.make(self.folder)
        self._configure(boxes)
        self.sasl = SaslServer(os.path.join(self.folder, "auth"), self.user, self.password)
        self._start()

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        self._master.send_signal(signal.SIGTERM)
        self._master.wait(10)
        self.sasl.close()
        if kind is not None:
            print(f"--- the mail server's log\n{self.log()}--- end of the log", flush=True)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _write(self, name, text):
        with open(os.path.join(self.folder, name), "w", encoding="ascii") as file:
            file.write(text)

    def _folder(self, name, owner="root", group="root", mode=0o755):
        path = os.path.join(self.folder, name)
        os.makedirs(path, exist_ok=True)
        shutil.chown(path, owner, group)
        os.chmod(path, mode)

    def _configure(self, boxes):
        for name in ("conf", "queue", "queue/pid"):
            self._folder(name)
        self._folder("data", OWNER)
        self._folder("mail", KEEPER, KEEPER)
        for name in QUEUES.split():
            self._folder(f"queue/{name}", OWNER, "root", 0o700)
        self._folder("queue/public", OWNER, GROUP, 0o710)
        self._folder("queue/maildrop", OWNER, GROUP, 0o730)
        facts = {"folder": self.folder, "root": self._root, "port": self.port}
        facts |= {"owner": OWNER, "group": GROUP, "keeper": KEEPER}
        self._write("conf/main.cf", MAIN_CF.format(**facts))
        self._write("conf/master.cf", MASTER_CF.format(**facts))
        self._write("conf/boxes", "".join(f"{box} {box}/\n" for box in boxes))

    def _start(self):
        libraries = os.path.join(self._root, "usr/lib/postfix")
        conf = os.path.join(self.folder, "conf")
        environment = os.environ | {"MAIL_CONFIG": conf, "LD_LIBRARY_PATH": libraries}
        with open(os.path.join(self.folder, "out"), "wb") as out:
            # A process group of its own: on SIGTERM the master ends the whole group.
            self._master = subprocess.Popen(
                [os.path.join(libraries, "sbin/master"), "-c", conf, "-d"],
                env=environment,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )
        until("the mail server greets", self._greets)

    def _greets(self):
        if self._master.poll() is not None:
            raise AssertionError(f"Postfix does not start here\n{self.log()}")
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=5) as connection:
                return connection.recv(3) == b"220"
        except OSError:
            return False

    def log(self):
        text = ""
        for name in ("out", "log"):
            path = os.path.join(self.folder, name)
            if os.path.exists(path):
                with open(path, encoding="utf-8", errors="replace") as file:
                    text += file.read()
        return text

    def mails(self, address):
        """What lies in a mailbox, in the order of its Date headers."""
        found = []
        for path in glob.glob(os.path.join(self.folder, "mail", address, "new", "*")):
            with open(path, "rb") as file:
                found.append(email.message_from_binary_file(file, policy=email.policy.default))
        return sorted(found, key=lambda mail: mail["Date"].datetime)

    def count(self):
        return len(glob.glob(os.path.join(self.folder, "mail", "*", "new", "*")))
