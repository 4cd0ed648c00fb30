"""Numbers whose people were erased, as tokens that find nobody. Purpose: `suppress_recontact`.

An importer asks before it makes anybody; the person's own act takes her number off the list.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, DateTime, LargeBinary, Table, any_, bindparam, delete, func, select
from sqlalchemy.dialects.postgresql import ARRAY, insert

from privacy.labels import opened, sealed, unlinked
from privacy.store.databases import DATA
from privacy.store.statement import Statement, every_column
from privacy.terms import DataCategory

_AT: Final = DateTime(timezone=True)

suppression: Final = Table(
    "suppression",
    DATA,
    Column("token", LargeBinary, primary_key=True, info=sealed(DataCategory.CONTACT_PHONE)),
    Column("made_at", _AT, nullable=False, info=opened("time of a row")),
    Column("until", _AT, nullable=False, index=True, info=opened("end of a term")),
    comment="Erased numbers, as HMACs under a key of their own: an import brings nobody back.",
    info=unlinked("an HMAC, kept after an erasure on purpose and stated in its certificate"),
)

_ADDING: Final = insert(suppression).values(every_column(suppression))

REMEMBER: Final = Statement(
    "suppressions.remember",
    _ADDING.on_conflict_do_update(
        index_elements=[suppression.c.token],
        set_={"until": func.greatest(suppression.c.until, _ADDING.excluded.until)},
    ),
)
"""Remember a number; a longer term stays. Binds: token, made_at, until."""

_TOKENS: Final = suppression.c.token == any_(bindparam("tokens", type_=ARRAY(LargeBinary)))

SUPPRESSED: Final = Statement(
    "suppressions.suppressed",
    select(suppression.c.token).where(_TOKENS, suppression.c.until > bindparam("at", type_=_AT)),
)
"""Which of these numbers nobody may be made from. Index: pk_suppression. Binds: tokens, at."""

LIFT: Final = Statement("suppressions.lift", delete(suppression).where(_TOKENS))
"""The person came back by herself: forget these numbers. Index: pk_suppression. Binds: tokens."""

EXPIRE: Final = Statement(
    "suppressions.expire",
    delete(suppression)
    .where(suppression.c.until <= bindparam("at", type_=_AT))
    .returning(suppression.c.token),
)
"""Forget the numbers whose term is over. Index: ix_suppression_until. Binds: at. Run by jobs."""

STANDING: Final = Statement(
    "suppressions.standing",
    select(func.count().label("n"))
    .select_from(suppression)
    .where(suppression.c.until > bindparam("at", type_=_AT)),
)
"""How many stand. Binds: at."""
