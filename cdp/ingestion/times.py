"""Times as exports write them. What could be read in two ways is refused, not guessed."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from cdp.errors import InvalidField

_BEGINNING: Final = datetime(1900, 1, 1, tzinfo=UTC)
_END: Final = datetime(2200, 1, 1, tzinfo=UTC)
_DATE: Final = (
    r"(?P<year>\d{4})(?:-(?P<m1>\d{1,2})-(?P<d1>\d{1,2})|/(?P<m2>\d{1,2})/(?P<d2>\d{1,2})"
)
_TIME: Final = (
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<part>\d{1,9}))?)?"
)
_OFFSET: Final = r"(?P<offset>[Zz]|[+-]\d{2}:?\d{2})"
_MOMENT: Final = re.compile(
    rf"{_DATE}|(?P<m3>\d{{2}})(?P<d3>\d{{2}}))(?:[Tt\s]\s*{_TIME}\s*{_OFFSET}?)?", re.ASCII
)
_SERIAL: Final = re.compile(r"[0-9]{5}(\.[0-9]+)?")

_FORM: Final = (
    "Give a time such as 2026-11-22T10:00:00+08:00, or 2026-11-22 10:00 in the mapping's timezone."
)
_DAY_FORM: Final = "Give a day such as 1990-05-21."
_SPREADSHEET: Final = "This is a spreadsheet's number of a day: format the column as yyyy-mm-dd."
_RANGE: Final = "Give a time between the years 1900 and 2200."
_TWICE: Final = (
    "Clocks were changed then, so that this local time never was or was twice: give its offset."
)


def moment(text: str, *, field: str, zone: ZoneInfo) -> datetime:
    """A time in UTC, to the microsecond; local in `zone` where it names no offset.

    Raises:
        InvalidField: it has none of the forms, is no time that can be, or is not one alone.
    """
    at = _read(_match(text, field, _FORM), field)
    if at.tzinfo is None:
        local = at.replace(tzinfo=zone)
        if local.utcoffset() != local.replace(fold=1).utcoffset():
            raise InvalidField(field, _TWICE)
        at = local
    try:
        at = at.astimezone(UTC)
    except OverflowError:
        raise InvalidField(field, _RANGE) from None
    if not _BEGINNING < at < _END:
        raise InvalidField(field, _RANGE)
    return at


def day(text: str, *, field: str) -> date:
    """A day. Raises InvalidField where it is none, or has a time."""
    found = _match(text, field, _DAY_FORM)
    if found["hour"] is not None:
        raise InvalidField(field, _DAY_FORM)
    on = _read(found, field).date()
    if not _BEGINNING.date() <= on < _END.date():
        raise InvalidField(field, _RANGE)
    return on


def _match(text: str, field: str, advice: str) -> re.Match[str]:
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    found = _MOMENT.fullmatch(plain)
    if found is None:
        raise InvalidField(field, _SPREADSHEET if _SERIAL.fullmatch(plain) else advice)
    return found


def _read(found: re.Match[str], field: str) -> datetime:
    month = found["m1"] or found["m2"] or found["m3"]
    on = found["d1"] or found["d2"] or found["d3"]
    hour, minute = found["hour"] or "00", found["minute"] or "00"
    second, part = found["second"] or "00", (found["part"] or "0").ljust(6, "0")[:6]
    offset = (found["offset"] or "").upper()
    try:
        return datetime.fromisoformat(
            f"{found['year']}-{month:>02}-{on:>02}T{hour:>02}:{minute}:{second}.{part}{offset}"
        )
    except ValueError:
        raise InvalidField(field, "There is no such day or time: check it.") from None
