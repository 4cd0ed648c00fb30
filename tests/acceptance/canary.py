"""Canary: values that occur nowhere else, every spelling they could leak in, and who finds them."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from secrets import choice, randbelow, token_hex
from typing import Final
from urllib.parse import quote

SURNAMES: Final = "司徒上官欧阳慕容"
GIVEN: Final = "璟瑭翀黟蒯夤彧祎"


def _name() -> str:
    """A name of rare letters: four of them occur together nowhere by chance."""
    return "".join((choice(SURNAMES), choice(GIVEN), choice(GIVEN), choice(GIVEN)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Canary:
    """A person who does not exist, by values that nobody else has."""

    number: str
    name: str
    email: str
    street: str
    company: str
    notes: str
    order_no: str
    call_key: str
    evidence: str
    reason: str

    @classmethod
    def hatched(cls) -> Canary:
        """A new one."""
        return cls(
            number=f"+86139{randbelow(10**8):08d}",
            name=_name(),
            email=f"{token_hex(6)}@canary.example",
            street=f"金丝雀路{token_hex(6)}号",
            company=f"金丝雀{token_hex(6)}有限公司",
            notes=f"她说 {token_hex(6)}",
            order_no=f"CANARY-{token_hex(6)}",
            call_key=f"canary-{token_hex(6)}",
            evidence=f"recording {token_hex(6)}",
            reason=f"because {token_hex(6)}",
        )

    @property
    def national(self) -> str:
        """The number as it is dialled at home."""
        return self.number.removeprefix("+86")

    def texts(self) -> Mapping[str, str]:
        """Every text that must be found nowhere, by what it is."""
        digits = self.national
        wide = digits.translate({ord("0") + n: ord("０") + n for n in range(10)})
        return {
            # Every form of the number holds one of these: with and without country code.
            "number": digits,
            "number, spaced": f"{digits[:3]} {digits[3:7]} {digits[7:]}",
            "number, hyphened": f"{digits[:3]}-{digits[3:7]}-{digits[7:]}",
            "number, full width": wide,
            "name": self.name,
            "e-mail": self.email,
            "street": self.street,
            "company": self.company,
            "notes": self.notes,
            "order's number": self.order_no,
            "call's key": self.call_key,
            "evidence": self.evidence,
            "reason": self.reason,
        }

    def hashed(self) -> Mapping[str, str]:
        """Texts whose digests would do as well as themselves: each can be tried out."""
        return {"number": self.national, "E.164": self.number, "86…": self.number[1:]} | {
            "name": self.name,
            "e-mail": self.email,
        }


Encoding = Callable[[str], bytes]

ENCODINGS: Final[Mapping[str, Encoding]] = {
    "utf-8": str.encode,
    "utf-16-le": lambda text: text.encode("utf-16-le"),
    "utf-16-be": lambda text: text.encode("utf-16-be"),
    "hex": lambda text: text.encode().hex().encode(),
    "HEX": lambda text: text.encode().hex().upper().encode(),
    "hex of utf-16-le": lambda text: text.encode("utf-16-le").hex().encode(),
    "url-encoded": lambda text: quote(text, safe="").encode(),
    "json-escaped": lambda text: json.dumps(text)[1:-1].encode(),
    "python-escaped": lambda text: text.encode("unicode_escape"),
    "reversed": lambda text: text[::-1].encode(),
}
"""How a text can be spelled."""

DIGESTS: Final[Mapping[str, Callable[[bytes], bytes]]] = {
    "md5": lambda octets: hashlib.md5(octets, usedforsecurity=False).digest(),
    "sha1": lambda octets: hashlib.sha1(octets, usedforsecurity=False).digest(),
    "sha256": lambda octets: hashlib.sha256(octets).digest(),
    "hmac-sha256, no key": lambda octets: hmac.digest(b"", octets, "sha256"),
}
"""What can be tried out for every number there is."""

_SHORTEST: Final = 8


def spellings(octets: bytes) -> Iterator[tuple[str, bytes]]:
    """Binary in base64, of both alphabets, wherever in the stream it begins."""
    for encode in (base64.b64encode, base64.urlsafe_b64encode):
        for lead in range(3):
            encoded = encode(bytes(lead) + octets)
            # The first and last letters share bits with whatever stands beside.
            kept = encoded[4 if lead else 0 :].rstrip(b"=")[:-1]
            if len(kept) >= _SHORTEST:
                yield "base64", kept


@dataclass(frozen=True)
class Scanner:
    """Finds a canary, in any spelling, in any octets."""

    canary: Canary

    @cached_property
    def needles(self) -> Mapping[bytes, str]:
        """Every spelling, with what it is; plainer names come first."""
        found: dict[bytes, str] = {}
        for what, needle in self._all():
            if len(needle) >= _SHORTEST:
                found.setdefault(needle, what)
        return found

    @cached_property
    def _pattern(self) -> re.Pattern[bytes]:
        longest_first = sorted(self.needles, key=len, reverse=True)
        return re.compile(b"|".join(map(re.escape, longest_first)))

    def find(self, octets: bytes) -> set[str]:
        """What of the canary stands in `octets`, and how it is spelled there."""
        return {self.needles[found.group()] for found in self._pattern.finditer(octets)}

    def _all(self) -> Iterator[tuple[str, bytes]]:
        for what, text in self.canary.texts().items():
            for how, encode in ENCODINGS.items():
                yield f"{what}: {how}", encode(text)
            for how, needle in spellings(text.encode()):
                yield f"{what}: {how}", needle
        packed = int(self.canary.national).to_bytes(8, "big")
        for how, octets in (("big-endian", packed), ("little-endian", packed[::-1])):
            yield f"number: packed, {how}", octets
            yield f"number: packed, {how}, hex", octets.hex().encode()
        for what, text in self.canary.hashed().items():
            for how, digest in DIGESTS.items():
                found = digest(text.encode())
                yield f"{what}: {how}", found
                yield f"{what}: {how}, hex", found.hex().encode()
                yield f"{what}: {how}, HEX", found.hex().upper().encode()
                for spelled, needle in spellings(found):
                    yield f"{what}: {how}, {spelled}", needle
