"""Account: who the embedded server runs as."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess

import pytest

from cdp.database.embedded.account import Account
from cdp.errors import ServerUnusable

NOBODYS_UID = 2_147_000_001


def test_the_servers_account_is_never_root() -> None:
    """PostgreSQL would refuse."""
    account = Account.for_server()
    assert account.uid != 0
    assert account.is_lent is (os.geteuid() == 0)


def test_a_user_without_an_entry_is_told_what_postgresql_needs() -> None:
    """As in a container with an arbitrary user id."""
    with pytest.raises(ServerUnusable) as refused:
        Account.of_user(NOBODYS_UID)
    assert f"User {NOBODYS_UID} has no entry in the password file" in refused.value.advice
    assert "CDP_DATABASE_URL" in refused.value.advice


def test_an_account_that_cannot_be_made_is_asked_for() -> None:
    """By the command that makes it."""
    with pytest.raises(ServerUnusable) as refused:
        Account.system("cdp-nobody-made", programs="/nonexistent")
    assert "useradd --system" in refused.value.advice


def test_a_missing_account_is_made_by_root_and_asked_for_by_others() -> None:
    """Without a home and without a shell; the second time it is there."""
    name = f"cdp-test-{os.getpid()}"
    if os.geteuid() != 0:
        with pytest.raises(ServerUnusable):
            Account.system(name)
        return
    try:
        made = Account.system(name)
        entry = pwd.getpwnam(name)
        assert (entry.pw_uid, entry.pw_dir, entry.pw_shell) == (
            made.uid,
            "/nonexistent",
            "/usr/sbin/nologin",
        )
        assert Account.system(name) == made
    finally:
        program = shutil.which("userdel", path="/usr/sbin:/sbin:/usr/bin:/bin")
        subprocess.run([str(program), name], check=True, capture_output=True)


def test_a_program_for_the_server_gets_no_environment_of_ours() -> None:
    """No PGPASSWORD, no CDP_ key, no proxy; and files that only it can read."""
    spawning = Account.for_server().spawning()
    assert spawning["env"] == {"LC_ALL": "C", "TZ": "UTC"}
    assert spawning["umask"] == 0o077
    assert ("user" in spawning) is (os.geteuid() == 0)
