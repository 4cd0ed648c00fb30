"""Said meanwhile: what was refused under a person's numbers while nobody could find her by them.

Somebody new was met under the number and said no. It may have been she: so her restriction is
lifted with that no, which only takes away. What was agreed to meanwhile is the other one's alone.
"""

from __future__ import annotations

from cdp.acts.call_effects import denial
from cdp.acts.ground import Ground
from cdp.acts.restriction import Held
from cdp.acts.saying import Saying, file_saying
from cdp.identity.withholding import REFUSED_MEANWHILE
from privacy.notice import shipped
from privacy.store.consent_book import ConsentBook
from privacy.terms import ConsentMethod


async def file_said_meanwhile(held: Held, ground: Ground) -> None:
    """Record it for each of her subjects. Ask before anything of hers is given back."""
    rows = await held.tx.fetch(REFUSED_MEANWHILE, subjects=held.subjects)
    if not rows:
        return
    standing = await ConsentBook(held.tx).standing(held.writing.subject, at=held.ask.at)
    for row in rows:
        cell = ground.policies.current.cell_of_bit(row["bit"])
        notice = None if cell is None else shipped(cell.notice, "zh")
        if cell is None or notice is None:
            continue  # a question that nobody asks any more permits nothing
        said = Saying(
            cell=cell,
            notice=notice,
            state=denial(standing, cell),
            method=ConsentMethod(row["method"]),
            said_at=row["said_at"],
        )
        await file_saying(held.tx, held.writing, ground, said)
