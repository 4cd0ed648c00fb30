"""A contact is what one source says of a person; the profile chooses among contacts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum, unique
from typing import Final, Self

from cdp.errors import InvalidField
from cdp.text import NAME_LETTERS, clean

_EMAIL: Final = re.compile(r"[^\s@]{1,64}@[^\s@.]+(\.[^\s@.]+)+")
_EMAIL_LETTERS: Final = 254
"""Longest address that SMTP carries. Source: RFC 5321 4.5.3.1.3."""

SEPARATOR: Final = "\x1f"
"""Between the parts of a stored address: the mask `address_city` cuts there."""


@unique
class ContactRole(StrEnum):
    """What the person is to us; suppliers, employees, bots and tests are never leads."""

    PROSPECT = "PROSPECT"
    CUSTOMER = "CUSTOMER"
    MEMBER = "MEMBER"
    SUPPLIER = "SUPPLIER"
    EMPLOYEE = "EMPLOYEE"
    PARTNER = "PARTNER"
    BOT = "BOT"
    TEST = "TEST"


NEVER_LEADS: Final = frozenset(
    {ContactRole.SUPPLIER, ContactRole.EMPLOYEE, ContactRole.BOT, ContactRole.TEST}
)
"""A contact is no lead: whoever has one of these roles for any source is never nurtured."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Address:
    """Province, city and the rest, kept apart so that the city alone can be shown."""

    province: str
    city: str
    street: str

    @classmethod
    def of(cls, province: str | None, city: str | None, street: str | None, field: str) -> Self:
        """An address from what was typed.

        Raises:
            InvalidField: a part is too long or unprintable.
        """
        parts = {"province": province, "city": city, "street": street}
        return cls(
            **{
                name: clean(part, field=f"{field}.{name}", at_most=NAME_LETTERS) or ""
                for name, part in parts.items()
            }
        )

    def stored(self) -> str:
        """The text that is sealed."""
        return SEPARATOR.join((self.province, self.city, self.street))


def address_line(stored: str) -> str:
    """A stored address, whole or masked, as one reads it aloud."""
    return "".join(stored.split(SEPARATOR))


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Contact:
    """The fields that a source gives; None means that it says nothing of that field."""

    name: str | None = None
    email: str | None = None
    address: Address | None = None
    company: str | None = None
    role: ContactRole | None = None

    @classmethod
    def of(
        cls,
        *,
        name: str | None = None,
        email: str | None = None,
        address: Address | None = None,
        company: str | None = None,
        role: ContactRole | None = None,
    ) -> Self:
        """A contact from what was typed.

        Raises:
            InvalidField: a field is too long, unprintable or not of its form.
        """
        return cls(
            name=clean(name, field="name", at_most=NAME_LETTERS),
            email=_email(email),
            address=address,
            company=clean(company, field="company", at_most=NAME_LETTERS),
            role=role,
        )


def _email(text: str | None) -> str | None:
    email = clean(text, field="email", at_most=_EMAIL_LETTERS)
    if email is None:
        return None
    if not _EMAIL.fullmatch(email):
        raise InvalidField("email", "Give one address of the form name@example.com.")
    return email
