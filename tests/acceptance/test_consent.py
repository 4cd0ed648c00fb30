"""Consent: what a person says binds on the next read, in every process, until it ends."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

import pytest

from tests.acceptance.deeds import (
    NAME,
    a_number,
    captured,
    consented,
    contact,
    masked,
    said,
    withdrawn,
)
from tests.acceptance.people import AGENT, MARKETER, OPERATOR, Caller, caller
from tests.acceptance.stand import Clock, Stand, opened

VALID_DAYS: Final = 730
"""How long a yes to being called holds. Source: the default policy."""


def seen(marketer: Caller, number: str) -> str:
    """What marketing is told of `number`."""
    return str(marketer.ask("CallList", number=number).payload["status"])


def test_a_yes_shows_the_person_to_marketing_and_masks_the_number(
    agent: Caller, marketer: Caller
) -> None:
    """For the purpose that was asked about; as far as its row of the policy shows."""
    number = a_number()
    profile = captured(agent, number)
    assert seen(marketer, number) == "NOT_AVAILABLE"
    agent.ask("RecordConsent", input=said(profile))
    shown = marketer.ask("CallList", number=number).payload["profile"]
    assert shown == {"id": profile, "name": NAME, "phones": [{"display": masked(number)}]}


def test_a_yes_to_one_channel_is_none_to_another(agent: Caller, marketer: Caller) -> None:
    """Who may be texted may not be called for that."""
    number = a_number()
    profile = captured(agent, number)
    for purpose in ("MARKETING_DIRECT_SMS", "MARKETING_PERSONALISED", "SERVICE_SUPPORT"):
        agent.ask("RecordConsent", input=said(profile, purpose=purpose))
    assert seen(marketer, number) == "NOT_AVAILABLE"


def test_a_yes_to_being_followed_up_shows_sales_the_person_and_the_city_alone(
    agent: Caller, seller: Caller
) -> None:
    """The seller's own purpose, role and question; the street stays closed."""
    number = a_number()
    profile = captured(agent, number)
    address = {"province": "广东省", "city": "深圳市", "street": "南山区1号"}
    agent.ask("UpsertContact", input=contact(number, address=address))
    assert seller.ask("FollowUp", number=number).payload["profile"] is None
    agent.ask("RecordConsent", input=said(profile, purpose="SALES_FOLLOW_UP"))
    shown = seller.ask("FollowUp", number=number).payload["profile"]
    assert (shown["id"], shown["name"], shown["address"]) == (profile, NAME, "广东省 深圳市")
    assert shown["phones"] == [{"display": masked(number)}]


TAKES_BACK: Final[dict[str, tuple[str, Callable[[str], dict[str, object]]]]] = {
    "withdrawn": ("WithdrawConsent", withdrawn),
    "refused": ("RecordConsent", lambda profile: said(profile, given=False)),
}


@pytest.mark.parametrize("how", sorted(TAKES_BACK))
def test_taking_consent_back_binds_on_the_next_read_in_another_process(
    stand: Stand, agent: Caller, marketer: Caller, how: str
) -> None:
    """The other process has read her a moment ago, and keeps nothing of it."""
    number = a_number()
    profile = consented(agent, number)
    operation, words = TAKES_BACK[how]
    with opened(stand.settings, stand.dsns) as other:
        elsewhere = caller(other, MARKETER)
        assert (seen(marketer, number), seen(elsewhere, number)) == ("EXACT", "EXACT")
        assert "consentId" in agent.ask(operation, input=words(profile)).payload
        assert (seen(marketer, number), seen(elsewhere, number)) == (
            "NOT_AVAILABLE",
            "NOT_AVAILABLE",
        )
        assert "consentId" in caller(other, AGENT).ask("RecordConsent", input=said(profile)).payload
        assert (seen(marketer, number), seen(elsewhere, number)) == ("EXACT", "EXACT")


def test_a_withdrawal_asks_no_more_than_a_consent_did(agent: Caller, marketer: Caller) -> None:
    """The same caller, the same purpose in force, fewer fields; twice is as good as once."""
    number = a_number()
    profile = consented(agent, number)
    for _ in range(2):
        assert "consentId" in agent.ask("WithdrawConsent", input=withdrawn(profile)).payload
    assert seen(marketer, number) == "NOT_AVAILABLE"


def test_a_no_is_kept_even_from_a_number_never_seen(
    agent: Caller, marketer: Caller, operator: Caller
) -> None:
    """Said under the number: it makes a person of whom nothing is known but the no."""
    number = a_number()
    given = {"number": number, **said("", given=False)}
    del given["profile"]
    assert "consentId" in agent.ask("RecordConsent", input=given).payload
    profile = captured(agent, number)
    assert seen(marketer, number) == "NOT_AVAILABLE"
    [consent] = operator.ask("OfficerConsents", profile=profile).rows
    assert (consent["purpose"], consent["status"]) == ("MARKETING_DIRECT_CALL", "REFUSED")


def test_the_privacy_desk_sees_where_every_question_stands(agent: Caller, operator: Caller) -> None:
    """Given, refused, withdrawn and expired, each with its times."""
    profile = captured(agent, a_number())
    words: list[tuple[str, dict[str, object]]] = [
        ("RecordConsent", said(profile)),
        ("RecordConsent", said(profile, purpose="MARKETING_DIRECT_SMS", given=False)),
        ("RecordConsent", said(profile, purpose="MARKETING_DIRECT_EMAIL")),
        ("WithdrawConsent", withdrawn(profile, purpose="MARKETING_DIRECT_EMAIL")),
        (
            "RecordConsent",
            said(profile, purpose="SALES_FOLLOW_UP", saidAt="2023-05-01T00:00:00Z"),
        ),
    ]
    for operation, given in words:
        assert "consentId" in agent.ask(operation, input=given).payload
    rows = operator.ask("OfficerConsents", profile=profile).rows
    assert {row["purpose"]: row["status"] for row in rows} == {
        "MARKETING_DIRECT_CALL": "GIVEN",
        "MARKETING_DIRECT_SMS": "REFUSED",
        "MARKETING_DIRECT_EMAIL": "WITHDRAWN",
        "SALES_FOLLOW_UP": "EXPIRED",
    }
    [given_one] = [row for row in rows if row["status"] == "GIVEN"]
    since, until = (datetime.fromisoformat(given_one[name]) for name in ("since", "validUntil"))
    assert until - since == timedelta(days=VALID_DAYS)


def test_a_yes_ends_on_its_day_and_not_before(clocked: Stand, clock: Clock) -> None:
    """The moment of its end counts as ended; no job has to run for that."""
    number = a_number()
    profile = consented(caller(clocked, AGENT, clock=clock), number)
    ends_at = clock.at + timedelta(days=VALID_DAYS)
    found = {}
    for moment in (ends_at - timedelta(seconds=1), ends_at, ends_at + timedelta(days=1)):
        clock.at = moment
        found[moment] = seen(caller(clocked, MARKETER, clock=clock), number)
    assert list(found.values()) == ["EXACT", "NOT_AVAILABLE", "NOT_AVAILABLE"]
    rows = caller(clocked, OPERATOR, clock=clock).ask("OfficerConsents", profile=profile).rows
    assert [row["status"] for row in rows] == ["EXPIRED"]
    assert clocked.leaves()[-2]["reason"] == "CONSENT_EXPIRED"


def test_one_consent_that_has_ended_leaves_the_others_as_they_are(
    clocked: Stand, clock: Clock
) -> None:
    """A row past its next end is folded anew from what was said, bit by bit."""
    number = a_number()
    agent = caller(clocked, AGENT, clock=clock)
    profile = consented(agent, number)
    agent.ask("RecordConsent", input=said(profile, purpose="MARKETING_PERSONALISED"))
    clock.at += timedelta(days=400)  # personalised marketing ends after 365
    assert seen(caller(clocked, MARKETER, clock=clock), number) == "EXACT"
    agent = caller(clocked, AGENT, clock=clock)
    assert "consentId" in agent.ask("WithdrawConsent", input=withdrawn(profile)).payload
    assert seen(caller(clocked, MARKETER, clock=clock), number) == "NOT_AVAILABLE"


def test_a_contract_ends_on_its_day_and_with_it_what_it_let_be_seen(
    clocked: Stand, clock: Clock
) -> None:
    """Somebody who only asked to be contacted is forgotten by customer service after 90 days."""
    number = a_number()
    captured(caller(clocked, AGENT, clock=clock), number)
    ends_at = clock.at + timedelta(days=90)
    found = []
    for moment in (ends_at - timedelta(seconds=1), ends_at):
        clock.at = moment
        agent = caller(clocked, AGENT, clock=clock)
        found.append(agent.ask("ProfileByPhone", number=number).payload["status"])
    assert found == ["EXACT", "NOT_AVAILABLE"]


def test_a_client_whose_term_has_ended_sees_nobody(clocked: Stand, clock: Clock) -> None:
    """Though its tokens are still signed as they should be."""
    number = a_number()
    captured(caller(clocked, AGENT, clock=clock), number)
    clock.at = datetime(2029, 1, 1, tzinfo=UTC)
    reply = caller(clocked, AGENT, clock=clock).ask("ProfileByPhone", number=number)
    assert (reply.status, reply.code) == (400, "CLIENT_ENDED")
