"""Statements of runs: how far one came, what is common among us, and who is to be compared again.

Indexes: ix_match_run_state, ix_match_token_kind, pk_match_pending.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    DateTime,
    Integer,
    LargeBinary,
    SmallInteger,
    Uuid,
    bindparam,
    column,
    delete,
    func,
    literal,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY, insert

from cdp.identity.match_tables import (
    match_blocked,
    match_common,
    match_pending,
    match_run,
    match_token,
)
from cdp.identity.matching.evidence import MANY
from cdp.identity.matching.profiles import KEY_VER, is_reached, profile_of
from cdp.identity.matching.suggestion import RunState
from privacy.store.links import merge_link
from privacy.store.statement import Statement
from privacy.store.subjects import subject

PARTS: Final = 256
"""Most parts of a run: a part is the tokens of so many first bytes, and is stored by itself."""

TURNS: Final = 0x6D61746368
"""The lock of whoever stores what was found: "match"."""

_A_PART: Final = 125_000
"""People of a part, about. Its blocks of one kind are a transaction of seconds."""

_AT: Final = bindparam("at", type_=DateTime(timezone=True))
_KIND: Final = bindparam("kind", type_=SmallInteger)
_COUNTS: Final = ("pairs", "suggested", "merged", "noise")


def parts_of(people: int) -> int:
    """Into how many parts a run over so many people falls: a power of two."""
    parts = 1
    while parts < PARTS and parts * _A_PART < people:
        parts *= 2
    return parts


def bounds_of(part: int, parts: int) -> dict[str, bytes]:
    """The tokens of a part: from `low` on, below `high`."""
    step = PARTS // parts
    below = (part + 1) * step
    return {
        "low": bytes((part * step,)),
        "high": bytes((below,)) if below < PARTS else b"\xff" * 16,
    }


UNDER_WAY: Final = Statement(
    "match_runs.under_way",
    select(match_run).where(match_run.c.state == RunState.RUNNING.value),
)
"""The run that is under way, if any."""

NEWEST: Final = Statement(
    "match_runs.newest", select(match_run).order_by(match_run.c.began_at.desc()).limit(1)
)
"""The run that began last."""

BEGIN: Final = Statement(
    "match_runs.begin",
    insert(match_run)
    .values(
        id=bindparam("id", type_=Uuid),
        state=RunState.RUNNING.value,
        place=0,
        people=bindparam("people", type_=BigInteger),
        began_at=_AT,
        **dict.fromkeys(_COUNTS, 0),
    )
    .on_conflict_do_nothing()
    .returning(match_run.c.id),
)
"""A run over everybody; no row where one is under way. Binds: id, people, at."""

LOCK: Final = Statement(
    "match_runs.lock",
    select(match_run.c.place)
    .where(
        match_run.c.id == bindparam("id", type_=Uuid), match_run.c.state == RunState.RUNNING.value
    )
    .with_for_update(),
)
"""How far a run came, held: two processes do no part twice. Binds: id."""

ADVANCE: Final = Statement(
    "match_runs.advance",
    update(match_run)
    .where(match_run.c.id == bindparam("id", type_=Uuid))
    .values(
        place=match_run.c.place + 1,
        **{
            name: match_run.c[name] + bindparam(f"more_{name}", type_=BigInteger)
            for name in _COUNTS
        },
    )
    .returning(match_run.c.place),
)
"""A part is done. Binds: id, more_pairs, more_suggested, more_merged, more_noise."""

END: Final = Statement(
    "match_runs.end",
    update(match_run)
    .where(match_run.c.id == bindparam("id", type_=Uuid))
    .values(state=RunState.DONE.value, ended_at=_AT)
    .returning(match_run),
)
"""A run is done. Binds: id, at."""

COUNT: Final = Statement(
    "matching.count", select(func.count().label("people")).select_from(subject).where(is_reached())
)
"""How many people may be compared."""

FORGET_COMMON: Final = Statement(
    "matching.forget_common",
    delete(match_common).where(match_common.c.kind == _KIND).returning(match_common.c.kind),
)
"""What was common of a kind is counted anew. Binds: kind."""

_who = profile_of(merge_link, match_token.c.subject_id)
_again = match_token.alias("again")
_often = (
    select(_again.c.token)
    .where(_again.c.kind == _KIND, _again.c.key_ver == KEY_VER)
    .group_by(_again.c.token)
    .having(func.count() >= literal(MANY))
)

COUNT_COMMON: Final = Statement(
    "matching.count_common",
    insert(match_common).from_select(
        ["kind", "key_ver", "token", "people"],
        select(
            match_token.c.kind,
            match_token.c.key_ver,
            match_token.c.token,
            func.count(_who.distinct()),
        )
        .join(subject, subject.c.id == match_token.c.subject_id)
        .outerjoin(merge_link, merge_link.c.subject_id == match_token.c.subject_id)
        .where(
            match_token.c.kind == _KIND,
            match_token.c.key_ver == KEY_VER,
            # By rows first: most values are few people's, and need no look at who they are.
            match_token.c.token.in_(_often),
            is_reached(),
        )
        .group_by(match_token.c.kind, match_token.c.key_ver, match_token.c.token)
        .having(func.count(_who.distinct()) >= literal(MANY)),
    ),
)
"""How many people share each value of a kind that ten or more have. Binds: kind, key_ver."""

ROOM: Final = Statement(
    "matching.room",
    select(
        func.set_config(literal("work_mem"), literal("64MB"), literal(value=True)).label("room")
    ),
)
"""This transaction may hash a part in memory: with a request's share it would go through files."""

TURN: Final = Statement(
    "matching.turn",
    select(
        # A step of a run over everybody may take longer than a request waits for a lock.
        func.set_config(literal("lock_timeout"), literal("25s"), literal(value=True)).label("wait"),
        func.pg_advisory_xact_lock(literal(TURNS)).label("is_ours"),
    ),
)
"""Nobody else stores what was found until this transaction ends: no pair is suggested twice."""

PENDING: Final = Statement(
    "matching.pending",
    select(match_pending.c.subject_id, match_pending.c.n)
    .where(match_pending.c.subject_id > bindparam("after", type_=Uuid))
    .order_by(match_pending.c.subject_id)
    .limit(bindparam("first", type_=Integer)),
)
"""Some who are to be compared again, from a place on. Nothing is locked. Binds: after, first."""

_done = (
    func.unnest(bindparam("subjects", type_=ARRAY(Uuid)), bindparam("counts", type_=ARRAY(Integer)))
    .table_valued(column("subject_id", Uuid), column("n", Integer), name="done")
    .render_derived()
)

_free = (
    select(match_pending.c.subject_id)
    .join(
        _done,
        (match_pending.c.subject_id == _done.c.subject_id) & (match_pending.c.n == _done.c.n),
    )
    .with_for_update(of=match_pending, skip_locked=True)
    .cte("free")
)

COMPARED: Final = Statement(
    "matching.compared",
    delete(match_pending)
    .where(match_pending.c.subject_id.in_(select(_free.c.subject_id)))
    .returning(match_pending.c.subject_id),
)
"""These were compared; whoever changed, or is being changed, stays. Binds: subjects, counts."""

BLOCK: Final = Statement(
    "matching.block",
    insert(match_blocked)
    .from_select(
        ["kind", "key_ver", "token"],
        select(
            _KIND,
            KEY_VER,
            func.unnest(bindparam("tokens", type_=ARRAY(LargeBinary))),
        ),
    )
    .on_conflict_do_nothing()
    .returning(match_blocked.c.token),
)
"""Values of a kind say nothing of anybody from now on. Binds: kind, key_ver, tokens."""
