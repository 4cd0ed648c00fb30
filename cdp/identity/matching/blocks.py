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
    Select,
    SmallInteger,
    Subquery,
    Uuid,
    and_,
    any_,
    bindparam,
    case,
    func,
    literal,
    or_,
    select,
    union,
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

Block = tuple[TokenKind, TokenKind]

BLOCKS: Final[Sequence[Block]] = (
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
_LOW: Final = bindparam("low", type_=LargeBinary)
_HIGH: Final = bindparam("high", type_=LargeBinary)


def of_part(*blocks: Block) -> tuple[CTE, CTE]:
    """Such blocks, whose first token lies in a part of all tokens, and the pairs in them.

    Everybody is looked at, so whole tables are read and hashed; what nobody shares falls away
    before it is joined. Binds: low, high, key_ver, most. Index: ix_match_token_kind.
    """
    members = union(*(_members_of(block) for block in blocks)).cte("members")
    grouped = _grouped(members)
    return grouped, pairs_of(grouped, _MOST)


def _members_of(block: Block) -> Select[Any]:
    """Who is in which block of these two kinds."""
    head, partner = block
    first = _whose(head, "first", in_part=True)
    kinds = literal(head.value).label("head"), literal(partner.value).label("partner")
    if head is partner:
        token = first.c.token
        return select(first.c.who, kinds[0], token.label("first"), kinds[1], token.label("second"))
    second = _whose(partner, "second", in_part=False)
    return select(
        first.c.who,
        kinds[0],
        first.c.token.label("first"),
        kinds[1],
        second.c.token.label("second"),
    ).join(second, second.c.who == first.c.who)


def _whose(kind: TokenKind, name: str, *, in_part: bool) -> Subquery:
    """Which profiles hold which tokens of a kind, of those that more than one row has."""
    token, again = match_token.alias(f"{name}_token"), match_token.alias(f"{name}_again")

    def of_kind(each: FromClause) -> ColumnElement[bool]:
        said = and_(each.c.kind == literal(kind.value), each.c.key_ver == KEY_VER)
        part = and_(each.c.token >= _LOW, each.c.token < _HIGH)
        return and_(said, part) if in_part else said

    shared = (
        select(again.c.token)
        .where(of_kind(again))
        .group_by(again.c.token)
        .having(func.count() > literal(1))
        .subquery(f"{name}_shared")
    )
    person, link = subject.alias(f"{name}_subject"), merge_link.alias(f"{name}_link")
    return (
        select(profile_of(link, token.c.subject_id).label("who"), token.c.token)
        .join(shared, shared.c.token == token.c.token)
        .join(person, person.c.id == token.c.subject_id)
        .outerjoin(link, link.c.subject_id == token.c.subject_id)
        .where(of_kind(token), is_reached(person), ~is_blocked(token))
        .subquery(name)
    )


def of_people() -> tuple[CTE, CTE]:
    """The blocks that some are in who are compared again, and the pairs that one of them is in.

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
    return blocks, select(pairs).where(is_seed).cte("pairs")


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
