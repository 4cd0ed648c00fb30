"""What a comparison found: suggestions made, met again, and set aside, by one statement each.

    pairs ─► weighed ─► kept ─► known ─► updated
                          └──► fresh ─► made, with a row a member

A pair that a steward rejected stays rejected, and one that is never to be linked is no pair.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import (
    CTE,
    ColumnElement,
    DateTime,
    Integer,
    Select,
    SmallInteger,
    String,
    Uuid,
    bindparam,
    case,
    func,
    insert,
    literal,
    null,
    or_,
    select,
    union_all,
    update,
)

from cdp.identity.match_tables import match_run, match_suggestion, match_suggestion_member
from cdp.identity.matching.apart import is_never_linked
from cdp.identity.matching.blocks import BLOCKS, Block, of_part, of_people
from cdp.identity.matching.profiles import subjects_of
from cdp.identity.matching.suggestion import RunState, SuggestionState
from cdp.identity.matching.weighing import weighed
from privacy.store.statement import Statement

_AT: Final = bindparam("at", type_=DateTime(timezone=True))
_FLOOR: Final = bindparam("floor", type_=Integer)
_RUN: Final = (
    select(match_run.c.id).where(match_run.c.state == RunState.RUNNING.value).scalar_subquery()
)
"""The run over everybody that is under way, if any: what is found beside it is found for it."""

_MOST: Final = bindparam("most", type_=Integer)
_RULE: Final = bindparam("rule", type_=String)
_RULE_VERSION: Final = bindparam("rule_version", type_=SmallInteger)
_IS_UNNAMED: Final = match_suggestion.c.rule.is_(None)
_FOUND_BY: Final[Mapping[str, ColumnElement[Any]]] = MappingProxyType(
    {
        # Rules are asked in the order of their priority: the first that finds a pair is named.
        "rule": case((_IS_UNNAMED, _RULE), else_=match_suggestion.c.rule),
        "rule_version": case((_IS_UNNAMED, _RULE_VERSION), else_=match_suggestion.c.rule_version),
    }
)


def stored(pairs: CTE, *, by_rule: bool) -> tuple[CTE, CTE, CTE]:
    """Store what `pairs` are worth; the CTEs of those kept, made and updated.

    By a rule a pair is kept whatever it weighs. Binds: at, floor or rule and rule_version, those of
    `weighing.binds`.
    """
    each = weighed(pairs)
    is_kept = literal(value=True) if by_rule else each.c.score >= _FLOOR
    kept = select(each).where(is_kept, ~is_never_linked(each.c.a, each.c.b, "apart")).cte("kept")
    known = _known(kept)
    fresh = (
        select(func.gen_random_uuid().label("id"), kept)
        .where(
            ~select(literal(1))
            .where(known.c.a == kept.c.a, known.c.b == kept.c.b)
            .correlate(kept)
            .exists()
        )
        .cte("fresh")
    )
    rule = (_RULE, _RULE_VERSION) if by_rule else (null(), null())
    made = (
        insert(match_suggestion)
        .from_select(
            [
                *("id", "score", "agreement", "rule", "rule_version", "state", "run_id"),
                "made_at",
            ],
            select(
                fresh.c.id,
                fresh.c.score,
                fresh.c.agreement,
                *rule,
                literal(SuggestionState.OPEN.value),
                _RUN,
                _AT,
            ),
        )
        .returning(match_suggestion.c.id)
        .cte("made")
    )
    members = (
        insert(match_suggestion_member)
        .from_select(
            ["subject_id", "suggestion_id"],
            union_all(select(fresh.c.a, fresh.c.id), select(fresh.c.b, fresh.c.id)),
        )
        .cte("members_made")
    )
    updated = (
        update(match_suggestion)
        .where(
            match_suggestion.c.id == known.c.id,
            or_(
                match_suggestion.c.state == SuggestionState.OPEN.value,
                match_suggestion.c.state == SuggestionState.SUPERSEDED.value,
            ),
        )
        .values(
            score=known.c.score,
            agreement=known.c.agreement,
            state=SuggestionState.OPEN.value,
            run_id=_RUN,
            **(_FOUND_BY if by_rule else {}),
        )
        .returning(match_suggestion.c.id)
        .add_cte(members)
        .cte("updated")
    )
    return known, made, updated


def _known(kept: CTE) -> CTE:
    """The suggestions that there are of kept pairs, whoever was merged into either since."""
    ours, theirs = subjects_of(kept.c.a, "known_ours"), subjects_of(kept.c.b, "known_theirs")
    mine = match_suggestion_member.alias("mine")
    hers = match_suggestion_member.alias("hers")
    return (
        select(kept, mine.c.suggestion_id.label("id"))
        .select_from(kept)
        .join(ours, literal(value=True))
        .join(mine, mine.c.subject_id == ours.c.subject_id)
        .join(hers, hers.c.suggestion_id == mine.c.suggestion_id)
        .join(theirs, theirs.c.subject_id == hers.c.subject_id)
        .cte("known")
    )


def ids_of(made: CTE) -> ColumnElement[Any]:
    """Which suggestions were made."""
    return func.array(select(made.c.id).scalar_subquery())


def _told(blocks: CTE | None, pairs: CTE, made: CTE, *more: CTE) -> Select[Any]:
    noise: ColumnElement[int] = literal(0)
    if blocks is not None:
        noise = (
            select(func.count()).select_from(blocks).where(blocks.c.size > _MOST).scalar_subquery()
        )
    return select(
        select(func.count()).select_from(pairs).scalar_subquery().label("pairs"),
        ids_of(made).label("made"),
        noise.label("noise"),
    ).add_cte(*more)


def _part(block: Block) -> Statement:
    blocks, pairs = of_part(block)
    _, made, updated = stored(pairs, by_rule=False)
    name = "_".join(dict.fromkeys(kind.name.lower() for kind in block))
    return Statement(f"matching.part.{name}", _told(blocks, pairs, made, updated))


def _people() -> Statement:
    blocks, pairs = of_people()
    _, made, updated = stored(pairs, by_rule=False)
    return Statement("matching.people", _told(blocks, pairs, made, updated))


PART: Final[Mapping[Block, Statement]] = MappingProxyType({each: _part(each) for each in BLOCKS})
"""Compare everybody in such blocks of a part of all tokens. Binds: low, high, key_ver, most, at,
floor, those of `weighing.binds`. Returns pairs and noise, by count, and what was made, by id.
"""

PEOPLE: Final = _people()
"""Compare some again, with everybody whom they share a block with.

What was suggested of them is set aside before. Binds: seeds, and as `PART` without low and high.
"""


def _vectors() -> Statement:
    _, pairs = of_part(*BLOCKS)
    each = weighed(pairs)
    told = select(each.c.agreement, func.count().label("pairs")).group_by(each.c.agreement)
    return Statement("matching.vectors", told.order_by(each.c.agreement))


VECTORS: Final = _vectors()
"""How often pairs of a part agree in each way; nothing is stored. Binds: as `PART`, but for floor
and at.
"""

END_OTHERS: Final = Statement(
    "matching.end_others",
    update(match_suggestion)
    .where(
        match_suggestion.c.state == SuggestionState.OPEN.value,
        match_suggestion.c.run_id.is_distinct_from(bindparam("run_id", type_=Uuid)),
    )
    .values(state=SuggestionState.SUPERSEDED.value)
    .returning(match_suggestion.c.id),
)
"""What a run over everybody did not find again is set aside. Binds: run_id."""
