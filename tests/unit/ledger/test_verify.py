"""T11: whatever is changed in an exported log is found, and named."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from privacy.errors import LedgerBroken
from privacy.ledger.export import export
from privacy.ledger.integrate import Integrator
from privacy.ledger.layout import Tile
from privacy.ledger.logkey import LogKey
from privacy.ledger.records import LogEntry
from privacy.ledger.tree import EMPTY_ROOT
from privacy.ledger.verify import __main__ as command
from privacy.ledger.verify.directory import FAULTS_MAX, _tile_path, verify_directory
from privacy.ledger.verify.merkle import leaf_hash
from privacy.testing.ledger import Book, MemoryLedger
from tests.unit.ledger.scene import KEY, TENANT, Clock, read

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SIZE = 600
"""Two full tiles and one of 88, under one of 2."""
FULL, EDGE, TOP = "tile/0/000", "tile/0/002.p/88", "tile/1/000.p/2"
BUNDLE, LAST_BUNDLE = "tile/entries/000", "tile/entries/002.p/88"


async def exported(directory: Path, *sizes: int, key: LogKey = KEY) -> Book:
    """A log with a checkpoint at each of `sizes`, exported at the last one."""
    ledger = MemoryLedger(key=key, tenant=TENANT, capacity=10_000)
    for before, size in pairwise([0, *sizes]):
        await ledger.append([read() for _ in range(size - before)])
        await Integrator(ledger.book, key=key, clock=Clock()).integrate()
    await export(ledger.book, directory, policy=key.policy())
    return ledger.book


def change(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)


def faults(directory: Path) -> Sequence[str]:
    return verify_directory(directory).faults


@pytest.fixture
async def log(tmp_path: Path) -> Path:
    await exported(tmp_path / "log", SIZE)
    return tmp_path / "log"


@pytest.mark.parametrize("size", [1, 2, 255, 256, 257, 512, 600])
async def test_a_log_that_nobody_touched_is_sound(size: int, tmp_path: Path) -> None:
    """At and around the edges of tiles."""
    book = await exported(tmp_path / "log", size)
    report = verify_directory(tmp_path / "log")
    assert (report.is_sound, report.size) == (True, size)
    assert book.checkpoints[-1].root == report.root


async def test_a_large_log_is_sound(tmp_path: Path) -> None:
    """More than 256 tiles: three levels."""
    leaf = read().to_bytes()
    book = Book(rows=[LogEntry(index=index, encoded=leaf) for index in range(66_000)])
    await Integrator(book, key=KEY, clock=Clock()).integrate()
    await export(book, tmp_path / "log", policy=KEY.policy())
    report = verify_directory(tmp_path / "log")
    assert (report.is_sound, report.size) == (True, 66_000)
    change(tmp_path / "log" / "tile/2/000.p/1", 0)
    assert list(faults(tmp_path / "log")) == [
        "tile/2/000.p/1: hash 0 is not that of tile 0 of level 1"
    ]


def test_an_entry_that_was_changed_is_named(log: Path) -> None:
    """By its index; the tiles vouch for the others."""
    bundle = (log / BUNDLE).read_bytes()
    length = int.from_bytes(bundle[:2], "big")
    change(log / BUNDLE, 2 + length + 2 + 5)
    assert list(faults(log)) == ["entry 1 is not what was logged there"]


def test_entries_that_changed_places_are_named(log: Path) -> None:
    """Reordering shows as two entries in the wrong place."""
    content = (log / LAST_BUNDLE).read_bytes()
    first = 2 + int.from_bytes(content[:2], "big")
    second = first + 2 + int.from_bytes(content[first : first + 2], "big")
    swapped = content[first:second] + content[:first] + content[second:]
    (log / LAST_BUNDLE).write_bytes(swapped)
    assert list(faults(log)) == ["entries 512 to 513 are not what was logged there"]


def test_an_entry_that_was_removed_is_named(log: Path) -> None:
    """From its index on nothing fits, and the bundle is short."""
    content = (log / LAST_BUNDLE).read_bytes()
    first = 2 + int.from_bytes(content[:2], "big")
    (log / LAST_BUNDLE).write_bytes(content[first:])
    assert list(faults(log)) == [
        f"{LAST_BUNDLE}: does not hold just the 88 entries that it should",
        "entries 512 to 599 are not what was logged there",
    ]


def test_an_entry_that_was_cut_short_is_named(log: Path) -> None:
    """The last one of a bundle whose end is missing."""
    content = (log / LAST_BUNDLE).read_bytes()
    (log / LAST_BUNDLE).write_bytes(content[:-1])
    assert list(faults(log)) == [
        f"{LAST_BUNDLE}: does not hold just the 88 entries that it should",
        "entry 599 is not what was logged there",
    ]


def test_an_entry_that_was_added_is_named(log: Path) -> None:
    """Bytes behind the last entry are nobody's."""
    with (log / LAST_BUNDLE).open("ab") as bundle:
        bundle.write(b"\x00\x02{}")
    assert list(faults(log)) == [f"{LAST_BUNDLE}: does not hold just the 88 entries that it should"]


def test_a_changed_tile_is_named(log: Path) -> None:
    """The tile and the hash in it; the entries are not blamed."""
    change(log / FULL, 32 * 7)
    assert list(faults(log)) == [f"{FULL}: hash 7 is not that of entry 7"]


def test_a_changed_upper_tile_is_named(log: Path) -> None:
    """The tile, and the one below whose root it should hold."""
    change(log / TOP, 40)
    assert list(faults(log)) == [f"{TOP}: hash 1 is not that of tile 1 of level 0"]


@pytest.mark.parametrize("path", [FULL, EDGE, TOP])
def test_a_missing_or_short_tile_is_named(log: Path, path: str) -> None:
    """It is not skipped."""
    content = (log / path).read_bytes()
    (log / path).write_bytes(content[:-1])
    short = faults(log)
    (log / path).unlink()
    assert (
        list(short)
        == list(faults(log))
        == [f"{path}: is missing, or has not {len(content) // 32} hashes"]
    )


def test_a_missing_bundle_is_named(log: Path) -> None:
    """With all the entries that it held."""
    (log / BUNDLE).unlink()
    assert list(faults(log)) == [
        f"{BUNDLE}: does not hold just the 256 entries that it should",
        "entries 0 to 255 are not what was logged there",
    ]


def test_an_entry_changed_together_with_its_tile_is_narrowed_down(log: Path) -> None:
    """The level above still knows, and the checkpoint."""
    content = bytearray((log / BUNDLE).read_bytes())
    content[10] ^= 1
    (log / BUNDLE).write_bytes(content)
    length = int.from_bytes(content[:2], "big")
    tile = (log / FULL).read_bytes()
    (log / FULL).write_bytes(leaf_hash(bytes(content[2 : 2 + length])) + tile[32:])
    assert list(faults(log)) == [
        f"{TOP}: hash 0 is not that of tile 0 of level 0",
        "checkpoint: its root is not that of these entries and tiles",
    ]


def test_a_changed_checkpoint_is_named(log: Path) -> None:
    """Nothing else is believed then."""
    change(log / "checkpoint", 20)
    assert list(faults(log)) == [
        "the signature of log.example/cdp on the checkpoint does not verify"
    ]


async def test_every_changed_byte_of_a_small_log_is_found(tmp_path: Path) -> None:
    """Every byte of every entry, tile and checkpoint, one at a time."""
    await exported(tmp_path / "log", 2)
    files = [path for path in (tmp_path / "log").rglob("*") if path.is_file()]
    for path in files:
        content = path.read_bytes()
        for at in range(len(content) if path.name != "log.policy" else 0):
            path.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
            assert faults(tmp_path / "log")
        path.write_bytes(content)
    assert not faults(tmp_path / "log")


@pytest.mark.parametrize("name", ["checkpoint", "log.policy"])
def test_a_missing_file_is_named(log: Path, name: str) -> None:
    """There is nothing to check against."""
    (log / name).unlink()
    assert list(faults(log)) == [f"{name}: cannot be read"]


async def test_a_log_whose_tiles_are_ruined_keeps_its_entries_good_name(tmp_path: Path) -> None:
    """A thousand faults are told, all of tiles: the entries still lead to the signed root."""
    await exported(tmp_path / "log", 2_000)
    for path in (tmp_path / "log/tile/0").glob("0*"):
        if path.is_file():
            path.write_bytes(bytes(8_192))
    found = faults(tmp_path / "log")
    assert len(found) == FAULTS_MAX
    assert all(fault.startswith("tile/0/") for fault in found)


async def test_a_log_that_is_all_gone_is_given_up(tmp_path: Path) -> None:
    """A checkpoint over files that do not exist cannot keep the verifier busy."""
    huge = tmp_path / "huge"
    await exported(huge, 1)
    (huge / "checkpoint").write_bytes(KEY.sign_checkpoint(10**15, bytes(32)))
    assert len(faults(huge)) == FAULTS_MAX


async def test_an_older_checkpoint_must_be_a_beginning(tmp_path: Path) -> None:
    """The auditor's memory: sizes of every kind, and itself."""
    sizes = (1, 200, 256, 400, 512, 600)
    book = await exported(tmp_path / "log", *sizes)
    for checkpoint in book.checkpoints:
        kept = tmp_path / "kept"
        kept.write_bytes(checkpoint.note)
        assert verify_directory(tmp_path / "log", since=kept).is_sound


async def test_a_log_written_anew_is_found_by_an_older_checkpoint(tmp_path: Path) -> None:
    """With the real key, by a superuser, entries, tiles and checkpoint all made afresh."""
    before = await exported(tmp_path / "before", 300)
    await exported(tmp_path / "after", 600)
    kept = tmp_path / "kept"
    kept.write_bytes(before.checkpoints[-1].note)
    assert verify_directory(tmp_path / "after").is_sound
    assert list(verify_directory(tmp_path / "after", since=kept).faults) == [
        "the log does not begin with the 300 entries signed then"
    ]


async def test_a_log_that_lost_its_end_is_found_by_an_older_checkpoint(tmp_path: Path) -> None:
    """Fewer entries than were signed once."""
    book = await exported(tmp_path / "before", 300, 600)
    kept = tmp_path / "kept"
    kept.write_bytes(book.checkpoints[-1].note)
    short = tmp_path / "short"
    book.checkpoints.pop()
    await export(book, short, policy=KEY.policy())
    assert verify_directory(short).is_sound
    assert list(verify_directory(short, since=kept).faults) == [
        "the log has lost its end: of 600 signed entries, 300 are left"
    ]


async def test_an_older_checkpoint_of_nothing_is_refused(log: Path, tmp_path: Path) -> None:
    """It would prove nothing, and look as if it did."""
    kept = tmp_path / "kept"
    kept.write_bytes(KEY.sign_checkpoint(0, EMPTY_ROOT))
    [fault] = verify_directory(log, since=kept).faults
    assert "of size 0" in fault


async def test_a_forger_with_a_key_of_his_own_is_found_by_your_policy(tmp_path: Path) -> None:
    """The directory's own policy file believes him; the auditor's copy does not."""
    forger = LogKey(bytes(32), origin=KEY.origin)
    await exported(tmp_path / "log", 10, key=forger)
    mine = tmp_path / "mine"
    mine.write_text(KEY.policy())
    assert verify_directory(tmp_path / "log").is_sound
    [fault] = verify_directory(tmp_path / "log", policy=mine).faults
    assert "is not signed by log.example/cdp" in fault


def test_an_export_is_the_directory_of_a_tiled_log(log: Path) -> None:
    """Nothing but policy, checkpoint, bundles and tiles; nobody else may read it."""
    names = {str(path.relative_to(log)) for path in log.rglob("*") if path.is_file()}
    bundles = {name.replace("tile/0", "tile/entries") for name in (FULL, "tile/0/001", EDGE)}
    assert names == {"log.policy", "checkpoint", FULL, "tile/0/001", EDGE, TOP} | bundles
    assert log.stat().st_mode & 0o077 == 0


async def test_an_export_does_not_overwrite(log: Path) -> None:
    """A directory that holds something is left alone."""
    with pytest.raises(FileExistsError, match="new directory"):
        await exported(log, 1)
    assert verify_directory(log).size == SIZE


async def test_an_export_of_nothing_writes_nothing(tmp_path: Path) -> None:
    """Without a checkpoint there is nothing to verify."""
    assert await export(Book(), tmp_path / "log", policy=KEY.policy()) is None
    assert not (tmp_path / "log").exists()


async def test_an_export_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    """What an interrupted one left is cleared away by the next."""
    ledger = MemoryLedger(key=KEY, tenant=TENANT)
    await ledger.append([read() for _ in range(300)])
    await Integrator(ledger.book, key=KEY, clock=Clock()).integrate()
    tiles, entry = dict(ledger.book.shelved), ledger.book.rows.pop(3)
    with pytest.raises(LedgerBroken):
        await export(ledger.book, tmp_path / "log", policy=KEY.policy())
    ledger.book.rows.insert(3, entry)
    del ledger.book.shelved[Tile(1, 0)]
    with pytest.raises(LedgerBroken):
        await export(ledger.book, tmp_path / "log", policy=KEY.policy())
    assert not (tmp_path / "log").exists()
    ledger.book.shelved = tiles
    await export(ledger.book, tmp_path / "log", policy=KEY.policy())
    assert verify_directory(tmp_path / "log").is_sound
    assert not (tmp_path / ".log.partial").exists()


def test_the_command_says_what_it_found(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 0 and one line, or 1 and a line a fault."""
    assert command.main([str(log)]) == 0
    assert capsys.readouterr().out.startswith(f"OK {SIZE} entries, root ")
    change(log / BUNDLE, 5)
    assert command.main([str(log)]) == 1
    assert capsys.readouterr().out == "FAULT entry 0 is not what was logged there\n"


@pytest.mark.parametrize(("n", "width"), [(0, 1), (999, 256), (1_000, 255), (1_234_067, 256)])
def test_writer_and_verifier_agree_on_places(n: int, width: int) -> None:
    """Each has its own code for them, because they share none."""
    assert Tile(0, n).path(width) == _tile_path("0", n, width)
