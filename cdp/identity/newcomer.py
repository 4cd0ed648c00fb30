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
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import Insert
from sqlalchemy.dialects.postgresql import insert as insert_or_not

from cdp.identity.record import OwnershipEnd, OwnershipState
from cdp.identity.tables import identity_index, phone_identity, phone_ownership
from privacy.store.statement import Statement
from privacy.store.subjects import subject

_SUBJECT: Final = bindparam("subject_id", type_=Uuid)
_NUMBER: Final = bindparam("identity_id", type_=Uuid)
_MADE_AT: Final = bindparam("created_at", type_=DateTime(timezone=True))
_SEEN_AT: Final = bindparam("seen_at", type_=DateTime(timezone=True))


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

_lower: Final = func.lower(phone_ownership.c.during)
_others_of_it: Final = (
    select(phone_ownership.c.during)
    .where(
        phone_ownership.c.identity_id == _identity,
        phone_ownership.c.exclusive,
        or_(
            phone_ownership.c.state == OwnershipState.ACTIVE.value,
            phone_ownership.c.state == OwnershipState.ENDED.value,
        ),
    )
    # In order of time, as an end and whoever follows are written: nobody waits for each other.
    .order_by(_lower.nulls_first())
    .with_for_update()
    .cte("others_of_it")
)
_during: Final = _others_of_it.c.during
_ended_at: Final = (
    select(func.max(func.upper(_during))).where(func.upper(_during) <= _SEEN_AT).scalar_subquery()
)
_began_at: Final = (
    select(func.min(func.lower(_during))).where(func.lower(_during) > _SEEN_AT).scalar_subquery()
)
_is_past: Final = _began_at.is_not(None)

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
_decided: Final[Mapping[str, ColumnElement[Any]]] = {
    "subject_id": _SUBJECT,
    "identity_id": func.coalesce(_identity, _NUMBER),
    "during": func.tstzrange(_ended_at, _began_at, "[)"),
    "state": case((_is_past, OwnershipState.ENDED.value), else_=OwnershipState.ACTIVE.value),
    # Somebody else has it since, which is all that is known of how hers ended.
    "end_reason": case((_is_past, OwnershipEnd.RECYCLED.value)),
    "withheld_from": null(),
}
"""What the number's other owners decide of an ownership."""

_ownership: Final = (
    insert(phone_ownership)
    .values(
        **_decided,
        **_others(phone_ownership, *(phone_ownership.c[name] for name in _decided)),
    )
    .returning(phone_ownership.c.state)
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
        ).label("claimed"),
        select(_ownership.c.state).scalar_subquery().label("ownership_state"),
    ).add_cte(_person, _number),
)
"""A person and her ownership of a number; the number and its token, where they are not there yet.

She has the number between the owner before `seen_at`, who ended, and the one after, who began
already: those are held, so that whoever ends one of them meanwhile waits, and then finds her.
Who is withheld has nothing: her number is as one never seen.

`claimed` is 0 where another writer had the token first: then roll back. Where somebody has the
number at `seen_at`, the exclusion constraint refuses. Indexes: pk_identity_index,
ix_phone_ownership_identity_id. Binds: seen_at, and every column of the four tables that is not
`_decided`, by its name; id is the ownership's.
"""
