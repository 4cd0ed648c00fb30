"""What came of a mutation is said in its type: done, or a problem to act on."""

from __future__ import annotations

from typing import Final

import pytest
from graphql import build_schema

from cdp.api.schema import surface
from tests.house.checks.payloads import unfinished
from tests.house.checks.source import told

PROBLEMS: Final = (
    "interface Problem { code: Int } type InvalidInput implements Problem { code: Int }"
    " type PurposeDenied implements Problem { code: Int }"
    " type Conflict implements Problem { code: Int }"
    " type NotAvailable implements Problem { code: Int } type Done { a: Int } type Query { a: Int }"
    " type RateLimited implements Problem { code: Int }"
    " type StepUpRequired implements Problem { code: Int } scalar PhoneNumber"
    " input NamesHer { profile: ID } input FindsHer { number: PhoneNumber }"
    " input NamesNobody { a: Int }"
)


def of(
    payload: str, arguments: str = "input: NamesNobody, idempotencyKey: ID", *, name: str = "act"
) -> list[str]:
    """What is wrong with a surface of one mutation."""
    sdl = f"{PROBLEMS} {payload} type Mutation {{ {name}({arguments}): P! }}"
    return [fault.problem for fault in unfinished(build_schema(sdl))]


def test_every_mutation_says_what_can_come_of_it() -> None:
    """And takes an idempotency key."""
    assert told(unfinished(surface().schema)) == ""


WHOLE: Final = "union P = Done | InvalidInput | PurposeDenied | Conflict"


def test_a_payload_that_says_all_is_let_stand() -> None:
    """Nobody is named, so nobody can be missing."""
    assert of(WHOLE) == []


@pytest.mark.parametrize("missing", ["InvalidInput", "PurposeDenied", "Conflict"])
def test_a_problem_that_is_left_out_is_found(missing: str) -> None:
    """Every act can end in these."""
    assert of(WHOLE.replace(f" | {missing}", "")) == [f"cannot end in {missing}"]


def test_an_act_that_names_a_person_may_find_nobody() -> None:
    """By a profile or by a number."""
    arguments = "input: NamesHer, idempotencyKey: ID"
    assert of(WHOLE, arguments) == ["cannot end in NotAvailable"]
    assert of(f"{WHOLE} | NotAvailable", arguments) == []


def test_an_act_that_looks_up_a_number_may_find_the_budget_spent() -> None:
    """As many numbers as may be are looked up, and no more."""
    arguments, payload = "input: FindsHer, idempotencyKey: ID", f"{WHOLE} | NotAvailable"
    assert of(payload, arguments) == ["cannot end in RateLimited"]
    assert of(f"{payload} | RateLimited", arguments) == []


def test_a_reveal_may_ask_for_presence_and_has_a_budget() -> None:
    """It is told what to do, as data."""
    arguments = "input: NamesNobody, idempotencyKey: ID"
    assert of(WHOLE, arguments, name="revealPhone") == [
        "cannot end in RateLimited",
        "cannot end in StepUpRequired",
    ]


def test_a_mutation_without_a_key_is_found() -> None:
    """Whoever loses its answer could not ask again."""
    assert of(WHOLE, "input: NamesNobody") == ["takes no idempotencyKey"]


def test_a_payload_that_is_no_union_is_found() -> None:
    """A problem would have no place in it."""
    assert of("type P { a: Int }") == ["answers no union"]
