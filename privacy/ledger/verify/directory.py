"""The whole log as files: recompute everything, and name what does not fit.

A directory holds `log.policy`, `checkpoint`, `tile/entries/…` and `tile/<level>/…`. The entries
are hashed into a tree of our own; every stored tile and the signed root must be what that tree
yields. Where they are not, the signed root tells whether the entries or the tiles were changed.
Source: C2SP tlog-tiles.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from .merkle import EMPTY_ROOT, HASH_BYTES, Unverified, leaf_hash, root_of
from .note import Checkpoint, open_checkpoint, read_policy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TILE_WIDTH: Final = 256
FAULTS_MAX: Final = 1_000
"""Faults that are told: a log in ruins needs no longer list."""
_MISSING: Final = bytes(HASH_BYTES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was found: the log is sound, or `faults` says what is wrong, one sentence each."""

    size: int
    root: bytes
    faults: tuple[str, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether every entry stands where the log signed that it stands."""
        return not self.faults


def verify_directory(
    directory: Path, *, since: Path | None = None, policy: Path | None = None
) -> Report:
    """Check the exported log in `directory`.

    `since` is a checkpoint kept from an earlier visit: the log must begin with what it signs.
    `policy` names who may sign; without it the directory's own file is believed, which finds
    damage but not a forger who signs with a key of his own.
    """
    try:
        key = read_policy(_read(policy or directory / "log.policy"))
        checkpoint = open_checkpoint(_read(directory / "checkpoint"), key)
        earlier = None if since is None else open_checkpoint(_read(since), key)
        _require_earlier(earlier, checkpoint)
    except Unverified as why:
        return Report(size=0, root=EMPTY_ROOT, faults=(str(why),))
    return _Audit(directory, checkpoint, earlier).report()


def entries(directory: Path, size: int) -> Iterator[tuple[int, bytes]]:
    """The entries of a log of `size` entries with their indexes, as far as they can be read."""
    for n, width in _tiles(size):
        found, _ = split_entries(directory / _tile_path("entries", n, width), width)
        yield from enumerate(found, start=n * TILE_WIDTH)


def entry_at(directory: Path, index: int, size: int) -> bytes:
    """The entry at `index` of a log of `size` entries.

    Raises:
        Unverified: it is beyond the end, or cannot be read.
    """
    if not 0 <= index < size:
        raise Unverified(f"entry {index} is beyond the {size} entries of this checkpoint")
    n, place = divmod(index, TILE_WIDTH)
    width = min(TILE_WIDTH, size - n * TILE_WIDTH)
    found, _ = split_entries(directory / _tile_path("entries", n, width), width)
    if place >= len(found):
        raise Unverified(f"entry {index} cannot be read")
    return found[place]


def _require_earlier(earlier: Checkpoint | None, checkpoint: Checkpoint) -> None:
    if earlier is None:
        return
    if earlier.size == 0:
        raise Unverified("the older checkpoint is of size 0, with which every log begins")
    if earlier.size > checkpoint.size:
        lost = f"of {earlier.size} signed entries, {checkpoint.size} are left"
        raise Unverified(f"the log has lost its end: {lost}")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise Unverified(f"{path.name}: cannot be read") from None


class _Walk:
    """One pass over the log, from hashes of entries up; every tile is compared once it is whole.

    It holds one tile a level, whatever the size of the log.
    """

    def __init__(self, directory: Path, *, mark: int) -> None:
        self.faults: list[str] = []
        self.strange: list[int] = []
        """Entries whose hash is not the one that their tile has."""
        self.marked_root = b""
        """The root when there were `mark` entries."""
        self._directory = directory
        self._mark = mark
        self._size = 0
        self._levels: list[list[bytes]] = [[]]
        self._passed: list[int] = [0]

    def add(self, hashed: bytes) -> None:
        """Append the hash of one entry."""
        self._size += 1
        self._push(0, hashed)
        if self._size == self._mark:
            self.marked_root = self.root()

    def root(self) -> bytes:
        """The root over the hashes so far: what is left of a level hangs right of the next."""
        below: list[bytes] = []
        for hashes in self._levels:
            below = [root_of([*hashes, *below])] if hashes or below else []
        return below[0] if below else EMPTY_ROOT

    def finish(self) -> None:
        """Compare the partial tiles at the right edge."""
        for level, hashes in enumerate(self._levels):
            if hashes:
                self._compare(level, hashes)

    def _push(self, level: int, hashed: bytes) -> None:
        if level == len(self._levels):
            self._levels.append([])
            self._passed.append(0)
        hashes = self._levels[level]
        hashes.append(hashed)
        if len(hashes) == TILE_WIDTH:
            self._compare(level, hashes)
            self._levels[level] = []
            self._passed[level] += 1
            self._push(level + 1, root_of(hashes))

    def _compare(self, level: int, hashes: list[bytes]) -> None:
        first = self._passed[level] * TILE_WIDTH
        path = _tile_path(str(level), self._passed[level], len(hashes))
        stored = split_hashes(self._directory / path, len(hashes))
        if stored is None:
            self._note(f"{path}: is missing, or has not {len(hashes)} hashes")
            return
        for at, (ours, theirs) in enumerate(zip(hashes, stored, strict=True), start=first):
            if ours != theirs:
                below = f"entry {at}" if level == 0 else f"tile {at} of level {level - 1}"
                self._note(f"{path}: hash {at - first} is not that of {below}")
                if level == 0 and len(self.strange) < FAULTS_MAX:
                    self.strange.append(at)

    def _note(self, fault: str) -> None:
        if len(self.faults) < FAULTS_MAX:
            self.faults.append(fault)


@dataclass(frozen=True, slots=True)
class _Audit:
    directory: Path
    checkpoint: Checkpoint
    earlier: Checkpoint | None

    def report(self) -> Report:
        walk, spoilt = self._walk_entries()
        faults = [*spoilt, *walk.faults]
        if walk.root() != self.checkpoint.root:
            faults = [*spoilt, *_runs(walk.strange), *self._blame()]
        elif self.earlier is not None and walk.marked_root != self.earlier.root:
            faults.append(
                f"the log does not begin with the {self.earlier.size} entries signed then"
            )
        root, size = self.checkpoint.root, self.checkpoint.size
        return Report(size=size, root=root, faults=tuple(faults[:FAULTS_MAX]))

    def _walk_entries(self) -> tuple[_Walk, list[str]]:
        walk, spoilt = self._begin(), []
        for n, width in _tiles(self.checkpoint.size):
            path = _tile_path("entries", n, width)
            entries, is_whole = split_entries(self.directory / path, width)
            if not is_whole:
                spoilt.append(f"{path}: does not hold just the {width} entries that it should")
            for entry in entries:
                walk.add(leaf_hash(entry))
            for _ in range(width - len(entries)):
                walk.add(_MISSING)
            if len(spoilt) == FAULTS_MAX:
                break
        walk.finish()
        return walk, spoilt

    def _blame(self) -> list[str]:
        """The entries do not lead to the signed root. Do the tiles? Then the entries changed."""
        walk = self._begin()
        for n, width in _tiles(self.checkpoint.size):
            path = self.directory / _tile_path("0", n, width)
            for hashed in split_hashes(path, width) or [_MISSING] * width:
                walk.add(hashed)
            if len(walk.faults) == FAULTS_MAX:
                break
        walk.finish()
        if walk.root() != self.checkpoint.root:
            walk.faults.append("checkpoint: its root is not that of these entries and tiles")
        return walk.faults

    def _begin(self) -> _Walk:
        return _Walk(self.directory, mark=0 if self.earlier is None else self.earlier.size)


def _tiles(size: int) -> Iterator[tuple[int, int]]:
    """The tiles of level 0, and how wide they are."""
    for first in range(0, size, TILE_WIDTH):
        yield first // TILE_WIDTH, min(TILE_WIDTH, size - first)


def split_hashes(path: Path, width: int) -> list[bytes] | None:
    """The hashes of a tile; None where it is missing or not `width` hashes long."""
    try:
        tile = path.read_bytes()
    except OSError:
        return None
    if len(tile) != width * HASH_BYTES:
        return None
    return [tile[at : at + HASH_BYTES] for at in range(0, len(tile), HASH_BYTES)]


def split_entries(path: Path, width: int) -> tuple[list[bytes], bool]:
    """The entries of a bundle as far as they can be told apart, and whether that is all of it."""
    try:
        bundle = path.read_bytes()
    except OSError:
        return [], False
    entries: list[bytes] = []
    at = 0
    while len(entries) < width and at + 2 <= len(bundle):
        low, at = at + 2, at + 2 + int.from_bytes(bundle[at : at + 2], "big")
        if at > len(bundle):
            return entries, False
        entries.append(bundle[low:at])
    return entries, at == len(bundle) and len(entries) == width


def _runs(indexes: list[int]) -> Iterator[str]:
    """Say which entries are not the logged ones; neighbours in one sentence."""
    for _, members in groupby(enumerate(indexes), key=lambda placed: placed[1] - placed[0]):
        run = [index for _, index in members]
        named = f"entry {run[0]} is" if len(run) == 1 else f"entries {run[0]} to {run[-1]} are"
        yield f"{named} not what was logged there"


def _tile_path(level: str, n: int, width: int) -> str:
    groups = [f"{n % 1_000:03d}"]
    while n := n // 1_000:
        groups.insert(0, f"x{n % 1_000:03d}")
    partial = "" if width == TILE_WIDTH else f".p/{width}"
    return f"tile/{level}/{'/'.join(groups)}{partial}"
