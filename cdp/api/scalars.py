"""PhoneNumber: text on its way in, which cannot be printed until it has been parsed."""

from __future__ import annotations

from typing import NoReturn

import strawberry
from strawberry.types.scalar import ScalarDefinition


class PhoneNumber:
    """A number as somebody typed it. It refuses to show itself; `typed` is for the parser."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def __repr__(self) -> str:
        """Say what it is, not what it holds."""
        return "<PhoneNumber>"

    __str__ = __repr__

    def __reduce__(self) -> NoReturn:
        """Refuse to be pickled or copied."""
        raise TypeError

    def typed(self) -> str:
        """The text, for `Phone.parse` alone."""
        return self._text


def _parse(value: object) -> PhoneNumber:
    if not isinstance(value, str):
        # graphql-core would quote the value in its message; the executor replaces that message.
        raise TypeError
    return PhoneNumber(value)


def _serialize(_value: object) -> NoReturn:
    """Refuse: a number never leaves by this scalar; answers use MaskedPhone or RevealPhoneDone."""
    raise TypeError


def phone_number() -> ScalarDefinition:
    """The scalar's definition, for the schema's map."""
    return strawberry.scalar(
        name="PhoneNumber",
        description=(
            "Input only: E.164 or a national form of the default country, an extension included. "
            "Answers carry MaskedPhone."
        ),
        specified_by_url="https://www.itu.int/rec/T-REC-E.164",
        parse_value=_parse,
        serialize=_serialize,
    )
