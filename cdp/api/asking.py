"""Asking: one operation that has been planned, on its way to its root field."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import strawberry

from cdp.acts.ground import Ground
from cdp.acts.once import Once
from cdp.acts.rights_desk import RightsDesk
from cdp.acts.write import Changed, Payload
from cdp.api.cursor import Cursors
from cdp.api.ids import Fact, Ids
from cdp.api.people.profile import Profile
from cdp.api.turn import Turn
from cdp.plan.compile import Plan
from cdp.profile.selection import Selection
from privacy.gate import Ask
from privacy.ledger.integrate import Integrator
from privacy.ledger.prove import Prover
from privacy.ledger.records import Records


@dataclass(frozen=True, slots=True, kw_only=True)
class LogDesk:
    """What auditors read from: the log, its proofs, and the integrator that keeps its tree."""

    records: Records
    prover: Prover
    integrator: Integrator


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Asking:
    """What a root works with. `arguments` are coerced, and may hold a typed number.

    Whatever is entered on `stack` is left when the answer has been rendered: a grant's keys live
    until then and no longer.
    """

    plan: Plan
    ask: Ask
    arguments: Mapping[str, Any]
    selection: Selection
    ground: Ground
    log: LogDesk
    rights: RightsDesk
    turn: Turn
    stack: AsyncExitStack
    once: Once | None = None

    @property
    def cursors(self) -> Cursors:
        """What reads and writes the cursors of this surface."""
        return self.turn.cursors

    @property
    def ids(self) -> Ids:
        """What reads and writes the ids of this surface."""
        return self.turn.ids

    @property
    def payload(self) -> Payload:
        """What an act's answer is made from."""
        return Payload(
            selection=self.selection,
            receipts=self.turn.receipts,
            once=self.once,
            stack=self.stack,
        )


Root = Callable[[Asking], Awaitable[object]]
"""Fetches, decides and writes down, and returns what the root field's type stands on."""


def shown(asking: Asking, changed: Changed[Any]) -> Profile | None:
    """The person that a payload shows, under the grant of the outcome's leaf."""
    if changed.grant is None or changed.person is None:
        return None
    asking.turn.grant = changed.grant
    asking.stack.callback(changed.grant.close)
    return Profile(person=changed.person)


def made_id(asking: Asking, kind: Fact, changed: Changed[UUID]) -> strawberry.ID:
    """The id of the one row that an act is about."""
    return asking.ids.fact(kind, changed.subject, changed.done)
