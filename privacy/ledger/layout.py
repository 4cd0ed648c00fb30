"""Where things lie in a tiled log: tiles of 256 hashes, their widths and their paths.

A tile (level, n) holds the roots of 256 neighbouring perfect subtrees of 256^level entries each;
the rightmost tile of a level is partial while the log grows. Source: C2SP tlog-tiles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from privacy.ledger.tree import Node

TILE_BITS: Final = 8
TILE_WIDTH: Final = 1 << TILE_BITS
HASH_BYTES: Final = 32


class Tile(NamedTuple):
    """The `n`-th tile at `level`; level 0 holds leaf hashes."""

    level: int
    n: int

    def path(self, width: int) -> str:
        """Where the tile lies when it is `width` hashes wide: `tile/0/x001/234.p/17`."""
        return f"tile/{self.level}/{_place(self.n, width)}"


class Slice(NamedTuple):
    """`width` hashes of `tile` from `start` on."""

    tile: Tile
    start: int
    width: int


def bundle_path(n: int, width: int) -> str:
    """Where the entries of level 0's `n`-th tile lie."""
    return f"tile/entries/{_place(n, width)}"


def width_of(tile: Tile, size: int) -> int:
    """How many hashes `tile` has in a tree of `size` entries; 0 if it does not exist yet."""
    hashes = size >> TILE_BITS * tile.level
    return max(0, min(TILE_WIDTH, hashes - tile.n * TILE_WIDTH))


def tiles_of(size: int) -> Iterator[tuple[Tile, int]]:
    """Every tile of a tree of `size` entries with its width, level by level."""
    level = 0
    while hashes := size >> TILE_BITS * level:
        for n in range(-(-hashes // TILE_WIDTH)):
            tile = Tile(level, n)
            yield tile, width_of(tile, size)
        level += 1


def edge_of(size: int) -> list[Tile]:
    """The partial tiles of a tree of `size` entries, or where they will begin; lowest first."""
    levels = range(size.bit_length() // TILE_BITS + 1)
    return [Tile(level, size >> TILE_BITS * (level + 1)) for level in levels]


def locate(node: Node) -> Slice:
    """The hashes whose fold is `node`: a power of two of them, within one tile."""
    level, height = divmod(node.level, TILE_BITS)
    first = node.n << height
    return Slice(Tile(level, first >> TILE_BITS), first % TILE_WIDTH, 1 << height)


def _place(n: int, width: int) -> str:
    groups = [f"{n % 1_000:03d}"]
    while n := n // 1_000:
        groups.insert(0, f"x{n % 1_000:03d}")
    return "/".join(groups) + ("" if width == TILE_WIDTH else f".p/{width}")
