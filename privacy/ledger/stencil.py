"""Stencil: a leaf with gaps, for the many that differ in time, operation and people alone.

It is cut from a leaf, so whatever it says was checked and spelled as every leaf is. Into a gap
goes a time, an id, or pseudonyms, each written by its own type: no text of anybody's fits one.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, Self
from uuid import UUID

from privacy.errors import InvalidLeaf
from privacy.ledger.batch import Entry
from privacy.ledger.entry import LEAF_BYTES_MAX, PSEUDONYM_BYTES, SUBJECTS_MAX, stamp
from privacy.ledger.tree import leaf_hash

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from privacy.ledger.entry import Leaf

_NO_TIME: Final = datetime(1970, 1, 1, tzinfo=UTC)
_NOBODY: Final = UUID(int=0)

_GAPS: Final = (
    (b'"n":', b"0"),
    (b'"op":"', str(_NOBODY).encode()),
    (b'"subjects":[', b""),
    (b'"t":"', stamp(_NO_TIME).encode()),
)
"""What leads to each gap, in the order of a leaf's keys, and what an empty leaf has there.

No word of a leaf holds a quotation mark, so none of these stands anywhere else in it.
"""


@dataclass(frozen=True, slots=True)
class Stencil:
    """Five pieces of a leaf, and between them how many, in which operation, who, and when."""

    empty: Leaf
    pieces: tuple[bytes, bytes, bytes, bytes, bytes]

    @classmethod
    def of(cls, leaf: Leaf) -> Self:
        """Of all leaves that say what `leaf` says, of others, at another time.

        Raises:
            InvalidLeaf: `leaf` cannot be an entry, or is one of a chain.
        """
        if leaf.part != (1, 1):
            raise InvalidLeaf("part")
        empty = replace(leaf, at=_NO_TIME, operation=_NOBODY, subjects=(), count=0)
        left, pieces = empty.to_bytes(), []
        for before, gap in _GAPS:
            piece, left = left.split(before + gap)
            pieces.append(piece + before)
        first, second, third, fourth = pieces
        return cls(empty, (first, second, third, fourth, left))

    def press(self, *, at: datetime, operation: UUID, subjects: Sequence[bytes]) -> Entry:
        """The entry of the leaf that names `subjects`, and counts them.

        Raises:
            InvalidLeaf: the time has no zone, or a pseudonym is none, or there are too many.
        """
        if at.utcoffset() is None:
            raise InvalidLeaf("t")
        if len(subjects) > SUBJECTS_MAX or any(len(each) != PSEUDONYM_BYTES for each in subjects):
            raise InvalidLeaf("subjects")
        names = ",".join([f'"{each.hex()}"' for each in subjects])
        first, second, third, fourth, last = self.pieces
        encoded = b"".join(
            (
                first,
                b"%d" % len(subjects),
                second,
                UUID.__str__(operation).encode(),  # of an id alone, whatever calls itself one
                third,
                names.encode(),
                fourth,
                stamp(at).encode(),
                last,
            )
        )
        if len(encoded) > LEAF_BYTES_MAX:
            raise InvalidLeaf("leaf")
        return Entry(self.empty.tenant, self.empty.kind, operation, encoded, leaf_hash(encoded))


MOST: Final = 4_096
"""Stencils that a process keeps; the one used longest ago goes first."""


class Stencils:
    """The stencils that were cut, by what their leaves say."""

    def __init__(self, *, most: int = MOST) -> None:
        self._most = most
        self._cut: OrderedDict[Hashable, tuple[object, Stencil]] = OrderedDict()

    def of(self, said: Hashable, by: object, leaf: Callable[[], Leaf]) -> Stencil:
        """The stencil of what `said` names, as `by` decides it; else one cut from `leaf`.

        `by` is compared as the very object: it need not be hashable.
        """
        cut = self._cut.get(said)
        if cut is None or cut[0] is not by:
            cut = self._cut[said] = (by, Stencil.of(leaf()))
            if len(self._cut) > self._most:
                self._cut.popitem(last=False)
        self._cut.move_to_end(said)
        return cut[1]
