"""The book of consent: adds a statement, and rewrites what follows from it in one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import (
    ColumnElement,
    DateTime,
    Integer,
    SmallInteger,
    String,
    Uuid,
    and_,
    bindparam,
    case,
    cast,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY, BIT, insert

from privacy.consent import DENIALS, CellState, ConsentEvent, Recorded, Said, fold, record
from privacy.errors import Refusal
from privacy.store.consents import consent_event, consent_state
from privacy.store.links import members_of
from privacy.store.statement import Statement
from privacy.store.subjects import LOCK, subject
from privacy.terms import (
    Channel,
    ConsentKind,
    ConsentMethod,
    ConsentState,
    DataCategory,
    GivenBy,
    Purpose,
    ReasonCode,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

    from privacy.store.statement import Row, Runner

_TIME: Final = DateTime(timezone=True)
_OF_SUBJECT: Final = bindparam("subject_id", type_=Uuid)

HISTORY: Final = Statement(
    "consents.history",
    select(consent_event)
    .where(consent_event.c.subject_id == _OF_SUBJECT)
    .order_by(consent_event.c.n),
)
"""Every event of a person in order of recording. Index: uq_consent_event_subject_id_n."""

_SAID: Final = Statement(
    "consents.said",
    select(
        *(
            consent_event.c[name]
            for name in ("n", "id", "bit", "state", "event_time", "valid_until", "hash")
        )
    )
    .where(consent_event.c.subject_id == _OF_SUBJECT)
    .order_by(consent_event.c.n),
)

_ADD: Final = Statement(
    "consents.add",
    insert(consent_event).values(
        {column.name: bindparam(column.name, type_=column.type) for column in consent_event.columns}
    ),
)

_projection: Final = insert(consent_state).values(
    {column.name: bindparam(column.name, type_=column.type) for column in consent_state.columns}
)
_PROJECT: Final = Statement(
    "consents.project",
    _projection.on_conflict_do_update(
        index_elements=[consent_state.c.subject_id, consent_state.c.bit],
        set_={
            name: _projection.excluded[name]
            for name in ("state", "event_id", "event_time", "valid_until")
        },
    ),
)

_SET_BITS: Final = Statement(
    "consents.set_bits",
    update(subject)
    .where(subject.c.id == _OF_SUBJECT)
    .values(
        granted=cast(bindparam("granted", type_=String), BIT(varying=True)),
        denied=cast(bindparam("denied", type_=String), BIT(varying=True)),
        valid_until=bindparam("valid_until", type_=_TIME),
    ),
)


def states(
    subject_id: ColumnElement[UUID],
    allowed: ColumnElement[bool],
    *,
    cells: str = "bits",
    whose: ColumnElement[UUID] | None = None,
) -> ColumnElement[object]:
    """Where the cells of a person stand, where `allowed`: an array of rows, in order of bit.

    Each row is (bit, state, event_time, valid_until), expiry applied, and then `whose`, where it
    is given. Parameters: `at`, and under the name `cells` the bits that are asked for. Index:
    pk_consent_state.
    """
    ended = consent_state.c.valid_until <= bindparam("at", type_=_TIME)
    is_expired = and_(consent_state.c.state == ConsentState.GIVEN.value, ended)
    rows = (
        select(
            func.row(
                cast(consent_state.c.bit, Integer),
                case((is_expired, ConsentState.EXPIRED.value), else_=consent_state.c.state),
                consent_state.c.event_time,
                consent_state.c.valid_until,
                *(() if whose is None else (whose,)),
            )
        )
        .where(
            consent_state.c.subject_id == subject_id,
            consent_state.c.bit == func.any(bindparam(cells, type_=ARRAY(SmallInteger))),
            allowed,
        )
        .order_by(consent_state.c.bit)
        .correlate_except(consent_state)
    )
    return func.array(rows.scalar_subquery())


def denials_elsewhere(
    subject_id: ColumnElement[UUID], profile: ColumnElement[UUID], *, cells: str
) -> ColumnElement[object]:
    """What the other members of `profile` said no to, as an array of rows (bit, state).

    Whether their own rows may be seen or not: a no of one is a no of all. Null is no profile.
    Parameter: under the name `cells` the bits that are asked for. Indexes:
    ix_merge_link_profile_id, pk_consent_state.
    """
    members = func.array(members_of(profile).scalar_subquery())
    said = consent_state.alias("denied_said")
    rows = (
        select(func.row(cast(said.c.bit, Integer), said.c.state))
        .where(
            said.c.subject_id == func.any(members),
            said.c.subject_id != subject_id,
            said.c.bit == func.any(bindparam(cells, type_=ARRAY(SmallInteger))),
            or_(*(said.c.state == state.value for state in sorted(DENIALS))),
        )
        .correlate_except(said)
    )
    return func.array(rows.scalar_subquery())


class ConsentBook:
    """The book on PostgreSQL. `run` is inside the transaction of the act."""

    def __init__(self, run: Runner) -> None:
        self._run = run

    async def record(self, event: ConsentEvent, *, at: datetime) -> Recorded:
        """Add `event` now, `at`, and rewrite the projection and the bits of its subject.

        Raises:
            InvalidConsent: it is recorded already, or contradicts its history.
            Refusal: NOT_AVAILABLE: there is no such person.
        """
        # This order cannot change: whoever holds the subject's row reads a history that is
        # complete, so two statements at one time are folded one after the other.
        if not await self._run.fetch(LOCK, subject=event.subject):
            raise Refusal(ReasonCode.NOT_AVAILABLE)
        history = await self._run.fetch(_SAID, subject_id=event.subject)
        recorded = record(event, [_said(row) for row in history], at=at)
        await self._run.fetch(_ADD, **_columns(recorded))
        for bit, cell in recorded.cells.items():
            await self._run.fetch(
                _PROJECT,
                subject_id=event.subject,
                bit=bit,
                state=cell.state.value,
                event_id=cell.event,
                event_time=cell.event_time,
                valid_until=cell.valid_until,
            )
        await self._run.fetch(
            _SET_BITS,
            subject_id=event.subject,
            granted=recorded.bits.granted,
            denied=recorded.bits.denied,
            valid_until=recorded.bits.valid_until,
        )
        return recorded

    async def standing(self, subject_id: UUID, *, at: datetime) -> Mapping[int, CellState]:
        """Where every cell stands at `at`; nothing is added until the transaction ends."""
        await self._run.fetch(LOCK, subject=subject_id)
        history = await self._run.fetch(_SAID, subject_id=subject_id)
        return fold([_said(row) for row in history], at)

    async def history(self, subject_id: UUID) -> list[tuple[ConsentEvent, bytes]]:
        """Every event of a person with its stored hash, in order of recording."""
        rows = await self._run.fetch(HISTORY, subject_id=subject_id)
        return [(_event(row), row["hash"]) for row in rows]


def _said(row: Row) -> Said:
    return Said(
        n=row["n"],
        id=row["id"],
        bit=row["bit"],
        state=ConsentState(row["state"]),
        event_time=row["event_time"],
        valid_until=row["valid_until"],
        hash=row["hash"],
    )


def _columns(recorded: Recorded) -> dict[str, object]:
    event = recorded.event
    return {
        "subject_id": event.subject,
        "id": event.id,
        "n": recorded.said.n,
        "bit": event.bit,
        "purpose": event.purpose.value,
        "channel": None if event.channel is None else event.channel.value,
        "categories": [category.value for category in event.categories],
        "kind": event.kind.value,
        "notice_version": event.notice_version,
        "notice_sha256": event.notice_sha256,
        "notice_language": event.notice_language,
        "method": event.method.value,
        "evidence": event.evidence,
        "given_by": event.given_by.value,
        "actor": event.actor,
        "jurisdiction": event.jurisdiction,
        "retention_days": event.retention_days,
        "state": event.state.value,
        "event_time": event.event_time,
        "valid_until": event.valid_until,
        "recorded_at": event.recorded_at,
        "prev_hash": recorded.previous,
        "hash": recorded.said.hash,
    }


def _event(row: Row) -> ConsentEvent:
    channel = row["channel"]
    return ConsentEvent(
        id=row["id"],
        subject=row["subject_id"],
        bit=row["bit"],
        purpose=Purpose(row["purpose"]),
        channel=None if channel is None else Channel(channel),
        categories=tuple(DataCategory(word) for word in row["categories"]),
        kind=ConsentKind(row["kind"]),
        notice_version=row["notice_version"],
        notice_sha256=row["notice_sha256"],
        notice_language=row["notice_language"],
        method=ConsentMethod(row["method"]),
        evidence=row["evidence"],
        given_by=GivenBy(row["given_by"]),
        actor=row["actor"],
        jurisdiction=row["jurisdiction"],
        retention_days=row["retention_days"],
        state=ConsentState(row["state"]),
        event_time=row["event_time"],
        valid_until=row["valid_until"],
        recorded_at=row["recorded_at"],
    )
