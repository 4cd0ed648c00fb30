"""Generated from graphql/ by `make client`: change the documents, not this file."""

from datetime import datetime
from typing import Optional

from pydantic import Field

from ..model import Model
from .enums import LeafKind, LegalBasis, Purpose, ReasonCode


class OfficerAccessLog(Model):
    access_log: Optional["OfficerAccessLogAccessLog"] = Field(alias="accessLog")


class OfficerAccessLogAccessLog(Model):
    edges: list["OfficerAccessLogAccessLogEdges"]
    page_info: "OfficerAccessLogAccessLogPageInfo" = Field(alias="pageInfo")


class OfficerAccessLogAccessLogEdges(Model):
    cursor: str
    node: "OfficerAccessLogAccessLogEdgesNode"


class OfficerAccessLogAccessLogEdgesNode(Model):
    index: str
    at: datetime
    kind: LeafKind
    decision: str
    reason: ReasonCode | None
    article: str | None
    purpose: Purpose | None
    basis: LegalBasis | None
    actor: str
    client: str
    roles: list[str]
    unit: str
    operation: str
    document: str | None
    policy: str | None
    fields: list[str]
    count: int
    subjects: list[str]
    reference: str | None


class OfficerAccessLogAccessLogPageInfo(Model):
    has_next_page: bool = Field(alias="hasNextPage")
    end_cursor: str | None = Field(alias="endCursor")


OfficerAccessLog.model_rebuild()
OfficerAccessLogAccessLog.model_rebuild()
OfficerAccessLogAccessLogEdges.model_rebuild()
