"""Generated from graphql/ by `make client`: change the documents, not this file."""

from datetime import datetime
from typing import Optional

from pydantic import Field

from ..model import Model
from .enums import (
    LinkKind,
    MergeEvidence,
    MergeKind,
    MergeReason,
    MergeSideOf,
    NumberStatus,
)


class IdentityGraph(Model):
    identity_graph: Optional["IdentityGraphIdentityGraph"] = Field(alias="identityGraph")


class IdentityGraphIdentityGraph(Model):
    profile: str
    hash: str
    svg: str | None
    nodes: list["IdentityGraphIdentityGraphNodes"]
    edges: list["IdentityGraphIdentityGraphEdges"]
    decisions: list["IdentityGraphIdentityGraphDecisions"]
    constraints: list["IdentityGraphIdentityGraphConstraints"]


class IdentityGraphIdentityGraphNodes(Model):
    subject: str
    letter: str
    since: datetime | None
    name: str | None
    birthday: str | None
    phones: list["IdentityGraphIdentityGraphNodesPhones"] | None
    contacts: list["IdentityGraphIdentityGraphNodesContacts"] | None


class IdentityGraphIdentityGraphNodesPhones(Model):
    id: str
    display: str | None
    status: NumberStatus | None
    verified_at: datetime | None = Field(alias="verifiedAt")


class IdentityGraphIdentityGraphNodesContacts(Model):
    id: str
    source: str | None
    name: str | None
    email: str | None
    occurred_at: datetime = Field(alias="occurredAt")


class IdentityGraphIdentityGraphEdges(Model):
    one: str
    other: str
    decision: str


class IdentityGraphIdentityGraphDecisions(Model):
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
    subjects: list["IdentityGraphIdentityGraphDecisionsSubjects"]


class IdentityGraphIdentityGraphDecisionsSubjects(Model):
    subject: str
    side: MergeSideOf


class IdentityGraphIdentityGraphConstraints(Model):
    kind: LinkKind
    one: str
    other: str


IdentityGraph.model_rebuild()
IdentityGraphIdentityGraph.model_rebuild()
IdentityGraphIdentityGraphNodes.model_rebuild()
IdentityGraphIdentityGraphDecisions.model_rebuild()
