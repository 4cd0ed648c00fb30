"""Desk: the port between the explorer's endpoint and `api`, which knows documents and policy.

It reads no row and opens nothing: what a document can touch is known from the document, and what
a role may see of it from the policy. So it leaves no entry in the ledger.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from privacy.terms import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A word of the policy with its names for people; `code` as GraphQL or the policy writes it."""

    code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A purpose, and whether the caller may name it."""

    purpose: Named
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A category that a document touches, and the coordinates by which it does.

    `effect` is what the caller's roles are shown of it for the document's purpose at most: ALLOW,
    MASK, REDACT or DENY; empty where no purpose is named. What a person refused comes on top.
    """

    category: Named
    coordinates: Sequence[str] = ()
    effect: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Why a document cannot be run: a code and what to do, and nothing of its text."""

    code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """What a document can touch, or why it is refused."""

    refused: Refused | None = None
    trusted: str = ""
    """The id of the trusted document of that very text."""
    operation: str = ""
    kind: str = ""
    purpose: Named | None = None
    shows: Sequence[Category] = ()
    asks: Sequence[Category] = ()
    """What people are looked up by."""
    takes: Sequence[Category] = ()
    """What a caller may hand an act at most, to be written down."""
    cost: int | None = None
    """At most, whatever the variables say; None for a document that is refused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trusted:
    """A trusted document."""

    id: str
    persona: str
    name: str
    text: str = field(repr=False)
    touches: Touched


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """What there is to explore: the schema, the purposes and the trusted documents."""

    sdl: str = field(repr=False)
    purposes: Sequence[Offered]
    documents: Sequence[Trusted]
    personas: Mapping[str, Named]
    takes_text: bool
    """Whether this deployment runs documents that are not registered."""


class Desk(Protocol):
    """Answers the explorer. Implemented in `cdp.api`, handed over by `cdp.wiring`."""

    def is_open_to(self, actor: Actor) -> bool:
        """Whether `actor` may ask at all."""

    def catalogue(self, actor: Actor) -> Catalogue:
        """What there is to explore, for `actor`."""

    def touched(self, text: str, purpose: str | None, actor: Actor) -> Touched:
        """What `text` can touch; `purpose` is the header's, for text that names none itself."""
