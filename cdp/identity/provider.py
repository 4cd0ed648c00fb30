"""NumberStatusProvider: whoever knows what became of a number; what it is asked, what it says.

A number is asked about with the day since when it is taken to be its owner's. What was before that
day is no news: she has the number from whoever had it then.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from typing import Final, Protocol

from cdp.errors import CdpError
from cdp.identity.record import NumberStatus

MOST: Final = 100
"""Most numbers of one question."""


SHANGHAI: Final = timezone(timedelta(hours=8))
"""Where operators' days begin."""


def midnight(day: str) -> datetime:
    """When a day, YYYY-MM-DD, began. Raises ValueError."""
    began = date.fromisoformat(day)
    if began.isoformat() != day:
        raise ValueError(day)
    return datetime.combine(began, time(), SHANGHAI)


class ProviderFailed(CdpError):
    """The number status provider gave no answer that can be used. Nothing was changed."""

    def __init__(self, advice: str) -> None:
        super().__init__()
        self.advice = advice

    def __str__(self) -> str:
        """The advice."""
        return self.advice


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Asked:
    """One number. `number`, E.164, is there only for a provider that `entrusts`.

    `token` is its blind index: whoever has a list can find it there with nothing opened.
    """

    token: bytes
    since: datetime
    number: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What became of a number, and since when. Of one that was given away the day is known."""

    status: NumberStatus
    since: datetime | None = None

    def is_sound(self, now: datetime) -> bool:
        """Whether it says what it must, and nothing of a time to come."""
        if self.since is None:
            return self.status is not NumberStatus.RECYCLED
        return self.since <= now


class NumberStatusProvider(Protocol):
    """Tells what became of numbers. `name` stands in the ledger, and as evidence."""

    @property
    def name(self) -> str:
        """Who it is: `[a-z][a-z0-9-]*`."""

    @property
    def entrusts(self) -> bool:
        """Whether numbers leave the house for it: then each batch is written down before."""

    async def check(self, asked: Sequence[Asked]) -> Sequence[Said | None]:
        """What it says of each of `asked`, at most `MOST`, in their order; None: it knows nothing.

        Raises:
            ProviderFailed: no answer, or none that can be used.
        """
