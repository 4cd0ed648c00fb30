"""Files at the edges: a run of long ago, a number that came back, and whose records rows are."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path
from time import monotonic
from typing import Final
from uuid import uuid4

from cdp.database.dsn import Database
from cdp.ingestion.importing import import_file
from cdp.ingestion.kinds import Kind
from cdp.ingestion.mapping import no_mapping
from cdp.ingestion.pipeline import Order
from cdp.ingestion.report import Report
from cdp.wiring import now
from cdp.wiring.account import account
from tests.acceptance.deeds import a_number, captured, order
from tests.acceptance.people import Caller
from tests.acceptance.requests import Desk, somebody
from tests.acceptance.stand import Stand

CONTACTS: Final = "number,name\n"
SHRED: Final = "UPDATE run_key SET wrapped = NULL, shredded_at = now()"


def brought(
    stand: Stand, folder: Path, text: str, *, kind: Kind = Kind.CONTACTS, source: str = "crm-export"
) -> Report:
    """What comes of a file of `text`."""
    path = folder / f"{uuid4().hex}.csv"
    path.write_text(text, encoding="utf-8")
    return again(stand, path, kind=kind, source=source)


def again(
    stand: Stand, path: Path, *, kind: Kind = Kind.CONTACTS, source: str = "crm-export"
) -> Report:
    """What comes of a file that lies there."""
    desk = stand.service.imports
    named = desk.ground.sources.named(source)
    wanted = Order(path=path, kind=kind, source=named, mapping=no_mapping())
    return stand.wait_for(import_file(wanted, desk, stream=io.StringIO(), timer=monotonic))


def test_a_file_whose_run_is_long_over_changes_nothing(stand: Stand, tmp_path: Path) -> None:
    """What it refused was shredded after seven days: it is known all the same."""
    path = tmp_path / "contacts.csv"
    path.write_text(f"{CONTACTS}{a_number()},张晓明\n12,李四\n", encoding="utf-8")
    first = again(stand, path)
    stand.sql(Database.KEYS, SHRED)
    before = stand.contents()
    repeated = again(stand, path)
    assert (repeated.is_repeated, repeated.counts()) == (True, first.counts())
    assert stand.contents() == before


def test_a_run_that_stopped_long_ago_is_begun_anew(stand: Stand, tmp_path: Path) -> None:
    """The rows that it filed are known again, and the others are filed."""
    path = tmp_path / "contacts.csv"
    path.write_text(f"{CONTACTS}{a_number()},张晓明\n12,李四\n", encoding="utf-8")
    again(stand, path)
    stand.sql(
        Database.DATA,
        "UPDATE import_run SET finished = false WHERE started_at ="
        " (SELECT max(started_at) FROM import_run)",
    )
    stand.sql(Database.KEYS, SHRED)
    anew = again(stand, path)
    assert (anew.duplicate, anew.new, anew.refused) == (1, 0, 1)
    assert again(stand, path).is_repeated


def test_an_erased_number_comes_in_again_once_somebody_answers_it(
    stand: Stand, agent: Caller, tmp_path: Path
) -> None:
    """A list brings nobody back; whoever came by herself, or has the number now, is not barred."""
    number, _ = somebody(stand)
    desk = Desk.of(stand)
    desk.execute(desk.approved(number))
    barred = brought(stand, tmp_path, f"{CONTACTS}{number},张晓明\n")
    assert [reason.code for reason in barred.reasons] == ["PROVENANCE_MISSING"]
    captured(agent, number)
    assert brought(stand, tmp_path, f"{CONTACTS}{number},张晓\n").merged == 1


def test_an_order_of_hers_takes_her_number_off_the_list(stand: Stand, shop: Caller) -> None:
    """As the certificate says; a lead that somebody else files does not."""
    number, _ = somebody(stand)
    desk = Desk.of(stand)
    listed = "SELECT count(*) AS n FROM suppression"
    before = stand.sql(Database.DATA, listed)[0]["n"]
    desk.execute(desk.approved(number))
    assert stand.sql(Database.DATA, listed)[0]["n"] == before + 1
    shop.ask("PlaceOrder", input=order(number))
    assert stand.sql(Database.DATA, listed)[0]["n"] == before


def test_behind_a_wrong_number_the_rows_are_somebody_else_s(stand: Stand, tmp_path: Path) -> None:
    """In one file: whoever answered later never sees what was filed of the one before."""
    number = a_number()
    ends, later = now() - timedelta(days=9), now() - timedelta(days=2)
    text = (
        "number,direction,started_at,result,outcome\n"
        f"{number},OUTBOUND,{(ends - timedelta(days=9)).isoformat()},ANSWERED,INFO_SENT\n"
        f"{number},OUTBOUND,{ends.isoformat()},ANSWERED,WRONG_NUMBER\n"
        f"{number},OUTBOUND,{later.isoformat()},ANSWERED,INFO_SENT\n"
    )
    report = brought(stand, tmp_path, text, kind=Kind.CALLS, source="telephone-system")
    assert (report.new, report.merged) == (2, 1)


def test_a_batch_says_who_brought_it_and_claims_no_ground_that_does_not_hold(
    stand: Stand, agent: Caller, tmp_path: Path
) -> None:
    """The source's word is a ground for who is new; of somebody known nothing is claimed."""
    known = a_number()
    captured(agent, known)
    grounds = []
    for number in (a_number(), known):
        size = stand.size()
        brought(stand, tmp_path, f"{CONTACTS}{number},张晓明\n")
        [intent] = [leaf for leaf in stand.leaves(size) if leaf["kind"] == "intent"]
        assert intent["actor"] == f"local:{account()}"
        grounds.append(intent.get("basis"))
    assert grounds == ["consent", None]
