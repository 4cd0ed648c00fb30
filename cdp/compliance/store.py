"""The statements of an erasure, composed from the inventory. Each is bound to one person.

Her subjects are bound together: whoever is merged has several, and goes with all of them.

Rows are found by the column that names the person, which leads an index of its table (a test
holds every table to that), so what an erasure costs grows with the person and not with the rest.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    CompoundSelect,
    DateTime,
    DefaultClause,
    String,
    Text,
    Tuple,
    Uuid,
    and_,
    any_,
    bindparam,
    cast,
    delete,
    exists,
    false,
    func,
    literal,
    literal_column,
    not_,
    null,
    or_,
    select,
    tuple_,
    union,
    update,
)

from cdp.compliance.inventory import Unplannable
from privacy.labels import label_of
from privacy.rights.plan import Treatment
from privacy.store.statement import Statement
from privacy.terms import SubjectState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Column, Delete, Table

    from cdp.compliance.inventory import Entry, Inventory, Way

STATE: Final = "state"
"""The column of a subject that says that she is being erased."""

_SUBJECTS: Final = bindparam("subjects", type_=ARRAY(Uuid))
_NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""What a time becomes that may not be null."""


def numbers_of(entry: Entry) -> str:
    """The name of the parameter that holds the ids of shared rows."""
    return f"shared_{entry.name}"


def counts(inventory: Inventory) -> Statement:
    """How many rows of every table a plan for this person is about. Binds: subjects."""
    return Statement(
        "erasure.counts",
        select(
            *(
                select(func.count())
                .select_from(entry.table)
                .where(_planned(inventory, entry))
                .scalar_subquery()
                .label(entry.name)
                for entry in inventory.entries
            )
        ),
    )


def left(inventory: Inventory) -> Statement:
    """How many rows of every table are left that should not be, or that stay on purpose.

    Binds: subjects, and the ids of each shared table.
    """
    return Statement(
        "erasure.left",
        select(
            *(
                select(func.count())
                .select_from(entry.table)
                .where(_unfinished(inventory, entry))
                .scalar_subquery()
                .label(entry.name)
                for entry in inventory.entries
            )
        ),
    )


def shared(entry: Entry, inventory: Inventory) -> Statement:
    """The ids of the rows that this person shares, or may share, with others. Binds: subjects."""
    return Statement(f"erasure.shared.{entry.name}", _ids(entry, inventory))


def take(entry: Entry, inventory: Inventory) -> Statement:
    """Take from one table what a plan takes; how many rows that was.

    Binds: subjects; where a shared row is released, the ids instead.
    """
    if entry.treatment is Treatment.REDACT:
        redacted = (
            update(entry.table)
            .where(_of_subject(inventory, entry))
            .values(dict(_redactions(entry)))
            .returning(literal(1).label("one"))
        ).cte("taken")
        return Statement("erasure.redact", select(func.count().label("n")).select_from(redacted))
    gone = _delete(inventory, entry).returning(literal(1).label("one")).cte("taken")
    return Statement(
        f"erasure.take.{entry.name}", select(func.count().label("n")).select_from(gone)
    )


def rows_as_text(table: Table) -> Statement:
    """Every row of a table, as PostgreSQL writes a row. It reads all of it: for proofs alone."""
    row = cast(literal_column(f'"{table.name}"'), Text)
    return Statement(f"dump.{table.name}", select(row.label("row")).select_from(table))


def _delete(inventory: Inventory, entry: Entry) -> Delete:
    if entry.treatment is Treatment.RELEASE:
        return delete(entry.table).where(_released(inventory, entry))
    return delete(entry.table).where(_of_subject(inventory, entry))


def _of_subject(inventory: Inventory, entry: Entry) -> ColumnElement[bool]:
    """The rows of one person: by her column, or through the rows that are hers."""
    if entry.subject is not None:
        return entry.table.c[entry.subject] == any_(_SUBJECTS)
    return or_(
        false(),
        *(
            _columns(entry, way).in_(
                select(*(_parent(inventory, way).table.c[key] for key in way.keys)).where(
                    _of_subject(inventory, _parent(inventory, way))
                )
            )
            for way in entry.ways
        ),
    )


def _planned(inventory: Inventory, entry: Entry) -> ColumnElement[bool]:
    """The rows that a plan is about, before anything was done."""
    if entry.treatment is not Treatment.RELEASE:
        return _of_subject(inventory, entry)
    if not entry.shared:
        return _hanging(inventory, entry, _planned)
    key = _key(entry)
    others = (
        exists(
            select(literal(1))
            .select_from(inventory.entry(name).table)
            .where(
                inventory.entry(name).table.c[way.columns[0]] == key,
                not_(_of_subject(inventory, inventory.entry(name))),
            )
        )
        for name, way in entry.shared
    )
    return and_(key.in_(_ids(entry, inventory)), *(not_(other) for other in others))


def _released(inventory: Inventory, entry: Entry) -> ColumnElement[bool]:
    """Shared rows that she referred to and that nobody refers to any more."""
    if not entry.shared:
        return _hanging(inventory, entry, _released)
    key = _key(entry)
    referring = (
        exists(
            select(literal(1))
            .select_from(inventory.entry(name).table)
            .where(inventory.entry(name).table.c[way.columns[0]] == key)
        )
        for name, way in entry.shared
    )
    hers = key == any_(bindparam(numbers_of(entry), type_=ARRAY(key.type)))
    return and_(hers, *(not_(each) for each in referring))


def _unfinished(inventory: Inventory, entry: Entry) -> ColumnElement[bool]:
    if entry.treatment is Treatment.RELEASE:
        return _released(inventory, entry)
    if entry.treatment is not Treatment.REDACT:
        return _of_subject(inventory, entry)
    still = [entry.table.c[name].is_distinct_from(value) for name, value in _redactions(entry)]
    return and_(_of_subject(inventory, entry), or_(*still))


def _hanging(
    inventory: Inventory,
    entry: Entry,
    of_parent: Callable[[Inventory, Entry], ColumnElement[bool]],
) -> ColumnElement[bool]:
    """The rows that hang on shared rows for which `of_parent` holds."""
    return or_(
        false(),
        *(
            _columns(entry, way).in_(
                select(*(_parent(inventory, way).table.c[key] for key in way.keys)).where(
                    of_parent(inventory, _parent(inventory, way))
                )
            )
            for way in entry.ways
        ),
    )


def _ids(entry: Entry, inventory: Inventory) -> CompoundSelect[tuple[object]]:
    """The ids of the shared rows that this person refers to."""
    referring = (
        select(inventory.entry(name).table.c[way.columns[0]].label("id")).where(
            _of_subject(inventory, inventory.entry(name))
        )
        for name, way in entry.shared
    )
    return union(*referring)


def _key(entry: Entry) -> Column[object]:
    """The one column by which people refer to a shared row."""
    return entry.table.c[entry.shared[0][1].keys[0]]


def _parent(inventory: Inventory, way: Way) -> Entry:
    return inventory.entry(way.parent)


def _columns(entry: Entry, way: Way) -> Column[object] | Tuple:
    columns = [entry.table.c[name] for name in way.columns]
    return columns[0] if len(columns) == 1 else tuple_(*columns)


def _redactions(entry: Entry) -> Iterator[tuple[str, ColumnElement[object]]]:
    """What each personal column of the root becomes.

    Raises:
        Unplannable: a column may neither be null nor has a default or a time to be set to.
    """
    for column in entry.table.columns:
        label = label_of(column.info)
        if label is None or label.category is None:
            continue
        yield column.name, _blank(entry, column)


def _blank(entry: Entry, column: Column[object]) -> ColumnElement[object]:
    if column.name == STATE:
        return literal(SubjectState.ERASING.value, column.type)
    if column.nullable:
        return cast(null(), column.type)
    default = column.server_default
    if isinstance(default, DefaultClause) and isinstance(default.arg, str):
        return cast(literal(default.arg, String()), column.type)
    if isinstance(column.type, DateTime):
        return literal(_NEVER, column.type)
    raise Unplannable(
        f"{entry.name}.{column.name}", "let it be null, or give it a default to go back to."
    )
