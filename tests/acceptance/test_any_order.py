"""Events of a number that changes hands, in any order, once or twice: they come to one end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cdp.database.dsn import Database
from cdp.profile.belonging import differences
from tests.acceptance.deeds import a_number, call
from tests.acceptance.naming import behind
from tests.acceptance.people import Caller
from tests.acceptance.stand import Stand

BEGAN: Final = datetime(2026, 3, 1, 8, tzinfo=UTC)
END: Final = 5
"""The day on which the number changed hands; events are of the days around it."""


@dataclass(frozen=True, slots=True)
class Event:
    """A call of that day; the one of the day END says that the number is another's."""

    day: int
    twice: bool = False

    @property
    def at(self) -> datetime:
        return BEGAN + timedelta(days=self.day)


@st.composite
def stories(draw: st.DrawFn) -> list[Event]:
    """Up to seven calls around the change of hands, in any order of filing."""
    days = draw(st.sets(st.sampled_from([1, 2, 3, 4, 6, 7, 8, 9]), max_size=6))
    events = [Event(day, draw(st.booleans())) for day in {*days, END}]
    return draw(st.permutations(events))


def told(agent: Caller, number: str, story: list[Event]) -> dict[UUID, Event]:
    """Every event filed, those twice that come twice; by the call's row."""
    rows: dict[UUID, Event] = {}
    for event in story:
        outcome = "WRONG_NUMBER" if event.day == END else "INFO_SENT"
        given = call(
            number,
            startedAt=event.at.isoformat(),
            outcome=outcome,
            externalKey=f"{number}/{event.day}",
        )
        rows[behind(agent.ask("LogCall", input=given).payload["callId"])] = event
        if event.twice:
            assert agent.ask("LogCall", input=given).payload["code"] == "CONFLICT"
    return rows


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(stories())
def _any_order(stand: Stand, agent: Caller, story: list[Event]) -> None:
    rows = told(agent, a_number(), story)
    owners = {
        row["id"]: row["subject_id"]
        for row in stand.sql(
            Database.DATA, "SELECT id, subject_id FROM call WHERE id = ANY($1::uuid[])", list(rows)
        )
    }
    [ended] = {owners[row] for row, event in rows.items() if event.day == END}
    spans = stand.sql(
        Database.DATA,
        "SELECT subject_id, lower(during) AS since, upper(during) AS until, state"
        " FROM phone_ownership WHERE subject_id = ANY($1::uuid[]) ORDER BY since NULLS FIRST",
        sorted(set(owners.values())),
    )
    changed_at = BEGAN + timedelta(days=END)
    assert tuple(spans[0]) == (ended, None, changed_at, "ENDED")
    assert [(each["since"], each["until"], each["state"]) for each in spans[1:]] == [
        (changed_at, None, "ACTIVE")
    ] * (len(spans) - 1)
    filed_before = {event.day for event in story[: [each.day for each in story].index(END)]}
    left = {
        row
        for row, event in rows.items()
        if event.day > END and event.day in filed_before  # nobody knew yet
    }
    for row, event in rows.items():
        assert (owners[row] == ended) == (event.day <= END or row in left)

    async def elsewhere() -> set[UUID]:
        found = differences(stand.service.numbers.check.data)
        return {each.row async for each in found if each.row in rows}

    assert stand.wait_for(elsewhere()) == left


def test_events_in_any_order_resolve_to_the_owner_of_their_time(
    stand: Stand, agent: Caller
) -> None:
    """Of before to the old owner, of after to the new one, whichever is heard of first.

    What was filed before anybody knew stands with the old owner, and the nightly check says so of
    that and of nothing else.
    """
    _any_order(stand, agent)


@pytest.mark.parametrize("twice", [False, True])
def test_where_the_end_is_known_first_nothing_stands_elsewhere(
    stand: Stand, agent: Caller, *, twice: bool
) -> None:
    """Late events, early ones, and the same ones again."""
    story = [Event(END), *(Event(day, twice) for day in (9, 1, 7, 3))]
    rows = told(agent, a_number(), story)
    found = stand.sql(
        Database.DATA,
        "SELECT count(DISTINCT subject_id) AS people FROM call WHERE id = ANY($1::uuid[])",
        list(rows),
    )
    assert found[0]["people"] == 2
