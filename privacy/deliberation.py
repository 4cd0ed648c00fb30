"""Deliberation: keys, pseudonyms and verdicts of whomever a statement found.

One key query, and as many unwraps and pseudonyms as people were asked about, whether they were
found or not: a person who may not be seen costs what a number never seen costs.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from privacy.errors import KeyErased
from privacy.gate import judge
from privacy.grant import View
from privacy.terms import KEY_OF, DataCategory, Effect, KeyCategory
from privacy.threshold import Decided
from privacy.vault import pseudonym

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from uuid import UUID

    from privacy.gate import Ruling, Standing, Verdict
    from privacy.grant import DataKey
    from privacy.vault import Keyring

NUMBERS: Final[Mapping[DataCategory, View]] = {
    DataCategory.CONTACT_PHONE: View(effect=Effect.ALLOW)
}
"""What an erasure reads a last time, to suppress it; it is shown to nobody."""


async def decide(
    keyring: Keyring,
    handler: UUID,
    categories: frozenset[DataCategory],
    ruling: Ruling,
    standings: Sequence[Standing],
    *,
    ids: Callable[[], UUID],
    asked: int = 1,
    beside: int = 0,
) -> Decided:
    """Judge everybody of `standings`; for each of `asked` who is not there, an id of nobody stands.

    Whoever has no audit key any more was erased, and counts as never seen. `beside` of them are of
    a person who is among them already: where nobody is left, she is missed once, as anybody is.
    """
    nobodies = [ids() for _ in range(max(asked, 1) - len(standings))]
    needed = _needed(categories)
    keys = await keyring.open([*(s.subject for s in standings), *nobodies], needed)
    names = {
        s.subject: pseudonym(keys[s.subject][KeyCategory.AUDIT], handler, s.subject)
        for s in standings
        if KeyCategory.AUDIT in keys.get(s.subject, {})
    }
    missed = len(standings) - (len(names) or beside)
    for _ in range(missed + len(nobodies)):
        pretend(keyring, handler, needed)
    return Decided(
        keys=keys,
        names=names,
        verdicts={s.subject: judge(ruling, s) for s in standings if s.subject in names},
        standings=tuple(s for s in standings if s.subject in names),
    )


def allowed(ruling: Ruling, standings: Sequence[Standing]) -> dict[UUID, Verdict]:
    """The verdict on each of those whom `ruling` reaches, in their order."""
    verdicts = {standing.subject: judge(ruling, standing) for standing in standings}
    return {subject: verdict for subject, verdict in verdicts.items() if verdict.allowed}


@lru_cache(maxsize=256)
def _needed(categories: frozenset[DataCategory]) -> frozenset[KeyCategory]:
    """The keys that open `categories`, and the one that names a person in the log."""
    return frozenset(KEY_OF[category] for category in categories) | {KeyCategory.AUDIT}


def pretend(keyring: Keyring, handler: UUID, needed: frozenset[KeyCategory]) -> None:
    """What a known person costs: as many unwraps, and one pseudonym."""
    decoy = keyring.decoy(needed)
    pseudonym(decoy[KeyCategory.AUDIT], handler, keyring.decoy_subject)


def nobody(keyring: Keyring, handler: UUID) -> Decided:
    """That nobody is there whose keys were asked for, at the cost of somebody."""
    pretend(keyring, handler, frozenset({KeyCategory.AUDIT}))
    return Decided(keys={}, names={}, verdicts={}, standings=())


async def last_keys(
    keyring: Keyring, handler: UUID, subjects: Sequence[UUID]
) -> tuple[Mapping[UUID, Mapping[KeyCategory, DataKey]], list[bytes]]:
    """What an erasure needs of a person's keys before they go, and her pseudonyms.

    Raises:
        KeyErased: those of one of her subjects are gone already.
    """
    needed = frozenset({KeyCategory.AUDIT, KeyCategory.CONTACT})
    keys = await keyring.open(subjects, needed)
    if not all(needed <= keys.get(subject, {}).keys() for subject in subjects):
        raise KeyErased
    return keys, [pseudonym(keys[who][KeyCategory.AUDIT], handler, who) for who in subjects]
