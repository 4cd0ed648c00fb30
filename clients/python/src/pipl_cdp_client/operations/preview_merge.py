"""Generated from graphql/ by `make client`: change the documents, not this file."""

from datetime import datetime
from typing import Optional

from pydantic import Field

from ..model import Model
from .enums import (
    ConsentChannel,
    ConsentStatus,
    MergeObstacle,
    MergeWarning,
    NumberStatus,
    Purpose,
)


class PreviewMerge(Model):
    preview_merge: Optional["PreviewMergePreviewMerge"] = Field(alias="previewMerge")


class PreviewMergePreviewMerge(Model):
    hash: str
    profile: str
    obstacles: list[MergeObstacle]
    warnings: list[MergeWarning] | None
    words: list["PreviewMergePreviewMergeWords"] | None
    consents: list["PreviewMergePreviewMergeConsents"] | None
    sides: list["PreviewMergePreviewMergeSides"]


class PreviewMergePreviewMergeWords(Model):
    field: str
    source: str | None
    contact_id: str = Field(alias="contactId")
    since: datetime | None
    verified: bool | None


class PreviewMergePreviewMergeConsents(Model):
    purpose: Purpose
    channel: ConsentChannel | None
    one: ConsentStatus | None
    other: ConsentStatus | None
    together: ConsentStatus | None
    set_aside: int | None = Field(alias="setAside")


class PreviewMergePreviewMergeSides(Model):
    profile: str
    nodes: list["PreviewMergePreviewMergeSidesNodes"]


class PreviewMergePreviewMergeSidesNodes(Model):
    subject: str
    letter: str
    since: datetime | None
    name: str | None
    birthday: str | None
    phones: list["PreviewMergePreviewMergeSidesNodesPhones"] | None
    contacts: list["PreviewMergePreviewMergeSidesNodesContacts"] | None
    counts: "PreviewMergePreviewMergeSidesNodesCounts"


class PreviewMergePreviewMergeSidesNodesPhones(Model):
    id: str
    display: str | None
    status: NumberStatus | None
    verified_at: datetime | None = Field(alias="verifiedAt")


class PreviewMergePreviewMergeSidesNodesContacts(Model):
    id: str
    source: str | None
    name: str | None
    email: str | None
    occurred_at: datetime = Field(alias="occurredAt")


class PreviewMergePreviewMergeSidesNodesCounts(Model):
    numbers: int | None
    contacts: int | None


PreviewMerge.model_rebuild()
PreviewMergePreviewMerge.model_rebuild()
PreviewMergePreviewMergeSides.model_rebuild()
PreviewMergePreviewMergeSidesNodes.model_rebuild()
