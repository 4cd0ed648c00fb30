"""The page for auditors works as it is written."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from privacy.ledger import verify
from privacy.ledger.export import export
from privacy.ledger.integrate import Integrator
from privacy.testing.ledger import MemoryLedger
from tests.unit.ledger.scene import KEY, TENANT, Clock, denial, read

if TYPE_CHECKING:
    from collections.abc import Mapping

PAGE = Path(__file__).parents[3] / "docs/how-to/verify-the-log.md"


def commands() -> list[str]:
    """The shell blocks of the page, in order."""
    return [block.partition("```")[0] for block in PAGE.read_text().split("```sh\n")[1:]]


async def run(command: str, cwd: Path, path: Path) -> tuple[int, str]:
    process = await asyncio.create_subprocess_shell(
        command,
        cwd=cwd,
        env=_environment(path),
        stdout=asyncio.subprocess.PIPE,
    )
    said, _ = await process.communicate()
    return process.returncode or 0, said.decode()


def _environment(path: Path) -> Mapping[str, str]:
    return {"PATH": f"{path}{os.pathsep}/usr/bin{os.pathsep}/bin"}


@pytest.fixture
async def desk(tmp_path: Path) -> Path:
    """What the page asks the auditor to lay side by side."""
    desk = tmp_path / "desk"
    ledger = MemoryLedger(key=KEY, tenant=TENANT)
    integrator = Integrator(ledger.book, key=KEY, clock=Clock())
    await ledger.append([read() for _ in range(100)])
    older = await integrator.integrate()
    assert older is not None
    [receipt] = await ledger.append([denial()])
    await integrator.integrate()
    await export(ledger.book, desk / "log", policy=KEY.policy())
    (desk / "log.policy").write_text(KEY.policy())
    (desk / "older-checkpoint").write_bytes(older.note)
    (desk / "receipt.json").write_text(json.dumps(receipt.to_extension()))
    shutil.copytree(Path(str(verify.__file__)).parent, desk / "verify")
    return desk


async def test_each_command_of_the_page_does_what_it_says(desk: Path) -> None:
    """The log, the older checkpoint, the receipt, the entries, the count."""
    told = [await run(command, desk, Path(sys.executable).parent) for command in commands()]
    assert [code for code, _ in told] == [0] * 5
    assert all(said.startswith("OK 101 entries, root ") for _, said in told[:3])
    assert told[4][1].splitlines() == [
        "100 read allow service.support oidc:Zk3_agent",
        "1 denial deny marketing.direct.call oidc:Zk3_agent",
    ]


async def test_each_check_of_the_page_finds_a_changed_byte(desk: Path) -> None:
    """Whichever command the auditor runs."""
    bundle = desk / "log/tile/entries/000.p/101"
    content = bundle.read_bytes()
    bundle.write_bytes(content[:50] + bytes([content[50] ^ 1]) + content[51:])
    for command in commands()[:4]:
        code, _ = await run(command, desk, Path(sys.executable).parent)
        assert code == 1
    assert "FAULT entry 0 is not what was logged there" in (desk / "entries.tsv").read_text()


def test_the_page_explains_every_finding() -> None:
    """Each sentence that an auditor may meet first stands in its table."""
    page = PAGE.read_text()
    for finding in (
        "is not what was logged there",
        "is not that of entry",
        "entries that it should",
        "does not verify",
        "is not signed by",
        "is not that of these entries and tiles",
        "does not begin with the",
        "has lost its end",
        "is not the entry that the receipt was given for",
        "entries of this checkpoint",
    ):
        assert finding in page
