"""Reach: what a decision on contact reads of a person, and the decision in the service's words.

As a standing, it is read to decide and never shown: an answer names reasons alone, each where the
category that it tells of is shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Final, Self

from cdp.database.cells import Cells
from cdp.vocabulary import Channel
from privacy.contactability import (
    MARKETING_BY,
    MISSING,
    NOBODY,
    ContactDecision,
    ContactFacts,
    Line,
    decide,
    either,
)
from privacy.gate import NO_CELL, Ruling, Standing
from privacy.policy import Policy
from privacy.terms import Channel as ConsentChannel
from privacy.terms import (
    ConsentState,
    DataCategory,
    Effect,
    LineType,
    NumberStatus,
    ReasonCode,
)
from privacy.vault.words import worded

_STATUS: Final = worded(NumberStatus)
_KIND: Final = worded(LineType)
_SAID: Final = worded(ConsentState)

CONSENT_FOR: Final[Mapping[Channel, ConsentChannel]] = MappingProxyType(
    {
        Channel.PHONE: ConsentChannel.PHONE,
        Channel.SMS: ConsentChannel.SMS,
        Channel.EMAIL: ConsentChannel.EMAIL,
        Channel.WECHAT: ConsentChannel.IM,
        Channel.WECOM: ConsentChannel.IM,
    }
)
"""By which consent a channel is covered. Of the others none is asked."""

READS: Final = frozenset(
    {
        DataCategory.CONTACT_PHONE,
        DataCategory.CONTACT_EMAIL,
        DataCategory.CONSENT_RECORD,
        DataCategory.SERVICE_CASE,
    }
)
"""What a decision may tell of. An entry of the log names them with it."""

_TELLS: Final[Mapping[ReasonCode, DataCategory]] = MappingProxyType(
    {
        ReasonCode.SUBJECT_ERASED: DataCategory.RIGHTS_CASE,
        ReasonCode.SUBJECT_RESTRICTED: DataCategory.RIGHTS_CASE,
        ReasonCode.MINOR: DataCategory.MINOR_ANY,
        **dict.fromkeys(MISSING.values(), DataCategory.CONSENT_RECORD),
        ReasonCode.DO_NOT_CONTACT: DataCategory.CONSENT_RECORD,
        ReasonCode.NUMBER_UNUSABLE: DataCategory.CONTACT_PHONE,
        ReasonCode.OPEN_COMPLAINT: DataCategory.SERVICE_CASE,
    }
)
"""What a reason tells of the person; one that is not here tells nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Where one question of consent stands, and until when a yes lasts."""

    state: ConsentState
    valid_until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Reach:
    """What is known of one subject; `said` by the bit of the question.

    Where her profile has other members, what one of them denied counts as denied by her.
    """

    standing: Standing
    lines: tuple[Line, ...]
    has_email: bool
    said: Mapping[int, Said]
    open_complaint: bool

    @classmethod
    def of(cls, standing: Standing, cells: Cells) -> Self:
        """From the part `reach` of a row."""
        lines, has_email, said, open_complaint, denied = cells
        return cls(
            standing=standing,
            lines=tuple(Line(status=_STATUS(status), kind=_KIND(kind)) for status, kind in lines),
            has_email=has_email,
            said={
                bit: Said(state=_SAID(state), valid_until=valid_until)
                for bit, state, _, valid_until in said
            }
            | {
                bit: Said(state=_SAID(state), valid_until=None)
                for bit, state in sorted(map(tuple, denied))
            },
            open_complaint=open_complaint,
        )

    def state(self, bit: int, at: datetime) -> ConsentState:
        """Where the question of `bit` stands at `at`."""
        said = self.said.get(bit)
        if said is None:
            return ConsentState.UNKNOWN
        ended = said.valid_until is not None and said.valid_until <= at
        return ConsentState.EXPIRED if said.state is ConsentState.GIVEN and ended else said.state


def reaches(members: Sequence[Reach]) -> tuple[Reach, ...]:
    """What is known of each subject of a person: who complains, complains as one."""
    if not any(each.open_complaint for each in members):
        return tuple(members)
    return tuple(replace(each, open_complaint=True) for each in members)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contacting:
    """One question of contact: under which decision it is asked, what it is for, and when.

    `asked` is the operation's own ruling, `meant` that of the purpose of the contact.
    """

    policy: Policy
    asked: Ruling
    meant: Ruling
    at: datetime

    @property
    def cells(self) -> frozenset[int]:
        """The questions of consent that it reads."""
        own = {self.meant.cell} - {NO_CELL}
        return frozenset(own | set(self._marketing().values()))

    def decision(self, members: Sequence[Reach], channel: Channel) -> ContactDecision:
        """Whether the person of these subjects may be contacted by `channel`; none is nobody.

        Each by her own line and on her own ground: what one of them gave, no other's line has.
        """
        if not members:
            return NOBODY
        decision = either(
            [
                decide(
                    self._facts(each),
                    purpose=self.meant.purpose,
                    channel=CONSENT_FOR.get(channel),
                    at=self.at,
                    quiet=self.policy.quiet_hours,
                )
                for each in members
            ]
        )
        named = dict.fromkeys(self._named(reason, channel) for reason in decision.reasons)
        return replace(decision, reasons=tuple(named))

    def _facts(self, reach: Reach) -> ContactFacts:
        standing, meant = reach.standing, self.meant
        return ContactFacts(
            state=standing.state,
            age_band=standing.age_band,
            exempt=meant.exempt,
            has_ground=meant.by_law or (meant.by_contract and standing.contract),
            consent=reach.state(meant.cell, self.at) if meant.by_consent else None,
            marketing={
                channel: reach.state(bit, self.at) for channel, bit in self._marketing().items()
            },
            lines=reach.lines,
            has_email=reach.has_email,
            open_complaint=reach.open_complaint,
        )

    def _marketing(self) -> dict[ConsentChannel, int]:
        """The bit of each channel's question, as far as the policy asks one."""
        cells = {channel: self.policy.cell(purpose) for channel, purpose in MARKETING_BY.items()}
        return {channel: cell.bit for channel, cell in cells.items() if cell is not None}

    def _named(self, reason: ReasonCode, channel: Channel) -> ReasonCode:
        """`reason`, where what it tells of is shown for either purpose; else that there is one."""
        tells = _TELLS.get(reason)
        if tells is DataCategory.CONTACT_PHONE and channel is Channel.EMAIL:
            tells = DataCategory.CONTACT_EMAIL
        if tells is None or (_shows(self.asked, tells) and _shows(self.meant, tells)):
            return reason
        return ReasonCode.NOT_AVAILABLE


def _shows(ruling: Ruling, category: DataCategory) -> bool:
    view = ruling.views.get(category)
    return view is not None and view.effect in {Effect.ALLOW, Effect.MASK}
