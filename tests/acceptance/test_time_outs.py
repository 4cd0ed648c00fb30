"""An operation that takes too long is stopped, whole: its statement, its lane, its answer."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from typing import Final

import pytest

from cdp.api.executor import GraphQLExecutor
from cdp.api.patience import Patience
from cdp.database.dsn import Database, Role
from cdp.wiring import Service
from tests.acceptance.deeds import a_number, captured, contact
from tests.acceptance.people import AGENT, Caller, Reply, caller
from tests.acceptance.stand import Exchanged, Stand, opened, run, settings_in
from tests.acceptance.test_sweeper import HOLD_DATA, HOLD_LEDGER, asking, held, is_waiting
from tests.acceptance.test_writers import together
from tests.acceptance.waiting import until_served, wait_until
from tests.postgres.clones import Clones

SHORT_S: Final = 1.0
HOLD_READS: Final = (Database.DATA, "LOCK TABLE subject IN ACCESS EXCLUSIVE MODE")
HOLD: Final = {
    Database.DATA: HOLD_READS,
    Database.KEYS: (Database.KEYS, "LOCK TABLE subject_key IN ACCESS EXCLUSIVE MODE"),
    Database.LEDGER: HOLD_LEDGER,
}
"""What makes each database late."""

GIVE_UP: Final = (
    "SELECT pg_cancel_backend(pid) FROM pg_locks JOIN pg_database d ON d.oid = database"
    " WHERE datname = current_database() AND NOT granted"
)
WHOSE: Final = {
    Database.DATA: Role.APP,
    Database.KEYS: Role.APP,
    Database.LEDGER: Role.LEDGER,
}
"""Whose statements wait there: a role may give its own up."""

LEFT_OPEN: Final = (
    "SELECT 1 FROM pg_stat_activity WHERE datname = current_database()"
    " AND state LIKE 'idle in transaction%'"
)
MORE_THAN_LANES: Final = 6


def impatient(made: Service) -> GraphQLExecutor:
    """The same executor, with less patience."""
    return replace(made.executor, patience=Patience(usual_s=SHORT_S))


@pytest.fixture(scope="module")
def hasty(clones: Clones, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stand]:
    """A service that waits for a second."""
    settings = settings_in(tmp_path_factory.mktemp("hasty"))
    with clones.fresh() as dsns, opened(settings, dsns, Exchanged(remade=impatient)) as at_work:
        yield at_work


def timed_out(reply: Reply) -> bool:
    """Whether it was stopped, and says when to come back."""
    return (reply.status, reply.code, reply.headers.get("retry-after")) == (503, "TIMEOUT", "1")


def agent_of(at: Stand) -> Caller:
    return caller(at, AGENT)


def test_a_question_that_takes_too_long_is_stopped(hasty: Stand) -> None:
    """Nothing was shown, so nothing is in the log; its statement does not go on."""
    who, number = agent_of(hasty), a_number()
    captured(who, number)
    size = hasty.size()
    with held(hasty, HOLD_READS):
        assert timed_out(who.ask("ProfileByPhone", number=number))
        wait_until(lambda: not is_waiting(hasty, Database.DATA))
    assert hasty.size() == size


@pytest.mark.parametrize("late", list(Database))
def test_whichever_database_is_late_what_was_stopped_leaves_nothing_behind(
    hasty: Stand, late: Database
) -> None:
    """More at once than there are lanes; then the next is answered, and nothing is held open."""
    who, number = agent_of(hasty), a_number()
    captured(who, number)
    ask = partial(who.ask, "ProfileByPhone", number=number)
    with held(hasty, HOLD[late]):
        replies = together([ask] * MORE_THAN_LANES)
    assert all(timed_out(reply) for reply in replies)
    assert all("data" not in reply.body for reply in replies)
    assert ask().payload["status"] == "EXACT"
    wait_until(lambda: not is_waiting(hasty, late) and not hasty.sql(late, LEFT_OPEN))


@pytest.mark.parametrize(
    ("late", "code"),
    [
        (Database.DATA, "TRY_AGAIN"),
        (Database.KEYS, "TRY_AGAIN"),
        (Database.LEDGER, "ACCESS_LOG_UNAVAILABLE"),
    ],
)
def test_a_statement_that_its_server_gives_up_is_told_as_something_that_passes(
    stand: Stand, late: Database, code: str
) -> None:
    """As by its time-out: 503 and when to come back, before the service's own patience ends."""
    who, number = agent_of(stand), a_number()
    captured(who, number)
    ask = partial(who.ask, "ProfileByPhone", number=number)
    with held(stand, HOLD[late]), ThreadPoolExecutor(1) as pool:
        asked = pool.submit(ask)

        def is_given_up() -> bool:
            stand.wait_for(run(stand.dsns.of(late, WHOSE[late]), GIVE_UP))
            return asked.done()

        wait_until(is_given_up)
    reply = asked.result()
    assert (reply.status, reply.code, reply.headers["retry-after"]) == (503, code, "1")
    assert "data" not in reply.body
    assert until_served(ask).payload["status"] == "EXACT"


def test_an_act_that_is_stopped_is_ended_by_the_sweeper(hasty: Stand) -> None:
    """Its intent stands, its rows do not; the log says void, and it may be sent again."""
    who, number = agent_of(hasty), a_number()
    before, size = hasty.contents()["contact"], hasty.size()
    with held(hasty, HOLD_DATA):
        assert timed_out(who.ask("UpsertContact", input=contact(number)))
        wait_until(lambda: not is_waiting(hasty, Database.DATA))
    assert (hasty.contents()["contact"], hasty.open_intents()) == (before, 1)
    hasty.wait_for(hasty.service.sweeper.sweep(older_than_s=0))
    intent, ended = hasty.leaves(size)
    assert (intent["op"], hasty.open_intents()) == (ended["op"], 0)
    assert ended["decision"] == "void"
    assert "contactId" in who.ask("UpsertContact", input=contact(number)).payload


def test_an_act_whose_transaction_stood_is_ended_as_applied(hasty: Stand) -> None:
    """The time ran out between its COMMIT and its outcome: what stands is said to stand."""
    who, number = agent_of(hasty), a_number()
    before, size = hasty.contents()["contact"], hasty.size()
    with (
        held(hasty, HOLD_DATA) as release,
        asking(who, "UpsertContact", contact(number)) as replies,
    ):
        wait_until(lambda: is_waiting(hasty, Database.DATA))
        with held(hasty, HOLD_LEDGER):
            release()
            wait_until(lambda: bool(replies))
    assert timed_out(replies[0])
    assert hasty.contents()["contact"] != before
    wait_until(lambda: hasty.size() > size + 1 or hasty.open_intents() == 1)
    hasty.wait_for(hasty.service.sweeper.sweep(older_than_s=0))
    intent, *outcome = hasty.leaves(size)
    assert {leaf["op"] for leaf in outcome} == {intent["op"]}
    assert outcome[0]["decision"] == "applied"
    assert hasty.open_intents() == 0
