"""The twin fails wherever its two shapers differ: in a byte, in an error, in what was left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

import pytest
from graphql import GraphQLError

from cdp.api.shaping import Sent, Shaped
from cdp.api.turn import Turn
from cdp.plan.compile import Plan
from tests.differential.askers import askers
from tests.differential.room import Room

TEXT: Final = (
    "query($n: PhoneNumber!) @purpose(is: SERVICE_SUPPORT)"
    " { profileByPhone(number: $n) { profile { phones { display } name } } }"
)
Change = Callable[[Shaped, Turn], Shaped]


def another_value(shaped: Shaped, _: Turn) -> Shaped:
    return replace(shaped, data={"profileByPhone": None})


def another_order(shaped: Shaped, _: Turn) -> Shaped:
    profile = (shaped.data or {})["profileByPhone"]["profile"]
    turned = dict(reversed(profile.items()))
    return replace(shaped, data={"profileByPhone": {"profile": turned}})


def an_error_more(shaped: Shaped, _: Turn) -> Shaped:
    return replace(shaped, errors=[*shaped.errors, GraphQLError("x", path=["profileByPhone"])])


def one_less_left_out(shaped: Shaped, turn: Turn) -> Shaped:
    turn.reduced["MaskedPhone.display"] -= 1
    return shaped


FAULTS: Final[Mapping[str, Change]] = {
    each.__name__: each for each in (another_value, another_order, an_error_more, one_less_left_out)
}


@dataclass(frozen=True, slots=True)
class Faulty:
    """A shaper that changes what another says."""

    room: Room
    change: Change

    def shape(self, plan: Plan, sent: Sent, root: object, turn: Turn) -> Shaped:
        """Change it."""
        return self.change(self.room.twin.fallen_back.shape(plan, sent, root, turn), turn)


@pytest.mark.parametrize("fault", sorted(FAULTS))
def test_a_shaper_that_differs_is_caught(room: Room, fault: str) -> None:
    """However little it is."""
    twin = replace(room.twin, compiled=Faulty(room, FAULTS[fault]))
    faulty = replace(room, executor=replace(room.executor, shaper=twin))
    variables, [asker, *_] = {"n": "+8613900000000"}, askers("profileByPhone")
    answer, _ = room.ask(TEXT, variables, asker)
    assert answer.body["data"]
    with pytest.raises(AssertionError):
        faulty.ask(TEXT, variables, asker)


@pytest.mark.parametrize(
    "selected",
    [
        "email a1: email",
        "a1: address address",
        "a1: email a2: email a3: email",
        "email ...F a1: email } } } fragment F on Profile { a2: email",
        "phones { display d: display }",
        "orders(first: 3) { edges { node { externalNo n: externalNo } } }",
    ],
)
def test_what_is_left_out_under_two_names_is_left_out_twice(room: Room, selected: str) -> None:
    """Drawn operations seldom ask so; both shapers count alike, and the twin holds them to it."""
    text, _, fragment = selected.partition(" } } } ")
    asked = TEXT.replace("phones { display } name", text)
    asked += f" {fragment} }}" if fragment else ""
    [asker, *_] = askers("profileByPhone")
    answer, _ = room.ask(asked, {"n": "+8613900000000"}, asker)
    assert answer.body["data"]
