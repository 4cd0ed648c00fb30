"""Blocks: people who share values that are rare together. Only they are compared with one another.

A value alone is shared by too many, or proves too little, to be worth a comparison; what two share
who have both a name that sounds alike and a birthday is. A block of more than `most` is noise: it
is passed over, counted, and said.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import (
    CTE,
    ColumnElement,
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

from cdp.identity.match_tables import match_token
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
    keys = (
        select(wanted.c.head, wanted.c.first, wanted.c.partner, wanted.c.second)
        .distinct()
        .cte("keys")
    )
    first_of = (
        select(keys.c.head.label("kind"), keys.c.first.label("token")).distinct().subquery("firsts")
    )
    heads = _heads(
        and_(match_token.c.kind == first_of.c.kind, match_token.c.token == first_of.c.token),
        "heads",
    )
    members = _members(heads)
    among = (
        select(members)
        .join(
            keys,
            and_(*(members.c[each] == keys.c[each] for each in _KEY)),
        )
        .cte("among")
    )
    blocks = _grouped(among)
    pairs = pairs_of(blocks, _MOST, "all_pairs")
    is_seed = or_(
        *(
            select(literal(1)).where(seeds.c.who == side).correlate(pairs).exists()
            for side in (pairs.c.a, pairs.c.b)
        )
    )
    return seeds, blocks, select(pairs).where(is_seed).cte("pairs")


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
