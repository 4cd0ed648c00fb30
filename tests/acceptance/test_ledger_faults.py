"""Ledger faults: an entry that cannot be committed stops what it would have witnessed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest

from cdp.database.dsn import Database
from cdp.jobs.sweep import OPEN_S
from tests.acceptance.deeds import a_number, captured, consented, lead, masked, withdrawn
from tests.acceptance.people import AGENT, MARKETER, caller
from tests.acceptance.stand import Clock, Stand

REFUSE = """
CREATE FUNCTION refuse_commit() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN RAISE EXCEPTION 'no'; END $$
"""


@contextmanager
def failing(at: Stand, kind: str) -> Iterator[None]:
    """Every COMMIT of an entry of `kind` fails, at the last moment, until the block ends."""
    at.sql(Database.LEDGER, REFUSE)
    at.sql(
        Database.LEDGER,
        "CREATE CONSTRAINT TRIGGER refuse_commit AFTER INSERT ON access_entry"
        " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW"
        f" WHEN (NEW.kind = '{kind}') EXECUTE FUNCTION refuse_commit()",
    )
    try:
        yield
    finally:
        at.sql(Database.LEDGER, "DROP FUNCTION refuse_commit CASCADE")


def test_a_read_whose_entry_does_not_commit_shows_nothing(clocked: Stand, clock: Clock) -> None:
    """Nothing was opened before; and no half of the entry stands."""
    agent, number = caller(clocked, AGENT, clock=clock), a_number()
    captured(agent, number)
    size = clocked.size()
    with failing(clocked, "read"):
        reply = agent.ask("ScreenPop", number=number)
    assert (reply.status, reply.code) == (503, "ACCESS_LOG_UNAVAILABLE")
    assert number[3:7].encode() not in reply.octets
    assert clocked.size() == size
    assert agent.ask("ScreenPop", number=number).status == 200


def test_a_refusal_that_cannot_be_written_down_says_only_that(clocked: Stand, clock: Clock) -> None:
    """Not even the reason is told without its entry."""
    with failing(clocked, "denial"):
        reply = caller(clocked, MARKETER, clock=clock).say(
            "query($n: PhoneNumber!) { profileByPhone(number: $n) { status } }", n=a_number()
        )
    assert (reply.status, reply.code) == (503, "ACCESS_LOG_UNAVAILABLE")


def test_a_write_whose_intent_does_not_commit_is_not_made(clocked: Stand, clock: Clock) -> None:
    """The data are as they were."""
    before, size = clocked.contents(), clocked.size()
    with failing(clocked, "intent"):
        reply = caller(clocked, AGENT, clock=clock).ask("CaptureLead", input=lead(a_number()))
    assert (reply.status, reply.code) == (503, "ACCESS_LOG_UNAVAILABLE")
    assert (clocked.contents(), clocked.size()) == (before, size)


def test_a_write_whose_outcome_does_not_commit_is_not_acknowledged_and_the_sweeper_ends_it(
    clocked: Stand, clock: Clock
) -> None:
    """The data stand, and nobody is told so before the log says it."""
    agent, number = caller(clocked, AGENT, clock=clock), a_number()
    size = clocked.size()
    with failing(clocked, "outcome"):
        reply = agent.ask("CaptureLead", input=lead(number))
    assert (reply.status, reply.code) == (503, "ACCESS_LOG_UNAVAILABLE")
    assert [leaf["kind"] for leaf in clocked.leaves(size)] == ["intent"]
    clock.at += timedelta(seconds=OPEN_S + 1)
    assert clocked.wait_for(clocked.service.sweeper.sweep()) == 1
    intent, outcome = clocked.leaves(size)
    assert (outcome["kind"], outcome["decision"], outcome["op"]) == (
        "outcome",
        "applied",
        intent["op"],
    )
    assert (outcome["fields"], len(outcome["cells"])) == ([], 2)
    assert agent.ask("ProfileByPhone", number=number).payload["status"] == "EXACT"


def test_an_act_that_was_not_acknowledged_is_found_under_its_key(
    clocked: Stand, clock: Clock
) -> None:
    """It stands, so it is answered once the log can be written, and not done again."""
    agent, number = caller(clocked, AGENT, clock=clock), a_number()
    ask = partial(
        agent.ask, "CaptureLead", input=lead(number), idempotencyKey=f"lost-{uuid4().hex}"
    )
    with failing(clocked, "outcome"):
        assert ask().status == 503
    stands = clocked.contents()
    with failing(clocked, "read"):
        assert ask().status == 503
    done = ask().payload
    assert (masked(number) in str(done), clocked.contents()) == (True, stands)
    clock.at += timedelta(seconds=OPEN_S + 1)
    clocked.wait_for(clocked.service.sweeper.sweep())
    assert clocked.open_intents() == 0


def test_a_withdrawal_is_acknowledged_again_while_the_log_is_away(
    clocked: Stand, clock: Clock
) -> None:
    """By its id alone: what only takes away waits for no log."""
    agent = caller(clocked, AGENT, clock=clock)
    given = withdrawn(consented(agent, a_number()))
    ask = partial(agent.ask, "WithdrawConsent", input=given, idempotencyKey=f"lost-{uuid4().hex}")
    first = ask().payload["consentId"]
    size = clocked.size()
    with failing(clocked, "read"):
        assert ask().payload["consentId"] == first
    assert clocked.size() == size


def test_a_withdrawal_whose_outcome_does_not_commit_stands_and_is_written_down_by_the_sweeper(
    clocked: Stand, clock: Clock
) -> None:
    """It binds from its own transaction on; the log learns its lasting effect."""
    agent, number = caller(clocked, AGENT, clock=clock), a_number()
    profile = consented(agent, number)
    size = clocked.size()
    with failing(clocked, "outcome"):
        payload = agent.ask("WithdrawConsent", input=withdrawn(profile)).payload
    assert "consentId" in payload
    told = caller(clocked, MARKETER, clock=clock).ask("CallList", number=number).payload["status"]
    assert told == "NOT_AVAILABLE"
    clock.at += timedelta(seconds=OPEN_S + 1)
    clocked.wait_for(clocked.service.sweeper.sweep())
    leaves = [leaf for leaf in clocked.leaves(size) if leaf["kind"] == "outcome"]
    assert [(leaf["decision"], leaf["effect"]["kind"]) for leaf in leaves] == [
        ("applied", "consent.withdrawn")
    ]
    assert clocked.open_intents() == 0


@pytest.mark.parametrize("kind", ["read", "denial", "intent"])
def test_a_fault_that_has_passed_leaves_no_trace(clocked: Stand, clock: Clock, kind: str) -> None:
    """The next request is served as if nothing had been."""
    agent, number = caller(clocked, AGENT, clock=clock), a_number()
    captured(agent, number)
    with failing(clocked, kind):
        pass
    assert agent.ask("ScreenPop", number=number).payload["resolution"]["status"] == "EXACT"
