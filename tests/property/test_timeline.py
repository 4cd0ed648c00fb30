"""Timelines: whatever happened and however long the pages, every row is shown once, in order."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from cdp.database.listing import LATEST, Place
from cdp.profile.merged import KINDS, MERGED, merged_of, part_of, parts_of
from tests.unit.vault.scene import PERSON

START: Final = datetime(2026, 1, 1, tzinfo=UTC)

TAIL: Final[Mapping[str, tuple[object, ...]]] = {
    "call": ("INBOUND", None, 8, 95, "ANSWERED", "INTERESTED", None, "local:agent-7"),
    "order": (None, "PAID", 100, "CNY", None, []),
}
"""What follows subject and id in a row of each kind; None once is its time."""

PLACE_OF_TIME: Final = {"call": 1, "order": 4}


def cells(kind: str, at: datetime, row: UUID) -> tuple[object, ...]:
    """A row of `kind` as its fragment returns it."""
    tail = list(TAIL[kind])
    tail[PLACE_OF_TIME[kind]] = at
    return (PERSON, row, *tail)


happenings = st.lists(
    st.tuples(
        st.sampled_from(sorted(KINDS)),
        # Few times, so that many rows share one.
        st.integers(0, 3).map(lambda hours: START + timedelta(hours=hours)),
        st.uuids(),
    ),
    max_size=12,
    unique_by=lambda each: each[2],
)


def fetched(
    happened: list[tuple[str, datetime, UUID]], after: Place, size: int, merged: str
) -> dict[str, list[Any]]:
    """What the statement returns: of each kind the newest rows before the place."""

    def newest(kind: str) -> list[Any]:
        before = [
            (at, row)
            for other, at, row in happened
            if other == kind and (at, row) < (after.at, after.id)
        ]
        return [cells(kind, at, row) for at, row in sorted(before, reverse=True)[: size + 1]]

    return {part_of(merged, kind): newest(kind) for kind in MERGED[merged]}


@given(happenings, st.integers(1, 13), st.sampled_from(sorted(MERGED)))
def test_pages_of_any_size_show_every_row_once_in_order(
    happened: list[tuple[str, datetime, UUID]], size: int, merged: str
) -> None:
    """Also where rows of several kinds share a time, or an end of a page lies among them."""
    shown: list[Place] = []
    after = LATEST
    while True:
        row = fetched(happened, after, size, merged)
        places = [each.place for each in merged_of(merged, row, parts_of(merged))]  # type: ignore[arg-type] # a dictionary for asyncpg's row
        shown += places[:size]
        if len(places) <= size:
            break
        after = shown[-1]
    expected = sorted(
        ((at, row) for kind, at, row in happened if kind in MERGED[merged]), reverse=True
    )
    assert [(place.at, place.id) for place in shown] == expected


@given(happenings, st.frozensets(st.sampled_from(sorted(KINDS))))
def test_a_kind_that_was_not_fetched_is_not_there(
    happened: list[tuple[str, datetime, UUID]], kinds: frozenset[str]
) -> None:
    """The list holds what was asked for, and the statement nothing else."""
    shape = frozenset(part_of("timeline", kind) for kind in kinds)
    whole = fetched(happened, LATEST, len(happened), "timeline")
    row = {part: rows for part, rows in whole.items() if part in shape}
    found = merged_of("timeline", row, shape)  # type: ignore[arg-type] # a dictionary for asyncpg's row
    assert len(found) == sum(1 for kind, _, _ in happened if kind in kinds)
