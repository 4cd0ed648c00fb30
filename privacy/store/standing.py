"""Where a person stands towards a ruling: the SQL of `privacy.gate.judge`.

`standing` is a fragment that any statement joins, so that scope, restriction and consent are
predicates where the rows are fetched. A property test holds `allowed` and `judge` equal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import Boolean, DateTime, Integer, and_, bindparam, case, false, func, or_, select

from privacy.gate import MINORS, Standing
from privacy.store.consents import consent_state, folded
from privacy.store.subjects import subject
from privacy.terms import AgeBand, ConsentState, SubjectState
from privacy.vault.words import worded

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy import ColumnElement
    from sqlalchemy.sql.selectable import LateralFromClause

    from privacy.gate import Ruling
    from privacy.store.statement import Row

AT: Final = bindparam("at", type_=DateTime(timezone=True))
"""When the ask was made."""

CELL: Final = bindparam("cell", type_=Integer)
"""The consent bit of the ruling, or -1."""

_STATES: Final = worded(SubjectState)
_SAID: Final = worded(ConsentState)
_AGES: Final = worded(AgeBand)

_BY_CONTRACT: Final = bindparam("by_contract", type_=Boolean)
_BY_LAW: Final = bindparam("by_law", type_=Boolean)
_EXEMPT: Final = bindparam("exempt", type_=Boolean)


def binds(ruling: Ruling, at: datetime) -> dict[str, object]:
    """The parameters of `standing` for one ruling."""
    return {
        "at": at,
        "cell": ruling.cell,
        "by_contract": ruling.by_contract,
        "by_law": ruling.by_law,
        "exempt": ruling.exempt,
    }


def standing(subject_id: ColumnElement[UUID], *, name: str = "standing") -> LateralFromClause:
    """Where the person of `subject_id` stands: one row, or none where there is no such person.

    Columns: subject_id, state, age_band, contract, consent, allowed. Parameters: as `binds`.
    Indexes: pk_subject, pk_consent_state; for a row past its `valid_until` also
    ix_consent_event_subject_id_bit_event_time.
    """
    person = subject.alias(f"{name}_subject")
    projected = consent_state.alias(f"{name}_consent")
    # Some bit of this row has expired, and nobody can tell which: none of them counts.
    is_stale = func.coalesce(person.c.valid_until <= AT, false())
    events = folded(person.c.id, CELL, AT, only_if=is_stale, name=f"{name}_folded")
    contract = func.coalesce(person.c.contract_until > AT, false())
    consent = func.coalesce(
        case((is_stale, events.c.state), else_=projected.c.state), ConsentState.UNKNOWN.value
    )
    has_bit = case(
        (
            and_(CELL >= 0, func.length(person.c.granted) > CELL),
            and_(
                func.get_bit(person.c.granted, CELL) == 1, func.get_bit(person.c.denied, CELL) == 0
            ),
        ),
        else_=false(),
    )
    is_granted = case(
        (is_stale, func.coalesce(events.c.state == ConsentState.GIVEN.value, false())),
        else_=has_bit,
    )
    is_open = and_(
        person.c.state == SubjectState.LIVE.value,
        *(person.c.age_band != band.value for band in sorted(MINORS)),
    )
    allowed = and_(or_(_EXEMPT, is_open), or_(_BY_LAW, and_(_BY_CONTRACT, contract), is_granted))
    return (
        select(
            person.c.id.label("subject_id"),
            person.c.state,
            person.c.age_band,
            contract.label("contract"),
            consent.label("consent"),
            allowed.label("allowed"),
        )
        .select_from(
            person.outerjoin(
                projected, and_(projected.c.subject_id == person.c.id, projected.c.bit == CELL)
            ).outerjoin(events, is_stale)
        )
        .where(person.c.id == subject_id)
        .lateral(name)
    )


def standing_of(row: Row) -> Standing:
    """The Standing of a row that carries the columns of `standing`."""
    return Standing(
        subject=row["subject_id"],
        state=_STATES(row["state"]),
        contract=row["contract"],
        consent=_SAID(row["consent"]),
        age_band=_AGES(row["age_band"]),
    )
