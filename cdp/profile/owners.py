"""Who answers each of many numbers, each at its own time: one statement for a batch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import DateTime, LargeBinary, SmallInteger, bindparam, func, literal, select
from sqlalchemy.dialects.postgresql import ARRAY

from cdp.errors import PolicyUnset
from cdp.identity.number import NumberIndex
from cdp.identity.store import PHONE_KIND, owns
from cdp.identity.tables import identity_index, phone_ownership
from privacy.phone import Phone
from privacy.store.links import members_of, profile_of
from privacy.store.policies import in_force
from privacy.store.statement import Runner, Statement
from privacy.store.subjects import subject
from privacy.terms import SubjectState
from privacy.threshold import InForce

_force: Final = in_force()
_asked: Final = (
    func.unnest(
        bindparam("tokens", type_=ARRAY(LargeBinary)),
        bindparam("times", type_=ARRAY(DateTime(timezone=True))),
    )
    .table_valued("bx", "seen_at", with_ordinality="n", name="asked")
    .render_derived()
)
_profile: Final = profile_of(subject.c.id).scalar_subquery()
_other: Final = members_of(_profile).lateral("other")
_beside: Final = func.array(
    select(_other.c.subject_id)
    .where(_other.c.subject_id != subject.c.id)
    .correlate(subject)
    .scalar_subquery()
)
_found: Final = (
    select(func.row(_asked.c.n, subject.c.id, subject.c.state, _beside))
    .select_from(
        _asked.join(
            identity_index,
            (identity_index.c.kind == literal(PHONE_KIND))
            & (identity_index.c.bx == _asked.c.bx)
            & (identity_index.c.key_ver == bindparam("key_ver", type_=SmallInteger)),
        )
        .join(phone_ownership, phone_ownership.c.identity_id == identity_index.c.identity_id)
        .join(subject, subject.c.id == phone_ownership.c.subject_id)
    )
    .where(owns(_asked.c.seen_at))
)

OWNERS: Final = Statement(
    "profile.owners",
    select(_force.c.policy, _force.c.owed, func.array(_found.scalar_subquery()).label("owners")),
)
"""The owners of the numbers `tokens`, each at the time beside it, as (place, subject, state,
the other subjects of hers).

Binds: tokens, times, key_ver.
Indexes: pk_identity_index, the exclusion constraint's own, pk_subject, pk_merge_link.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Whoever answers a number."""

    subject: UUID
    state: SubjectState
    beside: tuple[UUID, ...] = ()
    """The other subjects of the same person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Owners:
    """What was found: by the place of the question; nobody is at a place that is not there."""

    in_force: InForce
    by_place: dict[int, Owner]


async def owners(
    run: Runner, numbers: NumberIndex, asked: Sequence[tuple[Phone, datetime]]
) -> Owners:
    """Who answers each number of `asked` at its time, with the policy in force.

    Raises:
        PolicyUnset: no policy is in force.
    """
    rows = await run.fetch(
        OWNERS,
        tokens=[numbers.key.token(phone.canonical) for phone, _ in asked],
        times=[seen_at for _, seen_at in asked],
        key_ver=numbers.version,
    )
    if not rows:
        raise PolicyUnset
    return Owners(
        in_force=InForce(policy=rows[0]["policy"], owed=rows[0]["owed"]),
        by_place={
            place - 1: Owner(subject=who, state=SubjectState(state), beside=tuple(beside))
            for place, who, state, beside in rows[0]["owners"]
        },
    )
