"""Deletion: from a request to a certificate, and nothing is left but what the law keeps."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from cdp.database.dsn import Database
from privacy.rights.plan import Treatment
from privacy.rights.verify import verify
from tests.acceptance.deeds import a_number, captured
from tests.acceptance.naming import behind, unseen_request
from tests.acceptance.people import AGENT, Caller, caller
from tests.acceptance.requests import EMAIL, Desk, lived, somebody
from tests.acceptance.stand import Stand

ROOT = Path(__file__).parents[2]


def test_a_deletion_runs_from_request_to_certificate(stand: Stand) -> None:
    """Verified by a code, approved by a second person, carried out, certified."""
    number, profile = somebody(stand)
    desk = Desk.of(stand)
    case = desk.open(number)
    assert desk.see(case)["state"] == "VERIFYING"
    code = desk.code(case)
    assert code is not None
    assert desk.verify(case, code)
    seen = desk.see(case)
    assert seen["state"] == "CONFLICT_REVIEW"
    rows = {step["table"]: step["rows"] for step in seen["plan"]["steps"]}
    assert (rows["contact"], rows["call"], rows["customer_order"], rows["subject"]) == (1, 1, 1, 1)
    assert {item["table"] for item in seen["plan"]["retained"]} >= {"consent_event"}
    assert desk.approve(case, seen["plan"]["hash"])["case"] == case
    done = desk.execute(case)
    assert desk.see(case)["state"] == "COMPLETED"
    key = str(stand.service.rights.certificates.public)
    certificate = verify(done["certificate"].encode(), key)
    assert certificate["case"] == str(behind(case))
    assert not any(each["after"] for each in certificate["stores"] if each["treatment"] != "keep")
    assert len(done["slip"]) == 1
    assert profile not in done["certificate"]
    assert str(behind(profile)) not in done["certificate"]
    assert done["slip"][0] not in done["certificate"]


def test_an_erased_number_answers_as_one_never_seen(stand: Stand, agent: Caller) -> None:
    """Byte for byte, by number; and her profile's id finds nobody for any purpose."""
    number, profile = somebody(stand)
    desk = Desk.of(stand)
    desk.execute(desk.approved(number))
    erased = agent.ask("ScreenPop", number=number)
    absent = agent.ask("ScreenPop", number=a_number())
    assert erased.without_receipt() == absent.without_receipt()
    assert agent.ask("Profile", id=profile).data == {"profile": None}
    assert desk.operator.ask("OfficerConsents", profile=profile).data == {"consents": None}


def test_nothing_is_left_of_her_but_proof(stand: Stand) -> None:
    """By a query in every table; her keys are null, each with the time at which it went."""
    number, profile = somebody(stand)
    desk = Desk.of(stand)
    desk.execute(desk.approved(number))
    hers = behind(profile)
    eraser, jobs = stand.service.rights.eraser, stand.service.rights.jobs
    counted = stand.wait_for(eraser.look(jobs, [hers], {"phone_identity": []}))
    kept = {entry.name for entry in eraser.inventory.entries if entry.treatment is Treatment.KEEP}
    assert {table for table, rows in counted.items() if rows} <= kept
    assert (counted["consent_event"], counted["rights_case"]) == (2, 0)
    left = stand.sql(Database.DATA, "SELECT count(*) AS n FROM contact WHERE subject_id = $1", hers)
    assert left[0]["n"] == 0
    [person] = stand.sql(Database.DATA, "SELECT * FROM subject WHERE id = $1", hers)
    assert (person["state"], person["contract_until"]) == ("ERASING", None)
    [keys] = stand.sql(Database.KEYS, "SELECT * FROM subject_key WHERE subject_id = $1", hers)
    gone = ("identity", "contact", "service", "marketing", "audit")
    assert all(keys[name] is None and keys[f"{name}_shredded_at"] for name in gone)
    assert keys["record"] is not None


def test_nothing_leads_from_the_case_to_the_person(stand: Stand) -> None:
    """Nor from her entries in the log to the case: the pseudonym stands in the erasure's alone."""
    number, _ = somebody(stand)
    desk = Desk.of(stand)
    before = stand.size()
    case = desk.approved(number)
    done = desk.execute(case)
    [row] = stand.sql(Database.DATA, "SELECT * FROM rights_case WHERE id = $1", behind(case))
    assert (row["subject_id"], row["operation"], row["shared"]) == (None, None, None)
    leaves = stand.leaves(before)
    [name] = done["slip"]
    assert any(leaf["kind"] == "erase" and leaf["subjects"] == [name] for leaf in leaves)
    assert not [leaf for leaf in leaves if leaf["ref"] == str(behind(case)) and leaf["subjects"]]


def test_the_number_may_begin_anew(stand: Stand, agent: Caller) -> None:
    """Whoever comes back is a new person, with nothing of the old one."""
    number, profile = somebody(stand)
    desk = Desk.of(stand)
    desk.execute(desk.approved(number))
    assert captured(agent, number) != profile


def test_a_number_that_went_to_somebody_else_stays_with_her(stand: Stand, agent: Caller) -> None:
    """Rows that two people share go with the last of them."""
    number, profile = somebody(stand)
    desk = Desk.of(stand)
    case = desk.approved(number)
    stand.sql(
        Database.DATA,
        "UPDATE phone_ownership SET state = 'WITHHELD' WHERE subject_id = $1",
        behind(profile),
    )
    other = captured(agent, number)
    assert other != profile
    done = desk.execute(case)
    stores = json.loads(done["certificate"].split("\n")[0])["stores"]
    assert {each["table"]: each["before"] for each in stores}["identity_index"] == 0
    found = agent.ask("ProfileByPhone", number=number).payload
    assert found["profile"]["id"] == other


def test_a_stale_number_needs_a_fact_besides(stand: Stand) -> None:
    """Else whoever holds the number next would erase the one before."""
    number = a_number()
    lived(stand, number, reached=False)
    desk = Desk.of(stand)
    case = desk.open(number)
    code = desk.code(case)
    assert code is not None
    assert not desk.verify(case, code)
    assert not desk.verify(case, code, "somebody@example.com")
    assert desk.verify(case, code, f" {EMAIL.upper()} ")


def test_a_run_that_is_repeated_gives_the_same_certificate_and_no_slip(stand: Stand) -> None:
    """The slip is given once; nobody keeps it."""
    number, _ = somebody(stand)
    desk = Desk.of(stand)
    case = desk.approved(number)
    first, again = desk.execute(case), desk.execute(case)
    assert again["certificate"] == first["certificate"]
    assert (len(first["slip"]), again["slip"]) == (1, [])


def test_a_second_request_of_the_same_person_is_a_duplicate(stand: Stand) -> None:
    """The first that was verified stands."""
    number, _ = somebody(stand)
    desk = Desk.of(stand)
    first, second = desk.verified(number), desk.verified(number)
    assert desk.see(first)["state"] == "CONFLICT_REVIEW"
    assert desk.see(second)["state"] == "DUPLICATE"


def test_the_certificate_verifies_without_us(stand: Stand, tmp_path: Path) -> None:
    """One file of ours, copied away, and the public key."""
    number, _ = somebody(stand)
    desk = Desk.of(stand)
    done = desk.execute(desk.approved(number))
    (tmp_path / "certificate").write_text(done["certificate"], encoding="utf-8")
    (tmp_path / "key").write_text(str(stand.service.rights.certificates.public), encoding="utf-8")
    tool = tmp_path / "verify.py"
    tool.write_bytes((ROOT / "privacy" / "rights" / "verify.py").read_bytes())
    told = subprocess.run(
        [sys.executable, "-I", tool, tmp_path / "certificate", "--key", tmp_path / "key"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (told.returncode, told.stdout.startswith("OK case")) == (0, True)


def test_agents_take_no_requests(stand: Stand) -> None:
    """The purpose is not theirs."""
    text = "query ($id: ID!) { rightsRequest(id: $id) { id } }"
    headers = {"Processing-Purpose": "rights.fulfilment"}
    reply = caller(stand, AGENT).say(text, headers=headers, id=unseen_request())
    assert reply.code == "PURPOSE_NOT_IN_CEILING"
