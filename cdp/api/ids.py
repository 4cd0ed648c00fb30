"""Ids: names of objects that nobody can read, make up, alter, or pass for another kind's.

An id says under AES-SIV of which kind an object is, whose, and which row: as the primary key of
a fact does, so that one look-up finds it. All have one length. It is deterministic: an object
keeps its id as long as it stays whose it is.
Source: Relay Global Object Identification; RFC 5297.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, unique
from typing import Final, Protocol, Self
from uuid import UUID

import strawberry

from cdp.api.opaque import Opaque
from cdp.errors import InvalidField
from privacy.discreet import Discreet

_INFO: Final = b"cdp/id/v1"
_SHAPE: Final = struct.Struct(">B16s16s")


@unique
class Record(Enum):
    """Objects that stand for themselves. A number, once used, never changes its meaning."""

    PROFILE = 1
    ORGANISATION = 2
    RIGHTS_REQUEST = 3
    MERGE_DECISION = 4
    MATCH_SUGGESTION = 6


@unique
class Fact(Enum):
    """Rows that are somebody's: their ids carry whose. Numbered apart from records."""

    CONTACT = 16
    NUMBER = 17
    LEAD = 18
    LEAD_CHANGE = 19
    CALL = 20
    MESSAGE = 21
    TASK = 22
    ORDER = 23
    CASE = 24
    SATISFACTION = 25
    CONSENT = 26


Kind = Record | Fact

KINDS: Final = {kind.value: kind for kind in (*Record, *Fact)}
"""Every kind, by its number."""

Namer = Callable[[UUID, UUID], strawberry.ID]
"""Gives, of subject and row, the id of a fact."""


class Keyed(Protocol):
    """What the facts of a row have in common."""

    @property
    def subject(self) -> UUID:
        """Whose it is."""

    @property
    def id(self) -> UUID:
        """Which row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """What an id says. A record is its own subject."""

    kind: Kind
    subject: UUID
    row: UUID


class Ids(Discreet):
    """Writes and reads ids under one key of the deployment."""

    __slots__ = ("_opaque",)

    _opaque: Opaque

    def __init__(self, opaque: Opaque) -> None:
        self._keep(_opaque=opaque)

    @classmethod
    def derive(cls, root: bytes) -> Self:
        """From 32 bytes of the root key's use `id`."""
        return cls(Opaque.derive(root, info=_INFO))

    def record(self, kind: Record, row: UUID) -> strawberry.ID:
        """The id of a record."""
        return self._id(kind, row, row)

    def fact(self, kind: Fact, subject: UUID, row: UUID) -> strawberry.ID:
        """The id of a row of `subject`."""
        return self._id(kind, subject, row)

    def fact_or_none(self, kind: Fact, subject: UUID, row: UUID | None) -> strawberry.ID | None:
        """The id of what a row of `subject` names, where it names one."""
        return None if row is None else self._id(kind, subject, row)

    def of(self, kind: Fact, facts: Keyed) -> strawberry.ID:
        """The id of the row that `facts` were read from."""
        return self._id(kind, facts.subject, facts.id)

    def name(self, given: str, *, field: str) -> Name:
        """What an id of whatever kind says.

        Raises:
            InvalidField: it is none of ours.
        """
        plain = self._opaque.plain(given)
        if plain is None:
            raise InvalidField(field, "Give an id as an earlier answer gave it.")
        kind, subject, row = _SHAPE.unpack(plain)
        return Name(kind=KINDS[kind], subject=UUID(bytes=subject), row=UUID(bytes=row))

    def row(self, kind: Kind, given: str, *, field: str) -> UUID:
        """The row that an id of `kind` names.

        Raises:
            InvalidField: it is none of ours, or of another kind: both are said alike.
        """
        name = self.name(given, field=field)
        if name.kind is not kind:
            raise InvalidField(field, "Give an id as an earlier answer gave it.")
        return name.row

    def profile(self, given: str, *, field: str = "profile") -> UUID:
        """The person whom the id of a profile names. Raises InvalidField."""
        return self.row(Record.PROFILE, given, field=field)

    def row_or_none(self, kind: Kind, given: str | None, *, field: str) -> UUID | None:
        """The same, where an id was given."""
        return None if given is None else self.row(kind, given, field=field)

    def whose(self, *given: str | None) -> UUID | None:
        """Whose the first of these rows is, where one is named and its id is ours."""
        plain = (self._opaque.plain(each) for each in given if each is not None)
        return next(
            (UUID(bytes=_SHAPE.unpack(each)[1]) for each in plain if each is not None), None
        )

    def namer(self, kind: Fact) -> Namer:
        """What names many rows of one kind by subject and row, each as `fact` does."""
        # An id is text to Python: to call its name would cost as much as to make it.
        return self._opaque.pairer(bytes((kind.value,)))  # type: ignore[return-value] # see above

    def _id(self, kind: Kind, subject: UUID, row: UUID) -> strawberry.ID:
        return strawberry.ID(self._opaque.text(_SHAPE.pack(kind.value, subject.bytes, row.bytes)))
