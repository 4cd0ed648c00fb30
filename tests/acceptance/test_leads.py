"""Leads: nothing is thrown away, nobody is new twice, and why each is where it is stands there."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from cdp.api.ids import Fact
from cdp.database.dsn import Database
from tests.acceptance.deeds import (
    a_number,
    captured,
    contact,
    followed,
    lead,
    leads_of,
    on_lead,
)
from tests.acceptance.naming import IDS, behind, unseen
from tests.acceptance.people import SELLER, Caller, caller
from tests.acceptance.stand import Stand, put_into

NEED = {"need": "每月两百壶", "budgetRange": "一万以内"}


@pytest.fixture
def other(stand: Stand) -> Caller:
    """Another seller."""
    return caller(stand, replace(SELLER, name="carla"))


@pytest.fixture
def number() -> str:
    return a_number()


@pytest.fixture
def profile(agent: Caller, number: str) -> str:
    return captured(agent, number, need=NEED, product="电水壶", campaign="spring")


@pytest.fixture
def lead_id(seller: Caller, profile: str) -> str:
    [found] = followed(seller, profile)
    return str(found["id"])


def mine(seller: Caller, profile: str, lead_id: str) -> None:
    """The seller takes the lead."""
    assert "leadId" in seller.ask("ClaimLead", input=on_lead(profile, lead_id)).payload


def test_a_captured_lead_inquires_and_its_first_receipt_says_so(
    seller: Caller, profile: str
) -> None:
    """She said what she wants; nobody has judged it."""
    [found] = followed(seller, profile)
    assert (found["qualification"], found["status"]) == ("INQUIRY", "NEW")
    [change] = found["changes"]
    assert (change["event"], change["before"], change["after"]) == ("CAPTURED", None, "INQUIRY")


def test_a_repeated_lead_is_kept_and_points_at_the_earlier_one(
    agent: Caller, seller: Caller, number: str, profile: str
) -> None:
    """Never refused, never a new person; another product is another interest."""
    again = agent.ask("CaptureLead", input=lead(number, product="电水壶")).payload
    assert again["profile"]["id"] == profile
    agent.ask("CaptureLead", input=lead(number, product="净水器"))
    found = {each["id"]: each["duplicateOf"] for each in followed(seller, profile)}
    assert len(found) == 3
    [first] = set(found.values()) - {None}
    assert found[again["leadId"]] == first
    assert list(found.values()).count(None) == 2


@pytest.mark.parametrize("role", ["EMPLOYEE", "SUPPLIER", "BOT", "TEST"])
def test_staff_suppliers_bots_and_tests_never_become_a_lead(
    stand: Stand, agent: Caller, number: str, role: str
) -> None:
    """Whatever source says so; nothing is filed, and she is answered as somebody restricted."""
    agent.ask("UpsertContact", input=contact(number, role=role))
    before = stand.contents()["lead"]
    refused = agent.ask("CaptureLead", input=lead(number))
    assert stand.contents()["lead"] == before
    other = a_number()
    put_into(stand, captured(agent, other), "RESTRICTED")
    restricted = agent.ask("CaptureLead", input=lead(other))
    assert refused.payload["code"] == "NOT_AVAILABLE"
    assert refused.without_receipt() == restricted.without_receipt()


def test_qualification_goes_step_by_step_with_its_evidence(
    seller: Caller, profile: str, lead_id: str
) -> None:
    """MQL, accepted, SQL, an opportunity, won: each receipt says what showed it."""
    mine(seller, profile, lead_id)
    for to in ("MQL", "SAL", "SQL", "OPPORTUNITY", "WON"):
        done = seller.ask(
            "QualifyLead", input=on_lead(profile, lead_id, to=to, evidence=f"为何 {to}")
        ).payload
        assert done["leadId"] == lead_id
    [found] = leads_of(seller, profile)
    assert (found["qualification"], found["status"]) == ("WON", "CLOSED")
    told = [(each["before"], each["after"], each["evidence"]) for each in found["changes"][2:]]
    assert told[0] == ("INQUIRY", "MQL", "为何 MQL")
    assert told[-1] == ("OPPORTUNITY", "WON", "为何 WON")


@pytest.mark.parametrize("to", ["SAL", "SQL", "OPPORTUNITY"])
def test_a_step_that_begins_elsewhere_is_a_conflict(
    stand: Stand, seller: Caller, profile: str, lead_id: str, to: str
) -> None:
    """The table knows no such row, and the lead stays where it is."""
    before = stand.contents()["lead"]
    wish = on_lead(profile, lead_id, to=to, evidence="x")
    assert seller.ask("QualifyLead", input=wish).payload["code"] == "CONFLICT"
    assert stand.contents()["lead"] == before


def test_only_the_stages_of_qualification_can_be_asked_for(
    seller: Caller, profile: str, lead_id: str
) -> None:
    """The others have acts of their own."""
    wish = on_lead(profile, lead_id, to="RECYCLED", evidence="x")
    refused = seller.ask("QualifyLead", input=wish).payload
    assert (refused["code"], refused["path"]) == ("INVALID_INPUT", ["input", "to"])


def test_what_was_won_or_disqualified_moves_no_more(
    seller: Caller, profile: str, lead_id: str
) -> None:
    """Whoever asks again asks with a lead of its own."""
    assert (
        "leadId"
        in seller.ask("RejectLead", input=on_lead(profile, lead_id, reason="NO_NEED")).payload
    )
    for document, more in (
        ("RejectLead", {"reason": "PRICE"}),
        ("ReturnToPool", {"reason": "PRICE"}),
        ("ClaimLead", {}),
        ("QualifyLead", {"to": "MQL", "evidence": "x"}),
        ("HandOffLead", {"to": "dev:carla", "context": "x"}),
    ):
        refused = seller.ask(document, input=on_lead(profile, lead_id, **more)).payload
        assert refused["code"] == "CONFLICT", document


def test_a_lead_goes_back_to_its_pool_richer_and_keeps_where_it_came_from(
    stand: Stand, seller: Caller, profile: str, lead_id: str
) -> None:
    """Source, campaign and product stay; what is not said anew stays."""
    mine(seller, profile, lead_id)
    query = "SELECT source, campaign, product FROM lead WHERE id = $1"
    before = stand.sql(Database.DATA, query, behind(lead_id))
    done = seller.ask(
        "ReturnToPool",
        input=on_lead(
            profile,
            lead_id,
            reason="BAD_TIMING",
            learned={"timeline": "明年三月"},
            intentLevel="C_INTERESTED",
        ),
    ).payload
    assert done["leadId"] == lead_id
    assert [tuple(row) for row in stand.sql(Database.DATA, query, behind(lead_id))] == [
        tuple(row) for row in before
    ]
    [kept] = stand.sql(
        Database.DATA,
        "SELECT qualification, status, pool, owner, need IS NOT NULL AS need,"
        " timeline IS NOT NULL AS timeline FROM lead WHERE id = $1",
        behind(lead_id),
    )
    assert tuple(kept) == ("RECYCLED", "NEW", "common", None, True, True)
    soon = seller.ask("ClaimLead", input=on_lead(profile, lead_id)).payload
    assert soon["code"] == "CONFLICT"


def test_of_two_who_claim_a_lead_one_gets_it(
    seller: Caller, other: Caller, profile: str, lead_id: str
) -> None:
    """The other is told that it was faster."""
    wish = on_lead(profile, lead_id)
    with ThreadPoolExecutor(2) as pool:
        asked = [pool.submit(each.ask, "ClaimLead", input=wish) for each in (seller, other)]
        answers = [each.result().payload for each in asked]
    codes = [answer.get("code") for answer in answers]
    assert sorted(codes, key=str) == ["CONFLICT", None]


def test_a_lead_that_is_handed_off_brings_its_context_and_a_task_in_time(
    seller: Caller, other: Caller, profile: str, lead_id: str
) -> None:
    """The colleague finds it first in her work, and the giver no more in hers."""
    mine(seller, profile, lead_id)
    wish = on_lead(profile, lead_id, to="dev:carla", context="她只在下午接电话")
    assert seller.ask("HandOffLead", input=wish).payload["leadId"] == lead_id
    work = other.ask("SalesTasks", first=50).payload["edges"]
    [task] = [edge["node"] for edge in work if edge["node"]["lead"] == lead_id]
    assert (task["kind"], task["state"], task["origin"]) == ("FIRST_CALL", "DUE", "HAND_OFF")
    assert task["script"] == "她只在下午接电话"
    assert task["slaAt"] is not None
    held = other.ask("Leads", first=50, filter={"mine": True}).payload["edges"]
    assert lead_id in [edge["node"]["id"] for edge in held]
    again = seller.ask("RejectLead", input=on_lead(profile, lead_id, reason="PRICE")).payload
    assert again["code"] == "NOT_AVAILABLE"


def test_the_pool_lists_what_may_be_claimed_and_what_is_claimed_leaves_it(
    seller: Caller, profile: str, lead_id: str
) -> None:
    """Its stage alone: what she said is for whoever works on it."""

    def pool() -> list[str]:
        return [each["id"] for each in seller.all_of("LeadPool")]

    assert lead_id in pool()
    mine(seller, profile, lead_id)
    assert lead_id not in pool()


ACTS = {
    "QualifyLead": {"to": "MQL", "evidence": "x"},
    "RejectLead": {"reason": "PRICE"},
    "ReturnToPool": {"reason": "PRICE"},
    "ClaimLead": {},
    "HandOffLead": {"to": "dev:carla", "context": "x"},
}


@pytest.mark.parametrize("document", sorted(ACTS))
def test_a_lead_of_somebody_else_is_answered_as_none(
    stand: Stand, agent: Caller, seller: Caller, document: str
) -> None:
    """Another person's lead, no lead at all, and a person who may not be seen: one answer."""
    hers, hidden = captured(agent, a_number()), captured(agent, a_number())
    [found] = followed(seller, hers)
    theirs = captured(agent, a_number())
    followed(seller, theirs)
    [row] = stand.sql(Database.DATA, "SELECT id FROM lead WHERE subject_id = $1", behind(hidden))
    more = ACTS[document]
    answers = [
        seller.ask(document, input=on_lead(profile, lead_id, **more)).without_receipt()
        for profile, lead_id in (
            (theirs, found["id"]),
            (theirs, unseen(Fact.LEAD)),
            (unseen(), found["id"]),
            (hidden, IDS.fact(Fact.LEAD, behind(hidden), row["id"])),
        )
    ]
    assert len(set(answers)) == 1
    assert b"NOT_AVAILABLE" in answers[0]


@pytest.mark.parametrize("state", ["RESTRICTED", "ERASING"])
@pytest.mark.parametrize("document", sorted(ACTS))
def test_an_act_on_a_lead_of_a_restricted_or_erased_person_is_answered_as_none(
    stand: Stand, seller: Caller, agent: Caller, document: str, state: str
) -> None:
    """Nothing is changed, and nothing is told."""
    profile = captured(agent, a_number())
    [found] = followed(seller, profile)
    stand.sql(Database.DATA, "UPDATE subject SET state = $2 WHERE id = $1", behind(profile), state)
    before = stand.contents()["lead"]
    wish = on_lead(profile, found["id"], **ACTS[document])
    never = on_lead(unseen(), found["id"], **ACTS[document])
    assert (
        seller.ask(document, input=wish).without_receipt()
        == seller.ask(document, input=never).without_receipt()
    )
    assert stand.contents()["lead"] == before


def test_leads_are_found_by_their_stage(seller: Caller, profile: str, lead_id: str) -> None:
    """Every condition must hold."""

    def found(**wanted: object) -> bool:
        page = seller.ask("Leads", first=100, filter=wanted).payload["edges"]
        return lead_id in [edge["node"]["id"] for edge in page]

    mine(seller, profile, lead_id)
    assert found(mine=True, qualification="INQUIRY", status="ASSIGNED")
    assert not found(mine=True, qualification="MQL")
    assert not found(mine=True, status="NEW")


def test_comparing_what_is_not_shown_whole_is_refused(seller: Caller) -> None:
    """Sales sees no source: a filter on it would read it."""
    refused = seller.ask("Leads", first=5, filter={"source": "web-form"})
    assert refused.code == "PURPOSE_CATEGORY_MISMATCH"


def test_what_a_person_said_is_for_whoever_captured_or_owns_her_lead(
    seller: Caller, other: Caller, profile: str, lead_id: str
) -> None:
    """Its stage is for all of sales."""
    [told] = leads_of(seller, profile)  # who captured it
    assert told["need"] == NEED["need"]
    assert leads_of(other, profile) == []
    stage = (
        "query($p: ID!) @purpose(is: SALES_FOLLOW_UP) { profile(id: $p) {"
        " leads(first: 5) { edges { node { id qualification } } } } }"
    )
    [edge] = other.say(stage, p=profile).payload["leads"]["edges"]
    assert edge["node"] == {"id": lead_id, "qualification": "INQUIRY"}
    mine(other, profile, lead_id)
    [told] = leads_of(other, profile)
    assert told["need"] == NEED["need"]
