"""A lead is filed as it was expressed, or refused by its field; its marks name nobody."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cdp.errors import InvalidField
from cdp.leads.record import Lead, Learned, Qualification
from cdp.vocabulary import IntentLevel
from privacy.testing.asks import NOW

MOMENT = timedelta(microseconds=1)


def lead(**more: str) -> Lead:
    return Lead.of(captured_at=NOW, now=NOW, **more)  # type: ignore[arg-type] # marks alone


def test_a_lead_is_filed_in_one_form() -> None:
    """Trimmed; what is empty was not said."""
    filed = lead(campaign=" 双十一-20261111 ", tracking_link="qr/7?utm=a", product="  ")
    assert (filed.campaign, filed.tracking_link, filed.product) == (
        "双十一-20261111",
        "qr/7?utm=a",
        None,
    )


def test_a_lead_of_the_future_is_refused() -> None:
    """One that is captured now is not."""
    assert Lead.of(captured_at=NOW, now=NOW).captured_at == NOW
    with pytest.raises(InvalidField) as refused:
        Lead.of(captured_at=NOW + MOMENT, now=NOW)
    assert refused.value.field == "capturedAt"


@pytest.mark.parametrize("field", ["campaign", "tracking_link", "product"])
@pytest.mark.parametrize("text", ["call 138 0013 8000", "13800138000", "010-62345678"])
def test_what_stands_clear_holds_no_telephone_number(field: str, text: str) -> None:
    """And the refusal does not repeat it."""
    with pytest.raises(InvalidField) as refused:
        lead(**{field: text})
    assert refused.value.field == {"tracking_link": "trackingLink"}.get(field, field)
    assert text not in str(refused.value)


@pytest.mark.parametrize("field", ["campaign", "tracking_link"])
def test_a_key_holds_no_address(field: str) -> None:
    """Nobody stands in a key."""
    with pytest.raises(InvalidField):
        lead(**{field: "xm@example.com"})


def test_whoever_says_what_she_wants_inquires() -> None:
    """Whoever left a number alone is raw."""
    assert lead().first_qualification is Qualification.RAW
    said = Lead.of(captured_at=NOW, now=NOW, learned=Learned.of(need="两百壶"))
    meant = Lead.of(captured_at=NOW, now=NOW, intent=IntentLevel.D_WEAK)
    assert all(
        each.first_qualification is Qualification.INQUIRY
        for each in (lead(product="壶"), said, meant)
    )


@pytest.mark.parametrize(
    ("part", "field"),
    [
        ({"form": "字" * 4001}, "form"),
        ({"pain_point": "\x00"}, "painPoint"),
        ({"budget_range": "字" * 201}, "budgetRange"),
        ({"timeline": "字" * 201}, "timeline"),
    ],
)
def test_a_text_that_cannot_be_filed_is_refused_by_its_field(
    part: dict[str, str], field: str
) -> None:
    """Each by its own name."""
    with pytest.raises(InvalidField) as refused:
        Learned.of(**part)
    assert refused.value.field == field


def test_a_lead_does_not_print_what_she_said() -> None:
    """It is free text, and free text holds anything."""
    learned = Learned.of(need="两百壶")
    assert "两百壶" not in repr(learned)
    assert "两百壶" not in repr(Lead.of(captured_at=NOW, now=NOW, learned=learned))
