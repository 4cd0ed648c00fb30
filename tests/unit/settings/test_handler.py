"""The handler's id is made once, kept, and never guessed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest

from cdp.errors import SettingsInvalid
from cdp.settings import Settings, handler_of

if TYPE_CHECKING:
    from collections.abc import Callable

GIVEN = UUID("0192f000-0000-7000-8000-000000000001")
FIRST = UUID("00000000-0000-4000-8000-000000000001")


def of(state: Path) -> Settings:
    return Settings.load({"CDP_STATE_DIR": str(state)})


def never() -> UUID:
    raise AssertionError


def test_the_id_of_the_settings_is_taken_and_nothing_is_written(tmp_path: Path) -> None:
    """Production always gives one."""
    settings = Settings.load({"CDP_STATE_DIR": str(tmp_path), "CDP_HANDLER_ID": str(GIVEN)})
    assert handler_of(settings, never) == GIVEN
    assert list(tmp_path.iterdir()) == []


def test_development_makes_one_and_keeps_it(tmp_path: Path) -> None:
    """In a state directory that only its owner enters; the second start finds it."""
    state = tmp_path / "new/state"
    assert handler_of(of(state), lambda: FIRST) == FIRST
    assert handler_of(of(state), never) == FIRST
    assert [path.name for path in state.iterdir()] == ["handler-id"]
    assert [path.stat().st_mode & 0o777 for path in (state, state / "handler-id")] == [0o700, 0o600]


def test_of_many_that_start_at_once_all_have_the_same(tmp_path: Path) -> None:
    """One wins; the others take what it wrote, whole."""
    ids: Callable[[], UUID] = uuid4
    with ThreadPoolExecutor(16) as pool:
        made = set(pool.map(lambda _: handler_of(of(tmp_path / "state"), ids), range(64)))
    assert len(made) == 1


@pytest.mark.parametrize("kept", [b"", b"no uuid", "号".encode(), b"\x00" * 16])
def test_a_broken_file_stops_the_start(tmp_path: Path, kept: bytes) -> None:
    """A new id would open nothing that was sealed under the old one."""
    (tmp_path / "handler-id").write_bytes(kept)
    with pytest.raises(SettingsInvalid, match="Restore it"):
        handler_of(of(tmp_path), never)
