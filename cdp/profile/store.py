"""One statement for a person: who, how she stands, and her rows, from the nouns' fragments.

    in_force ──left──► who (by number or id) ──left──► standing ──► arrays of rows, where allowed

There is always one row: it carries the policy in force even where nobody is found. Nothing of a
person whom the decision refuses leaves the database.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    Uuid,
    bindparam,
    select,
    true,
)

import cdp.cases.store as cases
import cdp.contacts.store as contacts
import cdp.interactions.message_store as messages
import cdp.interactions.store as interactions
import cdp.leads.fragments as leads
import cdp.orders.store as orders
from cdp.identity.store import lateral as numbers
from cdp.identity.store import owner
from privacy.store.consent_book import states
from privacy.store.policies import in_force
from privacy.store.standing import standing
from privacy.store.statement import Statement
from privacy.store.subjects import subject

Fragment = ColumnElement[object]

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


def _compose(name: str, who_is: Select[tuple[object]], shape: frozenset[str]) -> Statement:
    force = in_force()
    who = who_is.lateral("who")
    stands = standing(who.c.subject_id)
    whom, allowed = stands.c.subject_id, stands.c.allowed
    parts = [
        fragment.label(part)
        for part, fragment in sorted(fragments(whom, allowed).items())
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
            stands.c.allowed,
            *parts,
        )
        .select_from(force)
        .outerjoin(who, true())
        .outerjoin(stands, true())
    )
    return Statement(name, clause)


def fragments(whom: ColumnElement[UUID], allowed: ColumnElement[bool]) -> dict[str, Fragment]:
    """Every part of `whom`, where `allowed`. Binds: bits, agent, and as `Selection.binds`."""
    return {
        "phones": numbers(whom, allowed),
        "contacts": contacts.lateral(whom, allowed),
        "orders": orders.lateral(whom, allowed),
        "consents": states(whom, allowed),
        "messages": messages.lateral(whom, allowed, only_of=bindparam("agent", type_=String)),
        "cases": cases.lateral(whom, allowed),
        "open_cases": cases.open_lateral(whom, allowed),
        "satisfaction": cases.satisfaction_lateral(whom, allowed),
        "calls": interactions.lateral(whom, allowed, only_of=bindparam("agent", type_=String)),
        "leads": leads.lateral(whom, allowed, only_of=bindparam("agent", type_=String)),
        **{part: contacts.golden(part, whom, allowed) for part in contacts.GOLDEN},
    }
