"""The cell of a telephone number: one person's number, and what else stands beside it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from cdp.errors import InvalidField
from cdp.identity.number import number_of
from cdp.ingestion.cells import FORMULA_ADVICE
from privacy.errors import PhoneRefused
from privacy.phone import LONGEST, Advice, Phone

_BETWEEN: Final = re.compile(r"[/,;、|\n或和]")
_MOST: Final = 5
"""Numbers in one cell; more are no cell of a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """The number that the record is filed under, and the cell's others, which have no place yet."""

    first: Phone
    others: tuple[Phone, ...] = ()


def numbers_of(text: str, *, field: str, country: str) -> Numbers:
    """The numbers of a cell. It is filed under the first that can stand for one person.

    Raises:
        InvalidField: none can, one of several is damaged, or the cell is a formula.
    """
    plain = text.lstrip()
    if plain[:1] in {"=", "@", "＝", "＠"}:
        raise InvalidField(field, FORMULA_ADVICE)
    plain = plain.removeprefix("'")  # a spreadsheet's mark of text, which it shows to nobody
    try:
        return Numbers(first=number_of(plain, field=field, default_country=country))
    except InvalidField as invalid:
        if invalid.advice not in {Advice.SEVERAL, Advice.TOO_LONG}:
            raise
        return _several(plain, invalid, country)


def _several(text: str, invalid: InvalidField, country: str) -> Numbers:
    if len(text) > LONGEST * _MOST:
        raise invalid
    line = unicodedata.normalize("NFKC", text)
    parts = [part for part in _BETWEEN.split(line) if part.strip()]
    if len(parts) == 1:
        parts = line.split()
    if not 1 < len(parts) <= _MOST:
        raise invalid
    phones = [_phone(part, field=invalid.field, country=country) for part in parts]
    found = list(dict.fromkeys(phone for phone in phones if phone.is_exclusive))
    if not found:
        # It says that several people may answer it.
        return Numbers(first=number_of(parts[0], field=invalid.field, default_country=country))
    return Numbers(first=found[0], others=tuple(found[1:]))


def _phone(text: str, *, field: str, country: str) -> Phone:
    try:
        return Phone.parse(text, default_country=country)
    except PhoneRefused as refused:
        raise InvalidField(field, refused.advice) from None
