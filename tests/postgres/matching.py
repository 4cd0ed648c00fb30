"""People as matching sees them: subjects with tokens, and what a run finds among them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy import String, bindparam, func, select

from cdp.acts.match_tokens import rank
from cdp.contacts.record import Address, Birthday, Contact
from cdp.identity.match_tables import match_suggestion, match_suggestion_member
from cdp.identity.matching.blocks import MOST
from cdp.identity.matching.book import WRITE
from cdp.identity.matching.evidence import Agreement, Feature, Model, agreements
from cdp.identity.matching.found import PART, PEOPLE
from cdp.identity.matching.runs import bounds_of
from cdp.identity.matching.suggestions import SET_ASIDE
from cdp.identity.matching.tokens import MatchIndex, said_by
from cdp.identity.matching.weighing import binds, floor_of
from cdp.identity.record import Verification
from privacy.store.statement import Runner, Statement
from privacy.store.subjects import CREATE
from privacy.vault import AES_GCM_SHA256, MasterKey
from tests.vectors.golden import HANDLER

THEN: Final = datetime(2026, 11, 22, 4, tzinfo=UTC)
INDEX: Final = MatchIndex.derive(MasterKey(bytes(range(32))), handler=HANDLER, suite=AES_GCM_SHA256)


_ALL: Final = Statement(
    "test.suggestions",
    select(
        match_suggestion.c.score,
        match_suggestion.c.agreement,
        match_suggestion.c.rule,
        func.array_agg(match_suggestion_member.c.subject_id).label("members"),
    )
    .join(match_suggestion_member, match_suggestion_member.c.suggestion_id == match_suggestion.c.id)
    .where(match_suggestion.c.state == bindparam("state", type_=String))
    .group_by(match_suggestion.c.id),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggested:
    """A suggestion, without its id."""

    score: int
    agreement: Mapping[Feature, Agreement]
    rule: str | None


def contact(
    name: str | None = None,
    *,
    email: str | None = None,
    city: str = "",
    street: str = "",
    born: str | None = None,
    company: str | None = None,
) -> Contact:
    """A contact of what is compared."""
    born_on = None if born is None else datetime.fromisoformat(born).date()
    return Contact.of(
        name=name,
        email=email,
        address=Address(province="", city=city, street=street) if city or street else None,
        birthday=None if born_on is None else Birthday(day=born_on),
        company=company,
    )


@dataclass(kw_only=True)
class Town:
    """Everybody who lives in a database."""

    run: Runner
    index: MatchIndex = INDEX
    model: Model = field(default_factory=Model)

    async def moves_in(
        self,
        said: Contact,
        *,
        subject: UUID | None = None,
        verification: Verification = Verification.DECLARED,
        at: datetime = THEN,
    ) -> UUID:
        """Somebody new, of whom a source says `said`; or another row of `subject`."""
        who = uuid4() if subject is None else subject
        if subject is None:
            await self.run.fetch(CREATE, subject=who, at=THEN)
        await self.says(who, uuid4(), said, verification=verification, at=at)
        return who

    async def says(
        self,
        who: UUID,
        row: UUID,
        said: Contact,
        *,
        verification: Verification = Verification.DECLARED,
        at: datetime = THEN,
    ) -> None:
        """A row of theirs says so from now on."""
        compared = said_by(said)
        tokens = list(self.index.tokens(compared))
        await self.run.fetch(
            WRITE,
            subject_id=who,
            row_id=row,
            key_ver=self.index.version,
            kinds=[kind.value for kind, _ in tokens],
            tokens=[token for _, token in tokens],
            renewed=[kind.value for kind in compared],
            ranks=[rank(verification)] * len(tokens),
            said_at=at,
            whole=True,
        )

    async def compare(self, *, parts: int = 1, most: int = MOST) -> tuple[int, int, int]:
        """Compare everybody: pairs, suggestions made, and blocks passed over."""
        told = (0, 0, 0)
        for part in range(parts):
            for statement in PART.values():
                [row] = await self.run.fetch(
                    statement, **self.bound(most), **bounds_of(part, parts)
                )
                told = (
                    told[0] + row["pairs"],
                    told[1] + len(row["made"]),
                    told[2] + row["noise"],
                )
        return told

    async def compare_again(self, *seeds: UUID, most: int = MOST) -> tuple[int, int, int]:
        """Compare some again."""
        await self.run.fetch(SET_ASIDE, seeds=sorted(seeds))
        [row] = await self.run.fetch(PEOPLE, **self.bound(most), seeds=sorted(seeds))
        return row["pairs"], len(row["made"]), row["noise"]

    def bound(self, most: int) -> dict[str, object]:
        """What every comparison binds."""
        return {
            **binds(self.model, 0),
            "key_ver": self.index.version,
            "most": most,
            "at": THEN,
            "floor": floor_of(self.model),
        }

    async def suggestions(self, state: str = "OPEN") -> Mapping[frozenset[UUID], Suggested]:
        """What is suggested, by pair."""
        rows = await self.run.fetch(_ALL, state=state)
        return {
            frozenset(row["members"]): Suggested(
                score=row["score"], agreement=agreements(row["agreement"]), rule=row["rule"]
            )
            for row in rows
        }
