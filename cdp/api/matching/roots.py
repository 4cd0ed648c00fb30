"""The roots of matching: suggestions with whom they are about, and input to acts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from cdp.acts.resolving import require_resolution
from cdp.acts.review_match_suggestion import Review, review_match_suggestion
from cdp.acts.save_match_rule import (
    RuleWish,
    match_rules,
    rehearse_match_rule,
    save_match_rule,
)
from cdp.api.asking import Asking, Root
from cdp.api.ids import Record
from cdp.api.matching.inputs import ReviewMatchSuggestionInput, SaveMatchRuleInput
from cdp.api.matching.payloads import ReviewMatchSuggestionDone, SaveMatchRuleDone
from cdp.api.matching.types import (
    CATEGORY_OF,
    LIST,
    MatchRehearsal,
    MatchSuggestionConnection,
    RehearsedPair,
    ShownRule,
    SuggestionRow,
)
from cdp.api.page import checked_first
from cdp.api.reading import enter, reads, ruling_of
from cdp.api.rows import Rows
from cdp.database.listing import HIGHEST
from cdp.errors import PolicyUnset
from cdp.identity.matching.rule import MatchRule
from cdp.identity.matching.suggestions import PAGE
from privacy.store.standing import binds
from privacy.terms import DataCategory

_NAME: Final = DataCategory.IDENTITY_NAME
"""That two are suggested tells how their names agree: it is read like a name, whole."""

_COMPARED: Final = frozenset(CATEGORY_OF.values())
"""How the rest agrees is in the score: whoever may not see one of these at all is told nothing."""


async def match_suggestions(asking: Asking) -> MatchSuggestionConnection:
    """`Query.matchSuggestions`: a page of pairs, and everybody in it, under one entry of the log.

    Raises:
        Refusal: for another purpose, or to whom one of the compared fields is closed, nobody is
            told who may be whom.
    """
    require_resolution(asking.ask, asking.ground.policies.current)
    first, after = checked_first(asking.arguments["first"]), asking.arguments.get("after")
    place = HIGHEST if after is None else asking.cursors.place(LIST, after)
    asking = reads(asking, _COMPARED)
    ruling = ruling_of(asking, whole={_NAME}, named=_COMPARED)
    people = asking.ground.people
    found = await people.run.fetch(
        PAGE,
        **binds(ruling, asking.ask.at),
        state=asking.arguments["state"].value,
        page_first=first + 1,
        page_at=place.at,
        page_id=place.id,
    )
    if not found:
        raise PolicyUnset
    pairs = [row for row in found if row["id"] is not None]
    asked = [row[side] for row in pairs for side in ("one", "other")]
    met = await people.by_ids(
        asked, asking.selection, ruling, at=asking.ask.at, agent=asking.ask.actor.id
    )
    standings = {each.subject: each for one in met for each in one.standings}
    distinct = len({one.profile for one in met if one.profile is not None})
    opened = await enter(asking, ruling, standings.values(), met[-1].in_force, people=distinct)
    seen = opened.subjects if opened.grant is not None else ()
    shown = [one.shown(seen) for one in met[:-1]]
    rows = [
        SuggestionRow(row=row, people=(one, other))
        for row, one, other in zip(pairs, shown[::2], shown[1::2], strict=True)
        if one is not None and other is not None
    ]
    return MatchSuggestionConnection(of=Rows(LIST, rows, first, after))


async def rules(asking: Asking) -> list[ShownRule]:
    """`Query.matchRules`."""
    found = await match_rules(asking.ask, asking.ground, asking.payload)
    return [ShownRule.of(rule) for rule in found]


async def do_review_match_suggestion(asking: Asking) -> object:
    """`Mutation.reviewMatchSuggestion`."""
    given: ReviewMatchSuggestionInput = asking.arguments["input"]
    wish = Review(
        suggestion=asking.ids.row(Record.MATCH_SUGGESTION, given.suggestion, field="suggestion"),
        verdict=given.verdict,
    )
    done = await review_match_suggestion(wish, asking.ask, asking.ground, asking.payload)
    decision = done.decision
    return ReviewMatchSuggestionDone(
        decision_id=None
        if decision is None
        else asking.ids.record(Record.MERGE_DECISION, decision),
        profile_ids=[asking.ids.record(Record.PROFILE, each) for each in done.profiles],
    )


async def do_save_match_rule(asking: Asking) -> object:
    """`Mutation.saveMatchRule`."""
    given: SaveMatchRuleInput = asking.arguments["input"]
    wish = RuleWish(rule=_rule(given), blocked=tuple(given.blocked_values or ()))
    if not given.dry_run:
        saved = await save_match_rule(wish, asking.ask, asking.ground, asking.payload)
        return SaveMatchRuleDone(rule=ShownRule.of(saved), dry_run=None)
    told = await rehearse_match_rule(wish, asking.ask, asking.ground, asking.payload)
    sample = [
        RehearsedPair(
            one=asking.ids.record(Record.PROFILE, pair.one),
            other=asking.ids.record(Record.PROFILE, pair.other),
            merges=pair.merges,
        )
        for pair in told.sample
    ]
    rehearsal = MatchRehearsal(merges=told.merges, suggestions=told.suggestions, sample=sample)
    return SaveMatchRuleDone(rule=ShownRule.of(wish.rule), dry_run=rehearsal)


def _rule(given: SaveMatchRuleInput) -> MatchRule:
    return MatchRule(
        key=given.key,
        identifier=given.identifier,
        action=given.action,
        priority=given.priority,
        min_verification=given.min_verification,
        max_per_subject=given.max_per_subject,
        max_subjects_per_value=given.max_subjects_per_value,
        window_days=given.window_days,
        second_keys=frozenset(given.second_keys),
        is_active=given.active,
    )


ROOTS: Final[Mapping[str, Root]] = {
    "matchSuggestions": match_suggestions,
    "matchRules": rules,
    "reviewMatchSuggestion": do_review_match_suggestion,
    "saveMatchRule": do_save_match_rule,
}
"""The root fields of this room."""
