"""Apart: whom somebody decided to be two, as fragments that no rule and no weight gets past.

Indexes: pk_link_constraint, pk_match_suggestion_member, pk_merge_member and those of the other end.
"""

from __future__ import annotations

from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, FromClause, and_, literal, or_, select

from cdp.identity.match_tables import match_suggestion, match_suggestion_member
from cdp.identity.matching.profiles import subjects_of
from cdp.identity.matching.suggestion import SuggestionState
from cdp.identity.merge_tables import link_constraint, merge_decision, merge_member
from cdp.identity.merging import LinkKind, MergeKind, Side

_ENDS: Final = (Side.SURVIVOR.value, Side.ABSORBED.value)


def is_never_linked(
    one: ColumnElement[UUID], other: ColumnElement[UUID], name: str
) -> ColumnElement[bool]:
    """Whether anybody of one profile is never to be one with anybody of the other."""
    ours, theirs = subjects_of(one, f"{name}_ours"), subjects_of(other, f"{name}_theirs")
    mine, hers = link_constraint.alias(f"{name}_mine"), link_constraint.alias(f"{name}_hers")
    return (
        select(literal(1))
        .select_from(ours)
        .join(
            mine,
            and_(
                mine.c.subject_id == ours.c.subject_id,
                mine.c.kind == literal(LinkKind.NEVER_LINK.value),
            ),
        )
        .join(hers, hers.c.id == mine.c.id)
        .join(theirs, theirs.c.subject_id == hers.c.subject_id)
        .correlate_except(ours, theirs, mine, hers)
        .exists()
    )


def was_parted(one: ColumnElement[UUID], other: ColumnElement[UUID]) -> ColumnElement[bool]:
    """Whether somebody said of two profiles that they are two: a merge reversed, a question denied.

    A rule asks again, where nobody said no to that, and does not decide against who looked.
    """
    return or_(_is_reversed(one, other), _is_rejected(one, other))


def _is_reversed(one: ColumnElement[UUID], other: ColumnElement[UUID]) -> ColumnElement[bool]:
    ours, theirs = subjects_of(one, "parted_ours"), subjects_of(other, "parted_theirs")
    mine, hers = merge_member.alias("parted_mine"), merge_member.alias("parted_hers")

    return (
        select(literal(1))
        .select_from(ours)
        .join(mine, and_(mine.c.subject_id == ours.c.subject_id, _is_end(mine)))
        .join(merge_decision, merge_decision.c.id == mine.c.decision_id)
        .join(hers, and_(hers.c.decision_id == mine.c.decision_id, _is_end(hers)))
        .join(theirs, theirs.c.subject_id == hers.c.subject_id)
        .where(
            merge_decision.c.kind == MergeKind.MERGE.value,
            merge_decision.c.reversed_by.is_not(None),
        )
        .correlate_except(ours, theirs, mine, hers, merge_decision)
        .exists()
    )


def _is_end(member: FromClause) -> ColumnElement[bool]:
    return or_(*(member.c.side == side for side in _ENDS))


def _is_rejected(one: ColumnElement[UUID], other: ColumnElement[UUID]) -> ColumnElement[bool]:
    ours, theirs = subjects_of(one, "denied_ours"), subjects_of(other, "denied_theirs")
    mine = match_suggestion_member.alias("denied_mine")
    hers = match_suggestion_member.alias("denied_hers")
    return (
        select(literal(1))
        .select_from(ours)
        .join(mine, mine.c.subject_id == ours.c.subject_id)
        .join(match_suggestion, match_suggestion.c.id == mine.c.suggestion_id)
        .join(hers, hers.c.suggestion_id == mine.c.suggestion_id)
        .join(theirs, theirs.c.subject_id == hers.c.subject_id)
        .where(match_suggestion.c.state == SuggestionState.REJECTED.value)
        .correlate_except(ours, theirs, mine, hers, match_suggestion)
        .exists()
    )
