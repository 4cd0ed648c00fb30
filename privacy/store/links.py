"""Links: which subjects are one person, and what a profile of several lets be seen."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, ForeignKey, Index, Table, Uuid

from privacy.labels import opened
from privacy.store.databases import DATA

merge_link: Final = Table(
    "merge_link",
    DATA,
    Column(
        "subject_id",
        Uuid,
        ForeignKey("subject.id"),
        primary_key=True,
        info=opened("random id"),
    ),
    # No foreign key: a row is about one person. It is the id of her first subject.
    Column("profile_id", Uuid, nullable=False, info=opened("random id")),
    Index("ix_merge_link_profile_id", "profile_id", "subject_id"),
    comment="Subjects that are one person. Only merged ones have a row, the first included.",
)
