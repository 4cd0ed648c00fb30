"""Any row survives its id, and no two objects share one."""

from __future__ import annotations

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdp.api.ids import KINDS, Fact, Ids, Kind, Name
from cdp.errors import InvalidField

IDS: Final = Ids.derive(bytes(range(32)))
kinds = st.sampled_from(list(KINDS.values()))
LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def named(name: Name) -> str:
    if isinstance(name.kind, Fact):
        return IDS.fact(name.kind, name.subject, name.row)
    return IDS.record(name.kind, name.row)


@st.composite
def names(draw: st.DrawFn) -> Name:
    kind, row = draw(kinds), draw(st.uuids())
    subject = draw(st.uuids()) if isinstance(kind, Fact) else row
    return Name(kind=kind, subject=subject, row=row)


@given(names(), kinds)
def test_an_id_says_what_it_names_and_serves_for_no_other_kind(name: Name, kind: Kind) -> None:
    """Round trip, for every kind."""
    assert IDS.name(named(name), field="id") == name
    if kind is name.kind:
        assert IDS.row(kind, named(name), field="id") == name.row
    else:
        with pytest.raises(InvalidField):
            IDS.row(kind, named(name), field="id")


@given(names(), names())
def test_two_objects_share_an_id_only_if_they_are_one(one: Name, other: Name) -> None:
    """And one has the same id each time."""
    assert (named(one) == named(other)) is (one == other)


@given(names(), st.integers(0, 65), st.sampled_from(LETTERS))
def test_any_altered_letter_is_refused(name: Name, place: int, letter: str) -> None:
    """Wherever it stands."""
    text = named(name)
    bent = text[:place] + letter + text[place + 1 :]
    if bent != text:
        with pytest.raises(InvalidField):
            IDS.name(bent, field="id")


@given(st.text() | st.text(LETTERS, min_size=60, max_size=70) | st.uuids().map(str))
def test_no_text_is_an_id(text: str) -> None:
    """It is refused, and never fails otherwise."""
    with pytest.raises(InvalidField):
        IDS.name(text, field="id")
