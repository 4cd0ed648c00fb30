"""People: whom a number or an id stands for, and her rows as far as a selection asks."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Final
from uuid import UUID

from cdp.errors import PolicyUnset
from cdp.identity.number import NumberIndex
from cdp.profile.person import Person
from cdp.profile.selection import Selection
from cdp.profile.several import Several
from cdp.profile.store import by_id, by_ids, by_number, by_numbers
from privacy.gate import Ruling, Standing
from privacy.phone import Phone
from privacy.store.policies import IN_FORCE
from privacy.store.standing import binds, standing_of
from privacy.store.statement import Row, Runner, Statement
from privacy.terms import DataCategory
from privacy.threshold import InForce

_PLACE: Final = itemgetter("n")

_OF_STAFF = frozenset(
    {
        DataCategory.CONTACT_CALL_RECORD,
        DataCategory.CONTACT_CALL_OUTCOME,
        DataCategory.FREETEXT_CALL,
        DataCategory.FREETEXT_FORM,
    }
)
"""What calls and leads hold: where any of it is limited to the caller's own rows, all of both are.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a look-up returned: the policy in force, the person's standing, her sealed rows.

    `person` is there even where the decision refuses her, but then without rows: the statement
    withholds them. `several` are the members of her profile, where it has more than one: then
    `standing` is that of the one who was asked about, and the person is what is `shown` of them.
    """

    in_force: InForce
    standing: Standing | None
    person: Person | None
    exempt: bool
    assigned: bool = False
    """Whether it is the caller who works on her: asked for in the part of that name."""
    several: Several | None = None

    @property
    def standings(self) -> tuple[Standing, ...]:
        """Whom a decision is about: nobody, her, or those members of hers who may be seen."""
        if self.several is not None:
            return self.several.decided
        return () if self.standing is None else (self.standing,)

    @property
    def profile(self) -> UUID | None:
        """The id that she is known by, whichever of her subjects was asked about."""
        if self.several is not None:
            return self.several.profile
        return None if self.standing is None else self.standing.subject

    @property
    def members(self) -> tuple[Standing, ...]:
        """Every subject of hers, the first one first."""
        if self.several is not None:
            return self.several.standings
        return () if self.standing is None else (self.standing,)

    def shown(self, seen: Collection[UUID]) -> Person | None:
        """The person of those subjects who are among `seen`; None where none is."""
        if self.several is not None:
            return self.several.person(seen)
        return self.person if self.standing is not None and self.standing.subject in seen else None


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Look-ups, one statement each, over a reader."""

    run: Runner
    numbers: NumberIndex

    async def in_force(self) -> InForce:
        """The policy in force alone, for operations that look nobody up."""
        rows = await self.run.fetch(IN_FORCE)
        if not rows:
            raise PolicyUnset
        return InForce(policy=rows[0]["policy"], owed=rows[0]["owed"])

    async def by_number(
        self,
        phone: Phone,
        selection: Selection,
        ruling: Ruling,
        *,
        at: datetime,
        seen_at: datetime,
        agent: str,
    ) -> Found:
        """Who answers `phone` at `seen_at`, decided by `ruling` as of `at`."""
        rows = await self._find(
            by_number(selection.shape),
            selection,
            ruling,
            at,
            agent,
            seen_at=seen_at,
            **self.numbers.binds(phone),
        )
        return _found(rows, selection, ruling)

    async def by_id(
        self, subject: UUID, selection: Selection, ruling: Ruling, *, at: datetime, agent: str
    ) -> Found:
        """The subject of that id, decided by `ruling` as of `at`."""
        statement = by_id(selection.shape)
        rows = await self._find(statement, selection, ruling, at, agent, subject=subject)
        return _found(rows, selection, ruling)

    async def by_numbers(
        self,
        phones: Sequence[Phone],
        selection: Selection,
        ruling: Ruling,
        *,
        at: datetime,
        agent: str,
    ) -> tuple[Found, ...]:
        """Who answers each of `phones` now, decided by `ruling` as of `at`, in their order.

        One more stands at the end, for nobody: the policy in force, also where `phones` is empty.
        """
        tokens = [self.numbers.key.token(phone.canonical) for phone in phones]
        rows = await self._find(
            by_numbers(selection.shape),
            selection,
            ruling,
            at,
            agent,
            seen_at=at,
            key_ver=self.numbers.version,
            tokens=tokens,
        )
        return _in_order(rows, selection, ruling)

    async def by_ids(
        self,
        subjects: Sequence[UUID],
        selection: Selection,
        ruling: Ruling,
        *,
        at: datetime,
        agent: str,
    ) -> tuple[Found, ...]:
        """Each of `subjects`, as `by_numbers`."""
        statement = by_ids(selection.shape)
        rows = await self._find(statement, selection, ruling, at, agent, subjects=subjects)
        return _in_order(rows, selection, ruling)

    async def _find(
        self,
        statement: Statement,
        selection: Selection,
        ruling: Ruling,
        at: datetime,
        agent: str,
        **whom: object,
    ) -> Sequence[Row]:
        rows = await self.run.fetch(
            statement,
            **binds(ruling, at),
            **selection.binds(),
            bits=sorted(ruling.consent_bits),
            **whom,
            agent=agent_of(ruling, agent),
            me=agent,
            for_purpose=ruling.purpose.value,
        )
        if not rows:
            raise PolicyUnset
        return rows


def _in_order(rows: Sequence[Row], selection: Selection, ruling: Ruling) -> tuple[Found, ...]:
    """What was found for each question, in the order of the questions, and nobody at the end."""
    in_force = InForce(policy=rows[0]["policy"], owed=rows[0]["owed"])
    nobody = Found(in_force=in_force, standing=None, person=None, exempt=ruling.exempt)
    asked = sorted((row for row in rows if row["n"] is not None), key=_PLACE)
    each = (_found(tuple(of_one), selection, ruling) for _, of_one in groupby(asked, key=_PLACE))
    return (*each, nobody)


def _found(rows: Sequence[Row], selection: Selection, ruling: Ruling) -> Found:
    row = rows[0]
    in_force = InForce(policy=row["policy"], owed=row["owed"])
    subject = row["subject_id"]
    if subject is None:
        return Found(in_force=in_force, standing=None, person=None, exempt=ruling.exempt)
    if row["member"] is not None:
        return _merged(rows, selection, ruling, in_force)
    return Found(
        in_force=in_force,
        standing=standing_of(row),
        person=Person.of(subject, row, selection.shape),
        exempt=ruling.exempt,
        assigned="assigned" in selection.shape and row["assigned"],
    )


def _merged(rows: Sequence[Row], selection: Selection, ruling: Ruling, in_force: InForce) -> Found:
    several = Several.of(rows, selection)
    return Found(
        in_force=in_force,
        standing=several.found,
        person=None,
        exempt=ruling.exempt,
        assigned="assigned" in selection.shape and any(row["assigned"] for row in rows),
        several=several,
    )


def agent_of(ruling: Ruling, agent: str) -> str:
    """Whose calls and leads alone may be seen: nobody's in particular, or the caller's own."""
    for category in _OF_STAFF:
        view = ruling.views.get(category)
        if view is not None and view.own_rows:
            return agent
    return ""
