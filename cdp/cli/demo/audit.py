"""Flow 3: an auditor takes the log away, and checks it with nothing of ours but one folder."""

from __future__ import annotations

import asyncio
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Final

import privacy.ledger.verify
from cdp.cli.demo.report import Flow
from cdp.cli.demo.stage import AUDITOR, Stage
from privacy.ledger.export import export

_BLOCKER: Final = (
    "import sys\n"
    "for name in ('sqlalchemy', 'phonenumbers', 'orjson', 'asyncpg', 'starlette', 'cdp'):\n"
    "    sys.modules[name] = None\n"
    "import runpy\n"
    "runpy.run_module('verify', run_name='__main__', alter_sys=True)\n"
)
"""Runs a copy of the verifier where everything else of ours cannot be imported."""


async def play(stage: Stage) -> Flow:
    """Play it."""
    flow = Flow(name="audit", title="Audit · 审计")
    service = stage.at_work.service
    auditor = stage.caller(AUDITOR)
    with tempfile.TemporaryDirectory(prefix="cdp-audit-") as place:
        folder = Path(place)
        await service.log.integrator.integrate()
        taken = await export(service.log.records, folder / "log", policy=service.keys.log.policy())
        size = 0 if taken is None else taken.size
        flow.promise("the log is exported as files", held=size > 0)

        sound, _ = await _verify(folder)
        flow.promise("it verifies where SQLAlchemy cannot be imported", held=sound)

        _spoil(folder / "log")
        sound, said = await _verify(folder)
        flow.promise("one changed byte is found", held=not sound and "FAULT" in said)

    proof = await auditor.ask("AccessProof", index="0")
    flow.promise(
        "any entry is proven by itself, in a file that other tools read",
        held=str((proof.data.get("accessProof") or {}).get("text", "")).startswith(
            "c2sp.org/tlog-proof@v1"
        ),
    )
    before = await auditor.ask("Checkpoint")
    after = await auditor.ask("Checkpoint")
    grown = [int((each.data.get("checkpoint") or {"size": 0})["size"]) for each in (before, after)]
    flow.promise("reading the log is itself written down", held=0 < grown[0] < grown[1])
    flow.counts = {"entries": size}
    return flow


async def _verify(folder: Path) -> tuple[bool, str]:
    """What the verifier says of the export, in a process of its own."""
    tool = folder / "tool"
    if not tool.exists():
        source = Path(next(iter(privacy.ledger.verify.__path__)))
        shutil.copytree(source, tool / "verify", ignore=shutil.ignore_patterns("__pycache__"))
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        _BLOCKER,
        str(folder / "log"),
        cwd=tool,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    output, _ = await process.communicate()
    return process.returncode == 0, output.decode()


def _spoil(log: Path) -> None:
    """Change one byte of the first bundle of entries."""
    bundle = min(file for file in (log / "tile" / "entries").rglob("*") if file.is_file())
    content = bytearray(bundle.read_bytes())
    content[len(content) // 2] ^= 1
    bundle.write_bytes(content)
