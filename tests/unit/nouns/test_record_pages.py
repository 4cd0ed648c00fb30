"""The page on records draws the states that the code has, and says the rules that it follows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

from cdp.cases import progress as cases
from cdp.cases.record import DUE_AFTER
from cdp.cases.satisfaction import SCALES
from cdp.contacts.survivorship import STRATEGY
from cdp.interactions import message as messages
from cdp.orders import progress as orders

PAGE: Final = (Path(__file__).parents[3] / "docs" / "explanation" / "records.md").read_text("utf-8")
STEP: Final = re.compile(r"^ +([A-Z_]+) --> ([A-Z_]+)$", re.MULTILINE)


def drawn(section: str) -> set[tuple[str, str]]:
    """The arrows of the diagram under the heading `section`."""
    [text] = [part for part in PAGE.split("\n## ") if part.startswith(f"{section}\n")]
    return set(STEP.findall(text))


@pytest.mark.parametrize(
    ("section", "moves"),
    [("Orders", orders.MOVES), ("Cases", cases.MOVES), ("Messages", messages.MOVES)],
)
def test_a_diagram_has_the_steps_of_the_table_and_no_other(
    section: str, moves: Mapping[str, frozenset[str]]
) -> None:
    """What a reader sees is what an act allows."""
    steps = {
        (str(now), str(wanted)) for now, wanted_ones in moves.items() for wanted in wanted_ones
    }
    assert drawn(section) == steps


def test_the_page_says_how_each_field_is_chosen() -> None:
    """Field by field."""
    said = re.findall(r"^\| `([A-Z]+)` \| `([A-Z_]+)` \|$", PAGE, re.MULTILINE)
    assert dict(said) == {field.value: strategy.value for field, strategy in STRATEGY.items()}


def test_the_page_says_when_a_case_is_due_and_how_far_a_scale_goes() -> None:
    """In the same numbers."""
    for priority, after in DUE_AFTER.items():
        hours = int(after.total_seconds() // 3600)
        assert re.search(rf"\b{hours}\b[^,;]*`{priority.value}`", PAGE.replace("\n", " "))
    for kind, scale in SCALES.items():
        assert f"`{kind.value}` {scale.low} to {scale.high}" in PAGE
