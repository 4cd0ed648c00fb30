"""Calling: the calls with one person, and what came of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from cdp.sample.life import Call, Case, Lead, Order, Span
from cdp.sample.person import Bond, Ending, Person
from cdp.sample.stream import Stream

_COUNTS: Final[Mapping[Bond, Sequence[tuple[int, int]]]] = {
    Bond.KNOWN: ((0, 55), (1, 45)),
    Bond.ASKED: ((0, 16), (1, 29), (2, 28), (3, 17), (5, 10)),
    Bond.BUYER: ((0, 20), (1, 40), (2, 27), (3, 13)),
    Bond.REGULAR: ((1, 30), (2, 35), (4, 35)),
    Bond.DEVOTED: ((3, 40), (5, 40), (8, 20)),
}
_RESULTS: Final = (
    ("ANSWERED", 640),
    ("NO_ANSWER", 190),
    ("BUSY", 55),
    ("REJECTED", 40),
    ("POWERED_OFF", 35),
    ("VOICEMAIL", 15),
    ("OUT_OF_COVERAGE", 12),
    ("SUSPENDED", 8),
    ("NETWORK_FAILURE", 5),
)
_BEFORE: Final = (
    ("INTERESTED", 26),
    ("CALLBACK_REQUESTED", 14),
    ("APPOINTMENT", 9),
    ("INFO_SENT", 14),
    ("NURTURE", 10),
    ("NOT_INTERESTED", 16),
    ("REFUSED", 4),
    ("THIRD_PARTY_ANSWERED", 4),
    ("LANGUAGE_BARRIER", 1),
    ("", 2),
)
"""Outcomes with whoever has bought nothing yet."""

_AFTER: Final = (
    ("ALREADY_CUSTOMER", 30),
    ("INFO_SENT", 25),
    ("INTERESTED", 20),
    ("CALLBACK_REQUESTED", 12),
    ("THIRD_PARTY_ANSWERED", 3),
    ("", 10),
)
"""Outcomes with customers."""

_INBOUND: Final = 330
_SOLD_BY_CALL: Final = 140
_COMPLAINED_BY_CALL: Final = 600
_UNANSWERED_RING_S: Final = 60


def calls_of(
    person: Person,
    stream: Stream,
    *,
    leads: Sequence[Lead],
    orders: Sequence[Order],
    cases: Sequence[Case],
    until: datetime,
) -> tuple[Call, ...]:
    """Her calls up to `until`, by time; the one that ends everything is the last."""
    bought_at = orders[0].at if orders else None
    count = stream.weighted(_COUNTS[person.bond])
    span = Span(start=person.joined_at + timedelta(minutes=5), end=until)
    drawn = [_call(stream, at, bought_at) for at in span.moments(stream, count)]
    drawn += _sales(stream.fork("sales"), leads, orders)
    drawn += _complaints(stream.fork("complaints"), cases)
    drawn.sort(key=lambda call: call.at)
    if person.ending is not None:
        drawn.append(_last(person.ending, stream, until + timedelta(hours=3)))
    return tuple(
        replace(call, key=f"T{person.index:05}-{nth:02}") for nth, call in enumerate(drawn)
    )


def _call(stream: Stream, at: datetime, bought_at: datetime | None) -> Call:
    is_inbound, result = stream.chance(_INBOUND), stream.weighted(_RESULTS)
    is_customer = bought_at is not None and at > bought_at
    outcome = stream.weighted(_AFTER if is_customer else _BEFORE)
    ring_s, talk_s, wait_h = stream.between(2, 25), stream.between(8, 900), stream.between(20, 72)
    if is_inbound:
        return _answered(at, outcome, "INBOUND", ring_s=ring_s, talk_s=talk_s, wait_h=wait_h)
    if result == "ANSWERED":
        return _answered(at, outcome, "OUTBOUND", ring_s=ring_s, talk_s=talk_s, wait_h=wait_h)
    return Call(
        key="",
        at=at,
        direction="OUTBOUND",
        result=result,
        ring_s=_UNANSWERED_RING_S if result == "NO_ANSWER" else ring_s,
        talk_s=0,
    )


def _answered(
    at: datetime, outcome: str, direction: str, *, ring_s: int, talk_s: int, wait_h: int = 0
) -> Call:
    wants_another = outcome == "CALLBACK_REQUESTED"
    return Call(
        key="",
        at=at,
        direction=direction,
        result="ANSWERED",
        outcome=outcome,
        ring_s=ring_s,
        talk_s=talk_s,
        callback_at=at + timedelta(hours=wait_h) if wants_another else None,
    )


def _sales(stream: Stream, leads: Sequence[Lead], orders: Sequence[Order]) -> Iterator[Call]:
    """Calls that ended in an order, some minutes before it."""
    for order in orders:
        sold, before_min, talk_s = (
            stream.chance(_SOLD_BY_CALL),
            stream.between(20, 90),
            stream.between(120, 1_100),
        )
        at = order.at - timedelta(minutes=before_min)
        if sold and leads and at > leads[0].at:
            yield _answered(at, "SALE", "OUTBOUND", ring_s=9, talk_s=talk_s)


def _complaints(stream: Stream, cases: Sequence[Case]) -> Iterator[Call]:
    """Calls that opened a complaint."""
    for case in cases:
        if case.order is None or case.kind != "COMPLAINT":
            continue
        own = stream.fork(case.order.key)
        rang, talk_s = own.chance(_COMPLAINED_BY_CALL), own.between(90, 1_500)
        if rang:
            at = case.opened_at - timedelta(seconds=talk_s)
            yield _answered(at, "COMPLAINT", "INBOUND", ring_s=6, talk_s=talk_s)


def _last(ending: Ending, stream: Stream, at: datetime) -> Call:
    talk_s = stream.between(5, 60)
    if ending is Ending.UNALLOCATED:
        return Call(key="", at=at, direction="OUTBOUND", result=ending.value, ring_s=0, talk_s=0)
    return _answered(at, ending.value, "OUTBOUND", ring_s=8, talk_s=talk_s)
