"""Statements on tokens: written with the row that they are of, and gone with it.

Indexes: pk_match_token for what a person has, ix_match_token_kind for who has a value.
"""

from __future__ import annotations

from typing import Final
from uuid import UUID

from sqlalchemy import (
    Boolean,
    ColumnElement,
    DateTime,
    LargeBinary,
    SmallInteger,
    Uuid,
    any_,
    bindparam,
    column,
    delete,
    func,
    literal,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY, insert

from cdp.identity.match_tables import match_pending, match_token
from privacy.store.statement import Statement

_SUBJECT: Final = bindparam("subject_id", type_=Uuid)
_ROW: Final = bindparam("row_id", type_=Uuid)
_KEY_VER: Final = bindparam("key_ver", type_=SmallInteger)
_KINDS: Final = bindparam("kinds", type_=ARRAY(SmallInteger))
_SAID: Final = (
    func.unnest(
        _KINDS,
        bindparam("tokens", type_=ARRAY(LargeBinary)),
        bindparam("ranks", type_=ARRAY(SmallInteger)),
    )
    .table_valued(
        column("kind", SmallInteger),
        column("token", LargeBinary),
        column("verification", SmallInteger),
        name="said",
    )
    .render_derived()
)


def _of_row() -> ColumnElement[bool]:
    return (match_token.c.subject_id == _SUBJECT) & (match_token.c.row_id == _ROW)


_gone = (
    delete(match_token)
    .where(
        _of_row(),
        match_token.c.kind == any_(bindparam("renewed", type_=ARRAY(SmallInteger))),
        tuple_(match_token.c.kind, match_token.c.token).not_in(select(_SAID.c.kind, _SAID.c.token)),
    )
    .cte("gone")
)


def _is_told(subject_id: ColumnElement[UUID], row_id: ColumnElement[UUID]) -> ColumnElement[bool]:
    """Whether tokens were made of a row before, under the key that reads now."""
    told = match_token.alias("told")
    return (
        select(literal(1))
        .where(told.c.subject_id == subject_id, told.c.row_id == row_id, told.c.key_ver == _KEY_VER)
        .correlate_except(told)
        .exists()
    )


# A row of which no token was made yet is left to the backfill, which tells all of it at once.
_new = insert(match_token).from_select(
    list(match_token.columns.keys()),
    select(
        _SUBJECT,
        _ROW,
        _SAID.c.kind,
        _KEY_VER,
        _SAID.c.token,
        _SAID.c.verification,
        bindparam("said_at", type_=DateTime(timezone=True)),
    ).where(or_(bindparam("whole", type_=Boolean), _is_told(_SUBJECT, _ROW))),
)
_kept = _new.on_conflict_do_update(
    index_elements=list(match_token.primary_key.columns),
    set_={
        # As the row itself has it: what is said anew was confirmed with that word, or not at all.
        "verification": _new.excluded.verification,
        "said_at": func.greatest(match_token.c.said_at, _new.excluded.said_at),
    },
).cte("kept")

# Counted on, so that whoever is being compared now is compared again, and nobody waits for it.
_again = (
    insert(match_pending)
    .values(subject_id=_SUBJECT, n=0)
    .on_conflict_do_update(
        index_elements=[match_pending.c.subject_id], set_={"n": match_pending.c.n + 1}
    )
)

WRITE: Final = Statement("match_tokens.write", _again.add_cte(_gone, _kept))
"""What a row says now: of the kinds `renewed` nothing else stands, and others stay as they were.

Whose it is is compared again. `whole`: this is all that the row says, and no correction. Binds:
subject_id, row_id, key_ver, kinds, tokens and ranks (as long as one another), renewed, said_at,
whole.
"""

_MANY: Final = (
    func.unnest(
        bindparam("subjects", type_=ARRAY(Uuid)),
        bindparam("rows", type_=ARRAY(Uuid)),
        _KINDS,
        bindparam("tokens", type_=ARRAY(LargeBinary)),
        bindparam("ranks", type_=ARRAY(SmallInteger)),
        bindparam("said", type_=ARRAY(DateTime(timezone=True))),
        bindparam("wholes", type_=ARRAY(Boolean)),
    )
    .table_valued(
        column("subject_id", Uuid),
        column("row_id", Uuid),
        column("kind", SmallInteger),
        column("token", LargeBinary),
        column("verification", SmallInteger),
        column("said_at", DateTime(timezone=True)),
        column("whole", Boolean),
        name="many",
    )
    .render_derived()
)
_RENEWED: Final = (
    func.unnest(
        bindparam("renewed_subjects", type_=ARRAY(Uuid)),
        bindparam("renewed_rows", type_=ARRAY(Uuid)),
        bindparam("renewed_kinds", type_=ARRAY(SmallInteger)),
    )
    .table_valued(
        column("subject_id", Uuid),
        column("row_id", Uuid),
        column("kind", SmallInteger),
        name="renewed",
    )
    .render_derived()
)
_many_gone = (
    delete(match_token)
    .where(
        match_token.c.subject_id == _RENEWED.c.subject_id,
        match_token.c.row_id == _RENEWED.c.row_id,
        match_token.c.kind == _RENEWED.c.kind,
        tuple_(match_token.c.row_id, match_token.c.kind, match_token.c.token).not_in(
            select(_MANY.c.row_id, _MANY.c.kind, _MANY.c.token)
        ),
    )
    .cte("many_gone")
)
_many_new = insert(match_token).from_select(
    list(match_token.columns.keys()),
    select(
        _MANY.c.subject_id,
        _MANY.c.row_id,
        _MANY.c.kind,
        _KEY_VER,
        _MANY.c.token,
        _MANY.c.verification,
        _MANY.c.said_at,
    ).where(or_(_MANY.c.whole, _is_told(_MANY.c.subject_id, _MANY.c.row_id))),
)
_many_kept = _many_new.on_conflict_do_update(
    index_elements=list(match_token.primary_key.columns),
    set_={
        "verification": _many_new.excluded.verification,
        "said_at": func.greatest(match_token.c.said_at, _many_new.excluded.said_at),
    },
).cte("many_kept")
_whom = select(_RENEWED.c.subject_id, literal(0)).distinct().order_by(_RENEWED.c.subject_id)

WRITE_MANY: Final = Statement(
    "match_tokens.write_many",
    insert(match_pending)
    .from_select(["subject_id", "n"], _whom)
    .on_conflict_do_update(
        index_elements=[match_pending.c.subject_id], set_={"n": match_pending.c.n + 1}
    )
    .add_cte(_many_gone, _many_kept),
)
"""As `WRITE`, of many rows at once, each of which is told once.

Binds: key_ver; subjects, rows, kinds, tokens, ranks, said and wholes, as long as one another;
renewed_subjects, renewed_rows and renewed_kinds.
"""

CONFIRM: Final = Statement(
    "match_tokens.confirm",
    update(match_token)
    .where(_of_row(), match_token.c.kind == any_(_KINDS))
    .values(
        verification=func.greatest(
            match_token.c.verification, bindparam("verification", type_=SmallInteger)
        )
    )
    .returning(match_token.c.kind),
)
"""The person confirmed what a row says of `kinds`. Binds: subject_id, row_id, kinds, verification.
"""

_named = func.unnest(bindparam("subjects", type_=ARRAY(Uuid))).column_valued("named")

COMPARE: Final = Statement(
    "match_tokens.compare",
    insert(match_pending)
    .from_select(["subject_id", "n"], select(_named, literal(0)).order_by(_named))
    .on_conflict_do_update(
        index_elements=[match_pending.c.subject_id], set_={"n": match_pending.c.n + 1}
    ),
)
"""These are to be compared again, each named once. Binds: subjects."""

MOVE: Final = Statement(
    "match_tokens.move",
    update(match_token)
    .where(
        match_token.c.subject_id == bindparam("from_subject", type_=Uuid),
        match_token.c.row_id == any_(bindparam("rows", type_=ARRAY(Uuid))),
    )
    .values(subject_id=bindparam("to_subject", type_=Uuid))
    .returning(match_token.c.kind),
)
"""Tokens go with rows that are moved to another subject. Binds: from_subject, to_subject, rows."""
