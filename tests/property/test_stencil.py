"""What a stencil presses is, byte for byte, what its leaf would be encoded as."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import cast
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacy.errors import InvalidLeaf
from privacy.ledger.batch import Entry
from privacy.ledger.entry import LEAF_BYTES_MAX, SUBJECTS_MAX, Leaf
from privacy.ledger.parse import parse_leaf
from privacy.ledger.stencil import Stencil, Stencils
from tests.property.test_leaf import leaves
from tests.unit.ledger.scene import AT, OPERATION, PSEUDONYM, read

zones = st.sampled_from([UTC, timezone(timedelta(hours=8)), timezone(timedelta(hours=-11))])
times = st.datetimes(
    min_value=datetime(1970, 1, 3),  # noqa: DTZ001 - hypothesis adds the zone
    max_value=datetime(9999, 12, 30),  # noqa: DTZ001 - as above
    timezones=zones,
)
pseudonyms = st.lists(st.binary(min_size=16, max_size=16), max_size=5)
whole = leaves.map(lambda leaf: replace(leaf, part=(1, 1)))


@given(whole, times, st.uuids(), pseudonyms)
def test_a_pressed_entry_is_the_leafs_own(
    leaf: Leaf, at: datetime, operation: UUID, subjects: list[bytes]
) -> None:
    """Whatever the leaf says, whoever it is of, and whenever it is."""
    pressed = Stencil.of(leaf).press(at=at, operation=operation, subjects=subjects)
    said = replace(leaf, at=at, operation=operation, subjects=tuple(subjects), count=len(subjects))
    assert Entry.of(said) == pressed
    assert parse_leaf(pressed.encoded) == replace(said, at=at.astimezone(UTC))


@given(whole)
def test_nothing_of_the_leaf_it_was_cut_from_is_left_in_the_gaps(leaf: Leaf) -> None:
    """Neither its people, nor its time, nor its operation."""
    other = replace(leaf, at=AT, operation=OPERATION, subjects=(PSEUDONYM,), count=7)
    assert Stencil.of(leaf) == Stencil.of(other)


@pytest.mark.parametrize(
    "prose",
    ["Wang Xiaoming", "13800138000", 'x","actor":"oidc:other', "0192f000-0000-7000-8000-00000000"],
)
def test_no_text_fits_a_gap(prose: str) -> None:
    """An id is written by its own type, a pseudonym and a time by theirs: a text by none."""
    stencil = Stencil.of(read())
    with pytest.raises(AttributeError):
        stencil.press(at=AT, operation=cast("UUID", prose), subjects=[])
    with pytest.raises((AttributeError, InvalidLeaf)):
        stencil.press(at=AT, operation=OPERATION, subjects=[cast("bytes", prose[:16].ljust(16))])
    with pytest.raises(AttributeError):
        stencil.press(at=cast("datetime", prose), operation=OPERATION, subjects=[])


def test_a_gap_refuses_what_a_leaf_refuses() -> None:
    """A time without a zone, a pseudonym of another length, more people than an entry names."""
    stencil = Stencil.of(read())
    for at, subjects, field in (
        (AT.replace(tzinfo=None), [PSEUDONYM], "t"),
        (AT, [PSEUDONYM[:-1]], "subjects"),
        (AT, [PSEUDONYM] * (SUBJECTS_MAX + 1), "subjects"),
    ):
        with pytest.raises(InvalidLeaf) as refused:
            stencil.press(at=at, operation=OPERATION, subjects=subjects)
        assert refused.value.field == field


def test_a_leaf_with_text_in_it_makes_no_stencil() -> None:
    """It cannot be made, and what is no leaf cannot be cut; one of a chain says that it is."""
    with pytest.raises(InvalidLeaf):
        Stencil.of(replace(read(), actor="Wang Xiaoming"))
    with pytest.raises(InvalidLeaf) as refused:
        Stencil.of(replace(read(), part=(1, 2)))
    assert refused.value.field == "part"


def test_an_entry_is_no_longer_than_an_entry_may_be() -> None:
    """A thousand people fit; a thousand people and everything else that a leaf can say may not."""
    cells = (PSEUDONYM,) * SUBJECTS_MAX
    stencil = Stencil.of(replace(read(), cells=cells))
    assert len(stencil.press(at=AT, operation=OPERATION, subjects=cells[:1]).encoded) > 30_000
    with pytest.raises(InvalidLeaf):
        stencil.press(at=AT, operation=OPERATION, subjects=cells)
    assert LEAF_BYTES_MAX < 2 * 35 * SUBJECTS_MAX


def test_stencils_are_cut_once_and_never_taken_for_anothers() -> None:
    """One is known by what it says and by the very ruling that said it; the oldest goes first."""
    stencils, first, second = Stencils(most=2), object(), object()
    cut: list[str] = []

    def leaf(name: str) -> Leaf:
        cut.append(name)
        return read()

    for said, by in (
        ("a", first),
        ("a", first),
        ("a", second),
        ("b", first),
        ("a", second),
        ("c", first),
        ("b", first),
    ):
        stencils.of(said, by, lambda said=said: leaf(said))  # type: ignore[misc] # its own name
    assert cut == ["a", "a", "b", "c", "b"]
