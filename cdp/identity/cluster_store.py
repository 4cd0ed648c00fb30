"""Statements on clusters: who is one person, by which decisions, and what they write.

Indexes: pk_merge_link and ix_merge_link_profile_id for the subjects of a profile, pk_merge_member
for a subject's decisions, ix_merge_member_decision_id for a decision's subjects, pk_link_constraint
and ix_link_constraint_id. None of them touches a fact.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    DateTime,
    Integer,
    String,
    Uuid,
    and_,
    bindparam,
    cast,
    column,
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

_about: Final = merge_member.alias("about")
_everyone: Final = merge_member.alias("everyone")
_each: Final = standing(_everyone.c.subject_id)
_touching: Final = (
    select(_about.c.decision_id)
    .where(_about.c.subject_id == func.any(_MEMBERS))
    .distinct()
    .subquery("touching")
)

DECIDED: Final = Statement(
    "identity.decided",
    select(
        *(
            merge_decision.c[name]
            for name in (
                "id",
                "kind",
                "rule",
                "rule_version",
                "evidence",
                "reason",
                "actor",
                "decided_at",
                "reverses",
                "reversed_by",
            )
        ),
        func.array_agg(func.row(_everyone.c.subject_id, _everyone.c.side)).label("members"),
    )
    .select_from(_touching)
    .join(merge_decision, merge_decision.c.id == _touching.c.decision_id)
    .join(_everyone, _everyone.c.decision_id == merge_decision.c.id)
    .outerjoin(_each, true())
    .group_by(merge_decision.c.id)
    .having(func.bool_and(func.coalesce(_each.c.allowed, literal(value=False))))
    # Of one hour those that were reversed come first: what reversed them came after them.
    .order_by(
        merge_decision.c.decided_at, merge_decision.c.reversed_by.is_(None), merge_decision.c.id
    ),
)
"""Every decision about `members`, the oldest first, where all whom it was about may be seen.

One about somebody who was restricted or erased since is left out whole: it would tell of her.
Indexes: pk_merge_member, pk_merge_decision, ix_merge_member_decision_id, pk_subject. Binds: as
BOUND.
"""

_ENDS: Final = (Side.SURVIVOR.value, Side.ABSORBED.value)

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
        *(
            merge_decision.c[name]
            for name in (
                "id",
                "kind",
                "rule",
                "rule_version",
                "evidence",
                "reason",
                "actor",
                "decided_at",
                "reverses",
                "reversed_by",
            )
        ),
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
