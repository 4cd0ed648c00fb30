"""A selection says which parts of a person a statement fetches, and how many rows of each."""

from __future__ import annotations

import pytest

from cdp.profile.selection import Selection

NO_LISTS = {"first_contacts": 1, "first_orders": 1, "first_calls": 1}


def test_nothing_selected_fetches_nothing() -> None:
    """An act looks a person up without reading anything of her."""
    assert Selection().shape == frozenset()
    assert Selection().lengths() == NO_LISTS


@pytest.mark.parametrize(
    ("selection", "part"),
    [
        (Selection(phones=True), "phones"),
        (Selection(name=True), "name"),
        (Selection(email=True), "email"),
        (Selection(address=True), "address"),
        (Selection(consents=True), "consents"),
    ],
    ids=lambda value: str(value) if isinstance(value, str) else "",
)
def test_a_part_that_is_selected_is_fetched(selection: Selection, part: str) -> None:
    """By its name in the statement; it needs no length."""
    assert selection.shape == frozenset({part})
    assert selection.lengths() == NO_LISTS


@pytest.mark.parametrize(
    ("selection", "part"),
    [
        (Selection(contacts=10), "contacts"),
        (Selection(orders=10), "orders"),
        (Selection(calls=10), "calls"),
    ],
    ids=lambda value: str(value) if isinstance(value, str) else "",
)
def test_a_list_is_fetched_one_longer_than_it_is_shown(selection: Selection, part: str) -> None:
    """So that whether more follow is known without counting."""
    assert selection.shape == frozenset({part})
    assert selection.lengths() == NO_LISTS | {f"first_{part}": 11}


def test_the_length_of_a_list_does_not_change_the_statement() -> None:
    """One text a shape: the lengths are its parameters."""
    assert Selection(orders=1).shape == Selection(orders=100).shape
