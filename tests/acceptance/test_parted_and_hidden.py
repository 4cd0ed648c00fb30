"""Whoever was one person with somebody once, and is hidden since, is told of by nothing left."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import pytest

from tests.acceptance.deeds import (
    a_number,
    captured,
    merged,
    restricting,
    split,
    taken_back,
)
from tests.acceptance.people import OPERATOR, Caller, caller
from tests.acceptance.requests import EMAIL, Desk, lived
from tests.acceptance.stand import Stand


def restricted(stand: Stand, profile: str, number: str) -> None:
    del number
    done = caller(stand, OPERATOR).ask("RestrictProcessing", input=restricting(profile)).payload
    assert done["wasRestricted"] is False


def erased(stand: Stand, profile: str, number: str) -> None:
    del profile
    desk = Desk.of(stand)
    case = desk.verified(number, EMAIL)
    desk.approve(case, desk.see(case)["plan"]["hash"])
    assert "certificate" in desk.execute(case)


HIDES: Final[dict[str, Callable[[Stand, str, str], None]]] = {
    "restricted": restricted,
    "erased": erased,
}


@pytest.fixture
def three(stand: Stand, agent: Caller) -> tuple[str, str, str, str]:
    """Two whom anybody may see; somebody who will be hidden, and her number."""
    number = a_number()
    return captured(agent, a_number()), captured(agent, a_number()), lived(stand, number), number


def graph(steward: Caller, profile: str) -> dict[str, Any]:
    payload: dict[str, Any] = steward.ask("IdentityGraph", profile=profile).payload
    return payload


def told(shown: dict[str, Any]) -> list[tuple[str, set[str]]]:
    """Which decisions are shown, and whom they are about."""
    return [
        (each["kind"], {member["subject"] for member in each["subjects"]})
        for each in shown["decisions"]
    ]


@pytest.mark.parametrize("how", HIDES)
def test_a_merge_beside_somebody_hidden_is_told_without_her(
    stand: Stand, steward: Caller, three: tuple[str, str, str, str], how: str
) -> None:
    """Who is one person by it is so by a decision that is shown, and can be parted by it."""
    one, other, her, number = three
    first = merged(steward, one, her)
    held = merged(steward, one, other)
    steward.ask("UnmergeProfiles", input=taken_back(first))
    before = graph(steward, one)
    HIDES[how](stand, her, number)
    shown = graph(steward, one)
    assert her not in str(shown)
    assert told(shown) == [("MERGE", {one, other})]
    assert (shown["edges"], shown["hash"]) == (before["edges"], before["hash"])
    assert [edge["decision"] for edge in shown["edges"]] == [held]
    parting = taken_back(held, graphHash=shown["hash"])
    assert "decisionId" in steward.ask("UnmergeProfiles", input=parting).payload
    assert [kind for kind, _ in told(graph(steward, other))] == ["MERGE", "UNMERGE"]


@pytest.mark.parametrize("how", HIDES)
def test_a_parting_beside_somebody_hidden_is_told_without_her(
    stand: Stand, steward: Caller, three: tuple[str, str, str, str], how: str
) -> None:
    """No decision says that it was undone by one that is not shown."""
    one, other, her, number = three
    merged(steward, one, other)
    hers = merged(steward, one, her)
    parted = steward.ask("SplitProfile", input=split(one, other)).payload
    steward.ask("UnmergeProfiles", input=taken_back(hers))
    HIDES[how](stand, her, number)
    shown = graph(steward, other)
    assert told(shown) == [("MERGE", {one, other}), ("SPLIT", {one, other})]
    assert [each["reversedBy"] for each in shown["decisions"]] == [parted["decisionId"], None]


@pytest.mark.parametrize("how", HIDES)
def test_whoever_was_one_with_somebody_hidden_alone_has_never_been_merged(
    stand: Stand, steward: Caller, three: tuple[str, str, str, str], how: str
) -> None:
    """Neither the merge is told nor what undid it."""
    one, other, her, number = three
    never = graph(steward, one)
    steward.ask("UnmergeProfiles", input=taken_back(merged(steward, one, her)))
    HIDES[how](stand, her, number)
    assert graph(steward, one) == never
    assert told(graph(steward, other)) == []
