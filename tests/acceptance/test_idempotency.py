"""An idempotency key: what is sent again under it is answered again, and done once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import pytest

from cdp.contract import load_contract
from cdp.database.dsn import Database
from cdp.wiring import now
from tests.acceptance.deeds import (
    a_number,
    call,
    captured,
    case,
    followed,
    lead,
    planned,
    withdrawn,
)
from tests.acceptance.naming import behind
from tests.acceptance.people import AGENT, Caller, caller
from tests.acceptance.repeated import EVERY, Sent, ids_in, send
from tests.acceptance.requests import Desk, lived
from tests.acceptance.stand import Clock, Exchanged, Stand, opened, put_into
from tests.acceptance.test_writers import together

USED = "This idempotency key was used for another request: send a new key."


def key() -> str:
    """A key, as a client makes one."""
    return str(uuid4())


@pytest.mark.parametrize("sent", EVERY, ids=lambda sent: sent.document)
def test_what_is_sent_again_is_answered_again_and_done_once(stand: Stand, sent: Sent) -> None:
    """The same ids, one more entry of the log, which is no write's, and no row anywhere."""
    who, given, word = caller(stand, sent.who), sent.prepared(stand), key()
    first = send(who, sent, given, word)
    assert ids_in(first), first
    before, size = stand.contents(), stand.size()
    again = send(who, sent, given, word)
    assert (told(again), stand.contents()) == (told(first), before)
    [entry] = stand.leaves(size)
    assert entry["kind"] in {"read", "denial"}


def told(payload: Mapping[str, Any]) -> dict[str, Any]:
    """A payload but for the time, of which only the hour is kept."""
    return {name: value for name, value in payload.items() if name != "recordedAt"}


def test_every_trusted_mutation_takes_a_key() -> None:
    """So that whoever loses an answer can ask for it again."""
    for document in load_contract().operations:
        if document.text.lstrip().startswith("mutation"):
            assert "idempotencyKey: $idempotencyKey" in document.text, document.name


def test_twenty_at_once_under_one_key_have_one_effect(stand: Stand, agent: Caller) -> None:
    """Nineteen find what the first one made, and a number never seen makes one person."""
    number, word = a_number(), key()
    sending = partial(agent.ask, "CaptureLead", input=lead(number), idempotencyKey=word)
    payloads = [reply.payload for reply in together([sending] * 20)]
    assert [ids_in(payload) for payload in payloads] == [ids_in(payloads[0])] * 20
    profile = payloads[0]["profile"]["id"]
    query = "SELECT count(*) AS n FROM lead WHERE subject_id = $1"
    assert stand.sql(Database.DATA, query, behind(profile))[0]["n"] == 1
    assert stand.open_intents() == 0


def test_the_header_is_a_key_as_the_argument_is(agent: Caller) -> None:
    """With quotes or without; where both are given they must agree."""
    document = load_contract().named("agent", "OpenCase")
    given, word = case(a_number()), key()

    def ask(header: str, argument: str | None = None) -> dict[str, object]:
        variables = {"input": given, "idempotencyKey": argument}
        body = {"documentId": f"sha256:{document.id}", "variables": variables}
        return agent.post(body, headers={"Idempotency-Key": header}).payload

    first = ask(word)
    assert "caseId" in first
    assert [ask(f'"{word}"'), ask(word, word)] == [first, first]
    differ = ask(word, key())
    assert (differ["code"], differ["path"]) == ("INVALID_INPUT", ["idempotencyKey"])


@pytest.mark.parametrize(
    "word",
    [
        "short",
        "x" * 129,
        "with a space",
        "schlüssel",
        "tel-13912345678",
        "0755 1234 5678",
        "call_139_1234_5678",
        "+86.(139)1234--5678",
    ],
)
def test_what_is_no_key_is_said_to_be_none(agent: Caller, word: str) -> None:
    """Least of all a telephone number: a key stands beside nobody's name."""
    refused = agent.ask("CaptureLead", input=lead(a_number()), idempotencyKey=word).payload
    assert (refused["code"], refused["path"]) == ("INVALID_INPUT", ["idempotencyKey"])
    assert word not in str(refused)


@pytest.mark.parametrize(
    "word",
    [
        "12345678-1234-4234-8234-123456789012",
        "order-a1234567890123456789",
        "01JDB7XK3M5R8QW2V4Y6Z9T0AC",
        "visible!~",
    ],
)
def test_what_is_made_by_chance_is_a_key(agent: Caller, word: str) -> None:
    """Whatever digits chance put side by side."""
    given = lead(a_number())
    assert "leadId" in agent.ask("CaptureLead", input=given, idempotencyKey=word).payload


def test_a_key_belongs_to_one_request(stand: Stand, agent: Caller) -> None:
    """Another body or another document under it is a conflict, and changes nothing."""
    given, word = lead(a_number()), key()
    assert "leadId" in agent.ask("CaptureLead", input=given, idempotencyKey=word).payload
    before = stand.contents()
    for document, other in (
        ("CaptureLead", {**given, "name": "另一个"}),
        ("UpsertContact", {**given, "source": "call-centre"}),
    ):
        refused = agent.ask(document, input=other, idempotencyKey=word).payload
        assert (refused["code"], refused["message"]) == ("IDEMPOTENCY_KEY_REUSED", USED)
    assert stand.contents() == before


def test_a_key_belongs_to_one_actor(agent: Caller, colleague: Caller) -> None:
    """Whoever guesses a colleague's key makes an act of their own, and learns nothing."""
    given, word = call(a_number()), key()
    first = agent.ask("LogCall", input=given, idempotencyKey=word).payload
    second = colleague.ask("LogCall", input=given, idempotencyKey=word).payload
    assert first["callId"] != second["callId"]


def test_a_refusal_is_not_remembered(seller: Caller, agent: Caller) -> None:
    """What was refused is decided anew, and may be done."""
    profile = captured(agent, a_number())
    given, word = planned(profile), key()
    ask = partial(seller.ask, "SalesScheduleTask", input=given, idempotencyKey=word)
    assert ask().payload["code"] == "NOT_AVAILABLE"
    followed(seller, profile)  # she agrees to be followed up
    done = ask().payload
    assert "taskId" in done
    assert ask().payload == done


def test_after_a_withdrawal_the_same_key_shows_nobody(
    stand: Stand, seller: Caller, agent: Caller
) -> None:
    """It is decided by what she says now, not by what she said when it was done."""
    sent = next(each for each in EVERY if each.document == "QualifyLead")
    given, word = sent.prepared(stand), key()
    assert "leadId" in send(seller, sent, given, word)
    no = withdrawn(str(given["profile"]), purpose="SALES_FOLLOW_UP")
    assert "consentId" in agent.ask("WithdrawConsent", input=no).payload
    assert send(seller, sent, given, word)["code"] == "NOT_AVAILABLE"


def test_of_whoever_is_restricted_nothing_is_told_again(stand: Stand, agent: Caller) -> None:
    """As if she had never been: the rows under the key are hers."""
    given, word = lead(a_number()), key()
    done = agent.ask("CaptureLead", input=given, idempotencyKey=word).payload
    put_into(stand, done["profile"]["id"], "RESTRICTED")
    again = agent.ask("CaptureLead", input=given, idempotencyKey=word).payload
    assert again["code"] == "NOT_AVAILABLE"


def test_after_her_erasure_a_key_neither_tells_nor_does_anything(
    stand: Stand, agent: Caller
) -> None:
    """A request that is still on its way does not bring her back, and no row of it is left."""
    number, word = a_number(), key()
    lived(stand, number)
    started = now() - timedelta(minutes=1)
    given = call(number, direction="OUTBOUND", startedAt=started.isoformat())
    done = agent.ask("LogCall", input=given, idempotencyKey=word).payload
    profile = done["profile"]["id"]
    desk = Desk.of(stand)
    assert "certificate" in desk.execute(desk.approved(number))
    query = "SELECT count(*) AS n FROM idempotent_act WHERE subject_id = $1"
    assert stand.sql(Database.DATA, query, behind(profile))[0]["n"] == 0
    before = stand.contents()
    again = agent.ask("LogCall", input=given, idempotencyKey=word).payload
    assert (again["code"], stand.contents()) == ("NOT_AVAILABLE", before)


def test_a_request_is_opened_once_and_its_code_is_sent_once(
    stand: Stand, operator: Caller, agent: Caller
) -> None:
    """Whoever is known or not: the same case comes back, and no second code."""
    known, desk = a_number(), Desk.of(stand)
    captured(agent, known)
    for number in (known, a_number()):
        given, word = {"type": "DELETE", "number": number}, key()
        ask = partial(operator.ask, "OpenRightsRequest", input=given, idempotencyKey=word)
        first = ask().payload
        case = first["case"]
        assert (desk.code(case) is None) == (number != known)
        before = stand.contents()
        assert (ask().payload, desk.code(case)) == (first, None)
        assert stand.contents() == before
        other = operator.ask(
            "OpenRightsRequest", input={**given, "number": a_number()}, idempotencyKey=word
        )
        assert (other.payload["code"], other.payload["message"]) == ("IDEMPOTENCY_KEY_REUSED", USED)


def test_a_request_that_many_open_under_one_key_is_one(stand: Stand, operator: Caller) -> None:
    """Its code too is sent once."""
    given, word = {"type": "DELETE", "number": a_number()}, key()
    ask = partial(operator.ask, "OpenRightsRequest", input=given, idempotencyKey=word)
    answers = [reply.payload for reply in together([ask] * 8)]
    assert answers == [answers[0]] * 8
    assert stand.open_intents() == 0


def test_a_key_is_known_over_midnight_and_for_a_day(clocked: Stand, clock: Clock) -> None:
    """Its name is another one each day, and it is found under yesterday's."""
    clock.at = datetime(2026, 11, 22, 23, 59, 58, tzinfo=UTC)
    agent = caller(clocked, AGENT, clock=clock)
    given, word = call(a_number()), key()
    first = agent.ask("LogCall", input=given, idempotencyKey=word).payload["callId"]

    def again() -> str:
        late = caller(clocked, AGENT, clock=clock)
        return str(late.ask("LogCall", input=given, idempotencyKey=word).payload["callId"])

    clock.at += timedelta(seconds=4)
    assert again() == first
    clock.at += timedelta(hours=23)
    assert again() == first
    clock.at += timedelta(hours=1)
    second = again()
    assert second != first
    assert again() == second


def test_two_sides_of_midnight_meet_on_one_key(clocked: Stand, clock: Clock) -> None:
    """Two processes whose clocks differ by a breath have one effect between them."""
    clock.at = datetime(2026, 11, 23, 23, 59, 59, tzinfo=UTC)
    tomorrow = Clock(clock.at + timedelta(seconds=2))
    with opened(clocked.settings, clocked.dsns, Exchanged(clock=tomorrow)) as other:
        for _ in range(8):
            given, word = call(a_number()), key()
            ask = [
                partial(who.ask, "LogCall", input=given, idempotencyKey=word)
                for who in (
                    caller(clocked, AGENT, clock=clock),
                    caller(other, AGENT, clock=clock),
                )
            ]
            payloads = [reply.payload for reply in together(ask * 4)]
            calls = {payload.get("callId", str(payload)) for payload in payloads}
            assert len(calls) == 1, calls


def test_keys_are_forgotten_after_a_day(clocked: Stand, clock: Clock) -> None:
    """And what was made under them is not: only that it was made under a key."""
    agent = caller(clocked, AGENT, clock=clock)
    assert (
        "leadId" in agent.ask("CaptureLead", input=lead(a_number()), idempotencyKey=key()).payload
    )
    expiry = clocked.service.expiry
    clock.at += timedelta(hours=23)
    kept = clocked.contents()["idempotent_act"]
    clocked.wait_for(expiry.sweep())
    assert clocked.contents()["idempotent_act"] == kept
    clock.at += timedelta(days=3)
    assert clocked.wait_for(expiry.sweep()) > 0
    for table in ("idempotency_key", "idempotent_act"):
        assert clocked.contents()[table] is None
