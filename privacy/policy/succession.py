"""From one version to the next: a consent bit keeps its meaning for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacy.errors import PolicyInvalid

if TYPE_CHECKING:
    from privacy.policy.document import Cell, Policy


def check_succession(before: Policy, after: Policy) -> None:
    """Refuse a version that would let an old consent answer a new question.

    Raises:
        PolicyInvalid: a bit of `before` is missing in `after`, asks something else there, or
            stands again after it was retired.
    """
    problems = [
        f"cell of bit {cell.bit}: {advice}"
        for cell in before.cells
        if (advice := _advice(cell, after.cell_of_bit(cell.bit))) is not None
    ]
    if problems:
        raise PolicyInvalid(problems)


def _advice(cell: Cell, later: Cell | None) -> str | None:
    if later is None:
        return "Keep this cell, with retired = true: its bit stays taken."
    if _question(later) != _question(cell):
        return "Write the new question as a new cell with a free bit, and retire this one."
    if cell.retired and not later.retired:
        return "Leave this cell retired, and ask anew under a free bit."
    return None


def _question(cell: Cell) -> tuple[object, ...]:
    """What a person said yes or no to."""
    return (cell.purpose, cell.kind, cell.channel, cell.categories, cell.notice, cell.valid_days)
