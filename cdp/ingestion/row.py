"""A row as the file has it, and a row that is not filed: its place and advice, never its cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Self

from cdp.errors import InvalidField
from privacy.terms import ReasonCode

WHOLE_ROW: Final = "row"
"""The field of a refusal that concerns no single cell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One record: the line on which it begins, counted from 1, and its cells by column."""

    line: int
    values: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A record that is not filed. It says where and what to do, and holds nothing of the record."""

    line: int
    field: str
    code: ReasonCode
    advice: str

    @classmethod
    def of(cls, line: int, invalid: InvalidField) -> Self:
        """A cell that is not of its form."""
        return cls(
            line=line, field=invalid.field, code=ReasonCode.INVALID_INPUT, advice=invalid.advice
        )

    @classmethod
    def whole(cls, line: int, advice: str) -> Self:
        """A record that cannot be read at all."""
        return cls(line=line, field=WHOLE_ROW, code=ReasonCode.INVALID_INPUT, advice=advice)
