"""Survivorship: which contact's word on a field is a person's own, as data and a pure function.

The rule needs no value: only who said it, when, and whether it was confirmed. So provenance is a
link to the contact that won, and nothing is opened to choose. `contacts.store.golden` is the same
rule in SQL, for the strategies that `STRATEGY` uses.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, unique
from types import MappingProxyType
from typing import Final
from uuid import UUID

from privacy.terms import DataCategory


@unique
class Survivorship(StrEnum):
    """By what a contact wins. Ties fall to the most recent word, then to the greater id."""

    VERIFIED_FIRST = "VERIFIED_FIRST"
    SOURCE_PRIORITY = "SOURCE_PRIORITY"
    MOST_RECENT = "MOST_RECENT"
    OLDEST = "OLDEST"
    MOST_COMPLETE = "MOST_COMPLETE"
    MANUAL = "MANUAL"
    UNION = "UNION"


@unique
class ContactField(StrEnum):
    """A field that a person has one of, and that she may confirm."""

    NAME = "NAME"
    EMAIL = "EMAIL"
    ADDRESS = "ADDRESS"
    COMPANY = "COMPANY"
    TITLE = "TITLE"
    GENDER = "GENDER"
    BIRTHDAY = "BIRTHDAY"
    LOCALE = "LOCALE"

    @property
    def column(self) -> str:
        """Its column."""
        return self.value.lower()

    @property
    def confirmed(self) -> str:
        """The column that says when the person confirmed it."""
        return f"{self.column}_confirmed_at"


STRATEGY: Final[Mapping[ContactField, Survivorship]] = MappingProxyType(
    {
        # What the person confirmed herself holds until she says otherwise.
        ContactField.NAME: Survivorship.VERIFIED_FIRST,
        ContactField.EMAIL: Survivorship.VERIFIED_FIRST,
        ContactField.ADDRESS: Survivorship.VERIFIED_FIRST,
        ContactField.GENDER: Survivorship.VERIFIED_FIRST,
        ContactField.BIRTHDAY: Survivorship.VERIFIED_FIRST,
        # These change with a person's life: the newest word is the likeliest.
        ContactField.COMPANY: Survivorship.MOST_RECENT,
        ContactField.TITLE: Survivorship.MOST_RECENT,
        ContactField.LOCALE: Survivorship.MOST_RECENT,
    }
)
"""How each field is chosen."""


CATEGORY: Final[Mapping[ContactField, DataCategory]] = MappingProxyType(
    {
        ContactField.NAME: DataCategory.IDENTITY_NAME,
        ContactField.EMAIL: DataCategory.CONTACT_EMAIL,
        ContactField.ADDRESS: DataCategory.CONTACT_ADDRESS,
        ContactField.COMPANY: DataCategory.IDENTITY_NAME,
        ContactField.TITLE: DataCategory.IDENTITY_NAME,
        ContactField.GENDER: DataCategory.DEMOGRAPHIC_BASIC,
        ContactField.BIRTHDAY: DataCategory.DEMOGRAPHIC_BIRTHDATE,
        ContactField.LOCALE: DataCategory.DEMOGRAPHIC_BASIC,
    }
)
"""What kind of data a field holds, and when it was confirmed as well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A contact before the rule: never a value, only what may decide.

    `n` counts a person's contacts in the order in which they were written; `fields_given` how
    many fields the contact gives.
    """

    contact: UUID
    source: str
    is_verified: bool
    n: int
    occurred_at: datetime
    has_value: bool
    fields_given: int = 0


def survivors(
    strategy: Survivorship,
    candidates: Iterable[Candidate],
    *,
    priority: Sequence[str] = (),
    chosen: UUID | None = None,
) -> tuple[Candidate, ...]:
    """Whose word stands: one contact, every one for UNION, none where nobody says anything.

    `priority` are sources, the best first; one that it does not name comes last. `chosen` is the
    contact that a steward picked; where it says nothing, the most recent word stands.
    """
    able = [candidate for candidate in candidates if candidate.has_value]

    def key(candidate: Candidate) -> tuple[int, datetime, int, int]:
        lead = _lead(strategy, candidate, priority, chosen)
        return lead, candidate.occurred_at, candidate.n, candidate.contact.int

    best_first = sorted(able, key=key, reverse=strategy is not Survivorship.OLDEST)
    return tuple(best_first if strategy is Survivorship.UNION else best_first[:1])


def _lead(
    strategy: Survivorship, candidate: Candidate, priority: Sequence[str], chosen: UUID | None
) -> int:
    """What counts before recency: the greater wins."""
    match strategy:
        case Survivorship.VERIFIED_FIRST:
            return int(candidate.is_verified)
        case Survivorship.SOURCE_PRIORITY:
            known = candidate.source in priority
            return -priority.index(candidate.source) if known else -len(priority)
        case Survivorship.MOST_COMPLETE:
            return candidate.fields_given
        case Survivorship.MANUAL:
            return int(candidate.contact == chosen)
        case Survivorship.MOST_RECENT | Survivorship.OLDEST | Survivorship.UNION:
            return 0
