"""The backfill makes tokens of what was filed before there were any, under a Grant, once.

    rows without a token ─► decided ─► leaf committed ─► opened ─► tokens ─► next

What has a token is passed over, so whoever begins again goes on where it stopped. Whoever is
restricted is passed over too, and is no nobody: her tokens are made when she is read next.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from cdp.acts.about_nobody import ruled
from cdp.acts.ground import Ground
from cdp.acts.match_tokens import OF_FIELD, write_tokens
from cdp.acts.outlived import is_outlived
from cdp.contacts.record import SEPARATOR, Address
from cdp.database.writer import Writer
from cdp.identity.matching.backfill import (
    CATEGORIES,
    STILL,
    STILL_ADDRESSES,
    UNTOLD,
    UNTOLD_ADDRESSES,
    Untold,
    UntoldAddress,
)
from cdp.identity.matching.tokens import Said, TokenKind, said_of, said_of_place
from cdp.jobs.matching.clerk import asking
from privacy.gate import Ruling
from privacy.grant import Grant
from privacy.store.standing import binds, standing_of
from privacy.store.statement import Row, Statement
from privacy.terms import Action, DataCategory, Effect
from privacy.threshold import InForce
from privacy.vault import Sealed

AT_ONCE: Final = 100
"""Most rows under one entry of the log, and in one transaction."""

_NOBODY: Final = UUID(int=0)
_Place = tuple[UUID, UUID]
_PARTS: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """What one row says, and since when."""

    subject: UUID
    row: UUID
    said: Said
    at: datetime
    confirmed: frozenset[TokenKind] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Backfill:
    """Makes tokens. `data` runs with the rights of jobs."""

    ground: Ground
    data: Writer

    async def run(self, progress: Callable[[int], None] = lambda _: None) -> int:
        """Make every token that is missing; of how many rows. `progress` is told as it goes.

        Raises:
            Refusal: the policy in force does not let this be done; nothing was opened.
            LedgerUnavailable: it could not be written down, so nothing was opened.
        """
        done = 0
        for shelf in (_CONTACTS, _ADDRESSES):
            after: _Place | None = (_NOBODY, _NOBODY)
            while after is not None:
                made, after = await self._some(shelf, after)
                done += made
                progress(done)
        return done

    async def _some(self, shelf: _Shelf, after: _Place) -> tuple[int, _Place | None]:
        """Open some rows from `after` on under one entry and write their tokens; where to go on."""
        ground = self.ground
        ask = asking(ground, categories=CATEGORIES, action=Action.READ)
        ruling = await ruled(ask, ground)
        found = await self.data.fetch(
            shelf.untold,
            **binds(ruling, ask.at),
            key_ver=ground.matching.version,
            after_subject=after[0],
            after_row=after[1],
            first=AT_ONCE,
        )
        rows = [row for row in found if row["subject_id"] is not None]
        if not rows:
            return 0, None
        in_force = InForce(policy=found[0]["policy"], owed=found[0]["owed"])
        standings = {row["subject_id"]: standing_of(row) for row in rows}
        async with ground.door.open(ask, ruling, tuple(standings.values()), in_force) as opened:
            seen = {each.subject for each in opened.seen}
            made = [
                shelf.of(row, opened.grant)
                for row in rows
                if opened.grant is not None and row["subject_id"] in seen
            ]
        written = {row["row_id"]: row["written"] for row in rows}
        done = await self._write(shelf, made, written, ruling)
        return done, (rows[-1]["subject_id"], rows[-1]["row_id"])

    async def _write(
        self,
        shelf: _Shelf,
        made: Sequence[_Made],
        written: Mapping[UUID, str],
        ruling: Ruling,
    ) -> int:
        """Write tokens of rows that still say what was opened; of how many."""
        async with self.data.transaction() as tx:
            if await is_outlived(tx, sorted({each.subject for each in made}), ruling):
                return 0  # somebody is withheld since: the others are found again by the next run
            rows = await tx.fetch(
                shelf.still,
                subjects=[each.subject for each in made],
                rows=[each.row for each in made],
                written=[written[each.row] for each in made],
                key_ver=self.ground.matching.version,
            )
            still = {row["id"] for row in rows}
            for each in made:
                if each.row not in still:
                    continue  # it was put right meanwhile: what was opened is said no more
                await write_tokens(
                    tx,
                    self.ground,
                    subject=each.subject,
                    row=each.row,
                    said=each.said or {TokenKind.NOTHING: frozenset()},
                    at=each.at,
                    confirmed=each.confirmed,
                )
            return len(still)


def _of_contact(row: Row, grant: Grant) -> _Made:
    facts = Untold.of(row["cells"])
    # A masked address would be another's: what is not shown whole makes no token.
    whole = {each for each in CATEGORIES if grant.view(each).effect is Effect.ALLOW}
    is_mail, is_place = DataCategory.CONTACT_EMAIL in whole, DataCategory.CONTACT_ADDRESS in whole
    name = _text(facts.name, grant) if DataCategory.IDENTITY_NAME in whole else None
    company = _text(facts.company, grant) if DataCategory.IDENTITY_NAME in whole else None
    month, day = facts.birth_month.open(grant), facts.birth_day.open(grant)
    said = said_of(
        name=name,
        phonetic_name=_text(facts.phonetic_name, grant) if name is not None else None,
        email=_text(facts.email, grant) if is_mail else None,
        address=_address(_text(facts.address, grant)) if is_place else None,
        birthday=None if month is None or day is None else f"{month:02}-{day:02}",
        company=company,
    )
    confirmed = frozenset(
        kind
        for field, kinds in OF_FIELD.items()
        if facts.is_confirmed(field, grant)
        for kind in kinds
    )
    return _Made(
        subject=facts.subject,
        row=facts.id,
        said=said,
        at=facts.received_at,
        confirmed=confirmed,
    )


def _of_address(row: Row, grant: Grant) -> _Made:
    facts = UntoldAddress.of(row["cells"])
    is_whole = grant.view(DataCategory.CONTACT_ADDRESS).effect is Effect.ALLOW
    address = _address(_text(facts.address, grant)) if is_whole else None
    return _Made(
        subject=facts.subject,
        row=facts.id,
        said={} if address is None else said_of_place(address),
        at=facts.received_at,
    )


def _text(sealed: Sealed | None, grant: Grant) -> str | None:
    return None if sealed is None else sealed.open(grant)


def _address(stored: str | None) -> Address | None:
    if stored is None:
        return None
    parts = stored.split(SEPARATOR)
    if len(parts) != _PARTS:
        return None
    province, city, street = parts
    return Address(province=province, city=city, street=street)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shelf:
    """A table whose rows may lack tokens: which do, which still do, and what a row says."""

    untold: Statement
    still: Statement
    of: Callable[[Row, Grant], _Made]


_CONTACTS: Final = _Shelf(untold=UNTOLD, still=STILL, of=_of_contact)
_ADDRESSES: Final = _Shelf(untold=UNTOLD_ADDRESSES, still=STILL_ADDRESSES, of=_of_address)
