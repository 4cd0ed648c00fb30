"""Spending: what one request takes of the budgets of its client and of its actor.

The cost is the client's, and is taken before anything is asked of a database. Look-ups are the
actor's: to find somebody by a number, or by another system's key, is to learn something of that
number, whether the root is a question or an act. What found nobody counts against misses too, be
she absent or not to be seen: the two cost alike. Which number it was is kept nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Final, Protocol

from cdp.api.overdrawn import Overdrawn
from cdp.api.people.inputs import ExternalRefInput
from cdp.api.scalars import PhoneNumber
from cdp.budgets.purse import Purse
from cdp.budgets.record import Budget, Kind, OverBudget
from cdp.plan.compile import Plan
from cdp.plan.limits import Limit, exceeded
from privacy.policy import LIFTED, Budgets, Policy
from privacy.terms import Actor

MOST_NODES: Final = 10_000
"""Most rows of one answer."""

WRITTEN_DOWN: Final = 10
"""What an entry of the log costs whoever is refused."""

_UNCOUNTED: Final = frozenset({"openRightsRequest"})
"""It answers alike whether the number is known: nothing is found out by it."""

_BY_KEY: Final = frozenset({"updateOrder"})
"""It finds an order by the number that it has at its source."""

_UNREFUSED: Final = frozenset({"withdrawConsent"})
"""Her no is filed whatever its agent has asked for before (PIPL 15). It counts all the same."""

_SERVICE: Final = "client"
_PERSON: Final = "actor"

UNREGISTERED: Final = Budgets(lookups_a_minute=0, lookups_a_day=0, reveals_a_day=0, misses_a_day=0)
"""Of a client that nobody registered: it may cost a little, and the gate refuses it."""


class Measured(Protocol):
    """A plan, as far as it costs something."""

    def cost(self, variables: Mapping[str, object]) -> int:
        """Its points under coerced `variables`."""

    def nodes(self, variables: Mapping[str, object]) -> int:
        """How many rows it answers at most."""


@dataclass(slots=True, kw_only=True)
class Spending:
    """One request's. `found` is set by whoever answers: of how many that were looked up."""

    purse: Purse
    actor: Actor
    budgets: Budgets
    requested: int = 0
    reserved: tuple[tuple[Budget, int], ...] = ()
    is_counted: bool = False
    bucket: Budget | None = None
    """The client's, once it was asked for."""

    @classmethod
    def of(cls, purse: Purse, actor: Actor, policy: Policy) -> Spending:
        """What `actor` may spend by the policy in force."""
        client = policy.client(actor.client)
        budgets = UNREGISTERED if client is None else client.budgets
        return cls(purse=purse, actor=actor, budgets=budgets)

    async def pay(self, plan: Measured, variables: Mapping[str, object]) -> None:
        """Pay what `plan` costs under `variables`.

        Raises:
            LimitExceeded: it costs more than an operation of this client may, or answers too much.
            OverBudget: the client's bucket does not hold as much now.
        """
        cost, allowed = plan.cost(variables), self.budgets.cost_an_operation
        if cost > allowed:
            raise exceeded(Limit.COST, allowed)
        if allowed < LIFTED and plan.nodes(variables) > MOST_NODES:
            raise exceeded(Limit.NODES, MOST_NODES)
        await self.pay_points(cost)

    async def pay_points(self, cost: int) -> None:
        """Pay so many points. Raises `OverBudget`."""
        self.requested = cost
        if self.budgets.cost_bucket < LIFTED:
            await self.purse.spend(self._bucket, cost)

    async def count(self, plan: Plan, arguments: Mapping[str, Any]) -> None:
        """Count the look-ups and the reveal that are about to be made, once a request.

        Misses are counted ahead too, and given back for whoever was found.

        Raises:
            Overdrawn: more than this actor may.
        """
        root = plan.root
        if self.is_counted or root is None or self.actor_is_unknown:
            return
        self.is_counted = True
        if _is_lifted(self.budgets):
            return
        name = root.name.value
        if name == "revealPhone":
            await self._reserve([(self._of(Kind.REVEALS_A_DAY, self.budgets.reveals_a_day), 1)])
        lookups = 0 if name in _UNCOUNTED else lookups_in(arguments.values())
        lookups = max(lookups, name in _BY_KEY)
        if not lookups:
            return
        a_minute = self.budgets.lookups_a_minute
        try:
            await self._take(self._of(Kind.LOOKUPS, a_minute, a_second=a_minute / 60), lookups)
            await self._take(
                self._of(Kind.LOOKUPS_A_DAY, self.budgets.lookups_a_day),
                lookups,
            )
            await self._reserve([(self._of(Kind.MISSES_A_DAY, self.budgets.misses_a_day), lookups)])
        except Overdrawn:
            if name not in _UNREFUSED:
                raise

    def settle(self, found: int, *, has_acted: bool) -> None:
        """So many were found: their misses are given back. An act that is done found everybody."""
        for budget, reserved in self.reserved:
            met = reserved if has_acted else min(found, reserved)
            if budget.kind is not Kind.MISSES_A_DAY:
                self.purse.restore(budget, 0 if has_acted else reserved)
            elif not budget.is_lifted:
                self.purse.restore(budget, met)
                self.purse.alarm.note(budget.holder, lookups=reserved, misses=reserved - met)
        self.reserved = ()

    def undo(self) -> None:
        """Nothing was found out: the request ended before anybody was looked for."""
        for budget, reserved in self.reserved:
            self.purse.restore(budget, reserved)
        self.reserved = ()

    @property
    def actor_is_unknown(self) -> bool:
        """Whether the client is not registered: the gate refuses it, whatever it asks."""
        return self.budgets is UNREGISTERED

    def extension(self) -> dict[str, object]:
        """What stands in `extensions.cost`, in the shape that Shopify gave it."""
        return {
            "requestedQueryCost": self.requested,
            "actualQueryCost": self.requested,
            "throttleStatus": {
                "maximumAvailable": self.budgets.cost_bucket,
                "currentlyAvailable": self.purse.available(self._bucket),
                "restoreRate": self.budgets.cost_a_second,
            },
        }

    @property
    def _bucket(self) -> Budget:
        if self.bucket is None:
            whose = (_SERVICE, self.actor.client)
            a_second = float(self.budgets.cost_a_second)
            self.bucket = self._budget(Kind.COST, self.budgets.cost_bucket, whose, a_second)
        return self.bucket

    def _of(self, kind: Kind, capacity: int, a_second: float | None = None) -> Budget:
        return self._budget(kind, capacity, (_PERSON, self.actor.client, self.actor.id), a_second)

    def _budget(
        self, kind: Kind, capacity: int, whose: tuple[str, ...], a_second: float | None
    ) -> Budget:
        # A lifted budget is nobody's: no digest is made for it.
        holder = b"" if capacity >= LIFTED else self.purse.holder(*whose)
        return Budget(holder=holder, kind=kind, capacity=capacity, a_second=a_second)

    async def _take(self, budget: Budget, count: int) -> None:
        try:
            await self.purse.spend(budget, count)
        except OverBudget as over:
            raise Overdrawn(over.retry_after_s) from None

    async def _reserve(self, wanted: Iterable[tuple[Budget, int]]) -> None:
        for budget, count in wanted:
            await self._take(budget, count)
            self.reserved = (*self.reserved, (budget, count))


def _is_lifted(budgets: Budgets) -> bool:
    """Whether nobody counts what this client's actors look up."""
    return (
        min(
            budgets.lookups_a_minute,
            budgets.lookups_a_day,
            budgets.misses_a_day,
            budgets.reveals_a_day,
        )
        >= LIFTED
    )


def lookups_in(values: Iterable[object]) -> int:
    """How many numbers and keys of other systems stand in arguments, however deep."""
    count = 0
    for value in values:
        if isinstance(value, PhoneNumber | ExternalRefInput):
            count += 1
        elif isinstance(value, list | tuple):
            count += lookups_in(value)
        elif is_dataclass(value) and not isinstance(value, type):
            count += lookups_in(getattr(value, part.name) for part in fields(value))
    return count
