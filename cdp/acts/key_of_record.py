"""Keys of other systems: a record that a source numbers is filed once."""

from __future__ import annotations

from uuid import UUID

from cdp.acts.ground import Ground
from cdp.database.writer import Transaction
from cdp.errors import FiledBefore
from cdp.identity.store import CLAIM_KEY, ROW_OF_KEY
from privacy.writing import Writing


async def claim_key(
    tx: Transaction,
    writing: Writing,
    ground: Ground,
    *,
    source: str,
    kind: str,
    key: str | None,
    row: UUID,
) -> None:
    """Claim `key` of `source` for `row`; nothing to do where the record has none.

    Raises:
        FiledBefore: the record was filed before.
    """
    if key is None:
        return
    claimed = await tx.fetch(
        CLAIM_KEY,
        source=source,
        kind=kind,
        key_token=_token(ground, source, kind, key),
        subject_id=writing.subject,
        row_id=row,
    )
    if not claimed:
        raise FiledBefore("This source filed a record with this number before.")


async def row_of_key(
    tx: Transaction, writing: Writing, ground: Ground, *, source: str, kind: str, key: str
) -> UUID | None:
    """The row of this person that `source` numbers `key`; None where there is none."""
    rows = await tx.fetch(
        ROW_OF_KEY,
        source=source,
        kind=kind,
        key_token=_token(ground, source, kind, key),
        subject_id=writing.subject,
    )
    return rows[0]["row_id"] if rows else None


def _token(ground: Ground, source: str, kind: str, key: str) -> bytes:
    return ground.numbers.key.token(f"{source}\x1f{kind}\x1f{key}")
