"""A stream is decided by its seed alone, draws fairly, and moves by its own draws only."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdp.sample.stream import Stream

seeds = st.text(max_size=20)
bounds = st.integers(1, 1 << 64)


@given(seeds, st.lists(bounds, max_size=30))
def test_one_seed_and_the_same_questions_give_the_same_answers(seed: str, asked: list[int]) -> None:
    """On two streams that know nothing of each other."""
    one, other = Stream(seed), Stream(seed)
    assert [one.below(bound) for bound in asked] == [other.below(bound) for bound in asked]


@given(seeds, seeds)
def test_another_seed_gives_other_answers(seed: str, other: str) -> None:
    """Twice 64 bits do not agree by chance."""
    drawn, again = (
        [stream.below(1 << 64) for _ in range(2)] for stream in (Stream(seed), Stream(other))
    )
    assert (drawn == again) == (seed == other)


@given(seeds, bounds)
def test_a_draw_lies_below_its_bound(seed: str, bound: int) -> None:
    """And never below nought."""
    assert 0 <= Stream(seed).below(bound) < bound


@given(seeds, st.integers(-1_000, 1_000), st.integers(0, 1_000))
def test_a_draw_between_two_numbers_may_be_either(seed: str, least: int, more: int) -> None:
    """Both ends are included."""
    assert least <= Stream(seed).between(least, least + more) <= least + more


@given(seeds, st.integers(0, 20))
def test_a_fork_is_not_moved_by_its_origin_nor_moves_it(seed: str, draws: int) -> None:
    """However much was drawn from either before."""
    used, fresh = Stream(seed), Stream(seed)
    for _ in range(draws):
        used.fork("a").below(9)
    assert used.below(1 << 64) == fresh.below(1 << 64)
    assert used.fork("a").below(1 << 64) == Stream(seed).fork("a").below(1 << 64)
    assert used.fork("a").below(1 << 64) != used.fork("b").below(1 << 64)


@given(seeds, st.lists(st.integers(), max_size=50), st.integers(0, 60))
def test_shuffling_keeps_everything_and_taking_takes_none_twice(
    seed: str, among: list[int], count: int
) -> None:
    """What was handed in is left as it was."""
    before = list(among)
    assert sorted(Stream(seed).shuffled(among)) == sorted(among)
    places = Stream(seed).take(range(len(among)), count)
    assert len(places) == len(set(places)) == min(count, len(among))
    assert among == before


@given(seeds, st.lists(st.tuples(st.integers(), st.integers(1, 9)), min_size=1, max_size=9))
def test_a_weighted_pick_is_one_of_them(seed: str, among: list[tuple[int, int]]) -> None:
    """Never one that weighs nothing."""
    picked = Stream(seed).weighted([*among, (10**9, 0)])
    assert picked in {each for each, _ in among}


@given(seeds, st.integers(1, 12))
def test_digits_are_as_many_as_were_asked_for(seed: str, count: int) -> None:
    """Leading noughts included."""
    drawn = Stream(seed).digits(count)
    assert (len(drawn), drawn.isdecimal()) == (count, True)


@pytest.mark.parametrize("bound", [0, -1, (1 << 64) + 1])
def test_there_is_nothing_to_draw_below_nought_or_beyond_a_word(bound: int) -> None:
    """A mistake, said at once."""
    with pytest.raises(ValueError, match="no number"):
        Stream("seed").below(bound)


def test_every_face_of_a_die_comes_about_as_often() -> None:
    """Within five standard deviations, of twelve thousand throws."""
    stream = Stream("die")
    thrown = Counter(stream.below(6) for _ in range(12_000))
    assert set(thrown) == set(range(6))
    assert all(abs(times - 2_000) < 5 * 41 for times in thrown.values())


def test_a_chance_of_nothing_never_comes_and_a_certainty_always() -> None:
    """In thousandths."""
    stream = Stream("chance")
    assert not any(stream.chance(0) for _ in range(1_000))
    assert all(stream.chance(1_000) for _ in range(1_000))
