"""Receipts held against an exported log: what vanished or changed since is found."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from privacy.ledger.export import export
from privacy.ledger.integrate import Integrator
from privacy.ledger.verify import __main__ as command
from privacy.ledger.verify.kept import verify_kept
from privacy.testing.ledger import Book, MemoryLedger
from tests.unit.ledger.scene import KEY, TENANT, Clock, read

if TYPE_CHECKING:
    from pathlib import Path

    from privacy.ledger.receipt import Receipt


async def write(directory: Path, ledger: MemoryLedger) -> None:
    await Integrator(ledger.book, key=KEY, clock=Clock()).integrate()
    await export(ledger.book, directory, policy=KEY.policy())


async def receipted(directory: Path) -> Receipt:
    """A log of 300 entries, and the receipt of entry 270."""
    ledger = MemoryLedger(key=KEY, tenant=TENANT)
    await ledger.append([read() for _ in range(270)])
    [receipt] = await ledger.append([read()])
    await ledger.append([read() for _ in range(29)])
    await write(directory, ledger)
    return receipt


@pytest.fixture
async def receipt(tmp_path: Path) -> Path:
    kept = await receipted(tmp_path / "log")
    path = tmp_path / "receipt.json"
    path.write_text(json.dumps(kept.to_extension()))
    return path


def test_a_receipt_of_an_entry_that_stands_is_confirmed(receipt: Path, tmp_path: Path) -> None:
    """With the directory's policy and with one's own."""
    (tmp_path / "mine").write_text(KEY.policy())
    assert verify_kept(tmp_path / "log", receipt) is None
    assert verify_kept(tmp_path / "log", receipt, policy=tmp_path / "mine") is None


async def test_an_entry_replaced_before_any_checkpoint_is_found(
    receipt: Path, tmp_path: Path
) -> None:
    """Tree, tiles and checkpoint of the forged log are flawless; the receipt is not fooled."""
    await receipted(tmp_path / "forged")
    assert verify_kept(tmp_path / "forged", receipt) == (
        "receipt.json: entry 270 is not the entry that the receipt was given for"
    )


async def test_an_entry_removed_before_any_checkpoint_is_found(
    receipt: Path, tmp_path: Path
) -> None:
    """A log that ends before it no longer holds it."""
    ledger = MemoryLedger(key=KEY, tenant=TENANT, book=Book())
    await ledger.append([read() for _ in range(270)])
    await write(tmp_path / "short", ledger)
    assert verify_kept(tmp_path / "short", receipt) == (
        "receipt.json: entry 270 is beyond the 270 entries of this checkpoint"
    )


def test_an_entry_that_cannot_be_read_is_told(receipt: Path, tmp_path: Path) -> None:
    """Its file is gone."""
    (tmp_path / "log/tile/entries/001.p/44").unlink()
    assert verify_kept(tmp_path / "log", receipt) == "receipt.json: entry 270 cannot be read"


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", "null", '{"index": "270"}', '{"index": {}}', '{"index": 1}']
)
def test_what_is_no_receipt_is_told(content: str, receipt: Path, tmp_path: Path) -> None:
    """Whatever else the file holds."""
    receipt.write_text(content)
    fault = verify_kept(tmp_path / "log", receipt)
    assert fault is not None
    assert fault.startswith("receipt.json: ")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    """The receipt's or the log's."""
    fault = verify_kept(tmp_path / "log", tmp_path / "receipt.json")
    assert fault is not None


def test_the_command_takes_receipts(
    receipt: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One bad one is enough."""
    log = str(tmp_path / "log")
    assert command.main([log, "--receipt", str(receipt)]) == 0
    bad = tmp_path / "bad.json"
    bad.write_text("{}")
    assert command.main([log, "--receipt", str(receipt), "--receipt", str(bad)]) == 1
    assert capsys.readouterr().out.splitlines()[-1].startswith("FAULT bad.json: ")


def test_the_command_prints_entries_of_a_sound_log_only(
    receipt: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One a line, with its index; nothing of a log that does not check out."""
    assert receipt.exists()
    log = tmp_path / "log"
    assert command.main([str(log), "--entries"]) == 0
    lines = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert [str(index) for index in range(300)] == [index for index, _ in lines]
    assert {"service.support"} == {json.loads(entry)["purpose"] for _, entry in lines}
    (log / "tile/0/000").unlink()
    assert command.main([str(log), "--entries"]) == 1
    assert capsys.readouterr().out == "FAULT tile/0/000: is missing, or has not 256 hashes\n"
