"""Generated from graphql/ by `make client`: change the documents, not this file."""

from datetime import datetime
from typing import Optional

from pydantic import Field

from ..model import Model
from .enums import (
    AbandonNode,
    IntentLevel,
    LeadEvent,
    LeadInvalid,
    LeadStatus,
    Qualification,
    RejectReason,
)


class Leads(Model):
    leads: Optional["LeadsLeads"]


class LeadsLeads(Model):
    edges: list["LeadsLeadsEdges"]
    page_info: "LeadsLeadsPageInfo" = Field(alias="pageInfo")


class LeadsLeadsEdges(Model):
    cursor: str
    node: "LeadsLeadsEdgesNode"
    profile: Optional["LeadsLeadsEdgesProfile"]


class LeadsLeadsEdgesNode(Model):
    id: str
    duplicate_of: str | None = Field(alias="duplicateOf")
    qualification: Qualification | None
    status: LeadStatus | None
    reject_reason: RejectReason | None = Field(alias="rejectReason")
    abandon_node: AbandonNode | None = Field(alias="abandonNode")
    invalid: LeadInvalid | None
    paused: bool | None
    cool_down_until: datetime | None = Field(alias="coolDownUntil")
    sla_due_at: datetime | None = Field(alias="slaDueAt")
    first_response_at: datetime | None = Field(alias="firstResponseAt")
    intent_level: IntentLevel | None = Field(alias="intentLevel")
    form: str | None
    pain_point: str | None = Field(alias="painPoint")
    need: str | None
    budget_range: str | None = Field(alias="budgetRange")
    authority: str | None
    timeline: str | None
    changes: list["LeadsLeadsEdgesNodeChanges"]


class LeadsLeadsEdgesNodeChanges(Model):
    id: str
    rule: str | None
    rule_version: int | None = Field(alias="ruleVersion")
    event: LeadEvent | None
    before: Qualification | None
    after: Qualification | None
    reason: RejectReason | None
    evidence: str | None
    happened_at: datetime | None = Field(alias="happenedAt")


class LeadsLeadsEdgesProfile(Model):
    id: str
    name: str | None
    phones: list["LeadsLeadsEdgesProfilePhones"] | None


class LeadsLeadsEdgesProfilePhones(Model):
    display: str | None


class LeadsLeadsPageInfo(Model):
    has_next_page: bool = Field(alias="hasNextPage")
    end_cursor: str | None = Field(alias="endCursor")


Leads.model_rebuild()
LeadsLeads.model_rebuild()
LeadsLeadsEdges.model_rebuild()
LeadsLeadsEdgesNode.model_rebuild()
LeadsLeadsEdgesProfile.model_rebuild()
