"""Organisation: a company that a contact acts for. No person is in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Self

from cdp.errors import InvalidField
from cdp.text import NAME_LETTERS, clean

_WORD_LETTERS: Final = 80
_LONG_NUMBER: Final = re.compile(r"\d(?:\W?\d){6}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A name, a branch of trade and a region; the same name in the same region is the same one."""

    name: str
    industry: str | None
    region: str | None

    @classmethod
    def of(
        cls,
        *,
        name: str,
        industry: str | None = None,
        region: str | None = None,
        field: str = "organisation",
    ) -> Self:
        """An organisation from what was typed.

        Raises:
            InvalidField: no name, or a part that is too long or holds a long number: it stands
                clear in the database, and no telephone number goes in there.
        """
        named = _word(name, f"{field}.name", NAME_LETTERS)
        if named is None:
            raise InvalidField(f"{field}.name", "Name the organisation.")
        return cls(
            name=named,
            industry=_word(industry, f"{field}.industry", _WORD_LETTERS),
            region=_word(region, f"{field}.region", _WORD_LETTERS),
        )


def _word(text: str | None, field: str, at_most: int) -> str | None:
    word = clean(text, field=field, at_most=at_most)
    if word is not None and _LONG_NUMBER.search(word):
        raise InvalidField(field, "Leave long numbers out.")
    return word
