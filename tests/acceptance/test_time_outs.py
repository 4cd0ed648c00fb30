"""An operation that takes too long is stopped, whole: its statement, its lane, its answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import pytest

from cdp.api.executor import GraphQLExecutor
from cdp.api.patience import Patience
from cdp.database.dsn import Database
from cdp.wiring import Service
from tests.acceptance.deeds import a_number, captured, contact
from tests.acceptance.people import AGENT, Caller, Reply, caller
from tests.acceptance.stand import Exchanged, Stand, opened, settings_in
from tests.acceptance.test_sweeper import HOLD_DATA, HOLD_LEDGER, asking, held, is_waiting
from tests.acceptance.waiting import wait_until
from tests.postgres.clones import Clones

SHORT_S: Final = 1.0
HOLD_READS: Final = (Database.DATA, "LOCK TABLE subject IN ACCESS EXCLUSIVE MODE")
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


def test_what_was_stopped_frees_its_lane(hasty: Stand) -> None:
    """More than there are lanes, one after another; then the next is answered."""
    who, number = agent_of(hasty), a_number()
    captured(who, number)
    with held(hasty, HOLD_READS):
        replies = [who.ask("ProfileByPhone", number=number) for _ in range(MORE_THAN_LANES)]
        assert all(timed_out(reply) for reply in replies)
    assert who.ask("ProfileByPhone", number=number).payload["status"] == "EXACT"


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
