"""Masks over any text: they answer, they say the same again, and they never say too much."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from privacy.masking import MASKS

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)
DIGITS = st.text("0123456789", min_size=7, max_size=7)


@given(st.sampled_from(sorted(MASKS)), ANY_TEXT)
def test_every_mask_answers_any_text(mask: str, text: str) -> None:
    """Lone surrogates and control characters included; the same answer each time."""
    assert MASKS[mask](text) == MASKS[mask](text)


@given(st.sampled_from(["phone_cn_3_4", "country_only", "name_surname", "date_year"]), ANY_TEXT)
def test_a_text_of_another_shape_shows_one_letter_at_most(mask: str, text: str) -> None:
    """What no strategy expects is hidden, the first letter of a would-be name apart."""
    shown = MASKS[mask](text).replace("*", "")
    assert len(shown) <= 1 or shown.isdecimal() or shown.startswith("+")


@given(DIGITS, DIGITS)
def test_two_mobiles_that_differ_in_the_middle_look_alike(left: str, right: str) -> None:
    """Four hidden digits: ten thousand numbers share one mask."""
    mask = MASKS["phone_cn_3_4"]
    one, other = (f"+86138{digits[:4]}8000" for digits in (left, right))
    assert mask(one) == mask(other) == "138****8000"


@given(st.text("赵钱孙李周吴郑王", min_size=2, max_size=12))
def test_the_length_of_a_name_does_not_show(name: str) -> None:
    """One star, whatever follows the first letter."""
    assert MASKS["name_surname"](name) == f"{name[0]}*"


@given(st.integers(1, 10**14))
def test_no_number_shows_more_than_seven_digits(number: int) -> None:
    """GB/T 35273-2020 7.2, over every E.164 number."""
    shown = MASKS["phone_cn_3_4"](f"+{number}")
    assert sum(letter.isdigit() for letter in shown) <= 7
