"""From what was typed into an input to what an act works with, or the field that does not fit."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest
import strawberry

from cdp.api import wishes
from cdp.api.contacts.inputs import AddressInput
from cdp.api.contacts.roots import address, contact_wish
from cdp.api.ids import Record
from cdp.api.orders.inputs import OrderLineInput
from cdp.api.orders.roots import line as order_line
from cdp.api.page import checked_first
from cdp.api.scalars import PhoneNumber
from cdp.contacts.record import Contact
from cdp.errors import InvalidField
from cdp.sources.record import load_sources
from tests.unit.plan.scene import IDS

NUMBER = PhoneNumber("138 0013 8000")
HER = UUID("0192f000-0000-7000-8000-0000000000a1")
PROFILE = IDS.record(Record.PROFILE, HER)


def test_a_contact_is_wished_for_under_its_number_and_source() -> None:
    """The number in one form, the source as it is declared."""
    wish = contact_wish(load_sources(), "web-form", NUMBER, Contact(name="张晓明"))
    assert (wish.phone.canonical, wish.source.key) == ("+8613800138000", "web-form")
    assert "张晓明" not in repr(wish)


@pytest.mark.parametrize(
    ("source", "number", "field"),
    [("nowhere", NUMBER, "source"), ("web-form", PhoneNumber("138****8000"), "number")],
)
def test_a_contact_without_source_or_number_is_none(
    source: str, number: PhoneNumber, field: str
) -> None:
    """Each by its own name."""
    with pytest.raises(InvalidField) as refused:
        contact_wish(load_sources(), source, number, Contact())
    assert refused.value.field == field


def test_an_act_is_about_a_number_or_a_profile() -> None:
    """A number that was never seen makes a person, a profile does not."""
    by_number, by_id = wishes.about(IDS, NUMBER, None), wishes.about(IDS, None, PROFILE)
    assert by_number.phone is not None
    assert (by_number.subject, by_number.makes) == (None, True)
    assert (by_id.phone, by_id.subject, by_id.makes) == (None, HER, False)


@pytest.mark.parametrize(("number", "profile"), [(None, None), (NUMBER, PROFILE)])
def test_an_act_about_nobody_or_about_two_is_refused(
    number: PhoneNumber | None, profile: strawberry.ID | None
) -> None:
    """Which of them would be meant?"""
    with pytest.raises(InvalidField) as refused:
        wishes.about(IDS, number, profile)
    assert refused.value.field == "number"


def test_a_number_belongs_to_the_country_of_its_source() -> None:
    """Eight digits are a mobile number in Singapore."""
    phone = wishes.about(IDS, PhoneNumber("8123 4567"), None, country="SG").phone
    assert phone is not None
    assert phone.country == "SG"


def test_an_address_of_no_parts_is_none() -> None:
    """Nothing was said, so nothing is sealed and nothing declared as written."""
    assert address(None) is None
    assert address(AddressInput()) is None
    assert address(AddressInput(province=" ", city="", street=None)) is None


@pytest.mark.parametrize(
    "given",
    [AddressInput(province="广东省"), AddressInput(city="深圳市"), AddressInput(street="1号")],
)
def test_an_address_of_one_part_is_one(given: AddressInput) -> None:
    """Whichever part it is."""
    assert address(given) is not None


def test_a_unit_price_is_a_decimal_string_of_minor_units() -> None:
    """Beyond 32 bits, hence text; a front end that counts in floats is told."""
    line = order_line(OrderLineInput(product="壶", quantity=2, unit_minor="0000000000019900"), 0)
    assert (line.product, line.quantity, line.unit_minor) == ("壶", 2, 19_900)


@pytest.mark.parametrize(
    "text", ["", "-1", "+1", "1.5", "1e3", "1_000", " 1", "１９９", "²", "0" * 17, "9" * 5000]
)
def test_a_price_in_another_form_is_refused(text: str) -> None:
    """By the line's place."""
    with pytest.raises(InvalidField) as refused:
        order_line(OrderLineInput(product="壶", quantity=1, unit_minor=text), 3)
    assert refused.value.field == "lines.3.unitMinor"


def test_evidence_is_text_of_a_reference_s_length() -> None:
    """Where a recording lies; blank is none."""
    assert wishes.evidence(" REC-2026-11-22 ") == "REC-2026-11-22"
    assert (wishes.evidence(None), wishes.evidence("  ")) == (None, None)
    with pytest.raises(InvalidField) as refused:
        wishes.evidence("x" * 201)
    assert refused.value.field == "evidence"


def test_a_time_is_filed_in_utc() -> None:
    """Whatever zone it was said in."""
    beijing = timezone(timedelta(hours=8))
    at = datetime(2026, 11, 22, 18, 0, tzinfo=beijing)
    assert wishes.utc(at, field="saidAt") == datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
    assert wishes.utc(at, field="saidAt").tzinfo is UTC


@pytest.mark.parametrize(
    "at",
    [
        datetime(2026, 11, 22, 10, 0),  # noqa: DTZ001 - the attack
        datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))),
        datetime(9999, 12, 31, 23, 59, tzinfo=timezone(-timedelta(hours=14))),
        datetime(1899, 12, 31, tzinfo=UTC),
        datetime(2200, 1, 1, tzinfo=UTC),
    ],
)
def test_a_time_without_offset_or_beyond_reason_is_refused(at: datetime) -> None:
    """Nobody guesses a zone, and no conversion overflows."""
    with pytest.raises(InvalidField) as refused:
        wishes.utc(at, field="saidAt")
    assert refused.value.field == "saidAt"


@pytest.mark.parametrize("first", [1, 100])
def test_a_page_has_one_to_a_hundred_nodes(first: int) -> None:
    """Both bounds belong to it."""
    assert checked_first(first) == first
    for wrong in (0, -1, 101):
        with pytest.raises(InvalidField) as refused:
            checked_first(wrong)
        assert refused.value.field == "first"
