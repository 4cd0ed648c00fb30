"""reveal_phone: one full number, for a stated reason, on a task, to someone who is present.

It changes nothing: it is a read of its own kind. Its leaf is committed before the number opens.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import UUID

from cdp.acts.ground import Ground
from cdp.acts.write import Payload
from cdp.errors import NobodyThere
from cdp.profile.selection import Selection
from privacy.gate import Ask, rule
from privacy.grant import Grant
from privacy.vault import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Revealing:
    """A number, still sealed, and the grant that opens it whole."""

    number: Sealed
    grant: Grant


@asynccontextmanager
async def reveal_phone(
    subject: UUID, ask: Ask, ground: Ground, payload: Payload
) -> AsyncIterator[Revealing]:
    """The first number that `subject` answers now. `ask` is a REVEAL of contact.phone.

    Raises:
        Refusal: no reason, no reference, no step-up, or a role that may not reveal.
        NobodyThere: nobody there for this purpose; written down.
        StalePolicy: ask again, by the policy in force.
        LedgerUnavailable: it could not be written down, so nothing was opened.
    """
    ruling = rule(ask, ground.policies.current)
    found = await ground.people.by_id(
        subject, Selection.of("phones"), ruling, at=ask.at, agent=ask.actor.id
    )
    async with ground.door.open(ask, ruling, found.standings, found.in_force) as opened:
        payload.receipts.extend(opened.receipts)
        person = found.shown(opened.subjects)
        numbers = () if person is None else person.numbers
        number = numbers[0].e164 if numbers else None
        if opened.grant is None or number is None:
            raise NobodyThere
        yield Revealing(number=number, grant=opened.grant)
