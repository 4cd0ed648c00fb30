"""Verification: does the person who asks answer the number that she gave?

A code of six digits goes to the number. It is kept nowhere: what stands is its HMAC, under a key
that is in no database, together with the request's id, so that a code opens one request alone.
Whoever holds the database without that key can try nothing out. Source: privacy.md §2.7.
"""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from datetime import timedelta
from enum import IntEnum, unique
from typing import TYPE_CHECKING, Final

from privacy.discreet import Discreet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime
    from uuid import UUID

DIGITS: Final = 6
TRIES: Final = 5
"""Wrong codes that a request survives; after them no code is right any more."""
CODES: Final = 5
"""Codes that a number is sent within `CODES_WITHIN`: who opens one request after another would
have five tries at each, and a telephone that never is quiet."""
CODES_WITHIN: Final = timedelta(days=1)
VALID_FOR: Final = timedelta(minutes=10)
CONFIRMED_WITHIN: Final = timedelta(days=90)
"""A number may be somebody else's after this: about how long carriers hold one back."""

_CODES: Final = 10**DIGITS
_DRAWN_BYTES: Final = 8
_CODE: Final = b"cdp/rights-code/v1\x00"
_APPROVAL: Final = b"cdp/rights-approval/v1\x00"


@unique
class Assurance(IntEnum):
    """How surely somebody is who she says."""

    NUMBER = 1
    """She reads a code that was sent to the number."""
    NUMBER_AND_FACT = 2
    """And knows something that we hold of the person: an order's number, or the e-mail address."""


def needed(confirmed_at: datetime | None, at: datetime) -> Assurance:
    """What a deletion asks for. `confirmed_at`: when the number last was known to be hers.

    Else the next holder of a number that was given out again would erase the last one.
    """
    is_fresh = confirmed_at is not None and at - confirmed_at <= CONFIRMED_WITHIN
    return Assurance.NUMBER if is_fresh else Assurance.NUMBER_AND_FACT


class RightsKey(Discreet):
    """Marks codes and approvals as ours. `key` is 32 bytes of the root key, in no database."""

    __slots__ = ("_key",)

    _key: bytes

    def __init__(self, key: bytes) -> None:
        self._keep(_key=key)

    def code(self, case: UUID, code: str) -> bytes:
        """What is kept of a code: 32 bytes for this request alone."""
        return hmac.digest(self._key, _CODE + case.bytes + code.encode(), "sha256")

    def is_code(self, case: UUID, typed: str, kept: bytes) -> bool:
        """Whether `typed` is the code of `case`. It takes as long for a wrong one."""
        return hmac.compare_digest(self.code(case, read_code(typed)), kept)

    def approval(self, case: UUID, *, plan: str, opened_by: str, approved_by: str) -> bytes:
        """The mark of a plan that was approved: 32 bytes over who said yes to what."""
        parts = (case.hex, plan, opened_by, approved_by)
        told = b"".join(len(part.encode()).to_bytes(4) + part.encode() for part in parts)
        return hmac.digest(self._key, _APPROVAL + told, "sha256")

    def is_approval(
        self, case: UUID, *, plan: str, opened_by: str, approved_by: str, mark: bytes
    ) -> bool:
        """Whether `mark` was made by us for just this plan and these people."""
        ours = self.approval(case, plan=plan, opened_by=opened_by, approved_by=approved_by)
        return hmac.compare_digest(ours, mark)


def draw_code(entropy: Callable[[int], bytes]) -> str:
    """Six digits, each code as likely as any other."""
    limit = (256**_DRAWN_BYTES // _CODES) * _CODES
    while (drawn := int.from_bytes(entropy(_DRAWN_BYTES))) >= limit:
        continue
    return f"{drawn % _CODES:0{DIGITS}d}"


def read_code(typed: str) -> str:
    """The digits of a code as it was typed: full width, with blanks or hyphens."""
    plain = unicodedata.normalize("NFKC", typed[: 4 * DIGITS])
    return "".join(letter for letter in plain if letter.isascii() and letter.isdigit())


def knows(said: str | None, held: Iterable[str | None]) -> bool:
    """Whether `said` is one of the facts that we hold. All are compared, whichever fits."""
    told = _same(said or "")
    fits = [hmac.compare_digest(told, _same(fact)) for fact in held if fact]
    return bool(said and said.strip()) and any(fits)


def _same(fact: str) -> bytes:
    """A digest under which spellings of one fact are equal, and all facts are equally long."""
    plain = unicodedata.normalize("NFKC", fact).strip().casefold()
    return hashlib.sha256(plain.encode(errors="surrogatepass")).digest()
