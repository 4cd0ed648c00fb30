"""The Chinese numbering plan, as far as the metadata of `phonenumbers` does not tell it.

Source: MIIT, administration of telecommunication network numbers (2017 and later allocations).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from phonenumbers import PhoneNumberType as Kind

from privacy.terms import LineType

if TYPE_CHECKING:
    from collections.abc import Mapping

CHINA: Final = 86
"""Country calling code."""

_IP_PREFIX: Final = re.compile(
    r"(?:17900|17901|17908|17909|17910|17911|17930|17931|17950|17951|17960|17968|17969|17990|17991"
    r"|12593|12583[1-3]|10193|11808)"
    r"(?=(?:(?:00)?86)?0?1[3-9]\d{9}$|(?:(?:00)?86)?0[1-9]\d{8,10}$)"
)
_SERVICE: Final = re.compile(r"(?:\+?86|0086)?(?:(?:1[0-2]|9[56])\d{1,7}|106\d*)")
_MESSAGE: Final = re.compile(r"106\d*")
_LOCAL: Final = re.compile(r"[2-9]\d{6,7}")
_TOLL_SHARED: Final = re.compile(r"400\d{7}")

_VIRTUAL: Final = ("162", "165", "167", "170", "171")
"""Resellers. Blocks for things (140, 144, 146, 148 …) are no valid numbers: nobody answers them."""

_SHORTEST_FIXED: Final = 10
"""Area code and subscriber number; shorter ones are services behind an area code."""

_KINDS: Final[Mapping[int, LineType]] = {
    Kind.MOBILE: LineType.MOBILE,
    Kind.FIXED_LINE_OR_MOBILE: LineType.MOBILE,
    Kind.FIXED_LINE: LineType.FIXED_LINE,
    Kind.TOLL_FREE: LineType.TOLL_FREE,
    Kind.SHARED_COST: LineType.SHARED_COST,
    Kind.VOIP: LineType.VOIP,
    Kind.PERSONAL_NUMBER: LineType.UNKNOWN,
}
"""Kinds that can reach a person. What is not here (premium rate, voicemail, pager, UAN) cannot."""


def without_ip_prefix(digits: str) -> str:
    """`digits` without the prefix of an IP-telephony carrier, such as 17951, if one leads them."""
    return _IP_PREFIX.sub("", digits, count=1)


def is_message_line(digits: str) -> bool:
    """Whether the digits as typed are a message port: 106 and more, never an area code."""
    return _MESSAGE.fullmatch(digits) is not None


def is_service_line(digits: str) -> bool:
    """Whether digits that are no subscriber's number belong to a service: 95588, 10086, 12345."""
    return _SERVICE.fullmatch(digits) is not None


def lacks_area_code(digits: str) -> bool:
    """Whether the digits look like a fixed line written without its area code."""
    return _LOCAL.fullmatch(digits) is not None


def line_type(kind: int, *, country_code: int, national: str) -> LineType | None:
    """What kind of line this is; None where it is a service, not a person's line."""
    line = _KINDS.get(kind)
    if country_code != CHINA:
        return line
    if line is LineType.MOBILE and national.startswith(_VIRTUAL):
        return LineType.VIRTUAL_OPERATOR
    if line is LineType.FIXED_LINE and len(national) < _SHORTEST_FIXED:
        return None
    if line is LineType.SHARED_COST and not _TOLL_SHARED.fullmatch(national):
        return None
    return line
