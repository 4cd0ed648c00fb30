"""One statement of consent, checked against the question that it answers."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final, Self
from uuid import UUID

from privacy.errors import InvalidConsent
from privacy.terms import (
    Channel,
    ConsentKind,
    ConsentMethod,
    ConsentState,
    DataCategory,
    GivenBy,
    Purpose,
)

if TYPE_CHECKING:
    from privacy.notice import Notice
    from privacy.policy import Cell

DENIALS: Final = frozenset({ConsentState.REFUSED, ConsentState.WITHDRAWN})
"""What a person says against a purpose: never refused, never lost."""

CAN_BE_STATED: Final = DENIALS | {ConsentState.GIVEN, ConsentState.INVALIDATED}
"""The states that an event may carry; the others follow from the absence of events, or of time."""

JURISDICTION: Final = "CN"
"""Whose law the statement is made under."""

_STRENGTH: Final = {
    ConsentKind.GENERAL: 0,
    ConsentKind.SEPARATE: 1,
    ConsentKind.WRITTEN: 2,
}
_CANONICAL_VERSION: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What was said, when and how, before it is checked.

    `evidence` and `actor` are ciphertext: where the proof lies, and who wrote it down.
    """

    state: ConsentState
    kind: ConsentKind
    method: ConsentMethod
    given_by: GivenBy
    event_time: datetime
    actor: bytes
    evidence: bytes | None = None
    valid_until: datetime | None = None
    ownership: UUID | None = None
    """By which of her numbers she said it; of an invalidation: by which one she had said it."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ConsentEvent:
    """A statement in the shape of ISO/IEC TS 27560. It binds from `event_time`.

    `bit` is the cell that it answers; purpose, channel and categories are the cell's at that
    time, repeated so that the event stands by itself.
    """

    id: UUID
    subject: UUID
    bit: int
    purpose: Purpose
    channel: Channel | None
    categories: tuple[DataCategory, ...]
    kind: ConsentKind
    notice_version: str
    notice_sha256: bytes
    notice_language: str
    method: ConsentMethod
    evidence: bytes | None
    given_by: GivenBy
    actor: bytes
    jurisdiction: str
    retention_days: int
    state: ConsentState
    event_time: datetime
    valid_until: datetime | None
    recorded_at: datetime
    ownership: UUID | None = None

    @classmethod
    def of(
        cls,
        statement: Statement,
        cell: Cell,
        notice: Notice,
        *,
        event_id: UUID,
        subject: UUID,
        recorded_at: datetime,
    ) -> Self:
        """The event of `statement` about `cell`, made after reading `notice`.

        Raises:
            InvalidConsent: it is not an answer to this question; `advice` says what to change.
        """
        _check(statement, cell, notice, recorded_at)
        is_given = statement.state is ConsentState.GIVEN
        longest = statement.event_time + timedelta(days=cell.valid_days)
        return cls(
            id=event_id,
            subject=subject,
            bit=cell.bit,
            purpose=cell.purpose,
            channel=cell.channel,
            categories=tuple(sorted(cell.categories)),
            kind=statement.kind,
            notice_version=notice.version,
            notice_sha256=notice.sha256,
            notice_language=notice.language,
            method=statement.method,
            evidence=statement.evidence,
            given_by=statement.given_by,
            actor=statement.actor,
            jurisdiction=JURISDICTION,
            retention_days=cell.valid_days,
            state=statement.state,
            event_time=statement.event_time,
            valid_until=(statement.valid_until or longest) if is_given else None,
            recorded_at=recorded_at,
            ownership=statement.ownership,
        )

    def __repr__(self) -> str:
        """Name the event; not what was said."""
        return f"<ConsentEvent {self.id}>"

    def digest(self, previous: bytes) -> bytes:
        """SHA-256 over this event and the digest of the one recorded before it.

        It covers the ciphertexts, never a plaintext: the chain verifies without keys, and says
        nothing of an erased person.
        """
        return hashlib.sha256(self._canonical(previous)).digest()

    def _canonical(self, previous: bytes) -> bytes:
        return json.dumps(
            {
                "v": _CANONICAL_VERSION,
                "previous": previous.hex(),
                "id": str(self.id),
                "subject": str(self.subject),
                "bit": self.bit,
                "purpose": self.purpose.value,
                "channel": None if self.channel is None else self.channel.value,
                "categories": [category.value for category in self.categories],
                "kind": self.kind.value,
                "notice": [self.notice_version, self.notice_sha256.hex(), self.notice_language],
                "method": self.method.value,
                "evidence": None if self.evidence is None else self.evidence.hex(),
                "given_by": self.given_by.value,
                "actor": self.actor.hex(),
                "jurisdiction": self.jurisdiction,
                "retention_days": self.retention_days,
                "state": self.state.value,
                "event_time": _instant(self.event_time),
                "valid_until": None if self.valid_until is None else _instant(self.valid_until),
                "recorded_at": _instant(self.recorded_at),
                # Not there where there is none: what was recorded before keeps its hash.
                **({} if self.ownership is None else {"ownership": str(self.ownership)}),
            },
            sort_keys=True,
            separators=(",", ":"),
        ).encode()


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _check(statement: Statement, cell: Cell, notice: Notice, recorded_at: datetime) -> None:
    if statement.state not in CAN_BE_STATED:
        raise InvalidConsent("State a consent as given, refused, withdrawn or invalidated.")
    if statement.event_time > recorded_at:
        raise InvalidConsent("Give the time at which the person spoke: it is past.")
    if statement.state is ConsentState.GIVEN:
        _check_given(statement, cell, notice)
    elif statement.valid_until is not None:
        raise InvalidConsent("Only a given consent has an end; leave it out.")


def _check_given(statement: Statement, cell: Cell, notice: Notice) -> None:
    """What a permission must show; a denial need show nothing. Source: PIPL 14, 15, 29, 31."""
    if cell.retired or notice.version != cell.notice:
        raise InvalidConsent("Read out the notice in force: this question is no longer asked.")
    if not _satisfies(statement, cell.kind):
        raise InvalidConsent("Take this consent in the way that its cell demands.")
    if statement.evidence is None and _needs_evidence(statement):
        raise InvalidConsent("Add the evidence: nobody here heard the person say it.")
    ends = statement.valid_until
    longest = statement.event_time + timedelta(days=cell.valid_days)
    if ends is not None and not statement.event_time < ends <= longest:
        raise InvalidConsent(f"Let it end within {cell.valid_days} days, or leave the end out.")


def _satisfies(statement: Statement, asked: ConsentKind) -> bool:
    """Whether the kind is at least the one asked for; a guardian's is of its own kind."""
    is_guardian = statement.given_by is GivenBy.GUARDIAN
    if ConsentKind.GUARDIAN in {asked, statement.kind} or is_guardian:
        return is_guardian and statement.kind is ConsentKind.GUARDIAN is asked
    return _STRENGTH[statement.kind] >= _STRENGTH[asked]


def _needs_evidence(statement: Statement) -> bool:
    return statement.method is ConsentMethod.IMPORT or statement.given_by is not GivenBy.SUBJECT
