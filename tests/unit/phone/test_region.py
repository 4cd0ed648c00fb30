"""The province of a fixed line, held against the geocoder that is too heavy to ship."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from phonenumbers import PhoneNumber, PhoneNumberType, geocoder, number_type

from privacy.phone import Phone
from privacy.phone.region import province

if TYPE_CHECKING:
    from collections.abc import Iterator

AREAS = ("10", *(f"{n}" for n in range(20, 30)), *(f"{n}" for n in range(300, 1000)))
LOCALS = ("6444444", "86666666", "3222222", "55555555")


def fixed_lines() -> Iterator[PhoneNumber]:
    for digits in (area + local for area in AREAS for local in LOCALS):
        number = PhoneNumber(country_code=86, national_number=int(digits))
        if number_type(number) == PhoneNumberType.FIXED_LINE:
            yield number


def test_every_area_code_lies_in_the_province_that_the_geocoder_names() -> None:
    """Wherever it names more than the country."""
    named = {
        str(number.national_number): geocoder.description_for_number(number, "en")
        for number in fixed_lines()
    }
    wrong = {
        national: place
        for national, place in named.items()
        if place != "China" and not (province(national) and place.endswith(province(national)))
    }
    assert wrong == {}
    assert len(named) > 600


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("010-64000000", "Beijing"),
        ("0571-64000000转8012", "Zhejiang"),
        ("0335-3000000", "Hebei"),
        ("0898-66000000", "Hainan"),
        ("13800138000", ""),
        ("4008123123", ""),
        ("+44 20 7946 0000", ""),
    ],
)
def test_only_a_chinese_fixed_line_has_a_region(text: str, region: str) -> None:
    """A mobile number tells where it was sold, which is nobody's address."""
    assert region == Phone.parse(text).region


def test_an_area_code_of_nowhere_has_no_province() -> None:
    """Empty, not a guess."""
    assert province("1") == province("") == province("40012345") == ""
