"""What was measured becomes findings, files, tables and plots; a failing script stops no other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

import pytest

from bench.__main__ import TURNS, keep
from bench.bars import against_peers, cost_of_privacy
from bench.peers.postgraphile.peer import PEER
from bench.report.results import Results
from bench.report.table import markdown
from bench.rig.contest import Contest, Measured, Round, Size
from bench.rig.finding import Finding, circumstances
from bench.rig.ours import OURS
from bench.rig.programme import Programme, Turn
from bench.rig.side import Served
from cdp.wiring import now
from tests.house.checks.source import ROOT

SIZE: Final = Size(people=1, rounds=1, seconds=1.0, warm_s=1.0, repeats=0)


def contest(**per_second: float) -> Contest:
    """A contest that is over: sides by name, with their answers a second."""
    sides = [
        Served(name=name, ports=(), servers=(), postmaster=None, ask=lambda _: ())
        for name in per_second
    ]
    of = {
        name: Measured(
            answers=100,
            per_second=figure,
            p50_ms=1.0,
            p99_ms=2.0,
            server_us=1e6 / figure,
            postgres_us=50.0,
            client_us=10.0,
        )
        for name, figure in per_second.items()
    }
    ended = Contest(sides=sides, size=SIZE, tell=lambda _: None)
    ended.rounds.append(Round(of=of, foreign_cores=0.0))
    return ended


def pops(**per_second: float) -> Finding:
    """P1's finding of such a contest."""
    return against_peers.found(contest(**per_second), {})


@pytest.mark.parametrize(("mine", "holds"), [(3_000.0, True), (1_000.0, False)])
def test_a_finding_says_whether_its_bar_holds(mine: float, *, holds: bool) -> None:
    """Its line is what `performance` asks every benchmark to print last."""
    told = json.loads(pops(**{OURS: mine, PEER: 2_000.0}).line())
    assert list(told)[:4] == ["bar", "value", "target", "holds"]
    assert (told["bar"], told["value"], told["holds"]) == ("P1", mine / 2_000.0, holds)
    assert set(told["sides"]) == {OURS, PEER}


def test_what_privacy_costs_is_the_difference_of_processor_time() -> None:
    """An answer of 500 µs against one of 250 µs costs 250 µs more."""
    sides = {OURS: 2_000.0, cost_of_privacy.SEALED: 2_500.0, cost_of_privacy.PLAIN: 4_000.0}
    finding = cost_of_privacy.found(contest(**sides))
    assert (finding.bar, finding.value) == ("P2", 250)
    assert finding.figures["gate_ledger_receipt_us"] == 100
    assert finding.holds


def test_a_line_that_is_no_finding_is_none() -> None:
    """Scripts say other things too."""
    assert Finding.read("round 1: fast") is None


def test_what_is_kept_is_read_again(tmp_path: Path) -> None:
    """As JSON, with a table in Markdown and plots that a browser can draw."""
    results = Results(
        command="make bench-full",
        where=circumstances(now),
        findings=[pops(**{OURS: 3_000.0, PEER: 2_000.0, "pgbench & more": 9_000.0})],
        failures={"broken.py": "ended with 1"},
    )
    place = keep(results, tmp_path)
    day = str(results.where["at"])[:10]
    assert {each.name for each in tmp_path.iterdir()} == {
        *(f"{day}.json", f"{day}.md"),
        *(f"{day}-{name}.svg" for name in ("answers", "waits", "processor")),
    }
    assert Results.read(place) == results
    for plot in tmp_path.glob("*.svg"):
        assert ET.parse(plot).getroot().tag.endswith("svg")  # noqa: S314 - our own file


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_tables_tell_every_bar_and_side(language: str) -> None:
    """With the command, the machine, and what failed."""
    results = Results(
        command="make bench",
        where=circumstances(now),
        findings=[pops(**{OURS: 3_000.0, PEER: 2_000.0})],
        failures={"broken.py": "ended with 1"},
    )
    text = markdown(results, language)
    assert all(
        word in text
        for word in ("| P1 |", "1.5", f"| {OURS} | 3 000 |", "`make bench`", "`broken.py`")
    )


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    """Three scripts: one that finds something, one that fails, one that never ends."""
    line = pops(**{OURS: 3_000.0, PEER: 2_000.0}).line()
    (tmp_path / "finds.py").write_text(f"print({line!r})", encoding="utf-8")
    (tmp_path / "fails.py").write_text("raise SystemExit(3)", encoding="utf-8")
    (tmp_path / "hangs.py").write_text("import time\ntime.sleep(600)", encoding="utf-8")
    (tmp_path / "idles.py").write_text("", encoding="utf-8")
    return tmp_path


async def test_a_script_that_fails_stops_no_other(scripts: Path) -> None:
    """Nor does one that takes longer than its share, or that finds nothing."""
    said: list[str] = []
    programme = Programme(folder=scripts, tell=said.append)
    turns = [
        Turn("fails.py", quick_min=1.0, full_min=1.0),
        Turn("hangs.py", quick_min=0.01, full_min=1.0),
        Turn("idles.py", quick_min=1.0, full_min=1.0),
        Turn("finds.py", quick_min=1.0, full_min=1.0),
    ]
    await programme.run(turns, is_quick=True)
    assert [each.bar for each in programme.findings] == ["P1"]
    assert programme.failures == {
        "fails.py": "ended with 3",
        "hangs.py": "stopped after its 1 s",
        "idles.py": "found nothing",
    }


def test_every_script_has_a_turn_and_all_turns_have_time() -> None:
    """Ten minutes quickly, ninety in full."""
    scripts = {path.name for path in (ROOT / "bench").glob("[a-z]*.py")}
    assert {turn.script for turn in TURNS} == scripts
    assert sum(turn.quick_min for turn in TURNS) < 10
    assert sum(turn.full_min for turn in TURNS) < 90
