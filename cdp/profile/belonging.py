"""Belonging: whether every fact stands with whoever had the number that it came by, at its time.

    fact ─► ownership that it came by: of the same person?  ─► of that time?

A difference is told by ids alone: the kind, the person, the row. What is in dispute or withheld has
no owner to compare with. Indexes: pk_subject, and of each table one that begins with the subject.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum, unique
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    Column,
    ColumnElement,
    Interval,
    Select,
    Table,
    Uuid,
    and_,
    bindparam,
    case,
    false,
    func,
    literal,
    not_,
    or_,
    select,
    union_all,
)

from cdp.cases.tables import satisfaction, service_case
from cdp.contacts.tables import contact
from cdp.identity.record import OwnershipState
from cdp.identity.tables import phone_ownership
from cdp.interactions.message_tables import message
from cdp.interactions.tables import call
from cdp.leads.tables import lead
from cdp.orders.tables import customer_order
from privacy.store.consents import consent_event
from privacy.store.statement import Runner, Statement
from privacy.store.subjects import subject

PEOPLE: Final = 2_000
"""People that one statement looks at."""

_HOUR: Final = timedelta(hours=1)
_NONE: Final = timedelta(0)


@unique
class Fault(StrEnum):
    """What is wrong with a fact's owner."""

    OTHER_PERSON = "OTHER_PERSON"
    """The number by which it came is not, or no longer, this person's."""
    OTHER_TIME = "OTHER_TIME"
    """The number was this person's, and not when it happened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A fact that stands elsewhere than it belongs."""

    kind: str
    subject: UUID
    row: UUID
    fault: Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A table of facts; `at` is when each happened, known to within `coarse`."""

    table: Table
    at: Column[object] | None = None
    coarse: timedelta = _NONE


KINDS: Final[Mapping[str, Kind]] = {
    "call": Kind(table=call, at=call.c.started_at),
    "case": Kind(table=service_case, at=service_case.c.opened_at),
    # What a source says of a person, and what she says of consent, is hers whenever it was said.
    "consent": Kind(table=consent_event),
    "contact": Kind(table=contact),
    # A lead that says no time of its own is of the hour in which it was filed.
    "lead": Kind(table=lead, at=lead.c.captured_at, coarse=_HOUR),
    "message": Kind(table=message, at=message.c.sent_at),
    "order": Kind(table=customer_order, at=customer_order.c.placed_at),
    "satisfaction": Kind(table=satisfaction, at=satisfaction.c.answered_at),
}
"""Whatever comes by a number."""

_AFTER: Final = bindparam("after", type_=Uuid)
_UNTIL: Final = bindparam("until", type_=Uuid)


def _elsewhen(kind: Kind) -> ColumnElement[bool]:
    """Whether it happened when the number was not hers."""
    if kind.at is None:
        return false()
    spans = func.tstzrange(kind.at, kind.at + literal(kind.coarse, type_=Interval), "[]")
    counts = or_(
        phone_ownership.c.state == OwnershipState.ACTIVE.value,
        phone_ownership.c.state == OwnershipState.ENDED.value,
    )
    return and_(counts, not_(phone_ownership.c.during.op("&&")(spans)))


def _differences(name: str, kind: Kind) -> Select[Any]:
    facts, missing = kind.table.c, phone_ownership.c.id.is_(None)
    elsewhen = func.coalesce(_elsewhen(kind), false())
    return (
        select(
            literal(name).label("kind"),
            facts.subject_id,
            facts.id,
            case((missing, Fault.OTHER_PERSON.value), else_=Fault.OTHER_TIME.value).label("fault"),
        )
        .select_from(
            kind.table.outerjoin(
                phone_ownership,
                and_(
                    phone_ownership.c.subject_id == facts.subject_id,
                    phone_ownership.c.id == facts.ownership_id,
                ),
            )
        )
        .where(
            facts.subject_id > _AFTER,
            facts.subject_id <= _UNTIL,
            facts.ownership_id.is_not(None),
            or_(missing, elsewhen),
        )
    )


DIFFERENCES: Final = Statement(
    "profile.belonging",
    union_all(*[_differences(name, kind) for name, kind in sorted(KINDS.items())]),
)
"""The facts of the people after `:after`, as far as `:until`, that stand elsewhere."""

_page: Final = (
    select(subject.c.id)
    .where(subject.c.id > _AFTER)
    .order_by(subject.c.id)
    .limit(PEOPLE)
    .subquery("page")
)
_LAST: Final = Statement(
    "profile.belonging_page",
    # There is no MAX of UUIDs before PostgreSQL 18.
    select(_page.c.id).order_by(_page.c.id.desc()).limit(1),
)
"""The last of the next people after `:after`; no row where there is none."""


async def differences(run: Runner) -> AsyncIterator[Difference]:
    """Every fact that stands elsewhere than it belongs, person by person."""
    after = UUID(int=0)
    while rows := await run.fetch(_LAST, after=after):
        until = rows[0]["id"]
        for row in await run.fetch(DIFFERENCES, after=after, until=until):
            yield Difference(
                kind=row["kind"],
                subject=row["subject_id"],
                row=row["id"],
                fault=Fault(row["fault"]),
            )
        after = until
