"""Currencies: which codes are known, and how many digits their minor unit has.

Source: ISO 4217:2015, list one as maintained by SIX, without funds, metals and test codes. BGN,
which the euro followed in 2026, stays: orders of before are in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from cdp.errors import InvalidField

LARGEST_MINOR: Final = 10**15
"""The largest amount that is filed, in minor units: it fits a column, and every sum of it."""

_CODES: Final = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF",
    2: """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD
    CAD CDF CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD
    GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL
    MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK
    PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL
    THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG
    """,
    3: "BHD IQD JOD KWD LYD OMR TND",
}

EXPONENT: Final[Mapping[str, int]] = MappingProxyType(
    {code: digits for digits, codes in _CODES.items() for code in codes.split()}
)
"""Digits of the minor unit, by code: 2 says that 19900 CNY in minor units are 199.00."""


def known(code: str, *, field: str) -> str:
    """`code`, where it is a currency of the list.

    Raises:
        InvalidField: it is none.
    """
    if code not in EXPONENT:
        raise InvalidField(field, "Give the three letters of a currency of ISO 4217, such as CNY.")
    return code


def amount(minor: int, *, field: str, at_least: int = 0) -> int:
    """`minor`, where it can be an amount of minor units.

    Raises:
        InvalidField: it is below `at_least` or beyond reason.
    """
    if not at_least <= minor <= LARGEST_MINOR:
        least = "zero or more" if at_least == 0 else "more than zero"
        raise InvalidField(field, f"Give minor units (fen), {least}.")
    return minor
