"""Masks: what may be seen of a value that may not be seen whole.

Every mask is total: any text in, never an error, and never more out than its docstring promises.
What does not have the expected shape shows nothing. The number of hidden characters is constant,
so that a mask tells nothing of the length.
"""

from __future__ import annotations

import re
import unicodedata
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from phonenumbers import COUNTRY_CODE_TO_REGION_CODE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

HIDDEN: Final = "****"
"""Stands for what is not shown."""

ADDRESS_SEPARATOR: Final = "\x1f"
"""Between province, city and the rest of a stored address."""

_CN_MOBILE: Final = re.compile(r"\+86(1[0-9]{2})[0-9]{4}([0-9]{4})(?:;ext=[0-9]{1,8})?")
_E164: Final = re.compile(r"\+([1-9][0-9]{6,14})(?:;ext=[0-9]{1,8})?")
_DATE: Final = re.compile(r"([0-9]{4})-[0-9]{2}-[0-9]{2}")
_EMAIL: Final = re.compile(r"([^@]+)@([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)")
_LONGEST_CALLING_CODE: Final = 3
_SHORTEST_FOR_LAST_FOUR: Final = 8
_LONGEST_PLACE: Final = 20
_MOST_DOMAIN_DIGITS: Final = 7


def phone_cn_3_4(canonical: str) -> str:
    """`138****8000` of a mainland mobile number; of any other number the country alone.

    Source: GB/T 35273-2020 7.2, de-identification on display.
    """
    mobile = _CN_MOBILE.fullmatch(canonical)
    return country_only(canonical) if mobile is None else f"{mobile[1]}{HIDDEN}{mobile[2]}"


def country_only(canonical: str) -> str:
    """`+852 ****`: the calling code of an E.164 number."""
    number = _E164.fullmatch(canonical)
    if number is None:
        return HIDDEN
    codes = (number[1][:length] for length in range(1, _LONGEST_CALLING_CODE + 1))
    code = next((code for code in codes if int(code) in COUNTRY_CODE_TO_REGION_CODE), None)
    return HIDDEN if code is None else f"+{code} {HIDDEN}"


def name_surname(name: str) -> str:
    """`张*` or `J*`: the first letter, of a name of at least two characters.

    Of a two-character surname (欧阳) the first character alone.
    """
    text = unicodedata.normalize("NFC", name).strip()
    is_name = len(text) > 1 and unicodedata.category(text[0]) in {"Lu", "Ll", "Lo", "Lt"}
    return f"{text[0]}*" if is_name else "*"


def email_first(address: str) -> str:
    """`z****@example.com`: first character and domain; of any other handle the first character.

    A local part of one character is hidden whole, and so is a domain of many digits, which may
    be a telephone number.
    """
    parts = _EMAIL.fullmatch(address)
    local, domain = (address, "") if parts is None else (parts[1], parts[2])
    is_shown = len(local) > 1 and local[0].isascii() and local[0].isalnum()
    first = local[0] if is_shown else ""
    if sum(letter.isdigit() for letter in domain) > _MOST_DOMAIN_DIGITS:
        domain = HIDDEN
    return f"{first}{HIDDEN}@{domain}" if domain else f"{first}{HIDDEN}"


def address_city(address: str) -> str:
    """`广东省 深圳市`: province and city of a stored address, whose parts 0x1F separates.

    A part that is long or holds a digit is no name of a place, and then nothing is shown.
    """
    parts = address.split(ADDRESS_SEPARATOR)
    if len(parts) != len(("province", "city", "rest")) or not all(map(_is_place, parts[:2])):
        return HIDDEN
    return " ".join(part for part in parts[:2] if part) or HIDDEN


def date_year(date: str) -> str:
    """`1990`: the year of an ISO 8601 calendar date."""
    found = _DATE.fullmatch(date)
    return HIDDEN if found is None else found[1]


def last4(text: str) -> str:
    """`****1042`: the last four characters, of a text of at least eight."""
    return HIDDEN if len(text) < _SHORTEST_FOR_LAST_FOUR else f"{HIDDEN}{text[-4:]}"


def _is_place(part: str) -> bool:
    """Whether `part` may be the name of a province or city; an absent one may."""
    return len(part) <= _LONGEST_PLACE and all(
        unicodedata.category(letter)[0] in {"L", "M"} or letter in " ·-'" for letter in part
    )


MASKS: Final[Mapping[str, Callable[[str], str]]] = MappingProxyType(
    {
        mask.__name__: mask
        for mask in (
            phone_cn_3_4,
            country_only,
            name_surname,
            email_first,
            address_city,
            date_year,
            last4,
        )
    }
)
"""The masks that a policy may name, by the name it uses.

`null` of the vocabulary is the effect REDACT; `bucket` and `hash_keyed` need a width and a key,
and come with the aggregates that use them.
"""
