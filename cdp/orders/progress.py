"""Where an order may go from where it stands, as data.

What is undone stays undone: whoever orders again places another order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum, unique
from types import MappingProxyType
from typing import Final

from cdp.errors import Conflict
from cdp.orders.record import OrderStatus

_S = OrderStatus

MOVES: Final[Mapping[OrderStatus, frozenset[OrderStatus]]] = MappingProxyType(
    {
        _S.DRAFT: frozenset({_S.PENDING_PAYMENT, _S.PAID, _S.CANCELLED}),
        _S.PENDING_PAYMENT: frozenset({_S.PAID, _S.CANCELLED}),
        _S.PAID: frozenset({_S.FULFILLED, _S.COMPLETED, _S.PARTLY_REFUNDED, _S.REFUNDED}),
        _S.FULFILLED: frozenset({_S.COMPLETED, _S.PARTLY_REFUNDED, _S.REFUNDED}),
        _S.COMPLETED: frozenset({_S.PARTLY_REFUNDED, _S.REFUNDED}),
        _S.PARTLY_REFUNDED: frozenset({_S.FULFILLED, _S.COMPLETED, _S.REFUNDED}),
        _S.CANCELLED: frozenset(),
        _S.REFUNDED: frozenset(),
    }
)
"""The steps from each status. Staying is no step, and is always possible."""


@unique
class Need(StrEnum):
    """What the money on record must say of a status. With no money on record, the source says."""

    PAID_IN_FULL = "PAID_IN_FULL"
    REFUNDED_IN_PART = "REFUNDED_IN_PART"
    REFUNDED_IN_FULL = "REFUNDED_IN_FULL"


NEEDS: Final[Mapping[OrderStatus, Need]] = MappingProxyType(
    {
        _S.PAID: Need.PAID_IN_FULL,
        _S.PARTLY_REFUNDED: Need.REFUNDED_IN_PART,
        _S.REFUNDED: Need.REFUNDED_IN_FULL,
    }
)
"""What a step into a status needs."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Balance:
    """The money on record of one order, in its currency's minor units."""

    total_minor: int
    paid_minor: int = 0
    refunded_minor: int = 0

    def meets(self, need: Need) -> bool:
        """Whether the money on record says so; with none on record, nothing contradicts."""
        if self.paid_minor == 0:
            return True
        match need:
            case Need.PAID_IN_FULL:
                return self.paid_minor >= self.total_minor
            case Need.REFUNDED_IN_PART:
                return 0 < self.refunded_minor < self.paid_minor
            case Need.REFUNDED_IN_FULL:
                return self.refunded_minor == self.paid_minor


def moved(now: OrderStatus, wanted: OrderStatus, balance: Balance) -> OrderStatus:
    """The status after the step, `balance` being the money on record after it.

    Raises:
        Conflict: there is no such step, more would be refunded than was paid, or the money on
            record says otherwise. Never which of them: that would tell where the order stands.
    """
    is_step = wanted is now or wanted in MOVES[now]
    need = NEEDS.get(wanted) if wanted is not now else None
    is_met = need is None or balance.meets(need)
    if not is_step or not is_met or balance.refunded_minor > balance.paid_minor:
        raise Conflict("This does not follow from what is recorded of the order.")
    return wanted
