"""Case: where a person's request stands, and where it can go from there. Pure.

    RECEIVED ─► VERIFYING ─► VERIFIED ─► SCOPING ─► CONFLICT_REVIEW ─► APPROVED ─► EXECUTING
             ─► VERIFYING_RESULT ─► COMPLETED

The way to COMPLETED leads past four proofs: who asks, what is planned, that a second person
approved just that plan, and that a query found nothing left. What binds at once, a restriction,
is completed with the first of them. Source: PIPL 44 to 50.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum, unique
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from privacy.errors import ImpossibleStep, PlanChanged, SameActor

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from uuid import UUID


@unique
class RequestType(StrEnum):
    """What a person may ask for. Source: PIPL 15, 24, 31, 44 to 49; Network Data Regulations 25."""

    ACCESS = "ACCESS"
    COPY = "COPY"
    PORTABILITY = "PORTABILITY"
    CORRECT = "CORRECT"
    SUPPLEMENT = "SUPPLEMENT"
    DELETE = "DELETE"
    RESTRICT = "RESTRICT"
    OBJECT_AUTOMATED = "OBJECT_AUTOMATED"
    EXPLAIN_DECISION = "EXPLAIN_DECISION"
    EXPLAIN_RULES = "EXPLAIN_RULES"
    WITHDRAW_CONSENT = "WITHDRAW_CONSENT"
    CLOSE_ACCOUNT = "CLOSE_ACCOUNT"
    DELETE_TAGS = "DELETE_TAGS"
    DECEASED_ACCESS = "DECEASED_ACCESS"
    DECEASED_COPY = "DECEASED_COPY"
    DECEASED_CORRECT = "DECEASED_CORRECT"
    DECEASED_DELETE = "DECEASED_DELETE"
    GUARDIAN_ACCESS = "GUARDIAN_ACCESS"
    GUARDIAN_COPY = "GUARDIAN_COPY"
    GUARDIAN_CORRECT = "GUARDIAN_CORRECT"
    GUARDIAN_DELETE = "GUARDIAN_DELETE"
    COMPLAINT = "COMPLAINT"


EXECUTABLE: Final = frozenset({RequestType.DELETE, RequestType.RESTRICT})
"""What this release carries out; it opens no request of another type."""

AT_ONCE: Final = frozenset({RequestType.RESTRICT})
"""What binds as soon as a person proved who she is: it takes nothing that cannot be given back."""


@unique
class CaseState(StrEnum):
    """Where a request stands."""

    RECEIVED = "RECEIVED"
    NEED_INFO = "NEED_INFO"
    VERIFYING = "VERIFYING"
    VERIFIED = "VERIFIED"
    VERIFICATION_FAILED = "VERIFICATION_FAILED"
    DUPLICATE = "DUPLICATE"
    SCOPING = "SCOPING"
    CONFLICT_REVIEW = "CONFLICT_REVIEW"
    APPROVED = "APPROVED"
    PARTIALLY_APPROVED = "PARTIALLY_APPROVED"
    REFUSED = "REFUSED"
    COOLING_OFF = "COOLING_OFF"
    EXECUTING = "EXECUTING"
    AWAITING_PROCESSORS = "AWAITING_PROCESSORS"
    VERIFYING_RESULT = "VERIFYING_RESULT"
    COMPLETED = "COMPLETED"
    COMPLETED_RESTRICTED = "COMPLETED_RESTRICTED"
    CANCELLED_BY_SUBJECT = "CANCELLED_BY_SUBJECT"
    FAILED_NEEDS_OPERATOR = "FAILED_NEEDS_OPERATOR"


@unique
class ClockMark(StrEnum):
    """What the statutory clock adds to a state, whichever it is; the clock comes with its issue."""

    EXTENDED = "EXTENDED"
    ESCALATED = "ESCALATED"


@unique
class Proof(StrEnum):
    """What a step may demand to be shown."""

    IDENTITY = "IDENTITY"
    PLAN = "PLAN"
    SECOND_ACTOR = "SECOND_ACTOR"
    NOTHING_LEFT = "NOTHING_LEFT"


_S = CaseState
_NONE: Final = frozenset[Proof]()

_EARLY: Final = (
    *(_S.RECEIVED, _S.NEED_INFO, _S.VERIFYING, _S.VERIFIED, _S.SCOPING, _S.CONFLICT_REVIEW),
    *(_S.APPROVED, _S.PARTIALLY_APPROVED, _S.COOLING_OFF),
)
"""While nothing has been done, the person may take the request back."""

_STEPS: Final[Mapping[tuple[CaseState, CaseState], frozenset[Proof]]] = {
    (_S.RECEIVED, _S.VERIFYING): _NONE,
    (_S.RECEIVED, _S.NEED_INFO): _NONE,
    (_S.VERIFYING, _S.NEED_INFO): _NONE,
    (_S.NEED_INFO, _S.VERIFYING): _NONE,
    (_S.VERIFYING, _S.VERIFICATION_FAILED): _NONE,
    (_S.VERIFYING, _S.VERIFIED): frozenset({Proof.IDENTITY}),
    # The first request that was verified stands; one that only was received proves nothing.
    (_S.VERIFIED, _S.DUPLICATE): _NONE,
    (_S.VERIFIED, _S.SCOPING): _NONE,
    (_S.SCOPING, _S.CONFLICT_REVIEW): frozenset({Proof.PLAN}),
    (_S.CONFLICT_REVIEW, _S.SCOPING): _NONE,
    (_S.CONFLICT_REVIEW, _S.APPROVED): frozenset({Proof.SECOND_ACTOR}),
    (_S.CONFLICT_REVIEW, _S.PARTIALLY_APPROVED): frozenset({Proof.SECOND_ACTOR}),
    (_S.CONFLICT_REVIEW, _S.REFUSED): frozenset({Proof.SECOND_ACTOR}),
    # A plan that the schema has outgrown is drawn up anew, and approved anew.
    (_S.APPROVED, _S.SCOPING): _NONE,
    (_S.APPROVED, _S.COOLING_OFF): _NONE,
    (_S.APPROVED, _S.EXECUTING): _NONE,
    (_S.PARTIALLY_APPROVED, _S.COOLING_OFF): _NONE,
    (_S.PARTIALLY_APPROVED, _S.EXECUTING): _NONE,
    (_S.COOLING_OFF, _S.EXECUTING): _NONE,
    (_S.EXECUTING, _S.AWAITING_PROCESSORS): _NONE,
    (_S.EXECUTING, _S.VERIFYING_RESULT): _NONE,
    (_S.AWAITING_PROCESSORS, _S.VERIFYING_RESULT): _NONE,
    (_S.VERIFYING_RESULT, _S.COMPLETED): frozenset({Proof.NOTHING_LEFT}),
    (_S.VERIFYING_RESULT, _S.COMPLETED_RESTRICTED): frozenset({Proof.NOTHING_LEFT}),
    # Only what was begun can fail, so that this leads past nobody's approval.
    (_S.EXECUTING, _S.FAILED_NEEDS_OPERATOR): _NONE,
    (_S.AWAITING_PROCESSORS, _S.FAILED_NEEDS_OPERATOR): _NONE,
    (_S.VERIFYING_RESULT, _S.FAILED_NEEDS_OPERATOR): _NONE,
    (_S.FAILED_NEEDS_OPERATOR, _S.EXECUTING): _NONE,
    **{(state, _S.CANCELLED_BY_SUBJECT): _NONE for state in _EARLY},
}

STEPS: Final[Mapping[tuple[CaseState, CaseState], frozenset[Proof]]] = MappingProxyType(_STEPS)
"""Every step there is, and what has to be shown for it. Whatever is not here is impossible."""

ENDED: Final = frozenset(_S) - {source for source, _ in STEPS}
"""Where a request stays."""

UNDER_WAY: Final = frozenset(
    {_S.APPROVED, _S.EXECUTING, _S.VERIFYING_RESULT, _S.FAILED_NEEDS_OPERATOR}
)
"""From where a deletion is carried out, or carried on with."""

STANDING: Final = frozenset({_S.VERIFIED, _S.SCOPING, _S.CONFLICT_REVIEW, *UNDER_WAY})
"""Verified and not ended: beside one of these, another request of the same kind is a duplicate."""


def onward(state: CaseState) -> Iterator[CaseState]:
    """Where a request can go next."""
    return (target for source, target in STEPS if source is state)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One request. `plan` is the hash of what is planned, `approved_by` who said yes to it."""

    id: UUID
    type: RequestType
    state: CaseState
    opened_by: str
    plan: str | None = None
    approved_by: str | None = None

    def moved(self, to: CaseState, *shown: Proof) -> Case:
        """The case one step on. A second person's word is given by `approved`, not here.

        Raises:
            ImpossibleStep: there is no such step, or a proof that it demands is missing.
        """
        demanded = STEPS.get((self.state, to))
        if demanded is None or not demanded <= frozenset(shown) - {Proof.SECOND_ACTOR}:
            raise ImpossibleStep
        return replace(self, state=to)

    def bound(self) -> Case:
        """The case of a verified person, completed by what it asks for, which binds at once.

        It has no plan, and waits for no second person.

        Raises:
            ImpossibleStep: it is of another type, or nobody has proved who she is.
        """
        if self.type not in AT_ONCE or self.state is not CaseState.VERIFIED:
            raise ImpossibleStep
        return replace(self, state=CaseState.COMPLETED)

    def planned(self, plan: str) -> Case:
        """The case with its plan, ready for a second person to look at.

        Raises:
            ImpossibleStep: nothing is to be planned where it stands.
        """
        return replace(self.moved(CaseState.CONFLICT_REVIEW, Proof.PLAN), plan=plan)

    def approved(self, *, by: str, plan: str) -> Case:
        """The case with the word of a second person, who has seen `plan`.

        Raises:
            ImpossibleStep: there is nothing to approve where it stands.
            SameActor: that person opened the request.
            PlanChanged: the plan is another one by now.
        """
        if (self.state, CaseState.APPROVED) not in STEPS:
            raise ImpossibleStep
        if by == self.opened_by:
            raise SameActor
        if plan != self.plan:
            raise PlanChanged
        return replace(self, state=CaseState.APPROVED, approved_by=by)
