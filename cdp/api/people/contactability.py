"""contactability: one decision for one person, and what whoever works on her learns besides."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Final

from cdp.api.asking import Asking
from cdp.api.people.contact import ContactDecision, shown
from cdp.api.reading import enter, reads, ruling_of
from cdp.api.wishes import utc
from cdp.profile.people import Found
from cdp.profile.reach import READS, Contacting
from privacy import contactability as decisions
from privacy.contactability import MISSING, NOBODY
from privacy.gate import rule
from privacy.terms import Action, Purpose, ReasonCode
from privacy.threshold import Opened

_TOLD: Final = frozenset({ReasonCode.NO_LAWFUL_BASIS, *MISSING.values()})
"""What whoever works on a person learns of why she may not be seen; never a restriction."""


def contacting_of(asking: Asking) -> tuple[Asking, Contacting]:
    """The question as it reads what the decision needs, and the decision on whom it finds.

    Raises:
        Refusal: the purpose of the contact lies outside what the caller may do.
        InvalidField: the argument `at` is no time.
    """
    policy = asking.ground.policies.current
    purpose: Purpose | None = asking.arguments.get("purpose") or asking.ask.purpose
    asking = reads(asking, READS)
    meant = replace(
        asking.ask, purpose=purpose, action=Action.READ, categories=READS, writes=frozenset()
    )
    contacting = Contacting(
        policy=policy,
        asked=ruling_of(asking),
        meant=rule(meant, policy),
        at=_when(asking),
    )
    selection = replace(asking.selection, cells=contacting.cells)
    return replace(asking, selection=selection), contacting


def _when(asking: Asking) -> datetime:
    """When the contact would be: now, or later."""
    at: datetime | None = asking.arguments.get("at")
    return asking.ask.at if at is None else max(utc(at, field="at"), asking.ask.at)


async def contactability(asking: Asking) -> ContactDecision:
    """`Query.contactability`."""
    subject = asking.ids.profile(asking.arguments["profile"])
    asking, contacting = contacting_of(asking)
    selection = asking.selection
    found = await asking.ground.people.by_id(
        subject,
        replace(selection, parts=selection.parts | {"assigned"}),
        contacting.asked,
        at=asking.ask.at,
        agent=asking.ask.actor.id,
    )
    opened = await enter(asking, contacting.asked, found.standings, found.in_force, people=1)
    person = found.shown(opened.subjects)
    if opened.grant is None or person is None:
        return shown(_told(found, opened))
    return shown(contacting.decision(person.reach, asking.arguments["channel"]))


def _told(found: Found, opened: Opened) -> decisions.ContactDecision:
    """What is said of somebody who may not be seen: nothing, but to whoever works on her."""
    subject = None if found.standing is None else found.standing.subject
    verdict = None if subject is None else opened.verdicts.get(subject)
    if not found.assigned or verdict is None or verdict.reason not in _TOLD:
        return NOBODY
    return replace(NOBODY, reasons=(verdict.reason,))
