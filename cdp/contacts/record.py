"""A contact is what one source says of a person; the profile chooses among contacts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum, unique
from typing import Final, Self
from zoneinfo import ZoneInfo

from cdp.contacts.organisation import Organisation
from cdp.errors import InvalidField
from cdp.text import NAME_LETTERS, clean
from cdp.vocabulary import Channel

_EMAIL: Final = re.compile(r"[^\s@]{1,64}@[^\s@.]+(\.[^\s@.]+)+")
_EMAIL_LETTERS: Final = 254
"""Longest address that SMTP carries. Source: RFC 5321 4.5.3.1.3."""

_LOCALE: Final = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?", re.ASCII)
_OLDEST: Final = date(1900, 1, 1)
_HERE: Final = ZoneInfo("Asia/Shanghai")
"""Where this deployment's days begin and end."""

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


@unique
class ContactKind(StrEnum):
    """Whether the person stands for herself or acts for a company."""

    INDIVIDUAL = "INDIVIDUAL"
    BUSINESS = "BUSINESS"


@unique
class Gender(StrEnum):
    """As the person says it herself."""

    FEMALE = "FEMALE"
    MALE = "MALE"
    OTHER = "OTHER"
    UNDISCLOSED = "UNDISCLOSED"


@unique
class AddressKind(StrEnum):
    """What an address is for, besides the main one."""

    HOME = "HOME"
    WORK = "WORK"
    DELIVERY = "DELIVERY"
    BILLING = "BILLING"


@unique
class DayPart(StrEnum):
    """When the person likes to be reached."""

    MORNING = "MORNING"
    AFTERNOON = "AFTERNOON"
    EVENING = "EVENING"
    ANY = "ANY"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Birthday:
    """The day of birth. Month and day may be compared, for greetings; the year is sealed."""

    day: date

    @classmethod
    def of(cls, day: date, *, now: datetime) -> Self:
        """A birthday from what was typed.

        Raises:
            InvalidField: it lies in the future, or before 1900.
        """
        if not _OLDEST <= day <= now.astimezone(_HERE).date():
            raise InvalidField("birthday", "Give a past date as YYYY-MM-DD, from 1900 on.")
        return cls(day=day)


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
    given_name: str | None = None
    family_name: str | None = None
    phonetic_name: str | None = None
    email: str | None = None
    address: Address | None = None
    addresses: Mapping[AddressKind, Address] = field(default_factory=dict)
    company: str | None = None
    title: str | None = None
    organisation: Organisation | None = None
    kind: ContactKind | None = None
    role: ContactRole | None = None
    gender: Gender | None = None
    birthday: Birthday | None = None
    locale: str | None = None
    preferred_channel: Channel | None = None
    preferred_time: DayPart | None = None

    @classmethod
    def of(
        cls,
        *,
        name: str | None = None,
        given_name: str | None = None,
        family_name: str | None = None,
        phonetic_name: str | None = None,
        email: str | None = None,
        address: Address | None = None,
        addresses: Mapping[AddressKind, Address] | None = None,
        company: str | None = None,
        title: str | None = None,
        organisation: Organisation | None = None,
        kind: ContactKind | None = None,
        role: ContactRole | None = None,
        gender: Gender | None = None,
        birthday: Birthday | None = None,
        locale: str | None = None,
        preferred_channel: Channel | None = None,
        preferred_time: DayPart | None = None,
    ) -> Self:
        """A contact from what was typed; the name is made of its parts where it is left out.

        Raises:
            InvalidField: a field is too long, unprintable or not of its form.
        """
        given = clean(given_name, field="givenName", at_most=NAME_LETTERS)
        family = clean(family_name, field="familyName", at_most=NAME_LETTERS)
        whole = clean(name, field="name", at_most=NAME_LETTERS)
        return cls(
            name=whole or _whole(given, family),
            given_name=given,
            family_name=family,
            phonetic_name=clean(phonetic_name, field="phoneticName", at_most=NAME_LETTERS),
            email=_email(email),
            address=address,
            addresses=dict(addresses or {}),
            company=clean(company, field="company", at_most=NAME_LETTERS),
            title=clean(title, field="title", at_most=NAME_LETTERS),
            organisation=organisation,
            kind=kind,
            role=role,
            gender=gender,
            birthday=birthday,
            locale=_locale(locale),
            preferred_channel=preferred_channel,
            preferred_time=preferred_time,
        )


def _whole(given: str | None, family: str | None) -> str | None:
    """A name of its parts, in the order and with the gap of their script; None of none."""
    if given is None or family is None:
        return given or family
    if any(unicodedata.name(letter, "").startswith("CJK") for letter in family):
        return clean(f"{family}{given}", field="name", at_most=NAME_LETTERS)
    return clean(f"{given} {family}", field="name", at_most=NAME_LETTERS)


def _locale(text: str | None) -> str | None:
    """A language tag, as BCP 47 spells it; `zh_CN` is read as `zh-CN`."""
    tag = clean(text, field="locale", at_most=NAME_LETTERS)
    if tag is None:
        return None
    tag = tag.replace("_", "-")
    if not _LOCALE.fullmatch(tag):
        raise InvalidField("locale", "Give a language tag such as zh-CN or en.")
    return tag


def _email(text: str | None) -> str | None:
    email = clean(text, field="email", at_most=_EMAIL_LETTERS)
    if email is None:
        return None
    if not _EMAIL.fullmatch(email):
        raise InvalidField("email", "Give one address of the form name@example.com.")
    return email
