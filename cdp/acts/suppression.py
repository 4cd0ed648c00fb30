"""Suppressed numbers, as acts meet them.

An erasure remembers them, an import asks, and the person's own act lifts it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from cdp.acts.coarse import hour_of
from cdp.acts.ground import Ground
from cdp.database.writer import Transaction
from cdp.identity.store import NUMBERS_OF
from privacy.errors import Tampered
from privacy.grant import Grant
from privacy.phone import Phone
from privacy.rights.suppression import TERM
from privacy.store.statement import Runner
from privacy.store.suppressions import LIFT, REMEMBER, SUPPRESSED
from privacy.terms import DataCategory
from privacy.vault import Sealed


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


async def suppress(
    tx: Transaction, subjects: Sequence[UUID], grant: Grant | None, ground: Ground, *, at: datetime
) -> int:
    """Remember every number that these ever answered; how many. They are shown to nobody."""
    tokens = set[bytes]()
    owned = [(who, row) for who in subjects for row in await tx.fetch(NUMBERS_OF, subject=who)]
    for subject, row in owned:
        sealed = Sealed(
            row["e164"],
            subject=subject,
            row=row["id"],
            column="phone_ownership.e164",
            category=DataCategory.CONTACT_PHONE,
        )
        try:
            number = None if grant is None else sealed.open(grant)
        except Tampered:
            continue  # what somebody spoiled can be read by nobody, and is erased all the same
        if number is not None:
            tokens.add(ground.suppression.token(number))
    made_at = hour_of(at)
    for token in sorted(tokens):
        await tx.fetch(REMEMBER, token=token, made_at=made_at, until=made_at + TERM)
    return len(tokens)
