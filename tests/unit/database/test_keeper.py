"""What the keeper knows of processes: which are its server's, how they end, whose number is whose.

The processes here only have the names: a real server is killed in `tests/postgres`.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cdp.database.embedded.keeper import Charge, end, forget, is_ready, processes

if TYPE_CHECKING:
    from collections.abc import Iterator

WAIT = "import sys, time; print(flush=True); time.sleep(60)"
STUBBORN = f"import signal; signal.signal(signal.SIGINT, signal.SIG_IGN); {WAIT}"
STOPS = ((signal.SIGINT, 0.3), (signal.SIGQUIT, 0.3), (signal.SIGKILL, 5.0))


@pytest.fixture
def charge(tmp_path: Path) -> Charge:
    for folder in ("data", "socket"):
        (tmp_path / folder).mkdir()
    return Charge(
        data=str(tmp_path / "data"),
        socket=str(tmp_path / "socket"),
        cluster=f"cdp-{tmp_path.name}",
        users_lock=str(tmp_path / "users.lock"),
        uid=os.geteuid(),
        gid=os.getegid(),
    )


@contextmanager
def process(*title: str, code: str = WAIT) -> Iterator[subprocess.Popen[bytes]]:
    """A process of ours that calls itself `title`."""
    argv = [title[0], "-c", code, *title[1:]]
    with subprocess.Popen(argv, executable=sys.executable, stdout=subprocess.PIPE) as running:
        assert running.stdout is not None
        running.stdout.readline()
        try:
            yield running
        finally:
            running.kill()


def test_a_servers_processes_are_found_by_its_data_and_by_its_name(charge: Charge) -> None:
    """Postmaster and backends; another server's are not."""
    name = f"postgres: {charge.cluster}: checkpointer "
    with (
        process("/x/postgres", "-D", charge.data) as postmaster,
        process(name) as backend,
        process("postgres", "-D", f"{charge.data}2"),
        process(f"postgres: {charge.cluster}x: checkpointer "),
        process("cat", charge.data),
    ):
        assert set(processes(charge)) == {postmaster.pid, backend.pid}
    assert processes(charge) == {}


def test_a_postmaster_is_asked_to_stop(charge: Charge) -> None:
    """By PostgreSQL's signal for a fast stop."""
    with process("postgres", "-D", charge.data, code=WAIT) as postmaster:
        end(charge, STOPS)
        assert postmaster.wait() == -signal.SIGINT


def test_one_that_does_not_listen_is_told_more_firmly(charge: Charge) -> None:
    """Step by step, up to the signal that nobody can ignore."""
    with process("postgres", "-D", charge.data, code=STUBBORN) as postmaster:
        end(charge, STOPS)
        assert postmaster.wait() == -signal.SIGQUIT


def test_orphans_are_killed_at_once(charge: Charge) -> None:
    """A backend without its postmaster can only do harm to the next server."""
    with process(f"postgres: {charge.cluster}: cdp_app cdp [local] idle") as backend:
        end(charge, STOPS)
        assert backend.wait() == -signal.SIGKILL


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("123\n/d\n1\n5432\n/s\n\n1 2\nready   \n", True),
        ("123\n/d\n1\n5432\n/s\n\n1 2\nstarting\n", False),
        ("123\n", False),
        ("", False),
    ],
)
def test_a_server_is_ready_when_it_says_so(lines: str, expected: bool, charge: Charge) -> None:  # noqa: FBT001 - the expected fact
    """In the eighth line of its pid file."""
    pid_file(charge).write_text(lines)
    assert is_ready(charge) is expected


def test_a_server_without_pid_file_is_not_ready(charge: Charge) -> None:
    """It has stopped, or never started."""
    assert not is_ready(charge)


@pytest.mark.parametrize(
    ("title", "stays"),
    [
        (("sleep",), False),
        (("postgres", "-D", "/elsewhere"), False),
        (("postgres: cdp-other: walwriter ",), False),
        (("postgres", "-D", "."), True),
    ],
)
def test_lock_files_stay_only_where_a_server_may_stand_behind_them(
    title: tuple[str, ...],
    stays: bool,  # noqa: FBT001 - the expected fact
    charge: Charge,
) -> None:
    """A number is used again; a server that somebody started by hand is not ours to judge."""
    with process(*title) as other:
        for path in (pid_file(charge), socket_lock(charge)):
            path.write_text(f"{other.pid}\n")
        forget(charge)
    assert [pid_file(charge).exists(), socket_lock(charge).exists()] == [stays, stays]


@pytest.mark.parametrize("text", ["", "no number\n", "4194305\n"])
def test_lock_files_without_a_living_process_go(text: str, charge: Charge) -> None:
    """Also those of a write that was cut off."""
    pid_file(charge).write_text(text)
    forget(charge)
    assert not pid_file(charge).exists()


def pid_file(charge: Charge) -> Path:
    return Path(charge.data) / "postmaster.pid"


def socket_lock(charge: Charge) -> Path:
    return Path(charge.socket) / ".s.PGSQL.5432.lock"
