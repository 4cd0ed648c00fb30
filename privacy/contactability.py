"""Contactability: may this person be contacted by this channel, for this purpose, at this time?

One pure decision, total over its arguments, for screens, batches and senders alike. It names
every reason against, in one order; a fact more against her being contacted never allows.

Marketing binds itself to what the person said of the channel, to quiet hours and to her open
complaint. An answer to her, or to a contract with her, does not: who complained must be called.
docs/reference/contactability.md has the rule for each purpose; a test holds both equal.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, unique
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from privacy.terms import (
    AgeBand,
    Channel,
    ConsentState,
    LineType,
    NumberStatus,
    Purpose,
    ReasonCode,
    SubjectState,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from privacy.policy import QuietHours


@unique
class Bearing(Enum):
    """What a contact for a purpose is to the person."""

    MARKETING = "marketing"
    SERVICE = "service"


BEARING: Final[Mapping[Purpose, Bearing]] = MappingProxyType(
    {
        Purpose.LEAD_CONTACT_REQUESTED: Bearing.SERVICE,
        Purpose.SALES_FOLLOW_UP: Bearing.MARKETING,
        Purpose.ORDER_FULFILMENT: Bearing.SERVICE,
        Purpose.SERVICE_SUPPORT: Bearing.SERVICE,
        Purpose.MARKETING_DIRECT_CALL: Bearing.MARKETING,
        Purpose.MARKETING_DIRECT_SMS: Bearing.MARKETING,
        Purpose.MARKETING_DIRECT_EMAIL: Bearing.MARKETING,
        Purpose.MARKETING_DIRECT_IM: Bearing.MARKETING,
        Purpose.MARKETING_PERSONALISED: Bearing.MARKETING,
        Purpose.DATA_QUALITY_MAINTENANCE: Bearing.SERVICE,
        Purpose.RIGHTS_FULFILMENT: Bearing.SERVICE,
        Purpose.LEGAL_CLAIM: Bearing.SERVICE,
    }
)
"""The purposes for which anybody is contacted; no other contacts anybody."""

MARKETING_BY: Final[Mapping[Channel, Purpose]] = MappingProxyType(
    {
        Channel.PHONE: Purpose.MARKETING_DIRECT_CALL,
        Channel.SMS: Purpose.MARKETING_DIRECT_SMS,
        Channel.EMAIL: Purpose.MARKETING_DIRECT_EMAIL,
        Channel.IM: Purpose.MARKETING_DIRECT_IM,
    }
)
"""The purpose whose consent question is asked for each channel."""

_ONE_CHANNEL: Final = frozenset(MARKETING_BY.values())
"""Purposes that contact by their own channel alone."""

UNUSABLE: Final = frozenset(
    {NumberStatus.UNALLOCATED, NumberStatus.SUSPENDED, NumberStatus.RECYCLED, NumberStatus.RISKY}
)
"""States of a line in which a call reaches nobody, somebody else, or an abuser."""

_CALLED: Final = frozenset(
    {LineType.MOBILE, LineType.VIRTUAL_OPERATOR, LineType.FIXED_LINE, LineType.VOIP}
    | {LineType.UNKNOWN}
)
_TEXTED: Final = frozenset({LineType.MOBILE, LineType.VIRTUAL_OPERATOR, LineType.UNKNOWN})
_LINES: Final[Mapping[Channel, frozenset[LineType]]] = MappingProxyType(
    {Channel.PHONE: _CALLED, Channel.SMS: _TEXTED}
)

DENIED: Final = frozenset({ConsentState.REFUSED, ConsentState.WITHDRAWN})
"""States in which a person has said no."""

MISSING: Final[Mapping[ConsentState, ReasonCode]] = MappingProxyType(
    {
        ConsentState.UNKNOWN: ReasonCode.CONSENT_MISSING,
        ConsentState.REFUSED: ReasonCode.CONSENT_REFUSED,
        ConsentState.EXPIRED: ReasonCode.CONSENT_EXPIRED,
        ConsentState.INVALIDATED: ReasonCode.CONSENT_INVALIDATED,
        ConsentState.WITHDRAWN: ReasonCode.CONSENT_WITHDRAWN,
    }
)
"""What is wrong with a consent that is not given."""

ORDER: Final = (
    ReasonCode.PURPOSE_CATEGORY_MISMATCH,
    ReasonCode.SUBJECT_ERASED,
    ReasonCode.SUBJECT_RESTRICTED,
    ReasonCode.MINOR,
    ReasonCode.NO_LAWFUL_BASIS,
    *MISSING.values(),
    ReasonCode.DO_NOT_CONTACT,
    ReasonCode.NUMBER_UNUSABLE,
    ReasonCode.OPEN_COMPLAINT,
    ReasonCode.QUIET_HOURS,
)
"""Every reason, in the order in which a decision names them: what lasts longest comes first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A number that the person answers: what calls have shown of it, and its kind."""

    status: NumberStatus
    kind: LineType


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactFacts:
    """What a decision reads of one person, as of the time of the contact.

    `exempt`: the purpose sees restricted persons. `has_ground`: a contract, or a law, is a ground
    of the purpose and holds. `consent`: the state of the purpose's own question; None where it
    has none. `marketing`: the state of each channel's question; one that is missing is UNKNOWN.
    """

    state: SubjectState
    age_band: AgeBand
    exempt: bool
    has_ground: bool
    consent: ConsentState | None
    marketing: Mapping[Channel, ConsentState]
    lines: tuple[Line, ...]
    has_email: bool
    open_complaint: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactDecision:
    """Whether it may be, every reason against, and when it may where time alone is in the way."""

    allowed: bool
    reasons: tuple[ReasonCode, ...]
    next_allowed_at: datetime | None = None


NOBODY: Final = ContactDecision(allowed=False, reasons=(ReasonCode.NOT_AVAILABLE,))
"""The decision on somebody who is not there, or of whom the caller may not know that she is."""


def decide(
    facts: ContactFacts,
    *,
    purpose: Purpose,
    channel: Channel | None,
    at: datetime,
    quiet: QuietHours,
) -> ContactDecision:
    """Whether a contact may be. `channel` None: one for which no question of consent is asked."""
    against = set(_person(facts)) | set(_reach(facts, channel))
    bearing = BEARING.get(purpose)
    if bearing is None:
        against.add(ReasonCode.PURPOSE_CATEGORY_MISMATCH)
    if bearing is not Bearing.MARKETING:
        against |= set(_ground(facts))
    else:
        against |= set(_marketing(facts, purpose, channel))
        if quiet.hold(at):
            against.add(ReasonCode.QUIET_HOURS)
    return ContactDecision(
        allowed=not against,
        reasons=tuple(reason for reason in ORDER if reason in against),
        next_allowed_at=quiet.end(at) if against == {ReasonCode.QUIET_HOURS} else None,
    )


def either(decisions: Sequence[ContactDecision]) -> ContactDecision:
    """The decision on a person of several subjects, each decided by herself: one yes is enough.

    Else it is what time alone stands in the way of, or every reason against any of them.
    """
    best = max(decisions, key=lambda each: (each.allowed, each.next_allowed_at is not None))
    if best.allowed or best.next_allowed_at is not None:
        return best
    against = {reason for each in decisions for reason in each.reasons}
    return replace(best, reasons=tuple(reason for reason in ORDER if reason in against))


def _person(facts: ContactFacts) -> Iterator[ReasonCode]:
    """What stands in the way whatever the purpose; nothing does for an exempt one."""
    if facts.exempt:
        return
    if facts.state is SubjectState.ERASING:
        yield ReasonCode.SUBJECT_ERASED
    if facts.state is SubjectState.RESTRICTED:
        yield ReasonCode.SUBJECT_RESTRICTED
    if facts.age_band in {AgeBand.UNDER_14, AgeBand.FROM_14_TO_17}:
        yield ReasonCode.MINOR


def _reach(facts: ContactFacts, channel: Channel | None) -> Iterator[ReasonCode]:
    """Whether the channel has a number or an address to reach her by."""
    kinds = None if channel is None else _LINES.get(channel)
    if kinds is not None:
        reaches = any(line.kind in kinds and line.status not in UNUSABLE for line in facts.lines)
    else:
        reaches = channel is not Channel.EMAIL or facts.has_email
    if not reaches:
        yield ReasonCode.NUMBER_UNUSABLE


def _ground(facts: ContactFacts) -> Iterator[ReasonCode]:
    """What is wrong with the ground of the purpose."""
    if facts.has_ground or facts.consent is ConsentState.GIVEN:
        return
    if facts.consent is None:
        yield ReasonCode.NO_LAWFUL_BASIS
    else:
        yield MISSING[facts.consent]


def _marketing(
    facts: ContactFacts, purpose: Purpose, channel: Channel | None
) -> Iterator[ReasonCode]:
    """What binds marketing besides the hour: consent for this channel, and no no to it."""
    yield from _ground(facts)
    if facts.open_complaint:
        yield ReasonCode.OPEN_COMPLAINT
    if channel is None:
        yield ReasonCode.NO_LAWFUL_BASIS  # nobody can have been asked
        return
    if purpose in _ONE_CHANNEL and purpose is not MARKETING_BY[channel]:
        yield ReasonCode.NO_LAWFUL_BASIS  # a yes to messages is no yes to calls
    said = facts.marketing.get(channel, ConsentState.UNKNOWN)
    if said in DENIED:
        yield ReasonCode.DO_NOT_CONTACT
    if purpose is Purpose.MARKETING_PERSONALISED and said is not ConsentState.GIVEN:
        yield MISSING[said]
