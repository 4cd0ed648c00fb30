"""What of a batch decides how it is committed."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pytest

from privacy.ledger.batch import Batch, Entry
from privacy.ledger.words import Decision
from privacy.store.ledger_line import APPEND, APPEND_READS
from privacy.terms import LeafKind, ReasonCode
from tests.unit.ledger.scene import read

DECISIONS: Final = {LeafKind.OUTCOME: Decision.APPLIED, LeafKind.DENIAL: Decision.DENY}


def entry(kind: LeafKind) -> Entry:
    decision = DECISIONS.get(kind, Decision.ALLOW)
    reason = ReasonCode.NOT_AVAILABLE if decision is Decision.DENY else None
    return Entry.of(replace(read(), kind=kind, decision=decision, reason=reason))


@pytest.mark.parametrize("kind", list(LeafKind))
def test_a_kind_that_opens_or_ends_an_act_is_one_that_the_statement_looks_for(
    kind: LeafKind,
) -> None:
    """So none of them goes by the statement that leaves open intents alone."""
    assert Batch((entry(kind),)).is_of_acts == (f"= '{kind.value}'" in APPEND.text)
    assert "access_pending" not in APPEND_READS.text


def test_one_act_among_reads_makes_the_batch_one_of_acts() -> None:
    """Whoever is first."""
    readings = (entry(LeafKind.READ), entry(LeafKind.DENIAL))
    assert not Batch(readings).is_of_acts
    assert Batch((*readings, entry(LeafKind.INTENT))).is_of_acts
    assert Batch((entry(LeafKind.OUTCOME), *readings)).is_of_acts
