"""Whose word stands never depends on the order in which contacts are looked at."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from cdp.contacts.survivorship import STRATEGY, Candidate, ContactField, Survivorship, survivors

START = datetime(2026, 1, 1, tzinfo=UTC)
SOURCES = ("call-centre", "web-form", "order-system", "campaign")

candidates = st.lists(
    st.builds(
        Candidate,
        contact=st.integers(0, 2**128 - 1).map(lambda number: UUID(int=number)),
        source=st.sampled_from(SOURCES),
        is_verified=st.booleans(),
        n=st.integers(1, 4),
        occurred_at=st.integers(0, 3).map(lambda hours: START + timedelta(hours=hours)),
        has_value=st.booleans(),
        fields_given=st.integers(0, 4),
    ),
    max_size=7,
    unique_by=lambda candidate: candidate.contact,
)
strategies = st.sampled_from(Survivorship)
priorities = st.permutations(SOURCES).map(lambda order: tuple(order[:2]))


@given(candidates, strategies, priorities, st.data())
def test_the_choice_is_one_whatever_the_order(
    some: list[Candidate],
    strategy: Survivorship,
    priority: tuple[str, ...],
    data: st.DataObject,
) -> None:
    """The same set, the same winner: a shuffle changes nothing."""
    chosen = data.draw(st.sampled_from([None, *(one.contact for one in some)]))
    mixed = data.draw(st.permutations(some))
    first = survivors(strategy, some, priority=priority, chosen=chosen)
    assert first == survivors(strategy, mixed, priority=priority, chosen=chosen)


@given(candidates, strategies)
def test_somebody_s_word_stands_wherever_anybody_says_something(
    some: list[Candidate], strategy: Survivorship
) -> None:
    """Total: nobody only where nobody gives a value; and never somebody who gives none."""
    able = [one for one in some if one.has_value]
    found = survivors(strategy, some)
    assert bool(found) == bool(able)
    assert all(one in able for one in found)
    assert len(found) == (len(able) if strategy is Survivorship.UNION else min(1, len(able)))


@given(candidates)
def test_a_word_that_was_confirmed_stands_before_one_that_was_not(some: list[Candidate]) -> None:
    """However old it is."""
    for winner in survivors(Survivorship.VERIFIED_FIRST, some):
        assert winner.is_verified or not any(one.is_verified for one in some if one.has_value)


@given(candidates)
def test_the_newest_and_the_oldest_word_bound_all_others(some: list[Candidate]) -> None:
    """By time, then by the order of writing."""
    able = [(one.occurred_at, one.n) for one in some if one.has_value]
    for newest in survivors(Survivorship.MOST_RECENT, some):
        assert (newest.occurred_at, newest.n) == max(able)
    for oldest in survivors(Survivorship.OLDEST, some):
        assert (oldest.occurred_at, oldest.n) == min(able)


@given(candidates, priorities)
def test_the_best_source_that_says_something_is_heard(
    some: list[Candidate], priority: tuple[str, ...]
) -> None:
    """A source that the list does not name comes last."""

    def place(source: str) -> int:
        return priority.index(source) if source in priority else len(priority)

    for winner in survivors(Survivorship.SOURCE_PRIORITY, some, priority=priority):
        assert place(winner.source) == min(place(one.source) for one in some if one.has_value)


@given(candidates, st.data())
def test_a_steward_s_choice_stands_while_it_says_something(
    some: list[Candidate], data: st.DataObject
) -> None:
    """And the newest word where it does not."""
    chosen = data.draw(st.sampled_from([None, *(one.contact for one in some)]))
    picked = [one for one in some if one.contact == chosen and one.has_value]
    found = survivors(Survivorship.MANUAL, some, chosen=chosen)
    assert list(found) == (picked or list(survivors(Survivorship.MOST_RECENT, some)))


@given(candidates)
def test_the_fullest_contact_is_heard_before_an_emptier_one(some: list[Candidate]) -> None:
    """By how many fields it gives."""
    for winner in survivors(Survivorship.MOST_COMPLETE, some):
        assert winner.fields_given == max(one.fields_given for one in some if one.has_value)


def test_every_field_has_its_strategy() -> None:
    """A field without one could not be chosen."""
    assert set(STRATEGY) == set(ContactField)
