"""Tables that a migration of later may add, in a copy of the schema."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Uuid,
)

from cdp.database.dsn import Database
from cdp.database.schema import SCHEMA, load
from privacy.labels import guarded, opened, sealed
from privacy.terms import DataCategory

load()


def grown() -> MetaData:
    """A copy of the data database's schema, to add tables to."""
    copy = MetaData(naming_convention=SCHEMA[Database.DATA].naming_convention)
    for table in SCHEMA[Database.DATA].tables.values():
        table.to_metadata(copy)
    return copy


def an_id(
    name: str, key: ForeignKey | None = None, *, primary_key: bool = False, index: bool = False
) -> Column[Any]:
    """A column of random ids."""
    keys = () if key is None else (key,)
    info = opened("random id")
    return Column(name, Uuid, *keys, primary_key=primary_key, index=index, info=info)


def a_text(name: str, category: DataCategory = DataCategory.FREETEXT_FORM) -> Column[Any]:
    """A sealed text."""
    return Column(name, LargeBinary, info=sealed(category))


def add_direct(into: MetaData, name: str = "wish") -> Table:
    """A table that names the person itself."""
    return Table(
        name,
        into,
        an_id("subject_id", ForeignKey("subject.id")),
        an_id("id"),
        a_text("text"),
        PrimaryKeyConstraint("subject_id", "id"),
    )


def add_child(into: MetaData, name: str = "wish_word", of: str = "customer_order") -> Table:
    """A table that is linked through another one alone, by two columns, neither of them hers."""
    return Table(
        name,
        into,
        an_id("id", primary_key=True),
        an_id("owner"),
        an_id("thing"),
        Column("word", String(40), info=guarded(DataCategory.DERIVED_TAG)),
        ForeignKeyConstraint(["owner", "thing"], [f"{of}.subject_id", f"{of}.id"]),
    )


def add_grandchild(into: MetaData, of: str) -> Table:
    """A table that hangs on such a one by its id."""
    return Table(
        "wish_letter",
        into,
        an_id("id", primary_key=True),
        an_id("word_id", ForeignKey(f"{of}.id")),
        Column("letter", String(1), info=guarded(DataCategory.DERIVED_TAG)),
    )
