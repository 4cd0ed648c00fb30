"""Links: which subjects are one person, and what a profile of several lets be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import (
    Column,
    ColumnElement,
    ForeignKey,
    Index,
    Select,
    Table,
    Uuid,
    bindparam,
    select,
)

from privacy.labels import opened
from privacy.store.databases import DATA
from privacy.store.statement import Statement

if TYPE_CHECKING:
    from uuid import UUID

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
    Index("ix_merge_link_profile_id", "profile_id"),
    comment="Subjects that are one person. Only merged ones have a row, the first included.",
)

MEMBERS_MAX: Final = 1_000
"""More than a profile may ever have."""


def profile_of(subject_id: ColumnElement[UUID]) -> Select[tuple[UUID]]:
    """The profile of somebody merged: one row, or none. Index: pk_merge_link."""
    link = merge_link.alias()
    # Cut, so that it is looked up for whoever is at hand: else the server, which reckons that
    # nobody is merged, reads the links of all.
    return (
        select(link.c.profile_id)
        .where(link.c.subject_id == subject_id)
        .limit(1)
        .correlate_except(link)
    )


def members_of(profile_id: ColumnElement[UUID]) -> Select[tuple[UUID]]:
    """Everybody of a profile; nobody where it is null. Index: ix_merge_link_profile_id."""
    link = merge_link.alias()
    return (
        select(link.c.subject_id)
        .where(link.c.profile_id == profile_id)
        .limit(MEMBERS_MAX)
        .correlate_except(link)
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
