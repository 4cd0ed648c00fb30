"""A profile of several records is read as one person, and is written as one where she says no."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final
from uuid import UUID

import pytest

from cdp.api.ids import Fact
from cdp.database.dsn import Database
from tests.acceptance.deeds import (
    STARTED_AT,
    a_number,
    call,
    captured,
    case,
    contact,
    masked,
    order,
    revealed,
    said,
    withdrawn,
)
from tests.acceptance.naming import IDS, behind
from tests.acceptance.people import MARKETER, Caller, caller
from tests.acceptance.records import one_person
from tests.acceptance.requests import Desk, lived
from tests.acceptance.stand import Stand

HOUR: Final = timedelta(hours=1)


@pytest.fixture
def numbers() -> list[str]:
    return [a_number() for _ in range(3)]


@pytest.fixture
def people(agent: Caller, numbers: list[str]) -> list[str]:
    """Three records of people, each met under a number of her own."""
    return [captured(agent, number) for number in numbers]


def nodes(connection: dict[str, Any]) -> list[dict[str, Any]]:
    return [edge["node"] for edge in connection["edges"]]


def test_by_whichever_number_or_id_it_is_the_same_person(
    stand: Stand, agent: Caller, numbers: list[str], people: list[str]
) -> None:
    """With every number, under the id of the first record, byte for byte."""
    first = one_person(stand, *people)
    by_number = {agent.ask("ScreenPop", number=each).without_receipt() for each in numbers}
    by_id = {agent.ask("Profile", id=each).without_receipt() for each in people}
    assert (len(by_number), len(by_id)) == (1, 1)
    shown = agent.ask("Profile", id=people[2]).payload
    assert shown["id"] == first
    assert {each["display"] for each in shown["phones"]} == {masked(each) for each in numbers}


def test_lists_are_one_list_page_by_page(
    stand: Stand, agent: Caller, shop: Caller, numbers: list[str], people: list[str]
) -> None:
    """In their own order, nothing twice and nothing left out, whatever record a row is of."""
    first = one_person(stand, *people)
    for n in range(9):
        at = (STARTED_AT + n * HOUR).isoformat()
        agent.ask("LogCall", input=call(numbers[n % 3], startedAt=at, talkSeconds=n))
        shop.ask("PlaceOrder", input=order(numbers[(n + 1) % 3], placedAt=at, externalNo=f"SO-{n}"))
    whole = nodes(agent.ask("Timeline", profile=first, first=50).payload)
    read, after = list[dict[str, Any]](), None
    while True:
        page = agent.ask("Timeline", profile=people[1], first=4, after=after).payload
        read += nodes(page)
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    assert read == whole
    assert len({each["id"] for each in whole}) == len(whole) >= 18
    popped = agent.ask("ScreenPop", number=numbers[0]).payload
    orders = popped["lastOrders"]
    assert [each["externalNo"] for each in nodes(orders)] == [f"SO-{n}" for n in range(8, -1, -1)]
    assert [each["talkSeconds"] for each in nodes(popped["lastCalls"])] == list(range(8, -1, -1))
    shown = agent.ask("Profile", id=first, orders=2).payload
    assert [each["placedAt"] for each in nodes(shown["orders"])] == [
        each["placedAt"] for each in nodes(orders)[:2]
    ]


def test_her_name_is_whose_word_stands_among_all_her_records(
    stand: Stand, agent: Caller, numbers: list[str], people: list[str]
) -> None:
    """What she confirmed of any record holds against what is only newer; its source is told."""
    for number, name in zip(numbers, ("王一", "王二", "王三"), strict=True):
        agent.ask("UpsertContact", input=contact(number, name=name))
    [confirmed] = [
        each
        for each in nodes(agent.ask("Profile", id=people[0]).payload["contacts"])
        if each["name"] == "王一"
    ]
    given = {"profile": people[0], "contact": confirmed["id"], "confirmed": ["NAME"]}
    first = one_person(stand, *people)
    agent.ask("ConfirmContactData", input={**given, "source": "call-centre"})
    assert agent.ask("Profile", id=first).payload["name"] == "王一"
    told = agent.ask("Provenance", id=first).payload["name"]
    assert (told["contactId"], told["verified"]) == (confirmed["id"], True)


def test_each_record_is_seen_by_its_own_ground(
    stand: Stand, agent: Caller, shop: Caller, numbers: list[str], people: list[str]
) -> None:
    """What one of them consented to opens none of the others' facts."""
    shop.ask("PlaceOrder", input=order(numbers[0]))
    ended = "UPDATE subject SET contract_until = '2026-01-01Z' WHERE id = $1"
    stand.sql(Database.DATA, ended, behind(people[1]))
    first = one_person(stand, *people[:2])
    shown = agent.ask("Profile", id=first).payload
    assert {each["display"] for each in shown["phones"]} == {masked(numbers[0])}
    assert agent.ask("ScreenPop", number=numbers[1]).payload["resolution"]["status"] == "EXACT"
    agent.ask("RecordConsent", input=said(people[1], purpose="SERVICE_SUPPORT"))
    shown = agent.ask("Profile", id=first).payload
    assert {each["display"] for each in shown["phones"]} == {masked(each) for each in numbers[:2]}


@pytest.mark.parametrize("speaks", [0, 1, 2])
def test_a_no_is_said_by_all_that_she_is_and_stands_when_they_are_parted(
    stand: Stand, agent: Caller, numbers: list[str], people: list[str], speaks: int
) -> None:
    """Withdrawn under any of her records; a yes afterwards is that one record's."""
    marketer = caller(stand, MARKETER)
    for profile in people:
        agent.ask("RecordConsent", input=said(profile))
    one_person(stand, *people)
    assert [marketer.ask("CallList", number=each).payload["status"] for each in numbers] == (
        ["EXACT"] * 3
    )
    size = stand.size()
    answer = agent.ask("WithdrawConsent", input=withdrawn(people[speaks])).payload
    assert "consentId" in answer
    intent, outcome = stand.leaves(size)
    assert (len(intent["subjects"]), len(outcome["subjects"])) == (3, 3)
    stand.sql(
        Database.DATA,
        "DELETE FROM merge_link WHERE subject_id = ANY($1)",
        [behind(each) for each in people],
    )
    statuses = [marketer.ask("CallList", number=each).payload["status"] for each in numbers]
    assert statuses == ["NOT_AVAILABLE"] * 3
    agent.ask("RecordConsent", input=said(people[speaks]))
    again = [marketer.ask("CallList", number=each).payload["status"] for each in numbers]
    assert again == ["EXACT" if n == speaks else "NOT_AVAILABLE" for n in range(3)]


def test_do_not_call_on_a_call_is_a_no_of_all_and_a_yes_of_none(
    stand: Stand, agent: Caller, marketer: Caller, numbers: list[str], people: list[str]
) -> None:
    """As it is under one number; and a yes of one does not outweigh another one's no."""
    one_person(stand, *people)
    agent.ask("LogCall", input=call(numbers[1], outcome="DO_NOT_CALL"))
    query = "SELECT count(DISTINCT subject_id) AS n FROM consent_event WHERE subject_id = ANY($1)"
    [row] = stand.sql(Database.DATA, query, [behind(each) for each in people])
    assert row["n"] == 3
    agent.ask("RecordConsent", input=said(people[0]))
    assert marketer.ask("CallList", number=numbers[0]).payload["status"] == "NOT_AVAILABLE"


def called(seller: Caller, profile: str) -> dict[str, Any]:
    """Whether a seller may call her one morning."""
    asked = {"profile": profile, "channel": "PHONE", "at": "2027-01-06T04:00:00Z"}
    return seller.ask("SalesContactability", **asked).payload


@pytest.fixture
def leads(seller: Caller, people: list[str]) -> list[str]:
    """Of the three records the first one consented to be followed up."""
    for_sale = said(people[0], purpose="SALES_FOLLOW_UP")
    assert "consentId" in seller.ask("SalesConsent", input=for_sale).payload
    return people


def test_whether_she_may_be_called_counts_a_no_of_any_record(
    stand: Stand, agent: Caller, seller: Caller, leads: list[str]
) -> None:
    """Also of one that may not be seen itself."""
    agent.ask("RecordConsent", input=said(leads[1], given=False))
    assert called(seller, leads[0])["allowed"] is True
    assert called(seller, leads[1])["reasons"] == ["NOT_AVAILABLE"]
    one_person(stand, *leads)
    for profile in leads:
        assert called(seller, profile)["reasons"] == ["DO_NOT_CONTACT"]


def test_a_line_is_called_on_the_ground_of_its_own_record(
    stand: Stand, seller: Caller, leads: list[str]
) -> None:
    """Hers is suspended, and to the others' she gave no yes."""
    suspended = "UPDATE phone_ownership SET number_status = 'SUSPENDED' WHERE subject_id = $1"
    stand.sql(Database.DATA, suspended, behind(leads[0]))
    one_person(stand, *leads)
    assert called(seller, leads[1])["reasons"] == ["NUMBER_UNUSABLE"]
    seller.ask("SalesConsent", input=said(leads[1], purpose="SALES_FOLLOW_UP"))
    assert called(seller, leads[2])["allowed"] is True


def test_people_are_listed_once_at_the_first_record_and_records_with_the_whole_person(
    stand: Stand, agent: Caller, shop: Caller, numbers: list[str], people: list[str]
) -> None:
    """By any of her numbers; where only another record may be seen, she is there all the same."""
    shop.ask("PlaceOrder", input=order(numbers[2]))
    first = one_person(stand, *people)
    found = [agent.ask("FindProfiles", filter={"number": each}) for each in numbers]
    assert [[each["id"] for each in nodes(reply.payload)] for reply in found] == [[first]] * 3
    ended = "UPDATE subject SET contract_until = '2026-01-01Z' WHERE id = $1"
    stand.sql(Database.DATA, ended, behind(first))
    [listed] = nodes(agent.ask("FindProfiles", filter={"number": numbers[0]}).payload)
    assert listed["id"] == first
    assert len(listed["phones"]) == 2
    agent.ask("OpenCase", input=case(numbers[1]))
    newest = agent.all_of("NewProfiles", filter={"source": "web-form"})
    assert [each["id"] for each in newest if each["id"] in people] == [first]


def test_nodes_of_any_of_her_records_are_found(
    stand: Stand, agent: Caller, numbers: list[str], people: list[str]
) -> None:
    """Profiles by the ids of all records; rows by their own."""
    calls = [agent.ask("LogCall", input=call(each)).payload["callId"] for each in numbers]
    first = one_person(stand, *people)
    rows = agent.ask("Nodes", ids=[*people, *calls]).rows
    assert [each["id"] for each in rows] == [first] * 3 + calls


def test_a_batch_finds_one_person_under_all_her_numbers(
    stand: Stand, shop: Caller, numbers: list[str], people: list[str]
) -> None:
    """And nobody in between; one entry names each record once."""
    for number in numbers:
        shop.ask("PlaceOrder", input=order(number))
    first = one_person(stand, *people)
    size = stand.size()
    rows = shop.ask("ResolvePhones", numbers=[numbers[0], a_number(), *numbers[1:]]).rows
    found = [None if each["profile"] is None else each["profile"]["id"] for each in rows]
    assert found == [first, None, first, first]
    [leaf] = stand.leaves(size)
    assert len(leaf["subjects"]) == 3


def test_a_lead_of_one_of_her_records_is_called_about_by_the_profile(
    stand: Stand, agent: Caller, people: list[str]
) -> None:
    """The call is filed with the record whose lead it is."""
    held = "SELECT id FROM lead WHERE subject_id = $1"
    [row] = stand.sql(Database.DATA, held, behind(people[1]))
    first = one_person(stand, *people)
    lead = IDS.fact(Fact.LEAD, behind(people[1]), UUID(int=row["id"].int))
    logged = agent.ask("LogCall", input=call(None, profile=first, lead=lead)).payload
    assert logged["leadId"] == lead
    assert logged["profile"]["id"] == first


def test_a_number_of_hers_is_revealed_under_its_own_key(
    stand: Stand, present_agent: Caller, numbers: list[str], people: list[str]
) -> None:
    """The first of hers; the entry names whom it was opened of."""
    first = one_person(stand, *people)
    for profile in people:
        payload = present_agent.ask("RevealPhone", input=revealed(profile)).payload
        assert payload["number"] == numbers[people.index(first)]


def test_a_deletion_takes_every_record_of_hers(stand: Stand, agent: Caller) -> None:
    """By whichever number she asks; each record has its slip, and no link is left."""
    numbers = [a_number() for _ in range(3)]
    people = [lived(stand, number) for number in numbers]
    one_person(stand, *people)
    desk = Desk.of(stand)
    case_ = desk.approved(numbers[1])
    shown = desk.see(case_)["plan"]["steps"]
    rows = {step["table"]: step["rows"] for step in shown}
    assert (rows["subject"], rows["contact"], rows["merge_link"]) == (3, 3, 3)
    done = desk.execute(case_)
    assert len(done["slip"]) == 3
    hers = [behind(each) for each in people]
    [left] = stand.sql(
        Database.DATA, "SELECT count(*) AS n FROM merge_link WHERE subject_id = ANY($1)", hers
    )
    assert left["n"] == 0
    query = "SELECT DISTINCT state FROM subject WHERE id = ANY($1)"
    assert [row["state"] for row in stand.sql(Database.DATA, query, hers)] == ["ERASING"]
    absent = agent.ask("ScreenPop", number=a_number()).without_receipt()
    assert {agent.ask("ScreenPop", number=each).without_receipt() for each in numbers} == {absent}
    keys = (
        "SELECT count(*) AS n FROM subject_key WHERE subject_id = ANY($1) AND contact IS NOT NULL"
    )
    assert stand.sql(Database.KEYS, keys, hers)[0]["n"] == 0
