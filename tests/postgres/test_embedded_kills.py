"""The embedded server when something is killed: it recovers, keeps what it acknowledged, and ends.

Signals here are those that no program can catch.
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from contextlib import suppress
from typing import TYPE_CHECKING, cast

import asyncpg
import pytest

from cdp.database.embedded.account import Account
from cdp.database.embedded.home import Home
from tests.postgres.lodging import Lodging, Luggage, Person, ask, lodge, people

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

EVERYBODY = people()
AWAY = (OSError, asyncpg.PostgresConnectionError, asyncpg.OperatorInterventionError)


@pytest.fixture(params=EVERYBODY, ids=lambda person: person.name, scope="module")
def lodging(request: pytest.FixtureRequest, luggage: Mapping[str, Luggage]) -> Iterator[Lodging]:
    with lodge(cast("Person", request.param), luggage) as lodging:
        yield lodging


@pytest.fixture(autouse=True)
def works_again(request: pytest.FixtureRequest) -> Iterator[None]:
    """After whatever a test killed, the next command finds a server and leaves none."""
    yield
    if "lodging" in request.fixturenames:
        lodging = cast("Lodging", request.getfixturevalue("lodging"))
        lodging.turn_out()  # or one failed test would be the failure of all that follow
        command = lodging.begin()
        assert ask(command.facts(), "SELECT 1") == 1
        assert command.leave() == 0
        assert lodging.processes() == {}


def test_a_killed_command_leaves_no_server_behind(lodging: Lodging) -> None:
    """Nobody is there to stop it; its keeper notices."""
    command = lodging.begin()
    command.facts()
    command.kill()
    assert lodging.all_gone(within_s=20)


def test_a_killed_command_does_not_take_the_server_from_another(lodging: Lodging) -> None:
    """Even if it was the one that started it."""
    first, second = lodging.begin(), lodging.begin()
    facts = [first.facts(), second.facts()][1]
    started = ask(facts, "SELECT pg_postmaster_start_time()")
    first.kill()
    time.sleep(0.5)
    assert ask(facts, "SELECT pg_postmaster_start_time()") == started
    assert second.leave() == 0


def test_a_killed_postmaster_comes_back_with_what_was_acknowledged(lodging: Lodging) -> None:
    """The command that uses it does nothing for that."""
    command = lodging.begin()
    facts = command.facts()
    ask(facts, "CREATE TABLE IF NOT EXISTS kept AS SELECT 7 AS n")
    for _ in range(2):
        before = lodging.postmaster()
        os.kill(before, signal.SIGKILL)
        assert _soon(lambda: ask(facts, "SELECT n FROM kept") == 7)
        assert lodging.postmaster() != before
    assert command.leave() == 0


def test_a_killed_backend_takes_no_other_with_it_for_good(lodging: Lodging) -> None:
    """PostgreSQL restarts its processes; the postmaster stays."""
    command = lodging.begin()
    facts = command.facts()
    assert _soon(lambda: bool(_checkpointers(lodging)))  # it may be named after the first answer
    [checkpointer] = _checkpointers(lodging)
    os.kill(checkpointer, signal.SIGKILL)
    assert _soon(lambda: ask(facts, "SELECT 1") == 1)
    assert command.leave() == 0


def test_a_killed_keeper_takes_the_server_with_it(lodging: Lodging) -> None:
    """Nobody would stop it otherwise. The kernel sees to it."""
    command = lodging.begin()
    command.facts()
    os.kill(lodging.keeper(), signal.SIGKILL)
    assert lodging.all_gone(within_s=20)
    command.leave()


def test_a_keeper_killed_under_two_commands_is_replaced_by_the_next(lodging: Lodging) -> None:
    """A third command starts the server again, and the first two find it where it was."""
    first, second = lodging.begin(), lodging.begin()
    facts = first.facts()
    second.facts()
    os.kill(lodging.keeper(), signal.SIGKILL)
    third = lodging.begin()
    third.facts()
    assert ask(facts, "SELECT 1") == 1
    for command in (third, first, second):
        assert command.leave() == 0
    assert lodging.processes() == {}


def test_everything_killed_at_once_is_forgotten(lodging: Lodging) -> None:
    """Command, keeper, postmaster: what a power cut leaves, apart from the pid file's number."""
    command = lodging.begin()
    command.facts()
    pids = [lodging.keeper(), lodging.postmaster()]
    command.kill()
    for pid in pids:
        os.kill(pid, signal.SIGKILL)
    assert lodging.all_gone(within_s=20)


@pytest.mark.parametrize("program", [["sleep", "60"], ["postgres", "-D", "/elsewhere"]])
def test_a_pid_file_whose_number_another_process_has_now_is_seen_through(
    lodging: Lodging, program: list[str]
) -> None:
    """PostgreSQL itself would refuse to start while any process of its account has the number."""
    command = lodging.begin()
    command.facts()
    pids = [lodging.keeper(), lodging.postmaster()]
    pid_file = lodging.home.data / "postmaster.pid"
    command.kill()
    for pid in pids:
        os.kill(pid, signal.SIGKILL)
    assert lodging.all_gone(within_s=20)
    left = pid_file.read_text().split("\n")
    account = Account.for_server() if lodging.person.name == "root" else None
    other = subprocess.Popen(
        program,
        executable="/bin/sleep" if program[0] == "sleep" else "/usr/bin/tail",
        stdin=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        **(account.spawning() if account else lodging.person.spawning()),
    )
    try:
        pid_file.write_text("\n".join([str(other.pid), *left[1:]]))
        command = lodging.begin()
        assert ask(command.facts(), "SELECT 1") == 1
        assert command.leave() == 0
    finally:
        other.kill()
        other.communicate()


@pytest.mark.parametrize("after_s", [0.0, 0.15, 0.4])
@pytest.mark.parametrize("person", EVERYBODY[:1], ids=lambda person: person.name)
def test_a_first_start_killed_half_way_is_begun_afresh(
    person: Person, after_s: float, luggage: Mapping[str, Luggage]
) -> None:
    """Whatever it had made, the next command makes whole, and no half of it is left."""
    with lodge(person, luggage) as lodging:
        command = lodging.begin()
        assert _soon(lambda: _is_being_made(lodging))
        time.sleep(after_s)
        command.kill()
        command = lodging.begin()
        assert ask(command.facts(), "SELECT count(*) FROM pg_database WHERE datname ~ '^cdp'") == 3
        assert command.leave() == 0
        assert list(lodging.home.root.glob("data.*")) == []


@pytest.mark.parametrize("person", EVERYBODY[:1], ids=lambda person: person.name)
def test_a_full_disk_is_said_and_once_there_is_room_the_start_succeeds(
    person: Person, luggage: Mapping[str, Luggage]
) -> None:
    """A limit on file size stands for the disk: every large write fails."""
    with lodge(person, luggage) as lodging:
        command = lodging.begin(limit_bytes=1 << 20)
        advice = str(command.facts()["advice"])
        assert "room" in advice
        assert command.leave() == 1
        assert lodging.processes() == {}
        command = lodging.begin()
        assert ask(command.facts(), "SELECT 1") == 1
        command.leave()


def test_a_server_that_cannot_start_is_said_with_its_own_words(lodging: Lodging) -> None:
    """And not waited for: three short lives are enough to know."""
    control = lodging.home.data / "global" / "pg_control"
    whole = control.read_bytes()
    control.write_bytes(b"\0" * len(whole))
    try:
        command = lodging.begin()
        advice = str(command.facts()["advice"])
        assert command.leave() == 1
    finally:
        control.write_bytes(whole)
    assert advice.startswith("PostgreSQL does not start: ")
    assert str(lodging.home.log) in advice
    assert lodging.processes() == {}


def test_data_of_another_major_version_is_refused_with_the_way_out(lodging: Lodging) -> None:
    """PostgreSQL's own message would name neither wheel nor command."""
    version = lodging.home.data / "PG_VERSION"
    whole = version.read_text()
    version.write_text("17\n")
    try:
        command = lodging.begin()
        advice = str(command.facts()["advice"])
        assert command.leave() == 1
    finally:
        version.write_text(whole)
    assert "PostgreSQL 17's, the programs are 18's" in advice


@pytest.mark.parametrize("damage", ["", "{}", "not json"])
def test_lost_passwords_are_said_and_nothing_is_made_over(lodging: Lodging, damage: str) -> None:
    """The data stays; the advice says how to come by the file, or to start over."""
    whole = lodging.home.passwords.read_text()
    lodging.home.passwords.write_text(damage)
    try:
        command = lodging.begin()
        advice = str(command.facts()["advice"])
        assert command.leave() == 1
    finally:
        lodging.home.passwords.write_text(whole)
    assert "cdp db drop" in advice
    assert "Restore that file" in advice


def _checkpointers(lodging: Lodging) -> list[int]:
    return [pid for pid, title in lodging.processes().items() if "checkpointer" in title]


def _is_being_made(lodging: Lodging) -> bool:
    home = Home.find(lodging.state_dir.resolve())
    return home is not None and any(home.root.glob("data.*"))


def _soon(happens: Callable[[], bool], *, within_s: float = 20.0) -> bool:
    """Whether it happens in time; a refused connection counts as not yet."""
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline:
        with suppress(*AWAY):
            if happens():
                return True
        time.sleep(0.01)
    return False
