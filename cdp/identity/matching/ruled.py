"""Pairs that a rule finds, as SQL: who shares a value, how surely, and what else agrees.

    values ─► no noise ─► shared by few ─► pairs ─► second keys ─► merge, or suggest

Each rule is asked by itself, in the order of priority; what one merged is one person for the next.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import (
    CTE,
    ColumnElement,
    Integer,
    SmallInteger,
    and_,
    bindparam,
    func,
    literal,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY, aggregate_order_by

from cdp.identity.matching.apart import is_never_linked, was_parted
from cdp.identity.matching.found import ids_of, stored
from cdp.identity.matching.holders import count_of, holding
from cdp.identity.matching.profiles import held
from cdp.identity.matching.rule import KIND_OF, Identifier, MatchRule, RuleAction, rank_of
from cdp.identity.record import Verification
from privacy.store.statement import Statement

EVER: Final = timedelta(days=36_500)
"""How long ago a rule without a window lets a value have been said."""

SAMPLE: Final = 20
"""Most pairs that a dry run names."""

_MERGE_FROM: Final = bindparam("merge_from", type_=SmallInteger)
_SECOND: Final = bindparam("second_kinds", type_=ARRAY(SmallInteger))
_NEVER: Final = len(Verification)
"""A rank that nothing has: a rule that only suggests merges from here on."""


def binds(rule: MatchRule, at: datetime) -> dict[str, object]:
    """The parameters of a rule's statements, but for the part that they look at."""
    merges = rule.action is RuleAction.MERGE
    window = EVER if rule.window_days is None else timedelta(days=rule.window_days)
    return {
        "since": at - window,
        "least": 0 if merges else rank_of(rule.min_verification),
        "merge_from": rank_of(rule.min_verification) if merges else _NEVER,
        "per_subject": rule.max_per_subject,
        "sharing": rule.max_subjects_per_value,
        "second_kinds": sorted(KIND_OF[each].value for each in rule.second_keys),
    }


def pairs(identifier: Identifier, *, of_seeds: bool = False) -> CTE:
    """Pairs that meet a rule: a, b, and whether it merges them.

    Binds: low and high, or seeds; key_ver, and as `binds`. Indexes: ix_match_token_kind,
    pk_match_token, ix_phone_ownership_identity_id.
    """
    found = holding(identifier, of_seeds=of_seeds)
    # Counted beside the rows: to join them with what is counted the server would try each with all.
    counted = select(found, func.count().over(partition_by=found.c.value).label("n")).cte("counted")
    few = (
        select(counted)
        .where(
            counted.c.n > literal(1),
            counted.c.n <= bindparam("sharing", type_=Integer),
            counted.c.rank >= bindparam("least", type_=SmallInteger),
        )
        .cte("few")
    )
    holders = (
        select(few)
        .where(count_of(identifier, few) <= bindparam("per_subject", type_=Integer))
        .cte("holders")
    )
    one, other = holders.alias("one"), holders.alias("other")
    strength = func.max(func.least(one.c.rank, other.c.rank))
    return (
        select(
            one.c.who.label("a"),
            other.c.who.label("b"),
            and_(strength >= _MERGE_FROM, ~was_parted(one.c.who, other.c.who)).label("merges"),
        )
        .select_from(one)
        .join(other, and_(other.c.value == one.c.value, one.c.who < other.c.who))
        .where(
            _agree_on_seconds(one.c.who, other.c.who),
            ~is_never_linked(one.c.who, other.c.who, "kept_apart"),
        )
        .group_by(one.c.who, other.c.who)
        .cte("ruled")
    )


def _agree_on_seconds(one: ColumnElement[Any], other: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether every second key of the rule agrees; a missing one does not."""
    ours, theirs = held(one, "second_ours"), held(other, "second_theirs")
    agreeing = (
        select(func.count(ours.c.kind.distinct()))
        .select_from(ours)
        .join(theirs, and_(theirs.c.kind == ours.c.kind, theirs.c.token == ours.c.token))
        .where(ours.c.kind == func.any(_SECOND))
        .correlate_except(ours, theirs)
        .scalar_subquery()
    )
    return agreeing == func.cardinality(_SECOND)


def _merges(identifier: Identifier, *, of_seeds: bool = False) -> Statement:
    found = pairs(identifier, of_seeds=of_seeds)
    chosen = select(found.c.a, found.c.b).where(found.c.merges).order_by(found.c.a, found.c.b)
    return Statement(f"matching.merges.{identifier.value.lower()}", chosen)


def _suggests(identifier: Identifier, *, of_seeds: bool = False) -> Statement:
    found = pairs(identifier, of_seeds=of_seeds)
    unsure = select(found.c.a, found.c.b).where(~found.c.merges).cte("pairs")
    _, made, updated = stored(unsure, by_rule=True)
    told = select(
        select(func.count()).select_from(unsure).scalar_subquery().label("pairs"),
        ids_of(made).label("made"),
    ).add_cte(updated)
    return Statement(f"matching.suggests.{identifier.value.lower()}", told)


def _rehearses(identifier: Identifier) -> Statement:
    found = pairs(identifier)
    sampled = (
        select(found)
        .order_by(found.c.merges.desc(), found.c.a, found.c.b)
        .limit(bindparam("sample", type_=Integer))
        .subquery("sampled")
    )
    order = (sampled.c.merges.desc(), sampled.c.a, sampled.c.b)

    def listed(column: ColumnElement[Any]) -> ColumnElement[Any]:
        rows = select(func.array_agg(aggregate_order_by(column, *order))).select_from(sampled)
        return rows.scalar_subquery()

    told = select(
        select(func.count())
        .select_from(found)
        .where(found.c.merges)
        .scalar_subquery()
        .label("merges"),
        select(func.count())
        .select_from(found)
        .where(~found.c.merges)
        .scalar_subquery()
        .label("suggestions"),
        listed(sampled.c.a).label("ones"),
        listed(sampled.c.b).label("others"),
        listed(sampled.c.merges).label("merging"),
    )
    return Statement(f"matching.rehearses.{identifier.value.lower()}", told)


MERGES: Final[Mapping[Identifier, Statement]] = MappingProxyType(
    {identifier: _merges(identifier) for identifier in Identifier}
)
"""Whom a rule merges: a, b. Binds: as `pairs`."""

SUGGESTS: Final[Mapping[Identifier, Statement]] = MappingProxyType(
    {identifier: _suggests(identifier) for identifier in Identifier}
)
"""What a rule suggests is stored. Binds: as `pairs`, and of `found.stored`."""

MERGES_AGAIN: Final[Mapping[Identifier, Statement]] = MappingProxyType(
    {identifier: _merges(identifier, of_seeds=True) for identifier in Identifier}
)
"""Whom a rule merges with some who changed. Binds: seeds, for low and high."""

SUGGESTS_AGAIN: Final[Mapping[Identifier, Statement]] = MappingProxyType(
    {identifier: _suggests(identifier, of_seeds=True) for identifier in Identifier}
)
"""What a rule suggests of some who changed is stored. Binds: seeds, for low and high."""

REHEARSES: Final[Mapping[Identifier, Statement]] = MappingProxyType(
    {identifier: _rehearses(identifier) for identifier in Identifier}
)
"""What a rule would do, by count and sample; nothing is written. Binds: as `pairs`, sample."""
