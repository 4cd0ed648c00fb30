"""Plan: canonical, hashed, and read back only where it is whole."""

from __future__ import annotations

from uuid import UUID

import orjson
import pytest

from privacy.errors import PlanChanged
from privacy.rights.plan import KEPT_KEYS, SHREDDED, Plan, Step, Treatment, hash_of, read_plan
from privacy.terms import KeyCategory

PLAN = Plan(
    case=UUID(int=1),
    policy="a" * 64,
    steps=(
        Step(table="call", treatment=Treatment.REMOVE, rows=3),
        Step(table="consent_event", treatment=Treatment.KEEP, rows=2, article="PIPL 69(1)"),
        Step(table="subject", treatment=Treatment.REDACT, rows=1),
    ),
)


def test_a_plan_is_read_as_it_was_written() -> None:
    """Byte for byte, with its hash."""
    assert read_plan(PLAN.to_bytes()) == PLAN
    assert PLAN.hash == hash_of(PLAN.to_bytes())
    assert PLAN.rows == 6


def test_its_shape_is_the_same_whatever_is_counted() -> None:
    """What an approval is given to is what becomes of which table."""
    more = Plan(
        case=PLAN.case,
        policy=PLAN.policy,
        steps=(Step(table="call", treatment=Treatment.REMOVE, rows=9), *PLAN.steps[1:]),
    )
    assert more.shape == PLAN.shape
    assert more.hash != PLAN.hash


def test_every_key_goes_but_the_one_of_proof() -> None:
    """With the audit key goes the link from the log."""
    assert set(SHREDDED) | set(KEPT_KEYS) == set(KeyCategory)
    assert KEPT_KEYS == (KeyCategory.RECORD,)
    assert KeyCategory.AUDIT in SHREDDED


def spoiled(**more: object) -> bytes:
    told = orjson.loads(PLAN.to_bytes())
    told["steps"][0] |= more
    return orjson.dumps(told, option=orjson.OPT_SORT_KEYS)


@pytest.mark.parametrize(
    "document",
    [
        b"",
        b"[]",
        b"{}",
        PLAN.to_bytes() + b" ",
        spoiled(rows="3"),
        spoiled(treatment="burn"),
        spoiled(more=1),
    ],
)
def test_what_is_no_plan_of_ours_is_refused(document: bytes) -> None:
    """Also one that only is written otherwise: its hash would be another."""
    with pytest.raises(PlanChanged):
        read_plan(document)
