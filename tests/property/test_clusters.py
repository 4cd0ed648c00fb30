"""Profiles follow from what was decided and not reversed, and from nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from cdp.identity.clusters import (
    Constraint,
    Edge,
    Made,
    contradicted,
    cut,
    first_of,
    links_of,
    obstacles,
    profiles_of,
    set_aside,
    without,
)
from cdp.identity.merging import LinkKind, MergeObstacle

THEN: Final = datetime(2026, 11, 22, 3, tzinfo=UTC)
MOST: Final = 12

hours: Final = st.integers(0, 3)
made: Final = st.lists(hours, min_size=2, max_size=MOST).map(
    lambda at: {UUID(int=n + 1): THEN + timedelta(hours=hour) for n, hour in enumerate(at)}
)


@st.composite
def graphs(draw: st.DrawFn) -> tuple[Made, list[Edge]]:
    """Subjects, and merges between any of them."""
    subjects = draw(made)
    who = st.sampled_from(sorted(subjects))
    pairs = draw(st.lists(st.tuples(who, who), max_size=2 * MOST))
    edges = [
        Edge(decision=UUID(int=1000 + n), one=one, other=other)
        for n, (one, other) in enumerate(pairs)
    ]
    return subjects, edges


def reached(edges: Sequence[Edge], start: UUID) -> set[UUID]:
    """Whoever is reached over edges, found the slow way."""
    found, size = {start}, 0
    while len(found) > size:
        size = len(found)
        found |= {end for edge in edges if edge.ends & found for end in edge.ends}
    return found


@given(graphs())
def test_a_profile_is_whoever_is_reached_and_is_named_after_the_first(
    drawn: tuple[Made, list[Edge]],
) -> None:
    """The oldest; of those of one hour the least id."""
    subjects, edges = drawn
    profiles = profiles_of(subjects, edges)
    for who in subjects:
        together = reached(edges, who)
        assert {each for each in subjects if profiles[each] == profiles[who]} == together
        assert profiles[who] == first_of(subjects, together)


@given(graphs(), st.randoms(use_true_random=False))
def test_any_order_of_merges_and_partings_with_the_same_end_gives_the_same_profiles(
    drawn: tuple[Made, list[Edge]], chance: object
) -> None:
    """Ids included."""
    subjects, edges = drawn
    shuffled = list(edges)
    chance.shuffle(shuffled)  # type: ignore[attr-defined] # hypothesis's
    kept = {edge.decision for edge in edges if edge.decision.int % 2}
    there_and_back = without(edges, {edge.decision for edge in edges} - kept)
    never = [edge for edge in shuffled if edge.decision in kept]
    assert profiles_of(subjects, there_and_back) == profiles_of(subjects, never)
    assert profiles_of(subjects, shuffled) == profiles_of(subjects, edges)


@given(graphs(), st.data())
def test_a_merge_taken_back_leaves_what_was_before(
    drawn: tuple[Made, list[Edge]], data: st.DataObject
) -> None:
    """To the last pointer."""
    subjects, edges = drawn
    who = st.sampled_from(sorted(subjects))
    edge = Edge(decision=UUID(int=1), one=data.draw(who), other=data.draw(who))
    before = profiles_of(subjects, edges)
    after = profiles_of(subjects, without([*edges, edge], {edge.decision}))
    assert (after, links_of(after)) == (before, links_of(before))


@given(graphs())
def test_pointers_are_written_of_whoever_is_not_alone(drawn: tuple[Made, list[Edge]]) -> None:
    """The first included, whose profile is its own."""
    profiles = profiles_of(*drawn)
    links = links_of(profiles)
    counted = [*profiles.values()]
    assert links == {who: of for who, of in profiles.items() if counted.count(of) > 1}
    assert all(links[profile] == profile for profile in links.values())


@given(graphs(), st.data())
def test_a_split_parts_whom_it_names_and_reverses_nothing_else(
    drawn: tuple[Made, list[Edge]], data: st.DataObject
) -> None:
    """No edge is left across, and none is taken away on either side."""
    subjects, edges = drawn
    apart = data.draw(st.sets(st.sampled_from(sorted(subjects))))
    reversed_now = cut(edges, apart)
    left = without(edges, reversed_now)
    profiles = profiles_of(subjects, left)
    rest = set(subjects) - apart
    assert not {profiles[who] for who in apart} & {profiles[who] for who in rest}
    assert {edge for edge in edges if edge not in left} == {
        edge for edge in edges if len(edge.ends & apart) == 1 and len(edge.ends) > 1
    }


@given(graphs(), st.data())
def test_what_is_never_linked_is_in_no_profile_together(
    drawn: tuple[Made, list[Edge]], data: st.DataObject
) -> None:
    """Merging one by one, as `obstacles` lets it be done, never breaks such a constraint."""
    subjects, edges = drawn
    who = st.sampled_from(sorted(subjects))
    pairs = data.draw(st.lists(st.tuples(who, who), max_size=4))
    never = [
        Constraint(id=UUID(int=n), kind=LinkKind.NEVER_LINK, one=one, other=other)
        for n, (one, other) in enumerate(pairs)
        if one != other
    ]
    most = data.draw(st.integers(2, MOST))
    done: list[Edge] = []
    for edge in edges:
        now = profiles_of(subjects, done)
        if not obstacles(now, never, edge.one, edge.other, at_most=most):
            done.append(edge)
    profiles = profiles_of(subjects, done)
    assert contradicted(never, profiles) is None
    assert max([*profiles.values()].count(profile) for profile in profiles.values()) <= most
    assert len(done) == len(subjects) - len(set(profiles.values()))


@given(graphs(), st.data())
def test_what_is_always_linked_is_parted_by_nothing_unseen(
    drawn: tuple[Made, list[Edge]], data: st.DataObject
) -> None:
    """A parting that would break it is told from one that would not."""
    subjects, edges = drawn
    who = st.sampled_from(sorted(subjects))
    bound = Constraint(
        id=UUID(int=1), kind=LinkKind.ALWAYS_LINK, one=data.draw(who), other=data.draw(who)
    )
    profiles = profiles_of(subjects, edges)
    broken = contradicted([bound], profiles) is not None
    assert broken == (bound.other not in reached(edges, bound.one))


def test_two_of_one_profile_are_one_person_already() -> None:
    """That is said before anything else."""
    subjects = {UUID(int=1): THEN, UUID(int=2): THEN}
    edge = Edge(decision=UUID(int=9), one=UUID(int=1), other=UUID(int=2))
    profiles = profiles_of(subjects, [edge])
    found = obstacles(profiles, [], UUID(int=1), UUID(int=2), at_most=1)
    assert found == (MergeObstacle.ONE_PERSON_ALREADY,)


bits: Final = st.text("01", max_size=16)


@given(bits, st.lists(bits, max_size=4))
def test_a_yes_is_set_aside_where_anybody_else_said_no(granted: str, denied: list[str]) -> None:
    """Bit by bit, whatever the widths; nothing is set aside that was not granted."""
    aside = set_aside(granted, denied)
    assert len(aside) == len(granted)
    for place, bit in enumerate(aside):
        no = any(len(each) > place and each[place] == "1" for each in denied)
        assert (bit == "1") == (granted[place] == "1" and no)
