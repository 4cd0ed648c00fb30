"""Buying: the orders of one person. A machine first, then filters, for as long as she stays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from cdp.sample.goods import bought_again, first_bought
from cdp.sample.life import Order, Span
from cdp.sample.lines import Exchange, Line
from cdp.sample.person import Bond, Person
from cdp.sample.stream import Stream

_COUNTS: Final[Mapping[Bond, Sequence[tuple[int, int]]]] = {
    Bond.KNOWN: ((0, 1),),
    Bond.ASKED: ((0, 1),),
    Bond.BUYER: ((1, 62), (2, 38)),
    Bond.REGULAR: ((3, 40), (4, 30), (5, 20), (6, 10)),
    Bond.DEVOTED: ((7, 30), (10, 30), (14, 25), (20, 15)),
}
_THOUGHT_OVER: Final = timedelta(hours=2)
"""Between the first question and the first order."""

_USED: Final = timedelta(hours=30)
"""Between the last order and the end, so that whoever has a question about it can ask."""

_MARKETPLACE: Final = 60

_RECENT: Final = (("PENDING_PAYMENT", 10), ("PAID", 45), ("FULFILLED", 45))
_SETTLED: Final = (
    ("COMPLETED", 880),
    ("CANCELLED", 60),
    ("REFUNDED", 35),
    ("PARTLY_REFUNDED", 25),
)
_SETTLES: Final = timedelta(days=15)
_QUANTITIES: Final = ((1, 85), (2, 11), (3, 4))


def orders_of(
    person: Person, stream: Stream, exchange: Exchange, until: datetime, now: datetime
) -> tuple[Order, ...]:
    """Her orders up to `until`, by time."""
    count = stream.weighted(_COUNTS[person.bond])
    if not count:
        return ()
    moments = Span(start=person.joined_at + _THOUGHT_OVER, end=until - _USED).moments(stream, count)
    return tuple(
        _order(person, stream, exchange, nth=nth, at=at, now=now) for nth, at in enumerate(moments)
    )


def _order(
    person: Person, stream: Stream, exchange: Exchange, *, nth: int, at: datetime, now: datetime
) -> Order:
    statuses = _RECENT if now - at < _SETTLES else _SETTLED
    return Order(
        key=f"YQ{person.index:05}-{nth:02}",
        at=at.replace(second=0),
        product=bought_again(stream) if nth else first_bought(stream),
        quantity=stream.weighted(_QUANTITIES),
        status=stream.weighted(statuses),
        line=_parcel(person, stream, exchange),
    )


def _parcel(person: Person, stream: Stream, exchange: Exchange) -> Line:
    """Whose number the parcel names. A marketplace keeps its buyer's to itself."""
    return exchange.privacy() if stream.chance(_MARKETPLACE) else person.line
