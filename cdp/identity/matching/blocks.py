"""Blocks: people who share values that are rare together. Only they are compared with one another.

A value alone is shared by too many, or proves too little, to be worth a comparison; what two share
who have both a name that sounds alike and a birthday is. A block of more than `most` is noise: it
is passed over, counted, and said.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import (
    CTE,
    ColumnElement,
    FromClause,
    Integer,
    LargeBinary,
    SmallInteger,
    Uuid,
    and_,
    any_,
    bindparam,
    case,
    func,
    literal,
    or_,
    select,
    values,
)
from sqlalchemy import column as named
from sqlalchemy.dialects.postgresql import ARRAY, aggregate_order_by

from cdp.identity.match_tables import match_common, match_token
from cdp.identity.matching.profiles import (
    KEY_VER,
    held,
    is_blocked,
    is_reached,
    pairs_of,
    profile_of,
)
from cdp.identity.matching.tokens import TokenKind
from privacy.store.links import merge_link
from privacy.store.subjects import subject

BLOCKS: Final[Sequence[tuple[TokenKind, TokenKind]]] = (
    (TokenKind.EMAIL, TokenKind.EMAIL),
    (TokenKind.PINYIN, TokenKind.BIRTHDAY),
    (TokenKind.PINYIN, TokenKind.STREET),
    (TokenKind.PINYIN, TokenKind.EMAIL_LOCAL),
    (TokenKind.PINYIN, TokenKind.COMPANY),
    (TokenKind.PINYIN, TokenKind.CITY),
    (TokenKind.EMAIL_LOCAL, TokenKind.BIRTHDAY),
    (TokenKind.STREET, TokenKind.BIRTHDAY),
)
"""Which two values make a block; one by itself where both are the same kind."""

BROADEST: Final = 5_000
"""Most people who share the rarer value of a block that is read for somebody who changed."""

MOST: Final = 50
"""Most people of a block: more share it by chance, and each two would have to be compared."""

HEADS: Final = tuple(sorted({head.value for head, _ in BLOCKS}))

_MOST: Final = bindparam("most", type_=Integer)


def of_part() -> tuple[CTE, CTE]:
    """The blocks whose first token lies in a part of all tokens, and the pairs in them.

    Binds: low, high, key_ver, most. Indexes: ix_match_token_kind, pk_match_token, pk_subject.
    """
    heads = _heads(
        and_(
            _is_head(match_token.c.kind),
            match_token.c.token >= bindparam("low", type_=LargeBinary),
            match_token.c.token < bindparam("high", type_=LargeBinary),
        ),
        "heads",
    )
    blocks = _grouped(_members(heads))
    return blocks, pairs_of(blocks, _MOST)


def of_people() -> tuple[CTE, CTE, CTE]:
    """Who is compared again, the blocks that they are in, and the pairs that one of them is in.

    Binds: seeds, key_ver, most. Indexes: as `of_part`.
    """
    linked = merge_link.alias("seed_link")
    seeds = (
        select(profile_of(linked, subject.c.id).label("who"))
        .outerjoin(linked, linked.c.subject_id == subject.c.id)
        .where(subject.c.id == any_(bindparam("seeds", type_=ARRAY(Uuid))), is_reached())
        .distinct()
        .cte("seeds")
    )
    holding = held(seeds.c.who, "holding")
    own = (
        select(seeds.c.who, holding.c.kind, holding.c.token)
        .select_from(seeds)
        .join(holding, literal(value=True))
        .where(_is_head(holding.c.kind))
        .cte("own")
    )
    wanted = _members(own, name="wanted")
    keys = select(*(wanted.c[each] for each in _KEY)).distinct().cte("keys")
    blocks = _grouped(_sharing(_led(keys)))
    pairs = pairs_of(blocks, _MOST, "all_pairs")
    is_seed = or_(
        *(
            select(literal(1)).where(seeds.c.who == side).correlate(pairs).exists()
            for side in (pairs.c.a, pairs.c.b)
        )
    )
    return seeds, blocks, select(pairs).where(is_seed).cte("pairs")


def _led(keys: CTE) -> CTE:
    """Of each block the rarer of its two values, by which it is read, and the other to look for.

    Where even the rarer is everywhere the block is left to a run over everybody.
    """
    first, second = match_common.alias("first_common"), match_common.alias("second_common")
    heads, partners = (func.coalesce(each.c.people, 0) for each in (first, second))
    by_partner = partners < heads

    def either(one: str, other: str) -> ColumnElement[Any]:
        return case((by_partner, keys.c[other]), else_=keys.c[one])

    return (
        select(
            keys,
            either("head", "partner").label("lead"),
            either("first", "second").label("lead_token"),
            either("partner", "head").label("rest"),
            either("second", "first").label("rest_token"),
        )
        .outerjoin(first, _is_value(first, keys.c.head, keys.c.first))
        .outerjoin(second, _is_value(second, keys.c.partner, keys.c.second))
        .where(func.least(heads, partners) <= literal(BROADEST))
        .cte("led")
    )


def _is_value(
    common: FromClause, kind: ColumnElement[int], token: ColumnElement[bytes]
) -> ColumnElement[bool]:
    return and_(common.c.kind == kind, common.c.key_ver == KEY_VER, common.c.token == token)


def _sharing(led: CTE) -> CTE:
    """Everybody in blocks that are read by their rarer value."""
    holding = (
        select(
            *(led.c[each] for each in (*_KEY, "rest", "rest_token")),
            profile_of(merge_link, match_token.c.subject_id).label("who"),
        )
        .join(
            match_token,
            and_(
                match_token.c.kind == led.c.lead,
                match_token.c.key_ver == KEY_VER,
                match_token.c.token == led.c.lead_token,
            ),
        )
        .join(subject, subject.c.id == match_token.c.subject_id)
        .outerjoin(merge_link, merge_link.c.subject_id == match_token.c.subject_id)
        .where(is_reached())
        .cte("holding_lead")
    )
    theirs = held(holding.c.who, "theirs_too")
    has_rest = (
        select(literal(1))
        .select_from(theirs)
        .where(theirs.c.kind == holding.c.rest, theirs.c.token == holding.c.rest_token)
        .correlate_except(theirs)
        .exists()
    )
    columns = (holding.c.who, *(holding.c[each] for each in _KEY))
    return select(*columns).where(has_rest).distinct().cte("sharing")


_KEY: Final = ("head", "first", "partner", "second")


def _is_head(kind: ColumnElement[int]) -> ColumnElement[bool]:
    return or_(*(kind == literal(head) for head in HEADS))


def _heads(where: ColumnElement[bool], name: str) -> CTE:
    """The profiles that hold what `where` says: who, kind, token."""
    chosen = (
        select(
            profile_of(merge_link, match_token.c.subject_id).label("who"),
            match_token.c.kind,
            match_token.c.token,
        )
        .join(subject, subject.c.id == match_token.c.subject_id)
        .outerjoin(merge_link, merge_link.c.subject_id == match_token.c.subject_id)
        .where(where, match_token.c.key_ver == KEY_VER, is_reached(), ~is_blocked(match_token))
        .distinct()
    )
    return chosen.cte(name)


def _members(heads: CTE, name: str = "members") -> CTE:
    """Who is in which block: the tokens of both kinds, and who holds them."""
    kinds = (
        values(
            named("head", SmallInteger),
            named("partner", SmallInteger),
            name=f"{name}_kinds",
        )
        .data([(head.value, partner.value) for head, partner in BLOCKS])
        .alias(f"{name}_kinds")
    )
    partner = held(heads.c.who, f"{name}_partner")
    return (
        select(
            heads.c.who,
            heads.c.kind.label("head"),
            heads.c.token.label("first"),
            partner.c.kind.label("partner"),
            partner.c.token.label("second"),
        )
        .select_from(heads)
        .join(kinds, kinds.c.head == heads.c.kind)
        .join(
            partner,
            and_(
                partner.c.kind == kinds.c.partner,
                case(
                    (kinds.c.partner == kinds.c.head, partner.c.token == heads.c.token),
                    else_=literal(value=True),
                ),
            ),
        )
        .distinct()
        .cte(name)
    )


def _grouped(members: CTE) -> CTE:
    """Blocks of two and more."""
    return (
        select(
            func.count().label("size"),
            func.array_agg(aggregate_order_by(members.c.who, members.c.who)).label("people"),
        )
        .group_by(*(members.c[each] for each in _KEY))
        .having(func.count() > 1)
        .cte("blocks")
    )
