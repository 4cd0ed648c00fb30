"""Serving: a server in a process of its own, from its first answer until it has stopped."""

from __future__ import annotations

import asyncio
import socket
import sys
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

_START_S: Final = 60
_STOP_S: Final = 60
_PAUSE_S: Final = 0.02
_SAID: Final = 2_000
"""Most of a log that is repeated in an error."""

_TREE: Final = str(Path(__file__).parents[2])
"""What is served is the code beside which this bench lies."""

PYTHON: Final = sys.executable


@asynccontextmanager
async def serving(
    *command: str, port: int, log: Path, environment: Mapping[str, str] | None = None
) -> AsyncIterator[int]:
    """Run `command` until the block ends; its process id, once it listens on `port`.

    What it says goes to the file `log`.

    Raises:
        ChildProcessError: it ended by itself; the end of the log says why.
    """
    with log.open("wb") as said:
        process = await asyncio.create_subprocess_exec(
            *command,
            env={"PYTHONPATH": _TREE, "PYTHONUTF8": "1", **(environment or {})},
            stdout=said,
            stderr=said,
        )
    try:
        await _listening(process, port, log)
        yield process.pid
    finally:
        if process.returncode is None:
            process.terminate()
        async with asyncio.timeout(_STOP_S):
            await process.wait()


def free_port() -> int:
    """A port of loopback that nobody listens on now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


async def _listening(process: asyncio.subprocess.Process, port: int, log: Path) -> None:
    async with asyncio.timeout(_START_S):
        while True:
            if process.returncode is not None:
                raise ChildProcessError(f"the server ended with {process.returncode}: {_end(log)}")
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(_PAUSE_S)
            else:
                writer.close()
                await writer.wait_closed()
                return


def _end(log: Path) -> str:
    return log.read_text(encoding="utf-8", errors="replace")[-_SAID:]
