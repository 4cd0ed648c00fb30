"""Threshold: what stands on either side of the door, before it opens and after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privacy.gate import judge
from privacy.terms import KEY_OF, KeyCategory
from privacy.vault import pseudonym

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from uuid import UUID

    from privacy.gate import Ruling, Standing, Verdict
    from privacy.grant import DataKey, Grant
    from privacy.ledger.receipt import Receipt
    from privacy.terms import DataCategory
    from privacy.vault import Keyring


@dataclass(frozen=True, slots=True, kw_only=True)
class InForce:
    """What every root statement says besides its rows: the policy in force, and whether we owe."""

    policy: str
    owed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """The end of a decision: who may be seen, and the grant to see them with.

    `grant` None: nobody may be seen. `receipts` witness either.
    """

    grant: Grant | None
    seen: tuple[Standing, ...]
    receipts: tuple[Receipt, ...]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Decided:
    """Everybody whom a statement found: keys, pseudonyms and verdicts, by subject."""

    keys: Mapping[UUID, Mapping[KeyCategory, DataKey]]
    names: Mapping[UUID, bytes]
    verdicts: Mapping[UUID, Verdict]
    standings: tuple[Standing, ...]

    @property
    def seen(self) -> tuple[Standing, ...]:
        """Those who may be seen."""
        return tuple(s for s in self.standings if self.verdicts[s.subject].allowed)


async def decide(
    keyring: Keyring,
    categories: Collection[DataCategory],
    ruling: Ruling,
    standings: Sequence[Standing],
    *,
    handler: UUID,
    nobody: UUID,
) -> Decided:
    """Judge everybody, with their keys and pseudonyms: one query, and at least one pseudonym.

    Whoever has no audit key any more was erased, and counts as never seen. `nobody` is an id that
    stands for whoever was not found.
    """
    needed = frozenset(KEY_OF[category] for category in categories) | {KeyCategory.AUDIT}
    keys = await keyring.open([s.subject for s in standings] or [nobody], needed)
    names = {
        s.subject: pseudonym(keys[s.subject][KeyCategory.AUDIT], handler, s.subject)
        for s in standings
        if KeyCategory.AUDIT in keys.get(s.subject, {})
    }
    if not names:
        decoy(keyring, needed, handler)
    return Decided(
        keys=keys,
        names=names,
        verdicts={s.subject: judge(ruling, s) for s in standings if s.subject in names},
        standings=tuple(s for s in standings if s.subject in names),
    )


def decoy(keyring: Keyring, needed: Collection[KeyCategory], handler: UUID) -> None:
    """What a known person costs: as many unwraps, and one pseudonym."""
    keys = keyring.decoy(needed)
    pseudonym(keys[KeyCategory.AUDIT], handler, keyring.decoy_subject)
