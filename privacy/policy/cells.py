"""Reading the consent cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from privacy.consent import WIDTH
from privacy.policy.document import Cell
from privacy.terms import Channel, ConsentKind, DataCategory, Purpose

if TYPE_CHECKING:
    from privacy.policy.reading import Reader

_LONGEST_CONSENT_DAYS: Final = 3_650


def read_cell(table: Reader) -> Cell:
    """One `[[cell]]`."""
    cell = Cell(
        bit=table.whole("bit", least=0, most=WIDTH - 1),
        purpose=table.word("purpose", Purpose),
        kind=table.word("kind", ConsentKind),
        channel=table.word("channel", Channel) if table.has("channel") else None,
        categories=frozenset(table.words("categories", DataCategory)),
        notice=table.text("notice", ascii_only=True),
        valid_days=table.whole("valid_days", least=1, most=_LONGEST_CONSENT_DAYS),
        retired=table.flag("retired"),
    )
    table.done()
    return cell
