"""Lives: what is known of each person, the same for every side; each keeps it in its own way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

ORDERS: Final = 10
"""Orders of each person."""
CALLS: Final = 10
"""Calls of each person."""

_LEADS: Final = 0x0192F000_0000_7000_8000_000000000000
"""The first of the ids of leads that orders came from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What somebody bought."""

    external_no: str
    placed_at: datetime
    lead: UUID
    status: str = "PAID"
    total_minor: int = 19_900
    currency: str = "CNY"
    channel: str = "WEB"


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """When somebody was spoken with."""

    notes: str
    started_at: datetime
    direction: str = "INBOUND"
    talk_s: int = 95
    outcome: str = "INFO_SENT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """One person; orders and calls with the newest first."""

    e164: str
    name: str
    email: str
    street: str
    orders: tuple[Order, ...]
    calls: tuple[Call, ...]
    source: str = "web-form"
    """Where her contact data came from."""


def number_of(n: int) -> str:
    """The number of the nth person, as an agent types it."""
    return f"139{n:08d}"


def e164_of(n: int) -> str:
    """The same number in its canonical form."""
    return f"+86{number_of(n)}"


def name_of(n: int) -> str:
    """What the nth person is called."""
    return f"客户{n}"


def order_no(n: int, m: int) -> str:
    """The number of the nth person's mth order; 0 is the newest."""
    return f"SO-{n}-{m}"


def notes_of(n: int, m: int) -> str:
    """What was noted of the nth person's mth call; 0 is the newest."""
    return f"C-{n}-{m}"


def life_of(n: int, now: datetime) -> Life:
    """The nth person's, as of `now`."""
    return Life(
        e164=e164_of(n),
        name=name_of(n),
        email=f"customer-{n}@example.com",
        street=f"南山区科技园{n}号",
        orders=tuple(
            Order(
                external_no=order_no(n, m),
                placed_at=now - timedelta(days=m + 1),
                lead=UUID(int=_LEADS + n * ORDERS + m),
            )
            for m in range(ORDERS)
        ),
        calls=tuple(
            Call(notes=notes_of(n, m), started_at=now - timedelta(hours=m + 1))
            for m in range(CALLS)
        ),
    )
