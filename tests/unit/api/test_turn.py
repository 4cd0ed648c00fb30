"""A turn opens what its grant shows, and counts what it does not show whole."""

from __future__ import annotations

from collections import Counter

import pytest

from cdp.api.decisions import decisions
from cdp.api.turn import Turn
from privacy.grant import Grant, View
from privacy.masking import MASKS
from privacy.terms import DataCategory, Effect, KeyCategory, ReasonCode
from privacy.testing.grants import grant_for
from privacy.vault import Guarded, Sealed
from tests.unit.plan.scene import CURSORS, IDS
from tests.unit.vault.scene import PERSON, ROW, field_key

NAME, PHONE = DataCategory.IDENTITY_NAME, DataCategory.CONTACT_PHONE
EMAIL, ORDER = DataCategory.CONTACT_EMAIL, DataCategory.COMMERCIAL_ORDER
KEY = field_key()
KEYS = {PERSON: dict.fromkeys(KeyCategory, KEY)}

VIEWS = {
    NAME: View(effect=Effect.ALLOW),
    PHONE: View(
        effect=Effect.MASK,
        mask=MASKS["phone_cn_3_4"],
        mask_name="phone_cn_3_4",
        reason=ReasonCode.PURPOSE_CATEGORY_MISMATCH,
        article="PIPL 6",
    ),
    EMAIL: View(effect=Effect.REDACT, reason=ReasonCode.PURPOSE_CATEGORY_MISMATCH),
    ORDER: View(effect=Effect.DENY, reason=ReasonCode.STEP_UP_REQUIRED, article="PIPL 51"),
}


def grant() -> Grant:
    return grant_for(KEYS, views=VIEWS)


def sealed(text: bytes, column: str, category: DataCategory) -> Sealed:
    ciphertext = KEY.seal(text, row=ROW, column=column)
    return Sealed(ciphertext, subject=PERSON, row=ROW, column=column, category=category)


PHONE_CELL = sealed(b"8613800138000", "phone_ownership.e164", PHONE)
NAME_CELL = sealed("张晓明".encode(), "contact.name", NAME)
EMAIL_CELL = sealed(b"xm@example.com", "contact.email", EMAIL)
TOTAL = Guarded(39_800, subject=PERSON, category=ORDER)


def test_a_text_is_shown_as_its_view_says() -> None:
    """Whole, masked, or not at all."""
    turn = Turn(cursors=CURSORS, ids=IDS, grant=grant())
    assert turn.text("Profile.name", NAME, NAME_CELL) == "张晓明"
    assert turn.text("MaskedPhone.display", PHONE, PHONE_CELL) == "138****8000"
    assert turn.text("Profile.email", EMAIL, EMAIL_CELL) is None
    assert turn.fact("Order.totalMinor", TOTAL) is None


def test_what_is_not_shown_whole_is_counted_by_coordinate() -> None:
    """A whole value is not. Whether there is a value to withhold is withheld, too."""
    turn = Turn(cursors=CURSORS, ids=IDS, grant=grant())
    for _ in range(3):
        turn.text("MaskedPhone.display", PHONE, PHONE_CELL)
        turn.fact("Order.totalMinor", TOTAL)
        turn.text("Profile.name", NAME, NAME_CELL)
        turn.text("Profile.email", EMAIL, None)
    counted = {"MaskedPhone.display": 3, "Order.totalMinor": 3, "Profile.email": 3}
    assert turn.reduced == Counter(counted)


def test_a_list_is_shown_where_its_category_is_shown_at_all() -> None:
    """Masked values make a list; redacted ones would tell how many there are."""
    turn = Turn(cursors=CURSORS, ids=IDS, grant=grant())
    lists = {"a": NAME, "b": PHONE, "c": EMAIL, "d": ORDER}
    assert [turn.shows(place, category) for place, category in lists.items()] == [
        *(True, True, False, False)
    ]
    assert turn.reduced == Counter({"c": 1, "d": 1})
    assert Turn(cursors=CURSORS, ids=IDS).shows("a", NAME) is False


def test_without_a_grant_everything_is_null_and_nothing_is_counted() -> None:
    """Nobody is there: there is nobody of whom something was withheld."""
    turn = Turn(cursors=CURSORS, ids=IDS)
    assert turn.text("Profile.name", NAME, NAME_CELL) is None
    assert turn.fact("Order.totalMinor", TOTAL) is None
    assert turn.view(NAME) is None
    assert turn.reduced == Counter()


def test_a_grant_that_was_closed_shows_nothing() -> None:
    """A resolver that is late finds the keys dropped."""
    turn = Turn(cursors=CURSORS, ids=IDS, grant=grant())
    assert turn.grant is not None
    turn.grant.close()
    assert turn.text("Profile.name", NAME, NAME_CELL) is None


def test_decisions_tell_why_a_field_is_masked_or_null() -> None:
    """With effect, reason and article; a field that is shown whole needs no word."""
    told = decisions(
        Turn(cursors=CURSORS, ids=IDS, grant=grant()),
        [("name", NAME), ("phones", PHONE), ("orders", ORDER)],
    )
    assert [(one.field, one.effect, one.reason, one.article) for one in told] == [
        ("phones", Effect.MASK, ReasonCode.PURPOSE_CATEGORY_MISMATCH, "PIPL 6"),
        ("orders", Effect.DENY, ReasonCode.STEP_UP_REQUIRED, "PIPL 51"),
    ]


def test_decisions_are_silent_about_what_was_not_asked_for() -> None:
    """A document without an address is not told that addresses are denied."""
    assert (
        decisions(
            Turn(cursors=CURSORS, ids=IDS, grant=grant()),
            [("address", DataCategory.CONTACT_ADDRESS)],
        )
        == []
    )


@pytest.mark.parametrize("fields", [[], [("name", NAME), ("phones", PHONE)]])
def test_without_a_grant_there_are_no_decisions(fields: list[tuple[str, DataCategory]]) -> None:
    """Absent and forbidden look alike."""
    assert decisions(Turn(cursors=CURSORS, ids=IDS), fields) == []
