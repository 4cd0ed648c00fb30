"""`cdp db upgrade`, `check` and `drop`, as somebody types them in an empty directory."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from cdp.cli.db import db
from cdp.database.dsn import SETTINGS, Dsns
from cdp.errors import SchemaUnfit, ServerUnusable

if TYPE_CHECKING:
    from pathlib import Path

    from typer.testing import Result


@pytest.fixture
def state_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CDP_STATE_DIR", str(tmp_path / "var"))
    return tmp_path / "var"


def run(*words: str, says: str = "") -> Result:
    """What a command answers; its server has stopped by then."""
    return CliRunner().invoke(db, list(words), input=says)


def test_upgrade_then_check_then_drop(state_dir: Path) -> None:
    """Each starts the server by itself and stops it; drop leaves nothing."""
    behind = run("check")
    assert isinstance(behind.exception, SchemaUnfit)
    assert "run `cdp db upgrade`" in str(behind.exception)

    upgraded = run("upgrade")
    assert (upgraded.exit_code, upgraded.output) == (
        0,
        "The databases are at this release's schema.\n",
    )
    checked = run("check")
    assert (checked.exit_code, checked.output) == (
        0,
        "The databases are as the code declares them.\n",
    )

    refused = run("drop", says="n\n")
    assert refused.exit_code == 1
    assert run("check").exit_code == 0

    assert run("drop", "--yes").output == "The databases are removed.\n"
    assert run("drop", "--yes").output == "There are no databases here.\n"
    assert [path.name for path in state_dir.iterdir()] == ["postgres.lock"]


def test_drop_never_touches_a_real_server(state_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even with --yes."""
    for key in ("CDP_DATABASE_URL", "CDP_KEYS_URL", "CDP_LEDGER_URL"):
        monkeypatch.setenv(key, f"postgresql://somebody:word@db.example/{key.lower()}")
    refused = run("drop", "--yes")
    assert isinstance(refused.exception, ServerUnusable)
    assert "never removes" in str(refused.exception)
    assert "word" not in str(refused.exception)
    assert not state_dir.exists()


def test_a_configured_server_is_used_in_place_of_the_embedded_one(
    state_dir: Path, monkeypatch: pytest.MonkeyPatch, databases: Dsns
) -> None:
    """No state directory is made. Here the configured one is this test's own."""
    for pair, key in SETTINGS.items():
        monkeypatch.setenv(key, databases.of(*pair))
    assert run("upgrade").exit_code == 0
    assert run("check").exit_code == 0
    assert not state_dir.exists()
