"""Threshold: what stands on either side of the door, before it opens and after."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from privacy.gate import Standing, Verdict
    from privacy.grant import DataKey, Grant
    from privacy.ledger.receipt import Receipt
    from privacy.terms import KeyCategory


@dataclass(frozen=True, slots=True, kw_only=True)
class InForce:
    """What every root statement says besides its rows: the policy in force, and whether we owe."""

    policy: str
    owed: bool


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """The end of a decision: who may be seen, and the grant to see them with.

    `grant` None: nobody may be seen. `receipts` witness either. `verdicts` are those on everybody
    found, seen or not: for what is said of a refusal, to whom it is said.
    """

    grant: Grant | None
    seen: tuple[Standing, ...]
    receipts: tuple[Receipt, ...]
    verdicts: Mapping[UUID, Verdict] = field(default_factory=dict)

    @property
    def subjects(self) -> frozenset[UUID]:
        """The ids of those who may be seen."""
        return frozenset(standing.subject for standing in self.seen)

    def close(self) -> None:
        """Drop the grant's keys."""
        if self.grant is not None:
            self.grant.close()
