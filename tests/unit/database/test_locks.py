"""Lock: what commands hold while they use, start or remove the embedded server."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cdp.database.embedded.lock import Lock
from cdp.errors import ServerUnusable

if TYPE_CHECKING:
    from pathlib import Path


def test_many_may_share_and_one_alone_may_exclude(tmp_path: Path) -> None:
    """As users of a server, and whoever stops it."""
    path = tmp_path / "users.lock"
    users = [Lock(path).take(shared=True) for _ in range(3)]
    alone = Lock(path)
    assert not alone.attempt()
    for user in users:
        user.free()
    assert alone.attempt()
    assert not Lock(path).attempt(shared=True)
    alone.free()


def test_waiting_ends_with_advice_that_names_the_file(tmp_path: Path) -> None:
    """And with the command that finds who holds it."""
    path = tmp_path / "start.lock"
    with Lock(path):
        with pytest.raises(ServerUnusable) as refused:
            Lock(path).take(patience_s=0.05)
        assert f"fuser -v {path}" in refused.value.advice
    Lock(path).take(patience_s=0.05).free()


def test_a_lock_on_a_file_that_was_replaced_guards_nothing_and_is_not_given(
    tmp_path: Path,
) -> None:
    """A folder may be dropped and made again while somebody waits at its door."""
    path = tmp_path / "users.lock"
    late = Lock(path)
    with Lock(path):
        assert not late.attempt()
        path.unlink()
        newcomer = Lock(path).take()
    assert not late.attempt()
    newcomer.free()
    assert late.attempt()
    late.free()
    path.unlink()


def test_a_lock_is_free_once_its_file_is_gone_for_good(tmp_path: Path) -> None:
    """Between removal and the next attempt there is no file at all."""
    path = tmp_path / "users.lock"
    lock = Lock(path)
    with Lock(path):
        assert not lock.attempt()
        path.unlink()
    assert not lock.attempt()
    assert lock.attempt()
    lock.free()


def test_only_the_owner_may_open_it(tmp_path: Path) -> None:
    """Whoever can lock it can stop every command."""
    path = tmp_path / "users.lock"
    with Lock(path):
        assert path.stat().st_mode & 0o777 == 0o600
