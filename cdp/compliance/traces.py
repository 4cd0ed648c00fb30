"""Traces: every spelling in which a text of a person could have been left, and who finds them.

Pure: octets in, findings out. Both the demonstration and the tests look through dumps, logs and
files with it, and both plant a text first: a search that finds nothing proves nothing by itself.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Self
from urllib.parse import quote

ENCODINGS: Final[Mapping[str, Callable[[str], bytes]]] = MappingProxyType(
    {
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
)
"""How a text can be spelled."""

DIGESTS: Final[Mapping[str, Callable[[bytes], bytes]]] = MappingProxyType(
    {
        "md5": lambda octets: hashlib.md5(octets, usedforsecurity=False).digest(),
        "sha1": lambda octets: hashlib.sha1(octets, usedforsecurity=False).digest(),
        "sha256": lambda octets: hashlib.sha256(octets).digest(),
        "hmac-sha256, no key": lambda octets: hmac.digest(b"", octets, "sha256"),
    }
)
"""What can be tried out for every number there is."""

SHORTEST: Final = 8
"""A shorter needle stands somewhere by chance."""


def base64_of(octets: bytes) -> Iterator[bytes]:
    """Octets in base64, of both alphabets, wherever in the stream they begin."""
    for encode in (base64.b64encode, base64.urlsafe_b64encode):
        for lead in range(3):
            encoded = encode(bytes(lead) + octets)
            # The first and last letters share bits with whatever stands beside.
            kept = encoded[4 if lead else 0 :].rstrip(b"=")[:-1]
            if len(kept) >= SHORTEST:
                yield kept


def spelled(what: str, text: str) -> Iterator[tuple[str, bytes]]:
    """Every spelling of one text, named."""
    for how, encode in ENCODINGS.items():
        yield f"{what}: {how}", encode(text)
    for needle in base64_of(text.encode()):
        yield f"{what}: base64", needle


def digested(what: str, text: str) -> Iterator[tuple[str, bytes]]:
    """Every digest of one text, as it stands in databases, files and addresses; named."""
    for how, digest in DIGESTS.items():
        found = digest(text.encode())
        yield f"{what}: {how}", found
        yield f"{what}: {how}, hex", found.hex().encode()
        yield f"{what}: {how}, HEX", found.hex().upper().encode()
        for needle in base64_of(found):
            yield f"{what}: {how}, base64", needle


def shapes(national: str) -> Mapping[str, str]:
    """How a Chinese mobile number of eleven digits is written."""
    wide = national.translate({ord("0") + n: ord("０") + n for n in range(10)})
    return {
        "number": national,
        "number, spaced": f"{national[:3]} {national[3:7]} {national[7:]}",
        "number, hyphened": f"{national[:3]}-{national[3:7]}-{national[7:]}",
        "number, full width": wide,
    }


@dataclass(frozen=True)
class Traces:
    """Finds needles in octets. `needles` has each with what it is; plainer names come first."""

    needles: Mapping[bytes, str]

    @classmethod
    def of(cls, named: Iterator[tuple[str, bytes]]) -> Self:
        """The needles of these spellings, but for those that are too short."""
        found: dict[bytes, str] = {}
        for what, needle in named:
            if len(needle) >= SHORTEST:
                found.setdefault(needle, what)
        return cls(needles=found)

    @classmethod
    def of_person(cls, *, number: str, name: str, email: str) -> Self:
        """A person's number (E.164, of China), name and e-mail address."""
        return cls.of(_of_person(number, name, email))

    def find(self, octets: bytes) -> frozenset[str]:
        """What stands in `octets`, and how it is spelled there."""
        # One pass a needle: each runs at the speed of memory, which no pattern of hundreds does.
        return frozenset(what for needle, what in self.needles.items() if needle in octets)


def _of_person(number: str, name: str, email: str) -> Iterator[tuple[str, bytes]]:
    national = number.removeprefix("+86")
    texts = {**shapes(national), "E.164": number, "name": name, "e-mail": email}
    for what, text in texts.items():
        yield from spelled(what, text)
    for what in ("number", "E.164", "name", "e-mail"):
        for how in ("md5", "sha1", "sha256"):
            found = DIGESTS[how](texts[what].encode())
            yield f"{what}: {how}", found
            yield f"{what}: {how}, hex", found.hex().encode()
            yield f"{what}: {how}, HEX", found.hex().upper().encode()
