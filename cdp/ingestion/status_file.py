"""StatusFile: a list of numbers and what became of them, matched without opening anything.

    number,status,since
    13800138000,RECYCLED,2026-09-01

The file is read once, row by row, as imports are: in their encodings, and no line of it longer
than theirs. Of a number its blind index is kept and nothing else: what the
service holds is looked up by that, and no number of it is opened.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from cdp.errors import FileUnreadable
from cdp.identity.number import NumberIndex
from cdp.identity.provider import Asked, Said, midnight
from cdp.identity.record import NumberStatus
from cdp.ingestion.reading import reading
from cdp.ingestion.row import Refused
from privacy.errors import PhoneRefused
from privacy.phone import Phone

COLUMNS: Final = ("number", "status", "since")
"""The header. `since` is a day, YYYY-MM-DD, and may be empty but for RECYCLED."""


@dataclass(slots=True, kw_only=True)
class StatusFile:
    """The provider of one file. `refused` are the lines that say nothing that can be used."""

    path: Path
    numbers: NumberIndex
    clock: Callable[[], datetime]
    name: str = "number-file"
    entrusts: bool = False
    refused: list[int] = field(default_factory=list)
    _said: Mapping[bytes, Said] | None = None

    async def check(self, asked: Sequence[Asked]) -> Sequence[Said | None]:
        """What the file says of each; of a number that stands twice the last row counts.

        Raises:
            FileUnreadable: there is no such file, or it has not these columns.
        """
        if self._said is None:
            self._said = self._read()
        said = self._said
        return [said.get(each.token) for each in asked]

    def _read(self) -> Mapping[bytes, Said]:
        said: dict[bytes, Said] = {}
        now = self.clock()
        with reading(self.path) as file:
            if file.header != COLUMNS:
                raise FileUnreadable(f"Give it the header {','.join(COLUMNS)}.")
            for row in file.rows():
                found = None if isinstance(row, Refused) else self._of(row.values, now)
                if found is None:
                    self.refused.append(row.line)
                else:
                    token, of = found
                    said[token] = of
        return said

    def _of(self, cells: Mapping[str, str], now: datetime) -> tuple[bytes, Said] | None:
        """The token of a row's number and what is said of it; None where that cannot be used."""
        number, status, since = (cells[column].strip() for column in COLUMNS)
        try:
            phone = Phone.parse(number, default_country="CN")
            said = Said(status=NumberStatus(status), since=midnight(since) if since else None)
        except (ValueError, PhoneRefused):
            return None
        return (self.numbers.key.token(phone.canonical), said) if said.is_sound(now) else None
