"""Shapes: every way in which files write numbers, and what becomes of each at the door."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum, unique
from typing import Final

from cdp.sample.lines import Line, LineKind
from cdp.sample.stream import Stream


@unique
class Fate(StrEnum):
    """What becomes of a row for its number's sake. Refusals are called as `privacy.phone.Advice`.

    SPLIT: two numbers stand in the cell, and the row is accepted under the first. SHARED: the line
    reaches several people, and keys nobody yet.
    """

    ACCEPTED = "ACCEPTED"
    SPLIT = "SPLIT"
    EMPTY = "EMPTY"
    MASKED = "MASKED"
    SPREADSHEET = "SPREADSHEET"
    WORDS = "WORDS"
    SERVICE_LINE = "SERVICE_LINE"
    AREA_CODE = "AREA_CODE"
    INVALID = "INVALID"
    SHARED = "SHARED"

    @property
    def refuses(self) -> bool:
        """Whether the row is refused."""
        return self not in {Fate.ACCEPTED, Fate.SPLIT}


@unique
class Shape(StrEnum):
    """How a sound number is written."""

    BARE = "BARE"
    PLUS_86 = "PLUS_86"
    PLUS_86_DASH = "PLUS_86_DASH"
    ZEROS_86 = "ZEROS_86"
    DASH_86 = "DASH_86"
    SPACED = "SPACED"
    HYPHENED = "HYPHENED"
    FULL_WIDTH = "FULL_WIDTH"
    LABELLED = "LABELLED"
    TRUNK_ZERO = "TRUNK_ZERO"
    BRACKETED = "BRACKETED"


_FULL_WIDTH: Final = str.maketrans("0123456789+-", "０１２３４５６７８９＋－")

_WRITERS: Final[Mapping[Shape, Callable[[str], str]]] = {
    Shape.BARE: lambda digits: digits,
    Shape.PLUS_86: lambda digits: f"+86{digits}",
    Shape.PLUS_86_DASH: lambda digits: f"+86-{digits}",
    Shape.ZEROS_86: lambda digits: f"0086{digits}",
    Shape.DASH_86: lambda digits: f"86-{digits}",
    Shape.SPACED: lambda digits: f"{digits[:3]} {digits[3:7]} {digits[7:]}",
    Shape.HYPHENED: lambda digits: f"{digits[:3]}-{digits[3:7]}-{digits[7:]}",
    Shape.FULL_WIDTH: lambda digits: digits.translate(_FULL_WIDTH),
    Shape.LABELLED: lambda digits: f"手机：{digits}",
    Shape.TRUNK_ZERO: lambda digits: f"0{digits}",
    Shape.BRACKETED: lambda digits: f"(+86) {digits}",
}
"""Mobile numbers in each shape."""

_EXTENSIONS: Final = ("转", "-", " 转 ", "分机", " ext. ")
_FIXED: Final = ("{area}-{local}", "({area}){local}", "{area}{local}", "+86 {bare} {local}")

Habit = Sequence[tuple[Shape, int]]
"""How often a system writes which shape."""

BY_HAND: Final[Habit] = (
    (Shape.BARE, 62),
    (Shape.SPACED, 8),
    (Shape.HYPHENED, 7),
    (Shape.PLUS_86, 5),
    (Shape.PLUS_86_DASH, 3),
    (Shape.ZEROS_86, 3),
    (Shape.DASH_86, 4),
    (Shape.FULL_WIDTH, 4),
    (Shape.LABELLED, 3),
    (Shape.BRACKETED, 1),
)
"""People typed it, over the years."""

BY_FORM: Final[Habit] = ((Shape.BARE, 80), (Shape.PLUS_86, 15), (Shape.SPACED, 5))
BY_EXCHANGE: Final[Habit] = ((Shape.BARE, 70), (Shape.TRUNK_ZERO, 20), (Shape.ZEROS_86, 10))


def written(line: Line, stream: Stream, habit: Habit) -> str:
    """`line` as a system of that habit writes it."""
    if line.area:
        form = stream.pick(_FIXED)
        local = line.digits.removeprefix(line.area)
        text = form.format(area=line.area, bare=line.area.removeprefix("0"), local=local)
    elif line.kind is LineKind.SHARED_COST:
        text = stream.pick((line.digits, f"{line.digits[:3]}-{line.digits[3:6]}-{line.digits[6:]}"))
    elif line.extension:
        text = line.digits  # marketplaces print it bare
    else:
        text = _WRITERS[stream.weighted(habit)](line.digits)
    return f"{text}{stream.pick(_EXTENSIONS)}{line.extension}" if line.extension else text


def fate_of(line: Line) -> Fate:
    """What becomes of a row that names `line` soundly."""
    return Fate.ACCEPTED if line.is_exclusive else Fate.SHARED


def damaged(fate: Fate, line: Line, other: Line, stream: Stream) -> str:
    """A cell that fares as `fate` says, where `line` (a mobile) had been meant.

    `other` is a second mobile number, for cells that hold two.
    """
    forms: Mapping[Fate, Callable[[str], Sequence[str]]] = {
        Fate.EMPTY: lambda _: ("",),
        Fate.MASKED: lambda n: (f"{n[:3]}****{n[7:]}", f"{n[:3]}●●●●{n[7:]}"),
        Fate.SPREADSHEET: lambda n: (f"{n[0]}.{n[1:3]}E+10", f"{n}.0"),
        Fate.SPLIT: lambda n: (f"{n}/{other.digits}", f"{n}、{other.digits}"),
        Fate.WORDS: lambda n: ("无", "不愿透露", f"{n}（本人）"),
        Fate.SERVICE_LINE: lambda _: ("95588", "10086", "12345", f"1065{other.digits[-8:]}"),
        Fate.AREA_CODE: lambda n: (f"64{n[5:]}", f"62{n[5:7]}-{n[7:]}"),
        Fate.INVALID: lambda n: (n[:-1], f"{n}{n[-1]}", f"12{n[2:]}"),
    }
    return stream.pick(forms[fate](line.digits))
