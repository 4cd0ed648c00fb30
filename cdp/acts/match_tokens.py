"""The tokens of a row, written in the transaction that writes the row."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final
from uuid import UUID

from cdp.acts.ground import Ground
from cdp.contacts.record import Contact
from cdp.contacts.survivorship import ContactField
from cdp.database.writer import Transaction
from cdp.identity.matching.book import COMPARE, CONFIRM, WRITE
from cdp.identity.matching.tokens import Said, TokenKind, said_by
from cdp.identity.record import Verification

_RANKS: Final = tuple(Verification)

OF_FIELD: Final[Mapping[ContactField, tuple[TokenKind, ...]]] = MappingProxyType(
    {
        ContactField.NAME: (TokenKind.NAME, TokenKind.PINYIN, TokenKind.INITIALS),
        ContactField.EMAIL: (TokenKind.EMAIL, TokenKind.EMAIL_LOCAL),
        ContactField.ADDRESS: (TokenKind.CITY, TokenKind.STREET),
        ContactField.BIRTHDAY: (TokenKind.BIRTHDAY,),
        ContactField.COMPANY: (TokenKind.COMPANY,),
    }
)
"""The tokens that are made of a field, and are confirmed with it."""
"""The tokens that are made of a field."""


def rank(verification: Verification) -> int:
    """How surely a value is hers, as tokens keep it: rules compare ranks."""
    return _RANKS.index(verification)


SAID: Final = Verification.DECLARED
"""A source says so."""

CONFIRMED: Final = Verification.CALL_ANSWERED
"""She said so herself, when she was asked."""


async def write_tokens(
    tx: Transaction,
    ground: Ground,
    *,
    subject: UUID,
    row: UUID,
    said: Said,
    at: datetime,
    confirmed: Collection[TokenKind] = (),
) -> None:
    """What `row` of `subject` says now may be compared; what it said before may not any more."""
    if not said:
        return
    # A row that says nothing is marked, so that no backfill opens it again and again.
    tokens = list(ground.matching.tokens(said)) or [ground.matching.nothing]
    await tx.fetch(
        WRITE,
        subject_id=subject,
        row_id=row,
        key_ver=ground.matching.version,
        kinds=[kind.value for kind, _ in tokens],
        tokens=[token for _, token in tokens],
        renewed=[kind.value for kind in (*said, TokenKind.NOTHING)],
        ranks=[rank(CONFIRMED if kind in confirmed else SAID) for kind, _ in tokens],
        said_at=at,
    )


async def write_contact_tokens(
    tx: Transaction,
    ground: Ground,
    *,
    subject: UUID,
    row: UUID,
    contact: Contact,
    at: datetime,
    confirmed: bool,
) -> None:
    """The tokens of what `contact` says, in the transaction that files it."""
    said = said_by(contact)
    await write_tokens(
        tx, ground, subject=subject, row=row, said=said, at=at, confirmed=said if confirmed else ()
    )


async def confirm_tokens(
    tx: Transaction, *, subject: UUID, row: UUID, fields: frozenset[ContactField]
) -> None:
    """The person confirmed `fields` of a contact as they stand."""
    kinds = sorted({kind.value for field in fields for kind in OF_FIELD.get(field, ())})
    confirmed = await tx.fetch(
        CONFIRM, subject_id=subject, row_id=row, kinds=kinds, verification=rank(CONFIRMED)
    )
    if confirmed:
        await tx.fetch(COMPARE, subject_id=subject)
