"""`cdp rights`: what an operator types at the privacy desk."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Final

import pytest

from tests.acceptance.deeds import a_number
from tests.acceptance.naming import behind
from tests.acceptance.people import APPROVER, caller
from tests.acceptance.process import CDP, environment
from tests.acceptance.requests import Desk, somebody
from tests.acceptance.stand import PATIENCE_S, Stand

_CODE: Final = re.compile(r"One-time code of request \S+: (\d{6})")


@pytest.fixture
def beside(stand: Stand) -> dict[str, str]:
    """Beside the shared service: its state, and its databases."""
    policy = str(stand.settings.policy_file)
    return environment(stand.settings.state_dir, stand.dsns, CDP_POLICY_FILE=policy)


def cdp(environ: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    """What a command answers."""
    return subprocess.run(
        [CDP, "rights", *words],
        env=environ,
        check=False,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
    )


def test_a_deletion_by_commands_ends_in_a_certificate(
    stand: Stand, beside: dict[str, str], tmp_path: Path
) -> None:
    """Opened, confirmed, approved by somebody else over GraphQL, run, and verified."""
    number, _ = somebody(stand)
    opened = cdp(beside, "open", number)
    case = opened.stdout.strip()
    code = _CODE.search(opened.stderr)
    assert code is not None
    assert cdp(beside, "confirm", case, "000000" if code[1] != "000000" else "1").returncode == 1
    assert cdp(beside, "confirm", case, code[1]).returncode == 0
    assert f"{case}  DELETE  CONFLICT_REVIEW" in cdp(beside, "list", "--first", "1000").stdout
    early = cdp(beside, "run", case)
    assert (early.returncode, early.stdout) == (1, "")
    approver = caller(stand, APPROVER)
    plan = approver.ask("RightsRequest", id=case).payload["plan"]["hash"]
    approver.ask("ApprovePlan", input={"case": case, "plan": plan})
    certificate, key = tmp_path / "certificate", tmp_path / "key"
    ran = cdp(beside, "run", case, "--into", str(certificate))
    assert (ran.returncode, "Slip, for the person alone" in ran.stderr) == (0, True)
    key.write_text(cdp(beside, "key").stdout, encoding="utf-8")
    away = {"PATH": "/usr/bin:/bin", **{k: v for k, v in beside.items() if k == "PYTHONPATH"}}
    sound = cdp(away, "verify", str(certificate), "--key", str(key))
    assert (sound.returncode, sound.stdout[: 8 + 36]) == (0, f"OK case {behind(case)}")
    certificate.write_bytes(certificate.read_bytes().replace(b'"before":1', b'"before":3', 1))
    assert cdp(away, "verify", str(certificate), "--key", str(key)).returncode == 1


def test_an_unknown_number_is_answered_alike(beside: dict[str, str]) -> None:
    """An id, and no code."""
    opened = cdp(beside, "open", a_number())
    assert (opened.returncode, len(opened.stdout.strip()), opened.stderr) == (0, 66, "")


def test_a_file_that_exists_is_not_overwritten(
    stand: Stand, beside: dict[str, str], tmp_path: Path
) -> None:
    """And what is no id is said so."""
    case = Desk.of(stand).approved(somebody(stand)[0])
    there = tmp_path / "certificate"
    there.write_text("another", encoding="utf-8")
    assert cdp(beside, "run", case, "--into", str(there)).returncode != 0
    assert there.read_text(encoding="utf-8") == "another"
    assert cdp(beside, "run", "13800138000").returncode == 2
