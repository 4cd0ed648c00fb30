"""The bars of identity in time: the acts go through, and either kind of people tells one life."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from bench.bars import of_three
from bench.bars.deciding import ACTS, Scale, deciding, found
from bench.identity import together
from bench.report.plots import plots
from bench.report.results import Results
from bench.rig.contest import QUIET_CORES, Contest, Measured, Round, Size
from bench.rig.finding import Finding, circumstances
from bench.rig.side import Served
from cdp.wiring import now

SIZE = Size(people=5, rounds=1, seconds=0.3, warm_s=0.1, repeats=0)
SCALE = Scale(facts=(2, 20), rounds=1, repeats=0)


async def test_three_records_are_taken_together_and_apart_at_every_size() -> None:
    """A whole cycle of decisions a round, each of which answers what was asked for."""
    said: list[str] = []
    finding = await deciding(SCALE, said.append)
    assert len(said) == SCALE.rounds
    times = {
        act: {each["times"] for each in of.values()} for act, of in finding.figures["ms"].items()
    }
    assert times == {"merge": {3}, "unmerge": {2}, "split": {1}, "preview": {3}}
    assert set(finding.figures["most_to_fewest_facts"]) == {*ACTS, "preview"}


async def test_people_of_one_record_and_of_three_tell_the_same_life() -> None:
    """Every answer is checked, about either kind, by one service."""
    said: list[str] = []
    finding = await of_three.of_three(SIZE, said.append)
    sides = finding.figures["sides"]
    assert set(sides) == {of_three.ONE, of_three.THREE}
    assert all(each["answers"] > 0 for each in sides.values())


def spent(seconds: float) -> dict[tuple[str, int], list[float]]:
    return {(act, many): [seconds] * 3 for act in (*ACTS, "preview") for many in SCALE.facts}


@pytest.mark.parametrize(
    ("seconds", "foreign", "holds"),
    [
        (0.012, 0.0, True),
        (0.012, 2 * QUIET_CORES, True),
        (0.03, 0.0, False),
        (0.03, 2 * QUIET_CORES, None),
    ],
)
def test_a_machine_that_others_use_never_says_that_an_act_is_slow(
    seconds: float, foreign: float, *, holds: bool | None
) -> None:
    """It may say that one is fast."""
    finding = found(spent(seconds), SCALE, [foreign] * 3)
    assert (finding.value, finding.holds) == (1e3 * seconds, holds)


def contest(one: float, three: float) -> Contest:
    """A contest that is over."""
    size = Size(people=1, rounds=1, seconds=1.0, warm_s=1.0, repeats=0)
    of = {
        name: Measured(
            answers=100,
            per_second=figure,
            p50_ms=1.0,
            p99_ms=2.0,
            server_us=1e6 / figure,
            postgres_us=0.0,
            client_us=10.0,
        )
        for name, figure in ((of_three.ONE, one), (of_three.THREE, three))
    }
    sides = [
        Served(name=name, ports=(), servers=(), postmaster=None, ask=lambda _: ()) for name in of
    ]
    ended = Contest(sides=sides, size=size, tell=lambda _: None)
    ended.rounds.append(Round(of=of, foreign_cores=0.0))
    return ended


@pytest.mark.parametrize(("three", "holds"), [(960.0, True), (940.0, False)])
def test_a_twentieth_of_the_answers_may_be_lost_to_a_merge(three: float, *, holds: bool) -> None:
    """The whole holds where each bar does."""
    lost = of_three.found(contest(1_000.0, three))
    assert (lost.value, lost.holds) == (three / 1_000, holds)
    whole = together([found(spent(0.012), SCALE, [0.0]), lost])
    assert (whole.bar, whole.value, whole.holds) == ("identity", 12.0, holds)
    assert set(whole.figures["bars"]) == {"deciding", "P1 of three"}


def test_the_acts_are_drawn_by_how_many_facts_there_are() -> None:
    """Each act and size is a bar."""
    acts: Finding = found(spent(0.012), SCALE, [0.0])
    results = Results(command="make bench", where=circumstances(now), findings=[acts])
    drawn = plots(results)
    assert list(drawn) == ["deciding"]
    texts = [each.text for each in ET.fromstring(drawn["deciding"].svg()).iter() if each.text]  # noqa: S314 - our own picture
    assert {f"{act}, {many} facts" for act in ACTS for many in SCALE.facts} < set(texts)
