"""Cursors: a place that nobody can read, make up, or use elsewhere."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

import pytest

from cdp.api.cursor import Cursors
from cdp.database.listing import EARLIEST, EPOCH, HIGHEST, LATEST, Place
from cdp.errors import InvalidField

OURS: Final = Cursors.derive(bytes(32))
CALL: Final = UUID("0192f000-0000-7000-8000-0000000000c1")
AT: Final = datetime(2026, 11, 22, 3, 45, 12, 345678, tzinfo=UTC)
PLACE: Final = Place(at=AT, id=CALL)


def refused(cursor: str, listing: str = "calls", *, by: Cursors = OURS) -> InvalidField:
    with pytest.raises(InvalidField) as fault:
        by.place(listing, cursor)
    return fault.value


@pytest.mark.parametrize("place", [PLACE, LATEST, EARLIEST, HIGHEST, Place(at=EPOCH, id=CALL)])
def test_a_place_comes_back_as_it_was_given_away(place: Place) -> None:
    """To the microsecond, also the places before every row."""
    assert OURS.place("calls", OURS.cursor("calls", place)) == place


def test_the_same_place_has_the_same_cursor() -> None:
    """An answer is a function of its rows."""
    assert OURS.cursor("calls", PLACE) == OURS.cursor("calls", PLACE)


def test_a_cursor_says_nothing_of_its_place() -> None:
    """Neither the time nor the id stands in it, and two that are close do not look so."""
    sealed = base64.urlsafe_b64decode(OURS.cursor("calls", PLACE) + "==")
    packed = ((AT - EPOCH).total_seconds() * 1e6).__trunc__().to_bytes(8, "big")
    assert CALL.bytes not in sealed
    assert packed not in sealed
    close = base64.urlsafe_b64decode(
        OURS.cursor("calls", Place(at=AT, id=UUID(int=CALL.int + 1))) + "=="
    )
    assert sum(a == b for a, b in zip(sealed, close, strict=True)) < len(sealed) // 3


def test_a_cursor_of_another_list_or_another_deployment_is_none() -> None:
    """A call's place in the list of messages would page by a time that is none of theirs."""
    cursor = OURS.cursor("calls", PLACE)
    assert refused(cursor, "messages").field == "after"
    assert refused(cursor, by=Cursors.derive(bytes(31) + b"\x01")).field == "after"


@pytest.mark.parametrize(
    "bent",
    [
        "", "a", "====", "no cursor", "\ud800", "é", "YQ", "\x00", "A" * 10_000,
        OURS.cursor("calls", PLACE)[:-2], OURS.cursor("calls", PLACE) + "AA",
    ],
)  # fmt: skip
def test_what_is_none_of_ours_is_refused_without_being_repeated(bent: str) -> None:
    """Empty, cut, lengthened, in another alphabet: the advice is one for all."""
    fault = refused(bent)
    assert str(fault) == "after: Give a cursor as an earlier answer gave it."


def test_every_bent_bit_is_noticed() -> None:
    """Each of them, in every byte."""
    sealed = base64.urlsafe_b64decode(OURS.cursor("calls", PLACE) + "==")
    for bit in range(len(sealed) * 8):
        bent = bytearray(sealed)
        bent[bit // 8] ^= 1 << bit % 8
        refused(base64.urlsafe_b64encode(bent).decode().rstrip("="))


def test_the_field_that_is_refused_is_the_one_that_was_given() -> None:
    """`before` is not `after`."""
    with pytest.raises(InvalidField) as fault:
        OURS.place("calls", "x", field="before")
    assert fault.value.field == "before"


def test_a_key_of_cursors_shows_nothing_of_itself() -> None:
    """Neither in a representation nor by being copied into one."""
    assert "0" * 8 not in repr(OURS)
    assert repr(OURS) == repr(Cursors.derive(bytes(31) + b"\x01"))
