"""From what was typed into an input to what an act works with."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

import strawberry

from cdp.acts.whom import About
from cdp.api.ids import Ids
from cdp.api.scalars import PhoneNumber
from cdp.errors import InvalidField
from cdp.identity.number import number_of
from cdp.text import NAME_LETTERS, clean

_MINOR_DIGITS: Final = 16

BEGINNING: Final = datetime(1900, 1, 1, tzinfo=UTC)
END: Final = datetime(2200, 1, 1, tzinfo=UTC)
"""Times beyond these are typing errors, and no database of ours need hold them."""


def about(
    ids: Ids,
    number: PhoneNumber | None,
    profile: strawberry.ID | None,
    *,
    country: str = "CN",
    rows: Iterable[str | None] = (),
) -> About:
    """Whom it is about: by number or by profile, and not by both. Raises InvalidField.

    `rows` are the ids of facts that it names: of somebody merged they say which subject.
    """
    if (number is None) == (profile is None):
        raise InvalidField("number", "Give either the number or the profile.")
    if profile is not None:
        return About(subject=ids.profile(profile), makes=False, row_of=ids.whose(*rows))
    typed = "" if number is None else number.typed()
    phone = number_of(typed, field="number", default_country=country)
    return About(phone=phone, row_of=ids.whose(*rows))


def evidence(text: str | None) -> str | None:
    """Where a proof lies. Raises InvalidField."""
    return clean(text, field="evidence", at_most=NAME_LETTERS)


def minor(text: str, *, field: str) -> int:
    """An amount in minor units: beyond 32 bits, hence text. Raises InvalidField."""
    if not (text.isascii() and text.isdigit() and len(text) <= _MINOR_DIGITS):
        raise InvalidField(field, "Give minor units (fen) as a decimal string, zero or more.")
    return int(text)


def utc_or_none(at: datetime | None, *, field: str) -> datetime | None:
    """`at` in UTC, where one was given. Raises InvalidField where it bears no offset."""
    return None if at is None else utc(at, field=field)


def utc(at: datetime, *, field: str) -> datetime:
    """`at` in UTC. Raises InvalidField where it bears no offset."""
    if at.utcoffset() is None:
        raise InvalidField(field, "Give the time with its offset, such as 2026-11-22T10:00:00Z.")
    try:
        moment = at.astimezone(UTC)
    except OverflowError:
        moment = BEGINNING
    if not BEGINNING < moment < END:
        raise InvalidField(field, "Give a time between the years 1900 and 2200.")
    return moment
