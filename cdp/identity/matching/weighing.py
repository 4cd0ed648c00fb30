"""Weighing: the evidence of pairs, as SQL.

`evidence.score` says the same of one pair, and a test holds the two equal.
"""

from __future__ import annotations

from math import log, log2
from typing import Final

from sqlalchemy import (
    CTE,
    ColumnElement,
    Double,
    Integer,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.sql.selectable import LateralFromClause

from cdp.identity.match_tables import match_common
from cdp.identity.matching.evidence import (
    FEW,
    LEAST_PEOPLE,
    LETTER,
    SHIPPED,
    Agreement,
    Comparison,
    Model,
)
from cdp.identity.matching.profiles import KEY_VER, held
from cdp.identity.matching.tokens import TokenKind

TENTHS: Final = 10
"""A score is kept in tenths of a bit."""

_BITS_A_NAT: Final = literal(1 / log(2), Double)


def binds(model: Model, people: int) -> dict[str, float | int]:
    """The parameters of `weighed` under `model`, among so many `people`."""
    among = max(people, LEAST_PEOPLE)
    bound: dict[str, float | int] = {"prior": model.prior(people)}
    for each in model.comparisons:
        bound[f"different_{each.feature.value}"] = log2(each.different)
        for level in each.levels:
            bound[f"top_{level.kind.name}"] = log2(level.m * among / level.chance)
    return bound


def floor_of(model: Model) -> int:
    """The score from which on a pair is suggested."""
    return round(model.suggested * TENTHS)


def weighed(pairs: CTE, name: str = "weighed") -> CTE:
    """Of each pair its score and how its features agree, beside the columns of `pairs`.

    Binds: as `binds`, key_ver. Indexes: pk_match_token, pk_match_common.
    """
    seen = _seen(pairs)
    bits = sum(
        (_bits(each, seen) for each in SHIPPED),
        cast(bindparam("prior", type_=Double), Double),
    )
    letters = [_letter(each, seen) for each in SHIPPED]
    return (
        select(
            *pairs.c,
            cast(func.round(bits * TENTHS), Integer).label("score"),
            func.concat(*letters).label("agreement"),
        )
        .select_from(pairs)
        .join(seen, literal(value=True))
        .cte(name)
    )


def _seen(pairs: CTE) -> LateralFromClause:
    """Of each kind whether both hold it, and how many share the rarest that both have."""
    ours, theirs = held(pairs.c.a, "ours"), held(pairs.c.b, "theirs")
    is_same = ours.c.token == theirs.c.token
    sharing = case((is_same, func.coalesce(match_common.c.people, FEW)))
    kinds = [level.kind for each in SHIPPED for level in each.levels]
    return (
        select(
            *(
                func.coalesce(func.bool_or(ours.c.kind == kind.value), literal(value=False)).label(
                    f"both_{kind.name}"
                )
                for kind in kinds
            ),
            *(
                func.min(sharing).filter(ours.c.kind == kind.value).label(f"sharing_{kind.name}")
                for kind in kinds
            ),
        )
        .select_from(ours)
        .join(theirs, theirs.c.kind == ours.c.kind)
        .outerjoin(
            match_common,
            and_(
                is_same,
                match_common.c.kind == ours.c.kind,
                match_common.c.key_ver == KEY_VER,
                match_common.c.token == ours.c.token,
            ),
        )
        .lateral("seen")
    )


def _sharing(seen: LateralFromClause, kind: TokenKind) -> ColumnElement[int]:
    return seen.c[f"sharing_{kind.name}"]


def _is_there(each: Comparison, seen: LateralFromClause) -> ColumnElement[bool]:
    return or_(*(seen.c[f"both_{kind.name}"] for kind in each.kinds))


def _bits(each: Comparison, seen: LateralFromClause) -> ColumnElement[float]:
    levels = [
        (
            _sharing(seen, level.kind).is_not(None),
            func.greatest(
                literal(0.0, Double),
                bindparam(f"top_{level.kind.name}", type_=Double)
                - func.ln(cast(_sharing(seen, level.kind), Double), type_=Double) * _BITS_A_NAT,
            ),
        )
        for level in each.levels
    ]
    different = bindparam(f"different_{each.feature.value}", type_=Double)
    return case(*levels, (_is_there(each, seen), different), else_=literal(0.0, Double))


def _letter(each: Comparison, seen: LateralFromClause) -> ColumnElement[str]:
    levels = [
        (_sharing(seen, level.kind).is_not(None), literal(LETTER[level.agreement]))
        for level in each.levels
    ]
    return case(
        *levels,
        (_is_there(each, seen), literal(LETTER[Agreement.DIFFERENT])),
        else_=literal(LETTER[Agreement.MISSING]),
    )
