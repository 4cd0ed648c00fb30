"""Commands: what an operator types, in an empty directory and beside a running service."""

from __future__ import annotations

import json
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

import privacy.ledger.verify
from cdp.database.dsn import Dsns
from cdp.database.embedded.home import Home
from privacy.policy import default_document
from tests.acceptance.deeds import a_number, captured, lead
from tests.acceptance.people import Caller
from tests.acceptance.process import CDP, environment, serving
from tests.acceptance.stand import PATIENCE_S, Stand

Environ = dict[str, str]


def cdp(environ: Environ, *words: str) -> subprocess.CompletedProcess[str]:
    """What a command answers."""
    return subprocess.run(
        [CDP, *words], env=environ, check=False, capture_output=True, text=True, timeout=PATIENCE_S
    )


@pytest.fixture
def beside(stand: Stand) -> Environ:
    """Beside the shared service: its state, and its databases."""
    return environment(stand.settings.state_dir, stand.dsns)


def test_the_demonstration_runs_from_nothing_keeps_its_promises_and_leaves_no_process(
    tmp_path: Path,
) -> None:
    """An empty directory, no server, no key: one command, four flows, one JSON document."""
    environ = environment(tmp_path / "var")
    done = cdp(environ, "demo", "--people", "40", "--json")
    report = json.loads(done.stdout)
    home = Home.find((tmp_path / "var").resolve())
    assert home is not None
    left = [place for place in Path("/proc").glob("[0-9]*/cmdline") if mentions(place, home)]
    assert cdp(environ, "db", "drop", "--yes").returncode == 0
    assert (done.returncode, report["ok"]) == (0, True)
    assert [flow["name"] for flow in report["flows"]] == [
        "screen_pop",
        "capture",
        "audit",
        "deletion",
    ]
    assert [flow["broken"] for flow in report["flows"]] == [[], [], [], []]
    assert set(report["flows"][0]) == {"name", "ok", "took_ms", "counts", "broken"}
    assert left == []


def mentions(place: Path, home: Home) -> bool:
    """Whether a process belongs to the server of `home`."""
    try:
        return str(home.root) in place.read_bytes().decode(errors="replace")
    except OSError:  # it ended while we looked
        return False


def test_a_demonstration_that_breaks_a_promise_names_it_and_exits_1(
    databases: Dsns, tmp_path: Path
) -> None:
    """Here the policy shows customer service the country of a number alone."""
    head, row, tail = default_document().decode().partition('[[purpose."service.support".row]]')
    policy = tmp_path / "policy.toml"
    tail = tail.replace(
        '"contact.phone" = "mask:phone_cn_3_4"', '"contact.phone" = "mask:country_only"', 1
    )
    policy.write_text(head + row + tail)
    environ = environment(tmp_path / "var", databases, CDP_POLICY_FILE=str(policy))
    done = cdp(environ, "demo", "--people", "40", "--json")
    report = json.loads(done.stdout)
    assert (done.returncode, report["ok"]) == (1, False)
    assert report["flows"][0]["broken"] == ["her number is masked: 138****8000"]


def test_a_token_is_printed_alone_and_lets_its_bearer_in(stand: Stand, beside: Environ) -> None:
    """For the roles and purposes that were named, and for no other."""
    done = cdp(beside, "token", "--role", "frontend_agent", "--purpose", "service.support")
    assert (done.returncode, done.stderr) == (0, "")
    token, rest = done.stdout[:-1], done.stdout[-1:]
    assert (token.count("."), rest, token.split()) == (2, "\n", [token])
    bearer = Caller(url=stand.url, token=token, folder="agent")
    assert bearer.ask("ScreenPop", number=a_number()).status == 200
    payload = bearer.ask("CaptureLead", input=lead(a_number())).payload
    assert payload["code"] == "PURPOSE_NOT_IN_CEILING"


def test_no_token_is_made_for_production_or_for_a_server_that_others_can_reach(
    beside: Environ,
) -> None:
    """Whatever key lies there."""
    words = ("token", "--role", "frontend_agent", "--purpose", "service.support")
    done = cdp({**beside, "CDP_HOST": "192.0.2.1"}, *words)
    assert (done.returncode, done.stdout) == (1, "")
    done = cdp({**beside, "CDP_ENV": "production"}, *words)
    assert (done.returncode, done.stdout) == (1, "")


ALONE: Final = (
    "import sys\n"
    "for name in ('sqlalchemy', 'phonenumbers', 'orjson', 'asyncpg', 'privacy', 'cdp'):\n"
    "    sys.modules[name] = None\n"
    "import runpy\n"
    "sys.argv = ['verify', sys.argv[1]]\n"
    "runpy.run_module('verify', run_name='__main__', alter_sys=True)\n"
)
"""Runs a copy of the verifier where nothing of ours, and little of others', can be imported."""


def test_the_log_is_taken_away_and_checked_with_nothing_of_ours(
    agent: Caller, beside: Environ, tmp_path: Path
) -> None:
    """Sound as it is; one changed byte, and the fault is named."""
    captured(agent, a_number())
    exported = tmp_path / "log"
    assert cdp(beside, "ledger", "export", str(exported)).returncode == 0
    assert cdp(beside, "ledger", "verify", str(exported)).returncode == 0
    shutil.copytree(Path(privacy.ledger.verify.__file__).parent, tmp_path / "verify")

    def verify() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", ALONE, exported],
            cwd=tmp_path,
            check=False,
            capture_output=True,
            text=True,
        )

    assert verify().returncode == 0
    bundle = next(path for path in sorted(exported.rglob("entries/**/*")) if path.is_file())
    octets = bytearray(bundle.read_bytes())
    octets[len(octets) // 2] ^= 1
    bundle.write_bytes(octets)
    found = verify()
    assert (found.returncode, "FAULT" in found.stdout + found.stderr) == (1, True)
    again = cdp(beside, "ledger", "verify", str(exported))
    assert (again.returncode, again.stderr[:5]) == (1, "FAULT")


def test_a_service_that_is_told_to_stop_ends_well_and_has_signed_its_last_entry(
    databases: Dsns, tmp_path: Path
) -> None:
    """Exit 0; the port is free; the log says that every entry is covered and no write open."""
    environ = environment(tmp_path / "var", databases)
    with serving(environ, tmp_path / "said") as process:
        token = cdp(environ, "token", "--role", "frontend_agent", "--purpose", "service.support")
        bearer = Caller(url=process.url, token=token.stdout.strip(), folder="agent")
        for _ in range(3):
            assert bearer.ask("ScreenPop", number=a_number()).status == 200
        code = process.stop()
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", process.port))
    assert code == 0
    status = cdp(environ, "ledger", "status").stdout
    entries, signed, left_open = (int(word) for word in re.findall(r"\d+", status))
    assert (entries, left_open) == (signed, 0)
    assert entries >= 3


def test_a_setting_that_nobody_knows_stops_the_start_and_is_named(tmp_path: Path) -> None:
    """A typing error must not become a default; and no value is shown."""
    environ = environment(tmp_path / "var", CDP_DATABSE_URL="postgresql://x:secretword@db/cdp")
    for command in ("serve", "demo", "doctor"):
        done = cdp(environ, command)
        assert done.returncode == 1
        assert "CDP_DATABSE_URL" in done.stderr + done.stdout
        assert "secretword" not in done.stderr + done.stdout
    assert not (tmp_path / "var" / "postgres.lock").exists()


@pytest.mark.parametrize("words", [("db", "check"), ("operations", "check"), ("doctor",)])
def test_a_service_in_use_passes_its_own_examinations(
    agent: Caller, beside: Environ, words: tuple[str, ...]
) -> None:
    """Schema, rights, contract, machine: with people in the databases and a server at work."""
    captured(agent, a_number())
    done = cdp(beside, *words)
    assert (done.returncode, done.stderr) == (0, "")
