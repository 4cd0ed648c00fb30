"""Mobile: a Chinese mobile number written plainly, known by the block that it was allocated from.

Most numbers come as eleven digits, perhaps behind `+86`. What `phonenumbers` makes of those it
makes of their first five digits alone (a test asks it for every block), so it is asked once a
block. Whatever is written otherwise, or lies in no block of mobile numbers, is for it to say.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from phonenumbers import PhoneNumber, PhoneNumberType, number_type

from privacy.phone.plan import CHINA, line_type

if TYPE_CHECKING:
    from privacy.terms import LineType

BLOCK: Final = 5
"""Digits that say what kind of line a mobile number is: a hundred thousand numbers share them."""

BLOCKS: Final = 7_000
"""How many there are: 13000 to 19999."""

_PLAIN: Final = re.compile(r"(?:\+86)?(1[3-9][0-9]{9})", re.ASCII)
_ANY: Final = "000000"


def plain_mobile(text: object) -> tuple[PhoneNumber, LineType] | None:
    """The number that `text` spells and its line; None where it is no plain mobile number."""
    plain = _PLAIN.fullmatch(text) if isinstance(text, str) else None
    line = None if plain is None else line_of(plain[1][:BLOCK])
    if plain is None or line is None:
        return None
    return PhoneNumber(country_code=CHINA, national_number=int(plain[1])), line


@lru_cache(maxsize=BLOCKS)
def line_of(block: str) -> LineType | None:
    """What kind of line the mobile numbers of `block` are; None where there are none."""
    number = PhoneNumber(country_code=CHINA, national_number=int(block + _ANY))
    kind = number_type(number)
    if kind != PhoneNumberType.MOBILE:
        return None
    return line_type(kind, country_code=CHINA, national=block + _ANY)
