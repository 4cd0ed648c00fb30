"""Home: where an embedded server stands, and what it refuses to be."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from cdp.database.embedded.account import Account
from cdp.database.embedded.home import SYSTEM_HOMES, Home
from cdp.database.embedded.server import EmbeddedPostgres
from cdp.errors import ServerUnusable

if TYPE_CHECKING:
    from pathlib import Path

LENT = Account(name="cdp-postgres", uid=os.geteuid() + 1, gid=os.getegid())
OWN = Account(name="somebody", uid=os.geteuid(), gid=os.getegid())


@pytest.mark.parametrize(
    "place", ["/", "/usr", "/var/lib", "", ".", "..", f"{SYSTEM_HOMES}", f"{SYSTEM_HOMES}/..", "x"]
)
def test_a_pointer_to_anything_but_a_home_is_refused(place: str, tmp_path: Path) -> None:
    """`cdp db drop` removes what it names, perhaps as root."""
    (tmp_path / "postgres.home").write_text(place)
    for use in (lambda: Home.find(tmp_path), EmbeddedPostgres(state_dir=tmp_path).drop):
        with pytest.raises(ServerUnusable) as refused:
            use()
        assert "names no folder in" in refused.value.advice


def test_a_pointer_to_a_home_is_followed(tmp_path: Path) -> None:
    """Wherever the state directory has been moved."""
    (tmp_path / "postgres.home").write_text(f"{SYSTEM_HOMES}/0123456789abcdef")
    assert Home.find(tmp_path) == Home(root=SYSTEM_HOMES / "0123456789abcdef")


def test_a_home_of_somebody_else_is_refused(tmp_path: Path) -> None:
    """As when root runs a command in a user's checkout. Planted: a folder of root's."""
    (tmp_path / "postgres").symlink_to("/usr")
    account = LENT if os.geteuid() == 0 else OWN
    with pytest.raises(ServerUnusable) as refused:
        Home.make(tmp_path, account)
    assert "Run it as the user who made it" in refused.value.advice


def test_a_plain_users_home_is_in_the_state_directory(tmp_path: Path) -> None:
    """Closed to everybody else, whatever the umask."""
    before = os.umask(0o000)
    try:
        home = Home.make(tmp_path, OWN)
    finally:
        os.umask(before)
    assert home.root == tmp_path / "postgres"
    assert home.root.stat().st_mode & 0o777 == 0o700
    assert Home.make(tmp_path, OWN) == home


def test_two_homes_never_share_a_name(tmp_path: Path) -> None:
    """By it the processes of a server are told from those of another."""
    names = {Home(root=tmp_path / str(n)).cluster for n in range(100)}
    assert len(names) == 100


def test_a_state_directory_that_cannot_be_made_is_said_with_its_place(tmp_path: Path) -> None:
    """And with the setting to change."""
    (tmp_path / "file").write_text("")
    with pytest.raises(ServerUnusable) as refused:
        EmbeddedPostgres(state_dir=tmp_path / "file" / "var").acquire()
    assert f"{tmp_path}/file/var" in refused.value.advice
    assert "CDP_STATE_DIR" in refused.value.advice
