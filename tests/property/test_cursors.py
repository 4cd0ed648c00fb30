"""Any place survives its cursor, and no two places share one."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdp.api.cursor import Cursors
from cdp.database.listing import EPOCH, Place
from cdp.errors import InvalidField

CURSORS: Final = Cursors.derive(bytes(range(32)))
SECONDS: Final = 86_400 * 365 * 1_900
times = st.timedeltas(timedelta(seconds=-SECONDS), timedelta(seconds=SECONDS))
places = st.builds(
    Place,
    at=times.map(lambda since: EPOCH + since) | st.integers(-(2**63), 2**63 - 1),
    id=st.uuids(),
)
listings = st.sampled_from(["calls", "messages", "leads", "pool", ""])


@given(listings, places)
def test_a_place_survives(listing: str, place: Place) -> None:
    """A time, a number, of any size that a row can have."""
    found = CURSORS.place(listing, CURSORS.cursor(listing, place))
    assert (found, type(found.at)) == (place, type(place.at))


@given(listings, places, listings, places)
def test_two_places_share_a_cursor_only_if_they_are_one(
    listing: str, place: Place, other: str, elsewhere: Place
) -> None:
    """In one list; and a cursor of one list is none in another."""
    is_same = (listing, place, type(place.at)) == (other, elsewhere, type(elsewhere.at))
    assert (CURSORS.cursor(listing, place) == CURSORS.cursor(other, elsewhere)) is is_same


@given(listings, st.text())
def test_no_text_is_a_cursor(listing: str, text: str) -> None:
    """It is refused, and never fails otherwise."""
    with pytest.raises(InvalidField):
        CURSORS.place(listing, text)
