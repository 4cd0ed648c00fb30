"""The edges of a person's request: what is not there, not yet, not any more, or not now."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from cdp.acts.case_filing import file_case
from cdp.acts.open_rights_request import RightsWish, open_rights_request
from cdp.acts.rights_desk import SenderUnset
from cdp.acts.suppression import lift, suppressed
from cdp.acts.write import Payload, Voided
from cdp.database.dsn import Database
from cdp.database.writer import Transaction
from cdp.errors import InvalidField
from cdp.wiring import now
from cdp.wiring.sending import NoSender
from privacy.phone import Phone
from privacy.policy import default_document, load
from privacy.rights.case import RequestType
from privacy.rights.suppression import TERM
from privacy.rights.verification import CODES
from privacy.store.operations import CLAIM
from tests.acceptance.deeds import a_number, call
from tests.acceptance.fuse import operators_ask
from tests.acceptance.naming import behind, unseen_request
from tests.acceptance.people import AGENT, OFFICER, caller
from tests.acceptance.requests import EMAIL, Desk, lived, somebody
from tests.acceptance.stand import Stand


def test_without_a_sender_no_request_is_taken(stand: Stand) -> None:
    """As in a production that nobody gave one; and nothing is written."""
    desk = replace(stand.service.rights, sender=NoSender())
    wish = RightsWish(type=RequestType.DELETE, phone=Phone.parse(a_number()))
    size = stand.size()
    with pytest.raises(SenderUnset):
        stand.wait_for(open_rights_request(wish, operators_ask(), desk, Payload()))
    assert stand.size() == size


def test_what_is_not_carried_out_yet_is_not_taken(stand: Stand) -> None:
    """The vocabulary is whole, the acts are not: the field is named."""
    wish = RightsWish(type=RequestType.ACCESS, phone=Phone.parse(a_number()))
    with pytest.raises(InvalidField) as refused:
        stand.wait_for(open_rights_request(wish, operators_ask(), stand.service.rights, Payload()))
    assert refused.value.field == "type"
    given = {"type": "ACCESS", "number": a_number()}
    problem = Desk.of(stand).operator.ask("OpenRightsRequest", input=given).payload
    assert (problem["code"], problem["path"]) == ("INVALID_INPUT", ["input", "type"])


INVALID = [
    ("VerifyRequester", {"case": "me", "code": "042042"}, ["input", "case"]),
    (
        "VerifyRequester",
        {"case": unseen_request(), "code": "no code"},
        ["input", "code"],
    ),
    (
        "VerifyRequester",
        {"case": unseen_request(), "code": "1", "fact": "\x07"},
        ["input", "fact"],
    ),
    ("ExecuteErasure", {"case": "me"}, ["input", "case"]),
    ("OpenRightsRequest", {"type": "DELETE", "number": "138****8000"}, ["input", "number"]),
]


@pytest.mark.parametrize(("operation", "given", "path"), INVALID)
def test_what_cannot_be_read_is_named_by_its_field(
    stand: Stand, operation: str, given: dict[str, str], path: list[str]
) -> None:
    """And nothing is changed."""
    problem = Desk.of(stand).operator.ask(operation, input=given).payload
    assert (problem["code"], problem["path"]) == ("INVALID_INPUT", path)


def test_a_request_that_is_not_there_is_approved_by_nobody(stand: Stand) -> None:
    """Nor is a hash that is none."""
    desk = Desk.of(stand)
    assert desk.approve(unseen_request(), "0" * 64)["code"] == "NOT_AVAILABLE"
    assert desk.approve(unseen_request(), "hash")["path"] == ["input", "plan"]
    assert desk.operator.ask("RightsRequest", id=unseen_request()).data == {"rightsRequest": None}


def test_a_plan_that_a_hand_wrote_is_neither_shown_nor_approved(stand: Stand) -> None:
    """Whatever hash stands beside it."""
    desk = Desk.of(stand)
    case = desk.verified(somebody(stand)[0])
    plan = desk.see(case)["plan"]["hash"]
    stand.sql(Database.DATA, "UPDATE rights_case SET plan = '{}' WHERE id = $1", behind(case))
    assert desk.see(case)["plan"] is None
    assert desk.approve(case, plan)["code"] == "CONFLICT"


def test_a_wrong_fact_costs_a_try_as_a_wrong_code_does(stand: Stand) -> None:
    """With the right code in hand nobody may guess on."""
    number = a_number()
    lived(stand, number, reached=False)
    desk = Desk.of(stand)
    case = desk.open(number)
    code = desk.code(case)
    assert code is not None
    assert not any(desk.verify(case, code, f"{n}@example.com") for n in range(5))
    assert not desk.verify(case, code, EMAIL)
    assert desk.see(case)["state"] == "VERIFICATION_FAILED"


def test_a_code_for_somebody_erased_meanwhile_opens_nothing(stand: Stand) -> None:
    """Two requests of one person; the other one was carried out first."""
    number, profile = somebody(stand)
    desk = Desk.of(stand)
    late = desk.open(number)
    code = desk.code(late)
    assert code is not None
    stand.sql(Database.DATA, "UPDATE subject SET state = 'ERASING' WHERE id = $1", behind(profile))
    assert not desk.verify(late, code)


def test_an_officer_of_the_audit_takes_no_requests(stand: Stand) -> None:
    """His purpose is another."""
    reply = caller(stand, OFFICER).ask("RightsRequest", id=unseen_request())
    assert reply.code == "PURPOSE_NOT_IN_CEILING"


def test_a_filing_that_the_sweeper_ended_changes_nothing(alone: Stand) -> None:
    """It took too long: its operation is taken, and it rolls back."""
    writer = alone.service.ground.writer

    async def work(_: Transaction) -> None:
        intents = await alone.service.log.records.open_intents(until=now() + timedelta(hours=1))
        await writer.fetch(CLAIM, op=intents[-1].operation, is_void=True, cells=[], at=now())

    with pytest.raises(Voided):
        alone.wait_for(file_case(operators_ask(), uuid4(), alone.service.rights, Payload(), work))


def test_an_erased_number_is_remembered_until_she_comes_back(stand: Stand) -> None:
    """An import asks in one look-up; her own act takes it off."""
    number, _ = somebody(stand)
    desk, ground = Desk.of(stand), stand.service.ground
    desk.execute(desk.approved(number))
    hers, other = Phone.parse(number), Phone.parse(a_number())
    run = ground.writer
    assert stand.wait_for(suppressed(run, [hers, other], ground, at=now())) == {hers}
    later = now() + TERM + timedelta(hours=2)
    assert stand.wait_for(suppressed(run, [hers], ground, at=later)) == frozenset()
    stand.wait_for(lift(run, hers, ground))
    assert stand.wait_for(suppressed(run, [hers], ground, at=now())) == frozenset()


def test_a_number_that_somebody_spoiled_is_erased_all_the_same(stand: Stand) -> None:
    """Nobody can read it any more, so it cannot be remembered; the certificate says so."""
    number, profile = somebody(stand)
    desk = Desk.of(stand)
    case = desk.approved(number)
    stand.sql(
        Database.DATA,
        "UPDATE phone_ownership SET e164 = e164 || '\\x00' WHERE subject_id = $1",
        behind(profile),
    )
    assert '"suppression":{"entries":0' in desk.execute(case)["certificate"]


def test_by_another_policy_a_request_is_ruled_anew(alone: Stand) -> None:
    """A policy that came into force meanwhile is read, and rules."""
    desk = Desk.of(alone)
    case = desk.open(a_number())
    policies = alone.service.ground.policies
    stale = load(default_document() + b"\n# another version\n")
    policies._policy = stale  # type: ignore[attr-defined] # as a process that slept
    assert desk.see(case)["state"] == "VERIFYING"
    assert policies.current.hash != stale.hash


def test_whoever_answers_in_her_place_does_not_vouch_for_her(stand: Stand) -> None:
    """Nor does a number that rings here: else the next holder erases the last one by a code."""
    number = a_number()
    lived(stand, number, reached=False)
    agent, at = caller(stand, AGENT), (now() - timedelta(minutes=2)).isoformat()
    for more in (
        {"direction": "OUTBOUND", "outcome": "WRONG_PERSON"},
        {"direction": "OUTBOUND", "outcome": "THIRD_PARTY_ANSWERED"},
        {"direction": "INBOUND", "outcome": "INFO_SENT"},
    ):
        agent.ask("LogCall", input=call(number, startedAt=at, **more))
    desk = Desk.of(stand)
    case = desk.open(number)
    code = desk.code(case)
    assert code is not None
    assert not desk.verify(case, code)
    assert desk.verify(case, code, EMAIL)


def test_a_number_is_not_sent_code_after_code(stand: Stand) -> None:
    """Else five tries a request would be as many as somebody likes; it is answered alike."""
    number, _ = somebody(stand)
    desk = Desk.of(stand)
    cases = [desk.open(number) for _ in range(CODES + 1)]
    assert [desk.code(case) is not None for case in cases] == [True] * CODES + [False]
    assert desk.see(cases[-1])["state"] == "VERIFYING"


def test_no_request_of_hers_leads_from_the_certificate_to_her(stand: Stand) -> None:
    """A duplicate names the case that has it, and so may not name her."""
    number, _ = somebody(stand)
    desk = Desk.of(stand)
    first = desk.verified(number)
    others = [desk.verified(number), desk.open(number)]
    assert desk.approve(first, desk.see(first)["plan"]["hash"])["case"] == first
    desk.execute(first)
    rows = stand.sql(
        Database.DATA,
        "SELECT subject_id FROM rights_case WHERE id = ANY($1)",
        [behind(each) for each in (first, *others)],
    )
    assert [row["subject_id"] for row in rows] == [None] * 3
