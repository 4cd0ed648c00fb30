"""Verification: codes, approvals, and the fact that a stale number needs besides."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from privacy.rights.suppression import SuppressionKey
from privacy.rights.verification import (
    CONFIRMED_WITHIN,
    Assurance,
    RightsKey,
    draw_code,
    knows,
    needed,
    read_code,
)

NOW = datetime(2026, 11, 22, 3, 45, tzinfo=UTC)
CASE, OTHER = UUID(int=1), UUID(int=2)
KEY = RightsKey(bytes(range(32)))


def test_a_code_is_right_for_its_own_request_alone() -> None:
    """Under this key alone, too."""
    kept = KEY.code(CASE, "042042")
    assert KEY.is_code(CASE, "042042", kept)
    assert not KEY.is_code(CASE, "042043", kept)
    assert not KEY.is_code(OTHER, "042042", kept)
    assert not RightsKey(bytes(32)).is_code(CASE, "042042", kept)


@pytest.mark.parametrize("typed", ["042042", " 042 042 ", "042-042", "０４２０４２"])
def test_a_code_is_read_as_people_type_it(typed: str) -> None:
    """Blanks, hyphens, full width."""
    assert read_code(typed) == "042042"


def test_a_code_has_six_digits_and_no_favourites() -> None:
    """What is drawn beyond the last whole million is drawn again."""
    drawn = iter([b"\xff" * 8, (7).to_bytes(8)])
    assert draw_code(lambda _: next(drawn)) == "000007"
    assert {len(draw_code(os.urandom)) for _ in range(50)} == {6}


def test_an_approval_is_of_one_plan_by_one_person_for_one_request() -> None:
    """Nothing of it can be exchanged."""
    parts = {"plan": "a" * 64, "opened_by": "anna", "approved_by": "boris"}
    mark = KEY.approval(CASE, **parts)
    assert KEY.is_approval(CASE, **parts, mark=mark)
    assert not KEY.is_approval(OTHER, **parts, mark=mark)
    for name in parts:
        assert not KEY.is_approval(CASE, **{**parts, name: "x"}, mark=mark)
    moved = {**parts, "opened_by": "annab", "approved_by": "oris"}
    assert not KEY.is_approval(CASE, **moved, mark=mark)


def test_a_number_that_was_confirmed_of_late_is_enough() -> None:
    """Ninety days; never confirmed is not enough."""
    assert needed(NOW - CONFIRMED_WITHIN, NOW) is Assurance.NUMBER
    late = NOW - CONFIRMED_WITHIN - timedelta(seconds=1)
    assert needed(late, NOW) is Assurance.NUMBER_AND_FACT
    assert needed(None, NOW) is Assurance.NUMBER_AND_FACT


def test_a_fact_is_known_in_any_spelling() -> None:
    """One of those that we hold, and nothing else; silence knows nothing."""
    held = ["xm@example.com", None, "SO-1042", ""]
    assert knows(" XM@Example.com", held)
    assert knows("so-1042", held)
    assert not knows("so-1043", held)
    assert not any(knows(said, held) for said in (None, "", "  "))
    assert not knows("anything", [])


def test_a_suppression_finds_nobody_without_its_key() -> None:
    """Its own: of another root, or another handler, the token is another one."""
    number = "+8613800138000"
    one = SuppressionKey.derive(bytes(32), handler=CASE).token(number)
    assert len(one) == 32
    assert one == SuppressionKey.derive(bytes(32), handler=CASE).token(number)
    assert one != SuppressionKey.derive(bytes(32), handler=OTHER).token(number)
    assert one != SuppressionKey.derive(bytes(range(32)), handler=CASE).token(number)
    assert number not in repr(SuppressionKey(bytes(32)))
