"""The tokens of a row, written in the transaction that writes the row."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Final
from uuid import UUID

from cdp.acts.ground import Ground
from cdp.contacts.record import Contact
from cdp.contacts.survivorship import ContactField
from cdp.database.writer import Transaction
from cdp.identity.matching.book import COMPARE, CONFIRM, WRITE, WRITE_MANY
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


def rank(verification: Verification) -> int:
    """How surely a value is hers, as tokens keep it: rules compare ranks."""
    return _RANKS.index(verification)


SAID: Final = Verification.DECLARED
"""A source says so."""

CONFIRMED: Final = Verification.CALL_ANSWERED
"""She said so herself, when she was asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Token:
    """What stands for one value of a row."""

    token: bytes
    rank: int
    at: datetime
    whole: bool


_Told = dict[tuple[UUID, UUID], dict[TokenKind, list[_Token]]]
"""What is said now, by person and row of hers."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Batched(Transaction):
    """A transaction in which many rows are filed: their tokens are written at its end, at once."""

    told: _Told = field(default_factory=dict)
    fresh: _Told = field(default_factory=dict)
    """Of the row that is being filed: it stands or falls with it."""

    def tell(
        self,
        ground: Ground,
        *,
        subject: UUID,
        row: UUID,
        said: Said,
        at: datetime,
        confirmed: Collection[TokenKind],
        whole: bool,
    ) -> None:
        """Remember what a row says: of the same kinds nothing else will stand."""
        # What corrects a row that this transaction files goes with all that it said before.
        before = self.told.get((subject, row), {}).values()
        whole = whole or any(each.whole for made in before for each in made)
        telling: dict[TokenKind, list[_Token]] = {kind: [] for kind in (*said, TokenKind.NOTHING)}
        for kind, token in _tokens(ground, said):
            sure = rank(CONFIRMED if kind in confirmed else SAID)
            telling[kind].append(_Token(token=token, rank=sure, at=at, whole=whole))
        self.fresh.setdefault((subject, row), {}).update(telling)

    def keep(self) -> None:
        """The row was filed."""
        for whose, kinds in self.fresh.items():
            self.told.setdefault(whose, {}).update(kinds)
        self.fresh.clear()

    def forget(self) -> None:
        """The row was undone."""
        self.fresh.clear()

    async def write_told(self, ground: Ground) -> None:
        """Write the tokens of every row that was filed."""
        if not self.told:
            return
        tokens = [
            (subject, row, kind, each)
            for (subject, row), kinds in sorted(self.told.items())
            for kind, made in sorted(kinds.items())
            for each in made
        ]
        renewed = [
            (*whose, kind) for whose, kinds in sorted(self.told.items()) for kind in sorted(kinds)
        ]
        await self.fetch(
            WRITE_MANY,
            key_ver=ground.matching.version,
            subjects=[subject for subject, _, _, _ in tokens],
            rows=[row for _, row, _, _ in tokens],
            kinds=[kind.value for _, _, kind, _ in tokens],
            tokens=[each.token for _, _, _, each in tokens],
            ranks=[each.rank for _, _, _, each in tokens],
            said=[each.at for _, _, _, each in tokens],
            wholes=[each.whole for _, _, _, each in tokens],
            renewed_subjects=[subject for subject, _, _ in renewed],
            renewed_rows=[row for _, row, _ in renewed],
            renewed_kinds=[kind.value for _, _, kind in renewed],
        )


async def write_tokens(
    tx: Transaction,
    ground: Ground,
    *,
    subject: UUID,
    row: UUID,
    said: Said,
    at: datetime,
    confirmed: Collection[TokenKind] = (),
    whole: bool = True,
) -> None:
    """What `row` of `subject` says now may be compared; what it said before may not any more.

    `whole`: it says nothing else. What corrects a row of which no token was made makes none either.
    """
    if not said:
        return
    if isinstance(tx, Batched):
        tx.tell(
            ground,
            subject=subject,
            row=row,
            said=said,
            at=at,
            confirmed=confirmed,
            whole=whole,
        )
        return
    tokens = _tokens(ground, said)
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
        whole=whole,
    )


def _tokens(ground: Ground, said: Said) -> list[tuple[TokenKind, bytes]]:
    # A row that says nothing is marked, so that no backfill opens it again and again.
    return list(ground.matching.tokens(said)) or [ground.matching.nothing]


async def write_contact_tokens(
    tx: Transaction,
    ground: Ground,
    *,
    subject: UUID,
    row: UUID,
    contact: Contact,
    at: datetime,
    confirmed: bool,
    is_new: bool,
) -> None:
    """The tokens of what `contact` says, in the transaction that files it."""
    said = said_by(contact)
    if is_new and not said:
        said = {TokenKind.NOTHING: frozenset()}
    await write_tokens(
        tx,
        ground,
        subject=subject,
        row=row,
        said=said,
        at=at,
        confirmed=said if confirmed else (),
        whole=is_new,
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
        await tx.fetch(COMPARE, subjects=[subject])
