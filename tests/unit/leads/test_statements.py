"""What changes a lead never touches where it came from."""

from __future__ import annotations

import re

import pytest

from cdp.leads.store import CLAIM, HAND_OFF, MOVE, RETURN
from privacy.store.statement import Statement

KEPT = ("source", "campaign", "tracking_link", "product", "captured_at", "duplicate_of")


@pytest.mark.parametrize("statement", [MOVE, RETURN, CLAIM, HAND_OFF], ids=lambda each: each.name)
def test_no_change_of_a_lead_loses_its_source(statement: Statement) -> None:
    """The source is never lost: no statement sets it."""
    [assigned] = re.findall(r"SET (.*?) WHERE", statement.text, re.DOTALL)
    names = set(re.findall(r"(?:^|, )(\w+)=", assigned))
    assert "qualification" in names
    assert names.isdisjoint(KEPT)


@pytest.mark.parametrize("statement", [MOVE, RETURN, CLAIM, HAND_OFF], ids=lambda each: each.name)
def test_every_change_of_a_lead_expects_a_stage(statement: Statement) -> None:
    """Who was slower changes nothing, and is told."""
    [condition] = re.findall(r"WHERE (.*) RETURNING", statement.text, re.DOTALL)
    assert "lead.qualification = " in condition
    assert "lead.status = " in condition


def test_what_was_learnt_is_kept_where_nothing_is_said_anew() -> None:
    """A lead comes back richer, never poorer."""
    for name in ("form", "pain_point", "need", "budget_range", "authority", "timeline"):
        assert re.search(rf"\b{name}=coalesce\(", RETURN.text)
