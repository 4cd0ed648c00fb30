"""Process: `cdp serve` as an operator starts it, which can be killed as no program can prevent."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic, sleep
from typing import Final

from cdp.database.dsn import SETTINGS, Dsns
from tests.acceptance.stand import PATIENCE_S

CDP: Final = Path(sys.executable).parent / "cdp"
"""The command, as installed beside this interpreter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """A serving process, and what it has said."""

    popen: subprocess.Popen[bytes]
    port: int
    said: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def kill(self) -> None:
        """End it at once."""
        self.popen.kill()
        self.popen.wait(PATIENCE_S)

    def stop(self) -> int:
        """Ask it to stop; its exit code."""
        self.popen.send_signal(signal.SIGTERM)
        return self.popen.wait(PATIENCE_S)


def environment(state_dir: Path, dsns: Dsns | None = None, **more: str) -> dict[str, str]:
    """What a command reads: where its state lies, and real servers instead of the embedded one."""
    urls = {} if dsns is None else {key: dsns.of(*pair) for pair, key in SETTINGS.items()}
    return {"PATH": "/usr/bin:/bin", "CDP_STATE_DIR": str(state_dir), **urls, **more}


@contextmanager
def serving(environ: Mapping[str, str], said: Path) -> Iterator[Process]:
    """A process that answers, until the block ends; `said` takes what it writes."""
    port = free_port()
    with said.open("wb") as out:
        popen = subprocess.Popen(
            [CDP, "serve", "--port", str(port)],
            env=dict(environ),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    process = Process(popen=popen, port=port, said=said)
    try:
        _wait_until_it_answers(process)
        yield process
    finally:
        if popen.poll() is None:
            process.stop()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_it_answers(process: Process) -> None:
    deadline = monotonic() + PATIENCE_S
    while monotonic() < deadline:
        assert process.popen.poll() is None, process.said.read_text()
        with suppress(OSError):
            connection = HTTPConnection("127.0.0.1", process.port, timeout=PATIENCE_S)
            try:
                connection.request("GET", "/healthz")
                if connection.getresponse().status == 200:
                    return
            finally:
                connection.close()
        sleep(0.05)
    raise AssertionError("it does not answer")
