"""One statement for a person: who, how she stands, and her rows, from the nouns' fragments.

    in_force ──left──► who (by number or id) ──left──► members of her profile, where there are
             ──left──► standing ──► arrays of rows, where allowed

There is always one row: it carries the policy in force even where nobody is found. Whoever is
merged has a row for each subject of her profile, each by its own standing. Nothing of a subject
whom the decision refuses leaves the database.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    LargeBinary,
    Select,
    String,
    TableValuedAlias,
    Uuid,
    bindparam,
    case,
    column,
    func,
    or_,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY

import cdp.cases.store as cases
import cdp.contacts.store as contacts
import cdp.interactions.message_store as messages
import cdp.interactions.store as interactions
import cdp.leads.fragments as leads
import cdp.orders.store as orders
import cdp.tasks.store as tasks
from cdp.contacts.conditions import has_email
from cdp.contacts.golden import GOLDEN, golden
from cdp.contacts.provenance import fragments as provenance
from cdp.identity.store import lateral as numbers
from cdp.identity.store import lines, owner
from cdp.profile.merged import fragments as merged
from cdp.profile.named import fragments as named
from privacy.store.consent_book import denials_elsewhere, states
from privacy.store.links import members_of, profile_of
from privacy.store.policies import in_force
from privacy.store.standing import standing
from privacy.store.statement import Statement
from privacy.store.subjects import subject

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.types import TypeEngine

Fragment = ColumnElement[object] | ColumnElement[bool]

_ME: Final = bindparam("me", type_=String)
"""Who asks."""

_SHAPES: Final = 2**10
"""Most shapes that selections can have."""


@lru_cache(maxsize=_SHAPES)
def by_number(shape: frozenset[str]) -> Statement:
    """The owner of the number with token `:bx` at `:seen_at`, with the parts of `shape`.

    Binds: bx, key_ver, seen_at, bits, agent, those of `standing` and of `Selection.binds`.
    Indexes: pk_identity_index, the exclusion constraint's own, pk_subject, and each fragment's own.
    """
    return _compose("profile.by_number", owner(), shape)


@lru_cache(maxsize=_SHAPES)
def by_id(shape: frozenset[str]) -> Statement:
    """The subject `:subject`, with the parts of `shape`. Binds: subject, and as `by_number`."""
    known = select(subject.c.id.label("subject_id")).where(
        subject.c.id == bindparam("subject", type_=Uuid)
    )
    return _compose("profile.by_id", known, shape)


@lru_cache(maxsize=_SHAPES)
def by_numbers(shape: frozenset[str]) -> Statement:
    """The owners of the numbers with tokens `:tokens`, each with the parts of `shape`.

    One row for each token, with its place `n`, from 1 on. Binds and indexes: else as `by_number`.
    """
    asked = _asked("tokens", LargeBinary())
    return _compose("profile.by_numbers", owner(asked.c.whom), shape, asked)


@lru_cache(maxsize=_SHAPES)
def by_ids(shape: frozenset[str]) -> Statement:
    """The subjects `:subjects`: one row for each, with its place `n`. Binds: else as `by_id`."""
    asked = _asked("subjects", Uuid())
    known = select(subject.c.id.label("subject_id")).where(subject.c.id == asked.c.whom)
    return _compose("profile.by_ids", known, shape, asked)


def _asked(bound: str, kind: TypeEngine[Any]) -> TableValuedAlias:
    listed = func.unnest(bindparam(bound, type_=ARRAY(kind)))
    asked = listed.table_valued(column("whom", kind), with_ordinality="n", name="asked")
    return asked.render_derived()


def _compose(
    name: str,
    who_is: Select[tuple[object]],
    shape: frozenset[str],
    asked: TableValuedAlias | None = None,
) -> Statement:
    force = in_force()
    who = who_is.lateral("who")
    # Nearly nobody is merged: one look at an index says so, and the second finds null.
    link = profile_of(who.c.subject_id).lateral("link")
    member = members_of(link.c.profile_id).lateral("member")
    stands = standing(
        func.coalesce(member.c.subject_id, who.c.subject_id), profile=link.c.profile_id
    )
    whom, allowed = stands.c.subject_id, stands.c.allowed
    parts = [
        fragment.label(part)
        for part, fragment in sorted(
            fragments(whom, allowed, shape, profile=link.c.profile_id).items()
        )
        if part in shape
    ]
    clause = (
        select(
            force.c.policy,
            force.c.owed,
            stands.c.subject_id,
            stands.c.state,
            stands.c.age_band,
            stands.c.contract,
            stands.c.consent,
            stands.c.denied_elsewhere,
            stands.c.allowed,
            membership(link.c.profile_id, who.c.subject_id, stands.c.created_at),
            *parts,
        )
        .select_from(force if asked is None else force.outerjoin(asked, true()))
        .outerjoin(who, true())
        .outerjoin(link, true())
        .outerjoin(member, true())
        .outerjoin(stands, true())
    )
    if asked is not None:
        clause = clause.add_columns(asked.c.n)
    return Statement(name, clause)


def membership(
    profile: ColumnElement[UUID], found: ColumnElement[UUID], created_at: ColumnElement[datetime]
) -> ColumnElement[object]:
    """The column `member`: (profile, who was found, since when this one is known), or null."""
    row = func.row(profile, found, created_at)
    return case((profile.is_not(None), row)).label("member")


def fragments(
    whom: ColumnElement[UUID],
    allowed: ColumnElement[bool],
    shape: frozenset[str],
    *,
    profile: ColumnElement[UUID],
) -> dict[str, Fragment]:
    """Every part of `whom`, where `allowed`, as deep as `shape` asks.

    `profile` is hers where she is merged, else null: then a part says besides what members are
    compared by. Binds: bits, agent, and as `Selection.binds`.
    """
    # Of a person whom the decision refuses, and of nobody, the id is null here: by the same plan
    # each part's index finds nothing, and no part asks again.
    seen, always = case((allowed, whom)), true()
    is_merged = profile.is_not(None)
    of_agent = bindparam("agent", type_=String)
    return {
        "phones": numbers(seen, always),
        "contacts": contacts.lateral(seen, always),
        "orders": orders.lateral(seen, always, hanging=shape),
        "consents": states(seen, always, whose=case((is_merged, whom))),
        "messages": messages.lateral(seen, always, only_of=of_agent),
        "cases": cases.lateral(seen, always),
        "open_cases": cases.open_lateral(seen, always),
        "satisfaction": cases.satisfaction_lateral(seen, always),
        "calls": interactions.lateral(seen, always, only_of=of_agent),
        **{part: golden(part, seen, always, ranked=is_merged) for part in GOLDEN},
        **provenance(seen, always, ranked=is_merged),
        **merged(seen, always),
        **named(seen, always),
        "reach": _reach(seen, always, profile),
        "assigned": or_(leads.owned_by(whom, _ME), tasks.assigned_to(whom, _ME)),
        "leads": leads.lateral(seen, always, only_of=of_agent),
    }


def _reach(
    whom: ColumnElement[UUID], allowed: ColumnElement[bool], profile: ColumnElement[UUID]
) -> Fragment:
    """What a decision on contact reads. Binds: contact_bits, at."""
    return func.row(
        lines(whom, allowed),
        has_email(whom, allowed),
        states(whom, allowed, cells="contact_bits"),
        cases.open_complaint(whom, allowed),
        denials_elsewhere(whom, profile, cells="contact_bits"),
    )
