"""Kill: PostgreSQL dies under two hundred writers, twice, and nothing that was told is untrue."""

from __future__ import annotations

import base64
import os
import signal
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final
from uuid import uuid4

import pytest

from cdp.api.ids import Record
from cdp.database.dsn import Database
from cdp.database.embedded.home import Home
from cdp.database.embedded.server import EmbeddedPostgres
from privacy.ledger.export import export
from privacy.ledger.verify.directory import verify_directory
from privacy.ledger.verify.merkle import leaf_hash
from privacy.ledger.verify.receipt import verify_receipt
from tests.acceptance.deeds import a_number, call, contact
from tests.acceptance.naming import IDS, behind
from tests.acceptance.people import AGENT, Caller, Reply, caller
from tests.acceptance.stand import Stand, opened, settings_in
from tests.acceptance.waiting import until_served, wait_until

WRITERS: Final = 200
KILLED_AFTER: Final = (25, 110)
"""How many have been answered when the server is killed; the others are under way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A service over a server of its own, which may be killed."""

    at: Stand
    home: Home

    def kill(self) -> None:
        """End the server's first process, as no program can prevent."""
        pid = (self.home.data / "postmaster.pid").read_text().split("\n", 1)[0]
        os.kill(int(pid), signal.SIGKILL)


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    folder = tmp_path_factory.mktemp("killed")
    embedded = EmbeddedPostgres(state_dir=folder)
    with embedded.acquire() as tenancy, opened(settings_in(folder), tenancy.dsns) as at:
        home = Home.find(folder.resolve())
        assert home is not None
        yield Ground(at=at, home=home)
    embedded.drop()


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One write: what it says, under which number, and how to ask for it."""

    number: str
    said: str
    ask: Callable[[], Reply]


def deeds(agent: Caller) -> list[Deed]:
    """Contacts and calls by turns; every tenth number is met by two of each."""
    numbers = [a_number() for _ in range(WRITERS // 2)]
    made = []
    for at in range(WRITERS):
        number = numbers[at // 2 if at % 20 else 0]
        said, key = f"deed {at}", str(uuid4())
        ask = (
            partial(agent.ask, "LogCall", input=call(number, notes=said), idempotencyKey=key)
            if at % 2
            else partial(
                agent.ask, "UpsertContact", input=contact(number, name=said), idempotencyKey=key
            )
        )
        made.append(Deed(number=number, said=said, ask=ask))
    return made


@pytest.fixture(scope="module")
def told(ground: Ground) -> list[tuple[Deed, Reply]]:
    """What was asked and answered while the server was killed; the server is back."""
    agent = caller(ground.at, AGENT)
    answered: list[tuple[Deed, Reply]] = []
    with ThreadPoolExecutor(WRITERS) as pool:
        asked: dict[Future[Reply], Deed] = {pool.submit(deed.ask): deed for deed in deeds(agent)}
        for future in as_completed(asked):
            answered.append((asked[future], future.result()))
            if len(answered) in KILLED_AFTER:
                ground.kill()
    until_served(lambda: agent.ask("ScreenPop", number=a_number()))
    return answered


def acknowledged(told: list[tuple[Deed, Reply]]) -> list[tuple[Deed, Reply]]:
    """The writes that somebody was told stand."""
    return [
        (deed, reply)
        for deed, reply in told
        if reply.status == 200 and {"contactId", "callId"} & reply.payload.keys()
    ]


def test_every_writer_is_answered_and_told_done_or_to_try_again(
    told: list[tuple[Deed, Reply]],
) -> None:
    """Nobody hangs, and nothing else is said."""
    assert len(told) == WRITERS
    done = len(acknowledged(told))
    codes = [reply.code for _, reply in told if reply.status == 503]
    assert done >= min(KILLED_AFTER)
    assert done + len(codes) == WRITERS
    assert set(codes) <= {"TRY_AGAIN", "ACCESS_LOG_UNAVAILABLE"}


def test_nothing_acknowledged_is_missing(ground: Ground, told: list[tuple[Deed, Reply]]) -> None:
    """Each contact stands under its id, each call with its notes."""
    agent = caller(ground.at, AGENT)
    for deed, reply in acknowledged(told):
        shown = agent.ask("ScreenPop", number=deed.number).payload
        profile = agent.ask("Profile", id=_id_of(ground.at, reply), calls=100).payload
        if "callId" in reply.payload:
            calls = [edge["node"] for edge in profile["calls"]["edges"]]
            notes = {each["id"]: each["notes"] for each in calls}
            assert notes[reply.payload["callId"]] == deed.said
        else:
            held = {edge["node"]["id"] for edge in profile["contacts"]["edges"]}
            assert reply.payload["contactId"] in held
        if shown["resolution"]["profile"] is not None:
            assert shown["resolution"]["profile"]["id"] == profile["id"]


def test_what_is_sent_again_under_its_key_is_done_once(
    ground: Ground, told: list[tuple[Deed, Reply]]
) -> None:
    """By whoever lost an answer, and by whoever got one: each call is filed, and none twice."""
    for deed, reply in told:
        again = until_served(deed.ask).payload
        assert {"contactId", "callId"} & again.keys(), again
        if reply.status == 200:
            assert _row(again) == _row(reply.payload)
    [filed] = ground.at.sql(Database.DATA, "SELECT count(*) FROM call")
    assert filed[0] == WRITERS // 2


def _row(payload: Mapping[str, object]) -> object:
    return payload.get("callId") or payload["contactId"]


def _id_of(at: Stand, reply: Reply) -> str:
    """Whose row it is: customer service may not see everybody who was filed."""
    row = str(_row(reply.payload))
    [found] = at.sql(
        Database.DATA,
        "UPDATE subject SET contract_until = now() + interval '1 day' WHERE id ="
        " (SELECT subject_id FROM call WHERE id = $1 UNION"
        " SELECT subject_id FROM contact WHERE id = $1) RETURNING id",
        behind(row),
    )
    return IDS.record(Record.PROFILE, found[0])


def test_no_intent_stays_open_and_data_and_log_agree_on_what_stands(
    ground: Ground, told: list[tuple[Deed, Reply]]
) -> None:
    """After a sweep, what the data hold as applied is applied in the log, and nothing else."""
    wait_until(lambda: ground.at.wait_for(ground.at.service.sweeper.sweep(older_than_s=0)) == 0)
    assert ground.at.open_intents() == 0
    leaves = ground.at.leaves()
    intents = {leaf["op"] for leaf in leaves if leaf["kind"] == "intent"}
    outcomes = [leaf for leaf in leaves if leaf["kind"] == "outcome"]
    assert sorted(leaf["op"] for leaf in outcomes) == sorted(intents)
    in_log = {leaf["op"] for leaf in outcomes if leaf["decision"] == "applied"}
    rows = ground.at.sql(Database.DATA, "SELECT op FROM applied_operation WHERE NOT is_void")
    assert {str(row[0]) for row in rows} == in_log
    assert len(acknowledged(told)) <= len(in_log)


def test_no_answer_lacks_its_entry(ground: Ground, told: list[tuple[Deed, Reply]]) -> None:
    """Each acknowledgement's receipt names the outcome that the log holds at that index."""
    keys = ground.at.service.keys
    for _, reply in acknowledged(told):
        encoded = ground.at.encoded(reply.access["index"])
        verify_receipt(reply.access, key=keys.log.public, tenant=keys.handler, leaf=encoded)
        leaf = ground.at.leaf(reply.access["index"])
        assert (leaf["kind"], leaf["decision"]) == ("outcome", "applied")
        assert base64.b64decode(reply.access["leafHash"]) == leaf_hash(encoded)


def test_one_number_is_one_person_whoever_died_between(
    ground: Ground, told: list[tuple[Deed, Reply]]
) -> None:
    """No number has two owners, and no ownership stands without its person's key."""
    assert told
    numbers = "SELECT count(*), count(DISTINCT identity_id) FROM phone_ownership"
    [counts] = ground.at.sql(Database.DATA, numbers)
    assert counts[0] == counts[1]
    people = {row[0] for row in ground.at.sql(Database.DATA, "SELECT id FROM subject")}
    keys = {row[0] for row in ground.at.sql(Database.KEYS, "SELECT subject_id FROM subject_key")}
    assert people <= keys


def test_the_log_is_whole(ground: Ground, told: list[tuple[Deed, Reply]], tmp_path: Path) -> None:
    """Gapless, signed, and sound to whoever takes it away."""
    assert told
    log = ground.at.service.log
    ground.at.wait_for(log.integrator.integrate())
    policy = ground.at.service.keys.log.policy()
    ground.at.wait_for(export(log.records, tmp_path / "log", policy=policy))
    report = verify_directory(tmp_path / "log")
    assert (report.is_sound, report.faults) == (True, ())
