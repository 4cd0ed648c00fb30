"""A number that changed hands shows nothing of whoever had it, whatever is asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
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
from tests.acceptance.people import OPERATOR, Caller, caller
from tests.acceptance.recycling import WAYS
from tests.acceptance.requests import Desk
from tests.acceptance.stand import Stand

WHEN_HERS: Final = datetime(2026, 2, 1, tzinfo=UTC)
"""A time at which the number was its old owner's."""
WHEN: Final = WHEN_HERS.isoformat()

EXEMPT: Final = (
    "query($n: PhoneNumber!, $at: DateTime) @purpose(is: RIGHTS_FULFILMENT) {"
    " profileByPhone(number: $n, at: $at) { status profile { id } } }"
)

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Recycled:
    """A number that somebody with a history had, and she; what of hers bears a key."""

    number: str
    profile: str
    order: dict[str, object]
    call: dict[str, object]


@pytest.fixture(params=WAYS.values(), ids=list(WAYS))
def lost(
    request: pytest.FixtureRequest, stand: Stand, agent: Caller, shop: Caller, tmp_path: Path
) -> Recycled:
    """Somebody who lost her number, by each way to hear of it; nobody was met under it since.

    She has an open lead, a contract and a yes on paper: she may be shown, but by the number.
    """
    number = a_number()
    profile = captured(agent, number, capturedAt=STARTED_AT.isoformat())
    paper = said(profile, purpose="SERVICE_SUPPORT", method="FORM", evidence="form:1")
    agent.ask("RecordConsent", input=paper)
    bought, rung = order(number), call(number, externalKey=uuid4().hex)
    assert "orderId" in shop.ask("PlaceOrder", input=bought).payload
    for document, given in (
        ("LogCall", rung),
        ("LogMessage", message(number)),
        ("OpenCase", case(number)),
        ("UpsertContact", contact(number)),
    ):
        assert agent.ask(document, input=given).payload["__typename"].endswith("Done")
    assert agent.say(BY_NUMBER, n=number).payload["lastCalls"]["edges"]
    request.param(stand, number, now() - timedelta(days=2), tmp_path)
    return Recycled(number=number, profile=profile, order=bought, call=rung)


@pytest.fixture
def recycled(lost: Recycled) -> str:
    return lost.number


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
    shop: Caller, agent: Caller, lost: Recycled
) -> None:
    """A record is filed once, by whatever number it comes again; whose it is is not told."""
    for who, document, first in (
        (shop, "PlaceOrder", {**lost.order, "placedAt": now().isoformat()}),
        (agent, "LogCall", {**lost.call, "startedAt": now().isoformat()}),
    ):
        answers = [
            who.ask(document, input={**first, "number": each}).payload
            for each in (lost.number, a_number())
        ]
        assert answers[0] == answers[1]
        assert answers[0]["code"] == "CONFLICT"


def test_the_id_of_a_late_event_leads_to_nothing_but_that_event(
    agent: Caller, lost: Recycled
) -> None:
    """Fetched again by its id it is what the caller said herself."""
    late = call(lost.number, startedAt=WHEN_HERS.isoformat(), notes="late")
    call_id = agent.ask("LogCall", input=late).payload["callId"]
    shown = agent.ask("Node", id=call_id)
    assert shown.payload["notes"] == "late"
    assert NAME not in shown.octets.decode()
    whole = agent.say(
        "query($id: ID!) @purpose(is: SERVICE_SUPPORT) { profile(id: $id) { id name } }", id=call_id
    )
    assert (NAME in whole.octets.decode(), lost.profile in whole.octets.decode()) == (False, False)


def test_she_is_found_by_whatever_else_she_is_known_by(agent: Caller, lost: Recycled) -> None:
    """It is the number that is another's; her history is hers, and her yes on paper stands."""
    shown = agent.ask("Profile", id=lost.profile, calls=5).payload
    assert (shown["id"], shown["name"], shown["phones"]) == (lost.profile, NAME, [])


def test_an_exempt_purpose_alone_is_told_whose_it_was(
    stand: Stand, agent: Caller, lost: Recycled
) -> None:
    """By the time when it was hers; now it is nobody's for any purpose."""
    operator = caller(stand, OPERATOR)
    found = [operator.say(EXEMPT, n=lost.number, at=at).payload for at in (WHEN, None)]
    assert [each["profile"] and each["profile"]["id"] for each in found] == [lost.profile, None]
    assert agent.ask("ProfileByPhone", number=lost.number, at=WHEN).payload["profile"] is None


def test_whoever_asks_for_her_rights_by_the_number_asks_for_nothing_of_the_old_owner(
    stand: Stand, agent: Caller, lost: Recycled
) -> None:
    """Nobody has it: nothing is sent. The next owner has it: the plan is of her rows alone."""
    desk = Desk.of(stand)
    codes = [desk.code(desk.open(number)) for number in (lost.number, a_number())]
    assert codes == [None, None]
    captured(agent, lost.number)
    ours = {"direction": "OUTBOUND", "startedAt": (now() - timedelta(minutes=3)).isoformat()}
    agent.ask("LogCall", input=call(lost.number, **ours))
    plan = desk.see(desk.verified(lost.number))["plan"]
    held = {step["table"]: step["rows"] for step in plan["steps"]}
    assert (held["lead"], held.get("customer_order", 0), held.get("call", 0)) == (1, 0, 1)
