"""Reading a leaf back: only what `Leaf.to_bytes` writes is a leaf."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

import orjson

from privacy.errors import InvalidLeaf
from privacy.ledger.entry import Credentials, InnerAsk, LastingEffect, Leaf
from privacy.ledger.words import Decision, Lasting
from privacy.terms import Channel, LeafKind, LegalBasis, Purpose, ReasonCode, Role

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


def parse_leaf(encoded: bytes) -> Leaf:
    """The leaf that `encoded` is, to the byte.

    Raises:
        InvalidLeaf: it is none, or is spelled otherwise than we spell it.
    """
    try:
        leaf = _leaf(_Object(orjson.loads(encoded)))
    except (ValueError, TypeError, KeyError):
        raise InvalidLeaf("leaf") from None
    # Keys that are unknown, missing or doubled, other spellings, another version: all show here.
    if leaf.to_bytes() != encoded:
        raise InvalidLeaf("leaf")
    return leaf


class _Object:
    """A JSON object whose members are taken out as what they must be."""

    __slots__ = ("_members",)

    def __init__(self, value: object) -> None:
        if not isinstance(value, dict):
            raise TypeError
        self._members: dict[str, object] = value

    def text(self, name: str) -> str:
        value = self._members[name]
        if not isinstance(value, str):
            raise TypeError
        return value

    def optional(self, name: str, make: Callable[[str], T]) -> T | None:
        return None if self._members[name] is None else make(self.text(name))

    def number(self, name: str) -> int:
        value = self._members[name]
        if not isinstance(value, int):
            raise TypeError
        return value

    def items(self, name: str) -> list[object]:
        value = self._members[name]
        if not isinstance(value, list):
            raise TypeError
        return value

    def each(self, name: str, make: Callable[[str], T]) -> tuple[T, ...]:
        return tuple(make(item) for item in self.items(name) if isinstance(item, str))

    def child(self, name: str) -> _Object:
        return _Object(self._members[name])

    def is_null(self, name: str) -> bool:
        return self._members[name] is None


def _time(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)


def _leaf(read: _Object) -> Leaf:
    first, last = (int(str(number)) for number in read.items("part"))
    return Leaf(
        kind=LeafKind(read.text("kind")),
        decision=Decision(read.text("decision")),
        at=_time(read.text("t")),
        tenant=UUID(read.text("tenant")),
        operation=UUID(read.text("op")),
        actor=read.text("actor"),
        auth=_credentials(read.child("auth")),
        roles=read.each("roles", Role),
        unit=read.text("unit"),
        country=read.text("country"),
        purpose=read.optional("purpose", Purpose),
        basis=read.optional("basis", LegalBasis),
        reason=read.optional("reason", ReasonCode),
        article=read.optional("article", str),
        document=read.optional("doc", str),
        policy=read.optional("policy", str),
        fields=read.each("fields", str),
        inner=tuple(_inner(_Object(ask)) for ask in read.items("inner")),
        subjects=read.each("subjects", bytes.fromhex),
        count=read.number("n"),
        cells=read.each("cells", bytes.fromhex),
        effect=None if read.is_null("effect") else _effect(read.child("effect")),
        reference=read.optional("ref", str),
        part=(first, last),
    )


def _credentials(read: _Object) -> Credentials:
    return Credentials(client=read.text("client"), token_id=read.text("jti"), acr=read.text("acr"))


def _inner(read: _Object) -> InnerAsk:
    return InnerAsk(
        purpose=Purpose(read.text("purpose")),
        decision=Decision(read.text("decision")),
        basis=read.optional("basis", LegalBasis),
        fields=read.each("fields", str),
    )


def _effect(read: _Object) -> LastingEffect:
    return LastingEffect(
        kind=Lasting(read.text("kind")),
        purpose=read.optional("purpose", Purpose),
        channel=read.optional("channel", Channel),
        until=read.optional("until", _time),
    )
