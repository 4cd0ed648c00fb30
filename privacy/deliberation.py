"""Deliberation: keys, pseudonyms and verdicts of whomever a statement found.

One key query and at least one pseudonym, whether somebody was found or not: a person who may not
be seen costs what a number never seen costs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacy.gate import judge
from privacy.terms import KEY_OF, KeyCategory
from privacy.threshold import Decided
from privacy.vault import pseudonym

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from privacy.gate import Ruling, Standing
    from privacy.terms import DataCategory
    from privacy.vault import Keyring


async def decide(
    keyring: Keyring,
    handler: UUID,
    categories: frozenset[DataCategory],
    ruling: Ruling,
    standings: Sequence[Standing],
    *,
    nobody: UUID,
) -> Decided:
    """Judge everybody of `standings`; `nobody` is an id that exists nowhere, asked for instead.

    Whoever has no audit key any more was erased, and counts as never seen.
    """
    needed = frozenset(KEY_OF[category] for category in categories) | {KeyCategory.AUDIT}
    keys = await keyring.open([s.subject for s in standings] or [nobody], needed)
    names = {
        s.subject: pseudonym(keys[s.subject][KeyCategory.AUDIT], handler, s.subject)
        for s in standings
        if KeyCategory.AUDIT in keys.get(s.subject, {})
    }
    if not names:
        pretend(keyring, handler, needed)
    return Decided(
        keys=keys,
        names=names,
        verdicts={s.subject: judge(ruling, s) for s in standings if s.subject in names},
        standings=tuple(s for s in standings if s.subject in names),
    )


def pretend(keyring: Keyring, handler: UUID, needed: frozenset[KeyCategory]) -> None:
    """What a known person costs: as many unwraps, and one pseudonym."""
    decoy = keyring.decoy(needed)
    pseudonym(decoy[KeyCategory.AUDIT], handler, keyring.decoy_subject)
