"""Life: what one person did with the company, in the order in which such things happen.

    asked (leads) ─► was called ─► bought (orders) ─► needed something (cases) ─► fell silent

Nothing comes before the first of it, nothing after she went silent, and nothing after now.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from cdp.sample.goods import Product
from cdp.sample.lines import Line
from cdp.sample.stream import Stream

OFFICE_HOURS: Final = range(9, 20)
"""When people in China are called, and when they mostly call: Beijing time."""

BEIJING: Final = timedelta(hours=8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """She asked."""

    key: str
    at: datetime
    campaign: str
    tracking_link: str
    product: str
    intent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """She bought. `line` is the number that the parcel names: hers, or a marketplace's."""

    key: str
    at: datetime
    product: Product
    quantity: int
    status: str
    line: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """She was called, or called."""

    key: str
    at: datetime
    direction: str
    result: str
    outcome: str = ""
    ring_s: int
    talk_s: int
    callback_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """She needed something. `order` is the one that it is about, if any."""

    key: str
    kind: str
    order: Order | None
    opened_at: datetime
    status: str
    priority: str
    first_response_at: datetime | None
    resolved_at: datetime | None
    root_cause: str
    csat: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """All of it, each list by time."""

    leads: tuple[Lead, ...] = ()
    orders: tuple[Order, ...] = ()
    calls: tuple[Call, ...] = ()
    cases: tuple[Case, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From when to when something may have happened."""

    start: datetime
    end: datetime

    def moment(self, stream: Stream) -> datetime:
        """A moment within; in office hours where the span has room for it.

        It draws the same whatever the span is, so that another `now` makes the same company.
        """
        seconds = (self.end - self.start) // timedelta(seconds=1)
        share, hour = stream.below(1_000_000), stream.pick(OFFICE_HOURS)
        moment = self.start + timedelta(seconds=seconds * share // 1_000_000)
        local = (moment + BEIJING).hour
        if local in OFFICE_HOURS:
            return moment
        by_day = moment + timedelta(hours=hour - local)
        return by_day if self.start <= by_day <= self.end else moment

    def moments(self, stream: Stream, count: int) -> list[datetime]:
        """`count` of them, by time."""
        return sorted(self.moment(stream) for _ in range(count))
