"""Reveal: one full number, for a reason, on a task, to somebody who is present."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Final

import pytest

from tests.acceptance.deeds import a_number, captured, revealed
from tests.acceptance.people import AGENT, MARKETER, PRESENT, Caller, caller
from tests.acceptance.stand import Clock, Stand

DONE: Final = "RevealPhoneDone"


@pytest.mark.parametrize(
    ("age_s", "acr", "shown"),
    [
        (0, "aal2", True),
        (300, "aal2", True),
        (300, "aal3", True),
        (301, "aal2", False),
        (0, "aal1", False),
        (0, "", False),
    ],
)
def test_a_number_is_revealed_within_300_seconds_of_a_strong_authentication(
    clocked: Stand, clock: Clock, age_s: int, acr: str, *, shown: bool
) -> None:
    """And not in the 301st, nor after a weak one: the answer says what would do."""
    number = a_number()
    profile = captured(caller(clocked, AGENT, clock=clock), number)
    who = replace(AGENT, acr=acr, age_s=age_s)
    payload = caller(clocked, who, clock=clock).ask("RevealPhone", input=revealed(profile)).payload
    if shown:
        assert payload == {"__typename": DONE, "number": number}
    else:
        assert payload["code"] == "STEP_UP_REQUIRED"
        assert (payload["acrValues"], payload["maxAgeSeconds"]) == (["aal2", "aal3"], 300)


def test_somebody_who_authenticates_in_the_future_has_not_stepped_up(
    clocked: Stand, clock: Clock
) -> None:
    """A clock that runs ahead is no proof of presence."""
    profile = captured(caller(clocked, AGENT, clock=clock), a_number())
    early = caller(clocked, PRESENT, clock=lambda: clock.at + timedelta(seconds=5))
    payload = early.ask("RevealPhone", input=revealed(profile)).payload
    assert payload["code"] == "STEP_UP_REQUIRED"


def test_a_reveal_is_one_entry_that_names_the_task_and_never_the_number(
    stand: Stand, agent: Caller, present_agent: Caller
) -> None:
    """Committed before the number was opened: what was seen, whole, and why in codes."""
    number = a_number()
    profile = captured(agent, number)
    size = stand.size()
    reply = present_agent.ask("RevealPhone", input=revealed(profile, reason="她的线路不好"))
    [leaf] = stand.leaves(size)
    assert reply.payload == {"__typename": DONE, "number": number}
    assert (leaf["ref"], leaf["fields"]) == ("TKT-1042", ["contact.phone#full"])
    assert reply.access["index"] == size
    assert "她" not in str(leaf)


def test_a_number_with_an_extension_is_revealed_with_it(
    agent: Caller, present_agent: Caller
) -> None:
    """What is dialled is what was filed."""
    number = a_number()
    profile = captured(agent, f"{number} ext 801")
    payload = present_agent.ask("RevealPhone", input=revealed(profile)).payload
    assert payload == {"__typename": DONE, "number": f"{number};ext=801"}


def test_a_reveal_that_lacks_presence_is_written_down_as_refused(
    stand: Stand, agent: Caller
) -> None:
    """With the article; the number stays closed."""
    number = a_number()
    profile = captured(agent, number)
    size = stand.size()
    reply = agent.ask("RevealPhone", input=revealed(profile))
    [leaf] = stand.leaves(size)
    assert (leaf["kind"], leaf["reason"], leaf["article"]) == (
        "denial",
        "STEP_UP_REQUIRED",
        "PIPL 51",
    )
    assert number[3:].encode() not in reply.octets


def test_somebody_who_may_not_be_seen_is_not_revealed_either(stand: Stand, agent: Caller) -> None:
    """Presence, reason and task give no ground: marketing has no reveal, and no consent."""
    profile = captured(agent, a_number())
    text = """
      mutation($i: RevealPhoneInput!) @purpose(is: MARKETING_DIRECT_CALL) {
        revealPhone(input: $i) { __typename ... on Problem { code } } }
    """
    present = caller(stand, replace(MARKETER, acr="aal2"))
    payload = present.say(text, i=revealed(profile)).payload
    assert payload == {"__typename": "PurposeDenied", "code": "PURPOSE_CATEGORY_MISMATCH"}


@pytest.mark.parametrize("reference", ["", "because", "TKT-13800138000", "13800138000", "TKT"])
def test_a_reveal_without_a_task_is_refused_and_its_words_are_kept_nowhere(
    stand: Stand, agent: Caller, present_agent: Caller, reference: str
) -> None:
    """A reference is a ticket's, a task's or a case's: no telephone number passes for one."""
    profile = captured(agent, a_number())
    size = stand.size()
    reply = present_agent.ask("RevealPhone", input=revealed(profile, caseRef=reference))
    [leaf] = stand.leaves(size)
    assert reply.payload["code"] == "CASE_REF_REQUIRED"
    assert (leaf["kind"], leaf["reason"], leaf["ref"]) == ("denial", "CASE_REF_REQUIRED", None)
