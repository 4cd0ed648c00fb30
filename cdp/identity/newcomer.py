"""One statement makes a person under a number: subject, number, token and ownership.

Together they cost one round trip; each of them alone would cost its own, and files bring people by
the thousand. It is one statement too where the number is known already, so that whoever is met
under a number costs the same, whether somebody withheld has it or nobody ever had.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import (
    Column,
    ColumnElement,
    DateTime,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    Uuid,
    bindparam,
    case,
    exists,
    func,
    insert,
    literal,
    not_,
    null,
    select,
)
from sqlalchemy.dialects.postgresql import TSTZRANGE, Insert
from sqlalchemy.dialects.postgresql import insert as insert_or_not

from cdp.identity.record import OwnershipState
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


def _insert_where(table: Table, values: Mapping[str, ColumnElement[Any]]) -> Insert:
    """Insert one row, unless the token is known."""
    return insert_or_not(table).from_select(list(values), select(*values.values()).where(_is_new))


_known: Final = (
    select(identity_index.c.identity_id)
    .where(
        identity_index.c.kind == bindparam("kind", type_=String),
        identity_index.c.key_ver == bindparam("key_ver", type_=SmallInteger),
        identity_index.c.bx == bindparam("bx", type_=LargeBinary),
    )
    .cte("known")
)
_is_new: Final = not_(exists(select(literal(1)).select_from(_known)))
_identity: Final = select(_known.c.identity_id).scalar_subquery()
_HAD_ONE: Final = exists(
    select(literal(1)).where(
        phone_ownership.c.identity_id == _identity,
        phone_ownership.c.state != OwnershipState.WITHHELD.value,
    )
)
"""Whether the number has, or had, an owner whom somebody may know of."""

_person: Final = (
    insert(subject).values(id=_SUBJECT, created_at=_MADE_AT).returning(subject.c.id).cte("person")
)
_number: Final = (
    _insert_where(
        phone_identity,
        {
            "id": _NUMBER,
            "created_at": _MADE_AT,
            **_others(phone_identity, phone_identity.c.id, phone_identity.c.created_at),
        },
    )
    .returning(phone_identity.c.id)
    .cte("number")
)
_ownership: Final = (
    insert(phone_ownership)
    .values(
        subject_id=_SUBJECT,
        identity_id=func.coalesce(_identity, _NUMBER),
        during=case(
            (_HAD_ONE, bindparam("during_after", type_=TSTZRANGE)),
            else_=bindparam("during", type_=TSTZRANGE),
        ),
        withheld_from=null(),
        **_others(
            phone_ownership,
            phone_ownership.c.subject_id,
            phone_ownership.c.identity_id,
            phone_ownership.c.during,
            phone_ownership.c.withheld_from,
        ),
    )
    .returning(phone_ownership.c.id)
    .cte("ownership")
)
_claimed: Final = (
    _insert_where(
        identity_index,
        {"identity_id": _NUMBER, **_others(identity_index, identity_index.c.identity_id)},
    )
    .on_conflict_do_nothing()
    .returning(identity_index.c.identity_id)
    .cte("claimed")
)

NEWCOMER: Final = Statement(
    "identity.newcomer",
    select(
        (
            select(func.count()).select_from(_claimed).scalar_subquery()
            + select(func.count()).select_from(_known).scalar_subquery()
        ).label("claimed")
    ).add_cte(_person, _number, _ownership),
)
"""A person and her ownership of a number; the number and its token, where they are not there yet.

`claimed` is 0 where another writer had the token first: then roll back. Where somebody has the
number already, the exclusion constraint refuses. Who is withheld has nothing: her number is as one
never seen. Binds: every column of the four tables, by its name; id is the ownership's; `during`
where nobody had the number before, `during_after` where somebody did.
"""
