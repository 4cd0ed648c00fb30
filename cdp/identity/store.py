"""Statements on numbers and their owners.

Indexes: pk_identity_index for a look-up by token, the exclusion constraint's index for the owner
at a time, pk_phone_ownership for a person's numbers.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from asyncpg import Range
from sqlalchemy import (
    Boolean,
    ColumnElement,
    DateTime,
    LargeBinary,
    Select,
    SmallInteger,
    String,
    Uuid,
    and_,
    bindparam,
    false,
    func,
    literal,
    not_,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import insert

from cdp.identity.record import OwnershipState
from cdp.identity.tables import external_ref, identity_index, phone_identity, phone_ownership
from privacy.store.statement import Statement, every_column
from privacy.store.subjects import subject
from privacy.terms import SubjectState

PHONE_KIND: Final = "phone"
"""The index's word for telephone numbers."""

RANK: Final = "rank"
"""The column by which those come in order whom a number stands for."""

CANDIDATES: Final = 8
"""Most people whom a number stands for to an exempt purpose."""

_SEEN_AT: Final = bindparam("seen_at", type_=DateTime(timezone=True))


def owns(seen_at: ColumnElement[datetime]) -> ColumnElement[bool]:
    """Whether an ownership makes its subject the one owner of the number at `seen_at`."""
    return and_(
        phone_ownership.c.during.op("@>")(seen_at),
        phone_ownership.c.exclusive,
        or_(
            phone_ownership.c.state == OwnershipState.ACTIVE,
            phone_ownership.c.state == OwnershipState.ENDED,
        ),
    )


def is_withheld_from(*states: OwnershipState) -> ColumnElement[bool]:
    """Whether an ownership is withheld that was one of `states`.

    Only a statement whose standing is decided for an exempt purpose may ask.
    """
    return and_(
        phone_ownership.c.state == OwnershipState.WITHHELD,
        or_(*(phone_ownership.c.withheld_from == state for state in states)),
    )


_ANSWERED: Final = or_(
    phone_ownership.c.state == OwnershipState.ACTIVE, is_withheld_from(OwnershipState.ACTIVE)
)
"""Whether a person answers a number now. Of somebody withheld only exempt purposes ask."""


def owner(
    token: ColumnElement[bytes] | None = None, *, counts: ColumnElement[bool] | None = None
) -> Select[tuple[object]]:
    """Who answers the number with `token`, or with `:bx`, at `:seen_at`: at most one subject.

    Binds: bx (16 bytes) where there is no `token`, key_ver, seen_at. `counts`: which ownerships
    do, besides.
    """
    is_owner = owns(_SEEN_AT) if counts is None else and_(owns(_SEEN_AT), counts)
    return _owners(is_owner, token).limit(1)


def candidates() -> Select[tuple[object]]:
    """Whoever answers the number with `:bx` at `:seen_at`, or did when she was withheld.

    The current owner comes first, then whoever is withheld, the latest first where that is known.
    For exempt purposes alone. Index: ix_phone_ownership_identity_id. Binds: bx, key_ver, seen_at.
    """
    was_hers = and_(
        phone_ownership.c.during.op("@>")(_SEEN_AT),
        phone_ownership.c.exclusive,
        is_withheld_from(OwnershipState.ACTIVE, OwnershipState.ENDED),
    )
    rank = func.row_number().over(
        order_by=(
            phone_ownership.c.state == OwnershipState.WITHHELD,
            func.lower(phone_ownership.c.during).desc().nulls_last(),
            phone_ownership.c.subject_id,
        )
    )
    found = _owners(or_(owns(_SEEN_AT), was_hers), None).add_columns(rank.label(RANK))
    return found.order_by(RANK).limit(CANDIDATES)


def _owners(
    is_owner: ColumnElement[bool], token: ColumnElement[bytes] | None
) -> Select[tuple[object]]:
    bx = bindparam("bx", type_=LargeBinary) if token is None else token
    # By itself, so that the number comes first: joined, the server may reckon that few ownerships
    # hold at a time, and read all of those.
    number = (
        select(identity_index.c.identity_id)
        .where(
            identity_index.c.kind == literal(PHONE_KIND),
            identity_index.c.key_ver == bindparam("key_ver", type_=SmallInteger),
            identity_index.c.bx == bx,
        )
        .correlate_except(identity_index)
        .scalar_subquery()
    )
    return select(
        phone_ownership.c.subject_id,
        phone_ownership.c.identity_id,
        phone_ownership.c.id.label("ownership_id"),
        phone_ownership.c.state.label("ownership_state"),
    ).where(phone_ownership.c.identity_id == number, is_owner)


STANDS: Final = or_(
    phone_ownership.c.state == OwnershipState.ACTIVE.value,
    bindparam("past_owners", type_=Boolean),
)
"""That she answers the number now, too; with `:past_owners` also whoever answered it then alone.

By a number that changed hands nobody is shown whose it was: who asks "and last year?" meets nobody.
"""


def lateral(subject: ColumnElement[UUID], allowed: ColumnElement[bool]) -> ColumnElement[object]:
    """The numbers that `subject` answers now, where `allowed`, as an array of rows."""
    rows = (
        select(
            func.row(
                phone_ownership.c.subject_id,
                phone_ownership.c.id,
                phone_ownership.c.e164,
                phone_ownership.c.number_status,
                phone_ownership.c.verified_at,
                phone_identity.c.country,
                phone_identity.c.region,
                phone_identity.c.line_type,
            )
        )
        .join(phone_identity, phone_identity.c.id == phone_ownership.c.identity_id)
        .where(
            phone_ownership.c.subject_id == subject,
            _ANSWERED,
            allowed,
        )
        .order_by(func.lower(phone_ownership.c.during).nulls_first(), phone_ownership.c.id)
        .correlate_except(phone_ownership, phone_identity)
    )
    return func.array(rows.scalar_subquery())


def lines(subject: ColumnElement[UUID], allowed: ColumnElement[bool]) -> ColumnElement[object]:
    """The lines that `subject` answers now, where `allowed`: (status, kind) each, no digits."""
    rows = (
        select(func.row(phone_ownership.c.number_status, phone_identity.c.line_type))
        .join(phone_identity, phone_identity.c.id == phone_ownership.c.identity_id)
        .where(
            phone_ownership.c.subject_id == subject,
            _ANSWERED,
            allowed,
        )
        .order_by(phone_ownership.c.id)
        .correlate_except(phone_ownership, phone_identity)
    )
    return func.array(rows.scalar_subquery())


def keyed() -> Select[tuple[object]]:
    """Whose record another system keeps under a key: at most one subject.

    Binds: ref_source, ref_kind, ref_token. Index: uq_external_ref_key.
    """
    return ever_keyed().where(not_(external_ref.c.withheld))


def ever_keyed() -> Select[tuple[object]]:
    """As `keyed`, and whoever had the key before she was withheld. For exempt purposes alone.

    Index: pk_external_ref.
    """
    return select(external_ref.c.subject_id).where(
        external_ref.c.source == bindparam("ref_source", type_=String),
        external_ref.c.kind == bindparam("ref_kind", type_=String),
        external_ref.c.key_token == bindparam("ref_token", type_=LargeBinary),
    )


ALWAYS: Final = Range(None, None)
"""From before anybody looked, until further notice."""

CLAIM_KEY: Final = Statement(
    "identity.claim_key",
    insert(external_ref)
    .values({**every_column(external_ref), "withheld": false()})
    .on_conflict_do_nothing()
    .returning(external_ref.c.row_id),
)
"""Another system's key of a record; no row comes back where the record was filed before.

A key that is withheld with whoever had it is free.
"""

ROW_OF_KEY: Final = Statement(
    "identity.row_of_key",
    select(external_ref.c.row_id).where(
        external_ref.c.source == bindparam("source", type_=String),
        external_ref.c.kind == bindparam("kind", type_=String),
        external_ref.c.key_token == bindparam("key_token", type_=LargeBinary),
        external_ref.c.subject_id == bindparam("subject_id", type_=Uuid),
    ),
)
"""The record of a person that another system's key names. Index: pk_external_ref."""

OWNERSHIP: Final = Statement(
    "identity.ownership",
    select(phone_ownership.c.id, phone_ownership.c.e164)
    .where(
        phone_ownership.c.subject_id == bindparam("subject_id", type_=Uuid),
        _ANSWERED,
    )
    .order_by(func.lower(phone_ownership.c.during).nulls_first(), phone_ownership.c.id)
    .limit(1),
)
"""The first number that a person answers now."""

HOLDER: Final = Statement(
    "identity.holder",
    select(
        phone_ownership.c.subject_id,
        phone_ownership.c.verified_at.label("confirmed_at"),
    )
    .join(identity_index, identity_index.c.identity_id == phone_ownership.c.identity_id)
    .join(subject, subject.c.id == phone_ownership.c.subject_id)
    .where(
        identity_index.c.kind == literal(PHONE_KIND),
        identity_index.c.key_ver == bindparam("key_ver", type_=SmallInteger),
        identity_index.c.bx == bindparam("bx", type_=LargeBinary),
        phone_ownership.c.during.op("@>")(bindparam("at", type_=DateTime(timezone=True))),
        phone_ownership.c.exclusive,
        or_(
            phone_ownership.c.state == OwnershipState.ACTIVE,
            is_withheld_from(OwnershipState.ACTIVE),
        ),
        subject.c.state != SubjectState.ERASING.value,
    )
    .order_by(phone_ownership.c.state)
    .limit(1),
)
"""Who may ask for her rights by this number, and when she last was reached or checked under it.

That somebody answered it is not enough: whoever has the number now answers it too.

Whoever is restricted may, and comes after whoever is not. Binds: bx, key_ver, at.
"""

NUMBERS_OF: Final = Statement(
    "identity.numbers_of",
    select(phone_ownership.c.id, phone_ownership.c.e164)
    .where(phone_ownership.c.subject_id == bindparam("subject", type_=Uuid))
    .order_by(phone_ownership.c.id),
)
"""Every number that a person ever answered. Index: pk_phone_ownership. Binds: subject."""
