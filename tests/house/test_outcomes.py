"""The reference shows the tables of outcomes and of qualification as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.house.checks.outcomes import left_out, lines
from tests.house.checks.source import ROOT, plant, told

if TYPE_CHECKING:
    from pathlib import Path

PAGE = "docs/reference/outcomes.md"


def test_the_page_shows_every_row_as_it_is() -> None:
    """Whoever logs a call can look up what follows."""
    assert told(left_out(ROOT, PAGE)) == ""


def test_a_row_that_is_missing_or_made_up_is_found(tmp_path: Path) -> None:
    """Planted: one row changed."""
    changed = [lines()[0].replace("CONNECTED", "ATTEMPTED"), *lines()[1:]]
    plant(tmp_path, PAGE, "\n".join(changed))
    assert len(left_out(tmp_path, PAGE)) == 2
