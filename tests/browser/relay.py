"""A network between a page and its server that can be cut."""

import socket
import threading
from contextlib import suppress


class Relay:
    """Hands everything over to a port of this machine, until it is cut.

    Attributes:
        port: where pages connect to.
    """

    def __init__(self, target: int) -> None:
        self._target = target
        self._whole = True
        self._lines: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """End all connections, and let no more through."""
        self._whole = False
        for line in self._lines:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    def mend(self) -> None:
        """Let connections through again."""
        self._lines.clear()
        self._whole = True

    def close(self) -> None:
        """Be gone."""
        self._listener.close()
        self.cut()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                if not self._whole:
                    near.close()
                    continue
                far = socket.create_connection(("127.0.0.1", self._target))
                self._lines += near, far
                for ends in ((near, far), (far, near)):
                    threading.Thread(target=self._hand_over, args=ends, daemon=True).start()

    @staticmethod
    def _hand_over(source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while piece := source.recv(65536):
                target.sendall(piece)
        with suppress(OSError):
            target.shutdown(socket.SHUT_WR)
