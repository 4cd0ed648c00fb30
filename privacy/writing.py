"""Writing: a write between its two leaves."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Self

from privacy.vault import Sealed, commit_row

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from privacy.gate import Ask, Ruling
    from privacy.grant import DataKey, Grant
    from privacy.ledger.entry import Leaf
    from privacy.ledger.receipt import Receipt
    from privacy.terms import DataCategory

UNWRITTEN: Final = -1
"""Entry of a grant whose intent goes with its transaction: it seals, and opens nothing."""


@dataclass(slots=True, kw_only=True)
class Writing:
    """A write under way: its intent stands in the ledger, its outcome does not yet.

    `is_owed`: the ledger was down and the act narrows; its leaves go with its transaction.
    """

    ask: Ask
    ruling: Ruling
    subject: UUID
    grant: Grant
    intent: Leaf
    audit: DataKey
    is_owed: bool = False
    receipts: list[Receipt] = field(default_factory=list)
    cells: list[bytes] = field(default_factory=list)
    beside: tuple[Writing, ...] = ()
    """The same write about her other subjects: what she says no to is said of all."""

    @classmethod
    def of_many(
        cls,
        ask: Ask,
        ruling: Ruling,
        audits: Mapping[UUID, DataKey],
        *,
        grant: Grant,
        intent: Leaf,
        receipts: list[Receipt],
    ) -> dict[UUID, Self]:
        """One for each subject of `audits`, who share all but their audit key.

        Without receipts the intent is owed.
        """
        cells: list[bytes] = []
        return {
            subject: cls(
                ask=ask,
                ruling=ruling,
                subject=subject,
                grant=grant,
                intent=intent,
                audit=audit,
                is_owed=not receipts,
                receipts=receipts,
                cells=cells,
            )
            for subject, audit in audits.items()
        }

    @property
    def everybody(self) -> tuple[Writing, ...]:
        """This and those beside it: one for each subject of the person."""
        return (self, *self.beside)

    def seal_row(
        self, table: str, row: UUID, texts: Mapping[str, tuple[str | None, DataCategory]]
    ) -> dict[str, bytes | None]:
        """The ciphertexts of a row's sealed columns, committed to by the outcome's leaf."""
        sealed = {
            column: None
            if text is None
            else Sealed.seal(
                text,
                grant=self.grant,
                subject=self.subject,
                row=row,
                column=f"{table}.{column}",
                category=category,
            )
            for column, (text, category) in texts.items()
        }
        held = {column: cell for column, cell in sealed.items() if cell is not None}
        if held:
            self.cells.append(commit_row(self.audit, table, row, held))
        return sealed
