"""Generated from graphql/ by `make client`: change the documents, not this file."""

from datetime import datetime
from typing import Optional

from pydantic import Field

from ..model import Model
from .enums import (
    AddressKind,
    BounceKind,
    CaseKind,
    CaseStatus,
    Channel,
    ContactKind,
    ContactRole,
    Direction,
    Effect,
    MessageState,
    Priority,
    ReasonCode,
    RootCause,
    SatisfactionKind,
)


class Service(Model):
    profile: Optional["ServiceProfile"]


class ServiceProfile(Model):
    id: str
    name: str | None
    service_cases: Optional["ServiceProfileServiceCases"] = Field(alias="serviceCases")
    satisfaction: Optional["ServiceProfileSatisfaction"]
    messages: Optional["ServiceProfileMessages"]
    contacts: Optional["ServiceProfileContacts"]
    privacy: list["ServiceProfilePrivacy"]


class ServiceProfileServiceCases(Model):
    edges: list["ServiceProfileServiceCasesEdges"]


class ServiceProfileServiceCasesEdges(Model):
    node: "ServiceProfileServiceCasesEdgesNode"


class ServiceProfileServiceCasesEdgesNode(Model):
    id: str
    kind: CaseKind | None
    subject_line: str | None = Field(alias="subjectLine")
    priority: Priority | None
    status: CaseStatus | None
    opened_at: datetime | None = Field(alias="openedAt")
    first_response_at: datetime | None = Field(alias="firstResponseAt")
    resolved_at: datetime | None = Field(alias="resolvedAt")
    sla_at: datetime | None = Field(alias="slaAt")
    root_cause: RootCause | None = Field(alias="rootCause")
    resolution: str | None
    product: str | None
    order: str | None
    rights_request: str | None = Field(alias="rightsRequest")


class ServiceProfileSatisfaction(Model):
    edges: list["ServiceProfileSatisfactionEdges"]


class ServiceProfileSatisfactionEdges(Model):
    node: "ServiceProfileSatisfactionEdgesNode"


class ServiceProfileSatisfactionEdgesNode(Model):
    id: str
    kind: SatisfactionKind | None
    score: int | None
    answered_at: datetime | None = Field(alias="answeredAt")
    comment: str | None
    case: str | None


class ServiceProfileMessages(Model):
    edges: list["ServiceProfileMessagesEdges"]


class ServiceProfileMessagesEdges(Model):
    node: "ServiceProfileMessagesEdgesNode"


class ServiceProfileMessagesEdgesNode(Model):
    id: str
    channel: Channel | None
    direction: Direction | None
    template: str | None
    state: MessageState | None
    bounce_kind: BounceKind | None = Field(alias="bounceKind")
    sent_at: datetime | None = Field(alias="sentAt")


class ServiceProfileContacts(Model):
    edges: list["ServiceProfileContactsEdges"]


class ServiceProfileContactsEdges(Model):
    node: "ServiceProfileContactsEdgesNode"


class ServiceProfileContactsEdgesNode(Model):
    id: str
    source: str | None
    role: ContactRole | None
    kind: ContactKind | None
    name: str | None
    given_name: str | None = Field(alias="givenName")
    family_name: str | None = Field(alias="familyName")
    phonetic_name: str | None = Field(alias="phoneticName")
    email: str | None
    address: str | None
    addresses: list["ServiceProfileContactsEdgesNodeAddresses"] | None
    company: str | None
    title: str | None
    organisation: Optional["ServiceProfileContactsEdgesNodeOrganisation"]
    name_confirmed_at: datetime | None = Field(alias="nameConfirmedAt")
    email_confirmed_at: datetime | None = Field(alias="emailConfirmedAt")
    address_confirmed_at: datetime | None = Field(alias="addressConfirmedAt")
    version: int
    occurred_at: datetime = Field(alias="occurredAt")


class ServiceProfileContactsEdgesNodeAddresses(Model):
    kind: AddressKind | None
    address: str | None


class ServiceProfileContactsEdgesNodeOrganisation(Model):
    id: str
    name: str
    industry: str | None
    region: str | None


class ServiceProfilePrivacy(Model):
    field: str
    effect: Effect
    reason: ReasonCode | None
    article: str | None


Service.model_rebuild()
ServiceProfile.model_rebuild()
ServiceProfileServiceCases.model_rebuild()
ServiceProfileServiceCasesEdges.model_rebuild()
ServiceProfileSatisfaction.model_rebuild()
ServiceProfileSatisfactionEdges.model_rebuild()
ServiceProfileMessages.model_rebuild()
ServiceProfileMessagesEdges.model_rebuild()
ServiceProfileContacts.model_rebuild()
ServiceProfileContactsEdges.model_rebuild()
ServiceProfileContactsEdgesNode.model_rebuild()
