"""Leaf: one entry of the access log, as canonical JSON that refuses free text by construction.

Every key is always present; what does not apply is null or empty. A field is an enumeration, an
id, a time, a hash, a number, or a text that `words` has a pattern for. There is no place where a
value, a variable, a name or a telephone number would fit.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

import orjson

from privacy.errors import InvalidLeaf
from privacy.ledger import words
from privacy.ledger.words import Decision, Lasting
from privacy.terms import Channel, LeafKind, LegalBasis, Purpose, ReasonCode, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

VERSION: Final = 1
SUBJECTS_MAX: Final = 1_000
"""Subjects or cells of one leaf; `chain` spreads more over several."""
LEAF_BYTES_MAX: Final = 65_535
"""The entry bundles of C2SP tlog-tiles carry the length of an entry in two bytes."""
PSEUDONYM_BYTES: Final = 16
_COUNT_MAX: Final = 2**31 - 1
_PARTS_MAX: Final = 4_096


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """By which client and token the actor came, and how it had authenticated (RFC 9470)."""

    client: str
    token_id: str = ""
    acr: str = ""

    def __post_init__(self) -> None:
        words.require("auth.client", self.client, words.CLIENT)
        words.require("auth.jti", self.token_id, words.TOKEN_ID)
        words.require("auth.acr", self.acr, words.ACR)


@dataclass(frozen=True, slots=True, kw_only=True)
class InnerAsk:
    """A side effect of an act under another purpose, decided by itself."""

    purpose: Purpose
    decision: Decision
    basis: LegalBasis | None = None
    fields: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _require_words("inner.fields", self.fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class LastingEffect:
    """What this entry changed for good; a restore replays it."""

    kind: Lasting
    purpose: Purpose | None = None
    channel: Channel | None = None
    until: datetime | None = None

    def __post_init__(self) -> None:
        if self.until is not None:
            _require_aware("effect.until", self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One operation as the log tells it.

    `tenant` is the handler's id; `subjects` are pseudonyms and `cells` commitments, 16 bytes
    each; `count` says how many records were shown or written; `document` and `policy` are
    SHA-256 in hex; `part` is (i, n) of a chain that shares `operation`.

    Raises:
        InvalidLeaf: a field does not have its form.
    """

    kind: LeafKind
    decision: Decision
    at: datetime
    tenant: UUID
    operation: UUID
    actor: str
    auth: Credentials
    roles: tuple[Role, ...] = ()
    unit: str = ""
    country: str = "CN"
    purpose: Purpose | None = None
    basis: LegalBasis | None = None
    reason: ReasonCode | None = None
    article: str | None = None
    document: str | None = None
    policy: str | None = None
    fields: tuple[str, ...] = ()
    inner: tuple[InnerAsk, ...] = ()
    subjects: tuple[bytes, ...] = ()
    count: int = 0
    cells: tuple[bytes, ...] = ()
    effect: LastingEffect | None = None
    reference: str | None = None
    part: tuple[int, int] = (1, 1)

    def __post_init__(self) -> None:
        words.require("actor", self.actor, words.ACTOR)
        words.require("unit", self.unit, words.UNIT)
        words.require("country", self.country, words.COUNTRY)
        _require_optional("article", self.article, words.ARTICLE)
        _require_optional("doc", self.document, words.SHA256)
        _require_optional("policy", self.policy, words.SHA256)
        _require_optional("ref", self.reference, words.REFERENCE)
        _require_aware("t", self.at)
        _require_words("fields", self.fields)
        _require_digests("subjects", self.subjects)
        _require_digests("cells", self.cells)
        if not 0 <= self.count <= _COUNT_MAX:
            raise InvalidLeaf("n")
        if not 1 <= self.part[0] <= self.part[1] <= _PARTS_MAX:
            raise InvalidLeaf("part")

    def to_bytes(self) -> bytes:
        """Canonical JSON: UTF-8, sorted keys, no blanks. Source: RFC 8785.

        Raises:
            InvalidLeaf: what it says contradicts its kind, or it is longer than an entry may be.
        """
        _require_sense(self)
        encoded = orjson.dumps(
            {
                "actor": self.actor,
                "article": self.article,
                "auth": {
                    "acr": self.auth.acr,
                    "client": self.auth.client,
                    "jti": self.auth.token_id,
                },
                "basis": self.basis,
                "cells": [cell.hex() for cell in self.cells],
                "country": self.country,
                "decision": self.decision,
                "doc": self.document,
                "effect": None if self.effect is None else _effect(self.effect),
                "fields": self.fields,
                "inner": [_inner(ask) for ask in self.inner],
                "kind": self.kind,
                "n": self.count,
                "op": self.operation,
                "part": self.part,
                "policy": self.policy,
                "purpose": self.purpose,
                "reason": self.reason,
                "ref": self.reference,
                "roles": self.roles,
                "subjects": [subject.hex() for subject in self.subjects],
                "t": stamp(self.at),
                "tenant": self.tenant,
                "unit": self.unit,
                "v": VERSION,
            },
            option=orjson.OPT_SORT_KEYS,
        )
        if len(encoded) > LEAF_BYTES_MAX:
            raise InvalidLeaf("leaf")
        return encoded


def chain(
    leaf: Leaf, *, subjects: Sequence[bytes] = (), cells: Sequence[bytes] = ()
) -> tuple[Leaf, ...]:
    """`leaf` with all of `subjects` and `cells`: one leaf, or a chain at consecutive indexes."""
    longest = max(len(subjects), len(cells), 1)
    parts = -(-longest // SUBJECTS_MAX)
    return tuple(
        replace(
            leaf,
            subjects=tuple(subjects[at : at + SUBJECTS_MAX]),
            cells=tuple(cells[at : at + SUBJECTS_MAX]),
            part=(number, parts),
        )
        for number, at in enumerate(range(0, longest, SUBJECTS_MAX), start=1)
    )


def stamp(at: datetime) -> str:
    """RFC 3339 in UTC, always with microseconds, so that texts sort as times do."""
    return f"{at.astimezone(UTC).isoformat(timespec='microseconds')[:-6]}Z"


def _inner(ask: InnerAsk) -> dict[str, object]:
    return {
        "basis": ask.basis,
        "decision": ask.decision,
        "fields": ask.fields,
        "purpose": ask.purpose,
    }


def _effect(effect: LastingEffect) -> dict[str, object]:
    return {
        "channel": effect.channel,
        "kind": effect.kind,
        "purpose": effect.purpose,
        "until": None if effect.until is None else stamp(effect.until),
    }


def _require_optional(name: str, text: str | None, pattern: words.Pattern) -> None:
    if text is not None:
        words.require(name, text, pattern)


def _require_aware(name: str, at: datetime) -> None:
    if at.utcoffset() is None:
        raise InvalidLeaf(name)


def _require_words(name: str, fields: Iterable[str]) -> None:
    if not words.FIELDS.issuperset(fields):
        raise InvalidLeaf(name)


def _require_digests(name: str, digests: Sequence[bytes]) -> None:
    if len(digests) > SUBJECTS_MAX or any(len(item) != PSEUDONYM_BYTES for item in digests):
        raise InvalidLeaf(name)


_ENDINGS: Final = frozenset({Decision.APPLIED, Decision.FAILED, Decision.VOID})


def _require_sense(leaf: Leaf) -> None:
    """An outcome ends a write, a denial denies for a reason, and the rest was allowed."""
    if (leaf.kind is LeafKind.OUTCOME) != (leaf.decision in _ENDINGS):
        raise InvalidLeaf("decision")
    if (leaf.kind is LeafKind.DENIAL) and leaf.decision is not Decision.DENY:
        raise InvalidLeaf("decision")
    if leaf.decision in {Decision.DENY, Decision.FAILED} and leaf.reason is None:
        raise InvalidLeaf("reason")
