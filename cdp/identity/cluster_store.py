"""Statements on clusters: who is one person, by which decisions, and what they write.

Indexes: pk_merge_link and ix_merge_link_profile_id for the subjects of a profile, pk_merge_member
for a subject's decisions, ix_merge_member_decision_id for a decision's subjects, pk_link_constraint
and ix_link_constraint_id. None of them touches a fact.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    ColumnElement,
    DateTime,
    FromClause,
    Integer,
    String,
    Uuid,
    and_,
    bindparam,
    cast,
    column,
    exists,
    func,
    literal,
    or_,
    select,
    true,
    tuple_,
)
from sqlalchemy.dialects.postgresql import ARRAY

from cdp.identity.merge_tables import link_constraint, merge_decision, merge_member
from cdp.identity.merging import MergeKind, Side
from privacy.store.links import merge_link
from privacy.store.policies import in_force
from privacy.store.standing import standing
from privacy.store.statement import Statement
from privacy.store.subjects import subject

_NAMED: Final = bindparam("named", type_=ARRAY(Uuid))
_MEMBERS: Final = bindparam("members", type_=ARRAY(Uuid))

_force: Final = in_force()
_asked: Final = (
    func.unnest(_NAMED).table_valued(column("whom", Uuid), name="asked").render_derived()
)
_mine: Final = merge_link.alias("mine")
_together: Final = merge_link.alias("together")
# A UNION, which looks each way up by its index: as a join with OR, the server reads every link.
_members: Final = (
    select(_asked.c.whom)
    .union(
        select(_together.c.subject_id)
        .select_from(_asked)
        .join(_mine, _mine.c.subject_id == _asked.c.whom)
        .join(_together, _together.c.profile_id == _mine.c.profile_id)
    )
    .subquery("member")
)
_stands: Final = standing(_members.c.whom)

CLUSTER: Final = Statement(
    "identity.cluster",
    select(
        _force.c.policy,
        _force.c.owed,
        _stands.c.subject_id,
        _stands.c.state,
        _stands.c.age_band,
        _stands.c.contract,
        _stands.c.consent,
        _stands.c.denied_elsewhere,
        subject.c.created_at,
        func.coalesce(merge_link.c.profile_id, _stands.c.subject_id).label("profile_id"),
        cast(subject.c.granted, String).label("granted"),
        cast(subject.c.denied, String).label("denied"),
        subject.c.valid_until,
    )
    .select_from(
        _force.outerjoin(_members, true())
        .outerjoin(_stands, true())
        .outerjoin(subject, subject.c.id == _stands.c.subject_id)
        .outerjoin(merge_link, merge_link.c.subject_id == _stands.c.subject_id)
    )
    .order_by(subject.c.created_at, subject.c.id),
)
"""Everybody who is one person with any of `named`, and where each stands, the oldest first.

There is always a row: it carries the policy in force even where nobody is found. Indexes:
pk_merge_link, ix_merge_link_profile_id, pk_subject. Binds: named, and those of `standing`.
"""

_survivor: Final = merge_member.alias("survivor")
_absorbed: Final = merge_member.alias("absorbed")
_edges: Final = (
    select(func.row(merge_decision.c.id, _survivor.c.subject_id, _absorbed.c.subject_id))
    .select_from(_survivor)
    .join(merge_decision, merge_decision.c.id == _survivor.c.decision_id)
    .join(_absorbed, _absorbed.c.decision_id == merge_decision.c.id)
    .where(
        _survivor.c.subject_id == func.any(_MEMBERS),
        _survivor.c.side == Side.SURVIVOR.value,
        _absorbed.c.side == Side.ABSORBED.value,
        merge_decision.c.kind == MergeKind.MERGE.value,
        merge_decision.c.reversed_by.is_(None),
    )
    .order_by(merge_decision.c.id)
)

_one: Final = link_constraint.alias("one")
_other: Final = link_constraint.alias("other")
_PAIR: Final = (_one.c.id, _one.c.kind, _one.c.subject_id, _other.c.subject_id)
_IS_PAIR: Final = and_(_other.c.id == _one.c.id, _other.c.subject_id != _one.c.subject_id)
_bounds: Final = (
    select(func.row(*_PAIR))
    .select_from(_one)
    .join(_other, _IS_PAIR)
    .where(
        _one.c.subject_id == func.any(_MEMBERS),
        _other.c.subject_id == func.any(_MEMBERS),
        _one.c.subject_id < _other.c.subject_id,
    )
    .order_by(_one.c.id)
)

GRAPH: Final = Statement(
    "identity.graph",
    select(
        func.array(_edges.scalar_subquery()).label("edges"),
        func.array(_bounds.scalar_subquery()).label("constraints"),
    ),
)
"""The merges of `members` that no later decision reversed, as (decision, one, other); and what
binds them among themselves, as (id, kind, one, other).

Indexes: pk_merge_member, pk_merge_decision, ix_merge_member_decision_id, pk_link_constraint.
Binds: members.
"""

_beyond: Final = standing(_other.c.subject_id)

BOUND: Final = Statement(
    "identity.bound",
    select(*_PAIR)
    .select_from(_one)
    .join(_other, _IS_PAIR)
    .join(_beyond, _beyond.c.allowed)
    .where(_one.c.subject_id == func.any(_MEMBERS))
    .order_by(_one.c.id, _one.c.subject_id),
)
"""What binds `members` to anybody who may be seen: from each end that is among them.

Indexes: pk_link_constraint, ix_link_constraint_id, pk_subject.
Binds: members, and those of `standing`.
"""

_ENDS: Final = (Side.SURVIVOR.value, Side.ABSORBED.value)
_SAID: Final = (
    *("id", "kind", "rule", "rule_version", "evidence", "reason"),
    *("actor", "decided_at", "reverses", "reversed_by"),
)
"""What a decision says by itself."""

_about: Final = merge_member.alias("about")
_partner: Final = merge_member.alias("partner")
_theirs: Final = merge_member.alias("theirs")
_everyone: Final = merge_member.alias("everyone")
_each: Final = standing(_everyone.c.subject_id)
_is_seen: Final = func.coalesce(_each.c.allowed, literal(value=False))
_is_end: Final = or_(*(_everyone.c.side == side for side in _ENDS))
_touching: Final = (
    select(_about.c.decision_id)
    .where(_about.c.subject_id == func.any(_MEMBERS))
    .distinct()
    .cte("touching")
)
# What a parting reversed may touch none of `members`, and says whether that may be told.
_near: Final = (
    select(_theirs.c.decision_id)
    .select_from(_touching)
    .join(_partner, _partner.c.decision_id == _touching.c.decision_id)
    .join(_theirs, _theirs.c.subject_id == _partner.c.subject_id)
    .distinct()
    .subquery("near")
)
_told: Final = (
    select(
        *(merge_decision.c[name] for name in _SAID),
        func.array_agg(func.row(_everyone.c.subject_id, _everyone.c.side))
        .filter(_is_seen)
        .label("members"),
        func.count().filter(_is_seen, _is_end).label("ends"),
        func.bool_and(_is_seen).label("whole"),
    )
    .select_from(_near)
    .join(merge_decision, merge_decision.c.id == _near.c.decision_id)
    .join(_everyone, _everyone.c.decision_id == merge_decision.c.id)
    .outerjoin(_each, true())
    .group_by(merge_decision.c.id)
    .cte("told")
)
_undone: Final = _told.alias("undone")


def _is_seen_merge(of: FromClause) -> ColumnElement[bool]:
    """Whether it made two one who may both be seen."""
    return and_(of.c.kind == MergeKind.MERGE.value, of.c.ends == len(_ENDS))


_undid_one: Final = exists(
    select(literal(1)).where(_undone.c.reversed_by == _told.c.id, _is_seen_merge(_undone))
)
_graphic: Final = (MergeKind.MERGE, MergeKind.UNMERGE, MergeKind.SPLIT)

DECIDED: Final = Statement(
    "identity.decided",
    select(*(_told.c[name] for name in (*_SAID, "members")))
    .join(_touching, _touching.c.decision_id == _told.c.id)
    .where(
        or_(
            _is_seen_merge(_told),
            _undid_one,
            and_(_told.c.whole, *(_told.c.kind != kind.value for kind in _graphic)),
        )
    )
    # Of one hour those that were reversed come first: what reversed them came after them.
    .order_by(_told.c.decided_at, _told.c.reversed_by.is_(None), _told.c.id),
)
"""Every decision about `members` that tells of nobody who is hidden, the oldest first.

Whoever was restricted or erased since is in none of them: a merge of which she was an end is left
out, and what parted nobody else; where she stood beside, it is told without her, so that whoever is
one person by it stays so, by a decision that can be seen.
Indexes: pk_merge_member, pk_merge_decision, ix_merge_member_decision_id, pk_subject. Binds: as
BOUND.
"""

ABOUT: Final = Statement(
    "identity.about",
    select(
        merge_decision.c.id,
        merge_decision.c.kind,
        merge_decision.c.reversed_by,
        merge_member.c.subject_id,
    )
    .join(merge_member, merge_member.c.decision_id == merge_decision.c.id)
    .where(
        merge_decision.c.id == bindparam("decision", type_=Uuid),
        or_(*(merge_member.c.side == side for side in _ENDS)),
    )
    .order_by(merge_member.c.subject_id),
)
"""The two ends of a merge. Indexes: pk_merge_decision, ix_merge_member_decision_id."""

_counted: Final = (
    select(func.count())
    .where(merge_member.c.decision_id == merge_decision.c.id)
    .correlate_except(merge_member)
    .scalar_subquery()
)

PAGE: Final = Statement(
    "identity.decisions",
    select(
        *(merge_decision.c[name] for name in _SAID),
        _counted.label("subjects"),
    )
    .where(
        tuple_(merge_decision.c.decided_at, merge_decision.c.id)
        < tuple_(bindparam("at", type_=DateTime(timezone=True)), bindparam("id", type_=Uuid))
    )
    .order_by(merge_decision.c.decided_at.desc(), merge_decision.c.id.desc())
    .limit(bindparam("first", type_=Integer)),
)
"""All decisions, the newest first, from a place on. Nobody is in them.

Index: ix_merge_decision_decided_at. Binds: at, id, first.
"""
