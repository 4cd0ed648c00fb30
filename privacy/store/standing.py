"""Where a person stands towards a ruling: the SQL of `privacy.gate.judge`.

`standing` is a fragment that any statement joins, so that scope, restriction and consent are
predicates where the rows are fetched. A property test holds `allowed` and `judge` equal.

A subject of a profile of several is held to what the others said as well: a no of one is a no of
all, and where one is a minor all are. Of everybody else nothing is read for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import (
    Boolean,
    DateTime,
    Integer,
    and_,
    bindparam,
    case,
    false,
    func,
    or_,
    select,
    true,
)

from privacy.gate import MINORS, Standing
from privacy.store.consents import consent_state, folded
from privacy.store.links import members_of, profile_of
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


def standing(
    subject_id: ColumnElement[UUID],
    *,
    profile: ColumnElement[UUID] | None = None,
    name: str = "standing",
) -> LateralFromClause:
    """Where the person of `subject_id` stands: one row, or none where there is no such person.

    `profile` is that of a merged subject, and null for any other; where the statement does not
    know it, it is looked up. Columns: subject_id, created_at, profile_id, state, age_band,
    contract, consent, denied_elsewhere, allowed. Parameters: as `binds`.
    Indexes: pk_subject, pk_consent_state, pk_merge_link; for members of a profile also
    ix_merge_link_profile_id; for a row past its `valid_until` also
    ix_consent_event_subject_id_bit_event_time.
    """
    person = subject.alias(f"{name}_subject")
    projected = consent_state.alias(f"{name}_consent")
    link = profile_of(person.c.id).lateral(f"{name}_link")
    of = link.c.profile_id if profile is None else profile
    elsewhere = _elsewhere(person.c.id, of, name)
    # Some bit of this row has expired, and nobody can tell which: none of them counts.
    is_stale = func.coalesce(person.c.valid_until <= AT, false())
    events = folded(person.c.id, CELL, AT, only_if=is_stale, name=f"{name}_folded")
    contract = func.coalesce(person.c.contract_until > AT, false())
    consent = func.coalesce(
        case((is_stale, events.c.state), else_=projected.c.state), ConsentState.UNKNOWN.value
    )
    is_granted = and_(
        case(
            (is_stale, func.coalesce(events.c.state == ConsentState.GIVEN.value, false())),
            else_=and_(_has(person.c.granted), ~_has(person.c.denied)),
        ),
        elsewhere.c.denied.is_(None),
    )
    is_open = and_(
        person.c.state == SubjectState.LIVE.value,
        *(person.c.age_band != band.value for band in sorted(MINORS)),
        elsewhere.c.age_band.is_(None),
    )
    allowed = and_(or_(_EXEMPT, is_open), or_(_BY_LAW, and_(_BY_CONTRACT, contract), is_granted))
    said = person.outerjoin(
        projected, and_(projected.c.subject_id == person.c.id, projected.c.bit == CELL)
    )
    if profile is None:
        said = said.outerjoin(link, true())
    stands = (
        select(
            person.c.id.label("subject_id"),
            person.c.created_at,
            of.label("profile_id"),
            person.c.state,
            _younger(person.c.age_band, elsewhere.c.age_band).label("age_band"),
            contract.label("contract"),
            consent.label("consent"),
            elsewhere.c.denied.label("denied_elsewhere"),
            allowed.label("allowed"),
        )
        .select_from(said.outerjoin(events, is_stale).outerjoin(elsewhere, true()))
        .where(person.c.id == subject_id)
        .correlate_except(person, projected, link, events, elsewhere)
    )
    # Cut where it is looked up of many: else a list of records may begin with everybody there is.
    return (stands.limit(1) if profile is None else stands).lateral(name)


def _has(held: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether the ruling's cell is there among the bits `held`, and set."""
    return case(
        (and_(CELL >= 0, func.length(held) > CELL), func.get_bit(held, CELL) == 1), else_=false()
    )


def _elsewhere(
    whom: ColumnElement[UUID], profile: ColumnElement[UUID], name: str
) -> LateralFromClause:
    """What the other members of `profile` say against: one row, of nulls where it is null.

    Columns: denied, the no that one of them said; age_band, that of the youngest minor.
    """
    beside = members_of(profile).lateral(f"{name}_beside")
    other = subject.alias(f"{name}_other")
    said = consent_state.alias(f"{name}_said")
    # The bit decides, the projection says which no it was: of both the later in the alphabet.
    no = case(
        (said.c.state == ConsentState.WITHDRAWN.value, ConsentState.WITHDRAWN.value),
        else_=ConsentState.REFUSED.value,
    )
    # The bands of minors are in the order of their words, too: the younger one is the greater.
    minor = case(*((other.c.age_band == band.value, band.value) for band in sorted(MINORS)))
    return (
        select(
            func.max(case((_has(other.c.denied), no))).label("denied"),
            func.max(minor).label("age_band"),
        )
        .select_from(
            beside.join(other, other.c.id == beside.c.subject_id).outerjoin(
                said, and_(said.c.subject_id == other.c.id, said.c.bit == CELL)
            )
        )
        .where(beside.c.subject_id != whom)
        .correlate_except(beside, other, said)
        .lateral(f"{name}_elsewhere")
    )


def _younger(own: ColumnElement[str], elsewhere: ColumnElement[str]) -> ColumnElement[str]:
    """The band of the younger of two, where either is a minor; else `own`."""
    bands = sorted(MINORS, reverse=True)
    return case(
        *((or_(own == band.value, elsewhere == band.value), band.value) for band in bands),
        else_=own,
    )


def standing_of(row: Row) -> Standing:
    """The Standing of a row that carries the columns of `standing`."""
    denied = row["denied_elsewhere"]
    return Standing(
        subject=row["subject_id"],
        state=_STATES(row["state"]),
        contract=row["contract"],
        consent=_SAID(row["consent"]),
        age_band=_AGES(row["age_band"]),
        denied_elsewhere=None if denied is None else _SAID(denied),
    )
