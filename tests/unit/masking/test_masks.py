"""A mask shows what its name says, and nothing where the text is not what it expects."""

from __future__ import annotations

import pytest

from privacy.masking import MASKS

HOSTILE = [
    "",
    " ",
    "\0",
    "\ud800",
    "*",
    "****",
    "\x1f\x1f",
    "13800138000",
    "+",
    "+86",
    "+8613800138000x",
    "张" * 1_000_000,
]


@pytest.mark.parametrize(
    ("canonical", "shown"),
    [
        ("+8613800138000", "138****8000"),
        ("+8613800138000;ext=801", "138****8000"),
        ("+861064000000", "+86 ****"),
        ("+864001234567", "+86 ****"),
        ("+861064000000;ext=8012", "+86 ****"),
        ("+85251234567", "+852 ****"),
        ("+14155552671", "+1 ****"),
        ("+99912345678", "****"),
        ("13800138000", "****"),
        ("+8613800138000;ext=801;ext=2", "****"),
        ("+８６13800138000", "****"),
    ],
)
def test_a_number_shows_three_and_four_digits_or_its_country(canonical: str, shown: str) -> None:
    """Mainland mobiles alone; a landline of ten digits would give away too much."""
    assert MASKS["phone_cn_3_4"](canonical) == shown


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("张三", "张*"),
        ("张三丰", "张*"),
        ("欧阳修", "欧*"),
        ("阿卜杜拉·买买提", "阿*"),
        ("John Smith", "J*"),
        ("  Ólafur", "Ó*"),
        ("O\u0308zil", "Ö*"),
        ("张", "*"),
        ("A", "*"),
        ("13800138000", "*"),
        ("张13800138000", "张*"),
        ("👩‍🦰", "*"),
        ("\u0301\u0301", "*"),
    ],
)
def test_a_name_shows_its_first_letter(name: str, shown: str) -> None:
    """Of a name of one character nothing is left to hide, so nothing is shown."""
    assert MASKS["name_surname"](name) == shown


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("zhang.san@example.com", "z****@example.com"),
        ("13800138000@139.com", "1****@139.com"),
        ("z@example.com", "****@example.com"),
        ("张三@example.com", "****@example.com"),
        ("zs@13800138000.com", "z****@****"),
        ("zs@1380013.com", "z****@1380013.com"),
        ("zs@13800138.com", "z****@****"),
        ("wx_zhangsan", "w****"),
        ("a@b@example.com", "a****"),
        ("zhang@localhost", "z****"),
        ("@example.com", "****"),
    ],
)
def test_an_address_shows_its_first_letter_and_its_domain(address: str, shown: str) -> None:
    """Not the whole local part, and no domain that may be a number."""
    assert MASKS["email_first"](address) == shown


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("广东省\x1f深圳市\x1f南山区科技路1号", "广东省 深圳市"),
        ("\x1f上海市\x1f浦东", "上海市"),
        ("Xinjiang\x1fUrumqi\x1f1 Road", "Xinjiang Urumqi"),
        ("\x1f\x1f南山区", "****"),
        ("广东省深圳市南山区", "****"),
        ("广东省\x1f深圳市", "****"),
        ("a\x1fb\x1fc\x1fd", "****"),
        ("广东省\x1f科技路1号\x1f", "****"),
        (f"{'长' * 21}\x1f深圳市\x1f", "****"),
    ],
)
def test_a_postal_address_shows_province_and_city(address: str, shown: str) -> None:
    """A street in the wrong place is not shown as a city."""
    assert MASKS["address_city"](address) == shown


@pytest.mark.parametrize(
    ("mask", "text", "shown"),
    [
        ("date_year", "1990-05-17", "1990"),
        ("date_year", "1990-05", "****"),
        ("date_year", "1990-05-17T00:00", "****"),
        ("date_year", "١٩٩٠-05-17", "****"),
        ("date_year", "female", "****"),
        ("last4", "ORD-20261122-0007", "****0007"),
        ("last4", "1234567", "****"),
        ("last4", "12345678", "****5678"),
        ("country_only", "+8613800138000", "+86 ****"),
    ],
)
def test_the_other_masks_show_their_part(mask: str, text: str, shown: str) -> None:
    """The year, the last four characters, the country."""
    assert MASKS[mask](text) == shown


@pytest.mark.parametrize("mask", sorted(MASKS))
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_mask_shows_more_than_its_place_allows_of_anything(mask: str, text: str) -> None:
    """Empty, control characters, half a surrogate pair, a million characters."""
    assert len(MASKS[mask](text)) <= 11
