"""Needing: the service cases of one person, nearly all about something that she bought."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from cdp.sample.life import Case, Order, Span
from cdp.sample.person import Bond, Person
from cdp.sample.stream import Stream

_PER_ORDER: Final = 215
_ASKS: Final[Mapping[Bond, int]] = {Bond.KNOWN: 60, Bond.ASKED: 80}
"""Who bought nothing and has a question all the same, of a thousand."""

_KINDS: Final = (
    ("CONSULTATION", 28),
    ("FAULT", 30),
    ("COMPLAINT", 17),
    ("ORDER", 15),
    ("REFUND", 8),
    ("OTHER", 2),
)
_PRIORITIES: Final = (("NORMAL", 70), ("HIGH", 18), ("LOW", 9), ("URGENT", 3))
_ROOTS: Final = (
    ("PRODUCT", 34),
    ("DELIVERY", 22),
    ("PROCESS", 18),
    ("BILLING", 10),
    ("PEOPLE", 8),
    ("DATA_ERROR", 3),
    ("UNKNOWN", 5),
)
_CSATS: Final = ((5, 46), (4, 28), (3, 12), (2, 6), (1, 8))
_SETTLES: Final = timedelta(days=10)
_RECENT: Final = (("NEW", 30), ("OPEN", 35), ("PENDING_CUSTOMER", 20), ("ON_HOLD", 15))
_OLD: Final = (("RESOLVED", 30), ("CLOSED", 66), ("REOPENED", 4))
_RATED: Final = 620
_DELIVERY: Final = timedelta(days=1)
_SETTLED: Final = frozenset({"RESOLVED", "CLOSED"})


def cases_of(
    person: Person, stream: Stream, orders: tuple[Order, ...], until: datetime, now: datetime
) -> tuple[Case, ...]:
    """Her cases up to `until`, by time."""
    found: list[Case] = []
    for order in orders:
        has, moment = stream.chance(_PER_ORDER), stream.fork(order.key)
        opens = Span(start=order.at + _DELIVERY, end=min(until, order.at + timedelta(days=240)))
        if has:
            found.append(_case(moment, order, opens.moment(moment), now))
    if stream.chance(_ASKS.get(person.bond, 0)):
        opens = Span(start=person.joined_at + _DELIVERY, end=until)
        found.append(_case(stream, None, opens.moment(stream), now))
    found.sort(key=lambda case: case.opened_at)
    return tuple(
        replace(case, key=f"S{person.index:05}-{nth:02}") for nth, case in enumerate(found)
    )


def _case(stream: Stream, order: Order | None, at: datetime, now: datetime) -> Case:
    kind = stream.weighted(_KINDS) if order else "CONSULTATION"
    status = stream.weighted(_RECENT if now - at < _SETTLES else _OLD)
    answered_at = at + timedelta(minutes=stream.between(2, 600))
    resolved_at = answered_at + timedelta(minutes=stream.between(10, 9_000))
    root_cause, csat, rated = (
        stream.weighted(_ROOTS),
        stream.weighted(_CSATS),
        stream.chance(_RATED),
    )
    is_settled = status in _SETTLED
    return Case(
        key="",
        kind=kind,
        order=order,
        opened_at=at,
        status=status,
        priority=stream.weighted(_PRIORITIES),
        first_response_at=answered_at if status != "NEW" and answered_at < now else None,
        resolved_at=resolved_at if is_settled else None,
        root_cause=root_cause if is_settled else "",
        csat=csat if is_settled and rated else None,
    )
