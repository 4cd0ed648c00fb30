"""Exporting: the log as files that anyone can verify without us. Source: C2SP tlog-tiles.

DIR/log.policy          who signs
DIR/checkpoint          what is signed: size and root
DIR/tile/entries/…      the entries, 256 a file
DIR/tile/<level>/…      the tree
"""

from __future__ import annotations

import asyncio
import shutil
from typing import TYPE_CHECKING, Final

from privacy.errors import LedgerBroken
from privacy.ledger.layout import HASH_BYTES, TILE_WIDTH, Tile, bundle_path, tiles_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from privacy.ledger.records import Records, SignedCheckpoint

STEP: Final = 64
"""Tiles that are read and written at a time."""


async def export(records: Records, directory: Path, *, policy: str) -> SignedCheckpoint | None:
    """Write the log up to the newest checkpoint into `directory`, which appears whole or not.

    None: no checkpoint exists yet; nothing is written.

    Raises:
        FileExistsError: `directory` exists and is not empty.
        LedgerBroken: an entry or tile that the checkpoint demands is missing.
    """
    newest = await records.checkpoint()
    if newest is None:
        return None
    draft = directory.with_name(f".{directory.name}.partial")
    await asyncio.to_thread(_prepare, directory, draft)
    wanted = list(tiles_of(newest.size))
    for at in range(0, len(wanted), STEP):
        files = await _read(records, dict(wanted[at : at + STEP]))
        await asyncio.to_thread(_write, draft, files)
    signed = {"checkpoint": newest.note, "log.policy": policy.encode()}
    await asyncio.to_thread(_write, draft, signed)
    await asyncio.to_thread(draft.replace, directory)
    return newest


async def _read(records: Records, wanted: Mapping[Tile, int]) -> dict[str, bytes]:
    """The tiles wanted, as wide as wanted, with the entries under those of level 0; by path."""
    tiles = await records.tiles(wanted)
    files: dict[str, bytes] = {}
    for tile, width in wanted.items():
        hashes = tiles.get(tile, b"")[: width * HASH_BYTES]
        if len(hashes) != width * HASH_BYTES:
            raise LedgerBroken
        files[tile.path(width)] = hashes
        if tile.level == 0:
            files[bundle_path(tile.n, width)] = await _bundle(records, tile.n * TILE_WIDTH, width)
    return files


async def _bundle(records: Records, low: int, width: int) -> bytes:
    leaves = await records.leaves(low, low + width)
    if len(leaves) != width:
        raise LedgerBroken
    return b"".join(len(leaf).to_bytes(2, "big") + leaf for leaf in leaves)


def _prepare(directory: Path, draft: Path) -> None:
    if directory.exists() and any(directory.iterdir()):
        raise FileExistsError(f"{directory} is not empty: export into a new directory")
    shutil.rmtree(draft, ignore_errors=True)  # left by an export that was interrupted
    draft.mkdir(parents=True, mode=0o700)


def _write(draft: Path, files: Mapping[str, bytes]) -> None:
    for path, content in files.items():
        target = draft / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
