"""Whatever shape the sample writes a number in, the product reads it as the sample says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdp.sample.lines import Exchange, Line
from cdp.sample.places import CITIES
from cdp.sample.shapes import BY_EXCHANGE, BY_FORM, BY_HAND, Fate, Habit, damaged, fate_of, written
from cdp.sample.stream import Stream
from privacy.errors import PhoneRefused
from privacy.phone import Advice, Phone

HABITS = (BY_HAND, BY_FORM, BY_EXCHANGE)
DAMAGES = sorted(fate for fate in Fate if fate.refuses and fate is not Fate.SHARED)


def lines(seed: str) -> list[Line]:
    """One line of each kind."""
    stream = Stream(seed)
    exchange = Exchange(stream.fork("exchange"))
    city = stream.weighted(CITIES)
    return [
        exchange.mobile(),
        exchange.desk(city),
        exchange.household(city),
        exchange.switchboard(city),
        exchange.shared_cost(),
        exchange.privacy(),
    ]


@given(st.text(max_size=8), st.sampled_from(HABITS))
def test_a_sound_number_is_read_as_its_line(seed: str, habit: Habit) -> None:
    """In every habit, with its extension, and exclusive where the line is."""
    for line in lines(seed):
        phone = Phone.parse(written(line, Stream(seed), habit))
        assert phone.canonical == line.canonical
        assert phone.is_exclusive == line.is_exclusive == (fate_of(line) is Fate.ACCEPTED)


@pytest.mark.parametrize("fate", DAMAGES)
@given(seed=st.text(max_size=8))
def test_a_damaged_number_is_refused_for_the_reason_that_is_published(
    seed: str, fate: Fate
) -> None:
    """By the name of the advice."""
    stream = Stream(seed)
    exchange = Exchange(stream.fork("exchange"))
    with pytest.raises(PhoneRefused) as refused:
        Phone.parse(damaged(fate, exchange.mobile(), exchange.mobile(), stream))
    assert Advice(refused.value.advice).name == fate.value


@given(st.text(max_size=8))
def test_two_numbers_in_a_cell_begin_with_the_one_that_is_meant(seed: str) -> None:
    """An importer files the row under it; the product itself reads one number at a time."""
    stream = Stream(seed)
    exchange = Exchange(stream.fork("exchange"))
    meant = exchange.mobile()
    cell = damaged(Fate.SPLIT, meant, exchange.mobile(), stream)
    with pytest.raises(PhoneRefused) as refused:
        Phone.parse(cell)
    assert refused.value.advice == Advice.SEVERAL
    assert cell.startswith(meant.digits)


@given(st.text(max_size=8))
def test_no_line_is_handed_out_twice_and_none_is_round(seed: str) -> None:
    """Round numbers are those of documentation and tests."""
    exchange = Exchange(Stream(seed))
    handed = [exchange.mobile().digits for _ in range(30)]
    assert len(set(handed)) == len(handed)
    assert not any("000" in digits for digits in handed)
