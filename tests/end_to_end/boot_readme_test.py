"""A new administrator follows README.md alone, from the package to the first mail that goes through
the office's mail server (STARTTLS, a login, a certificate of its own authority)."""

import os
import re
import sys
import tempfile
import time

import certificates
import suite
import world
from boot import package
from boot.booted import SETTINGS, Booted, always_open, due_in, skip_unless_built
from office import SOURCE
from waiting import until

SERVER = "mail.co-quan.example"
USER, PASSWORD = "don-doc@co-quan.example", "Mật khẩu của cơ quan 2026"


def setUpModule():
    skip_unless_built()


def commands_of_readme():
    """The lines to type in «As a service», up to the first heading below it, without comments."""
    with open(os.path.join(SOURCE, "README.md"), encoding="utf-8") as file:
        text = file.read()
    part = text[text.index("\n## As a service\n") :]
    part = part[: part.index("\n### ")]
    return [line.split(" # ")[0].strip() for line in re.findall(r"(?m)^    (.*)$", part)]


def three_steps(settings):
    """What the three «Bước» of dondoc.toml say, done to the letter."""
    head, mail, rest = re.fullmatch(
        r"(?s)(.*\[channels\.mail\]\n)(.*?)(\n# Gọi một địa chỉ web.*)", settings
    ).groups()
    # Step 1: the three lines go, and the block below loses its marks.
    mail = mail[mail.index("# type ") :]
    mail = re.sub(r"(?m)^# ([a-z_]+ *=)", r"\1", mail).replace('"mail.co-quan.example"', f'"{SERVER}"')
    # Step 3, whose address stands there already.
    return head + mail + rest


class Administrator(Booted):
    def setUp(self):
        self.folder = self.open(tempfile.TemporaryDirectory())
        certificates.make(self.folder)
        certificates.sign(self.folder, "mail", f"DNS:{SERVER}")

    def type(self, machine, line, typed=None):
        """As in a terminal of root's, who needs no sudo."""
        return machine.run(
            "bash", "-c", f'cd /root && sudo() {{ "$@"; }} && {line}', text_in=typed, timeout=120
        )

    def first_mail(self, server):
        """To whom the mail server has taken one first."""
        return server.stdout.readline().strip()

    def test_the_readme_leads_to_the_first_mail(self):
        begun = time.monotonic()
        machine = self.bare()
        # The office's: its mail server, and the authority that the server's certificate is of.
        with open(machine.path("/etc/hosts"), "a", encoding="ascii") as file:
            file.write(f"127.0.0.1 {SERVER}\n")
        server = machine.beside(sys.executable, __file__, "serve", self.folder)
        self.addCleanup(server.stdout.close)
        self.addCleanup(server.wait)
        self.addCleanup(server.kill)
        self.assertEqual(server.stdout.readline().strip(), "ready")
        deb = package.built()[0]
        machine.copy_in(deb, "/root/" + os.path.basename(deb))
        machine.write("/root/units.toml", world.units(1))
        machine.write("/root/plan.toml", due_in(3))
        followed = 0
        for line in commands_of_readme():
            followed += self.follow(machine, line)
        self.assertGreaterEqual(followed, 6)
        for line in ("dondoc import plan.toml", f"dondoc plan activate {world.NUMBER}"):
            self.type(machine, line)
        self.assertEqual(self.first_mail(server), world.mailbox(1))
        until("it is told as accepted", lambda: self.messages(machine, "accepted"), 10)
        print(
            f"measured: README: {followed + 2} commands and one edit, "
            f"{time.monotonic() - begun:.0f} s from a bare machine to the first mail",
            flush=True,
        )

    def follow(self, machine, line):
        """1 for a command that was followed; the others are alternatives or for later."""
        if line.startswith("sudoedit"):
            machine.copy_in(os.path.join(self.folder, "ca.pem"), "/etc/dondoc/ca.pem")
            os.chmod(machine.path("/etc/dondoc/ca.pem"), 0o644)
            machine.write(SETTINGS, always_open(three_steps(machine.read(SETTINGS))))
        elif "/dev/stdin" in line:
            self.type(machine, line, PASSWORD + "\n")
        else:
            said = self.type(machine, line)
            if line.endswith("check --connect"):
                self.assertIn(SERVER, said.stdout)
        return 1


def serve(folder):
    """The office's mail server: says whom it has taken a mail for."""
    from smtp_sink import SmtpSink

    told = 0
    with SmtpSink(
        tls=certificates.context(folder, "mail"), login=(USER, PASSWORD), port=587
    ) as sink:
        print("ready", flush=True)
        while True:
            until("a further mail", lambda: len(sink.taken) > told, 3600)
            print(sink.taken[told].recipient, flush=True)
            told += 1


if __name__ == "__main__":
    if sys.argv[1:2] == ["serve"]:
        serve(sys.argv[2])
    suite.main()
