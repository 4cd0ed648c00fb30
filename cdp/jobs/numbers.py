"""Numbers that nobody heard of for a term are asked about, the stalest first, a bounded run a time.

What was asked says so in its row. A run that is cut off is carried on by the next one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from cdp.acts.ground import Ground
from cdp.acts.refresh_numbers import refresh_numbers
from cdp.acts.stale_number import StaleNumber
from cdp.identity.provider import MOST, NumberStatusProvider
from cdp.profile.stale import HOW_MANY, STALE
from privacy.errors import StalePolicy
from privacy.store.statement import Runner

RUN: Final = 10_000
"""Most numbers of one run."""

Told = Callable[[int, int], None]
"""Told how many numbers are done, and of how many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """After which time a number is asked about again."""

    mobile: timedelta
    other: timedelta

    def binds(self, now: datetime) -> dict[str, object]:
        """The parameters of the statements on stale numbers."""
        return {"mobile_until": now - self.mobile, "other_until": now - self.other}


@dataclass(frozen=True, slots=True, kw_only=True)
class Refreshed:
    """What came of a run: how many numbers, by what was said of them."""

    asked: int = 0
    counts: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberRefresher:
    """Asks `provider`, or whomever it is given."""

    ground: Ground
    data: Runner
    terms: Terms
    provider: NumberStatusProvider | None = None

    async def stale(self) -> int:
        """How many numbers are stale."""
        [row] = await self.data.fetch(HOW_MANY, **self.terms.binds(self.ground.clock()))
        found: int = row["n"]
        return found

    async def sweep(self) -> int:
        """One run with the provider of the settings; how many numbers were asked about."""
        return 0 if self.provider is None else (await self.run(self.provider)).asked

    async def run(
        self,
        provider: NumberStatusProvider,
        *,
        most: int = RUN,
        told: Told | None = None,
    ) -> Refreshed:
        """Ask `provider` about the stalest numbers, `most` at most.

        Raises:
            ProviderFailed: no more can be asked now; what was filed stands.
        """
        total = 0 if told is None else min(most, await self.stale())
        asked, counts, before = 0, Counter[str](), frozenset[object]()
        while asked < most:
            rows = await self.data.fetch(
                STALE,
                key_ver=self.ground.numbers.version,
                most=min(MOST, most - asked),
                **self.terms.binds(self.ground.clock()),
            )
            batch = [StaleNumber.of(row) for row in rows]
            met = frozenset(each.ownership for each in batch)
            if not batch or met == before:
                break  # none is left, or these cannot be filed: the next run tries them again
            try:
                counts += await refresh_numbers(batch, provider, self.ground)
            except StalePolicy:
                await self.ground.policies.reload()
                continue
            asked, before = asked + len(batch), met
            if told is not None:
                told(asked, max(asked, total))
        return Refreshed(asked=asked, counts=counts)
