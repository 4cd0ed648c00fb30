"""Qualification as data: which event moves a lead from where to where, and what it must show.

Pure. `moved` is the only way from one stage to another: an act or a call asks it, and files the
receipt that it returns. What stands in no row of `MOVES` cannot happen.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum, unique
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from cdp.errors import Conflict, InvalidField
from cdp.leads.record import LeadInvalid, LeadStatus, Qualification
from cdp.vocabulary import LeadEvent, RejectReason

if TYPE_CHECKING:
    from collections.abc import Mapping

_Q = Qualification
_S = LeadStatus

TERMINAL: Final = frozenset({_Q.WON, _Q.DISQUALIFIED})
"""Nothing leaves these. Whoever bought, or said never again, asks anew with a lead of its own."""

ENDED: Final = TERMINAL | {_Q.LOST}
"""No work is left; what was lost can still return to the pool."""

OPEN: Final = frozenset(_Q) - ENDED
"""Work is left."""

EARLY: Final = frozenset({_Q.RAW, _Q.INQUIRY, _Q.NURTURE, _Q.RECYCLED})
"""Nobody has found the interest qualified yet, or not again."""

UNREACHED: Final = frozenset({_S.NEW, _S.ASSIGNED, _S.ATTEMPTED})
"""Nobody has spoken with the person about this lead."""


@unique
class Need(StrEnum):
    """What a move must show."""

    NOTHING = "nothing"
    EVIDENCE = "evidence"
    REASON = "reason"


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One row of the table. `to` or `status` None: it stays as it was.

    `status_from` are the statuses that the row changes; from others the status stays.
    """

    event: LeadEvent
    sources: frozenset[Qualification]
    to: Qualification | None = None
    status: LeadStatus | None = None
    status_from: frozenset[LeadStatus] = frozenset(LeadStatus)
    needs: Need = Need.NOTHING
    invalid: LeadInvalid | None = None
    pauses: bool = False
    cool_down: timedelta | None = None
    """How long the person is left alone with this lead."""
    reason: RejectReason | None = None
    """The reason where none is given."""


_E = LeadEvent
_LEFT_ALONE: Final = timedelta(days=90)

MOVES: Final = (
    # People decide. A qualification shows its evidence, a rejection its reason.
    Move(
        event=_E.MARKETING_QUALIFIED,
        sources=EARLY,
        to=_Q.MQL,
        needs=Need.EVIDENCE,
        status=_S.WORKING,
    ),
    Move(
        event=_E.SALES_ACCEPTED,
        sources=frozenset({_Q.MQL}),
        to=_Q.SAL,
        needs=Need.EVIDENCE,
        status=_S.WORKING,
    ),
    Move(
        event=_E.SALES_QUALIFIED,
        sources=frozenset({_Q.MQL, _Q.SAL}),
        to=_Q.SQL,
        needs=Need.EVIDENCE,
        status=_S.WORKING,
    ),
    Move(
        event=_E.OPPORTUNITY_OPENED,
        sources=frozenset({_Q.SQL}),
        to=_Q.OPPORTUNITY,
        needs=Need.EVIDENCE,
        status=_S.WORKING,
    ),
    Move(event=_E.SOLD, sources=OPEN, to=_Q.WON, needs=Need.EVIDENCE, status=_S.CLOSED),
    Move(
        event=_E.REJECTED,
        sources=OPEN - {_Q.OPPORTUNITY},
        to=_Q.DISQUALIFIED,
        needs=Need.REASON,
        status=_S.UNQUALIFIED,
    ),
    Move(
        event=_E.REJECTED,
        sources=frozenset({_Q.OPPORTUNITY}),
        to=_Q.LOST,
        needs=Need.REASON,
        status=_S.CLOSED,
    ),
    # Nothing that fails is thrown away: even what was lost comes back, and is worked on anew.
    Move(
        event=_E.RETURNED,
        sources=OPEN | {_Q.LOST},
        to=_Q.RECYCLED,
        needs=Need.REASON,
        status=_S.NEW,
    ),
    Move(event=_E.CLAIMED, sources=OPEN, status=_S.ASSIGNED, status_from=frozenset({_S.NEW})),
    Move(event=_E.HANDED_OFF, sources=OPEN, status=_S.ASSIGNED, status_from=frozenset({_S.NEW})),
    # Calls. The call itself is the evidence.
    Move(event=_E.ATTEMPTED, sources=OPEN, status=_S.ATTEMPTED, status_from=UNREACHED),
    Move(event=_E.CONNECTED, sources=OPEN, status=_S.CONNECTED, status_from=UNREACHED),
    Move(event=_E.INTERESTED, sources=EARLY, to=_Q.MQL, status=_S.WORKING),
    Move(event=_E.INTERESTED, sources=OPEN - EARLY, status=_S.WORKING),
    Move(event=_E.APPOINTED, sources=EARLY, to=_Q.MQL, status=_S.APPOINTMENT),
    Move(event=_E.APPOINTED, sources=OPEN - EARLY, status=_S.APPOINTMENT),
    Move(
        event=_E.POSTPONED,
        sources=OPEN,
        to=_Q.NURTURE,
        status=_S.BAD_TIMING,
        reason=RejectReason.BAD_TIMING,
    ),
    Move(
        event=_E.DECLINED,
        sources=OPEN,
        to=_Q.NURTURE,
        status=_S.UNQUALIFIED,
        reason=RejectReason.NO_REASON,
        cool_down=_LEFT_ALONE,
    ),
    Move(
        event=_E.BARRED,
        sources=OPEN | {_Q.LOST},
        to=_Q.DISQUALIFIED,
        status=_S.CLOSED,
        reason=RejectReason.DO_NOT_CALL,
    ),
    Move(event=_E.COMPLAINED, sources=OPEN, pauses=True),
    Move(
        event=_E.NUMBER_INVALID,
        sources=OPEN,
        status=_S.UNQUALIFIED,
        status_from=UNREACHED,
        invalid=LeadInvalid.INVALID_NUMBER,
    ),
    Move(
        event=_E.PERSON_WRONG,
        sources=OPEN,
        status=_S.UNQUALIFIED,
        invalid=LeadInvalid.WRONG_PERSON,
    ),
)
"""Every way in which a lead can change. CAPTURED is no change: a lead begins with it."""

TABLE: Final[Mapping[tuple[Qualification, LeadEvent], Move]] = MappingProxyType(
    {(source, move.event): move for move in MOVES for source in move.sources}
)
"""The rows by where a lead is and what happens."""

QUALIFYING: Final[Mapping[Qualification, LeadEvent]] = MappingProxyType(
    {
        _Q.MQL: _E.MARKETING_QUALIFIED,
        _Q.SAL: _E.SALES_ACCEPTED,
        _Q.SQL: _E.SALES_QUALIFIED,
        _Q.OPPORTUNITY: _E.OPPORTUNITY_OPENED,
        _Q.WON: _E.SOLD,
    }
)
"""What `qualify_lead` may ask for; the other stages are reached by acts of their own."""

IMPOSSIBLE: Final = "The lead is not where this step begins; read it again."
"""What a caller is told, whatever stood in the way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Where a lead is."""

    qualification: Qualification
    status: LeadStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What moves leads without a person deciding: its name and version stand in the receipt."""

    name: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Happening:
    """What happened to a lead, by whom or by which rule, and what shows it."""

    event: LeadEvent
    at: datetime
    actor: str
    rule: Rule | None = None
    reason: RejectReason | None = None
    evidence: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class LeadStageChange:
    """The receipt of a move: why the lead is where it is."""

    before: Stage
    after: Stage
    happening: Happening
    move: Move

    @property
    def reason(self) -> RejectReason | None:
        """The reason that was given, or the row's own."""
        return self.happening.reason or self.move.reason

    @property
    def invalid(self) -> LeadInvalid | None:
        """Why the lead is none; a number that fails later says nothing of the lead."""
        first = self.before.status in self.move.status_from
        return self.move.invalid if first else None


def can_move(stage: Stage, event: LeadEvent) -> bool:
    """Whether a row of the table begins at `stage`."""
    return (stage.qualification, event) in TABLE


def moved(stage: Stage, happening: Happening) -> LeadStageChange:
    """The receipt of `happening` at `stage`.

    Raises:
        Conflict: no row begins there.
        InvalidField: the row asks for evidence or a reason, and there is none.
    """
    move = TABLE.get((stage.qualification, happening.event))
    if move is None:
        raise Conflict(IMPOSSIBLE)
    _require(move, happening)
    changes_status = move.status is not None and stage.status in move.status_from
    return LeadStageChange(
        before=stage,
        after=Stage(
            qualification=move.to or stage.qualification,
            status=move.status if changes_status and move.status else stage.status,
        ),
        happening=happening,
        move=move,
    )


def _require(move: Move, happening: Happening) -> None:
    if happening.rule is not None:
        return  # a rule's evidence is the record that it read
    if move.needs is Need.EVIDENCE and happening.evidence is None:
        raise InvalidField("evidence", "Say what shows it.")
    if move.needs is Need.REASON and happening.reason is None:
        raise InvalidField("reason", "Say why.")
