"""`cdp` answers at once, fails with advice, and prints nothing of what it was given."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from cdp.cli.command import LATER, commands, run
from cdp.errors import SettingsInvalid
from tests.unit.cli.calling import call

if TYPE_CHECKING:
    from pathlib import Path

CANARY = "13800138000"
HEAVY = ("sqlalchemy", "asyncpg", "strawberry", "graphql", "uvicorn", "starlette", "alembic")


def loaded_by(code: str, directory: Path) -> set[str]:
    """Which heavy packages a fresh process has loaded after `code`."""
    told = f"{code}\nimport sys\nprint(*[name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", told], capture_output=True, check=True, text=True, cwd=directory
    )
    return set(done.stdout.splitlines()[-1].split())


def test_the_list_of_commands_loads_none_of_them(tmp_path: Path) -> None:
    """`cdp --help` is asked by people who wait."""
    code = (
        "import sys\n"
        "from cdp.cli import main\n"
        "sys.argv = ['cdp', '--help']\n"
        "try: main()\n"
        "except SystemExit as ended: assert not ended.code"
    )
    assert loaded_by(code, tmp_path) == set()


def test_a_token_is_minted_without_loading_the_service(tmp_path: Path) -> None:
    """It stands in shell scripts, once a request."""
    code = (
        "from pathlib import Path\n"
        "from privacy.vault import FileRootKey\n"
        "Path('var').mkdir()\n"
        "FileRootKey.create(Path('var/root.key'))\n"
        "from cdp.cli.token import mint\n"
        "from privacy.terms import Purpose, Role\n"
        "mint(role=[Role.SALES], purpose=[Purpose.SALES_FOLLOW_UP])"
    )
    assert "sqlalchemy" not in loaded_by(code, tmp_path)


@pytest.mark.parametrize("name", sorted(LATER))
def test_every_command_that_is_loaded_later_is_there(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And explains itself."""
    called = call(monkeypatch, capsys, name, "--help", environ={})
    assert (called.code, "Usage: cdp" in called.out) == (0, True)


def test_the_commands_are_the_ones_that_the_page_promises() -> None:
    """In the order in which a newcomer needs them."""
    names = " ".join(commands().commands)
    assert (
        names
        == "up serve demo token doctor db ledger identity rights import plan operations sample"
    )


def test_the_release_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """By `--version`."""
    assert call(monkeypatch, capsys, "--version", environ={}).out == "0.1.0\n"


@pytest.mark.parametrize("command", ["serve", "up", "demo", "db", "token"])
def test_settings_that_start_nothing_are_advice_and_exit_1(
    command: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    """Each line a key, no value, no traceback; nothing is made."""
    rest = {
        "db": ["check"],
        "token": ["--role", "sales", "--purpose", "sales.follow_up"],
    }.get(command, [])
    environ = {"CDP_STATE_DIR": str(tmp_path / "state"), "CDP_SUITE": CANARY, "CDP_PROT": CANARY}
    called = call(monkeypatch, capsys, command, *rest, environ=environ)
    assert (called.code, called.out) == (1, "")
    assert [line.split(":")[0] for line in called.err.splitlines()[1:]] == ["CDP_PROT", "CDP_SUITE"]
    assert CANARY not in called.err
    assert not (tmp_path / "state").exists()


def test_an_unforeseen_error_is_told_by_class_and_place(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its message may quote a row."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(sys, "argv", ["cdp", "--version"])

    def broken(_: str) -> str:
        raise ValueError(CANARY)

    monkeypatch.setattr("cdp.cli.command.version", broken)
    with pytest.raises(ValueError, match=CANARY) as raised:
        run()
    sys.excepthook(raised.type, raised.value, raised.tb)
    err = capsys.readouterr().err
    assert CANARY not in err
    assert "ValueError at tests.unit.cli.test_command" in err


def test_an_error_of_ours_is_its_advice(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whichever command raised it."""

    def refuse(_: str) -> str:
        raise SettingsInvalid(["CDP_X: give y."])

    monkeypatch.setattr("cdp.cli.command.version", refuse)
    called = call(monkeypatch, capsys, "--version", environ={})
    assert (called.code, called.err.splitlines()[1]) == (1, "CDP_X: give y.")
