"""A plain mobile number is what the whole numbering plan says it is, whichever way it is read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacy.errors import PhoneRefused
from privacy.phone import Phone
from privacy.phone.mobile import BLOCKS, line_of, plain_mobile
from privacy.phone.number import HOME

BLOCK_NUMBERS = range(13_000, 20_000)
ENDINGS = ("000000", "999999", "123456", "500000", "099999", "000001")

spelled = st.one_of(
    st.from_regex(r"(\+86)?1[3-9][0-9]{9}", fullmatch=True),
    st.from_regex(r"[+]?[0-9]{9,13}", fullmatch=True),
    st.from_regex(r"(\+86|86|0086|0)?1[0-9]{9,11}[ \n]?", fullmatch=True),
)


def told(text: str, country: str, *, whole: bool) -> object:
    """Everything that a number says of itself, or why there is none."""
    try:
        phone = (
            Phone._rendered(text, country) if whole else Phone.parse(text, default_country=country)
        )
    except PhoneRefused as refused:
        return refused.advice
    return (
        phone._number,
        phone.canonical,
        phone.country,
        phone.has_extension,
        phone.line_type,
        phone.region,
        phone.carrier_original,
        phone.is_privacy_number,
        phone.is_exclusive,
    )


@given(spelled, st.sampled_from([HOME, "HK", "US", ""]))
def test_the_short_way_and_the_whole_way_tell_the_same(text: str, country: str) -> None:
    """Valid or not, at home or abroad, in digits of ASCII."""
    assert told(text, country, whole=False) == told(text, country, whole=True)


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_block_says_what_each_of_its_numbers_is(ending: str) -> None:
    """For every block there is: so that one question a block is enough, with this metadata."""
    assert len(BLOCK_NUMBERS) == BLOCKS
    for block in BLOCK_NUMBERS:
        text = f"{block}{ending}"
        try:
            line = Phone._rendered(text, HOME).line_type
        except PhoneRefused:
            line = None
        assert line_of(str(block)) is line


@pytest.mark.parametrize(
    "text",
    [
        "１３８００１３８０００",
        "138 0013 8000",
        "13800138000 ",
        "+8613800138000x1",
        "1380013800",
        None,
    ],
)
def test_what_is_not_plain_goes_the_whole_way(text: str | None) -> None:
    """Other scripts, blanks, extensions, and what is no text at all."""
    assert plain_mobile(text) is None
