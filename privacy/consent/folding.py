"""What the statements of one person amount to: the state of every cell, and the subject's bits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Final
from uuid import UUID

from privacy.consent.event import DENIALS
from privacy.errors import InvalidConsent
from privacy.terms import ConsentMethod, ConsentState

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from privacy.consent.event import ConsentEvent

FIRST: Final = bytes(32)
"""Stands before the first event of a person in the chain."""

BY_TELEPHONE: Final = frozenset({ConsentMethod.CALL, ConsentMethod.SMS})
"""Ways to say it that take a number."""

WIDTH: Final = 128
"""Bits of a person's `granted` and `denied`. More come by a migration; the policy refuses them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the history keeps at hand of one recorded event; `n` counts in order of recording."""

    n: int
    id: UUID
    bit: int
    state: ConsentState
    event_time: datetime
    valid_until: datetime | None
    hash: bytes
    ownership: UUID | None = None
    method: ConsentMethod | None = None

    @property
    def by_some_number(self) -> bool:
        """Whether she said it by telephone, and nobody knows by which of her numbers."""
        return self.ownership is None and self.method in BY_TELEPHONE


@dataclass(frozen=True, slots=True, kw_only=True)
class CellState:
    """Where one cell stands: the state, and the event that it follows from."""

    state: ConsentState
    event: UUID
    event_time: datetime
    valid_until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bits:
    """The consent columns of a subject; bit 0 is the leftmost character."""

    granted: str
    denied: str
    valid_until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """An event with its place in the chain, and what all events amount to now."""

    event: ConsentEvent
    said: Said
    previous: bytes
    cells: Mapping[int, CellState]
    bits: Bits


def fold(history: Iterable[Said], at: datetime) -> dict[int, CellState]:
    """The state of every cell that anything was said about.

    The last word counts: the latest `event_time`, at one instant the denial, then the higher id.
    An invalidation strikes only a consent given before it; it never lifts a denial. One that
    names a number strikes what was said by that number alone, and of the rest the last word counts.
    """
    events = list(history)
    ended: dict[int, list[Said]] = {}
    for said in events:
        if said.state is ConsentState.INVALIDATED:
            ended.setdefault(said.bit, []).append(said)

    def weight(said: Said) -> tuple[bool, datetime, bool, UUID]:
        lapsed = any(
            other.ownership is not None and strikes(other, said)
            for other in ended.get(said.bit, ())
        )
        return (not lapsed, said.event_time, said.state in DENIALS, said.id)

    last: dict[int, Said] = {}
    for said in events:
        if said.state is ConsentState.INVALIDATED:
            continue
        before = last.get(said.bit)
        if before is None or weight(said) > weight(before):
            last[said.bit] = said
    struck = {
        bit for bit, said in last.items() if any(strikes(it, said) for it in ended.get(bit, ()))
    }
    return {
        bit: CellState(
            state=_state(said, at, is_struck=bit in struck),
            event=said.id,
            event_time=said.event_time,
            valid_until=said.valid_until,
        )
        for bit, said in last.items()
    }


def bits(cells: Mapping[int, CellState]) -> Bits:
    """The columns of the subject: what is granted, what is denied, and the next expiry."""
    given = {bit: cell for bit, cell in cells.items() if cell.state is ConsentState.GIVEN}
    denied = {bit for bit, cell in cells.items() if cell.state in DENIALS}
    ends = [cell.valid_until for cell in given.values() if cell.valid_until is not None]
    return Bits(
        granted="".join("1" if bit in given else "0" for bit in range(WIDTH)),
        denied="".join("1" if bit in denied else "0" for bit in range(WIDTH)),
        valid_until=min(ends, default=None),
    )


def record(event: ConsentEvent, history: Sequence[Said], *, at: datetime) -> Recorded:
    """`event` behind `history`, which is in order of recording and complete for its subject.

    `at` is now, by which consents expire; the event's own `recorded_at` may be coarse.

    Raises:
        InvalidConsent: it is recorded already, or it invalidates a consent that does not stand.
    """
    if any(said.id == event.id for said in history):
        raise InvalidConsent("This statement is recorded already.")
    ends = event.state is ConsentState.INVALIDATED
    if ends and event.bit not in _can_end(event, history, at):
        raise InvalidConsent("Only a consent that stands can be invalidated.")
    previous = history[-1].hash if history else FIRST
    said = Said(
        n=history[-1].n + 1 if history else 1,
        id=event.id,
        bit=event.bit,
        state=event.state,
        event_time=event.event_time,
        valid_until=event.valid_until,
        hash=event.digest(previous),
        ownership=event.ownership,
        method=event.method,
    )
    cells = fold([*history, said], at)
    return Recorded(event=event, said=said, previous=previous, cells=cells, bits=bits(cells))


def _can_end(event: ConsentEvent, history: Sequence[Said], at: datetime) -> frozenset[int]:
    """The cells that an invalidation like `event` ends."""
    if event.ownership is not None:
        return lapsing(history, event.ownership, said_at=event.event_time, at=at)
    standing = fold(history, at)
    return frozenset(bit for bit, cell in standing.items() if cell.state is ConsentState.GIVEN)


def first_break(chain: Sequence[tuple[ConsentEvent, bytes]]) -> UUID | None:
    """The first event whose stored hash does not follow from those before it; None if all do.

    `chain` holds the events of one person in order of recording, each with its stored hash.
    """
    links = pairwise([FIRST, *(stored for _, stored in chain)])
    for (event, _), (previous, stored) in zip(chain, links, strict=True):
        if event.digest(previous) != stored:
            return event.id
    return None


def strikes(other: Said, given: Said) -> bool:
    """Whether `other` invalidates the yes `given`: all before it, or those by its number alone."""
    return (
        other.state is ConsentState.INVALIDATED
        and other.bit == given.bit
        and given.state is ConsentState.GIVEN
        and other.event_time >= given.event_time
        and (other.ownership in {None, given.ownership} or given.by_some_number)
    )


def lapsing(
    history: Iterable[Said], ownership: UUID, *, said_at: datetime, at: datetime
) -> frozenset[int]:
    """The cells of which a yes was said by the number of `ownership`, and stands.

    Whatever the last word is: one that was said otherwise may end, and this one must not come back.
    """
    events = list(history)
    ended = [said for said in events if said.state is ConsentState.INVALIDATED]
    return frozenset(
        said.bit
        for said in events
        if said.state is ConsentState.GIVEN
        and said.event_time <= said_at
        and (said.ownership == ownership or said.by_some_number)
        and (said.valid_until is None or said.valid_until > at)
        and not any(strikes(other, said) for other in ended)
    )


def _state(said: Said, at: datetime, *, is_struck: bool) -> ConsentState:
    if is_struck:
        return ConsentState.INVALIDATED
    if said.state is ConsentState.GIVEN and said.valid_until is not None and said.valid_until <= at:
        return ConsentState.EXPIRED
    return said.state
