"""From typed text to a number that can stand for one person, and to the token that finds it."""

from __future__ import annotations

import pytest

from cdp.errors import InvalidField
from cdp.identity.number import NumberIndex, number_of
from cdp.identity.record import OwnershipRole, role_of
from privacy.vault import AES_GCM_SHA256, IndexKey
from tests.unit.vault.scene import HANDLER

SPELLINGS = ["13800138000", "１３８ 0013 8000", "+86-13800138000", "0086 138 0013 8000"]


def index(version: int = 1) -> NumberIndex:
    key = IndexKey.derive(bytes(32), handler=HANDLER, suite=AES_GCM_SHA256, version=version)
    return NumberIndex(key=key, version=version)


@pytest.mark.parametrize("typed", SPELLINGS)
def test_one_number_is_found_however_it_is_typed(typed: str) -> None:
    """By one token of 16 bytes, in the version of its key."""
    expected = {"bx": index().key.token("+8613800138000"), "key_ver": 1}
    assert expected == index().binds(number_of(typed, field="number"))


def test_a_version_of_the_key_gives_tokens_of_its_own() -> None:
    """A rotation runs beside the old version, and the two never meet."""
    phone = number_of("13800138000", field="number")
    assert index(2).binds(phone)["bx"] != index(1).binds(phone)["bx"]
    assert index(2).binds(phone)["key_ver"] == 2


@pytest.mark.parametrize("typed", ["", "张晓明", "138****8000", "1" * 1000, "10086", "13800\x00"])
def test_what_is_no_number_is_refused_by_the_field_s_name(typed: str) -> None:
    """The advice says what to send; the text stands nowhere."""
    with pytest.raises(InvalidField) as refused:
        number_of(typed, field="input.number")
    assert refused.value.field == "input.number"
    assert not typed or typed not in str(refused.value)
    assert refused.value.__cause__ is None


@pytest.mark.parametrize("typed", ["010-62345678", "4008001234", "8008101234"])
def test_a_line_that_several_people_answer_is_refused(typed: str) -> None:
    """A switchboard opens nobody's profile."""
    with pytest.raises(InvalidField) as refused:
        number_of(typed, field="number")
    assert "Several people" in refused.value.advice


def test_an_extension_makes_a_switchboard_one_person_s() -> None:
    """So it can be filed."""
    assert number_of("010-62345678 转 801", field="number").has_extension


def test_a_national_number_belongs_to_the_country_of_its_source() -> None:
    """A source in Singapore types eight digits."""
    phone = number_of("81234567", field="number", default_country="SG")
    assert phone.country == "SG"


@pytest.mark.parametrize(
    ("typed", "role"),
    [
        ("13800138000", OwnershipRole.PRIMARY),
        ("010-62345678 转 801", OwnershipRole.PRIMARY),
        ("13800138000 转 801", OwnershipRole.AGENT),
    ],
)
def test_a_marketplace_s_privacy_number_belongs_to_the_middleman(
    typed: str, role: OwnershipRole
) -> None:
    """It is an alias that the marketplace takes back."""
    assert role is role_of(number_of(typed, field="number"))
