"""Amounts as files write them: a code in any case, decimals in major units."""

from __future__ import annotations

from decimal import Decimal

from cdp.currency import EXPONENT
from cdp.errors import InvalidField


def currency_of(text: str, *, field: str) -> str:
    """The code, in upper case. Raises InvalidField where no such currency is in use."""
    code = text.strip().upper()
    if code not in EXPONENT:
        raise InvalidField(field, "Give the three letters of a currency in use, such as CNY.")
    return code


def minor_units(amount: Decimal, currency: str, *, field: str) -> int:
    """An amount in minor units (fen for CNY). Raises InvalidField where it has finer parts."""
    minor = amount.scaleb(EXPONENT[currency])
    if minor != minor.to_integral_value():
        raise InvalidField(
            field, f"Give at most {EXPONENT[currency]} decimals, as {currency} has them."
        )
    return int(minor)
