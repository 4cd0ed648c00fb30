"""Inventory: what the schema says of people, and what it refuses to plan for."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Uuid,
)

from cdp.compliance.erase import Eraser
from cdp.compliance.inventory import Inventory, Unplannable
from cdp.database.dsn import Database
from cdp.database.schema import SCHEMA
from privacy.labels import guarded, label_of, opened, unlinked, unlinked_of
from privacy.rights.plan import Treatment
from privacy.terms import DataCategory
from tests.unit.compliance.tables import (
    a_text,
    add_child,
    add_direct,
    add_grandchild,
    an_id,
    grown,
)


def treatments(metadata: MetaData) -> dict[str, Treatment]:
    return {entry.name: entry.treatment for entry in Inventory.of(metadata).entries}


def test_what_stands_today_is_planned_for() -> None:
    """Facts go, proof stays, numbers go with their last owner, the person's row is blanked."""
    planned = treatments(SCHEMA[Database.DATA])
    expected = {
        "contact": Treatment.REMOVE,
        "call": Treatment.REMOVE,
        "customer_order": Treatment.REMOVE,
        "order_line": Treatment.REMOVE,
        "phone_ownership": Treatment.REMOVE,
        "external_ref": Treatment.REMOVE,
        "phone_identity": Treatment.RELEASE,
        "identity_index": Treatment.RELEASE,
        "consent_event": Treatment.KEEP,
        "consent_state": Treatment.KEEP,
        "rights_case": Treatment.KEEP,
        "subject": Treatment.REDACT,
    }
    assert {name: planned[name] for name in expected} == expected


def test_every_personal_column_is_somewhere_in_the_plan() -> None:
    """Or its table says why not; nothing is left to a list that somebody keeps."""
    metadata = SCHEMA[Database.DATA]
    inventory = Inventory.of(metadata)
    planned = {entry.name for entry in inventory.entries} | {name for name, _ in inventory.beside}
    personal = {
        table.name
        for table in metadata.tables.values()
        for column in table.columns
        if (label := label_of(column.info)) is not None
        and label.category not in {None, DataCategory.STAFF_ACTIVITY}
    }
    assert personal <= planned


def test_rows_are_found_by_an_index() -> None:
    """So an erasure costs what the person has, and not what everybody has."""
    for entry in Inventory.of(SCHEMA[Database.DATA]).entries:
        leading = {next(iter(index.columns)).name for index in entry.table.indexes}
        leading.add(next(iter(entry.table.primary_key.columns)).name)
        wanted = (
            {entry.subject} if entry.subject else {way.columns[0] for way in entry.ways} or {"id"}
        )
        assert wanted <= leading, entry.name


def test_a_table_of_a_later_migration_is_covered_with_no_other_code() -> None:
    """Linked itself, through another table alone, or through two."""
    metadata = grown()
    add_direct(metadata)
    add_child(metadata, of="wish")
    add_grandchild(metadata, of="wish_word")
    order = [entry.name for entry in Inventory.of(metadata).entries]
    assert treatments(metadata)["wish"] is Treatment.REMOVE
    assert order.index("wish_letter") < order.index("wish_word") < order.index("wish")
    taken = dict(Eraser.of(metadata).takes)
    assert "wish.subject_id = ANY ($1" in taken["wish"].text
    assert "wish_word.owner = ANY ($1" in taken["wish_word"].text
    assert "wish_letter.word_id IN (SELECT wish_word.id" in taken["wish_letter"].text


def test_a_table_of_proof_that_is_added_stays() -> None:
    """Where it holds nothing else of the person."""
    metadata = grown()
    Table(
        "consent_note",
        metadata,
        an_id("id", primary_key=True),
        an_id("subject_id", ForeignKey("subject.id"), index=True),
        a_text("note", DataCategory.CONSENT_RECORD),
        a_text("by", DataCategory.STAFF_ACTIVITY),
    )
    Table(
        "consent_page",
        metadata,
        an_id("note_id", ForeignKey("consent_note.id")),
        Column("n", Integer, info=opened("a counter")),
        a_text("page", DataCategory.CONSENT_RECORD),
        PrimaryKeyConstraint("note_id", "n"),
    )
    kept = treatments(metadata)
    assert (kept["consent_note"], kept["consent_page"]) == (Treatment.KEEP, Treatment.KEEP)


def test_a_table_that_refers_to_itself_is_planned_for() -> None:
    """As a lead that was split from another."""
    metadata = grown()
    Table(
        "branch",
        metadata,
        an_id("id", primary_key=True),
        an_id("subject_id", ForeignKey("subject.id"), index=True),
        an_id("parent_id", ForeignKey("branch.id")),
    )
    assert treatments(metadata)["branch"] is Treatment.REMOVE


def test_what_says_why_it_is_linked_to_nobody_stands_beside_the_plan() -> None:
    """And its days in every certificate."""
    metadata = grown()
    Table(
        "staging",
        metadata,
        an_id("id", primary_key=True),
        a_text("row"),
        info=unlinked("sealed under the run's own key, which is shredded", within_days=7),
    )
    horizons = {each.what.partition(":")[0]: each.days for each in Eraser.of(metadata).horizons()}
    assert horizons == {"import_refusal": 7, "staging": 7}
    assert unlinked_of(metadata.tables["staging"].info) is not None


def test_what_nobody_refers_to_and_nobody_is_in_is_left_alone() -> None:
    """A table of products, though rows of people refer to it."""
    metadata = grown()
    Table("product", metadata, an_id("id", primary_key=True))
    Table(
        "liked",
        metadata,
        an_id("subject_id", ForeignKey("subject.id")),
        an_id("product_id", ForeignKey("product.id")),
        PrimaryKeyConstraint("subject_id", "product_id"),
    )
    planned = treatments(metadata)
    assert planned["liked"] is Treatment.REMOVE
    assert "product" not in planned


def unclassified(metadata: MetaData) -> None:
    Table("stray", metadata, Column("n", Integer, primary_key=True))


def linked_to_nobody(metadata: MetaData) -> None:
    Table("stray", metadata, an_id("id", primary_key=True), a_text("note"))


def two_people(metadata: MetaData) -> None:
    Table(
        "stray",
        metadata,
        an_id("caller", ForeignKey("subject.id")),
        an_id("called", ForeignKey("subject.id")),
        a_text("note"),
        PrimaryKeyConstraint("caller", "called"),
    )


def proof_on_what_goes(metadata: MetaData) -> None:
    add_direct(metadata)
    Table(
        "stray",
        metadata,
        an_id("subject_id"),
        an_id("wish_id"),
        a_text("proof", DataCategory.CONSENT_RECORD),
        PrimaryKeyConstraint("subject_id", "wish_id"),
        ForeignKeyConstraint(["subject_id", "wish_id"], ["wish.subject_id", "wish.id"]),
    )


def a_circle(metadata: MetaData) -> None:
    for name, other in (("egg", "hen"), ("hen", "egg")):
        Table(
            name,
            metadata,
            an_id("id", primary_key=True),
            an_id("subject_id", ForeignKey("subject.id"), index=True),
            an_id("other", ForeignKey(f"{other}.id")),
        )


def shared_by_two_columns(metadata: MetaData) -> None:
    Table(
        "stray",
        metadata,
        an_id("a"),
        an_id("b"),
        a_text("note"),
        PrimaryKeyConstraint("a", "b"),
    )
    Table(
        "user",
        metadata,
        an_id("subject_id", ForeignKey("subject.id"), primary_key=True),
        an_id("a"),
        an_id("b"),
        ForeignKeyConstraint(["a", "b"], ["stray.a", "stray.b"]),
    )


REFUSED: dict[str, tuple[Callable[[MetaData], None], str, str]] = {
    "a column that nobody classified": (unclassified, "stray.n", "nobody classified it"),
    "a table that hangs on nobody": (linked_to_nobody, "stray", "hangs on no subject"),
    "rows about two people": (two_people, "stray", "two people"),
    "proof that hangs on what goes": (proof_on_what_goes, "stray", "which goes"),
    "a circle": (a_circle, "egg", "circle"),
    "rows shared by two columns": (shared_by_two_columns, "stray", "several columns"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_planned_for_stops_the_plan(what: str) -> None:
    """With the place, and what to do: it would else survive every erasure, unseen."""
    plant, place, advice = REFUSED[what]
    metadata = grown()
    plant(metadata)
    with pytest.raises(Unplannable) as refused:
        Eraser.of(metadata)
    assert refused.value.place == place
    assert advice in str(refused.value)


def test_a_schema_without_people_is_none() -> None:
    """Whatever it is, it is not ours."""
    with pytest.raises(Unplannable):
        Inventory.of(MetaData())


def test_a_column_of_the_person_that_cannot_be_blanked_stops_the_plan() -> None:
    """Neither null, nor a default, nor a time."""
    metadata = MetaData()
    Table(
        "subject",
        metadata,
        an_id("id", primary_key=True),
        Column("at", DateTime(timezone=True), nullable=False, info=guarded(DataCategory.MINOR_ANY)),
        Column("is_tall", Boolean, nullable=False, info=guarded(DataCategory.MINOR_ANY)),
    )
    with pytest.raises(Unplannable) as refused:
        Eraser.of(metadata)
    assert refused.value.place == "subject.is_tall"


def test_an_unlinked_table_need_say_so_once() -> None:
    """What says nothing, says nothing."""
    table = Table("t", MetaData(), Column("id", Uuid, info=opened("random id")))
    assert unlinked_of(table.info) is None
