"""Phone: any way to write a number, one canonical text, and no way to print it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Self

import phonenumbers
from phonenumbers import PhoneNumberType, carrier

from privacy.discreet import Discreet
from privacy.errors import PhoneRefused
from privacy.phone.advice import Advice
from privacy.phone.mobile import plain_mobile
from privacy.phone.plan import (
    CHINA,
    is_message_line,
    is_service_line,
    lacks_area_code,
    line_type,
    without_ip_prefix,
)
from privacy.phone.region import province
from privacy.phone.rendering import read
from privacy.terms import LineType

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

METADATA: Final[str] = phonenumbers.__version__
"""The version of the numbering metadata: kept beside what was normalised by it."""

HOME: Final = "CN"
"""Where a number is dialled unless it says otherwise."""

_LONGEST_DIALLED: Final = 18
"""Fifteen digits of E.164 and what is dialled before them; more digits are two numbers."""

_OWN_LINES: Final = frozenset({LineType.MOBILE, LineType.VIRTUAL_OPERATOR})
"""Lines that one person has to themselves."""


class Phone(Discreet):
    """A number that can stand for a person. Equal where the canonical texts are equal."""

    __slots__ = ("_number", "canonical", "country", "has_extension", "line_type")

    _number: PhoneNumber
    canonical: str
    """`+8613800138000`, or with an extension `+8613800138000;ext=801`."""
    country: str
    """ISO 3166 code of where it is allocated; empty where no country is."""
    has_extension: bool
    line_type: LineType

    def __init__(self, number: PhoneNumber, *, line: LineType, country: str) -> None:
        extension = number.extension
        e164 = f"+{number.country_code}{phonenumbers.national_significant_number(number)}"
        self._keep(
            _number=number,
            canonical=f"{e164};ext={extension}" if extension else e164,
            country=country,
            has_extension=bool(extension),
            line_type=line,
        )

    @classmethod
    def parse(cls, text: str, *, default_country: str = HOME) -> Self:
        """The number that `text` renders, dialled in `default_country` unless it says otherwise.

        Raises:
            PhoneRefused: it is none; `advice` says what to send and never repeats the input.
        """
        plain = plain_mobile(text) if default_country == HOME else None
        if plain is not None:
            return cls(plain[0], line=plain[1], country=HOME)
        return cls._rendered(text, default_country)

    @classmethod
    def _rendered(cls, text: str, default_country: str) -> Self:
        """The number of a text that is written in whatever way."""
        rendering = read(text)
        found = _parse(rendering.digits, rendering.extension, default_country)
        if found is None and rendering.tail is not None:
            # Behind the last dash of `010-64000000-801` stands an extension.
            found = _parse(*rendering.tail, default_country)
            if found is not None and found[0].country_code != CHINA:
                found = None
        if found is None:
            raise PhoneRefused(_advice(rendering.digits, default_country))
        return cls._of(*found)

    @classmethod
    def _of(cls, number: PhoneNumber, kind: int) -> Self:
        line = line_type(
            kind,
            country_code=number.country_code or 0,
            national=phonenumbers.national_significant_number(number),
        )
        if line is None:
            raise PhoneRefused(Advice.SERVICE_LINE)
        region = phonenumbers.region_code_for_number(number) or ""
        return cls(number, line=line, country=region if region.isalpha() else "")

    @property
    def region(self) -> str:
        """The province of a Chinese fixed line; empty for every other number."""
        if self.line_type is not LineType.FIXED_LINE or self.country != HOME:
            return ""
        return province(phonenumbers.national_significant_number(self._number))

    @property
    def carrier_original(self) -> str:
        """Whom the number was allocated to; numbers move between carriers, this does not."""
        return carrier.name_for_number(self._number, "en")

    @property
    def is_privacy_number(self) -> bool:
        """Whether a marketplace lent it: a Chinese mobile number with an extension."""
        return self.has_extension and self.country == HOME and self.line_type in _OWN_LINES

    @property
    def is_exclusive(self) -> bool:
        """Whether it reaches one person.

        A bare fixed line is a household's or a switchboard's; with an extension it is a desk.
        """
        return self.line_type in _OWN_LINES or (
            self.has_extension and self.line_type is LineType.FIXED_LINE
        )

    @property
    def metadata(self) -> str:
        """The version of the numbering metadata that normalised it."""
        return METADATA

    def __eq__(self, other: object) -> bool:
        """Whether both are the same line, extension included."""
        return isinstance(other, Phone) and self.canonical == other.canonical

    def __hash__(self) -> int:
        """As `==`."""
        return hash(self.canonical)


def _parse(dialled: str, extension: str | None, country: str) -> tuple[PhoneNumber, int] | None:
    """The number and its kind, where the numbering plan allows it."""
    if country == HOME:
        dialled = without_ip_prefix(dialled)
        if is_message_line(dialled):
            return None
    try:
        number = phonenumbers.parse(dialled, country)
    except phonenumbers.NumberParseException:
        return None
    number.extension = extension
    kind = phonenumbers.number_type(number)
    # A number is valid where its kind is known: so `is_valid_number` says, by asking once more.
    return None if kind == PhoneNumberType.UNKNOWN else (number, kind)


def _advice(dialled: str, country: str) -> Advice:
    if len(dialled) > _LONGEST_DIALLED:
        return Advice.SEVERAL
    if country in {"", "ZZ"} and not dialled.startswith("+"):
        return Advice.COUNTRY
    if country != HOME:
        return Advice.INVALID
    if is_service_line(dialled):
        return Advice.SERVICE_LINE
    return Advice.AREA_CODE if lacks_area_code(dialled) else Advice.INVALID
