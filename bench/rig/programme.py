"""Programme: scripts one after the other, each within its share of the time, whatever they do."""

from __future__ import annotations

import asyncio
import signal
from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING, Final

from bench.rig.finding import Finding
from bench.rig.serving import PYTHON

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

_STOP_S: Final = 30.0
"""How long a script that is told to stop may clean up after itself."""

_LINE: Final = 1_000_000
"""Most octets of a line that a script prints."""


class Turn:
    """One run of a script, and how many minutes it may take at quick and at full size."""

    def __init__(self, script: str, *arguments: str, quick_min: float, full_min: float) -> None:
        self.script = script
        self.arguments = arguments
        self.quick_min = quick_min
        self.full_min = full_min

    @property
    def name(self) -> str:
        """As it is typed."""
        return " ".join((self.script, *self.arguments))

    def seconds(self, *, is_quick: bool) -> float:
        """Its share."""
        return 60 * (self.quick_min if is_quick else self.full_min)


@dataclass(slots=True, kw_only=True)
class Programme:
    """What came of the turns so far."""

    folder: Path
    """Where the scripts lie."""

    tell: Callable[[str], None]
    findings: list[Finding] = field(default_factory=list)
    failures: dict[str, str] = field(default_factory=dict)

    async def run(self, turns: Sequence[Turn], *, is_quick: bool) -> None:
        """Every turn; one that fails or takes too long is noted, and the next one goes on."""
        for n, turn in enumerate(turns, start=1):
            began = monotonic()
            self.tell(f"== {n}/{len(turns)} {turn.name}")
            found = len(self.findings)
            why = await self._turn(turn, is_quick=is_quick)
            if why is None and len(self.findings) == found:
                why = "found nothing"
            if why is not None:
                self.failures[turn.name] = why
            self.tell(f"== {turn.name}: {why or 'done'} after {monotonic() - began:.0f} s")

    async def _turn(self, turn: Turn, *, is_quick: bool) -> str | None:
        """Why it failed; None: it did not."""
        size = ("--quick",) if is_quick else ()
        process = await asyncio.create_subprocess_exec(
            *(PYTHON, str(self.folder / turn.script), *turn.arguments, *size),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            limit=_LINE,
        )
        seconds = turn.seconds(is_quick=is_quick)
        try:
            async with asyncio.timeout(seconds):
                await self._listen(process)
                code = await process.wait()
        except TimeoutError:
            return f"stopped after its {seconds:.0f} s"
        finally:
            await _end(process)
        return None if code == 0 else f"ended with {code}"

    async def _listen(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None
        async for octets in process.stdout:
            line = octets.decode(errors="replace").rstrip()
            self.tell(line)
            finding = Finding.read(line)
            if finding is not None:
                self.findings.append(finding)


async def _end(process: asyncio.subprocess.Process) -> None:
    """See that nothing of a script is left; first asked, then made to."""
    if process.returncode is not None:
        return
    process.send_signal(signal.SIGTERM)
    try:
        async with asyncio.timeout(_STOP_S):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()
