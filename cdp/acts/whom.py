"""Whom: the person that an act is about, found by one statement, and whether she may be touched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cdp.acts.ground import Ground
from cdp.profile.people import Found
from cdp.profile.selection import Selection
from privacy.gate import Ask, Ruling, Standing, judge
from privacy.phone import Phone
from privacy.terms import SubjectState


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Whom an act is about: the owner of a number, made if need be, or a known profile."""

    phone: Phone | None = None
    subject: UUID | None = None
    makes: bool = True
    """Whether a number never seen makes a person."""
    seen_at: datetime | None = None
    """Whose number it was then: events belong to the owner at event time. None: now."""
    must_be_seen: bool = False
    """Whether the act answers by what is known of her: then only somebody who may see her acts."""
    row_of: UUID | None = None
    """The subject of a row that the act names: where she is merged, the act is about that one."""


async def locate(about: About, ruling: Ruling, ground: Ground, ask: Ask) -> Found:
    """Whom it is about, by one statement."""
    nothing = Selection()
    if about.phone is not None:
        return await ground.people.by_number(
            about.phone,
            nothing,
            ruling,
            at=ask.at,
            seen_at=about.seen_at or ask.at,
            agent=ask.actor.id,
        )
    subject = about.subject if about.subject is not None else ground.ids()
    return await ground.people.by_id(subject, nothing, ruling, at=ask.at, agent=ask.actor.id)


def standing_of(found: Found, about: About) -> Standing | None:
    """The subject that an act is about: who was found, or she of her profile whose row it names."""
    named = (each for each in found.members if each.subject == about.row_of)
    return next(named, found.standing)


def written_about(found: Found, about: About, ground: Ground, ruling: Ruling) -> UUID | None:
    """Whom to write about; None where there is nobody, or nobody who may be touched."""
    standing = standing_of(found, about)
    if standing is None:
        return ground.ids() if about.makes and about.phone is not None else None
    if about.must_be_seen and not judge(ruling, standing).allowed:
        return None
    state = standing.state
    # Who is restricted may still refuse: a restriction stops us, not her (PIPL 15, 47(2)).
    is_open = state is SubjectState.LIVE or (state is SubjectState.RESTRICTED and ruling.narrows)
    return standing.subject if is_open or found.exempt else None
