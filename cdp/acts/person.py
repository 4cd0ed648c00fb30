"""Make a person: a subject, and the ownership of the number that she was first met under."""

from __future__ import annotations

from cdp.acts.coarse import HOUR, hour_of
from cdp.acts.ground import Ground
from cdp.database.writer import Transaction
from cdp.errors import CdpError, ConstraintViolated
from cdp.identity.record import NumberStatus, OwnershipState, Verification, role_of
from cdp.identity.store import (
    ALWAYS,
    CLAIM_TOKEN,
    NEW_NUMBER,
    NEW_OWNER,
    NUMBER,
    OWNER_NOW,
    since,
)
from privacy.phone import Phone
from privacy.store.subjects import CREATE
from privacy.terms import DataCategory
from privacy.writing import Writing


class Raced(CdpError):
    """Another writer made this person a moment ago."""


async def make_person(tx: Transaction, writing: Writing, phone: Phone, ground: Ground) -> None:
    """A new subject who answers `phone` from now on.

    The first known owner of a number is taken to have had it always, until evidence says
    otherwise; whoever follows an owner that ended begins now.

    Raises:
        Raced: another writer was faster; roll back and look again.
    """
    now = writing.ask.at
    made_at = hour_of(now)
    await tx.fetch(CREATE, subject=writing.subject, at=made_at)
    known = await tx.fetch(NUMBER, **ground.numbers.binds(phone))
    identity = known[0]["identity_id"] if known else ground.ids()
    if known:
        if await tx.fetch(OWNER_NOW, **ground.numbers.binds(phone), seen_at=now):
            raise Raced
    else:
        await tx.fetch(
            NEW_NUMBER,
            id=identity,
            has_extension=phone.has_extension,
            country=phone.country,
            region=phone.region,
            line_type=phone.line_type.value,
            carrier_original=phone.carrier_original,
            created_at=made_at,
        )
        claimed = await tx.fetch(
            CLAIM_TOKEN, kind="phone", identity_id=identity, **ground.numbers.binds(phone)
        )
        if not claimed:
            raise Raced
    ownership = ground.ids()
    sealed = writing.seal_row(
        "phone_ownership", ownership, {"e164": (phone.canonical, DataCategory.CONTACT_PHONE)}
    )
    try:
        await tx.fetch(
            NEW_OWNER,
            subject_id=writing.subject,
            id=ownership,
            identity_id=identity,
            during=since(made_at - HOUR) if known else ALWAYS,
            role=role_of(phone).value,
            exclusive=phone.is_exclusive,
            verification=Verification.DECLARED.value,
            verified_at=None,
            state=OwnershipState.ACTIVE.value,
            end_reason=None,
            number_status=NumberStatus.UNKNOWN.value,
            status_checked_at=None,
            last_answered_at=None,
            **sealed,
        )
    except ConstraintViolated:
        raise Raced from None
