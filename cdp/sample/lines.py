"""Lines: telephone numbers drawn at random, each of them once.

They have the form of allocated numbers, since no range of Chinese mobile numbers is kept free for
examples. Whom a drawn number belongs to, if anybody, is not known here and plays no part.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum, unique
from typing import Final

from cdp.sample.places import City
from cdp.sample.stream import Stream


@unique
class LineKind(StrEnum):
    """What a line is for."""

    MOBILE = "MOBILE"
    DESK = "DESK"
    PRIVACY = "PRIVACY"
    HOUSEHOLD = "HOUSEHOLD"
    SWITCHBOARD = "SWITCHBOARD"
    SHARED_COST = "SHARED_COST"


_ONE_PERSONS: Final = frozenset({LineKind.MOBILE, LineKind.DESK, LineKind.PRIVACY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A number as it is dialled inside the country, and the extension behind it."""

    kind: LineKind
    digits: str
    area: str = ""
    extension: str = ""

    @property
    def is_exclusive(self) -> bool:
        """Whether it reaches one person."""
        return self.kind in _ONE_PERSONS

    @property
    def canonical(self) -> str:
        """The one text of this line: E.164, and `;ext=` with the extension."""
        extension = f";ext={self.extension}" if self.extension else ""
        return f"+86{self.digits.removeprefix('0')}{extension}"


_MOBILE: Final = tuple(
    (prefix, weight)
    for weight, prefixes in (
        (10, "138 139 135 136 137 158 159 150 151 152 187 188 182 183"),
        (6, "130 131 132 155 156 185 186 133 153 180 181 189 177 173"),
        (3, "134 147 157 178 184 145 166 175 176 199 198 195 193 191 190 196 197"),
        (1, "162 165 167 170 171"),
    )
    for prefix in prefixes.split()
)
"""Prefixes of mobile numbers, and of resellers in the last row, by how common they are."""

_PRIVACY_POOL: Final = 24
_FIXED_FIRST: Final = "567"
_LONGEST_ZEROS: Final = "000"


class Exchange:
    """Hands out lines. No number is handed out twice, and none is round.

    Round numbers are the ones that documentation and tests use.
    """

    __slots__ = ("_given", "_pool", "_stream")

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._given: set[str] = set()
        self._pool = [self.mobile() for _ in range(_PRIVACY_POOL)]

    def mobile(self) -> Line:
        """Somebody's own."""
        return Line(kind=LineKind.MOBILE, digits=self._new(self._mobile_digits))

    def desk(self, city: City) -> Line:
        """A desk behind a switchboard: a fixed line with an extension."""
        digits = self._new(lambda: self._fixed_digits(city))
        extension = self._stream.pick(("801", "802", "8012", "6003", "211"))
        return Line(kind=LineKind.DESK, digits=digits, area=city.area, extension=extension)

    def household(self, city: City) -> Line:
        """A fixed line at home."""
        digits = self._new(lambda: self._fixed_digits(city))
        return Line(kind=LineKind.HOUSEHOLD, digits=digits, area=city.area)

    def switchboard(self, city: City) -> Line:
        """A firm's main line."""
        digits = self._new(lambda: self._fixed_digits(city))
        return Line(kind=LineKind.SWITCHBOARD, digits=digits, area=city.area)

    def shared_cost(self) -> Line:
        """A 400 number."""
        digits = self._new(lambda: f"400{self._stream.between(1, 8)}{self._stream.digits(6)}")
        return Line(kind=LineKind.SHARED_COST, digits=digits)

    def privacy(self) -> Line:
        """What a marketplace lends a buyer for one parcel: a line of its pool and an extension."""
        lent = self._new(self._lent)
        digits, _, extension = lent.partition("-")
        return Line(kind=LineKind.PRIVACY, digits=digits, extension=extension)

    def _lent(self) -> str:
        extension = self._stream.pick(("0", "")) + str(self._stream.between(101, 9_899))
        return f"{self._stream.pick(self._pool).digits}-{extension[:4]}"

    def _mobile_digits(self) -> str:
        return self._stream.weighted(_MOBILE) + self._stream.digits(8)

    def _fixed_digits(self, city: City) -> str:
        first = self._stream.pick(_FIXED_FIRST)
        return city.area + first + self._stream.digits(city.digits - 1)

    def _new(self, draw: Callable[[], str]) -> str:
        digits = draw()
        while digits in self._given or _LONGEST_ZEROS in digits:
            digits = draw()
        self._given.add(digits)
        return digits
