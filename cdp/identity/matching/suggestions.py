"""Statements on suggestions: those that a steward may see, and what she says of one.

A suggestion is seen by whoever may see both who are in it, and by nobody else: it would tell that
the other is there. Indexes: ix_match_suggestion_state, ix_match_suggestion_member_suggestion_id.
"""

from __future__ import annotations

from typing import Final
from uuid import UUID

from sqlalchemy import (
    DateTime,
    Integer,
    Select,
    String,
    Uuid,
    any_,
    bindparam,
    delete,
    func,
    null,
    select,
    true,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY

from cdp.database.listing import later_than
from cdp.identity.match_tables import match_suggestion, match_suggestion_member
from cdp.identity.matching.profiles import everybody_of, is_reached
from cdp.identity.matching.suggestion import SuggestionState
from privacy.store.links import merge_link
from privacy.store.policies import in_force
from privacy.store.standing import standing
from privacy.store.statement import Statement
from privacy.store.subjects import subject
from privacy.terms import SubjectState

_one = match_suggestion_member.alias("one")
_other = match_suggestion_member.alias("other")
_our_subject, _their_subject = subject.alias("our_subject"), subject.alias("their_subject")
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
        .join(_our_subject, _our_subject.c.id == _one.c.subject_id)
        .join(_their_subject, _their_subject.c.id == _other.c.subject_id)
        .where(
            match_suggestion.c.state == bindparam("state", type_=String),
            # One who is one person with somebody unseen cannot be reviewed, so she is not listed.
            is_reached(_our_subject),
            is_reached(_their_subject),
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

SET_ASIDE: Final = Statement(
    "match_suggestions.set_aside",
    update(match_suggestion)
    .where(
        match_suggestion.c.state == SuggestionState.OPEN.value,
        match_suggestion.c.id.in_(
            select(match_suggestion_member.c.suggestion_id).where(
                match_suggestion_member.c.subject_id.in_(
                    everybody_of(bindparam("seeds", type_=ARRAY(Uuid)))
                )
            )
        ),
    )
    .values(state=SuggestionState.SUPERSEDED.value, rule=null(), rule_version=null()),
)
"""What is asked about some who are compared again; what still holds is asked again at once.

Index: pk_match_suggestion_member. Binds: seeds.
"""

_SUGGESTIONS: Final = bindparam("suggestions", type_=ARRAY(Uuid))

ABOUT: Final = Statement(
    "match_suggestions.about",
    select(match_suggestion_member.c.suggestion_id)
    .where(match_suggestion_member.c.subject_id == any_(bindparam("subjects", type_=ARRAY(Uuid))))
    .distinct(),
)
"""Every suggestion about any of these. Index: pk_match_suggestion_member. Binds: subjects."""


def _taken(name: str, gone: Select[tuple[UUID]]) -> Statement:
    members = (
        delete(match_suggestion_member)
        .where(match_suggestion_member.c.suggestion_id.in_(gone))
        .cte("members_gone")
    )
    taken = delete(match_suggestion).where(match_suggestion.c.id.in_(gone))
    return Statement(name, taken.returning(match_suggestion.c.id).add_cte(members))


FORGET: Final = _taken("match_suggestions.forget", select(func.unnest(_SUGGESTIONS)))
"""Suggestions go with whoever is erased: what is left of one would tell of her.

Index: ix_match_suggestion_member_suggestion_id. Binds: suggestions.
"""

WITHDRAW: Final = _taken(
    "match_suggestions.withdraw",
    select(_one.c.suggestion_id)
    .join(subject, subject.c.id == _one.c.subject_id)
    .where(_one.c.suggestion_id == any_(_SUGGESTIONS), subject.c.state != SubjectState.LIVE.value),
)
"""Of these suggestions those go where somebody is not there any more. Binds: suggestions.

Indexes: ix_match_suggestion_member_suggestion_id, pk_subject.
"""
