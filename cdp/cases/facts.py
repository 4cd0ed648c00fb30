"""What the rows of cases and satisfaction say: unreadable without a Grant."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from cdp.cases.record import CaseKind, CaseStatus, Priority, RootCause
from cdp.cases.satisfaction import SatisfactionKind
from cdp.cases.store import COLUMNS, SATISFACTION_COLUMNS
from cdp.database.cells import PlacedFacts
from cdp.vocabulary import Channel
from privacy.terms import DataCategory
from privacy.vault import ClearCell, GuardedCell, SealedCell

_CASE: Final = DataCategory.SERVICE_CASE
_FEEDBACK: Final = DataCategory.SERVICE_FEEDBACK
_TEXT: Final = DataCategory.FREETEXT_CALL

_at = COLUMNS.index
_said = SATISFACTION_COLUMNS.index


class CaseFacts(PlacedFacts):
    """One case: a row of `cases.store.lateral`.

    `rights_request` names the request that a privacy case opened.
    """

    __slots__ = ()

    kind = GuardedCell(_at("kind"), _CASE, CaseKind)
    subject_line = SealedCell(_at("subject_line"), "service_case.subject_line", _TEXT)
    priority = GuardedCell(_at("priority"), _CASE, Priority)
    status = GuardedCell(_at("status"), _CASE, CaseStatus)
    channel = GuardedCell[Channel | None](_at("channel"), _CASE, Channel)
    opened_at = GuardedCell[datetime](_at("opened_at"), _CASE)
    first_response_at = GuardedCell[datetime | None](_at("first_response_at"), _CASE)
    resolved_at = GuardedCell[datetime | None](_at("resolved_at"), _CASE)
    sla_at = GuardedCell[datetime](_at("sla_at"), _CASE)
    root_cause = GuardedCell[RootCause | None](_at("root_cause"), _CASE, RootCause)
    resolution = SealedCell(_at("resolution"), "service_case.resolution", _TEXT)
    product = GuardedCell[str | None](_at("product"), _CASE)
    order = ClearCell[UUID | None](_at("order_id"))
    call = ClearCell[UUID | None](_at("call_id"))
    rights_request = ClearCell[UUID | None](_at("rights_request_id"))
    agent = GuardedCell[str](_at("agent"), DataCategory.STAFF_ACTIVITY)

    _order = _at("opened_at")


class SatisfactionFacts(PlacedFacts):
    """One score: a row of `cases.store.satisfaction_lateral`."""

    __slots__ = ()

    kind = GuardedCell(_said("kind"), _FEEDBACK, SatisfactionKind)
    score = GuardedCell[int](_said("score"), _FEEDBACK)
    answered_at = GuardedCell[datetime](_said("answered_at"), _FEEDBACK)
    comment = SealedCell(_said("comment"), "satisfaction.comment", _TEXT)
    case = ClearCell[UUID | None](_said("case_id"))
    order = ClearCell[UUID | None](_said("order_id"))
    call = ClearCell[UUID | None](_said("call_id"))

    _order = _said("answered_at")
