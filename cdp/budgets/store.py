"""Statements on budgets. Index: pk_budget."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    DateTime,
    Double,
    LargeBinary,
    String,
    bindparam,
    case,
    cast,
    delete,
    extract,
    func,
)
from sqlalchemy.dialects.postgresql import insert

from cdp.budgets.tables import budget
from privacy.store.statement import Statement

_TIME: Final = DateTime(timezone=True)
_at: Final = bindparam("at", type_=_TIME)
_capacity: Final = bindparam("capacity", type_=Double)
_wanted: Final = bindparam("wanted", type_=Double)
_share: Final = bindparam("share", type_=Double)

_gained: Final = func.greatest(0.0, extract("epoch", _at - budget.c.as_of)) * bindparam(
    "a_second", type_=Double
)
_filled: Final = func.least(
    _capacity,
    case(
        (budget.c.as_of < bindparam("since", type_=_TIME), _capacity),
        else_=budget.c.level + cast(_gained, Double),
    ),
)
_taken: Final = case(
    (_filled >= _wanted, func.floor(func.least(_filled, func.greatest(_wanted, _share)))), else_=0.0
)
_whole: Final = case(
    (_capacity >= _wanted, func.floor(func.least(_capacity, func.greatest(_wanted, _share)))),
    else_=0.0,
)

TAKE: Final = Statement(
    "budgets.take",
    insert(budget)
    .values(
        holder=bindparam("holder", type_=LargeBinary),
        kind=bindparam("kind", type_=String),
        level=_capacity - cast(_whole, Double),
        taken=cast(_whole, BigInteger),
        as_of=_at,
    )
    .on_conflict_do_update(
        index_elements=[budget.c.holder, budget.c.kind],
        set_={
            "level": _filled - cast(_taken, Double),
            "taken": cast(_taken, BigInteger),
            "as_of": func.greatest(budget.c.as_of, _at),
        },
    )
    .returning(budget.c.taken, budget.c.level),
)
"""Take `wanted`, and up to `share` where there is as much; nothing where `wanted` is not there.

One statement under the row's own lock: however many processes take at once, none is given what
another one was. Binds: holder, kind, capacity, a_second, since, wanted, share, at.
"""

FORGET: Final = Statement(
    "budgets.forget",
    delete(budget).where(budget.c.as_of < bindparam("until", type_=_TIME)).returning(budget.c.kind),
)
"""Budgets that nobody has used since `until`: they are full again. Run by jobs."""
