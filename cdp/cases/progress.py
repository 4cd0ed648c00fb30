"""Where a case may go from where it stands, and what each step needs, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Final, Self

from cdp.cases.record import CaseStatus, RootCause
from cdp.errors import Conflict, InvalidField
from cdp.text import NOTE_LETTERS, clean

_S = CaseStatus

_AT_WORK: Final = frozenset({_S.OPEN, _S.PENDING_CUSTOMER, _S.ON_HOLD, _S.RESOLVED})

MOVES: Final[Mapping[CaseStatus, frozenset[CaseStatus]]] = MappingProxyType(
    {
        _S.NEW: _AT_WORK,
        _S.OPEN: _AT_WORK - {_S.OPEN},
        _S.PENDING_CUSTOMER: _AT_WORK - {_S.PENDING_CUSTOMER},
        _S.ON_HOLD: _AT_WORK - {_S.ON_HOLD},
        _S.RESOLVED: frozenset({_S.CLOSED, _S.REOPENED}),
        _S.CLOSED: frozenset({_S.REOPENED}),
        _S.REOPENED: _AT_WORK,
    }
)
"""The steps from each status. A case closes only once it is solved, and may always come back."""

NEEDS: Final[Mapping[CaseStatus, frozenset[str]]] = MappingProxyType(
    {_S.RESOLVED: frozenset({"rootCause", "resolution"})}
)
"""What must be said with a step into a status; with every other step, these are not taken."""

SETTLED: Final = frozenset({_S.RESOLVED, _S.CLOSED})
"""Statuses in which nobody works on a case; in all others it is open."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Handled:
    """How far a case is when it is filed: NEW, or as far as another system says it came."""

    status: CaseStatus = CaseStatus.NEW
    first_response_at: datetime | None = None
    resolved_at: datetime | None = None
    root_cause: RootCause | None = None
    resolution: str | None = None

    @classmethod
    def of(
        cls,
        *,
        status: CaseStatus | None = None,
        first_response_at: datetime | None = None,
        resolved_at: datetime | None = None,
        root_cause: RootCause | None = None,
        resolution: str | None = None,
        opened_at: datetime,
        now: datetime,
    ) -> Self:
        """How far a case is, from what was typed. A solved one whose cause nobody names: UNKNOWN.

        Raises:
            InvalidField: a time before the case was opened or in the future, or what belongs to
                another status.
        """
        stands = status or CaseStatus.NEW
        is_settled = stands in SETTLED
        for field, at in (("firstResponseAt", first_response_at), ("resolvedAt", resolved_at)):
            if at is not None and not opened_at <= at <= now:
                raise InvalidField(field, "Give a past time, after the case was opened.")
        if first_response_at is not None and stands is CaseStatus.NEW:
            raise InvalidField("firstResponseAt", "Nobody has taken a new case up.")
        if is_settled != (resolved_at is not None):
            raise InvalidField("resolvedAt", "A case that is solved has its time; no other has.")
        if not is_settled and (root_cause is not None or resolution is not None):
            raise InvalidField("resolution", "Say this of a case that is solved.")
        return cls(
            status=stands,
            first_response_at=first_response_at,
            resolved_at=resolved_at,
            root_cause=(root_cause or RootCause.UNKNOWN) if is_settled else None,
            resolution=clean(resolution, field="resolution", at_most=NOTE_LETTERS),
        )


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Step:
    """A step that somebody wants a case to take. `resolution` is free text and is sealed."""

    status: CaseStatus
    at: datetime
    root_cause: RootCause | None = None
    resolution: str | None = None

    @classmethod
    def of(
        cls,
        *,
        status: CaseStatus,
        at: datetime,
        now: datetime,
        root_cause: RootCause | None = None,
        resolution: str | None = None,
    ) -> Self:
        """A step from what was typed.

        Raises:
            InvalidField: it lies in the future, lacks what it needs, or says what belongs to
                another step.
        """
        if at > now:
            raise InvalidField("at", "A step that is filed was taken: give its past time.")
        said = {
            "rootCause": root_cause,
            "resolution": clean(resolution, field="resolution", at_most=NOTE_LETTERS),
        }
        needed = NEEDS.get(status, frozenset())
        for field, value in said.items():
            if field in needed and value is None:
                raise InvalidField(field, "This step needs it.")
            if field not in needed and value is not None:
                raise InvalidField(field, "Say this when the case is solved.")
        return cls(status=status, at=at, root_cause=root_cause, resolution=said["resolution"])

    @property
    def responds(self) -> bool:
        """Whether somebody has taken the case up by it."""
        return self.status in _AT_WORK

    def check(self, now: CaseStatus, opened_at: datetime) -> None:
        """Whether a case that stands at `now` may take it.

        Raises:
            Conflict: there is no such step, or it precedes the case. Never which.
        """
        if self.status not in MOVES[now] or self.at < opened_at:
            raise Conflict("This does not follow from what is recorded of the case.")
