"""A connection as a peer holds it, with every way to go wrong, and the port that it comes in by."""

import os
import random
import socket
import ssl
import struct
import threading
import time


class Over(Exception):
    """The connection has ended, as it was meant to."""


class Wire:
    """Lines in, bytes out. `received` is every byte that came, in plain text also under TLS."""

    def __init__(self, connection, listener):
        self.received = bytearray()
        self.encrypted = False
        self._connection = connection
        self._listener = listener
        self._waiting = b""

    # --- as it should be -----------------------------------------------------------------------

    def start_tls(self, context):
        self._waiting = b""  # what came before the handshake does not count
        self._connection = context.wrap_socket(self._connection, server_side=True)
        self.encrypted = True

    def read_line(self):
        """With its line end; empty where the peer has gone."""
        while b"\n" not in self._waiting and self._receive():
            pass
        line, end, self._waiting = self._waiting.partition(b"\n")
        return line + end

    def read(self, count):
        while len(self._waiting) < count and self._receive():
            pass
        data, self._waiting = self._waiting[:count], self._waiting[count:]
        return data

    def send(self, data):
        self._connection.sendall(data if isinstance(data, bytes) else data.encode("ascii"))

    def _receive(self):
        data = self._connection.recv(65536)
        self.received += data
        self._waiting += data
        return data

    def end(self):
        self._connection.close()

    # --- as it should not be -------------------------------------------------------------------

    def misbehave(self, name, reply):
        """Does what FAULTS[name] says instead of `reply`; returns where the talk goes on."""
        FAULTS[name](self, reply.encode("ascii"))

    def hang(self, _reply=b""):
        """Silent until Listener.let_go, then closed."""
        self._listener.hold()
        raise Over

    def close(self, _reply=b""):
        raise Over

    def reset(self, _reply=b""):
        self._connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        os.close(self._connection.detach())
        raise Over

    def half(self, reply):
        """Two bytes at least, and never the whole code of an SMTP reply."""
        self.send(reply[: 2 if len(reply) < 40 else len(reply) // 2])
        raise Over

    def half_then_hang(self, reply):
        self.send(reply[:2])
        self.hang()

    def drip(self, reply):
        """The whole reply, a byte at a time."""
        for at in range(len(reply)):
            self.send(reply[at : at + 1])
            time.sleep(0.002)

    def garbage(self, _reply):
        noise = random.Random(0).randbytes(300)
        self.send(noise.replace(b"\n", b"?") + b"\r\n")
        raise Over

    def long_line(self, reply):
        """The reply with 300 KiB behind it on its line."""
        self.send(reply.rstrip() + b" " + b"x" * (300 << 10) + b"\r\n")


FAULTS = {
    "hang": Wire.hang,
    "close": Wire.close,
    "reset": Wire.reset,
    "half": Wire.half,
    "half_then_hang": Wire.half_then_hang,
    "drip": Wire.drip,
    "garbage": Wire.garbage,
    "long_line": Wire.long_line,
}


class Listener:
    """Serves each connection to its port in a thread of its own by `serve(wire)`. A context
    manager, listening when it is made."""

    def __init__(self, tls=None, host="127.0.0.1", port=0):
        self.connections = 0
        self.wires = []
        self.hanging = 0
        self._tls = tls
        self._gone = False
        self._gate = threading.Event()
        self._lock = threading.Lock()
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._listener = socket.create_server((host, port), family=family, backlog=128)
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._gone = True
        # close() alone leaves a thread in accept(), and the port open.
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.let_go()

    def let_go(self):
        """Every connection that hangs is closed."""
        with self._lock:
            gate, self._gate = self._gate, threading.Event()
        gate.set()

    def hold(self):
        """For Wire.hang."""
        with self._lock:
            self.hanging += 1
            gate = self._gate
        if not self._gone:
            gate.wait()

    def received(self):
        """Every byte that came, over all connections."""
        return b"\n".join(bytes(wire.received) for wire in list(self.wires))

    def _accept(self):
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with self._lock:
                self.connections += 1
            wire = Wire(connection, self)
            self.wires.append(wire)
            threading.Thread(target=self._serve, args=(wire,), daemon=True).start()

    def _serve(self, wire):
        try:
            self.serve(wire)
        except (Over, OSError, ssl.SSLError):
            pass  # the other side went away, or one of us was meant to
        finally:
            wire.end()

    def serve(self, wire):
        raise NotImplementedError
