"""What the gate is asked, and what it answers before any person is looked at."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

from privacy.terms import Action, Actor, DataCategory, LegalBasis, Purpose, ReasonCode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from privacy.grant import View

NO_CELL: Final = -1
"""Stands for the consent cell of a purpose that has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One operation as the gate sees it: never a value, only who, why, and which categories.

    `categories` are read, `writes` written. `country` is where the client is registered, by
    ISO 3166-1. `document` is the SHA-256 of the operation's text, in hex. `narrows` is the act's
    own statement that it only takes permission away. `batch` is how many people are asked about at
    once, each by herself; 0 where it is one person, or a list that the decision fills. `known` is
    how many are asked about by ids that earlier answers gave: nobody makes those up, so that
    everybody may, and it only says how many have to cost alike.
    """

    actor: Actor
    purpose: Purpose | None
    action: Action
    operation: UUID
    at: datetime
    country: str = "CN"
    document: str = ""
    categories: frozenset[DataCategory] = frozenset()
    writes: frozenset[DataCategory] = frozenset()
    case_ref: str = ""
    reason: str = field(default="", repr=False)
    narrows: bool = False
    batch: int = 0
    known: int = 0

    @property
    def asked(self) -> int:
        """How many people have to cost alike, there or not; 0: whoever is there."""
        return max(self.batch, self.known)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What the policy says of an ask, before any person is looked at.

    `views` holds every category that was asked for. `bases` are the grounds that may be claimed,
    in order; `by_contract`, `by_consent` and `by_law` say which kinds they are. `cell` is the
    consent bit of the purpose, or `NO_CELL`. `consent_bits` are the cells whose consent records
    may be shown. `narrows` is true only of a write that takes away: of consent records, or of a
    restriction.
    """

    purpose: Purpose
    action: Action
    views: Mapping[DataCategory, View]
    may_write: frozenset[DataCategory]
    bases: tuple[LegalBasis, ...]
    by_contract: bool
    by_law: bool
    cell: int
    exempt: bool
    narrows: bool
    consent_bits: frozenset[int]
    basis_articles: Mapping[LegalBasis, str]
    articles: Mapping[ReasonCode, str]
    policy_hash: str

    @property
    def by_consent(self) -> bool:
        """Whether consent is a ground of this ruling."""
        return self.cell != NO_CELL
