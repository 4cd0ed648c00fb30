"""The timeline over HTTP: all kinds in one order, page by page, as far as the purpose reaches."""

from __future__ import annotations

from typing import Any

import pytest

from tests.acceptance.deeds import a_number, call, captured, case, message, order
from tests.acceptance.people import Caller

TIMES = ["2026-01-05T09:30:00+00:00", "2026-01-06T09:30:00+00:00", "2026-01-07T09:30:00+00:00"]


@pytest.fixture(scope="module")
def told() -> dict[str, str]:
    """Where the profile of this module's person is kept."""
    return {}


@pytest.fixture
def profile(agent: Caller, colleague: Caller, shop: Caller, told: dict[str, str]) -> str:
    """Somebody with three of everything at the same times; one of each is a colleague's."""
    if "profile" not in told:
        number = a_number()
        told["profile"] = captured(agent, number)
        for who, at in zip((agent, colleague, agent), TIMES, strict=True):
            assert "callId" in who.ask("LogCall", input=call(number, startedAt=at)).payload
            assert "orderId" in shop.ask("PlaceOrder", input=order(number, placedAt=at)).payload
            assert "messageId" in who.ask("LogMessage", input=message(number, sentAt=at)).payload
            assert "caseId" in who.ask("OpenCase", input=case(number, openedAt=at)).payload
    return told["profile"]


def pages(who: Caller, size: int, **more: object) -> list[dict[str, Any]]:
    """Every node, page after page."""
    nodes: list[dict[str, Any]] = []
    after: str | None = None
    while True:
        shown = who.ask("Timeline", first=size, after=after, **more).payload
        assert len(shown["edges"]) <= size
        nodes += [edge["node"] for edge in shown["edges"]]
        after = shown["pageInfo"]["endCursor"]
        if not shown["pageInfo"]["hasNextPage"]:
            return nodes


def time_of(node: dict[str, Any]) -> str:
    return str(node.get("startedAt") or node.get("openedAt") or node.get("placedAt"))


@pytest.mark.parametrize("size", range(1, 14))
def test_pages_of_any_size_show_everything_once_in_order(
    agent: Caller, profile: str, size: int
) -> None:
    """Newest first; what happened at one time keeps one order."""
    nodes = pages(agent, size, profile=profile)
    assert nodes == pages(agent, 100, profile=profile)
    assert len({node["id"] for node in nodes}) == len(nodes) == 12
    assert [time_of(node) for node in nodes] == sorted(TIMES * 4, reverse=True)


@pytest.mark.parametrize(
    ("kind", "name"),
    [("CALL", "Call"), ("MESSAGE", "Message"), ("CASE", "ServiceCase"), ("ORDER", "Order")],
)
def test_kinds_may_be_chosen(agent: Caller, profile: str, kind: str, name: str) -> None:
    """One of them alone, and none where none is named."""
    nodes = pages(agent, 2, profile=profile, kinds=[kind])
    assert [node["__typename"] for node in nodes] == [name] * 3
    assert pages(agent, 2, profile=profile, kinds=[]) == []


def test_kinds_that_the_purpose_does_not_show_are_left_out(
    agent: Caller, shop: Caller, profile: str
) -> None:
    """Whoever was asked to call her sees own calls and no order; the shop sees orders alone."""
    text = (
        "query($p: ID!) @purpose(is: {}) {{ timeline(profile: $p, first: 9) {{ edges {{ node {{"
        " __typename ... on Call {{ startedAt }} ... on Message {{ startedAt }} }} }} }} }}"
    )
    asked = agent.say(text.format("LEAD_CONTACT_REQUESTED"), p=profile).payload["edges"]
    assert [edge["node"]["startedAt"] for edge in asked] == [
        *(TIMES[2], TIMES[2]),
        *(TIMES[0], TIMES[0]),
    ]
    sold = shop.say(text.format("ORDER_FULFILMENT"), p=profile).payload["edges"]
    assert [edge["node"]["__typename"] for edge in sold] == ["Order"] * 3


def test_a_lead_is_shown_where_its_stage_and_its_source_both_are(
    operator: Caller, agent: Caller, profile: str
) -> None:
    """It stands in the order of its capture: for whoever may not see that, it is not there."""
    text = (
        "query($p: ID!) @purpose(is: {}) {{ timeline(profile: $p, first: 20, kinds: [LEAD]) {{"
        " edges {{ node {{ ... on Lead {{ status capturedAt }} }} }} }} }}"
    )
    assert agent.say(text.format("SERVICE_SUPPORT"), p=profile).payload["edges"] == []
    [edge] = operator.say(text.format("RIGHTS_FULFILMENT"), p=profile).payload["edges"]
    assert edge["node"]["status"] is not None
    assert edge["node"]["capturedAt"] is not None


def test_interactions_are_a_list_of_their_own(agent: Caller, profile: str) -> None:
    """Calls and messages, by what they share; a cursor of the timeline fits nowhere else."""
    text = (
        "query($p: ID!, $a: String) @purpose(is: SERVICE_SUPPORT) { profile(id: $p) {"
        " interactions(first: 4, after: $a) { edges { cursor node { id channel direction startedAt"
        " ... on Call { notes } } } pageInfo { hasNextPage endCursor } } } }"
    )
    shown = agent.say(text, p=profile).payload["interactions"]
    edges = list(shown["edges"])
    edges += agent.say(text, p=profile, a=shown["pageInfo"]["endCursor"]).payload["interactions"][
        "edges"
    ]
    assert [edge["node"]["startedAt"] for edge in edges] == sorted(TIMES * 2, reverse=True)
    assert sorted(edge["node"]["channel"] for edge in edges) == ["PHONE"] * 3 + ["SMS"] * 3
    [edge, *_] = agent.ask("Timeline", profile=profile, first=1).payload["edges"]
    assert agent.say(text, p=profile, a=edge["cursor"]).code == "INVALID_INPUT"


@pytest.mark.parametrize("first", [0, 101, -1])
def test_a_page_is_of_one_to_a_hundred(agent: Caller, first: int) -> None:
    """As every list."""
    reply = agent.ask("Timeline", profile=captured(agent, a_number()), first=first)
    assert (reply.code, reply.error["field"]) == ("INVALID_INPUT", "first")
