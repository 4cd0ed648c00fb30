"""An erasure that dies anywhere is carried on with, and ends in one certificate."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

import pytest

from cdp.acts.execute_erasure import execute_erasure
from cdp.acts.made import ONE_ROW
from cdp.acts.whom import About
from cdp.acts.write import Change, Payload, change
from cdp.compliance.erase import ErasureUnproven
from cdp.database.dsn import Database
from cdp.database.writer import Transaction
from cdp.errors import Conflict, NobodyThere
from cdp.wiring import now
from privacy.errors import PlanChanged
from privacy.rights.verify import verify
from privacy.store.subjects import EXTEND_CONTRACT
from privacy.terms import DataCategory
from privacy.writing import Writing
from tests.acceptance.deeds import a_number
from tests.acceptance.fuse import Died, Fuse, carried_out, fused, operators_ask
from tests.acceptance.naming import behind
from tests.acceptance.people import AGENT, caller
from tests.acceptance.records import one_person
from tests.acceptance.requests import Desk, somebody
from tests.acceptance.stand import Stand


@pytest.fixture(autouse=True)
def swept(stand: Stand) -> Iterator[None]:
    """What died left its intents open; the sweeper ends them, as it does after a minute."""
    yield
    stand.wait_for(stand.service.sweeper.sweep(older_than_s=0))
    assert stand.open_intents() == 0


@pytest.mark.parametrize("after", [False, True], ids=["before the call", "after it"])
def test_a_run_that_dies_anywhere_is_carried_on_with(stand: Stand, *, after: bool) -> None:
    """Between every two calls of its ports: the next run completes it, and nothing is left."""
    agent, desk = caller(stand, AGENT), Desk.of(stand)
    key = str(stand.service.rights.certificates.public)
    whole = Fuse()
    carried_out(stand, fused(stand, whole), desk.approved(somebody(stand)[0]))
    assert whole.met > 30
    absent = agent.ask("ScreenPop", number=a_number()).without_receipt()
    for n in range(1, whole.met + 1):
        number, profile = somebody(stand)
        case = desk.approved(number)
        with pytest.raises(Died):
            carried_out(stand, fused(stand, Fuse(n=n, after=after)), case)
        done = carried_out(stand, stand.service.rights, case)
        said = verify(done.certificate, key)
        at = whole.names[n - 1]
        before = {each["table"]: each["before"] for each in said["stores"]}
        assert (before["contact"], before["call"], before["subject"]) == (1, 1, 1), at
        assert said["suppression"]["entries"] == 1, at
        assert agent.ask("ScreenPop", number=number).without_receipt() == absent, at
        left = stand.sql(
            Database.DATA, "SELECT id FROM contact WHERE subject_id = $1", behind(profile)
        )
        assert not left, at


def test_a_run_over_several_records_that_dies_anywhere_is_carried_on_with(stand: Stand) -> None:
    """Of somebody merged too: all of her records are gone in the end, whichever went first."""
    agent, desk = caller(stand, AGENT), Desk.of(stand)
    key, whole = str(stand.service.rights.certificates.public), Fuse()
    carried_out(stand, fused(stand, whole), desk.approved(merged(stand)[0][0]))
    absent = agent.ask("ScreenPop", number=a_number()).without_receipt()
    for n in range(1, whole.met + 1):
        numbers, hers = merged(stand)
        case = desk.approved(numbers[n % 2])
        with pytest.raises(Died):
            carried_out(stand, fused(stand, Fuse(n=n)), case)
        done = carried_out(stand, stand.service.rights, case)
        said, at = verify(done.certificate, key), whole.names[n - 1]
        before = {each["table"]: each["before"] for each in said["stores"]}
        assert (before["contact"], before["call"], before["subject"]) == (2, 2, 2), at
        assert said["suppression"]["entries"] == 2, at
        for number in numbers:
            assert agent.ask("ScreenPop", number=number).without_receipt() == absent, at
        left = (
            "SELECT (SELECT count(*) FROM contact WHERE subject_id = ANY($1)) +"
            " (SELECT count(*) FROM merge_link WHERE subject_id = ANY($1))"
        )
        assert stand.sql(Database.DATA, left, hers)[0][0] == 0, at
        kept = "SELECT count(contact) + count(audit) FROM subject_key WHERE subject_id = ANY($1)"
        assert stand.sql(Database.KEYS, kept, hers)[0][0] == 0, at


def merged(stand: Stand) -> tuple[list[str], list[UUID]]:
    """The numbers and the records of somebody who is two of them."""
    people = [somebody(stand) for _ in range(2)]
    one_person(stand, *(profile for _, profile in people))
    return [number for number, _ in people], [behind(profile) for _, profile in people]


def test_from_the_announcement_on_nobody_sees_her(stand: Stand) -> None:
    """A run that dies right behind it has withheld her: she resolves for nobody."""
    agent, desk = caller(stand, AGENT), Desk.of(stand)
    number, _ = somebody(stand)
    case = desk.approved(number)
    whole = Fuse()
    carried_out(stand, fused(stand, whole), desk.approved(somebody(stand)[0]))
    shredding = whole.names.index("keys.shred") + 1
    with pytest.raises(Died):
        carried_out(stand, fused(stand, Fuse(n=shredding)), case)
    erased = agent.ask("ScreenPop", number=number).without_receipt()
    assert erased == agent.ask("ScreenPop", number=a_number()).without_receipt()
    assert desk.see(case)["state"] == "EXECUTING"
    carried_out(stand, stand.service.rights, case)


def test_no_rows_and_no_key_is_no_success(stand: Stand) -> None:
    """Somebody removed her keys beforehand: an operator has to look, and nothing is certified."""
    desk = Desk.of(stand)
    number, profile = somebody(stand)
    case = desk.approved(number)
    stand.sql(Database.KEYS, "DELETE FROM subject_key WHERE subject_id = $1", behind(profile))
    problem = desk.execute(case)
    assert problem["code"] == "CONFLICT"
    seen = desk.see(case)
    assert (seen["state"], seen["certificate"]) == ("FAILED_NEEDS_OPERATOR", None)


def test_what_is_left_is_found_and_the_next_run_takes_it(stand: Stand) -> None:
    """A run that takes nothing certifies nothing."""
    desk = Desk.of(stand)
    case = desk.approved(somebody(stand)[0])
    ours = stand.service.rights
    lazy = replace(ours, eraser=replace(ours.eraser, takes=()))
    with pytest.raises(ErasureUnproven):
        carried_out(stand, lazy, case)
    assert desk.see(case)["state"] == "FAILED_NEEDS_OPERATOR"
    assert carried_out(stand, ours, case).certificate
    assert desk.see(case)["state"] == "COMPLETED"


def test_what_was_being_written_of_her_goes_with_her(stand: Stand) -> None:
    """An erasure waits for whoever began to write of her first, and takes that too."""
    desk, ground = Desk.of(stand), stand.service.ground
    number, profile = somebody(stand)
    case = desk.approved(number)

    async def meanwhile() -> None:
        begun, ended = asyncio.Event(), asyncio.Event()

        async def work(tx: Transaction, writing: Writing) -> UUID:
            begun.set()
            await ended.wait()
            await tx.fetch(EXTEND_CONTRACT, subject=writing.subject, until=now())
            return writing.subject

        ask = replace(
            operators_ask(), writes=frozenset({DataCategory.COMMERCIAL_ORDER}), case_ref=""
        )
        about = About(subject=behind(profile), makes=False)
        wanted = Change(ask=ask, about=about, work=work, made=ONE_ROW, payload=Payload())
        first = asyncio.create_task(change(lambda _: wanted, ground))
        await begun.wait()
        erasing = asyncio.create_task(
            execute_erasure(behind(case), operators_ask(), stand.service.rights, Payload())
        )
        await asyncio.sleep(0.2)
        assert not erasing.done()
        ended.set()
        await first
        assert (await erasing).certificate
        with pytest.raises(NobodyThere):
            await change(lambda _: wanted, ground)

    stand.wait_for(meanwhile())
    [row] = stand.sql(
        Database.DATA, "SELECT contract_until FROM subject WHERE id = $1", behind(profile)
    )
    assert row["contract_until"] is None


def test_two_runs_at_once_are_one(stand: Stand) -> None:
    """Whoever comes second is told so."""
    desk = Desk.of(stand)
    case = desk.approved(somebody(stand)[0])
    ours = stand.service.rights

    async def meanwhile() -> None:
        async with ours.turn(behind(case)), ours.turn(behind(case)):
            pass

    with pytest.raises(Conflict):
        stand.wait_for(meanwhile())
    assert carried_out(stand, ours, case).certificate


def test_a_plan_that_the_schema_has_outgrown_is_not_carried_out(stand: Stand) -> None:
    """Nobody approved what becomes of a table that came later."""
    desk = Desk.of(stand)
    case = desk.approved(somebody(stand)[0])
    ours = stand.service.rights
    inventory = ours.eraser.inventory
    grown = replace(inventory, entries=inventory.entries[1:])
    with pytest.raises(PlanChanged):
        carried_out(stand, replace(ours, eraser=replace(ours.eraser, inventory=grown)), case)


def test_the_certificate_holds_no_word_about_the_person(stand: Stand) -> None:
    """Counts, codes, times and hashes."""
    desk = Desk.of(stand)
    number, profile = somebody(stand)
    said = json.loads(desk.execute(desk.approved(number))["certificate"].split("\n")[0])
    assert set(said) == {
        *("case", "handler", "horizon", "issued_at", "keys", "kind", "ledger", "plan", "policy"),
        *("retained", "stores", "suppression", "type", "v"),
    }
    assert number.removeprefix("+86") not in json.dumps(said)
    assert str(behind(profile)) not in json.dumps(said)
