"""One statement makes a person under a number never seen: subject, number, token and ownership.

Together they cost one round trip; each of them alone would cost its own, and files bring people by
the thousand.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, ColumnElement, DateTime, Table, Uuid, bindparam, func, insert, select
from sqlalchemy.dialects.postgresql import insert as insert_or_not

from cdp.identity.tables import identity_index, phone_identity, phone_ownership
from privacy.store.statement import Statement
from privacy.store.subjects import subject

_SUBJECT: Final = bindparam("subject_id", type_=Uuid)
_NUMBER: Final = bindparam("identity_id", type_=Uuid)
_MADE_AT: Final = bindparam("created_at", type_=DateTime(timezone=True))


def _others(table: Table, *named: Column[object]) -> dict[str, ColumnElement[object]]:
    """A parameter for each column of `table` but the `named` ones."""
    return {
        column.name: bindparam(column.name, type_=column.type)
        for column in table.columns
        if column.name not in {each.name for each in named}
    }


_person: Final = (
    insert(subject).values(id=_SUBJECT, created_at=_MADE_AT).returning(subject.c.id).cte("person")
)
_number: Final = (
    insert(phone_identity)
    .values(
        id=_NUMBER,
        created_at=_MADE_AT,
        **_others(phone_identity, phone_identity.c.id, phone_identity.c.created_at),
    )
    .returning(phone_identity.c.id)
    .cte("number")
)
_ownership: Final = (
    insert(phone_ownership)
    .values(
        subject_id=_SUBJECT,
        identity_id=_NUMBER,
        **_others(phone_ownership, phone_ownership.c.subject_id, phone_ownership.c.identity_id),
    )
    .returning(phone_ownership.c.id)
    .cte("ownership")
)
_claimed: Final = (
    insert_or_not(identity_index)
    .values(
        identity_id=_NUMBER,
        **_others(identity_index, identity_index.c.identity_id),
    )
    .on_conflict_do_nothing()
    .returning(identity_index.c.identity_id)
    .cte("claimed")
)

NEWCOMER: Final = Statement(
    "identity.newcomer",
    select(func.count().label("claimed"))
    .select_from(_claimed)
    .add_cte(_person, _number, _ownership),
)
"""A person, her number, its token and her ownership of it.

`claimed` is 0 where another writer had the token first: then roll back. Binds: every column of the
four tables, by its name; id is the ownership's.
"""
