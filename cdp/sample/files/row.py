"""Row: one record of a file, and the rows that real files have besides the sound ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from cdp.sample.lines import Exchange, Line, LineKind
from cdp.sample.person import Ending
from cdp.sample.shapes import Fate, Habit, damaged, fate_of, written
from cdp.sample.stream import Stream


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Row:
    """One record: canonical field names, and values as the system writes them.

    `line` is what its number means; `at` is its place in the file.
    """

    at: str
    line: Line
    fate: Fate
    cells: Mapping[str, str]
    is_repeat: bool = False


_DAMAGED: Final = (
    (Fate.EMPTY, 2),
    (Fate.MASKED, 5),
    (Fate.SPREADSHEET, 3),
    (Fate.SPLIT, 2),
    (Fate.WORDS, 2),
    (Fate.SERVICE_LINE, 3),
    (Fate.AREA_CODE, 2),
    (Fate.INVALID, 4),
)
"""How many of a thousand rows come besides the sound ones, by what is wrong with their number."""

_SHARED: Final = 6
_REPEATED: Final = 5
_THOUSAND: Final = 1_000


def sound(at: str, line: Line, cells: Mapping[str, str], stream: Stream, habit: Habit) -> Row:
    """A row that names `line` as a system of that habit writes it."""
    number = written(line, stream, habit)
    return Row(at=at, line=line, fate=fate_of(line), cells={**cells, "number": number})


def with_noise(
    rows: Sequence[Row],
    stream: Stream,
    exchange: Exchange,
    *,
    prefix: str,
    shared: Sequence[Line],
    habit: Habit,
) -> list[Row]:
    """`rows` in their order, among rows with damaged or shared numbers, and some of them twice.

    What comes besides copies a sound row under a new key of `prefix`, so that no sound record
    is lost with it.
    """
    if not rows:
        return []
    besides = [
        *_damaged(rows, stream.fork("damage"), exchange),
        *_shared(rows, stream.fork("shared"), shared, habit),
    ]
    keyed = [_keyed(row, f"{prefix}9{nth:05}") for nth, row in enumerate(besides)]
    everything = sorted([*rows, *keyed], key=lambda row: (row.at, row.cells["external_key"]))
    return _repeated(everything, stream.fork("repeats"))


def _damaged(rows: Sequence[Row], stream: Stream, exchange: Exchange) -> Iterator[Row]:
    splittable = [row for row in rows if _may_split(row)]
    for fate, per_mille in _DAMAGED:
        if fate is Fate.SPLIT and not splittable:
            continue
        for _ in range(_share(rows, per_mille)):
            row = stream.pick(splittable if fate is Fate.SPLIT else rows)
            meant = row.line if row.line.kind is LineKind.MOBILE else exchange.mobile()
            number = damaged(fate, meant, exchange.mobile(), stream)
            yield replace(row, fate=fate, cells={**row.cells, "number": number})


def _may_split(row: Row) -> bool:
    """Whether the row may come once more, beside a second number: no number ends twice."""
    said = {row.cells.get("result"), row.cells.get("outcome")}
    return row.line.kind is LineKind.MOBILE and not said & set(Ending)


def _shared(
    rows: Sequence[Row], stream: Stream, shared: Sequence[Line], habit: Habit
) -> Iterator[Row]:
    for _ in range(_share(rows, _SHARED)):
        row = stream.pick(rows)
        yield sound(row.at, stream.pick(shared), row.cells, stream, habit)


def _repeated(rows: Sequence[Row], stream: Stream) -> list[Row]:
    """`rows`, some accepted ones of which come once more, later on."""
    accepted = [nth for nth, row in enumerate(rows) if not row.fate.refuses]
    again: dict[int, list[Row]] = {}
    for nth in stream.take(accepted, _share(rows, _REPEATED)):
        after = stream.between(nth, len(rows) - 1)
        again.setdefault(after, []).append(replace(rows[nth], is_repeat=True))
    return [each for nth, row in enumerate(rows) for each in (row, *again.get(nth, ()))]


def _share(rows: Sequence[Row], per_mille: int) -> int:
    return max(1, len(rows) * per_mille // _THOUSAND)


def _keyed(row: Row, key: str) -> Row:
    return replace(row, cells={**row.cells, "external_key": key})
