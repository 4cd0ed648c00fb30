"""The names of idempotency keys: shared by requests that must meet, and by no others."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdp.acts.once import KEPT, DailyKeys, Once

KEYS = DailyKeys(bytes(range(32)))
USE = UUID(int=1)
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
TIMES = st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=366)).map(NOON.__add__)


def named(at: datetime, **more: str) -> Once:
    who = {"client": "crm-web", "actor": "dev:anna", **more}
    return KEYS.once(
        who.pop("key", "one-key!"), request=who.pop("request", "r").encode(), use=USE, at=at, **who
    )


@given(at=TIMES, later=st.timedeltas(min_value=timedelta(0), max_value=KEPT))
def test_two_requests_within_a_day_share_a_name(at: datetime, later: timedelta) -> None:
    """So they meet on its row, whatever midnight lies between them."""
    first, second = named(at), named(at + later)
    assert set(first.names) & set(second.names)
    assert set(first.marks) & set(second.marks)


@given(at=TIMES)
def test_after_two_days_nothing_is_shared(at: datetime) -> None:
    """A day's key tells nothing of another's."""
    later = named(at + timedelta(days=2))
    assert not set(named(at).names) & set(later.names)


@pytest.mark.parametrize(
    "other", [{"client": "order-system"}, {"actor": "dev:berta"}, {"key": "two-key!"}]
)
def test_a_name_is_an_actor_s_of_a_client(other: dict[str, str]) -> None:
    """Nobody meets another one's keys."""
    assert not set(named(NOON).names) & set(named(NOON, **other).names)


def test_a_mark_is_a_request_s() -> None:
    """And the name is the key's alone, so that another request under it is noticed."""
    one, other = named(NOON), named(NOON, request="another")
    assert one.names == other.names
    assert not set(one.marks) & set(other.marks)


def test_a_key_is_in_no_picture_of_it() -> None:
    """What is printed by accident names nobody."""
    assert "one-key!" not in repr(named(NOON))
    assert repr(KEYS) == repr(DailyKeys(bytes(32)))
