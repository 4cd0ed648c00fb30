"""The phone facts of the domain: what people send, and what each of it is."""

from __future__ import annotations

from typing import cast

import phonenumbers
import pytest

from privacy.errors import PhoneRefused
from privacy.phone import METADATA, Advice, Phone
from privacy.terms import LineType

MOBILE, FIXED = LineType.MOBILE, LineType.FIXED_LINE


def refusal(text: object, *, default_country: str = "CN") -> str:
    with pytest.raises(PhoneRefused) as refused:
        Phone.parse(cast("str", text), default_country=default_country)
    assert str(refused.value) == refused.value.advice
    return refused.value.advice


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("１３８ 0013 8000", "+8613800138000"),
        ("+86-13800138000", "+8613800138000"),
        ("008613800138000", "+8613800138000"),
        ("013800138000", "+8613800138000"),
        ("17951 13800138000", "+8613800138000"),
        ("17909-0571-64000000", "+8657164000000"),
        ("12593008613800138000", "+8613800138000"),
        ("13800138000 转 801", "+8613800138000;ext=801"),
        ("13800138000-0801", "+8613800138000;ext=0801"),
        ("13800138000,0801", "+8613800138000;ext=0801"),
        ("tel:+86-138-0013-8000;ext=801", "+8613800138000;ext=801"),
        ("010-64000000转8012", "+861064000000;ext=8012"),
        ("(010)64000000-8012", "+861064000000;ext=8012"),
        ("0571-6400-0000", "+8657164000000"),
        ("86-10-64000000", "+861064000000"),
        ("400-812-3123", "+864008123123"),
        ("400-812-3123-1", "+864008123123;ext=1"),
        ("+1 650 253 0000 x12", "+16502530000;ext=12"),
        ("+852 9123 4567", "+85291234567"),
        ("\u202a13800138000\u202c", "+8613800138000"),
    ],
)
def test_a_number_has_one_canonical_text(text: str, canonical: str) -> None:
    """As people write it, as marketplaces print it, as old dialling habits prefix it."""
    assert canonical == Phone.parse(text).canonical


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("", Advice.EMPTY),
        (" \u3000\u200b", Advice.EMPTY),
        (None, Advice.NOT_TEXT),
        (13800138000, Advice.NOT_TEXT),
        (b"13800138000", Advice.NOT_TEXT),
        ("1" * 65, Advice.TOO_LONG),
        ("1" * 10_000_000, Advice.TOO_LONG),
        ("ﷺ" * 60, Advice.TOO_LONG),
        ("138\x0000138000", Advice.CHARACTERS),
        ("138\ud80000138000", Advice.CHARACTERS),
        ("138\x1b[0m00138000", Advice.CHARACTERS),
        ("138\ue00000138000", Advice.CHARACTERS),
        ("138****8000", Advice.MASKED),
        ("138xxxx8000", Advice.MASKED),
        ("138••••8000", Advice.MASKED),
        ("138…8000", Advice.MASKED),
        ("1.38E+10", Advice.SPREADSHEET),
        ("1.3800138e10", Advice.SPREADSHEET),
        ("13800138000.0", Advice.SPREADSHEET),
        ("13800138000/13900139000", Advice.SEVERAL),
        ("13800138000 13900139000", Advice.SEVERAL),
        ("13800138000、010-64000000", Advice.SEVERAL),
        ("张三", Advice.WORDS),
        ("1-800-FLOWERS", Advice.WORDS),
        ("13800138000转", Advice.WORDS),
        ("13800138000转1234567", Advice.WORDS),
        ("13800138000 (微信同号)", Advice.WORDS),
        ("138+00138000", Advice.WORDS),
        ("95588", Advice.SERVICE_LINE),
        ("10086", Advice.SERVICE_LINE),
        ("+8695588", Advice.SERVICE_LINE),
        ("010-95588", Advice.SERVICE_LINE),
        ("12345", Advice.SERVICE_LINE),
        ("1069012345", Advice.SERVICE_LINE),
        ("106901234567890", Advice.SERVICE_LINE),
        ("10108888", Advice.SERVICE_LINE),
        ("95013123456789", Advice.INVALID),
        ("16812345", Advice.SERVICE_LINE),
        ("64000000", Advice.AREA_CODE),
        ("12800138000", Advice.INVALID),
        ("14812345678", Advice.INVALID),
        ("1440012345678", Advice.INVALID),
        ("1380013800", Advice.INVALID),
        ("+8613800138000000", Advice.INVALID),
        ("+1 650-253-0000-12", Advice.INVALID),
        ("+999 13800138000", Advice.INVALID),
        ("+", Advice.WORDS),
    ],
)
def test_what_is_no_persons_number_is_refused_with_advice(text: object, advice: Advice) -> None:
    """Each fault by its own sentence."""
    assert advice == refusal(text)


@pytest.mark.parametrize(
    ("text", "country", "advice"),
    [
        ("13800138000", "ZZ", Advice.COUNTRY),
        ("13800138000", "", Advice.COUNTRY),
        ("+8613", "ZZ", Advice.INVALID),
        ("123", "US", Advice.INVALID),
    ],
)
def test_a_number_of_no_country_is_refused(text: str, country: str, advice: Advice) -> None:
    """A source that names no country must send country codes."""
    assert advice == refusal(text, default_country=country)


def test_a_source_of_another_country_is_read_by_its_own_plan() -> None:
    """Chinese prefixes mean nothing there."""
    assert Phone.parse("(650) 253-0000", default_country="US").canonical == "+16502530000"
    assert Phone.parse("+86 138 0013 8000", default_country="US").canonical == "+8613800138000"


@pytest.mark.parametrize(
    ("text", "line", "country", "exclusive"),
    [
        ("13800138000", MOBILE, "CN", True),
        ("13800138000转801", MOBILE, "CN", True),
        ("17012345678", LineType.VIRTUAL_OPERATOR, "CN", True),
        ("16212345678", LineType.VIRTUAL_OPERATOR, "CN", True),
        ("010-64000000", FIXED, "CN", False),
        ("010-64000000转8012", FIXED, "CN", True),
        ("4008123123", LineType.SHARED_COST, "CN", False),
        ("4008123123转1", LineType.SHARED_COST, "CN", False),
        ("8008123123", LineType.TOLL_FREE, "CN", False),
        ("+16502530000", MOBILE, "US", True),
        ("+85291234567", MOBILE, "HK", True),
        ("+80012345678", LineType.TOLL_FREE, "", False),
        ("+447012345678", LineType.UNKNOWN, "GB", False),
        ("+445612345678", LineType.VOIP, "GB", False),
    ],
)
def test_a_line_is_one_persons_or_not(
    text: str, line: LineType, country: str, *, exclusive: bool
) -> None:
    """A shared line identifies "one of", and never merges two people."""
    phone = Phone.parse(text)
    assert (line, country, exclusive) == (phone.line_type, phone.country, phone.is_exclusive)


@pytest.mark.parametrize(
    ("text", "privacy_number", "extension"),
    [
        ("13800138000", False, False),
        ("13800138000转801", True, True),
        ("17012345678转801", True, True),
        ("010-64000000转8012", False, True),
        ("+16502530000 x12", False, True),
    ],
)
def test_a_marketplaces_privacy_number_is_told_apart(
    text: str, *, privacy_number: bool, extension: bool
) -> None:
    """A Chinese mobile number with an extension; an office's extension is none."""
    phone = Phone.parse(text)
    assert (privacy_number, extension) == (phone.is_privacy_number, phone.has_extension)


@pytest.mark.parametrize(
    ("text", "carrier"),
    [
        ("13800138000", "China Mobile"),
        ("13012345678", "China Unicom"),
        ("18912345678", "China Telecom"),
        ("010-64000000", ""),
    ],
)
def test_the_carrier_is_the_one_of_the_allocation(text: str, carrier: str) -> None:
    """Empty where the plan names none."""
    assert carrier == Phone.parse(text).carrier_original


def test_a_number_says_which_metadata_read_it() -> None:
    """A plan changes several times a year: what was normalised by an old one can be found."""
    assert phonenumbers.__version__ == METADATA == Phone.parse("13800138000").metadata


def test_a_number_equals_only_a_number() -> None:
    """Not its own text: texts have many forms."""
    phone = Phone.parse("13800138000")
    assert phone == Phone.parse("138-0013-8000")
    assert phone != "+8613800138000"
    assert len({phone, Phone.parse("+86 13800138000")}) == 1
