"""A lead as rows say: sealed and guarded values, unreadable without a Grant."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from cdp.database.cells import PlacedFacts
from cdp.leads.fragments import CHANGE_COLUMNS, COLUMNS
from cdp.leads.record import AbandonNode, LeadInvalid, LeadStatus, PplState, Qualification
from cdp.leads.store import LEARNED
from cdp.vocabulary import IntentLevel, LeadEvent, RejectReason
from privacy.terms import DataCategory
from privacy.vault import ClearCell, Facts, GuardedCell, RowsCell, Sealed, SealedCell

_STAGE: Final = DataCategory.DERIVED_STAGE
_SCORE: Final = DataCategory.DERIVED_SCORE
_SOURCE: Final = DataCategory.ACQUISITION_SOURCE
_STAFF: Final = DataCategory.STAFF_ACTIVITY
_FORM: Final = DataCategory.FREETEXT_FORM
_SAID: Final = DataCategory.CONTACT_CALL_OUTCOME

_changed = CHANGE_COLUMNS.index
_at = (*COLUMNS, "changes").index


def _text(column: str) -> SealedCell:
    return SealedCell(_at(column), f"lead.{column}", _FORM)


class ChangeFacts(Facts):
    """One receipt, a row of CHANGE_COLUMNS: why a lead is where it is.

    `actor` decided, or made the call.
    """

    __slots__ = ()

    id = ClearCell[UUID](_changed("id"))
    event = GuardedCell(_changed("event"), _STAGE, LeadEvent)
    before = GuardedCell[Qualification | None](
        _changed("from_qualification"), _STAGE, Qualification
    )
    after = GuardedCell(_changed("to_qualification"), _STAGE, Qualification)
    reason = GuardedCell[RejectReason | None](_changed("reason"), _STAGE, RejectReason)
    rule = ClearCell[str | None](_changed("rule"))
    rule_version = ClearCell[int | None](_changed("rule_version"))
    actor = GuardedCell[str](_changed("actor"), _STAFF)
    evidence = SealedCell(
        _changed("evidence"), "lead_stage_change.evidence", _FORM, row_at=_changed("id")
    )
    happened_at = GuardedCell[datetime](_changed("happened_at"), _STAGE)


class LeadFacts(PlacedFacts):
    """One lead: a row of `leads.fragments`."""

    __slots__ = ()

    source = GuardedCell[str](_at("source"), _SOURCE)
    campaign = GuardedCell[str | None](_at("campaign"), _SOURCE)
    tracking_link = GuardedCell[str | None](_at("tracking_link"), _SOURCE)
    product = GuardedCell[str | None](_at("product"), _SOURCE)
    captured_at = GuardedCell[datetime](_at("captured_at"), _SOURCE)
    form = _text("form")
    pain_point = _text("pain_point")
    need = _text("need")
    budget_range = _text("budget_range")
    authority = _text("authority")
    timeline = _text("timeline")
    intent = GuardedCell[IntentLevel | None](_at("intent_level"), _SAID, IntentLevel)
    qualification = GuardedCell(_at("qualification"), _STAGE, Qualification)
    status = GuardedCell(_at("status"), _STAGE, LeadStatus)
    reject_reason = GuardedCell[RejectReason | None](_at("reject_reason"), _STAGE, RejectReason)
    abandon_node = GuardedCell[AbandonNode | None](_at("abandon_node"), _STAGE, AbandonNode)
    invalid = GuardedCell[LeadInvalid | None](_at("invalid"), _STAGE, LeadInvalid)
    pool = GuardedCell[str | None](_at("pool"), _STAGE)
    paused = GuardedCell[bool](_at("paused"), _STAGE)
    cool_down_until = GuardedCell[datetime | None](_at("cool_down_until"), _STAGE)
    sla_due_at = GuardedCell[datetime | None](_at("sla_due_at"), _STAGE)
    first_response_at = GuardedCell[datetime | None](_at("first_response_at"), _STAGE)
    owner = GuardedCell[str | None](_at("owner"), _STAFF)
    fit_score = GuardedCell[int | None](_at("fit_score"), _SCORE)
    engagement_score = GuardedCell[int | None](_at("engagement_score"), _SCORE)
    duplicate_of = ClearCell[UUID | None](_at("duplicate_of"))
    converted_order = ClearCell[UUID | None](_at("converted_order"))
    price_minor = GuardedCell[int | None](_at("price_minor"), _SOURCE)
    currency = GuardedCell[str | None](_at("currency"), _SOURCE)
    acceptance = GuardedCell[PplState | None](_at("acceptance"), _SOURCE, PplState)
    changes = RowsCell(_at("changes"), ChangeFacts)

    _order = _at("captured_at")

    @property
    def learned(self) -> Mapping[str, Sealed | None]:
        """The free texts by the name of their column."""
        return {name: getattr(self, name) for name in LEARNED}
