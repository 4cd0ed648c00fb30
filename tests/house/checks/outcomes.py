"""The table of outcomes as the reference shows it, and what of it a page leaves out."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from cdp.interactions.outcomes import (
    OUTCOMES,
    RESULTS,
    ConsentEffect,
    Effects,
    Next,
    NumberFinding,
)
from cdp.leads.qualification import MOVES, Move
from tests.house.checks.source import Fault

if TYPE_CHECKING:
    from pathlib import Path

NOTHING: Final = "–"
_DAY: Final = timedelta(days=1)


def lines() -> list[str]:
    """Every row of both tables: what calls come to, and how leads move."""
    return [
        *(_effects(word.value, row) for word, row in RESULTS.items()),
        *(_effects(word.value, row) for word, row in OUTCOMES.items()),
        *(_move(move) for move in MOVES),
    ]


def left_out(root: Path, page: str) -> list[Fault]:
    """Rows of the data that the page does not show as they are, and rows that it makes up."""
    shown = (root / page).read_text(encoding="utf-8").splitlines()
    table = [line for line in shown if line.startswith("| `")]
    missing = [Fault(path=page, problem=f"lacks {line}") for line in lines() if line not in table]
    made_up = [
        Fault(path=page, problem=f"makes up {line}") for line in table if line not in lines()
    ]
    return missing + made_up


def _effects(word: str, row: Effects) -> str:
    lead = NOTHING
    if row.lead is not None:
        lead = f"`{row.lead.value}`{' (every open lead)' if row.every_lead else ''}"
        lead += f", `{row.reason.value}`" if row.reason is not None else ""
    number = NOTHING if row.number is NumberFinding.NOTHING else f"`{row.number.value}`"
    consent = NOTHING if row.consent is ConsentEffect.NOTHING else f"`{row.consent.value}`"
    following = "a case: a complaint" if row.opens_case else _next(row.next)
    return f"| `{word}` | {lead} | {number} | {consent} | {following} |"


def _next(following: Next | None) -> str:
    if following is None:
        return NOTHING
    days = following.after // _DAY
    said = f"`{following.kind.value}` " + (f"in {days} d" if days else "at once")
    said += ", or when she asked" if following.at_callback else ""
    said += f", limit {following.sla // _DAY} d" if following.sla is not None else ""
    return said + (", the source's team" if following.for_source_team else "")


def _move(move: Move) -> str:
    sources = " ".join(sorted(source.value for source in move.sources))
    to = "stays" if move.to is None else f"`{move.to.value}`"
    status = NOTHING if move.status is None else f"`{move.status.value}`"
    besides = [
        *([f"needs {move.needs.value}"] if move.needs.value != "nothing" else []),
        *([f"`{move.invalid.value}`"] if move.invalid is not None else []),
        *([f"`{move.reason.value}` by default"] if move.reason is not None else []),
        *(["pauses"] if move.pauses else []),
        *([f"left alone {move.cool_down // _DAY} d"] if move.cool_down is not None else []),
    ]
    more = ", ".join(besides) or NOTHING
    return f"| `{move.event.value}` | {sources} | {to} | {status} | {more} |"
