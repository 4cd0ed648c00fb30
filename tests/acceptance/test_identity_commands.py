"""`cdp identity`: refresh and check, as somebody types them."""

from __future__ import annotations

import json
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest

from cdp.database.dsn import Database
from tests.acceptance.deeds import a_number, captured
from tests.acceptance.naming import behind
from tests.acceptance.people import AGENT, Caller, caller
from tests.acceptance.process import CDP, environment
from tests.acceptance.providers import SECRET, Provider, providing, saying
from tests.acceptance.stand import PATIENCE_S, Stand

LONG_AGO: Final = datetime(2026, 1, 5, 9, 30, tzinfo=UTC).isoformat()


def typed(stand: Stand, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """What `cdp identity` answers, beside the service."""
    return subprocess.run(
        [CDP, "identity", *words],
        env=environment(stand.settings.state_dir, stand.dsns, **more),
        check=False,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
    )


@pytest.fixture
def number(agent: Caller) -> str:
    """Somebody's, first met long ago."""
    number = a_number()
    captured(agent, number, capturedAt=LONG_AGO)
    return number


def state(stand: Stand, profile: str) -> str:
    [row] = stand.sql(
        Database.DATA, "SELECT state FROM phone_ownership WHERE subject_id = $1", behind(profile)
    )
    return str(row["state"])


def test_a_list_is_refreshed_by_and_no_number_is_said(
    stand: Stand, agent: Caller, number: str, tmp_path: Path
) -> None:
    """A dry run says how many are stale; a run what came of them; another one has nothing to do."""
    profile = captured(agent, number)
    file = tmp_path / "numbers.csv"
    file.write_text(f"number,status,since\n{number},RECYCLED,2026-09-01\nx,ACTIVE,\n", "utf-8")
    dry = typed(stand, "refresh", "--csv", str(file), "--dry-run", "--json")
    assert json.loads(dry.stdout)["stale"] >= 1
    assert state(stand, profile) == "ACTIVE"
    done = typed(stand, "refresh", "--csv", str(file), "--json")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert (report["ENDED"], report["refused"]) == (1, 1)
    assert state(stand, profile) == "ENDED"
    again = typed(stand, "refresh", "--csv", str(file))
    assert again.stdout.split() == ["asked", "0", "refused", "0"]
    assert number[3:] not in dry.stdout + done.stdout + done.stderr + again.stdout


def test_the_provider_of_the_settings_is_asked(stand: Stand, agent: Caller, number: str) -> None:
    """Over HTTP on this machine, as development may."""
    profile = captured(agent, number)
    told = saying({number: {"status": "RECYCLED", "since": "2026-09-01"}})
    with providing(Provider(answer=told)) as provider:
        named = {"CDP_NUMBER_STATUS_URL": provider.url, "CDP_NUMBER_STATUS_SECRET": SECRET}
        done = typed(stand, "refresh", **named)
    assert done.returncode == 0, done.stderr
    assert number in provider.numbers
    assert state(stand, profile) == "ENDED"
    assert SECRET not in done.stdout + done.stderr


def test_without_anybody_to_ask_it_says_what_to_do(stand: Stand) -> None:
    """One line of advice, and exit 1."""
    done = typed(stand, "refresh")
    assert (done.returncode, done.stdout) == (1, "")
    assert "--csv" in done.stderr


def test_a_fact_that_stands_elsewhere_is_named_by_ids_and_ends_with_1(
    alone: Stand,
) -> None:
    """Planted; taken back, nothing is found."""
    profile = captured(caller(alone, AGENT), a_number())
    assert typed(alone, "check").returncode == 0
    moved = "UPDATE lead SET ownership_id = gen_random_uuid() WHERE subject_id = $1"
    alone.sql(Database.DATA, moved, behind(profile))
    found = typed(alone, "check", "--json")
    lines = [json.loads(line) for line in found.stdout.splitlines()]
    assert found.returncode == 1
    assert {(line["kind"], line["subject"], line["fault"]) for line in lines} == {
        ("lead", str(behind(profile)), "OTHER_PERSON")
    }
    back = (
        "UPDATE lead SET ownership_id = o.id FROM phone_ownership o"
        " WHERE o.subject_id = lead.subject_id AND lead.subject_id = $1"
    )
    alone.sql(Database.DATA, back, behind(profile))
    assert typed(alone, "check").returncode == 0
