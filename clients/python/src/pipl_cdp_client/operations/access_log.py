"""Generated from graphql/ by `make client`: change the documents, not this file."""

from datetime import datetime
from typing import Optional

from pydantic import Field

from ..model import Model
from .enums import LeafKind, LegalBasis, Purpose, ReasonCode


class AccessLog(Model):
    access_log: Optional["AccessLogAccessLog"] = Field(alias="accessLog")


class AccessLogAccessLog(Model):
    edges: list["AccessLogAccessLogEdges"]
    page_info: "AccessLogAccessLogPageInfo" = Field(alias="pageInfo")


class AccessLogAccessLogEdges(Model):
    cursor: str
    node: "AccessLogAccessLogEdgesNode"


class AccessLogAccessLogEdgesNode(Model):
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


class AccessLogAccessLogPageInfo(Model):
    has_next_page: bool = Field(alias="hasNextPage")
    end_cursor: str | None = Field(alias="endCursor")


AccessLog.model_rebuild()
AccessLogAccessLog.model_rebuild()
AccessLogAccessLogEdges.model_rebuild()
