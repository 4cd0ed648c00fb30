"""The further fields of a contact, each in its form, and the organisation that is no person."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from cdp.contacts.organisation import Organisation
from cdp.contacts.record import Address, AddressKind, Birthday, Contact, Gender
from cdp.errors import InvalidField

NOW = datetime(2026, 11, 21, 16, 30, tzinfo=UTC)
"""Half past midnight of the next day in Shanghai."""


@pytest.mark.parametrize(
    ("family", "given", "whole"),
    [
        ("张", "晓明", "张晓明"),
        ("欧阳", "娜娜", "欧阳娜娜"),
        ("Li", "Na", "Na Li"),
        ("张", None, "张"),
        (None, "Na", "Na"),
        (None, None, None),
    ],
)
def test_a_name_is_made_of_its_parts_in_the_order_of_their_script(
    family: str | None, given: str | None, whole: str | None
) -> None:
    """Unless the whole is said as well."""
    assert Contact.of(given_name=given, family_name=family).name == whole
    assert Contact.of(name="晓明", given_name=given, family_name=family).name == "晓明"


def test_a_name_of_two_long_parts_is_refused_by_its_own_name() -> None:
    """Each part fits, the whole does not."""
    with pytest.raises(InvalidField) as refused:
        Contact.of(given_name="a" * 150, family_name="b" * 150)
    assert refused.value.field == "name"


@pytest.mark.parametrize(
    ("day", "is_taken"),
    [
        (date(1900, 1, 1), True),
        (date(1899, 12, 31), False),
        (date(2026, 11, 22), True),
        (date(2026, 11, 23), False),
    ],
)
def test_a_birthday_is_past_where_we_are(day: date, *, is_taken: bool) -> None:
    """Whoever is born today in Shanghai was born; it is yesterday elsewhere."""
    if is_taken:
        assert Birthday.of(day, now=NOW).day == day
        return
    with pytest.raises(InvalidField) as refused:
        Birthday.of(day, now=NOW)
    assert refused.value.field == "birthday"
    assert str(day.year) not in str(refused.value).replace("1900", "")


@pytest.mark.parametrize(
    ("typed", "tag"),
    [
        ("zh-CN", "zh-CN"),
        ("zh_CN", "zh-CN"),
        ("en", "en"),
        ("zh-Hans-CN", "zh-Hans-CN"),
        ("", None),
    ],
)
def test_a_language_is_a_tag(typed: str, tag: str | None) -> None:
    """As BCP 47 spells it."""
    assert Contact.of(locale=typed).locale == tag


@pytest.mark.parametrize("typed", ["chinese", "ZH-cn", "zh-CN-x", "中文", "1"])
def test_what_is_no_language_tag_is_refused(typed: str) -> None:
    """By its name, and not repeated."""
    with pytest.raises(InvalidField) as refused:
        Contact.of(locale=typed)
    assert refused.value.field == "locale"
    assert typed not in str(refused.value).replace("zh-CN", "")


def test_a_contact_prints_none_of_its_fields() -> None:
    """A birthday and an address of hers pass through tracebacks before they are sealed."""
    home = Address.of("广东省", "深圳市", "南山路1号", "address")
    contact = Contact.of(
        title="采购经理",
        gender=Gender.FEMALE,
        birthday=Birthday.of(date(1990, 5, 17), now=NOW),
        addresses={AddressKind.HOME: home},
    )
    shown = f"{contact!r} {contact.birthday!r} {home!r}"
    for value in ("采购经理", "FEMALE", "1990", "南山路"):
        assert value not in shown


def test_an_organisation_is_a_name_a_trade_and_a_region() -> None:
    """Cleaned; a blank word is none."""
    made = Organisation.of(name=" 深圳云栖科技 ", industry="", region=" 广东 ")
    assert (made.name, made.industry, made.region) == ("深圳云栖科技", None, "广东")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "字" * 201}, "name"),
        ({"name": "小李 13800138000"}, "name"),
        ({"name": "云栖", "industry": "138 0013 8000"}, "industry"),
        ({"name": "云栖", "region": "字" * 81}, "region"),
    ],
)
def test_no_person_gets_into_an_organisation(given: dict[str, str], field: str) -> None:
    """It stands clear in the database: no telephone number goes in there."""
    with pytest.raises(InvalidField) as refused:
        Organisation.of(**given)
    assert refused.value.field == f"organisation.{field}"
    assert "138" not in str(refused.value)
