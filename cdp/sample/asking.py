"""Asking: the leads of one person; the first is how she came, the others come again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from cdp.sample.goods import CAMPAIGNS, first_bought
from cdp.sample.life import Lead, Span
from cdp.sample.person import Bond, Person
from cdp.sample.stream import Stream

_COUNTS: Final[Mapping[Bond, Sequence[tuple[int, int]]]] = {
    Bond.KNOWN: ((0, 1),),
    Bond.ASKED: ((1, 52), (2, 30), (3, 13), (4, 5)),
    Bond.BUYER: ((1, 75), (2, 20), (3, 5)),
    Bond.REGULAR: ((1, 30), (2, 45), (3, 25)),
    Bond.DEVOTED: ((2, 30), (3, 40), (5, 30)),
}
_INTENTS: Final = (
    ("A_READY", 8),
    ("B_STRONG", 20),
    ("C_INTERESTED", 40),
    ("D_WEAK", 20),
    ("E_NONE", 5),
    ("", 7),
)


def leads_of(person: Person, stream: Stream, until: datetime) -> tuple[Lead, ...]:
    """Her leads up to `until`, by time; repeated ones come from several campaigns."""
    count = stream.weighted(_COUNTS[person.bond])
    if not count:
        return ()
    later = Span(start=person.joined_at, end=until).moments(stream, count - 1)
    campaigns = stream.shuffled(CAMPAIGNS)
    return tuple(
        Lead(
            key=f"L{person.index:05}-{nth}",
            at=at,
            campaign=campaigns[nth % len(campaigns)][0],
            tracking_link=campaigns[nth % len(campaigns)][1],
            product=first_bought(stream).name,
            intent=stream.weighted(_INTENTS),
        )
        for nth, at in enumerate([person.joined_at, *later])
    )
