"""Every root field of the surface is answered, and nothing answers that is not on it."""

from __future__ import annotations

from typing import Final

import pytest

from cdp.api.roots import OF_THE_LEDGER, ROOTS
from cdp.api.schema import surface
from tests.house.checks.source import told
from tests.house.checks.surface import unanswered

SDL: Final = "type Query { a: Int b: Int } type Mutation { c: Int } type Other { d: Int }"


def test_every_root_field_has_a_root() -> None:
    """One that had none would end in an error inside the service."""
    assert told(unanswered(surface().sdl, ROOTS)) == ""


def test_what_reads_the_ledger_is_a_root() -> None:
    """A misspelt name would be read as if it were nobody's business."""
    assert ROOTS.keys() >= OF_THE_LEDGER


def test_roots_that_answer_the_schema_stand() -> None:
    """Other types' fields are no roots."""
    assert unanswered(SDL, {"a", "b", "c"}) == []


@pytest.mark.parametrize(
    ("roots", "faults"),
    [({"a", "b"}, {"c"}), ({"a", "b", "c", "d"}, {"d"}), (set[str](), {"a", "b", "c"})],
)
def test_a_root_too_few_or_too_many_is_found(roots: set[str], faults: set[str]) -> None:
    """Forgotten in the executor, or left behind in it."""
    assert {fault.path for fault in unanswered(SDL, roots)} == faults
