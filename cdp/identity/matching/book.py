"""Statements on tokens: written with the row that they are of, and gone with it.

Indexes: pk_match_token for what a person has, ix_match_token_kind for who has a value.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
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
    ),
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

Whose it is is compared again. Binds:
subject_id, row_id, key_ver, kinds, tokens and ranks (as long as one another), renewed, said_at.
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

COMPARE: Final = Statement("match_tokens.compare", _again)
"""A person is to be compared again. Binds: subject_id."""

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
