"""Suppressed numbers, as acts meet them: an import asks, and the person's own act lifts it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from cdp.acts.ground import Ground
from privacy.phone import Phone
from privacy.store.statement import Runner
from privacy.store.suppressions import LIFT, SUPPRESSED


async def suppressed(
    run: Runner, phones: Sequence[Phone], ground: Ground, *, at: datetime
) -> frozenset[Phone]:
    """Those of `phones` from which nobody may be made, in one look-up.

    A row of an import that is among them is refused with the code of a missing proof of consent.
    """
    tokens = {ground.suppression.token(phone.canonical): phone for phone in phones}
    found = await run.fetch(SUPPRESSED, tokens=sorted(tokens), at=at)
    return frozenset(tokens[row["token"]] for row in found)


async def suppressed_now(run: Runner, ground: Ground, phones: Sequence[Phone]) -> frozenset[Phone]:
    """Those of `phones` from which nobody may be made now; `cdp.acts.filing.Barred` for imports."""
    return await suppressed(run, phones, ground, at=ground.clock())


async def lift(run: Runner, phone: Phone, ground: Ground) -> None:
    """The person came back by herself, by a verified code, a call of hers or an order: forget it.

    Run it in the transaction of the act that shows it.
    """
    await run.fetch(LIFT, tokens=[ground.suppression.token(phone.canonical)])
