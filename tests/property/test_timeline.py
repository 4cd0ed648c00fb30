"""Timelines: whatever happened and however long the pages, every row is shown once, in order."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

import cdp.cases.store as cases
import cdp.interactions.message_store as messages
import cdp.interactions.store as interactions
import cdp.leads.fragments as leads
import cdp.orders.store as orders
from cdp.database.listing import LATEST, Place
from cdp.profile.merged import KINDS, MERGED, merged_of, part_of, parts_of
from tests.unit.vault.scene import PERSON

START: Final = datetime(2026, 1, 1, tzinfo=UTC)

KNOWN: Final[Mapping[str, Mapping[str, object]]] = {
    "call": {
        "channel": "PHONE",
        "direction": "INBOUND",
        "ring_s": 8,
        "talk_s": 95,
        "result": "ANSWERED",
    },
    "message": {"channel": "SMS", "direction": "OUTBOUND", "state": "SENT"},
    "lead": {"qualification": "RAW", "status": "NEW", "paused": False},
    "case": {"kind": "COMPLAINT", "priority": "NORMAL", "status": "OPEN"},
    "order": {"status": "PAID", "total_minor": 100, "currency": "CNY"},
}
"""What a row of each kind says at least."""

COLUMNS: Final[Mapping[str, tuple[tuple[str, ...], str, int]]] = {
    "call": (interactions.COLUMNS, "started_at", 0),
    "message": (messages.COLUMNS, "sent_at", 0),
    "lead": (leads.COLUMNS, "captured_at", 1),
    "case": (cases.COLUMNS, "opened_at", 0),
    "order": (orders.COLUMNS, "placed_at", 4),
}
"""What its fragment returns: its columns, which of them is its time, and how many arrays follow."""


def cells(kind: str, at: datetime, row: UUID) -> tuple[object, ...]:
    """A row of `kind` as its fragment returns it."""
    columns, time, arrays = COLUMNS[kind]
    known = {"subject_id": PERSON, "id": row, "agent": "local:agent-7", time: at, **KNOWN[kind]}
    return (*(known.get(column) for column in columns), *([()] * arrays))


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
        places = [each.place for each in merged_of(merged, PERSON, row, parts_of(merged))]  # type: ignore[arg-type] # a dictionary for asyncpg's row
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
    found = merged_of("timeline", PERSON, row, shape)  # type: ignore[arg-type] # a dictionary for asyncpg's row
    assert len(found) == sum(1 for kind, _, _ in happened if kind in kinds)
