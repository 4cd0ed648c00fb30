"""A process that dies while a number changes hands leaves all of it or nothing; the next ends it.

Each is killed as no program can prevent, where a lock of the test's holds it.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Final

import pytest

from cdp.database.dsn import Database
from tests.acceptance.deeds import a_number, call, captured, planned, said
from tests.acceptance.naming import behind
from tests.acceptance.people import AGENT, SELLER, Caller, caller
from tests.acceptance.process import CDP, environment, serving
from tests.acceptance.providers import SECRET, Provider, providing, saying
from tests.acceptance.stand import PATIENCE_S, Stand
from tests.acceptance.test_sweeper import HOLD_LEDGER, asking, held, is_waiting
from tests.acceptance.waiting import wait_until

LONG_AGO: Final = "2026-01-05T09:30:00Z"
ENDED_AT: Final = "2026-09-01T02:00:00Z"
HOLD_CONSENTS: Final = (Database.DATA, "LOCK TABLE consent_event IN SHARE MODE")
"""Where an end is in its middle: the interval is written, what was said has not lapsed yet."""

TWO_QUESTIONS: Final = 103
"""People of whom a provider is asked a hundred, and then the rest."""


class Her:
    """Somebody with a yes by her number, and a task to call her."""

    def __init__(self, stand: Stand) -> None:
        self.stand, self.number = stand, a_number()
        agent, seller = caller(stand, AGENT), caller(stand, SELLER)
        self.profile = captured(agent, self.number, capturedAt=LONG_AGO)
        agent.ask("RecordConsent", input=said(self.profile, purpose="SALES_FOLLOW_UP"))
        given = planned(self.profile)
        self.task = behind(seller.ask("SalesScheduleTask", input=given).payload["taskId"])

    def stands(self) -> tuple[str, bool, str]:
        """The state of her number, whether she granted anything, the state of the task."""
        [row] = self.stand.sql(
            Database.DATA,
            "SELECT o.state, s.granted::text LIKE '%1%' AS granted, t.state AS task FROM subject s"
            " JOIN phone_ownership o ON o.subject_id = s.id JOIN task t ON t.subject_id = s.id"
            " AND t.id = $2 WHERE s.id = $1",
            behind(self.profile),
            self.task,
        )
        return tuple(row)


WHOLE: Final = ("ACTIVE", True, "OPEN")
ENDED: Final = ("ENDED", False, "BLOCKED_BY_PRIVACY")


@contextmanager
def refreshing(stand: Stand, *words: str, **more: str) -> Iterator[subprocess.Popen[str]]:
    """`cdp identity refresh` under way, which may be killed."""
    popen = subprocess.Popen(
        [CDP, "identity", "refresh", *words],
        env=environment(stand.settings.state_dir, stand.dsns, **more),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield popen
    finally:
        popen.kill()
        popen.communicate(timeout=PATIENCE_S)


def swept(stand: Stand) -> list[str]:
    """What the sweeper says of every write that nobody ended."""
    size = stand.size()
    stand.wait_for(stand.service.sweeper.sweep(older_than_s=0))
    assert stand.open_intents() == 0
    return [leaf["decision"] for leaf in stand.leaves(size)]


def a_list_of(tmp_path: Path, number: str) -> str:
    path = tmp_path / "numbers.csv"
    path.write_text(f"number,status,since\n{number},RECYCLED,2026-09-01\n", "utf-8")
    return str(path)


def test_a_refresh_killed_in_the_middle_of_an_end_leaves_the_number_hers(
    alone: Stand, tmp_path: Path
) -> None:
    """Interval, consent and task stand as they stood; the next run ends them together."""
    her, size = Her(alone), alone.size()
    words = ("--csv", a_list_of(tmp_path, her.number), "--json")
    with held(alone, HOLD_CONSENTS), refreshing(alone, *words) as doomed:
        wait_until(lambda: alone.size() > size and is_waiting(alone, Database.DATA))
        doomed.kill()
        doomed.wait(PATIENCE_S)
    assert her.stands() == WHOLE
    assert swept(alone) == ["void"]
    with refreshing(alone, *words) as again:
        report = json.loads(again.communicate(timeout=PATIENCE_S)[0])
    assert (report["ENDED"], her.stands()) == (1, ENDED)
    assert swept(alone) == []


def test_a_refresh_killed_behind_the_end_leaves_it_ended_and_the_log_says_so(
    alone: Stand, tmp_path: Path
) -> None:
    """All of it stood when the process died; the sweeper finds that out, and nobody asks again."""
    her, size = Her(alone), alone.size()
    words = ("--csv", a_list_of(tmp_path, her.number), "--json")
    with held(alone, HOLD_CONSENTS) as release, refreshing(alone, *words) as doomed:
        wait_until(lambda: alone.size() > size and is_waiting(alone, Database.DATA))
        with held(alone, HOLD_LEDGER):
            release()
            wait_until(lambda: is_waiting(alone, Database.LEDGER))
            doomed.kill()
            doomed.wait(PATIENCE_S)
            wait_until(lambda: not is_waiting(alone, Database.LEDGER))
    assert (her.stands(), swept(alone)) == (ENDED, ["applied"])
    with refreshing(alone, *words) as again:
        report = json.loads(again.communicate(timeout=PATIENCE_S)[0])
    assert report["asked"] == 0


def test_a_service_killed_while_it_is_told_that_a_number_is_another_s_is_told_again(
    stand: Stand, agent: Caller, tmp_path: Path
) -> None:
    """Nothing of the call stands; sent again it does, once, and the next owner begins with it."""
    her = Her(stand)
    given = call(her.number, outcome="WRONG_NUMBER", startedAt=ENDED_AT, externalKey=her.number)
    environ = environment(stand.settings.state_dir, stand.dsns)
    size = stand.size()
    with serving(environ, tmp_path / "said") as process:
        doomed = caller(stand, AGENT, url=process.url)
        with held(stand, HOLD_CONSENTS), asking(doomed, "LogCall", given) as replies:
            wait_until(lambda: stand.size() > size and is_waiting(stand, Database.DATA))
            process.kill()
    assert (replies, her.stands(), swept(stand)) == ([], WHOLE, ["void"])
    assert "callId" in agent.ask("LogCall", input=given).payload
    assert agent.ask("LogCall", input=given).payload["code"] == "CONFLICT"
    newcomer = captured(agent, her.number)
    assert (her.stands(), newcomer == her.profile) == (ENDED, False)


@pytest.fixture
def crowd(alone: Stand) -> list[str]:
    """More numbers than one question holds."""
    agent = caller(alone, AGENT)
    numbers = sorted({a_number() for _ in range(TWO_QUESTIONS)})
    for number in numbers:
        captured(agent, number, capturedAt=LONG_AGO)
    return numbers


def test_a_refresh_killed_between_two_questions_is_carried_on_by_the_next(
    alone: Stand, crowd: list[str]
) -> None:
    """What was answered stands; of what was asked and not filed the log says that it left."""
    is_asked, may_answer = Event(), Event()
    gone = saying({number: {"status": "RECYCLED", "since": "2026-09-01"} for number in crowd})
    size = alone.size()

    def answer(numbers: list[dict[str, str]]) -> object:
        if len(provider.asked) > 1 and not may_answer.is_set():
            is_asked.set()
            may_answer.wait(PATIENCE_S)
        return gone(numbers)

    with providing(Provider(answer=answer)) as provider:
        named = {"CDP_NUMBER_STATUS_URL": provider.url, "CDP_NUMBER_STATUS_SECRET": SECRET}
        with refreshing(alone, **named) as doomed:
            assert is_asked.wait(PATIENCE_S)
            doomed.kill()
            assert doomed.stderr is not None
            assert f"100 of {len(crowd)} numbers" in doomed.stderr.read()
        may_answer.set()
        leaving = [leaf for leaf in alone.leaves(size) if leaf["kind"] == "read"]
        assert [len(leaf["subjects"]) for leaf in leaving] == [100, len(crowd) - 100]
        states = "SELECT count(*) AS n FROM phone_ownership WHERE state = 'ENDED'"
        assert alone.sql(Database.DATA, states)[0]["n"] == 100
        assert alone.open_intents() == 0
        with refreshing(alone, "--json", **named) as again:
            report = json.loads(again.communicate(timeout=PATIENCE_S)[0])
    assert report == {"asked": len(crowd) - 100, "ENDED": len(crowd) - 100}
    assert alone.sql(Database.DATA, states)[0]["n"] == len(crowd)
    assert sorted(set(provider.numbers)) == crowd
