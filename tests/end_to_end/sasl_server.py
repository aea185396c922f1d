"""The password check behind Postfix's AUTH: Dovecot's authentication protocol, as far as Postfix
speaks it (PLAIN and LOGIN would do; PLAIN is all that is offered)."""

import base64
import os
import socket
import threading

GREETING = (
    "VERSION\t1\t1\n"
    "MECH\tPLAIN\tplaintext\n"
    "SPID\t1\n"
    "CUID\t1\n"
    f"COOKIE\t{'0' * 32}\n"
    "DONE\n"
)


class SaslServer:
    """Listens on a Unix socket until close(); `refused` counts wrong passwords."""

    def __init__(self, path, user, password):
        self.refused = 0
        self._wanted = f"\0{user}\0{password}".encode()
        self._user = user
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(path)
        os.chmod(path, 0o666)
        self._listener.listen()
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self):
        self._listener.close()

    def _accept(self):
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection):
        with connection, connection.makefile("rw", encoding="ascii", newline="\n") as stream:
            stream.write(GREETING)
            stream.flush()
            for line in stream:
                fields = line.rstrip("\n").split("\t")
                if fields[0] in ("AUTH", "CONT"):
                    stream.write(self._answer(fields))
                    stream.flush()

    def _answer(self, fields):
        given = fields[-1].removeprefix("resp=")
        if fields[0] == "AUTH" and not fields[-1].startswith("resp="):
            return f"CONT\t{fields[1]}\t\n"
        if base64.b64decode(given) == self._wanted:
            return f"OK\t{fields[1]}\tuser={self._user}\n"
        self.refused += 1
        return f"FAIL\t{fields[1]}\tuser={self._user}\n"
