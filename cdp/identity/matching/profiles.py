"""Fragments on people as matching sees them: profiles whom it may reach, and what they hold.

Whoever is restricted, erased or a minor is nobody here: no block, no count and no pair knows her.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import (
    CTE,
    BindParameter,
    ColumnElement,
    CompoundSelect,
    FromClause,
    Select,
    SmallInteger,
    Uuid,
    and_,
    bindparam,
    column,
    func,
    literal,
    select,
    union_all,
)
from sqlalchemy.sql.selectable import LateralFromClause

from cdp.identity.match_tables import match_blocked, match_token
from privacy.gate import MINORS
from privacy.store.links import merge_link
from privacy.store.subjects import subject
from privacy.terms import SubjectState

KEY_VER: Final = bindparam("key_ver", type_=SmallInteger)
"""The version of the matching keys that reads now."""


def is_reached(person: FromClause = subject) -> ColumnElement[bool]:
    """Whether a subject may be compared: not where she, or whoever is one with her, may not be."""
    link, beside = merge_link.alias("reach_link"), merge_link.alias("reach_beside")
    other = subject.alias("reach_other")
    barred = (
        select(literal(1))
        .select_from(link)
        .join(beside, beside.c.profile_id == link.c.profile_id)
        .join(other, other.c.id == beside.c.subject_id)
        .where(link.c.subject_id == person.c.id, ~_is_open(other))
        .correlate(person)
        .exists()
    )
    return and_(_is_open(person), ~barred)


def _is_open(person: FromClause) -> ColumnElement[bool]:
    return and_(
        person.c.state == SubjectState.LIVE.value,
        *(person.c.age_band != band.value for band in sorted(MINORS)),
    )


def profile_of(linked: FromClause, subject_id: ColumnElement[UUID]) -> ColumnElement[UUID]:
    """The profile of a subject, beside its row of `linked`, if it has one."""
    return func.coalesce(linked.c.profile_id, subject_id)


def subjects_of(profile: ColumnElement[UUID], name: str) -> LateralFromClause:
    """The subjects of a profile: itself where none was merged. Index: ix_merge_link_profile_id."""
    others = (
        select(merge_link.c.subject_id)
        .where(merge_link.c.profile_id == profile, merge_link.c.subject_id != profile)
        .correlate_except(merge_link)
    )
    itself = select(subject.c.id.label("subject_id")).where(subject.c.id == profile)
    return union_all(itself.correlate_except(subject), others).lateral(name)


def everybody_of(seeds: BindParameter[Sequence[UUID]]) -> CompoundSelect[tuple[UUID]]:
    """The seeds, with everybody who is one person with them. Index: ix_merge_link_profile_id."""
    named = func.unnest(seeds).table_valued(column("whom", Uuid), name="named").render_derived()
    hers, beside = merge_link.alias("seed_link"), merge_link.alias("seed_beside")
    return select(named.c.whom).union(
        select(beside.c.subject_id)
        .select_from(named)
        .join(hers, hers.c.subject_id == named.c.whom)
        .join(beside, beside.c.profile_id == hers.c.profile_id)
    )


def held(profile: ColumnElement[UUID], name: str) -> LateralFromClause:
    """What a profile holds that may be compared: kind, token. Index: pk_match_token."""
    own = _held().where(match_token.c.subject_id == profile)
    others = (
        _held()
        .join(merge_link, merge_link.c.subject_id == match_token.c.subject_id)
        .where(merge_link.c.profile_id == profile, merge_link.c.subject_id != profile)
    )
    return union_all(own, others).lateral(name)


def _held() -> Select[tuple[int, bytes]]:
    return (
        select(match_token.c.kind, match_token.c.token)
        .where(match_token.c.key_ver == KEY_VER, ~is_blocked(match_token))
        .correlate_except(match_token, merge_link)
    )


def is_blocked(token: FromClause) -> ColumnElement[bool]:
    """Whether a value says nothing of anybody. Index: pk_match_blocked."""
    return (
        select(literal(1))
        .where(
            match_blocked.c.kind == token.c.kind,
            match_blocked.c.key_ver == KEY_VER,
            match_blocked.c.token == token.c.token,
        )
        .correlate(token)
        .exists()
    )


def pairs_of(blocks: CTE, most: ColumnElement[int], name: str = "pairs") -> CTE:
    """Every two of each block that is no noise: `a` is the lesser id. Each pair once."""
    one = func.unnest(blocks.c.people).column_valued("one")
    other = func.unnest(blocks.c.people).column_valued("other")
    return (
        select(one.label("a"), other.label("b"))
        .select_from(blocks)
        .where(one < other, blocks.c.size <= most)
        .distinct()
        .cte(name)
    )
