"""What decisions about clusters write: pointers and words, and no fact of anybody's.

Indexes: the primary keys of what is changed.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    DateTime,
    String,
    Uuid,
    bindparam,
    cast,
    column,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY, BIT
from sqlalchemy.dialects.postgresql import insert as insert_or_not

from cdp.identity.merge_tables import link_constraint, merge_decision, merge_member
from privacy.store.links import merge_link
from privacy.store.statement import Statement, every_column

_MEMBERS: Final = bindparam("members", type_=ARRAY(Uuid))

DECIDE: Final = Statement(
    "identity.decide", insert(merge_decision).values(every_column(merge_decision))
)
"""A decision."""

_listed: Final = (
    func.unnest(
        bindparam("subjects", type_=ARRAY(Uuid)),
        bindparam("sides", type_=ARRAY(String)),
        bindparam("narrowed", type_=ARRAY(String)),
    )
    .table_valued(
        column("subject_id", Uuid),
        column("side", String),
        column("narrowed", String),
        name="listed",
    )
    .render_derived()
)

NAME: Final = Statement(
    "identity.name",
    insert(merge_member).from_select(
        ["subject_id", "decision_id", "side", "narrowed"],
        select(
            _listed.c.subject_id,
            bindparam("decision", type_=Uuid),
            _listed.c.side,
            cast(_listed.c.narrowed, BIT(varying=True)),
        ),
    ),
)
"""Whom a decision is about. Binds: decision, subjects, sides, narrowed (in the same order)."""

REVERSE: Final = Statement(
    "identity.reverse",
    update(merge_decision)
    .where(
        merge_decision.c.id == func.any(bindparam("decisions", type_=ARRAY(Uuid))),
        merge_decision.c.reversed_by.is_(None),
    )
    .values(reversed_by=bindparam("reversed_by", type_=Uuid))
    .returning(merge_decision.c.id),
)
"""Decisions stand no longer; those that did not before do not come back. Index: its own key."""

_pointed: Final = (
    func.unnest(bindparam("subjects", type_=ARRAY(Uuid)), bindparam("profiles", type_=ARRAY(Uuid)))
    .table_valued(column("subject_id", Uuid), column("profile_id", Uuid), name="pointed")
    .render_derived()
)
_linking: Final = insert_or_not(merge_link).from_select(
    ["subject_id", "profile_id"], select(_pointed.c.subject_id, _pointed.c.profile_id)
)

LINK: Final = Statement(
    "identity.link",
    _linking.on_conflict_do_update(
        index_elements=[merge_link.c.subject_id],
        set_={"profile_id": _linking.excluded["profile_id"]},
    ),
)
"""Subjects are in these profiles from now on. Binds: subjects, profiles (in the same order)."""

UNLINK: Final = Statement(
    "identity.unlink",
    delete(merge_link).where(
        merge_link.c.subject_id == func.any(bindparam("subjects", type_=ARRAY(Uuid)))
    ),
)
"""Subjects are alone from now on. Index: pk_merge_link."""

BIND: Final = Statement(
    "identity.bind",
    insert(link_constraint).from_select(
        ["subject_id", "id", "kind", "set_by", "set_at"],
        select(
            func.unnest(bindparam("subjects", type_=ARRAY(Uuid))),
            bindparam("constraint", type_=Uuid),
            bindparam("kind", type_=String),
            bindparam("set_by", type_=String),
            bindparam("set_at", type_=DateTime(timezone=True)),
        ),
    ),
)
"""Two subjects are bound: a row for each of them."""

RELEASE: Final = Statement(
    "identity.release",
    delete(link_constraint).where(
        link_constraint.c.subject_id == func.any(_MEMBERS),
        link_constraint.c.id == func.any(bindparam("constraints", type_=ARRAY(Uuid))),
    ),
)
"""Nothing of the kind binds them any more. Index: ix_link_constraint_id."""
