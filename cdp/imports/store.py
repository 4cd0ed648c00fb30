"""Statements on import runs. Index: ix_import_run_token."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    Boolean,
    DateTime,
    Integer,
    LargeBinary,
    Uuid,
    bindparam,
    delete,
    func,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from cdp.imports.tables import import_refusal, import_run
from privacy.store.statement import Statement, every_column

COUNTS: Final = ("new", "merged", "duplicate", "refused", "split")
"""What a run counts of its rows."""

RUN_OF: Final = Statement(
    "imports.run_of",
    select(import_run)
    .where(import_run.c.token == bindparam("token", type_=LargeBinary))
    .order_by(import_run.c.finished, import_run.c.started_at.desc())
    .limit(1),
)
"""The run of a file: the one that is not finished, else the newest. Binds: token."""

RUN: Final = Statement(
    "imports.run", select(import_run).where(import_run.c.id == bindparam("run_id", type_=Uuid))
)
"""A run. Index: pk_import_run."""

BEGIN: Final = Statement(
    "imports.begin",
    insert(import_run)
    .values(every_column(import_run))
    .on_conflict_do_nothing()
    .returning(import_run.c.id),
)
"""A new run; no row comes back where another process has begun it. Index: pk_import_run."""

ADVANCE: Final = Statement(
    "imports.advance",
    update(import_run)
    .where(
        import_run.c.id == bindparam("run_id", type_=Uuid),
        import_run.c.line == bindparam("before", type_=Integer),
        import_run.c.finished.is_(False),
    )
    .values(
        line=bindparam("line", type_=Integer),
        **{name: import_run.c[name] + bindparam(f"more_{name}", type_=Integer) for name in COUNTS},
    )
    .returning(import_run.c.id),
)
"""A run came further; no row comes back where another process took it further first."""

FINISH: Final = Statement(
    "imports.finish",
    update(import_run)
    .where(import_run.c.id == bindparam("run_id", type_=Uuid))
    .values(finished=bindparam("finished", type_=Boolean))
    .returning(import_run),
)
"""A run is at its end; the row as it then stands."""

REFUSE: Final = Statement(
    "imports.refuse", insert(import_refusal).values(every_column(import_refusal))
)
"""A row that could not be filed."""

_one: Final = import_refusal.alias("one")

REFUSALS: Final = Statement(
    "imports.refusals",
    select(import_refusal)
    .where(
        import_refusal.c.run_id == bindparam("run_id", type_=Uuid),
        import_refusal.c.line > bindparam("after", type_=Integer),
    )
    .order_by(import_refusal.c.line)
    .limit(bindparam("first", type_=Integer)),
)
"""What a run refused, in the file's order. Index: pk_import_refusal."""

REASONS: Final = Statement(
    "imports.reasons",
    select(
        import_refusal.c.field,
        import_refusal.c.reason,
        import_refusal.c.advice,
        func.count().label("n"),
        func.array(
            select(_one.c.line)
            .where(
                _one.c.run_id == import_refusal.c.run_id,
                _one.c.field == import_refusal.c.field,
                _one.c.reason == import_refusal.c.reason,
                _one.c.advice == import_refusal.c.advice,
            )
            .order_by(_one.c.line)
            .limit(bindparam("first", type_=Integer))
            .scalar_subquery()
        ).label("lines"),
    )
    .where(import_refusal.c.run_id == bindparam("run_id", type_=Uuid))
    .group_by(
        import_refusal.c.run_id,
        import_refusal.c.field,
        import_refusal.c.reason,
        import_refusal.c.advice,
    )
    .order_by(func.count().desc(), func.min(import_refusal.c.line)),
)
"""Why rows were refused, most first, each with its first lines. Index: pk_import_refusal."""

FORGET: Final = Statement(
    "imports.forget",
    delete(import_refusal).where(
        import_refusal.c.run_id == import_run.c.id,
        import_run.c.started_at < bindparam("until", type_=DateTime(timezone=True)),
    ),
)
"""What runs refused that began before `until`. Run by jobs."""
