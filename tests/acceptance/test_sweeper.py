"""The sweeper: a write that nobody ended is ended by what the data say, and by nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPException
from pathlib import Path
from threading import Thread
from typing import Any

import asyncpg
import pytest

from cdp.database.dsn import Database, Role
from tests.acceptance.deeds import a_number, captured, contact, lead
from tests.acceptance.people import AGENT, Caller, Reply, caller
from tests.acceptance.process import Process, environment, serving
from tests.acceptance.stand import PATIENCE_S, Stand
from tests.acceptance.waiting import wait_until

HOLD_DATA = (Database.DATA, "LOCK TABLE contact IN SHARE MODE")
HOLD_LEDGER = (Database.LEDGER, "LOCK TABLE access_log_head IN SHARE MODE")
WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"


@contextmanager
def held(at: Stand, what: tuple[Database, str]) -> Iterator[Callable[[], None]]:
    """A table that nobody else can write, until the block ends or what it gives is called."""
    database, lock = what
    connection = at.wait_for(_connect(at.dsns.of(database, Role.OWNER)))
    at.wait_for(connection.execute("BEGIN"))
    at.wait_for(connection.execute(lock))

    def release() -> None:
        if not connection.is_closed():
            at.wait_for(connection.close())

    try:
        yield release
    finally:
        release()


async def _connect(dsn: str) -> asyncpg.Connection:
    return await asyncpg.connect(dsn)


def is_waiting(at: Stand, database: Database) -> bool:
    """Whether somebody waits for a lock in `database`."""
    return bool(at.sql(database, WAITING)[0][0])


@contextmanager
def asking(who: Caller, operation: str, given: dict[str, Any]) -> Iterator[list[Reply]]:
    """A request under way; its answer, if one comes before the block ends."""
    replies: list[Reply] = []

    def ask() -> None:
        with suppress(HTTPException, OSError):  # its process may be killed
            replies.append(who.ask(operation, input=given))

    thread = Thread(target=ask)
    thread.start()
    try:
        yield replies
    finally:
        thread.join(PATIENCE_S)


@pytest.fixture
def process(stand: Stand, tmp_path: Path) -> Iterator[Process]:
    """Another process of the shared service's deployment."""
    environ = environment(stand.settings.state_dir, stand.dsns)
    with serving(environ, tmp_path / "said") as process:
        yield process


def test_a_process_killed_between_intent_and_data_leaves_a_void(
    stand: Stand, process: Process
) -> None:
    """Nothing of the write stands, and its entry says so."""
    number, size = a_number(), stand.size()
    doomed = caller(stand, AGENT, url=process.url)
    with held(stand, HOLD_DATA), asking(doomed, "CaptureLead", lead(number)) as replies:
        wait_until(lambda: stand.size() > size and is_waiting(stand, Database.DATA))
        process.kill()
    assert replies == []
    assert stand.open_intents() == 1
    assert stand.wait_for(stand.service.sweeper.sweep(older_than_s=0)) == 1
    intent, outcome = stand.leaves(size)
    assert (outcome["kind"], outcome["decision"], outcome["op"]) == (
        "outcome",
        "void",
        intent["op"],
    )
    assert (outcome["fields"], outcome["cells"]) == ([], [])
    assert stand.open_intents() == 0
    payload = caller(stand, AGENT).ask("ProfileByPhone", number=number).payload
    assert payload["status"] == "NOT_AVAILABLE"


def test_a_process_killed_between_data_and_outcome_leaves_what_it_applied(
    stand: Stand, process: Process
) -> None:
    """The write stands; its entry says so, with what it committed to in the data."""
    number, size = a_number(), stand.size()
    doomed = caller(stand, AGENT, url=process.url)
    with held(stand, HOLD_DATA) as release, asking(doomed, "CaptureLead", lead(number)) as replies:
        wait_until(lambda: stand.size() > size and is_waiting(stand, Database.DATA))
        with held(stand, HOLD_LEDGER):
            release()
            wait_until(lambda: is_waiting(stand, Database.LEDGER))
            process.kill()
            wait_until(lambda: not is_waiting(stand, Database.LEDGER))
    assert replies == []
    assert stand.wait_for(stand.service.sweeper.sweep(older_than_s=0)) == 1
    intent, outcome = stand.leaves(size)
    assert (outcome["decision"], outcome["op"]) == ("applied", intent["op"])
    assert len(outcome["cells"]) == 2  # the number's row, and the contact's
    payload = caller(stand, AGENT).ask("ProfileByPhone", number=number).payload
    assert payload["status"] == "EXACT"


@pytest.mark.parametrize("known", [True, False])
def test_a_transaction_that_comes_after_the_sweeper_rolls_back(
    stand: Stand, agent: Caller, *, known: bool
) -> None:
    """Void is void: the late write finds its operation taken, and changes nothing."""
    number = a_number()
    if known:
        captured(agent, number)
    before, size = stand.contents(), stand.size()
    with (
        held(stand, HOLD_DATA) as release,
        asking(agent, "UpsertContact", contact(number)) as replies,
    ):
        wait_until(lambda: stand.size() > size and is_waiting(stand, Database.DATA))
        assert stand.wait_for(stand.service.sweeper.sweep(older_than_s=0)) == 1
        release()
    [reply] = replies
    assert (reply.status, reply.code) == (503, "TRY_AGAIN")
    after = stand.contents()
    changed = {name for name, digest in after.items() if digest != before[name]}
    assert changed == {"applied_operation"}
    intent, outcome = stand.leaves(size)
    assert (outcome["decision"], outcome["op"]) == ("void", intent["op"])
    assert stand.open_intents() == 0


def test_what_is_under_way_is_left_alone(stand: Stand, agent: Caller) -> None:
    """A transaction ends within 30 s: the sweeper takes nothing for lost before 60."""
    number, size = a_number(), stand.size()
    with held(stand, HOLD_DATA) as release, asking(agent, "CaptureLead", lead(number)) as replies:
        wait_until(lambda: stand.size() > size and is_waiting(stand, Database.DATA))
        assert stand.wait_for(stand.service.sweeper.sweep()) == 0
        release()
    [reply] = replies
    assert reply.payload["profile"]["name"]
    assert [leaf["decision"] for leaf in stand.leaves(size)] == ["allow", "applied"]
