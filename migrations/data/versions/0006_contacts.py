"""Contacts whole: names in parts, demographics, preferences, confirmations, organisations."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_AT: Final = sa.DateTime(timezone=True)
_CONFIRMED: Final = (
    "name",
    "email",
    "address",
    "company",
    "title",
    "gender",
    "birthday",
    "locale",
)


def upgrade() -> None:
    _organisation()
    _contact()
    _address()


def _organisation() -> None:
    op.create_table(
        "organisation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("industry", sa.String(80)),
        sa.Column("region", sa.String(80), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("name", "region", name=op.f("uq_organisation_name_region")),
        comment="Companies that contacts act for. No person is in it.",
    )


def _contact() -> None:
    sealed = ("given_name", "family_name", "phonetic_name", "title", "birthday")
    words = ("kind", "gender", "locale", "preferred_channel", "preferred_time")
    for name in sealed:
        op.add_column("contact", sa.Column(name, sa.LargeBinary()))
    for name in words:
        op.add_column("contact", sa.Column(name, sa.String(16)))
    for name in ("birth_month", "birth_day"):
        op.add_column("contact", sa.Column(name, sa.SmallInteger()))
    for name in _CONFIRMED:
        op.add_column("contact", sa.Column(f"{name}_confirmed_at", _AT))
    op.add_column("contact", sa.Column("organisation_id", sa.Uuid()))
    op.create_foreign_key(
        op.f("fk_contact_organisation_id"), "contact", "organisation", ["organisation_id"], ["id"]
    )
    op.create_index(op.f("ix_contact_organisation_id"), "contact", ["organisation_id"])
    # Every contact of before is in its first version.
    op.add_column("contact", sa.Column("version", sa.Integer()))
    op.execute("UPDATE contact SET version = 1")
    op.alter_column("contact", "version", nullable=False)


def _address() -> None:
    op.create_table(
        "contact_address",
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("address", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", _AT, nullable=False),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("pk_contact_address")),
        sa.UniqueConstraint(
            "subject_id",
            "contact_id",
            "kind",
            name=op.f("uq_contact_address_subject_id_contact_id_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["subject_id", "contact_id"],
            ["contact.subject_id", "contact.id"],
            name=op.f("fk_contact_address_subject_id_contact_id"),
        ),
        comment="Addresses of a contact besides its main one, each for its use.",
    )
