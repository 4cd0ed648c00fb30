"""The canary in files: brought as every kind of record, filed or refused, it is left nowhere."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import pytest

from cdp.database.dsn import Database
from cdp.database.embedded.server import Tenancy
from cdp.ingestion.kinds import FIELDS, Kind
from tests.acceptance.cage import Cage, caged, dumped
from tests.acceptance.canary import Canary, Scanner
from tests.acceptance.deeds import STARTED_AT
from tests.acceptance.files import SOURCES, Cells, table
from tests.acceptance.process import CDP
from tests.acceptance.stand import PATIENCE_S
from tests.postgres.clones import Clones

AT: Final = STARTED_AT.isoformat()


def full(kind: Kind, it: Canary) -> dict[str, str]:
    """A row of `kind` that can be filed, with the canary wherever a person can be written."""
    key = {"number": it.national, "external_key": it.call_key}
    name = {"name": it.name, "email": it.email}
    match kind:
        case Kind.CONTACTS:
            place = {"province": it.street, "city": it.street, "street": it.street}
            return {**key, **name, **place, "company": it.company, "title": it.company}
        case Kind.LEADS:
            said = dict.fromkeys(("form", "pain_point", "need", "budget_range"), it.notes)
            more = dict.fromkeys(("authority", "timeline"), it.notes)
            return {**key, **name, "company": it.company, **said, **more}
        case Kind.ORDERS:
            bought = {"product": "电水壶", "unit_price": "199.00"}
            no = {"external_key": it.order_no}
            return {**key, **no, "status": "PAID", "placed_at": AT, **bought}
        case Kind.CASES:
            what = {"kind": "FAULT", "subject_line": it.notes, "resolution": it.notes}
            return {**key, **what, "status": "RESOLVED", "opened_at": AT, "resolved_at": AT}
        case Kind.CALLS:
            how = {"direction": "INBOUND", "started_at": AT, "result": "ANSWERED"}
            return {**key, **how, "outcome": "", "notes": it.notes}


def wrong(kind: Kind, it: Canary) -> Iterator[Cells]:
    """Rows of `kind` that are refused, each for a cell that holds the canary."""
    good = full(kind, it)
    for number in (f"{it.national}x", f"{it.national}0", it.name, it.email):
        yield {**good, "number": number}
    for field in FIELDS[kind]:
        if field in good.keys() - {"number"}:
            yield {**good, field: f'=HYPERLINK("{it.email}", "{it.name}")'}
            yield {**good, field: f"{it.name}\x00{it.number}"}
            yield {**good, field: f"{it.notes}{it.national}" * 4_000}


def file_of(kind: Kind, it: Canary) -> str:
    """The row that can be filed, those that cannot, and ends that are torn."""
    rows = table(full(kind, it), *wrong(kind, it))
    return f'{rows}{it.national},{it.name}\n"{it.national},{it.email}" {it.name},\n"{it.name}'


@pytest.fixture(scope="module")
def cage(clones: Clones, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cage]:
    state_dir, said_to = tmp_path_factory.mktemp("cage"), tmp_path_factory.mktemp("said") / "all"
    with caged(clones, state_dir, said_to) as it:
        yield it


def told(cage: Cage, file: Path, kind: Kind, *words: str) -> tuple[int, bytes]:
    """How `cdp import` ends, and everything that it writes to the terminal."""
    done = subprocess.run(
        [CDP, "import", str(file), "--as", kind.value, "--source", SOURCES[kind], *words],
        env={**cage.environ, "FORCE_COLOR": "1"},
        check=False,
        capture_output=True,
        timeout=PATIENCE_S,
    )
    assert b"Traceback" not in done.stdout + done.stderr
    return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def asked_for(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where refused rows are written, because somebody said so."""
    return tmp_path_factory.mktemp("refused")


@pytest.fixture(scope="module")
def left(
    cage: Cage, server: Tenancy, asked_for: Path, tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, bytes]:
    """Everything that the imports left, by where it lies."""
    folder = tmp_path_factory.mktemp("brought")
    said: dict[str, bytes] = {}
    for kind in Kind:
        file = folder / kind.value
        file.write_text(file_of(kind, cage.canary), encoding="utf-8")
        to = ("--refused", str(asked_for / kind.value))
        code, said[f"what is told of {kind}"] = told(cage, file, kind, *to)
        assert code == 3, said[f"what is told of {kind}"].decode()[:1800]
    broken(cage, folder, said)
    assert cage.process.stop() == 0
    return {
        **said,
        **{f"dump of {database.value}": dumped(cage, database) for database in Database},
        "log lines": cage.process.said.read_bytes(),
        "spans and measures": cage.collected.octets(),
        "the server's log": server.log.read_bytes(),
        **cage.files(),
    }


def broken(cage: Cage, folder: Path, said: dict[str, bytes]) -> None:
    """What fails as a whole: a header of data, a table that breaks a rule, one that is away."""
    it, file = cage.canary, folder / "another"
    file.write_text(f"{it.national},{it.name},{it.email}\n" * 3, encoding="utf-8")
    code, said["a header of data"] = told(cage, file, Kind.CONTACTS)
    assert code == 1
    file.write_text(table({**full(Kind.CALLS, it), "external_key": it.email}), encoding="utf-8")
    never = "ALTER TABLE call ADD CONSTRAINT never CHECK (talk_s < 0) NOT VALID"
    cage.sql(Database.DATA, never)
    code, said["a row that breaks a rule"] = told(cage, file, Kind.CALLS, "--json")
    assert code == 3
    cage.sql(Database.DATA, "ALTER TABLE call DROP CONSTRAINT never")
    file.write_text(table({**full(Kind.CALLS, it), "external_key": it.name}), encoding="utf-8")
    cage.sql(Database.DATA, "ALTER TABLE call RENAME TO uncall")
    code, said["a table that is away"] = told(cage, file, Kind.CALLS)
    assert code == 1
    cage.sql(Database.DATA, "ALTER TABLE uncall RENAME TO call")


def test_what_a_file_held_stands_in_nothing_that_is_kept_or_told(
    cage: Cage, left: Mapping[str, bytes]
) -> None:
    """Rows filed and rows refused, of five kinds: no report, log, span, dump or file has them."""
    scanner = Scanner(cage.canary)
    assert {place: scanner.find(octets) for place, octets in left.items()} == {
        place: set() for place in left
    }


def test_refused_rows_stand_whole_where_they_were_asked_for(
    cage: Cage, left: Mapping[str, bytes], asked_for: Path
) -> None:
    """There alone: so that there was something to find elsewhere."""
    assert b"COPY public.import_refusal" in left["dump of cdp"]
    scanner = Scanner(cage.canary)
    for kind in Kind:
        found = scanner.find((asked_for / kind.value).read_bytes())
        assert {"name: utf-8", "e-mail: utf-8", "number: utf-8"} <= found


RECORDS: Final = {
    Kind.CONTACTS: "contact",
    Kind.LEADS: "lead",
    Kind.ORDERS: "customer_order",
    Kind.CASES: "service_case",
    Kind.CALLS: "call",
}


@pytest.mark.parametrize("kind", list(Kind))
def test_a_row_of_each_kind_was_filed(left: Mapping[str, bytes], kind: Kind) -> None:
    """Its record stands in the dump, and nobody can read it there."""
    [rows] = re.findall(
        rf'^COPY public\."?{RECORDS[kind]}"? .*?;\n(.*?)\\\.$'.encode(),
        left["dump of cdp"],
        flags=re.DOTALL | re.MULTILINE,
    )
    assert rows.count(b"\n") >= 1
