"""Whoever follows on a number is one person with one beginning, however many are at it at once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Final

import asyncpg

from cdp.database.dsn import Database, Role
from tests.acceptance.deeds import a_number, call, captured, lead
from tests.acceptance.naming import behind
from tests.acceptance.people import Caller
from tests.acceptance.stand import Stand
from tests.acceptance.test_sweeper import asking, is_waiting
from tests.acceptance.test_writers import together
from tests.acceptance.waiting import wait_until

ENDED: Final = datetime(2026, 6, 1, tzinfo=UTC)
EARLIER: Final = ENDED - timedelta(days=20)
WRITERS: Final = 20


def lost(agent: Caller) -> tuple[str, str]:
    """A number that was somebody's until ENDED, and who had it."""
    number = a_number()
    profile = captured(agent, number)
    given = call(number, outcome="WRONG_NUMBER", startedAt=ENDED.isoformat())
    assert "callId" in agent.ask("LogCall", input=given).payload
    return number, profile


def since(stand: Stand, profile: str) -> datetime | None:
    [row] = stand.sql(
        Database.DATA,
        "SELECT lower(during) AS since FROM phone_ownership WHERE subject_id = $1",
        behind(profile),
    )
    began: datetime | None = row["since"]
    return began


def test_twenty_who_meet_her_at_once_meet_one_follower(stand: Stand, agent: Caller) -> None:
    """And so do twenty who report the end at once, and whoever is met after them."""
    number, profile = lost(agent)
    replies = together([partial(agent.ask, "CaptureLead", input=lead(number))] * WRITERS)
    [follower] = {reply.payload["profile"]["id"] for reply in replies}
    assert (follower == profile, since(stand, follower)) == (False, ENDED)


def test_twenty_who_report_the_end_at_once_end_it_once(stand: Stand, agent: Caller) -> None:
    """At the earliest of their times, whichever comes in first."""
    number = a_number()
    profile = captured(agent, number, capturedAt=(EARLIER - timedelta(days=1)).isoformat())
    reports = [
        call(number, outcome="WRONG_NUMBER", startedAt=(EARLIER + timedelta(days=n)).isoformat())
        for n in range(WRITERS)
    ]
    replies = together([partial(agent.ask, "LogCall", input=report) for report in reports])
    assert {reply.payload["__typename"] for reply in replies} == {"LogCallDone"}
    follower = captured(agent, number)
    assert (follower == profile, since(stand, follower)) == (False, EARLIER)
    spans = stand.sql(
        Database.DATA,
        "SELECT upper(during) AS until FROM phone_ownership WHERE identity_id ="
        " (SELECT identity_id FROM phone_ownership WHERE subject_id = $1) ORDER BY 1 NULLS LAST",
        behind(profile),
    )
    assert [row["until"] for row in spans] == [EARLIER, None]


def test_a_follower_who_is_met_while_the_end_moves_begins_where_it_is_moved_to(
    stand: Stand, agent: Caller
) -> None:
    """She waits for whoever moves it: no time is left between them that would be a third one's."""
    number, profile = lost(agent)
    connection = stand.wait_for(_connected(stand))
    stand.wait_for(connection.execute("BEGIN"))
    moved = "UPDATE phone_ownership SET during = tstzrange(NULL, $2) WHERE subject_id = $1"
    stand.wait_for(connection.execute(moved, behind(profile), EARLIER))
    with asking(agent, "CaptureLead", lead(number)) as replies:
        wait_until(lambda: is_waiting(stand, Database.DATA))
        stand.wait_for(connection.execute("COMMIT"))
    stand.wait_for(connection.close())
    assert since(stand, replies[0].payload["profile"]["id"]) == EARLIER


async def _connected(stand: Stand) -> asyncpg.Connection:
    return await asyncpg.connect(stand.dsns.of(Database.DATA, Role.OWNER))
