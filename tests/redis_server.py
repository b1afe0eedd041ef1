"""A real Redis on a free port of this machine, for as long as a block runs."""

import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import pytest

from tests.serving import free_port

PROGRAM = shutil.which("redis-server")
PATIENCE = 10.0


@dataclass
class Server:
    """One Redis, which may be stopped and started again."""

    port: int
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        assert PROGRAM
        self.process = subprocess.Popen(  # noqa: S603  # a program of this machine
            [PROGRAM, "--port", str(self.port), "--save", "", "--appendonly", "no"],
            stdout=subprocess.DEVNULL,
        )
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1) as line:
                line.sendall(b"PING\r\n")
                if line.recv(16).startswith(b"+PONG"):
                    return
            time.sleep(0.01)
        raise TimeoutError("Redis does not answer")

    @contextmanager
    def hanging(self) -> Iterator[None]:
        """Let it take connections and answer nothing while the block runs."""
        assert self.process
        self.process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.process.send_signal(signal.SIGCONT)

    def stop(self) -> None:
        """Stop it at once; what it held is gone."""
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None


@contextmanager
def running() -> Iterator[Server]:
    """Run a Redis while the block runs; where none is installed its tests are skipped."""
    if PROGRAM is None:
        pytest.skip("needs a Redis server")
    server = Server(free_port())
    server.start()
    try:
        yield server
    finally:
        server.stop()
