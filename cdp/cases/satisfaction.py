"""Satisfaction: a score on one of three scales, and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, unique
from types import MappingProxyType
from typing import Final, Self
from uuid import UUID

from cdp.errors import InvalidField
from cdp.text import NOTE_LETTERS, clean


@unique
class SatisfactionKind(StrEnum):
    """The scale: satisfaction (CSAT), recommendation (NPS), effort (CES)."""

    CSAT = "CSAT"
    NPS = "NPS"
    CES = "CES"


@unique
class FollowUp(StrEnum):
    """What a score asks for: to be recommended, or to make good."""

    REFERRAL = "REFERRAL"
    RECOVERY = "RECOVERY"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """From `low` to `high`: up to `unhappy` a recovery follows, from `happy` on a referral."""

    low: int
    high: int
    unhappy: int
    happy: int


SCALES: Final[Mapping[SatisfactionKind, Scale]] = MappingProxyType(
    {
        SatisfactionKind.CSAT: Scale(low=1, high=5, unhappy=2, happy=5),
        # Detractors 0 to 6, promoters 9 and 10. Source: Reichheld, HBR December 2003.
        SatisfactionKind.NPS: Scale(low=0, high=10, unhappy=6, happy=9),
        # CES 2.0 asks whether it was made easy: 7 agrees most.
        SatisfactionKind.CES: Scale(low=1, high=7, unhappy=3, happy=6),
    }
)
"""The scales; the greater score is the better one on each."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Satisfaction:
    """What a person said of a case, an order or a call. `comment` is free text and is sealed."""

    kind: SatisfactionKind
    score: int
    answered_at: datetime
    comment: str | None
    case: UUID | None
    order: UUID | None
    call: UUID | None

    @classmethod
    def of(
        cls,
        *,
        kind: SatisfactionKind,
        score: int,
        answered_at: datetime,
        now: datetime,
        comment: str | None = None,
        case: UUID | None = None,
        order: UUID | None = None,
        call: UUID | None = None,
    ) -> Self:
        """A score from what was typed.

        Raises:
            InvalidField: beyond its scale, in the future, or of more than one thing.
        """
        scale = SCALES[kind]
        if not scale.low <= score <= scale.high:
            raise InvalidField("score", f"Give a whole number from {scale.low} to {scale.high}.")
        if answered_at > now:
            raise InvalidField("answeredAt", "Give the time at which she answered: it is past.")
        if sum(one is not None for one in (case, order, call)) > 1:
            raise InvalidField("case", "Name one of case, order and call.")
        return cls(
            kind=kind,
            score=score,
            answered_at=answered_at,
            comment=clean(comment, field="comment", at_most=NOTE_LETTERS),
            case=case,
            order=order,
            call=call,
        )

    @property
    def follow_up(self) -> FollowUp | None:
        """What is to follow; None where the score lies between."""
        scale = SCALES[self.kind]
        if self.score <= scale.unhappy:
            return FollowUp.RECOVERY
        return FollowUp.REFERRAL if self.score >= scale.happy else None
