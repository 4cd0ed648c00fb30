"""A restriction stops whoever has no exempt purpose, at once, and is lifted without a trace."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest

from cdp.database.dsn import Database, Dsns
from privacy.terms import Purpose, Role
from tests.acceptance.deeds import (
    a_number,
    call,
    captured,
    contact,
    freeing,
    lead,
    merged,
    order,
    placed,
    restricting,
    said,
    withdrawn,
)
from tests.acceptance.naming import behind, unseen
from tests.acceptance.people import AGENT, CONTRACT, OPERATOR, Caller, Persona, Reply, caller
from tests.acceptance.requests import EMAIL, Desk, lived
from tests.acceptance.stand import Stand, opened, settings_in

KEEPER: Final = Persona(
    folder="officer",
    client="privacy-desk",
    role=Role.PRIVACY_OFFICER,
    purposes=(Purpose.LEGAL_RETENTION,),
)
"""Who keeps what the law demands to be kept."""


def restrict(operator: Caller, profile: str, **more: object) -> dict[str, Any]:
    return operator.ask("RestrictProcessing", input=restricting(profile, **more)).payload


def release(operator: Caller, profile: str) -> dict[str, Any]:
    return operator.ask("ReleaseRestriction", input=freeing(profile)).payload


def numbers_of(at: Stand, profile: str) -> list[tuple[str, str | None]]:
    """How her ownerships stand, and what they are withheld from."""
    rows = at.sql(
        Database.DATA,
        "SELECT state, withheld_from FROM phone_ownership WHERE subject_id = $1 ORDER BY id",
        behind(profile),
    )
    return [(row[0], row[1]) for row in rows]


def state_of(at: Stand, profile: str) -> str:
    [row] = at.sql(Database.DATA, "SELECT state FROM subject WHERE id = $1", behind(profile))
    return str(row[0])


def standing(at: Stand) -> dict[str, str | None]:
    """What stands in every table, but for what only says that something was done."""
    noted = {"applied_operation", "restriction"}
    return {name: digest for name, digest in at.contents().items() if name not in noted}


def same(one: Reply, other: Reply) -> bool:
    return one.without_receipt() == other.without_receipt()


def test_whoever_is_restricted_is_as_one_never_seen_to_the_next_read(
    stand: Stand, agent: Caller, operator: Caller
) -> None:
    """By number and by id."""
    number = a_number()
    profile = lived(stand, number)
    done = restrict(operator, profile)
    assert (done["__typename"], done["wasRestricted"]) == ("RestrictProcessingDone", False)
    assert same(agent.ask("ScreenPop", number=number), agent.ask("ScreenPop", number=a_number()))
    assert same(agent.ask("Profile", id=profile), agent.ask("Profile", id=unseen()))
    assert state_of(stand, profile) == "RESTRICTED"
    assert numbers_of(stand, profile) == [("WITHHELD", "ACTIVE")]


def test_a_second_restriction_changes_nothing_and_says_so(stand: Stand, operator: Caller) -> None:
    """With the time of the first."""
    profile = lived(stand, a_number())
    first = restrict(operator, profile)
    before = standing(stand)
    again = restrict(operator, profile, reason="LEGAL_CLAIM")
    assert again == {**first, "wasRestricted": True}
    assert standing(stand) == before
    rows = stand.sql(
        Database.DATA, "SELECT reason FROM restriction WHERE subject_id = $1", behind(profile)
    )
    assert [row[0] for row in rows] == ["REQUESTED"]


@pytest.mark.parametrize("state", ["ACTIVE", "DISPUTED", "ENDED"])
def test_a_release_gives_back_exactly_what_was_withheld(
    stand: Stand, agent: Caller, operator: Caller, state: str
) -> None:
    """Every row is what it was, and what is seen, whichever state her number was in."""
    number = a_number()
    profile = lived(stand, number)
    put = "UPDATE phone_ownership SET state = $2 WHERE subject_id = $1"
    stand.sql(Database.DATA, put, behind(profile), state)
    before, seen = standing(stand), agent.ask("ScreenPop", number=number)
    restrict(operator, profile)
    assert standing(stand) != before
    assert release(operator, profile) == {
        "__typename": "ReleaseRestrictionDone",
        "disputedNumbers": int(state == "DISPUTED"),
    }
    assert standing(stand) == before
    assert same(agent.ask("ScreenPop", number=number), seen)


def test_whoever_is_met_under_her_number_meanwhile_is_somebody_new_and_keeps_it(
    stand: Stand, agent: Caller, operator: Caller
) -> None:
    """She gets it back in dispute; her history stays hers."""
    number = a_number()
    profile = lived(stand, number)
    restrict(operator, profile)
    newcomer = captured(agent, number)
    assert newcomer != profile
    assert agent.ask("Profile", id=newcomer).payload["calls"]["edges"] == []
    seen = agent.ask("ScreenPop", number=number)
    assert profile not in str(seen.payload)
    assert release(operator, profile)["disputedNumbers"] == 1
    assert numbers_of(stand, profile) == [("DISPUTED", None)]
    assert numbers_of(stand, newcomer) == [("ACTIVE", None)]
    assert same(agent.ask("ScreenPop", number=number), seen)
    assert agent.ask("Profile", id=profile).payload["id"] == profile


def test_a_key_of_hers_is_free_meanwhile_and_stays_with_whoever_took_it(
    stand: Stand, agent: Caller, shop: Caller, operator: Caller
) -> None:
    """The other keys find her again."""
    number, mine, other = a_number(), "SO-mine-1", "SO-mine-2"
    profile = captured(agent, number)
    for key in (mine, other):
        placed(shop, number, externalNo=f"{key}{number[-6:]}")
    restrict(operator, profile)
    taken = f"{mine}{number[-6:]}"
    assert "orderId" in shop.ask("PlaceOrder", input=order(a_number(), externalNo=taken)).payload
    release(operator, profile)
    again = f"{other}{number[-6:]}"
    for key in (taken, again):
        refused = shop.ask("PlaceOrder", input=order(a_number(), externalNo=key)).payload
        assert refused["code"] == "CONFLICT"
    held = stand.sql(
        Database.DATA,
        "SELECT withheld FROM external_ref WHERE subject_id = $1 ORDER BY withheld",
        behind(profile),
    )
    assert [row[0] for row in held] == [False, True]


def test_an_exempt_purpose_finds_her_by_number_and_by_id(
    stand: Stand, agent: Caller, operator: Caller
) -> None:
    """Alone; and with whoever has her number now, who comes first."""
    number = a_number()
    profile = lived(stand, number)
    restrict(operator, profile)
    found = operator.ask("FindPerson", number=number).payload
    assert (found["status"], found["profile"]["id"]) == ("EXACT", profile)
    assert len(found["profile"]["phones"]) == 1
    newcomer = captured(agent, number)
    shared = operator.ask("FindPerson", number=number).payload
    assert (shared["status"], shared["profile"]) == ("SHARED", None)
    assert [each["id"] for each in shared["candidates"]] == [newcomer, profile]
    text = (
        "query($f: ProfileFilter) @purpose(is: RIGHTS_FULFILMENT)"
        " { profiles(filter: $f, first: 5) { edges { node { id } } } }"
    )
    listed = operator.say(text, f={"number": number}).payload["edges"]
    assert {edge["node"]["id"] for edge in listed} == {newcomer, profile}
    assert agent.ask("ProfileByPhone", number=number).payload["profile"]["id"] == newcomer


def test_she_may_still_refuse_by_her_own_id(stand: Stand, agent: Caller, operator: Caller) -> None:
    """A restriction stops us, and not her; what she says binds when it is lifted."""
    profile = lived(stand, a_number())
    restrict(operator, profile)
    assert "consentId" in agent.ask("WithdrawConsent", input=withdrawn(profile)).payload
    assert agent.ask("RecordConsent", input=said(profile)).payload["code"] == "NOT_AVAILABLE"
    release(operator, profile)
    consents = {each["purpose"]: each["status"] for each in _consents(agent, profile)}
    assert consents.get("MARKETING_DIRECT_CALL", "WITHDRAWN") == "WITHDRAWN"
    assert "WITHDRAWN" in {row[0] for row in _states(stand, profile)}


def _consents(agent: Caller, profile: str) -> list[dict[str, Any]]:
    return agent.ask("Consents", profile=profile).rows


def _states(at: Stand, profile: str) -> list[tuple[str]]:
    query = "SELECT upper(state) FROM consent_state WHERE subject_id = $1"
    return [(row[0],) for row in at.sql(Database.DATA, query, behind(profile))]


def test_what_is_refused_under_her_number_meanwhile_is_refused_by_her_too(
    stand: Stand, agent: Caller, operator: Caller
) -> None:
    """She cannot be found by it, so somebody new says it; when it is lifted it binds her."""
    number = a_number()
    profile = lived(stand, number)
    restrict(operator, profile)
    refusal = {**said("", given=False), "number": number}
    del refusal["profile"]
    assert "consentId" in agent.ask("RecordConsent", input=refusal).payload
    release(operator, profile)
    assert ("WITHDRAWN",) in _states(stand, profile)


def test_every_record_of_a_merged_person_is_restricted_and_released(
    stand: Stand, agent: Caller, steward: Caller, operator: Caller
) -> None:
    """By whichever of her ids; under one entry that names both."""
    numbers = a_number(), a_number()
    one, other = (captured(agent, number) for number in numbers)
    merged(steward, one, other)
    size = stand.size()
    assert restrict(operator, other)["wasRestricted"] is False
    intent, outcome = stand.leaves(size)
    assert (len(intent["subjects"]), outcome["effect"]["kind"]) == (2, "restriction.set")
    assert [state_of(stand, each) for each in (one, other)] == ["RESTRICTED"] * 2
    for number in numbers:
        assert same(
            agent.ask("ScreenPop", number=number), agent.ask("ScreenPop", number=a_number())
        )
    release(operator, one)
    assert [state_of(stand, each) for each in (one, other)] == ["LIVE"] * 2


def test_what_is_done_stands_in_the_log_under_her_pseudonym(stand: Stand, operator: Caller) -> None:
    """With what a restore has to do again, the reference, and no number."""
    profile = lived(stand, a_number())
    size = stand.size()
    restrict(operator, profile)
    release(operator, profile)
    leaves = stand.leaves(size)
    assert [(leaf["kind"], leaf["effect"]["kind"]) for leaf in leaves] == [
        ("intent", "restriction.set"),
        ("outcome", "restriction.set"),
        ("intent", "restriction.lifted"),
        ("outcome", "restriction.lifted"),
    ]
    assert {leaf["ref"] for leaf in leaves} == {"TKT-1042"}
    assert len({tuple(leaf["subjects"]) for leaf in leaves}) == 1
    assert leaves[0]["fields"] == ["rights.case#write", "staff.activity#write"]


def test_nobody_is_nobody_and_who_is_not_restricted_has_nothing_to_be_lifted(
    stand: Stand, agent: Caller, operator: Caller
) -> None:
    """And whoever is being erased is nobody."""
    for asked in (restrict(operator, unseen()), release(operator, unseen())):
        assert asked["code"] == "NOT_AVAILABLE"
    profile = captured(agent, a_number())
    before = standing(stand)
    assert release(operator, profile)["code"] == "CONFLICT"
    assert standing(stand) == before
    stand.sql(Database.DATA, "UPDATE subject SET state = 'ERASING' WHERE id = $1", behind(profile))
    for asked in (restrict(operator, profile), release(operator, profile)):
        assert asked["code"] == "NOT_AVAILABLE"


WRONG: Final = {
    "citation": ({"citation": "because"}, "INVALID_INPUT"),
    "reference": ({"caseRef": "13800138000"}, "CASE_REF_REQUIRED"),
    "both": ({"case": unseen()}, "INVALID_INPUT"),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_cannot_be_filed_is_said_and_nothing_is_done(
    stand: Stand, agent: Caller, operator: Caller, what: str
) -> None:
    """An article, a reference, and one way to say whom."""
    profile = captured(agent, a_number())
    more, code = WRONG[what]
    assert restrict(operator, profile, **more)["code"] == code
    assert state_of(stand, profile) == "LIVE"


def test_an_officer_restricts_to_keep_what_the_law_demands(stand: Stand, agent: Caller) -> None:
    """Under legal.retention; whoever holds another office may not."""
    keeper, profile = caller(stand, KEEPER), captured(agent, a_number())
    given = restricting(profile, reason="TERM_NOT_OVER", citation="PIPL 47(2)")
    assert "restrictedSince" in keeper.ask("OfficerRestrictProcessing", input=given).payload
    stray = caller(stand, replace(OPERATOR, role=Role.APPROVER))
    assert stray.ask("ReleaseRestriction", input=freeing(profile)).payload["code"] == (
        "ROLE_FORBIDDEN"
    )
    freed = keeper.ask("OfficerReleaseRestriction", input=freeing(profile)).payload
    assert freed["disputedNumbers"] == 0


def test_whoever_keeps_what_the_law_demands_finds_her_under_a_case(
    stand: Stand, agent: Caller, operator: Caller
) -> None:
    """By number and by id; without a case nobody is looked for. No other purpose's case is kept."""
    keeper, number = caller(stand, KEEPER), a_number()
    profile = lived(stand, number)
    restrict(operator, profile)
    by_number = keeper.ask("OfficerFindPerson", number=number)
    text = "query($i: ID!) @purpose(is: LEGAL_RETENTION) { profile(id: $i) { id name } }"
    for refused in (by_number, keeper.say(text, i=profile)):
        assert refused.code == "CASE_REF_REQUIRED"
    case, size = {"Case-Reference": "TKT-1042"}, stand.size()
    assert keeper.say(text, headers=case, i=profile).payload["id"] == profile
    document = CONTRACT.named(KEEPER.folder, "OfficerFindPerson")
    asked = {"documentId": f"sha256:{document.id}", "variables": {"number": number}}
    assert keeper.post(asked, headers=case).payload["profile"]["id"] == profile
    usual = "query($i: ID!) @purpose(is: SERVICE_SUPPORT) { profile(id: $i) { id } }"
    assert agent.say(usual, headers=case, i=captured(agent, a_number())).payload["id"]
    references = [leaf["ref"] for leaf in stand.leaves(size) if leaf["kind"] == "read"]
    assert references == ["TKT-1042", "TKT-1042", None]


def test_her_own_request_restricts_her_once_she_is_verified(stand: Stand, operator: Caller) -> None:
    """At once, without a plan or a second person; her case is completed and cut off from her."""
    desk, number = Desk.of(stand), a_number()
    profile = lived(stand, number)
    given = {"type": "RESTRICT", "number": number}
    case = operator.ask("OpenRightsRequest", input=given).payload["case"]
    by_case = {**restricting(profile), "profile": None, "case": case}
    early = operator.ask("RestrictProcessing", input=by_case).payload
    assert early["code"] == "CONFLICT"
    code = desk.code(case)
    assert code is not None
    assert desk.verify(case, code)
    assert (desk.see(case)["state"], desk.see(case)["plan"]) == ("VERIFIED", None)
    done = operator.ask("RestrictProcessing", input=by_case).payload
    assert done["wasRestricted"] is False
    assert (desk.see(case)["state"], desk.see(case)["certificate"]) == ("COMPLETED", None)
    assert state_of(stand, profile) == "RESTRICTED"
    row = stand.sql(Database.DATA, "SELECT subject_id FROM rights_case WHERE id = $1", behind(case))
    assert [each[0] for each in row] == [None]
    assert operator.ask("RestrictProcessing", input=by_case).payload["code"] == "CONFLICT"


def test_whoever_is_restricted_can_be_erased(stand: Stand, agent: Caller, operator: Caller) -> None:
    """Her request is verified by her number, which resolves for nobody else."""
    desk, number = Desk.of(stand), a_number()
    profile = lived(stand, number)
    restrict(operator, profile)
    case = desk.open(number)
    code = desk.code(case)
    assert code is not None
    assert desk.verify(case, code, EMAIL)
    desk.approve(case, desk.see(case)["plan"]["hash"])
    assert "certificate" in desk.execute(case)
    assert state_of(stand, profile) == "ERASING"
    assert numbers_of(stand, profile) == []
    assert same(agent.ask("ScreenPop", number=number), agent.ask("ScreenPop", number=a_number()))


@pytest.fixture
def neighbours(databases: Dsns, tmp_path: Path) -> Iterator[tuple[Stand, Stand]]:
    """Two services of one deployment."""
    settings = settings_in(tmp_path)
    with opened(settings, databases) as one, opened(settings, databases) as other:
        yield one, other


def test_it_binds_on_the_next_read_of_every_process(neighbours: tuple[Stand, Stand]) -> None:
    """Readers in two processes all the while: none that began after the answer sees her."""
    one, other = neighbours
    number = a_number()
    profile = lived(one, number)
    agents, operator = [caller(at, AGENT) for at in neighbours], caller(one, OPERATOR)
    for turn in range(6):
        assert all(_sees(agent, number) for agent in agents), turn
        begun = [
            at.begin(_reading(agent, number)) for at, agent in zip(neighbours, agents, strict=True)
        ]
        assert restrict(operator, profile)["wasRestricted"] is False
        assert not any(_sees(agent, number) for agent in agents), turn
        for future in begun:
            future.result(60)
        assert release(caller(other, OPERATOR), profile)["disputedNumbers"] == 0


def _sees(agent: Caller, number: str) -> bool:
    return bool(agent.ask("ProfileByPhone", number=number).payload["status"] == "EXACT")


async def _reading(agent: Caller, number: str) -> None:
    """Read over and over; each answer is whole, or that of nobody."""
    for _ in range(5):
        reply = await asyncio.to_thread(agent.ask, "ProfileByPhone", number=number)
        assert reply.payload["status"] in {"EXACT", "NOT_AVAILABLE"}


def test_whoever_takes_her_number_at_the_moment_of_the_release_is_met_by_one_of_two_ends(
    neighbours: tuple[Stand, Stand],
) -> None:
    """The constraint decides: she has it and nobody is new, or it is in dispute."""
    one, other = neighbours
    agent, operator = caller(other, AGENT), caller(one, OPERATOR)
    ends = set()
    for _ in range(8):
        number = a_number()
        profile = lived(one, number)
        restrict(operator, profile)
        taking = other.begin(asyncio.to_thread(agent.ask, "CaptureLead", input=lead(number)))
        release(operator, profile)
        met = taking.result(60).payload["profile"]["id"]
        [[state, _]] = numbers_of(one, profile)
        assert (met == profile) == (state == "ACTIVE")
        assert met == profile or state == "DISPUTED"
        ends.add(state)
    assert ends <= {"ACTIVE", "DISPUTED"}


def test_an_act_that_began_before_is_about_nobody_or_stands_with_what_is_withheld(
    neighbours: tuple[Stand, Stand],
) -> None:
    """Whatever is written of her is hers and hidden, or of somebody new: nothing leaks out."""
    one, other = neighbours
    agent, operator = caller(other, AGENT), caller(one, OPERATOR)
    for _ in range(6):
        number = a_number()
        profile = lived(one, number)
        filing = other.begin(
            asyncio.to_thread(agent.ask, "UpsertContact", input=contact(number, title="经理"))
        )
        restrict(operator, profile)
        assert "contactId" in filing.result(60).payload
        shown = agent.ask("ProfileByPhone", number=number).payload["profile"]
        assert shown is None or shown["id"] != profile
        assert agent.ask("LogCall", input=call(None, profile=profile)).payload["code"] == (
            "NOT_AVAILABLE"
        )
