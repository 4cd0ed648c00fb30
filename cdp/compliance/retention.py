"""What an erasure leaves, on which article, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from privacy.rights.certificate import until_of
from privacy.terms import DataCategory

if TYPE_CHECKING:
    from collections.abc import Mapping

PROOF_TERM: Final = timedelta(days=3 * 365)
"""Three years, in which somebody may still bring a claim. Source: Civil Code 188(1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """Why rows stay, and until when."""

    article: str
    term: timedelta

    @property
    def until(self) -> str:
        """The end of the term, as plans and certificates say it."""
        return until_of(self.term)


PROOF: Final[Mapping[DataCategory, Retention]] = MappingProxyType(
    {
        # Whoever handles personal information has to prove that it was lawful.
        DataCategory.CONSENT_RECORD: Retention(article="PIPL 69(1)", term=PROOF_TERM),
        # A request, what came of it, and its certificate.
        DataCategory.RIGHTS_CASE: Retention(article="PIPL 50(1)", term=PROOF_TERM),
    }
)
"""The categories that are proof. A table is kept only where it holds nothing else of the person."""

BESIDE: Final = frozenset({DataCategory.STAFF_ACTIVITY})
"""About those who work here: it makes a row neither the person's nor proof."""
