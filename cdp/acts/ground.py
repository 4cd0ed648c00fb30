"""Ground: what every act stands on, handed over by the wiring."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID

from cdp.database.writer import Writer
from cdp.identity.clusters import MOST
from cdp.identity.matching.tokens import MatchIndex
from cdp.identity.number import NumberIndex
from cdp.profile.pages import Pages
from cdp.profile.people import People
from cdp.sources.record import Sources
from privacy.debts import DebtSeal
from privacy.door import Door
from privacy.gate import Precedents
from privacy.policy import Policy
from privacy.rights.suppression import SuppressionKey


class Policies(Protocol):
    """The policy in force, as this process knows it."""

    @property
    def current(self) -> Policy:
        """The version that operations are ruled by."""

    async def reload(self) -> Policy:
        """Read the version in force anew, after a statement named another one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The ports of acts and of reads."""

    people: People
    pages: Pages
    writer: Writer
    door: Door
    debt_seal: DebtSeal
    policies: Policies
    numbers: NumberIndex
    matching: MatchIndex
    sources: Sources
    suppression: SuppressionKey
    clock: Callable[[], datetime]
    ids: Callable[[], UUID]
    precedents: Precedents = field(default_factory=Precedents)
    """Rulings that reads cite. What changes anything is ruled by itself."""
    subjects_at_most: int = MOST
    """How many subjects one profile may have."""
