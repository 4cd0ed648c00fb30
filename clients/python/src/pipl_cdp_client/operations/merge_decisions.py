"""Generated from graphql/ by `make client`: change the documents, not this file."""

from datetime import datetime
from typing import Optional

from pydantic import Field

from ..model import Model
from .enums import MergeEvidence, MergeKind, MergeReason


class MergeDecisions(Model):
    merge_decisions: Optional["MergeDecisionsMergeDecisions"] = Field(alias="mergeDecisions")


class MergeDecisionsMergeDecisions(Model):
    edges: list["MergeDecisionsMergeDecisionsEdges"]
    page_info: "MergeDecisionsMergeDecisionsPageInfo" = Field(alias="pageInfo")


class MergeDecisionsMergeDecisionsEdges(Model):
    node: "MergeDecisionsMergeDecisionsEdgesNode"


class MergeDecisionsMergeDecisionsEdgesNode(Model):
    id: str
    kind: MergeKind
    rule: str | None
    rule_version: int | None = Field(alias="ruleVersion")
    evidence: MergeEvidence
    reason: MergeReason
    actor: str
    decided_at: datetime = Field(alias="decidedAt")
    reverses: str | None
    reversed_by: str | None = Field(alias="reversedBy")
    subjects: int


class MergeDecisionsMergeDecisionsPageInfo(Model):
    has_next_page: bool = Field(alias="hasNextPage")
    end_cursor: str | None = Field(alias="endCursor")


MergeDecisions.model_rebuild()
MergeDecisionsMergeDecisions.model_rebuild()
MergeDecisionsMergeDecisionsEdges.model_rebuild()
