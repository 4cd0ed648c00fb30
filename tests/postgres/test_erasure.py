"""Erasing in a real database: a migration that adds a table is covered with no other code."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Table

from cdp.compliance.erase import Eraser
from cdp.compliance.inventory import Unplannable
from cdp.database.dsn import Database, Role
from cdp.database.owner import as_owner
from cdp.database.writer import Writer
from privacy.rights.plan import Treatment
from privacy.store.statement import Statement
from tests.unit.compliance.tables import (
    a_text,
    add_child,
    add_direct,
    add_grandchild,
    an_id,
    grown,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from sqlalchemy import Connection, MetaData

    from cdp.database.dsn import Dsns

HER, HIM = UUID(int=1), UUID(int=2)
NUMBER, HERS = UUID(int=11), UUID(int=12)
IDS = {"@HERS": HERS, "@NUMBER": NUMBER, "@HER": HER, "@HIM": HIM}
TABLES = ("wish", "wish_word", "wish_letter")

PEOPLE = """
INSERT INTO subject (id, created_at) VALUES (@HER, now()), (@HIM, now());
INSERT INTO phone_identity (id, has_extension, country, region, line_type, carrier_original,
    created_at)
  VALUES (@NUMBER, false, 'CN', '', 'MOBILE', '', now()),
         (@HERS, false, 'CN', '', 'MOBILE', '', now());
INSERT INTO identity_index (kind, key_ver, bx, identity_id)
  VALUES ('phone', 1, '\\x01', @NUMBER), ('phone', 1, '\\x02', @HERS);
INSERT INTO phone_ownership (subject_id, id, identity_id, e164, during, role, exclusive,
    verification, state, number_status)
  VALUES (@HER, gen_random_uuid(), @NUMBER, '\\x01', '[2020-01-01,2021-01-01)', 'PRIMARY',
          true, 'NONE', 'ENDED', 'UNKNOWN'),
         (@HER, gen_random_uuid(), @HERS, '\\x01', '(,)', 'PRIMARY', true, 'NONE', 'ACTIVE',
          'UNKNOWN'),
         (@HIM, gen_random_uuid(), @NUMBER, '\\x01', '[2021-01-01,)', 'PRIMARY', true,
          'NONE', 'ACTIVE', 'UNKNOWN');
INSERT INTO wish (subject_id, id, text)
  SELECT s, gen_random_uuid(), '\\x01' FROM unnest(ARRAY[@HER, @HIM]::uuid[]) s;
INSERT INTO wish_word (id, owner, thing, word)
  SELECT gen_random_uuid(), subject_id, id, 'a' FROM wish;
INSERT INTO wish_letter (id, word_id, letter) SELECT gen_random_uuid(), id, 'a' FROM wish_word;
"""


@pytest.fixture
def later() -> MetaData:
    """The schema of a release to come."""
    metadata = grown()
    add_direct(metadata)
    add_child(metadata, of="wish")
    add_grandchild(metadata, of="wish_word")
    return metadata


@pytest.fixture
async def owner(databases: Dsns, later: MetaData) -> AsyncIterator[Writer]:
    """A database of that release, with two people in it."""
    dsn = databases.of(Database.DATA, Role.OWNER)
    await as_owner(dsn, _make, [later.tables[name] for name in TABLES])
    async with Writer(dsn, lanes=1) as writer:
        yield writer


def _make(connection: Connection, tables: list[Table]) -> None:
    for table in tables:
        table.create(connection)
    people = PEOPLE
    for name, id_ in IDS.items():
        people = people.replace(name, f"'{id_}'")
    for line in filter(str.strip, people.split(";\n")):
        connection.exec_driver_sql(line)


async def test_her_rows_go_and_his_stay(owner: Writer, later: MetaData) -> None:
    """Through every table that hangs on her, however far; what both share stays with him."""
    eraser = Eraser.of(later)
    plan = await eraser.plan(owner, subjects=[HER], case=uuid4(), policy="a" * 64)
    planned = {step.table: step.rows for step in plan.steps}
    assert [planned[name] for name in TABLES] == [1, 1, 1]
    # One number is hers alone; the other went to him.
    assert (planned["phone_identity"], planned["identity_index"]) == (1, 1)
    async with owner.transaction() as tx:
        shared = await eraser.sharing(tx, [HER])
        taken = await eraser.take(tx, [HER], shared)
    assert shared == {"phone_identity": [NUMBER, HERS]}
    assert taken == {
        step.table: step.rows for step in plan.steps if step.treatment is not Treatment.KEEP
    }
    left = await eraser.look(owner, [HER], shared)
    assert not any(left.values())
    his = await eraser.plan(owner, subjects=[HIM], case=uuid4(), policy="a" * 64)
    kept = {step.table: step.rows for step in his.steps}
    assert [kept[name] for name in TABLES] == [1, 1, 1]
    assert (kept["phone_identity"], kept["subject"]) == (1, 1)


async def test_a_number_goes_with_the_last_of_its_owners(owner: Writer, later: MetaData) -> None:
    """Its blind index with it, so that it was never seen."""
    eraser = Eraser.of(later)
    for person in (HER, HIM):
        async with owner.transaction() as tx:
            shared = await eraser.sharing(tx, [person])
            await eraser.take(tx, [person], shared)
    index = later.tables["identity_index"]
    assert await owner.fetch(Statement("any", index.select())) == []


async def test_taking_again_takes_nothing(owner: Writer, later: MetaData) -> None:
    """But blanks her row once more."""
    eraser = Eraser.of(later)
    async with owner.transaction() as tx:
        shared = await eraser.sharing(tx, [HER])
        await eraser.take(tx, [HER], shared)
    async with owner.transaction() as tx:
        again = await eraser.take(tx, [HER], shared)
    assert {name for name, rows in again.items() if rows} == {"subject"}


async def test_what_was_added_without_a_way_to_a_person_stops_every_plan(later: MetaData) -> None:
    """So the service does not start on such a schema."""
    Table("loose", later, an_id("id", primary_key=True), a_text("note"))
    with pytest.raises(Unplannable) as refused:
        Eraser.of(later)
    assert refused.value.place == "loose"
