"""Person: somebody whom the generator made up, with all that the company could learn of her."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum, unique

from cdp.sample.lines import Line
from cdp.sample.names import Gender, Name
from cdp.sample.places import City


@unique
class Bond(StrEnum):
    """How much she has to do with the company; most people have little, a few have much."""

    KNOWN = "KNOWN"
    ASKED = "ASKED"
    BUYER = "BUYER"
    REGULAR = "REGULAR"
    DEVOTED = "DEVOTED"


@unique
class Ending(StrEnum):
    """What her last call came to, where nothing follows on it."""

    DO_NOT_CALL = "DO_NOT_CALL"
    WRONG_NUMBER = "WRONG_NUMBER"
    DECEASED_OR_CLOSED = "DECEASED_OR_CLOSED"
    UNALLOCATED = "UNALLOCATED"


@unique
class Seam(StrEnum):
    """Where later issues sew on: people set aside, ordinary so far, on whom no test may count.

    RECYCLED: the issue on identity gives the number to somebody else.
    RESTRICTED, HELD: the issue on rights restricts processing, or places a legal hold.
    MINOR_UNDER_14, MINOR_14_TO_17: the issue on policy gives a birthday; the files state none.
    """

    RECYCLED = "RECYCLED"
    RESTRICTED = "RESTRICTED"
    HELD = "HELD"
    MINOR_UNDER_14 = "MINOR_UNDER_14"
    MINOR_14_TO_17 = "MINOR_14_TO_17"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One person. `left_at` is when she was last heard of, if she has gone silent."""

    index: int
    name: Name
    gender: Gender
    birthday: date | None
    city: City
    door: str
    email: str
    company: str
    title: str
    role: str
    line: Line
    household: Line | None
    switchboard: Line | None
    bond: Bond
    joined_at: datetime
    left_at: datetime | None
    ending: Ending | None
    seam: Seam | None

    @property
    def is_in_crm(self) -> bool:
        """Whether the CRM has a contact of her; who merely filled in a form has none there yet."""
        return self.bond is not Bond.ASKED or self.index % _UNFILED != 0


_UNFILED = 5
"""Every fifth of those who only asked."""
