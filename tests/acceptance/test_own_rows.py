"""Own rows: where the policy says own, an agent sees what they wrote themselves, and no more."""

from __future__ import annotations

from itertools import combinations

import pytest

from tests.acceptance.deeds import a_number, call, captured, order, said
from tests.acceptance.people import Caller

LEAD = "LEAD_CONTACT_REQUESTED"
FIELDS = ("id", "startedAt", "result", "talkSeconds", "outcome", "notes", "direction")


@pytest.fixture
def number(agent: Caller, colleague: Caller) -> str:
    """Somebody whom two agents have talked to, one call each."""
    number = a_number()
    captured(agent, number)
    for each, notes in ((agent, "by anna"), (colleague, "by berta")):
        assert "callId" in each.ask("LogCall", input=call(number, notes=notes)).payload
    return number


def notes_of(who: Caller, number: str, purpose: str) -> set[str]:
    """The notes that `who` reads."""
    text = (
        f"query($n: PhoneNumber!) @purpose(is: {purpose}) {{ profileByPhone(number: $n) {{"
        " profile { calls(first: 9) { edges { node { notes startedAt outcome } } } } } }"
    )
    edges = who.say(text, n=number).payload["profile"]["calls"]["edges"]
    return {edge["node"]["notes"] for edge in edges}


def test_an_agent_reads_the_calls_they_logged_and_not_a_colleagues(
    agent: Caller, colleague: Caller, number: str
) -> None:
    """Under a contact that was asked for, calls are their agent's own."""
    assert notes_of(agent, number, LEAD) == {"by anna"}
    assert notes_of(colleague, number, LEAD) == {"by berta"}


def test_customer_service_reads_all_of_them(agent: Caller, number: str) -> None:
    """The same token, another purpose, another row of the policy."""
    assert notes_of(agent, number, "SERVICE_SUPPORT") == {"by anna", "by berta"}


@pytest.mark.parametrize(
    "chosen",
    [" ".join(chosen) for size in (1, 2) for chosen in combinations(FIELDS, size)],
)
def test_no_choice_of_fields_shows_a_colleagues_call(
    colleague: Caller, number: str, chosen: str
) -> None:
    """Not its notes, not its outcome, not that it was: whatever else is or is not asked for."""
    text = (
        f"query($n: PhoneNumber!) @purpose(is: {LEAD}) {{ callerContext(number: $n) {{"
        f" lastCalls(first: 9) {{ edges {{ node {{ {chosen} }} }} }} resolution {{ profile {{"
        f" calls(first: 9) {{ edges {{ node {{ {chosen} }} }} }} }} }} }} }}"
    )
    context = colleague.say(text, n=number).payload
    for calls in (context["lastCalls"], context["resolution"]["profile"]["calls"]):
        assert len(calls["edges"]) == 1
        assert "by anna" not in str(calls)


@pytest.mark.parametrize("records", ["orders", "calls"])
def test_records_that_the_purpose_does_not_reach_are_not_even_counted(
    agent: Caller, marketer: Caller, shop: Caller, number: str, records: str
) -> None:
    """Counts take the decision of what is counted: marketing learns of no order and no call."""
    profile = captured(agent, number)
    assert "orderId" in shop.ask("PlaceOrder", input=order(number)).payload
    assert "consentId" in agent.ask("RecordConsent", input=said(profile)).payload
    text = (
        "query($n: PhoneNumber!) @purpose(is: MARKETING_DIRECT_CALL) { profileByPhone(number: $n)"
        f" {{ profile {{ id {records}(first: 1) {{ edges {{ node {{ id }} }}"
        " pageInfo { hasNextPage } } } } }"
    )
    assert marketer.say(text, n=number).payload["profile"] == {"id": profile, records: None}
