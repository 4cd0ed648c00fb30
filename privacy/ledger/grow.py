"""Growing the tree: from the right edge and new leaf hashes to changed tiles and a root. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacy.errors import LedgerBroken
from privacy.ledger.layout import HASH_BYTES, TILE_BITS, TILE_WIDTH, Tile, edge_of, width_of
from privacy.ledger.verify.merkle import EMPTY_ROOT, root_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Edge:
    """The right edge of a tree: the hashes of the partial tile of each level.

    Everything left of it is full tiles, whose roots stand in the level above, so the edge alone
    yields the root and takes new leaves.
    """

    __slots__ = ("_changed", "_levels", "size")

    def __init__(self, size: int, tiles: Mapping[Tile, bytes]) -> None:
        """Take up a tree of `size` entries from its stored `tiles` (at least `edge_of(size)`).

        Raises:
            LedgerBroken: a tile is shorter than the tree demands.
        """
        self.size = size
        self._changed: dict[Tile, bytes] = {}
        self._levels = [_hashes(tiles, tile, width_of(tile, size)) for tile in edge_of(size)]

    def add(self, leaf_hashes: Iterable[bytes]) -> None:
        """Append leaves."""
        for hashed in leaf_hashes:
            self.size += 1
            self._push(0, hashed)

    def root(self) -> bytes:
        """The root of the tree as it stands: what is left of a level hangs right of the next."""
        below: list[bytes] = []
        for hashes in self._levels:
            below = [root_of([*hashes, *below])] if hashes or below else []
        return below[0] if below else EMPTY_ROOT

    def changed(self) -> dict[Tile, bytes]:
        """The tiles that `add` filled or widened, whole, in the order of their keys."""
        partial = {
            Tile(level, self._position(level)): b"".join(hashes)
            for level, hashes in enumerate(self._levels)
            if hashes
        }
        return dict(sorted((self._changed | partial).items()))

    def _push(self, level: int, hashed: bytes) -> None:
        if level == len(self._levels):
            self._levels.append([])
        hashes = self._levels[level]
        hashes.append(hashed)
        if len(hashes) == TILE_WIDTH:
            self._changed[Tile(level, self._position(level) - 1)] = b"".join(hashes)
            self._levels[level] = []
            self._push(level + 1, root_of(hashes))

    def _position(self, level: int) -> int:
        """Which tile of `level` the next hash falls into."""
        return self.size >> TILE_BITS * (level + 1)


def _hashes(tiles: Mapping[Tile, bytes], tile: Tile, width: int) -> list[bytes]:
    stored = tiles.get(tile, b"")
    if len(stored) < width * HASH_BYTES:
        raise LedgerBroken
    return [stored[at * HASH_BYTES : (at + 1) * HASH_BYTES] for at in range(width)]
