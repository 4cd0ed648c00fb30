"""Files as companies have them, brought by the command: read right, or refused with a word."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final

import pytest

from cdp.cli.imports import SOME_REFUSED
from cdp.database.dsn import Database
from cdp.database.embedded.home import Home
from cdp.database.embedded.server import EmbeddedPostgres
from cdp.errors import CdpError, Conflict
from cdp.ingestion.kinds import Kind
from cdp.ingestion.report import Report
from privacy.errors import PrivacyError
from tests.acceptance.files import Bringing, bringing, filed_counts, of_anybody, table
from tests.acceptance.process import CDP, environment
from tests.acceptance.stand import PATIENCE_S, Stand, opened, settings_in
from tests.acceptance.waiting import wait_until

CANARY: Final = "金丝雀·不可外泄"
"""A name that no report, error or log may hold."""


def imported(stand: Stand, file: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """What `cdp import` answers, beside the service."""
    return subprocess.run(
        [CDP, "import", str(file), *words],
        env=environment(stand.settings.state_dir, stand.dsns),
        check=False,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
    )


AS_CONTACTS: Final = ("--as", "contacts", "--source", "crm-export")

UNREADABLE: Final[dict[str, tuple[bytes, int]]] = {
    "binary": (bytes(range(256)) * 40, 1),
    "a workbook": (b"PK\x03\x04" + bytes(200), 1),
    "empty": (b"", 1),
    "no header": (f"13912345601,{CANARY}\n13912345602,{CANARY}\n".encode(), 1),
    "a missing column": (f"name,email\n{CANARY},a@example.com\n".encode(), 1),
    "one header twice": (f"number,name,name\n13912345601,{CANARY},{CANARY}\n".encode(), 1),
    "not of its encoding": (b"number,name\n13912345601,\xff\xfe\xfd\n" * 3, 1),
    "the header alone": (b"number,name\n", 0),
}


@pytest.mark.parametrize("name", sorted(UNREADABLE))
def test_a_file_that_cannot_be_read_is_refused_whole(
    stand: Stand, tmp_path: Path, name: str
) -> None:
    """One word of advice, no traceback, no cell, and nothing filed."""
    content, code = UNREADABLE[name]
    file = tmp_path / "export.csv"
    file.write_bytes(content)
    before = of_anybody(stand.contents())
    done = imported(stand, file, *AS_CONTACTS)
    assert (done.returncode, "Traceback" in done.stderr) == (code, False)
    assert done.stdout + done.stderr != ""
    assert CANARY not in done.stdout + done.stderr
    assert "13912345601" not in done.stdout + done.stderr
    assert of_anybody(stand.contents()) == before


BROKEN: Final = (
    ("1.38E+10", CANARY),
    ("139****5601", CANARY),
    ("95588", CANARY),
    ("13912345611", f'=HYPERLINK("{CANARY}")'),
    ("13912345612", f"{CANARY}\x00"),
    ("13912345613", CANARY * 140_000),
    ("", CANARY),
)


def test_rows_that_cannot_be_filed_are_told_by_line_and_the_others_stand(
    stand: Stand, tmp_path: Path
) -> None:
    """Rounded, masked, a service line, a formula, NULs, a megabyte in a cell, mixed line ends."""
    file, refused = tmp_path / "export.csv", tmp_path / "refused.csv"
    rows = [f'{number},"{name.replace(chr(34), chr(34) * 2)}"' for number, name in BROKEN]
    rows += ["13912345620/13912345621,张三", "１３９ 1234 5622,李四"]
    file.write_bytes(b"number,name\r\n" + "\n".join(rows[:4]).encode() + b"\r\n")
    with file.open("ab") as more:
        more.write("\r".join(rows[4:]).encode() + b"\n")
    done = imported(stand, file, *AS_CONTACTS, "--json", "--refused", str(refused))
    report: dict[str, Any] = json.loads(done.stdout)
    assert done.returncode == 3
    assert (report["accepted"], report["split"], report["refused"]) == (2, 1, len(BROKEN))
    assert all(reason["advice"] for reason in report["reasons"])
    assert CANARY not in done.stdout + done.stderr
    assert stat.S_IMODE(refused.stat().st_mode) == 0o600
    assert CANARY in refused.read_text(encoding="utf-8-sig")
    before = stand.contents()
    again = imported(stand, file, *AS_CONTACTS, "--json")
    assert json.loads(again.stdout)["repeated"] is True
    assert stand.contents() == before
    assert CANARY.encode() not in b"".join(
        row["sealed"] or b""
        for row in stand.sql(Database.DATA, "SELECT sealed FROM import_refusal")
    )


def test_refused_rows_are_never_written_over_something(stand: Stand, tmp_path: Path) -> None:
    """Neither a file nor what a link leads to."""
    file, there, link = tmp_path / "a.csv", tmp_path / "there", tmp_path / "link"
    file.write_text(f"number,name\n12,{CANARY}\n", encoding="utf-8")
    there.write_text("mine", encoding="utf-8")
    link.symlink_to(tmp_path / "elsewhere")
    for place in (there, link):
        done = imported(stand, file, *AS_CONTACTS, "--refused", str(place))
        assert (done.returncode, CANARY in done.stderr) == (1, False)
    assert there.read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "elsewhere").exists()


def test_a_dry_run_files_nothing_and_asks_about_nobody(stand: Stand, tmp_path: Path) -> None:
    """No row, no run, and no entry of the ledger."""
    file = tmp_path / "a.csv"
    file.write_text(f"number,name,生肖\n13912345630,{CANARY},龙\n12,x,鼠\n", encoding="utf-8")
    before, size = stand.contents(), stand.size()
    done = imported(stand, file, *AS_CONTACTS, "--dry-run", "--json")
    report = json.loads(done.stdout)
    assert (report["dry_run"], report["accepted"], report["refused"]) == (True, 1, 1)
    assert report["unknown_columns"] == ["生肖"]
    assert (stand.contents(), stand.size()) == (before, size)


@pytest.mark.parametrize(
    ("kind", "source"),
    [("contacts", "nowhere"), ("orders", "crm-export"), ("cases", "ad-platform")],
)
def test_a_source_that_does_not_bring_such_records_is_refused(
    stand: Stand, tmp_path: Path, kind: str, source: str
) -> None:
    """Whatever stands in the file."""
    file = tmp_path / "a.csv"
    file.write_text("number,status,placed_at,product,unit_price,kind,opened_at\n", encoding="utf-8")
    done = imported(stand, file, "--as", kind, "--source", source)
    assert (done.returncode, "source" in done.stderr) == (1, True)


ROWS: Final = 1_500


def many(first: int, how_many: int = ROWS) -> str:
    """A file that takes some seconds."""
    rows = [
        {"number": f"137{first + n:08d}", "name": f"客户{n}", "city": "苏州"}
        for n in range(how_many)
    ]
    return table(*rows)


def lines(stand: Stand) -> int:
    """How far the newest runs came."""
    [row] = stand.sql(Database.DATA, "SELECT coalesce(max(line), 0) AS line FROM import_run")
    line: int = row["line"]
    return line


def test_an_import_that_is_killed_goes_on_where_it_stopped(alone: Stand, tmp_path: Path) -> None:
    """SIGKILL in the middle: run again, every row stands once, and no write is left open."""
    file = tmp_path / "many.csv"
    file.write_text(many(10_000_000), encoding="utf-8")
    before = filed_counts(alone)
    with subprocess.Popen(
        [CDP, "import", str(file), *AS_CONTACTS],
        env=environment(alone.settings.state_dir, alone.dsns),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as importing:
        wait_until(lambda: lines(alone) > 1 or importing.poll() is not None)
        importing.kill()
    stopped = lines(alone)
    assert 1 < stopped < ROWS
    done = imported(alone, file, *AS_CONTACTS, "--json")
    report = json.loads(done.stdout)
    assert (report["accepted"], report["duplicate"], report["refused"]) == (ROWS, 0, 0)
    after = filed_counts(alone)
    assert after["contact"] - before.get("contact", 0) == ROWS
    assert after["subject"] - before.get("subject", 0) == ROWS
    alone.wait_for(alone.service.sweeper.sweep(older_than_s=0))
    assert alone.open_intents() == 0


def test_a_database_that_is_killed_loses_no_row_and_doubles_none(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """SIGKILL for PostgreSQL in the middle: the run ends with a word, the next completes it."""
    folder = tmp_path_factory.mktemp("killed-import")
    embedded = EmbeddedPostgres(state_dir=folder)
    with embedded.acquire() as tenancy, opened(settings_in(folder), tenancy.dsns) as at:
        home = Home.find(folder.resolve())
        assert home is not None
        bring = bringing(at, folder, Kind.CONTACTS, many(20_000_000))
        reports = list(killed_once(at, bring, home))
        assert (reports[-1].accepted, reports[-1].duplicate, reports[-1].refused) == (ROWS, 0, 0)
        counts = filed_counts(at)
        assert (counts["contact"], counts["subject"]) == (ROWS, ROWS)
        at.wait_for(at.service.sweeper.sweep(older_than_s=0))
        assert at.open_intents() == 0
    embedded.drop()


def killed_once(at: Stand, bring: Bringing, home: Home) -> Iterator[Report]:
    """Import, kill the server when the run is under way, and import until it is done."""
    running = at.begin(bring.coming())
    wait_until(lambda: lines(at) > 1 or running.done())
    pid = (home.data / "postmaster.pid").read_text().split("\n", 1)[0]
    os.kill(int(pid), signal.SIGKILL)
    for _ in range(20):
        try:
            yield running.result(PATIENCE_S)
        except (CdpError, PrivacyError):
            running = at.begin(bring.coming())
        else:
            return
    raise AssertionError("it never completes")


def test_two_processes_that_import_one_file_file_each_row_once(
    alone: Stand, tmp_path: Path
) -> None:
    """Begun at the same time: no row is lost or doubled, and both say what came of it."""
    file, rows = tmp_path / "many.csv", 600
    file.write_text(many(30_000_000, rows) + "12,李四,苏州\n", encoding="utf-8")
    with ExitStack() as both:
        started = [
            both.enter_context(
                subprocess.Popen(
                    [CDP, "import", str(file), *AS_CONTACTS, "--json"],
                    env=environment(alone.settings.state_dir, alone.dsns),
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    text=True,
                )
            )
            for _ in range(2)
        ]
        ends = [(*each.communicate(timeout=PATIENCE_S), each.returncode) for each in started]
    assert "Traceback" not in "".join(said for _, said, _ in ends)
    reports = [json.loads(report) for report, _, code in ends if code == SOME_REFUSED]
    # Whoever comes second is told to wait, or that the other one is done.
    assert [code for *_, code in ends if code != SOME_REFUSED] == [1] * (2 - len(reports))
    assert [(each["accepted"], each["refused"]) for each in reports] == [(rows, 1)] * len(reports)
    assert len(reports) >= 1
    counts = filed_counts(alone)
    assert (counts["contact"], counts["subject"]) == (rows, rows)


def test_runs_of_one_file_that_are_begun_in_one_moment_are_one_run(
    alone: Stand, tmp_path: Path
) -> None:
    """Both look for it, and neither finds it: one begins it, and the other one goes on with it."""
    bring = bringing(
        alone, tmp_path, Kind.CONTACTS, table(*({"number": "13912345699", "name": "张三"},))
    )
    ends = []
    for running in [alone.begin(bring.coming()) for _ in range(4)]:
        try:
            ends.append(running.result(PATIENCE_S).accepted)
        except Conflict:
            ends.append(0)
    assert 1 in ends
    assert set(ends) <= {0, 1}
    assert len(alone.sql(Database.DATA, "SELECT id FROM import_run")) == 1
    assert filed_counts(alone)["contact"] == 1
