"""Statements on suggestions: those that a steward may see, and what she says of one.

A suggestion is seen by whoever may see both who are in it, and by nobody else: it would tell that
the other is there. Indexes: ix_match_suggestion_state, ix_match_suggestion_member_suggestion_id.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    DateTime,
    Integer,
    String,
    Uuid,
    bindparam,
    func,
    select,
    true,
    update,
)

from cdp.database.listing import later_than
from cdp.identity.match_tables import match_suggestion, match_suggestion_member
from cdp.identity.matching.suggestion import SuggestionState
from privacy.store.links import merge_link
from privacy.store.policies import in_force
from privacy.store.standing import standing
from privacy.store.statement import Statement

_one = match_suggestion_member.alias("one")
_other = match_suggestion_member.alias("other")
_ours, _theirs = merge_link.alias("our_link"), merge_link.alias("their_link")


def _page() -> Statement:
    force = in_force()
    mine, hers = (
        standing(_one.c.subject_id, name="mine"),
        standing(_other.c.subject_id, name="hers"),
    )
    page = (
        select(
            match_suggestion.c.id,
            match_suggestion.c.score,
            match_suggestion.c.agreement,
            match_suggestion.c.rule,
            match_suggestion.c.rule_version,
            match_suggestion.c.state.label("stands"),
            _one.c.subject_id.label("one"),
            _other.c.subject_id.label("other"),
        )
        .select_from(match_suggestion)
        .join(_one, _one.c.suggestion_id == match_suggestion.c.id)
        .join(
            _other,
            (_other.c.suggestion_id == match_suggestion.c.id)
            & (_one.c.subject_id < _other.c.subject_id),
        )
        .outerjoin(_ours, _ours.c.subject_id == _one.c.subject_id)
        .outerjoin(_theirs, _theirs.c.subject_id == _other.c.subject_id)
        .join(mine, mine.c.allowed)
        .join(hers, hers.c.allowed)
        .where(
            match_suggestion.c.state == bindparam("state", type_=String),
            # Whom something else made one person since is no question any more.
            (match_suggestion.c.state != SuggestionState.OPEN.value)
            | func.coalesce(_ours.c.profile_id, _one.c.subject_id).is_distinct_from(
                func.coalesce(_theirs.c.profile_id, _other.c.subject_id)
            ),
            later_than("page", match_suggestion.c.score, match_suggestion.c.id),
        )
        .order_by(match_suggestion.c.score.desc(), match_suggestion.c.id.desc())
        .limit(bindparam("page_first", type_=Integer))
        .lateral("page")
    )
    clause = (
        select(force.c.policy, force.c.owed, *page.c)
        .select_from(force)
        .outerjoin(page, true())
        .order_by(page.c.score.desc(), page.c.id.desc())
    )
    return Statement("match_suggestions.page", clause)


PAGE: Final = _page()
"""Suggestions of a state, the likeliest first, of people whom the ruling reaches.

Binds: those of `standing`, state, page_first, page_at, page_id.
"""

MEMBERS: Final = Statement(
    "match_suggestions.members",
    select(match_suggestion_member.c.subject_id)
    .where(
        match_suggestion_member.c.suggestion_id == bindparam("id", type_=Uuid),
    )
    .order_by(match_suggestion_member.c.subject_id),
)
"""Whom a suggestion is about: two, or fewer where somebody was erased. Binds: id."""

REVIEW: Final = Statement(
    "match_suggestions.review",
    update(match_suggestion)
    .where(
        match_suggestion.c.id == bindparam("id", type_=Uuid),
        match_suggestion.c.state == SuggestionState.OPEN.value,
    )
    .values(
        state=bindparam("state", type_=String),
        reviewed_by=bindparam("by", type_=String),
        reviewed_at=bindparam("at", type_=DateTime(timezone=True)),
    )
    .returning(match_suggestion.c.id),
)
"""What a steward said of an open suggestion; no row where it is open no more. Binds: id, state, by,
at.
"""
