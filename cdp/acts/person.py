"""Make a person: a subject, and the ownership of the number that she was first met under."""

from __future__ import annotations

from datetime import datetime

from cdp.acts.coarse import hour_of
from cdp.acts.ground import Ground
from cdp.database.writer import Transaction
from cdp.errors import CdpError, ConstraintViolated
from cdp.identity.newcomer import NEWCOMER
from cdp.identity.record import NumberStatus, OwnershipState, Verification, role_of
from cdp.identity.store import PHONE_KIND
from privacy.phone import Phone
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
    Whoever is withheld is no owner.

    Raises:
        Raced: another writer was faster; roll back and look again.
    """
    row = ground.ids()
    sealed = writing.seal_row(
        "phone_ownership", row, {"e164": (phone.canonical, DataCategory.CONTACT_PHONE)}
    )
    try:
        [made] = await tx.fetch(
            NEWCOMER,
            subject_id=writing.subject,
            identity_id=ground.ids(),
            kind=PHONE_KIND,
            has_extension=phone.has_extension,
            country=phone.country,
            region=phone.region,
            line_type=phone.line_type.value,
            carrier_original=phone.carrier_original,
            created_at=hour_of(writing.ask.at),
            seen_at=at or writing.ask.at,
            id=row,
            role=role_of(phone).value,
            exclusive=phone.is_exclusive,
            verification=Verification.DECLARED.value,
            verified_at=None,
            number_status=NumberStatus.UNKNOWN.value,
            status_checked_at=None,
            last_answered_at=None,
            asked_at=None,
            **sealed,
            **ground.numbers.binds(phone),
        )
    except ConstraintViolated:
        raise Raced from None
    if not made["claimed"]:
        raise Raced
    writing.came_by = row
    writing.is_past = made["ownership_state"] != OwnershipState.ACTIVE.value
