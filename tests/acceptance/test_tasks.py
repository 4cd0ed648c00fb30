"""Tasks: planned for a purpose, done once, and not at all where she said no to that purpose."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cdp.api.ids import Fact
from cdp.database.dsn import Database
from tests.acceptance.deeds import a_number, captured, followed, planned, said, withdrawn
from tests.acceptance.naming import behind, unseen
from tests.acceptance.people import SELLER, Caller, caller
from tests.acceptance.stand import Stand


@pytest.fixture
def profile(agent: Caller, seller: Caller) -> str:
    """Somebody whom sales may follow up."""
    profile = captured(agent, a_number())
    followed(seller, profile)
    return profile


def mine(who: Caller, document: str = "SalesTasks") -> list[str]:
    """The caller's work, soonest first."""
    edges = who.ask(document, first=100).payload["edges"]
    return [edge["node"]["id"] for edge in edges]


def state_of(stand: Stand, task: str) -> str:
    [row] = stand.sql(Database.DATA, "SELECT state FROM task WHERE id = $1", behind(task))
    return str(row["state"])


def schedule(who: Caller, profile: str, **more: object) -> str:
    payload = who.ask("SalesScheduleTask", input=planned(profile, **more)).payload
    assert "taskId" in payload, payload
    return str(payload["taskId"])


def ending(profile: str, task: str, **more: object) -> dict[str, object]:
    return {"profile": profile, "task": task, "done": True, **more}


def test_a_task_is_found_in_its_assignee_s_work_until_it_is_done(
    stand: Stand, profile: str
) -> None:
    """With what she must say; done once."""
    dora = caller(stand, replace(SELLER, name="dora"))
    task = schedule(dora, profile, script="先问好", priority=1)
    [edge] = [
        edge
        for edge in dora.ask("SalesTasks", first=100).payload["edges"]
        if edge["node"]["id"] == task
    ]
    assert (edge["node"]["script"], edge["node"]["state"]) == ("先问好", "OPEN")
    assert edge["profile"]["id"] == profile
    wish = ending(profile, task, result="已联系")
    assert dora.ask("SalesCompleteTask", input=wish).payload["taskId"] == task
    assert task not in mine(dora)
    assert dora.ask("SalesCompleteTask", input=wish).payload["code"] == "CONFLICT"
    assert state_of(stand, task) == "DONE"


def test_a_task_that_need_not_be_done_is_skipped(
    stand: Stand, seller: Caller, profile: str
) -> None:
    """And says so."""
    task = schedule(seller, profile)
    wish = ending(profile, task, done=False)
    assert "taskId" in seller.ask("SalesCompleteTask", input=wish).payload
    assert state_of(stand, task) == "SKIPPED"


@pytest.mark.parametrize("how", ["refused", "withdrawn"])
def test_saying_no_to_a_purpose_blocks_what_was_planned_for_it(
    stand: Stand, agent: Caller, seller: Caller, profile: str, how: str
) -> None:
    """In the same transaction; saying yes again opens nothing."""
    task = schedule(seller, profile)
    if how == "refused":
        agent.ask("RecordConsent", input=said(profile, given=False, purpose="SALES_FOLLOW_UP"))
    else:
        agent.ask("WithdrawConsent", input=withdrawn(profile, purpose="SALES_FOLLOW_UP"))
    assert state_of(stand, task) == "BLOCKED_BY_PRIVACY"
    followed(seller, profile)
    assert task not in mine(seller)
    assert seller.ask("SalesCompleteTask", input=ending(profile, task)).payload["code"] == (
        "CONFLICT"
    )


def test_saying_no_to_another_purpose_leaves_it(
    stand: Stand, agent: Caller, seller: Caller, profile: str
) -> None:
    """What she did not speak of goes on."""
    task = schedule(seller, profile)
    agent.ask("RecordConsent", input=said(profile, given=False))
    assert state_of(stand, task) == "OPEN"


def test_a_task_is_done_for_the_purpose_for_which_it_was_planned(
    agent: Caller, seller: Caller, profile: str
) -> None:
    """A service agent of the same name finds a seller's task neither listed nor to be ended."""
    task = schedule(seller, profile)
    agent.ask("RecordConsent", input=said(profile, purpose="SERVICE_SUPPORT"))
    assert task not in mine(agent, "MyTasks")
    refused = agent.ask("CompleteTask", input=ending(profile, task)).payload
    assert refused["code"] == "NOT_AVAILABLE"


def test_a_task_of_somebody_else_is_answered_as_none(
    stand: Stand, agent: Caller, seller: Caller, profile: str
) -> None:
    """A colleague's, another person's, none at all, of a person never seen: one answer."""
    other = captured(agent, a_number())
    followed(seller, other)
    task = schedule(seller, profile)
    colleagues = schedule(seller, profile, assignee="dev:dora")
    answers = {
        seller.ask("SalesCompleteTask", input=ending(whom, which)).without_receipt()
        for whom, which in (
            (profile, colleagues),
            (other, task),
            (profile, unseen(Fact.TASK)),
            (unseen(), task),
        )
    }
    assert len(answers) == 1
    assert b"NOT_AVAILABLE" in answers.pop()
    assert state_of(stand, task) == "OPEN"


def test_nothing_is_planned_for_somebody_who_may_not_be_seen(agent: Caller, seller: Caller) -> None:
    """The answer is that for a person never seen."""
    hidden = captured(agent, a_number())
    answers = {
        seller.ask("SalesScheduleTask", input=planned(whom)).without_receipt()
        for whom in (hidden, unseen())
    }
    assert len(answers) == 1


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"dueAt": "2026-01-05T09:30:00Z"}, "dueAt"),
        ({"slaAt": "2026-01-05T09:30:00Z"}, "slaAt"),
        ({"priority": 6}, "priority"),
        ({"assignee": "13800138000"}, "assignee"),
        ({"script": "字" * 4001}, "script"),
    ],
)
def test_a_task_that_cannot_be_is_refused_by_its_field(
    seller: Caller, profile: str, more: dict[str, object], field: str
) -> None:
    """And nothing is filed."""
    refused = seller.ask("SalesScheduleTask", input=planned(profile, **more)).payload
    assert (refused["code"], refused["path"]) == ("INVALID_INPUT", ["input", field])
