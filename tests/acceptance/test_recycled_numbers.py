"""A number that changed hands shows nothing of whoever had it, whatever is asked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import uuid4

import pytest

from cdp.database.dsn import Database
from cdp.wiring import now
from tests.acceptance.deeds import (
    NAME,
    STARTED_AT,
    a_number,
    call,
    captured,
    case,
    contact,
    lead,
    message,
    order,
    said,
    scored,
)
from tests.acceptance.naming import behind
from tests.acceptance.people import Caller
from tests.acceptance.stand import Stand

WHEN_HERS: Final = datetime(2026, 2, 1, tzinfo=UTC)
"""A time at which the number was its old owner's."""

BY_NUMBER: Final = (
    "query($n: PhoneNumber!, $at: DateTime) @purpose(is: SERVICE_SUPPORT) {"
    " callerContext(number: $n, at: $at) { resolution { status profile { id name }"
    " candidates { id } warnings { code } } openCases(first: 5) { edges { node { id } } }"
    " lastOrders(first: 5) { edges { node { id } } } lastCalls(first: 5) { edges { node { id } } }"
    " contactability(channel: PHONE) { allowed reasons } } }"
)
LISTED: Final = (
    "query($n: PhoneNumber!) @purpose(is: SERVICE_SUPPORT) {"
    " profiles(first: 5, filter: {number: $n}) { edges { node { id } } pageInfo { hasNextPage } } }"
)


@pytest.fixture
def recycled(agent: Caller) -> str:
    """The number of somebody with a history, who lost it; nobody was met under it since."""
    number = a_number()
    profile = captured(agent, number, capturedAt=STARTED_AT.isoformat())
    agent.ask("RecordConsent", input=said(profile, purpose="SERVICE_SUPPORT"))
    for document, given in (
        ("LogCall", call(number)),
        ("LogMessage", message(number)),
        ("OpenCase", case(number)),
        ("UpsertContact", contact(number)),
    ):
        agent.ask(document, input=given)
    assert agent.say(BY_NUMBER, n=number).payload["lastCalls"]["edges"]
    wrong = call(number, outcome="WRONG_NUMBER", startedAt=(now() - timedelta(days=2)).isoformat())
    agent.ask("LogCall", input=wrong)
    return number


@pytest.mark.parametrize("at", [None, WHEN_HERS.isoformat()])
def test_no_question_about_the_number_tells_it_from_one_never_seen(
    agent: Caller, recycled: str, at: str | None
) -> None:
    """Also "and whose was it last year?"."""
    answers = [
        agent.say(BY_NUMBER, n=number, at=at).without_receipt() for number in (recycled, a_number())
    ]
    assert answers[0] == answers[1]
    listed = [agent.say(LISTED, n=number).without_receipt() for number in (recycled, a_number())]
    assert listed[0] == listed[1]


def test_no_batch_tells_it_either(shop: Caller, sender: Caller, recycled: str) -> None:
    """Resolved, or asked whether it may be called."""
    for who, document in ((shop, "ResolvePhones"), (sender, "MayCall"), (sender, "MayText")):
        answers = [
            who.ask(document, numbers=[number]).without_receipt()
            for number in (recycled, a_number())
        ]
        assert answers[0] == answers[1]


@pytest.mark.parametrize("is_keyed", [False, True])
def test_the_answer_to_a_late_event_shows_nobody_also_when_it_is_given_again(
    agent: Caller, recycled: str, *, is_keyed: bool
) -> None:
    """It is filed with whoever had the number then, and tells the caller nothing of her."""
    late = call(recycled, startedAt=WHEN_HERS.isoformat())
    key = uuid4().hex if is_keyed else None
    for _ in range(2):
        done = agent.ask("LogCall", input=late, idempotencyKey=key).payload
        assert (done["__typename"], done["profile"]) == ("LogCallDone", None)
        assert done["leadId"] is None


def test_what_answers_by_who_is_seen_finds_nobody(agent: Caller, recycled: str) -> None:
    """A score, or a case on an order, of a time when the number was hers."""
    late = {"answeredAt": WHEN_HERS.isoformat()}
    for number in (recycled, a_number()):
        given = {**scored(""), "number": number, **late}
        del given["profile"]
        assert agent.ask("RecordSatisfaction", input=given).payload["code"] == "NOT_AVAILABLE"


def test_whoever_is_met_under_it_next_begins_with_nothing(
    stand: Stand, agent: Caller, seller: Caller
) -> None:
    """No name, no history, no refusal, no yes; and her first lead repeats nobody's."""
    number = a_number()
    old = captured(agent, number, product="电水壶", capturedAt=STARTED_AT.isoformat())
    for purpose in ("SALES_FOLLOW_UP", "SERVICE_SUPPORT"):
        agent.ask("RecordConsent", input=said(old, purpose=purpose))
    agent.ask("LogCall", input=call(number, outcome="DO_NOT_CALL"))
    wrong = call(number, outcome="WRONG_NUMBER", startedAt=(now() - timedelta(hours=2)).isoformat())
    agent.ask("LogCall", input=wrong)
    done = agent.ask("CaptureLead", input=lead(number, product="电水壶", name=None)).payload
    new = done["profile"]["id"]
    assert (new == old, done["profile"]["name"]) == (False, None)
    agent.ask("RecordConsent", input=said(new, purpose="SERVICE_SUPPORT"))
    shown = agent.ask("Timeline", profile=new, first=50).octets.decode()
    assert NAME not in shown
    assert shown.count('"cursor"') <= 1
    assert NAME not in agent.say(BY_NUMBER, n=number).octets.decode()
    [row] = stand.sql(
        Database.DATA,
        "SELECT s.denied::text AS denied, l.duplicate_of FROM subject s"
        " JOIN lead l ON l.subject_id = s.id WHERE s.id = $1",
        behind(new),
    )
    assert ("1" in row["denied"], row["duplicate_of"]) == (False, None)
    assert seller.ask("SalesContactability", profile=old, channel="PHONE").payload["allowed"] is (
        False
    )


def test_a_key_that_was_used_for_the_old_owner_says_nothing_of_the_number(
    shop: Caller, agent: Caller
) -> None:
    """A record is filed once, by whatever number it comes again; whose it is is not told."""
    number, elsewhere = a_number(), a_number()
    first = order(number)
    shop.ask("PlaceOrder", input=first)
    wrong = call(number, outcome="WRONG_NUMBER", startedAt=(now() - timedelta(hours=2)).isoformat())
    agent.ask("LogCall", input=wrong)
    again = {**first, "placedAt": now().isoformat()}
    answers = [
        shop.ask("PlaceOrder", input={**again, "number": each}).payload
        for each in (number, elsewhere)
    ]
    assert answers[0] == answers[1]
    assert answers[0]["code"] == "CONFLICT"
