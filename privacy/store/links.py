"""Links: which subjects are one person, and what a profile of several lets be seen."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, ForeignKey, Index, Table, Uuid, bindparam, select

from privacy.labels import opened
from privacy.store.databases import DATA
from privacy.store.statement import Statement

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

_mine: Final = merge_link.alias("mine")

MEMBERS: Final = Statement(
    "links.members",
    select(merge_link.c.subject_id)
    .join(_mine, _mine.c.profile_id == merge_link.c.profile_id)
    .where(_mine.c.subject_id == bindparam("subject", type_=Uuid))
    .order_by(merge_link.c.subject_id),
)
"""Everybody of the profile of `subject`, herself included; no row where she is not merged.

Ask it again after `privacy.store.subjects.HOLD`: whoever merges or parts her waits there.
Indexes: pk_merge_link, ix_merge_link_profile_id. Binds: subject.
"""
