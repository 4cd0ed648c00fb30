"""Pairs that a rule finds, as SQL: who shares a value, how surely, and what else agrees.

    values ─► no noise ─► shared by few ─► pairs ─► second keys ─► merge, or suggest

Each rule is asked by itself, in the order of priority; what one merged is one person for the next.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import (
    CTE,
    ColumnElement,
    DateTime,
    FromClause,
    Integer,
    LargeBinary,
    Select,
    SmallInteger,
    Uuid,
    all_,
    and_,
    bindparam,
    case,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY, aggregate_order_by

from cdp.identity.match_tables import match_token
from cdp.identity.matching.found import is_never_linked, stored
from cdp.identity.matching.profiles import (
    KEY_VER,
    held,
    is_blocked,
    is_reached,
    profile_of,
    subjects_of,
)
from cdp.identity.matching.rule import KIND_OF, Identifier, MatchRule, RuleAction, rank_of
from cdp.identity.matching.tokens import TokenKind
from cdp.identity.record import OwnershipState, Verification
from cdp.identity.tables import phone_ownership
from privacy.store.links import merge_link
from privacy.store.statement import Statement
from privacy.store.subjects import subject

EVER: Final = timedelta(days=36_500)
"""How long ago a rule without a window lets a value have been said."""

SAMPLE: Final = 20
"""Most pairs that a dry run names."""

_LOW: Final = bindparam("low", type_=LargeBinary)
_HIGH: Final = bindparam("high", type_=LargeBinary)
_SINCE: Final = bindparam("since", type_=DateTime(timezone=True))
_MERGE_FROM: Final = bindparam("merge_from", type_=SmallInteger)
_BLOCKED: Final = bindparam("blocked", type_=ARRAY(LargeBinary))
_SEEDS: Final = bindparam("seeds", type_=ARRAY(Uuid))
_SECOND: Final = bindparam("second_kinds", type_=ARRAY(SmallInteger))
_NEVER: Final = len(Verification)
"""A rank that nothing has: a rule that only suggests merges from here on."""


def binds(
    rule: MatchRule, at: datetime, *, blocked: Sequence[bytes] = ()
) -> dict[str, object]:
    """The parameters of a rule's statements, but for the part that they look at.

    `blocked`: tokens that are to say nothing of anybody, besides those that do already.
    """
    merges = rule.action is RuleAction.MERGE
    window = EVER if rule.window_days is None else timedelta(days=rule.window_days)
    return {
        "since": at - window,
        "least": 0 if merges else rank_of(rule.min_verification),
        "merge_from": rank_of(rule.min_verification) if merges else _NEVER,
        "per_subject": rule.max_per_subject,
        "sharing": rule.max_subjects_per_value,
        "blocked": list(blocked),
        "second_kinds": sorted(KIND_OF[each].value for each in rule.second_keys),
    }


def _of_mail(where: ColumnElement[bool]) -> Select[tuple[Any, ...]]:
    """Who holds which address: who, value, rank."""
    return (
        select(
            profile_of(merge_link, match_token.c.subject_id).label("who"),
            match_token.c.token.label("value"),
            func.max(match_token.c.verification).label("rank"),
        )
        .join(subject, subject.c.id == match_token.c.subject_id)
        .outerjoin(merge_link, merge_link.c.subject_id == match_token.c.subject_id)
        .where(
            match_token.c.kind == literal(TokenKind.EMAIL.value),
            match_token.c.key_ver == KEY_VER,
            match_token.c.said_at >= _SINCE,
            where,
            is_reached(),
            ~is_blocked(match_token),
            match_token.c.token != all_(_BLOCKED),
        )
        .group_by(profile_of(merge_link, match_token.c.subject_id), match_token.c.token)
    )


_NUMBER: Final = func.uuid_send(phone_ownership.c.identity_id, type_=LargeBinary)
_RANK: Final = case(
    *((phone_ownership.c.verification == each.value, rank_of(each)) for each in Verification),
    else_=0,
)


def _of_number(where: ColumnElement[bool]) -> Select[tuple[Any, ...]]:
    """Who answers which number now: who, value, rank."""
    return (
        select(
            profile_of(merge_link, phone_ownership.c.subject_id).label("who"),
            _NUMBER.label("value"),
            func.max(_RANK).label("rank"),
        )
        .join(subject, subject.c.id == phone_ownership.c.subject_id)
        .outerjoin(merge_link, merge_link.c.subject_id == phone_ownership.c.subject_id)
        .where(
            phone_ownership.c.state == OwnershipState.ACTIVE.value,
            or_(
                phone_ownership.c.verified_at.is_(None),
                phone_ownership.c.verified_at >= _SINCE,
            ),
            where,
            is_reached(),
            _NUMBER != all_(_BLOCKED),
        )
        .group_by(profile_of(merge_link, phone_ownership.c.subject_id), _NUMBER)
    )


def _in_part(value: ColumnElement[bytes]) -> ColumnElement[bool]:
    return and_(value >= _LOW, value < _HIGH)


def _values(identifier: Identifier, *, of_seeds: bool) -> Select[tuple[Any, ...]]:
    """Who holds what, in a part of all values, or of the values of some people."""
    match identifier:
        case Identifier.EMAIL if of_seeds:
            theirs = match_token.alias("seed_token")
            return _of_mail(
                match_token.c.token.in_(
                    select(theirs.c.token).where(
                        theirs.c.subject_id == func.any(_SEEDS),
                        theirs.c.kind == literal(TokenKind.EMAIL.value),
                    )
                )
            )
        case Identifier.EMAIL:
            return _of_mail(_in_part(match_token.c.token))
        case Identifier.PHONE if of_seeds:
            hers = phone_ownership.alias("seed_ownership")
            return _of_number(
                phone_ownership.c.identity_id.in_(
                    select(hers.c.identity_id).where(hers.c.subject_id == func.any(_SEEDS))
                )
            )
        case Identifier.PHONE:
            return _of_number(_in_part(_NUMBER))


def _count_of(identifier: Identifier, who: FromClause) -> ColumnElement[int]:
    """How many such identifiers a profile has."""
    whose = subjects_of(who.c.who, "whose")
    match identifier:
        case Identifier.EMAIL:
            counted = select(func.count(match_token.c.token.distinct())).join(
                match_token,
                and_(
                    match_token.c.subject_id == whose.c.subject_id,
                    match_token.c.kind == literal(TokenKind.EMAIL.value),
                    match_token.c.key_ver == KEY_VER,
                ),
            )
        case Identifier.PHONE:
            counted = select(func.count(phone_ownership.c.identity_id.distinct())).join(
                phone_ownership,
                and_(
                    phone_ownership.c.subject_id == whose.c.subject_id,
                    phone_ownership.c.state == OwnershipState.ACTIVE.value,
                ),
            )
    return (
        counted.select_from(whose)
        .correlate_except(whose, match_token, phone_ownership)
        .scalar_subquery()
    )


def pairs(identifier: Identifier, *, of_seeds: bool = False) -> CTE:
    """Pairs that meet a rule: a, b, and whether it merges them.

    Binds: low and high, or seeds; key_ver, and as `binds`. Indexes: ix_match_token_kind,
    pk_match_token, ix_phone_ownership_identity_id.
    """
    found = _values(identifier, of_seeds=of_seeds).cte("found")
    few = (
        select(found.c.value)
        .group_by(found.c.value)
        .having(
            and_(
                func.count() > literal(1),
                func.count() <= bindparam("sharing", type_=Integer),
            )
        )
        .cte("few")
    )
    holders = (
        select(found)
        .join(few, few.c.value == found.c.value)
        .where(
            found.c.rank >= bindparam("least", type_=SmallInteger),
            _count_of(identifier, found) <= bindparam("per_subject", type_=Integer),
        )
        .cte("holders")
    )
    one, other = holders.alias("one"), holders.alias("other")
    strength = func.max(func.least(one.c.rank, other.c.rank))
    return (
        select(
            one.c.who.label("a"),
            other.c.who.label("b"),
            (strength >= _MERGE_FROM).label("merges"),
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
        .join(
            theirs, and_(theirs.c.kind == ours.c.kind, theirs.c.token == ours.c.token)
        )
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
        select(func.count()).select_from(made).scalar_subquery().label("made"),
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
        select(func.count()).select_from(found).where(found.c.merges).scalar_subquery().label(
            "merges"
        ),
        select(func.count()).select_from(found).where(~found.c.merges).scalar_subquery().label(
            "suggestions"
        ),
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
