"""Generated from graphql/ by `make client`: change the documents, not this file."""

from datetime import datetime
from typing import Optional

from pydantic import Field

from ..model import Model
from .enums import (
    CaseKind,
    CaseStatus,
    Channel,
    Effect,
    Priority,
    ReasonCode,
    RootCause,
)


class ServiceCases(Model):
    service_cases: Optional["ServiceCasesServiceCases"] = Field(alias="serviceCases")


class ServiceCasesServiceCases(Model):
    edges: list["ServiceCasesServiceCasesEdges"]
    page_info: "ServiceCasesServiceCasesPageInfo" = Field(alias="pageInfo")


class ServiceCasesServiceCasesEdges(Model):
    cursor: str
    node: "ServiceCasesServiceCasesEdgesNode"
    profile: Optional["ServiceCasesServiceCasesEdgesProfile"]


class ServiceCasesServiceCasesEdgesNode(Model):
    id: str
    kind: CaseKind | None
    subject_line: str | None = Field(alias="subjectLine")
    priority: Priority | None
    status: CaseStatus | None
    channel: Channel | None
    opened_at: datetime | None = Field(alias="openedAt")
    first_response_at: datetime | None = Field(alias="firstResponseAt")
    resolved_at: datetime | None = Field(alias="resolvedAt")
    sla_at: datetime | None = Field(alias="slaAt")
    root_cause: RootCause | None = Field(alias="rootCause")
    resolution: str | None
    product: str | None
    order: str | None
    rights_request: str | None = Field(alias="rightsRequest")


class ServiceCasesServiceCasesEdgesProfile(Model):
    id: str
    name: str | None
    phones: list["ServiceCasesServiceCasesEdgesProfilePhones"] | None
    privacy: list["ServiceCasesServiceCasesEdgesProfilePrivacy"]


class ServiceCasesServiceCasesEdgesProfilePhones(Model):
    id: str
    display: str | None


class ServiceCasesServiceCasesEdgesProfilePrivacy(Model):
    field: str
    effect: Effect
    reason: ReasonCode | None
    article: str | None


class ServiceCasesServiceCasesPageInfo(Model):
    has_next_page: bool = Field(alias="hasNextPage")
    end_cursor: str | None = Field(alias="endCursor")


ServiceCases.model_rebuild()
ServiceCasesServiceCases.model_rebuild()
ServiceCasesServiceCasesEdges.model_rebuild()
ServiceCasesServiceCasesEdgesProfile.model_rebuild()
