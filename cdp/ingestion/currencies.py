"""Currencies in use, and how many decimals each has. Source: ISO 4217, list one."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from cdp.errors import InvalidField

_TWO: Final = """
AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF
CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL
HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT
MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB
SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH
USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG
"""
_NONE: Final = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"
_THREE: Final = "BHD IQD JOD KWD LYD OMR TND"

DECIMALS: Final = (
    dict.fromkeys(_TWO.split(), 2)
    | dict.fromkeys(_NONE.split(), 0)
    | dict.fromkeys(_THREE.split(), 3)
)
"""By code; funds and metals are left out, BGN is not: orders of before 2026 are in it."""


def currency_of(text: str, *, field: str) -> str:
    """The code, in upper case. Raises InvalidField where no such currency is in use."""
    code = text.strip().upper()
    if code not in DECIMALS:
        raise InvalidField(field, "Give the three letters of a currency in use, such as CNY.")
    return code


def minor_units(amount: Decimal, currency: str, *, field: str) -> int:
    """An amount in minor units (fen for CNY). Raises InvalidField where it has finer parts."""
    minor = amount.scaleb(DECIMALS[currency])
    if minor != minor.to_integral_value():
        raise InvalidField(
            field, f"Give at most {DECIMALS[currency]} decimals, as {currency} has them."
        )
    return int(minor)
