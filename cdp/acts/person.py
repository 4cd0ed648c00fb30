"""Make a person: a subject, and the ownership of the number that she was first met under."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import cast
from uuid import UUID

from cdp.acts.coarse import hour_of
from cdp.acts.ground import Ground
from cdp.database.writer import Transaction
from cdp.errors import CdpError, ConstraintViolated
from cdp.identity.newcomer import NEWCOMER
from cdp.identity.record import (
    NumberStatus,
    OwnershipEnd,
    OwnershipState,
    Verification,
    role_of,
)
from cdp.identity.store import (
    NEW_OWNER,
    NUMBER,
    PHONE_KIND,
    between,
)
from cdp.identity.then import NEIGHBOURS, OWNER_THEN
from privacy.phone import Phone
from privacy.store.subjects import CREATE
from privacy.terms import DataCategory
from privacy.writing import Writing


class Raced(CdpError):
    """Another writer made this person a moment ago."""


async def make_person(
    tx: Transaction,
    writing: Writing,
    phone: Phone,
    ground: Ground,
    *,
    at: datetime | None = None,
) -> None:
    """A new subject who answers `phone` at `at`, or now.

    The first known owner of a number is taken to have had it always, until evidence says
    otherwise; whoever follows an owner that ended has had it since then. So it is one person,
    whichever of her events comes first. Of an event between two owners she had it in between.

    Raises:
        Raced: another writer was faster; roll back and look again.
    """
    at = at or writing.ask.at
    known = await tx.fetch(NUMBER, **ground.numbers.binds(phone))
    if known and await tx.fetch(OWNER_THEN, **ground.numbers.binds(phone), seen_at=at):
        raise Raced
    try:
        if known:
            identity = known[0]["identity_id"]
            [beside] = await tx.fetch(NEIGHBOURS, identity_id=identity, seen_at=at)
            ownership = _ownership(writing, phone, ground, beside["ended_at"], beside["began_at"])
            await tx.fetch(CREATE, subject=writing.subject, at=hour_of(writing.ask.at))
            await tx.fetch(NEW_OWNER, subject_id=writing.subject, identity_id=identity, **ownership)
        else:
            ownership = _ownership(writing, phone, ground, None, None)
            await _never_seen(tx, writing, phone, ground, ownership)
    except ConstraintViolated:
        raise Raced from None
    writing.came_by = cast("UUID", ownership["id"])
    writing.is_past = ownership["state"] != OwnershipState.ACTIVE.value


async def _never_seen(
    tx: Transaction,
    writing: Writing,
    phone: Phone,
    ground: Ground,
    ownership: Mapping[str, object],
) -> None:
    [made] = await tx.fetch(
        NEWCOMER,
        **ownership,
        subject_id=writing.subject,
        identity_id=ground.ids(),
        kind=PHONE_KIND,
        has_extension=phone.has_extension,
        country=phone.country,
        region=phone.region,
        line_type=phone.line_type.value,
        carrier_original=phone.carrier_original,
        created_at=hour_of(writing.ask.at),
        **ground.numbers.binds(phone),
    )
    if not made["claimed"]:
        raise Raced


def _ownership(
    writing: Writing,
    phone: Phone,
    ground: Ground,
    since: datetime | None,
    until: datetime | None,
) -> dict[str, object]:
    """The columns of an ownership between the one that ended and the one that began already."""
    row = ground.ids()
    sealed = writing.seal_row(
        "phone_ownership", row, {"e164": (phone.canonical, DataCategory.CONTACT_PHONE)}
    )
    return {
        "id": row,
        "during": between(since, until),
        "role": role_of(phone).value,
        "exclusive": phone.is_exclusive,
        "verification": Verification.DECLARED.value,
        "verified_at": None,
        "state": (OwnershipState.ACTIVE if until is None else OwnershipState.ENDED).value,
        # Somebody else has it since, which is all that is known of how hers ended.
        "end_reason": None if until is None else OwnershipEnd.RECYCLED.value,
        "number_status": NumberStatus.UNKNOWN.value,
        "status_checked_at": None,
        "last_answered_at": None,
        "asked_at": None,
        **sealed,
    }
