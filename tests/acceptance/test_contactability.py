"""Contactability over HTTP: one decision with every reason, and none for those it is not for."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from cdp.database.dsn import Database
from tests.acceptance.deeds import (
    a_number,
    captured,
    case,
    consented,
    contact,
    followed,
    on_lead,
    order,
    planned,
    resolved,
    said,
)
from tests.acceptance.naming import behind, unseen
from tests.acceptance.people import AGENT, SELLER, Caller, caller
from tests.acceptance.stand import Clock, Stand

NOBODY = {"allowed": False, "reasons": ["NOT_AVAILABLE"], "nextAllowedAt": None}
ALLOWED = {"allowed": True, "reasons": [], "nextAllowedAt": None}
NIGHT = "2027-01-05T15:00:00Z"
"""Eleven in the evening in Shanghai."""

MORNING = "2027-01-06T01:00:00Z"
"""Nine o'clock there."""


def stands(at: Stand, profile: str, status: str) -> None:
    """What calls have shown of a line, as acts will write it."""
    update = "UPDATE phone_ownership SET number_status = $2 WHERE subject_id = $1"
    at.sql(Database.DATA, update, behind(profile), status)


def asked(who: Caller, profile: str, **more: object) -> dict[str, object]:
    """What an agent of customer service reads."""
    return who.ask("Contactability", **{"profile": profile, "channel": "PHONE", **more}).payload


def test_a_customer_may_be_called_about_her_contract_at_any_hour(agent: Caller) -> None:
    """Also after a no to marketing: that is no marketing."""
    profile = captured(agent, a_number())
    agent.ask("RecordConsent", input=said(profile, given=False))
    assert asked(agent, profile) == ALLOWED
    assert asked(agent, profile, at=NIGHT) == ALLOWED


@pytest.mark.parametrize("status", ["UNALLOCATED", "SUSPENDED", "RECYCLED", "RISKY"])
def test_a_number_that_reaches_nobody_is_in_the_way(
    stand: Stand, agent: Caller, status: str
) -> None:
    """For calls and text messages; e-mail has an address of its own."""
    profile = captured(agent, a_number(), email="xm@example.com")
    stands(stand, profile, status)
    unusable = {"allowed": False, "reasons": ["NUMBER_UNUSABLE"], "nextAllowedAt": None}
    assert asked(agent, profile) == asked(agent, profile, channel="SMS") == unusable
    assert asked(agent, profile, channel="EMAIL") == ALLOWED


def test_somebody_without_an_address_cannot_be_mailed(agent: Caller) -> None:
    """No contact gives one."""
    profile = captured(agent, a_number())
    assert asked(agent, profile, channel="EMAIL")["reasons"] == ["NUMBER_UNUSABLE"]


def test_a_seller_reads_every_reason_at_once_and_when_the_night_is_over(
    agent: Caller, seller: Caller
) -> None:
    """Quiet hours, and a no to marketing by telephone; a yes to follow-up shows her at all."""
    profile = captured(agent, a_number())
    for_sale = said(profile, purpose="SALES_FOLLOW_UP")
    assert "consentId" in seller.ask("SalesConsent", input=for_sale).payload
    night = {"profile": profile, "channel": "PHONE", "at": NIGHT}
    assert seller.ask("SalesContactability", **night).payload == {
        "allowed": False,
        "reasons": ["QUIET_HOURS"],
        "nextAllowedAt": "2027-01-06T01:00:00+00:00",
    }
    assert seller.ask("SalesContactability", **{**night, "at": MORNING}).payload == ALLOWED
    agent.ask("RecordConsent", input=said(profile, given=False))
    assert seller.ask("SalesContactability", **night).payload == {
        "allowed": False,
        "reasons": ["DO_NOT_CONTACT", "QUIET_HOURS"],
        "nextAllowedAt": None,
    }
    by_message = seller.ask("SalesContactability", **{**night, "channel": "WECHAT", "at": MORNING})
    assert by_message.payload == ALLOWED
    by_post = seller.ask("SalesContactability", **{**night, "channel": "POST", "at": MORNING})
    assert by_post.payload["reasons"] == ["NO_LAWFUL_BASIS"]


def test_a_yes_that_will_have_run_out_by_then_does_not_count(agent: Caller, seller: Caller) -> None:
    """The time of the contact decides, not that of the question."""
    profile = captured(agent, a_number())
    seller.ask("SalesConsent", input=said(profile, purpose="SALES_FOLLOW_UP"))
    late = seller.ask(
        "SalesContactability", profile=profile, channel="PHONE", at="2031-01-06T04:00:00Z"
    )
    assert late.payload["reasons"] == ["CONSENT_EXPIRED"]


def test_another_purpose_is_asked_for_only_where_the_caller_has_it(agent: Caller) -> None:
    """What the caller may not do, it may not ask about; the refusal is written down."""
    profile = captured(agent, a_number())
    assert asked(agent, profile, purpose="LEAD_CONTACT_REQUESTED") == ALLOWED
    reply = agent.ask(
        "Contactability", profile=profile, channel="PHONE", purpose="MARKETING_DIRECT_CALL"
    )
    assert reply.code == "PURPOSE_NOT_IN_CEILING"


def test_a_ringing_telephone_shows_whether_to_call_back(agent: Caller) -> None:
    """By several channels in one round trip; nobody answers as somebody unknown does."""
    number = a_number()
    captured(agent, number)
    text = (
        "query($n: PhoneNumber!) @purpose(is: SERVICE_SUPPORT) { callerContext(number: $n) {"
        " phone: contactability(channel: PHONE) { allowed reasons nextAllowedAt }"
        " email: contactability(channel: EMAIL) { allowed reasons nextAllowedAt } } }"
    )
    known = agent.say(text, n=number).payload
    assert known["phone"] == ALLOWED
    assert known["email"]["reasons"] == ["NUMBER_UNUSABLE"]
    assert agent.say(text, n=a_number()).payload == {"phone": NOBODY, "email": NOBODY}


def test_whoever_has_a_task_about_her_learns_what_is_missing_and_nobody_else_does(
    stand: Stand, agent: Caller, colleague: Caller
) -> None:
    """Her contract is over: the agent who is to call her reads so; to others she is nobody."""
    profile = captured(agent, a_number())
    task = agent.ask("ScheduleTask", input=planned(profile)).payload["taskId"]
    ended = "UPDATE subject SET contract_until = '2026-01-01' WHERE id = $1"
    stand.sql(Database.DATA, ended, behind(profile))
    size = stand.size()
    assert asked(agent, profile) == {**NOBODY, "reasons": ["CONSENT_MISSING"]}
    [leaf] = stand.leaves(size)
    assert (leaf["kind"], leaf["reason"], leaf["n"]) == ("denial", "CONSENT_MISSING", 0)
    assert asked(colleague, profile) == asked(colleague, unseen()) == NOBODY
    stand.sql(Database.DATA, "UPDATE task SET state = 'DONE' WHERE id = $1", behind(task))
    assert asked(agent, profile) == NOBODY


def test_whoever_owns_her_open_lead_learns_that_she_withdrew(
    agent: Caller, seller: Caller, stand: Stand
) -> None:
    """The seller reads why there is nobody to call any more; another seller does not."""
    profile = captured(agent, a_number())
    [lead] = followed(seller, profile)
    assert "leadId" in seller.ask("ClaimLead", input=on_lead(profile, lead["id"])).payload
    no = said(profile, purpose="SALES_FOLLOW_UP", given=False)
    assert "consentId" in seller.ask("SalesConsent", input=no).payload
    ask = {"profile": profile, "channel": "PHONE"}
    told = seller.ask("SalesContactability", **ask).payload
    assert (told["allowed"], len(told["reasons"])) == (False, 1)
    assert told["reasons"][0] in {"CONSENT_REFUSED", "CONSENT_WITHDRAWN"}
    other = caller(stand, replace(SELLER, name="carla"))
    assert other.ask("SalesContactability", **ask).payload == NOBODY


@pytest.mark.parametrize("state", ["RESTRICTED", "ERASING"])
def test_a_restriction_is_told_to_nobody(stand: Stand, agent: Caller, state: str) -> None:
    """Not to whoever works on her either: she looks like one who was never there."""
    profile = captured(agent, a_number())
    assert "taskId" in agent.ask("ScheduleTask", input=planned(profile)).payload
    stand.sql(Database.DATA, "UPDATE subject SET state = $2 WHERE id = $1", behind(profile), state)
    assert asked(agent, profile) == NOBODY


def test_a_batch_answers_item_by_item_in_the_order_of_the_question(
    agent: Caller, sender: Caller
) -> None:
    """Whoever consented, who did not, nobody, and what is no number; nothing is repeated."""
    yes, no = a_number(), a_number()
    profile = consented(agent, yes)
    captured(agent, no)
    numbers = [a_number(), yes, "138****8000", no, yes]
    reply = sender.ask("MayCall", numbers=numbers)
    reasons = [each["reasons"] for each in reply.rows]
    quiet = reasons[1]
    assert quiet in ([], ["QUIET_HOURS"])
    assert reasons == [["NOT_AVAILABLE"], quiet, ["INVALID_INPUT"], ["NOT_AVAILABLE"], quiet]
    assert b"8000" not in reply.octets
    by_id = sender.ask("MayCall", profiles=[profile, unseen(), "me"]).rows
    assert [each["reasons"] for each in by_id] == [quiet, ["NOT_AVAILABLE"], ["INVALID_INPUT"]]


def test_what_a_sender_may_not_know_is_said_without_its_name(
    stand: Stand, agent: Caller, sender: Caller
) -> None:
    """Marketing sees numbers, so it reads that one does not work; of calls it reads nothing."""
    number = a_number()
    profile = consented(agent, number)
    stands(stand, profile, "SUSPENDED")
    [answer] = sender.ask("MayCall", numbers=[number]).rows
    assert "NUMBER_UNUSABLE" in answer["reasons"]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({}, "numbers"),
        ({"numbers": []}, "numbers"),
        ({"numbers": ["x"] * 101}, "numbers"),
        ({"profiles": []}, "profiles"),
        ({"numbers": ["x"], "profiles": ["x"]}, "numbers"),
    ],
)
def test_a_batch_is_of_one_to_a_hundred(
    sender: Caller, given: dict[str, object], field: str
) -> None:
    """Of numbers or of profiles."""
    reply = sender.ask("MayCall", **given)
    assert (reply.code, reply.error["field"]) == ("INVALID_INPUT", field)


def test_people_do_not_ask_in_batches(agent: Caller, marketer: Caller) -> None:
    """Only services may: the gate refuses whoever is none, also with the right purpose."""
    text = (
        "query($n: [PhoneNumber!]!) @purpose(is: {}) {{ resolvePhones(numbers: $n) {{ status }} }}"
    )
    for who, purpose in ((agent, "SERVICE_SUPPORT"), (marketer, "MARKETING_DIRECT_CALL")):
        assert who.say(text.format(purpose), n=[a_number()]).code == "ROLE_FORBIDDEN"


def test_a_batch_shows_the_categories_of_its_purpose_and_no_more(
    agent: Caller, shop: Caller, sender: Caller
) -> None:
    """Names and masks; what was ordered to those who fulfil it, and to no marketing."""
    number = a_number()
    consented(agent, number)
    shop.ask("PlaceOrder", input=order(number))
    text = (
        "query($n: [PhoneNumber!]!) @purpose(is: {}) {{ resolvePhones(numbers: $n) {{ profile {{"
        " name orders(first: 2) {{ edges {{ node {{ status }} }} }} }} }} }}"
    )
    [fulfilled] = shop.say(text.format("ORDER_FULFILMENT"), n=[number]).rows
    [marketed] = sender.say(text.format("MARKETING_DIRECT_CALL"), n=[number]).rows
    assert fulfilled["profile"]["orders"]["edges"] == [{"node": {"status": "PAID"}}]
    assert fulfilled["profile"]["name"] == marketed["profile"]["name"]
    assert marketed["profile"]["orders"] is None


def test_a_batch_of_long_lists_is_refused(shop: Caller) -> None:
    """A thousand rows are enough for one answer."""
    text = (
        "query($n: [PhoneNumber!]!) @purpose(is: ORDER_FULFILMENT) { resolvePhones(numbers: $n)"
        " { profile { orders(first: 100) { edges { node { status } } } } } }"
    )
    reply = shop.say(text, n=[a_number() for _ in range(11)])
    assert (reply.code, reply.error["field"]) == ("INVALID_INPUT", "numbers")


def test_the_clock_of_the_service_decides_whether_it_is_night(clocked: Stand, clock: Clock) -> None:
    """21:00 in Shanghai: the seller waits until nine."""
    agent = caller(clocked, AGENT, clock=clock)
    seller = caller(clocked, SELLER, clock=clock)
    profile = captured(agent, a_number())
    seller.ask("SalesConsent", input=said(profile, purpose="SALES_FOLLOW_UP"))
    ask = {"profile": profile, "channel": "PHONE"}
    found = []
    for hour in (12, 13):
        clock.at = datetime(2026, 11, 22, hour, 30, tzinfo=UTC)
        at_work = caller(clocked, SELLER, clock=clock)
        found.append(at_work.ask("SalesContactability", **ask).payload["nextAllowedAt"])
    assert found == [None, "2026-11-23T01:00:00+00:00"]


def test_the_newest_contact_s_address_is_what_mail_goes_to(agent: Caller) -> None:
    """Any contact that gives one makes her reachable."""
    number = a_number()
    profile = captured(agent, number)
    agent.ask("UpsertContact", input=contact(number, email="xm@example.com"))
    assert asked(agent, profile, channel="EMAIL") == ALLOWED


def test_an_open_complaint_stops_marketing_and_no_answer_to_it(
    agent: Caller, sender: Caller, seller: Caller
) -> None:
    """Customer service may call back; marketing is told that something is in the way, not what."""
    number = a_number()
    profile = consented(agent, number)
    seller.ask("SalesConsent", input=said(profile, purpose="SALES_FOLLOW_UP"))
    fault = agent.ask("OpenCase", input=case(number)).payload
    assert "OPEN_COMPLAINT" not in str(sender.ask("MayCall", numbers=[number]).rows)
    complaint = agent.ask("OpenCase", input=case(number, kind="COMPLAINT")).payload
    assert fault["caseId"] != complaint["caseId"]
    assert asked(agent, profile) == ALLOWED
    [answer] = sender.ask("MayCall", numbers=[number]).rows
    assert answer["allowed"] is False
    assert "NOT_AVAILABLE" in answer["reasons"]
    assert "OPEN_COMPLAINT" not in answer["reasons"]
    ask = {"profile": profile, "channel": "PHONE", "at": MORNING}
    assert seller.ask("SalesContactability", **ask).payload["reasons"] == ["NOT_AVAILABLE"]
    agent.ask("ResolveCase", input=resolved(profile, complaint["caseId"]))
    assert seller.ask("SalesContactability", **ask).payload == ALLOWED
