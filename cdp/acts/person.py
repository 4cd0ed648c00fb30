"""Make a person: a subject, and the ownership of the number that she was first met under."""

from __future__ import annotations

from cdp.acts.coarse import HOUR, hour_of
from cdp.acts.ground import Ground
from cdp.database.writer import Transaction
from cdp.errors import CdpError, ConstraintViolated
from cdp.identity.newcomer import NEWCOMER
from cdp.identity.record import NumberStatus, OwnershipState, Verification, role_of
from cdp.identity.store import ALWAYS, PHONE_KIND, since
from privacy.phone import Phone
from privacy.terms import DataCategory
from privacy.writing import Writing


class Raced(CdpError):
    """Another writer made this person a moment ago."""


async def make_person(tx: Transaction, writing: Writing, phone: Phone, ground: Ground) -> None:
    """A new subject who answers `phone` from now on.

    The first known owner of a number is taken to have had it always, until evidence says
    otherwise; whoever follows an owner that ended begins now. Whoever is withheld is no owner.

    Raises:
        Raced: another writer was faster; roll back and look again.
    """
    try:
        [made] = await tx.fetch(
            NEWCOMER,
            **_ownership(writing, phone, ground),
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
    except ConstraintViolated:
        raise Raced from None
    if not made["claimed"]:
        raise Raced


def _ownership(writing: Writing, phone: Phone, ground: Ground) -> dict[str, object]:
    """The columns of an ownership, and when it begins where it follows another's."""
    row = ground.ids()
    sealed = writing.seal_row(
        "phone_ownership", row, {"e164": (phone.canonical, DataCategory.CONTACT_PHONE)}
    )
    return {
        "id": row,
        "during": ALWAYS,
        "during_after": since(hour_of(writing.ask.at) - HOUR),
        "role": role_of(phone).value,
        "exclusive": phone.is_exclusive,
        "verification": Verification.DECLARED.value,
        "verified_at": None,
        "state": OwnershipState.ACTIVE.value,
        "end_reason": None,
        "number_status": NumberStatus.UNKNOWN.value,
        "status_checked_at": None,
        "last_answered_at": None,
        **sealed,
    }
