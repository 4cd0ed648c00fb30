"""Who holds an identifier, as SQL: addresses by their tokens, numbers by their ownerships.

Indexes: ix_match_token_kind, pk_match_token, ix_phone_ownership_identity_id, pk_phone_ownership.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    CTE,
    ColumnElement,
    DateTime,
    FromClause,
    LargeBinary,
    ScalarSelect,
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
from sqlalchemy.dialects.postgresql import ARRAY

from cdp.identity.match_tables import match_token
from cdp.identity.matching.profiles import (
    KEY_VER,
    is_blocked,
    is_reached,
    profile_of,
    subjects_of,
)
from cdp.identity.matching.rule import Identifier, rank_of
from cdp.identity.matching.tokens import TokenKind
from cdp.identity.record import OwnershipState, Verification
from cdp.identity.tables import phone_ownership
from privacy.store.links import merge_link
from privacy.store.subjects import subject

_LOW: Final = bindparam("low", type_=LargeBinary)
_HIGH: Final = bindparam("high", type_=LargeBinary)
_SINCE: Final = bindparam("since", type_=DateTime(timezone=True))
_BLOCKED: Final = bindparam("blocked", type_=ARRAY(LargeBinary))
_SEEDS: Final = bindparam("seeds", type_=ARRAY(Uuid))


def _of_mail(where: ColumnElement[bool]) -> CTE:
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
        .cte("found")
    )


_NUMBER: Final = func.uuid_send(phone_ownership.c.identity_id, type_=LargeBinary)
_RANK: Final = case(
    *((phone_ownership.c.verification == each.value, rank_of(each)) for each in Verification),
    else_=0,
)


def _of_number(where: ColumnElement[bool]) -> CTE:
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
            all_(_BLOCKED) != _NUMBER,
        )
        .group_by(profile_of(merge_link, phone_ownership.c.subject_id), _NUMBER)
        .cte("found")
    )


def _in_part(value: ColumnElement[bytes]) -> ColumnElement[bool]:
    return and_(value >= _LOW, value < _HIGH)


def holding(identifier: Identifier, *, of_seeds: bool) -> CTE:
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


def count_of(identifier: Identifier, who: FromClause) -> ColumnElement[int]:
    """How many such identifiers a profile has."""
    whose = subjects_of(who.c.who, "whose")
    return _addresses(whose) if identifier is Identifier.EMAIL else _numbers(whose)


def _addresses(whose: FromClause) -> ScalarSelect[int]:
    is_hers = and_(
        match_token.c.subject_id == whose.c.subject_id,
        match_token.c.kind == literal(TokenKind.EMAIL.value),
        match_token.c.key_ver == KEY_VER,
    )
    counted = select(func.count(match_token.c.token.distinct()))
    of_hers = counted.select_from(whose).join(match_token, is_hers)
    return of_hers.correlate_except(whose, match_token).scalar_subquery()


def _numbers(whose: FromClause) -> ScalarSelect[int]:
    is_hers = and_(
        phone_ownership.c.subject_id == whose.c.subject_id,
        phone_ownership.c.state == OwnershipState.ACTIVE.value,
    )
    counted = select(func.count(phone_ownership.c.identity_id.distinct()))
    of_hers = counted.select_from(whose).join(phone_ownership, is_hers)
    return of_hers.correlate_except(whose, phone_ownership).scalar_subquery()
