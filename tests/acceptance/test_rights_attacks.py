"""Attacks on a person's request: her code, her plan, her certificate, and what an answer tells."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final, cast

import pytest

from cdp.acts.open_rights_request import RightsWish, open_rights_request
from cdp.acts.rights_desk import RightsDesk
from cdp.acts.verify_requester import Answered, verify_requester
from cdp.acts.write import Payload
from cdp.api.ids import Record
from cdp.database.dsn import Database
from cdp.database.writer import Writer
from privacy.phone import Phone
from privacy.rights.case import RequestType
from privacy.rights.certificate import CertificateKey
from privacy.rights.verify import Unverified, verify
from privacy.terms import Role
from tests.acceptance.counting import CountedLedger, CountedRunner, Tally
from tests.acceptance.deeds import a_number, captured
from tests.acceptance.fuse import operators_ask
from tests.acceptance.naming import IDS, behind, unseen_request
from tests.acceptance.people import AGENT, OPERATOR, caller
from tests.acceptance.requests import Desk, somebody, wrong
from tests.acceptance.stand import Clock, Stand

BOTH: Final = replace(OPERATOR, also=(Role.APPROVER,))
"""Somebody who holds both offices."""


def code_of(desk: Desk, case: str) -> str:
    code = desk.code(case)
    assert code is not None
    return code


def test_five_wrong_codes_end_the_request(stand: Stand) -> None:
    """The right one comes too late, and is answered as another wrong one."""
    desk = Desk.of(stand)
    case = desk.open(somebody(stand)[0])
    code = code_of(desk, case)
    assert not any(desk.verify(case, wrong(code)) for _ in range(5))
    assert not desk.verify(case, code)
    assert desk.see(case)["state"] == "VERIFICATION_FAILED"


def test_a_code_is_good_once(stand: Stand) -> None:
    """Sent again it opens nothing, and changes nothing."""
    desk = Desk.of(stand)
    case = desk.open(somebody(stand)[0])
    code = code_of(desk, case)
    assert desk.verify(case, code)
    plan = desk.see(case)["plan"]
    assert not desk.verify(case, code)
    assert desk.see(case)["plan"] == plan


def test_a_code_opens_its_own_request_alone(stand: Stand) -> None:
    """Even another of the same person."""
    number, _ = somebody(stand)
    desk = Desk.of(stand)
    first, second = desk.open(number), desk.open(number)
    code = code_of(desk, second)
    assert not desk.verify(first, code)
    assert desk.verify(second, code)


def test_a_late_code_is_none(clocked: Stand, clock: Clock) -> None:
    """Ten minutes, and no more."""
    number = a_number()
    captured(caller(clocked, AGENT, clock=clock), number)
    desk = Desk.of(clocked, clock)
    case = desk.open(number)
    code = code_of(desk, case)
    clock.at += timedelta(minutes=10, seconds=1)
    desk = Desk.of(clocked, clock)
    assert not desk.verify(case, code)
    assert desk.see(case)["state"] == "VERIFICATION_FAILED"


def test_what_is_kept_of_a_code_is_worth_nothing_without_the_root_key(stand: Stand) -> None:
    """Neither the code nor a digest that could be tried out."""
    desk = Desk.of(stand)
    case = desk.open(somebody(stand)[0])
    code = code_of(desk, case)
    [row] = stand.sql(Database.DATA, "SELECT * FROM rights_case WHERE id = $1", behind(case))
    assert code not in str(dict(row))
    assert row["code_mac"] == stand.service.rights.key.code(behind(case), code)


def test_nobody_approves_what_she_opened(stand: Stand) -> None:
    """Whatever offices she holds."""
    desk = Desk.of(stand)
    case = desk.verified(somebody(stand)[0])
    plan = desk.see(case)["plan"]["hash"]
    problem = caller(stand, BOTH).ask("ApprovePlan", input={"case": case, "plan": plan}).payload
    assert problem["code"] == "CONFLICT"
    assert desk.see(case)["state"] == "CONFLICT_REVIEW"


def test_each_office_does_its_own_work(stand: Stand) -> None:
    """Who takes requests approves none; who approves opens, verifies and carries out none."""
    desk = Desk.of(stand)
    case = desk.verified(somebody(stand)[0])
    plan = desk.see(case)["plan"]["hash"]
    done = [
        desk.operator.ask("ApprovePlan", input={"case": case, "plan": plan}),
        desk.approver.ask("OpenRightsRequest", input={"type": "DELETE", "number": a_number()}),
        desk.approver.ask("VerifyRequester", input={"case": case, "code": "000000"}),
        desk.approver.ask("ExecuteErasure", input={"case": case}),
    ]
    assert [reply.payload["code"] for reply in done] == ["ROLE_FORBIDDEN"] * 4


def test_what_nobody_approved_is_not_carried_out(stand: Stand) -> None:
    """Not before the person is verified, nor before a second person has looked."""
    desk = Desk.of(stand)
    number, _ = somebody(stand)
    opened, verified = desk.open(number), desk.verified(number)
    assert [desk.execute(case)["code"] for case in (opened, verified)] == ["CONFLICT"] * 2
    assert desk.execute(unseen_request())["code"] == "NOT_AVAILABLE"


def test_another_plan_than_the_one_shown_is_not_approved(stand: Stand) -> None:
    """The approval names its hash."""
    desk = Desk.of(stand)
    case = desk.verified(somebody(stand)[0])
    assert desk.approve(case, "0" * 64)["code"] == "CONFLICT"


TAMPERED: Final = {
    "the plan": "UPDATE rights_case SET plan = $2 WHERE id = $1",
    "the plan and its hash": (
        "UPDATE rights_case SET plan = $2, plan_hash = encode(sha256($2), 'hex') WHERE id = $1"
    ),
}


@pytest.mark.parametrize("what", TAMPERED)
def test_a_plan_that_was_changed_after_its_approval_is_not_carried_out(
    stand: Stand, what: str
) -> None:
    """By whoever can write the database: the approval bears a mark that is in none."""
    desk = Desk.of(stand)
    number, _ = somebody(stand)
    case = desk.approved(number)
    [row] = stand.sql(Database.DATA, "SELECT plan FROM rights_case WHERE id = $1", behind(case))
    spoiled = row["plan"].replace(b'"rows":1,"table":"call"', b'"rows":0,"table":"call"')
    assert spoiled != row["plan"]
    stand.sql(Database.DATA, TAMPERED[what], behind(case), spoiled)
    assert desk.execute(case)["code"] == "CONFLICT"
    assert caller(stand, OPERATOR).ask("RightsRequest", id=case).payload["state"] == "APPROVED"


def test_an_approval_written_by_a_hand_in_the_database_is_none(stand: Stand) -> None:
    """A state and a name are not enough, nor another request's mark."""
    desk = Desk.of(stand)
    number, _ = somebody(stand)
    other = desk.approved(somebody(stand)[0])
    case = desk.verified(number)
    stand.sql(
        Database.DATA,
        "UPDATE rights_case SET state = 'APPROVED', approved_by = 'dev:boris', approval ="
        " (SELECT approval FROM rights_case WHERE id = $2) WHERE id = $1",
        behind(case),
        behind(other),
    )
    assert desk.execute(case)["code"] == "CONFLICT"


def test_a_certificate_cannot_be_forged(stand: Stand) -> None:
    """Not a count in it, not by another key, not under another name."""
    desk = Desk.of(stand)
    certificate = desk.execute(desk.approved(somebody(stand)[0]))["certificate"].encode()
    ours = str(stand.service.rights.certificates.public)
    assert verify(certificate, ours)
    theirs = CertificateKey(bytes(range(32)), name="log.example/certificates").public
    with pytest.raises(Unverified):
        verify(certificate.replace(b'"before":1', b'"before":2', 1), ours)
    with pytest.raises(Unverified):
        verify(certificate, str(theirs))
    with pytest.raises(Unverified):
        verify(certificate, ours.replace("A", "B", 1))


@dataclass(frozen=True, slots=True)
class CountedWriter:
    """A Writer that notes its statements."""

    writer: Writer
    tally: Tally

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[CountedRunner]:
        """Note what is inside."""
        async with self.writer.transaction() as tx:
            yield CountedRunner(tx, "tx", self.tally)


def counted(at: Stand, tally: Tally) -> RightsDesk:
    """The desk of a service, its statements and entries noted."""
    desk = at.service.rights
    ground = desk.ground
    return replace(
        desk,
        ground=replace(
            ground,
            people=replace(ground.people, run=CountedRunner(ground.people.run, "cdp", tally)),
            writer=cast("Writer", CountedWriter(ground.writer, tally)),
            door=replace(ground.door, ledger=CountedLedger(ground.door.ledger, tally)),
        ),
    )


def test_a_known_number_is_answered_as_one_never_seen(stand: Stand) -> None:
    """Byte for byte but for the request's id; by the same statements and entries."""
    known, _ = somebody(stand)
    desk, deeds, leaves, answers = Desk.of(stand), [], [], []
    for number in (known, a_number()):
        tally, before = Tally(), stand.size()
        ports = counted(stand, tally)
        wish = RightsWish(type=RequestType.DELETE, phone=Phone.parse(number))
        case = stand.wait_for(open_rights_request(wish, operators_ask(), ports, Payload()))
        tried = Answered(case=case, code="000000")
        assert not stand.wait_for(verify_requester(tried, operators_ask(), ports, Payload()))
        deeds.append(list(tally.deeds))
        leaves.append([_without_ids(leaf) for leaf in stand.leaves(before)])
        named = IDS.record(Record.RIGHTS_REQUEST, case)
        seen = desk.operator.ask("RightsRequest", id=named)
        assert seen.payload["state"] == "VERIFYING"
        answers.append(seen.without_receipt().replace(named.encode(), b""))
    assert deeds[0] == deeds[1]
    assert leaves[0] == leaves[1]
    assert answers[0] == answers[1]


def test_over_http_an_unknown_number_looks_the_same(stand: Stand) -> None:
    """Every answer until the request has failed."""
    desk, told = Desk.of(stand), []
    for number in (somebody(stand)[0], a_number()):
        given = {"type": "DELETE", "number": number}
        opened = desk.operator.ask("OpenRightsRequest", input=given)
        case = opened.payload["case"]
        tries = [
            desk.operator.ask("VerifyRequester", input={"case": case, "code": "000000"})
            for _ in range(6)
        ]
        replies = [opened, *tries, desk.operator.ask("RightsRequest", id=case)]
        told.append([r.without_receipt().replace(case.encode(), b"") for r in replies])
    assert told[0] == told[1]


def _without_ids(leaf: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in leaf.items() if name not in {"op", "ref", "t"}}
