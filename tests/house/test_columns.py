"""No column without a class: an audit reads the labels, and so does the keyring."""

from __future__ import annotations

import pytest
from sqlalchemy import Column, Integer, LargeBinary, MetaData, String, Table

from privacy.labels import LABEL, Label, guarded, opened, sealed
from privacy.store.databases import DATA, KEYS, LEDGER
from privacy.terms import KEY_OF, DataCategory, StorageClass
from tests.house.checks.columns import import_everything, unclassified_columns
from tests.house.checks.source import told


def test_every_column_of_the_three_databases_is_classified() -> None:
    """Tables of every module, also of those that nothing imports yet."""
    import_everything()
    assert told(unclassified_columns(DATA, KEYS, LEDGER)) == ""


def test_each_database_has_tables() -> None:
    """An empty MetaData would make the promise above empty too."""
    import_everything()
    assert [bool(metadata.tables) for metadata in (DATA, KEYS, LEDGER)] == [True, True, True]


@pytest.mark.parametrize(
    "column",
    [
        Column("name", String),
        Column("name", LargeBinary, info={"other": "label"}),
        Column("name", String, info=sealed(DataCategory.IDENTITY_NAME)),
        Column("id", Integer, info=opened("")),
        Column("id", Integer, info={LABEL: Label(storage=StorageClass.GUARDED)}),
        Column(
            "id",
            Integer,
            info={
                LABEL: Label(
                    storage=StorageClass.OPEN,
                    category=DataCategory.IDENTITY_NAME,
                    reason="nobody at all",
                )
            },
        ),
    ],
    ids=["none", "foreign", "plain-text", "no-reason", "no-category", "contradictory"],
)
def test_a_column_without_a_sound_label_is_found(column: Column[object]) -> None:
    """Unlabelled, labelled by something else, or labelled against its own type."""
    planted = MetaData()
    Table("person", planted, column)
    faults = unclassified_columns(planted)
    assert [fault.path for fault in faults] == [f"person.{column.name}"]


def test_a_well_labelled_table_stands() -> None:
    """One column of each class."""
    planted = MetaData()
    Table(
        "person",
        planted,
        Column("id", Integer, info=opened("random id")),
        Column("name", LargeBinary, info=sealed(DataCategory.IDENTITY_NAME)),
        Column("stage", String, info=guarded(DataCategory.DERIVED_STAGE)),
    )
    assert unclassified_columns(planted) == []


def test_every_category_has_a_key() -> None:
    """A category without a key could be written but never opened, or never shredded."""
    assert set(KEY_OF) == set(DataCategory)
