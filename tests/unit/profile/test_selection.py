"""A selection says which parts of a person a statement fetches, and how many rows of each."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import pytest

from cdp.database.listing import Place
from cdp.profile.selection import LISTS, Selection, Slice

NOTHING = dict(Selection().binds())


def test_nothing_selected_fetches_nothing() -> None:
    """An act looks a person up without reading anything of her."""
    assert Selection().shape == frozenset()
    assert {NOTHING[f"first_{name}"] for name in LISTS} == {1}


@pytest.mark.parametrize("part", ["phones", "name", "email", "address", "consents"])
def test_a_part_that_is_selected_is_fetched(part: str) -> None:
    """By its name in the statement; it needs no length."""
    assert Selection.of(part).shape == frozenset({part})
    assert Selection.of(part).binds() == NOTHING


@pytest.mark.parametrize("part", sorted(LISTS))
def test_a_list_is_fetched_one_longer_than_it_is_shown(part: str) -> None:
    """So that whether more follow is known without counting."""
    selection = Selection.of(**{part: 10})
    assert selection.shape == frozenset({part})
    assert selection.binds() == NOTHING | {f"first_{part}": 11}


def test_a_list_goes_on_after_a_place() -> None:
    """The place is a parameter of the statement, like the length."""
    place = Place(at=datetime(2026, 11, 22, tzinfo=UTC), id=UUID(int=7))
    binds = Selection.of(orders=Slice(first=1, after=place)).binds()
    assert (binds["orders_at"], binds["orders_id"]) == (place.at, place.id)


def test_the_length_of_a_list_does_not_change_the_statement() -> None:
    """One text a shape: the lengths are its parameters."""
    assert Selection.of(orders=1).shape == Selection.of(orders=100).shape
