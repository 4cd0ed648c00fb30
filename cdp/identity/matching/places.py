"""Places: an address's city, and the tail of its street, in one spelling each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Self

from cdp.contacts.record import Address
from cdp.identity.matching.spelling import folded, letters

_REGION: Final = re.compile(
    r"(?:特别行政区|维吾尔自治区|壮族自治区|回族自治区|自治区|自治州|地区|省|市|盟)$"
)
_NO_CITY: Final = frozenset({"", "市辖区", "县", "直辖县级", "省直辖县级行政区划"})
_DIGITS: Final = str.maketrans("零〇一二三四五六七八九", "00123456789")
_NUMERAL: Final = re.compile(r"[零〇一二三四五六七八九十百]+(?=[号幢栋座单层楼室弄巷期区组户房])")
_HOUSE: Final = re.compile(r"号?楼|[幢栋座]")
_DOOR: Final = re.compile(r"[室房户]$")
_TEN: Final = "十"
_HUNDRED: Final = "百"
_SHORTEST: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ComparedPlace:
    """An address as it is compared; `street` None: what it says of one is too short to compare."""

    city: str
    street: str | None

    @classmethod
    def of(cls, address: Address | None) -> Self | None:
        """What of `address` may be compared; None where it names no city."""
        if address is None:
            return None
        province, city = _region(address.province), _region(address.city)
        city = province if city in _NO_CITY else city
        street = _street(folded(address.street), [address.province, address.city])
        if not city:
            return None
        # A street of one name is in every town.
        return cls(city=city, street=None if street is None else f"{city}|{street}")


def _region(name: str) -> str:
    plain = letters(folded(name))
    return plain if plain in _NO_CITY else _REGION.sub("", plain)


def _street(street: str, before: list[str]) -> str | None:
    plain = letters(_NUMERAL.sub(lambda found: _number(found.group()), _dashed(street)))
    for part in map(letters, map(folded, before)):
        plain = plain.removeprefix(part)
    plain = _DOOR.sub("", _HOUSE.sub("栋", plain))
    return plain if len(plain) >= _SHORTEST else None


def _dashed(street: str) -> str:
    """Numbers that a mark parts stay parted: 3-402 is not 34-02."""
    return re.sub(r"(?<=[0-9a-z])[^\w]+(?=[0-9a-z])", "之", street)


def _number(numeral: str) -> str:
    """A Chinese numeral below a thousand in digits; a row of digits as it is."""
    if not {_TEN, _HUNDRED} & set(numeral):
        return numeral.translate(_DIGITS)
    hundreds, _, rest = numeral.rpartition(_HUNDRED)
    tens, ten, ones = rest.rpartition(_TEN)
    digit = "零一二三四五六七八九"
    total = digit.index(hundreds[-1:]) * 100 if hundreds else 100 * (_HUNDRED in numeral)
    if ten:
        total += (digit.index(tens[-1:]) if tens.strip("零〇") else 1) * 10
        ones = ones or "零"
    return str(total + (digit.index(ones[-1:].replace("〇", "零")) if ones else 0))
