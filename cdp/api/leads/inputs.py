"""What the acts on leads take."""

from __future__ import annotations

import strawberry

from cdp.api.parts import may, must, plain
from cdp.api.scalars import PhoneNumber
from privacy.terms import DataCategory


@strawberry.input(description="A person who asked to be contacted.")
class CaptureLeadInput:
    """A lead, as far as a contact with its source goes."""

    number: PhoneNumber = must(DataCategory.CONTACT_PHONE, "The number, in any usual form.")
    source: str = plain("name of a declared source", "Where it comes from: a declared source.")
    name: str | None = may(DataCategory.IDENTITY_NAME, "The name.")
    email: str | None = may(DataCategory.CONTACT_EMAIL, "The e-mail address.")
    company: str | None = may(DataCategory.IDENTITY_NAME, "The company that she acts for.")
