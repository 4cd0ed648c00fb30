"""Canary: values that occur nowhere else, every spelling they could leak in, and who finds them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from secrets import choice, randbelow, token_hex
from typing import Final

from cdp.compliance.traces import Traces, digested, shapes, spelled

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
        return {
            # Every form of the number holds one of these: with and without country code.
            **shapes(self.national),
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


@dataclass(frozen=True)
class Scanner:
    """Finds a canary, in any spelling, in any octets."""

    canary: Canary

    @cached_property
    def needles(self) -> Mapping[bytes, str]:
        """Every spelling, with what it is; plainer names come first."""
        return self._traces.needles

    def find(self, octets: bytes) -> set[str]:
        """What of the canary stands in `octets`, and how it is spelled there."""
        return set(self._traces.find(octets))

    @cached_property
    def _traces(self) -> Traces:
        return Traces.of(self._all())

    def _all(self) -> Iterator[tuple[str, bytes]]:
        for what, text in self.canary.texts().items():
            yield from spelled(what, text)
        packed = int(self.canary.national).to_bytes(8, "big")
        for how, octets in (("big-endian", packed), ("little-endian", packed[::-1])):
            yield f"number: packed, {how}", octets
            yield f"number: packed, {how}, hex", octets.hex().encode()
        for what, text in self.canary.hashed().items():
            yield from digested(what, text)
