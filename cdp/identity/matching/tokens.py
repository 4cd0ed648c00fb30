"""Tokens: what of a contact may be compared, and the keyed text that stands for it.

    what a source says ─► compared form ─► HMAC under the matching key ─► match_token

Each kind has a key of its own: a name and a company of the same letters have nothing in common.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum, unique
from typing import Final, Self
from uuid import UUID

from cdp.contacts.record import Address, Contact
from cdp.identity.matching.companies import compared_company
from cdp.identity.matching.mail import ComparedMail
from cdp.identity.matching.names import ComparedName
from cdp.identity.matching.places import ComparedPlace
from privacy.vault import IndexKey, RootKey, RootUse, Suite

TOKEN_BYTES: Final = 8
"""64 bits: of ten million values two are taken for one with odds of three in a million.

A token is evidence beside other evidence, and is never looked up by who asks: the 128 bits of the
index of numbers would only make half of every index here.
"""


@unique
class TokenKind(IntEnum):
    """What is compared. A number, once used, never changes its meaning."""

    NOTHING = 0
    """The row was looked at, and says nothing that may be compared."""
    NAME = 1
    PINYIN = 2
    INITIALS = 3
    EMAIL = 4
    EMAIL_LOCAL = 5
    CITY = 6
    STREET = 7
    BIRTHDAY = 8
    COMPANY = 9


Said = Mapping[TokenKind, frozenset[str]]
"""What a row says that may be compared, in its compared form. A kind without any was said too."""


def said_by(contact: Contact) -> Said:
    """What `contact` says; a kind that it says nothing of is not in it: what stood there stays."""
    return said_of(
        name=contact.name,
        phonetic_name=contact.phonetic_name,
        email=contact.email,
        address=contact.address,
        birthday=None if contact.birthday is None else f"{contact.birthday.day:%m-%d}",
        company=_company(contact),
    )


def _company(contact: Contact) -> str | None:
    if contact.company is not None or contact.organisation is None:
        return contact.company
    return contact.organisation.name


def said_of(
    *,
    name: str | None = None,
    phonetic_name: str | None = None,
    email: str | None = None,
    address: Address | None = None,
    birthday: str | None = None,
    company: str | None = None,
) -> Said:
    """The same of its fields; `birthday` is a month and a day: 05-01."""
    said: dict[TokenKind, frozenset[str]] = {}
    if name is not None:
        said |= _of_name(name, phonetic_name)
    if email is not None:
        mail = ComparedMail.of(email)
        said[TokenKind.EMAIL] = _set(None if mail is None else mail.whole)
        said[TokenKind.EMAIL_LOCAL] = _set(None if mail is None else mail.local)
    if address is not None:
        said |= said_of_place(address)
    if birthday is not None:
        said[TokenKind.BIRTHDAY] = _set(birthday)
    if company is not None:
        said[TokenKind.COMPANY] = _set(compared_company(company))
    return said


def said_of_place(address: Address) -> Said:
    """What one address says."""
    place = ComparedPlace.of(address)
    return {
        TokenKind.CITY: _set(None if place is None else place.city),
        TokenKind.STREET: _set(None if place is None else place.street),
    }


def _of_name(name: str, phonetic: str | None) -> Said:
    compared = [each for each in map(ComparedName.of, (name, phonetic)) if each is not None]
    written = ComparedName.of(name)
    return {
        TokenKind.NAME: _set(None if written is None else written.written),
        TokenKind.PINYIN: frozenset().union(*(each.sounds for each in compared)),
        TokenKind.INITIALS: frozenset().union(*(each.initials for each in compared)),
    }


def _set(text: str | None) -> frozenset[str]:
    return frozenset() if text is None else frozenset((text,))


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class MatchIndex:
    """The keys of matching, in the version that reads and writes now."""

    keys: Mapping[TokenKind, IndexKey]
    version: int = 1

    @classmethod
    def derive(cls, root: RootKey, *, handler: UUID, suite: Suite, version: int = 1) -> Self:
        """A key for each kind, for `handler` alone: no two deployments have a token in common."""
        secret = root.derive(RootUse.MATCH)
        keys = {
            kind: IndexKey.derive(
                secret, handler=handler, suite=suite, kind=kind.name.lower(), version=version
            )
            for kind in TokenKind
        }
        return cls(keys=keys, version=version)

    @property
    def nothing(self) -> tuple[TokenKind, bytes]:
        """What stands for a row that says nothing: no block is made of it."""
        return TokenKind.NOTHING, self.token(TokenKind.NOTHING, "")

    def token(self, kind: TokenKind, compared: str) -> bytes:
        """The bytes that stand for a value in its compared form."""
        return self.keys[kind].token(compared)[:TOKEN_BYTES]

    def tokens(self, said: Said) -> Iterator[tuple[TokenKind, bytes]]:
        """The tokens of what a row says, each once."""
        for kind, values in sorted(said.items()):
            for value in sorted(values):
                yield kind, self.token(kind, value)
