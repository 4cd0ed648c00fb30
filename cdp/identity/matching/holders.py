"""Who holds an identifier, as SQL: addresses by their tokens, numbers by their ownerships.

Indexes: ix_match_token_kind, pk_match_token, ix_phone_ownership_identity_id, pk_phone_ownership.
"""

from __future__ import annotations

from typing import Final
from uuid import UUID

from sqlalchemy import (
    CTE,
    ColumnElement,
    DateTime,
    FromClause,
    LargeBinary,
    ScalarSelect,
    Select,
    Uuid,
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
    everybody_of,
    is_blocked,
    is_reached,
    profile_of,
    subjects_of,
)
from cdp.identity.matching.rule import Identifier, rank_of
from cdp.identity.matching.tokens import TokenKind
from cdp.identity.record import OwnershipRole, OwnershipState, Verification
from cdp.identity.tables import phone_ownership
from privacy.store.links import merge_link
from privacy.store.subjects import subject

_LOW: Final = bindparam("low", type_=LargeBinary)
_HIGH: Final = bindparam("high", type_=LargeBinary)
_SINCE: Final = bindparam("since", type_=DateTime(timezone=True))
_SEEDS: Final = bindparam("seeds", type_=ARRAY(Uuid))


_token: Final = match_token.alias("again_token")
_ownership: Final = phone_ownership.alias("again_ownership")


def _of_mail(values: Select[tuple[bytes]]) -> CTE:
    """Who holds which of these addresses: who, value, rank; no rank where it was said too long ago.

    Whoever said it long ago shares it all the same.
    """
    who = profile_of(merge_link, match_token.c.subject_id)
    return (
        select(
            who.label("who"),
            match_token.c.token.label("value"),
            func.max(match_token.c.verification)
            .filter(match_token.c.said_at >= _SINCE)
            .label("rank"),
        )
        .join(subject, subject.c.id == match_token.c.subject_id)
        .outerjoin(merge_link, merge_link.c.subject_id == match_token.c.subject_id)
        .where(
            _is_mail(match_token),
            match_token.c.token.in_(values),
            is_reached(),
            ~is_blocked(match_token),
        )
        .group_by(who, match_token.c.token)
        .cte("found")
    )


def _is_mail(token: FromClause) -> ColumnElement[bool]:
    return and_(token.c.kind == literal(TokenKind.EMAIL.value), token.c.key_ver == KEY_VER)


def _number_of(ownership: FromClause) -> ColumnElement[bytes]:
    return func.uuid_send(ownership.c.identity_id, type_=LargeBinary)


_RANK: Final = case(
    *((phone_ownership.c.verification == each.value, rank_of(each)) for each in Verification),
    else_=0,
)
_IS_RECENT: Final = or_(
    phone_ownership.c.verified_at.is_(None), phone_ownership.c.verified_at >= _SINCE
)


def _of_number(identities: Select[tuple[UUID]]) -> CTE:
    """Who answers which of these numbers now, as a person: who, value, rank, as of addresses."""
    who, number = profile_of(merge_link, phone_ownership.c.subject_id), _number_of(phone_ownership)
    return (
        select(
            who.label("who"),
            number.label("value"),
            func.max(_RANK).filter(_IS_RECENT).label("rank"),
        )
        .join(subject, subject.c.id == phone_ownership.c.subject_id)
        .outerjoin(merge_link, merge_link.c.subject_id == phone_ownership.c.subject_id)
        .where(
            _is_answered(phone_ownership),
            phone_ownership.c.identity_id.in_(identities),
            is_reached(),
        )
        .group_by(who, number)
        .cte("found")
    )


def _is_answered(ownership: FromClause) -> ColumnElement[bool]:
    """Whether somebody answers there for herself: a company's line says nothing of who calls."""
    for_others = (OwnershipRole.SWITCHBOARD, OwnershipRole.AGENT)
    return and_(
        ownership.c.state == OwnershipState.ACTIVE.value,
        *(ownership.c.role != each.value for each in for_others),
    )


def _in_part(value: ColumnElement[bytes]) -> ColumnElement[bool]:
    return and_(value >= _LOW, value < _HIGH)


def holding(identifier: Identifier, *, of_seeds: bool) -> CTE:
    """Who holds what, in a part of all values, or of the values of some people.

    Of a part only what more than one row has is looked at: most of it is nobody else's.
    """
    match identifier:
        case Identifier.EMAIL if of_seeds:
            theirs = select(_token.c.token).where(_is_mail(_token))
            return _of_mail(theirs.where(_token.c.subject_id.in_(everybody_of(_SEEDS))))
        case Identifier.EMAIL:
            shared = select(_token.c.token).where(_is_mail(_token), _in_part(_token.c.token))
            return _of_mail(shared.group_by(_token.c.token).having(func.count() > literal(1)))
        case Identifier.PHONE if of_seeds:
            hers = select(_ownership.c.identity_id)
            return _of_number(hers.where(_ownership.c.subject_id.in_(everybody_of(_SEEDS))))
        case Identifier.PHONE:
            number = _ownership.c.identity_id
            answered = select(number).where(
                _is_answered(_ownership), _in_part(_number_of(_ownership))
            )
            return _of_number(answered.group_by(number).having(func.count() > literal(1)))


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
