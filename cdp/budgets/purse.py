"""Purse: what this process holds of everybody's budgets, and spends without asking."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from cdp.budgets.alarm import Alarm
from cdp.budgets.record import Budget, Share, over
from cdp.budgets.store import TAKE
from privacy.store.statement import Runner

_KEPT: Final = 20_000
"""Shares that a process remembers. One that is forgotten is lost, never spent twice."""


@dataclass(slots=True)
class _Place:
    share: Share = field(default_factory=Share)
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    """One statement at a time for one budget: who waits finds what the first one took."""


@dataclass(slots=True, kw_only=True)
class Purse:
    """Spends budgets. `run` takes shares, in statements of their own."""

    run: Runner
    key: bytes = field(repr=False)
    clock: Callable[[], datetime]
    alarm: Alarm = field(default_factory=Alarm)
    _places: OrderedDict[tuple[bytes, str], _Place] = field(default_factory=OrderedDict)

    def holder(self, *words: str) -> bytes:
        """Whose budget it is, as the table knows it: without the key nobody can tell who."""
        return hmac.new(self.key, "\0".join(words).encode(), hashlib.sha256).digest()

    async def spend(self, budget: Budget, wanted: int) -> None:
        """Spend `wanted` of `budget`, or nothing.

        Raises:
            OverBudget: there is not as much; says when there will be.
            DatabaseUnavailable: no share can be taken now.
        """
        if budget.is_lifted or wanted <= 0:
            return
        place = self._place(budget)
        if place.share.spend(budget, wanted, self.clock()):
            return
        async with place.turn:
            at = self.clock()
            if not place.share.spend(budget, wanted, at):
                await self._take(place.share, budget, wanted, at)

    def restore(self, budget: Budget, unspent: int) -> None:
        """What was spent for something that did not happen. It stays with this process."""
        if not budget.is_lifted and unspent > 0:
            share = self._place(budget).share
            if self.clock() < share.until:
                share.left += unspent

    def available(self, budget: Budget) -> int:
        """How much of `budget` there is, as far as this process knows."""
        if budget.is_lifted:
            return budget.capacity
        return self._place(budget).share.available(budget, self.clock())

    async def _take(self, share: Share, budget: Budget, wanted: int, at: datetime) -> None:
        [row] = await self.run.fetch(
            TAKE,
            holder=budget.holder,
            kind=budget.kind.value,
            capacity=float(budget.capacity),
            a_second=budget.a_second or 0.0,
            since=budget.since(at),
            wanted=float(wanted - share.left),
            share=float(budget.share),
            at=at,
        )
        taken, level = int(row["taken"]), float(row["level"])
        if not taken:
            share.level, share.seen_at, share.vain = level, at, wanted
            share.empty_until = budget.full_at(wanted - share.left, level, at)
            raise over(budget.kind, share.empty_until, at)
        share.add(budget, taken, level, at)
        share.left -= wanted

    def _place(self, budget: Budget) -> _Place:
        key = (budget.holder, budget.kind.value)
        place = self._places.get(key)
        if place is None:
            place = self._places[key] = _Place()
            if len(self._places) > _KEPT:
                self._places.popitem(last=False)
        else:
            self._places.move_to_end(key)
        return place
