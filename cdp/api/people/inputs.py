"""What revealPhone takes."""

from __future__ import annotations

from datetime import datetime
from enum import Enum

import strawberry

from cdp.api.parts import may, must, plain, plain_may
from cdp.api.scalars import PhoneNumber
from cdp.contacts.record import ContactRole
from privacy.terms import DataCategory


@strawberry.input(description="One full number, for a stated reason.")
class RevealPhoneInput:
    """A reveal."""

    profile: strawberry.ID = plain("random id", "Whose number it is.")
    reason: str = plain("a word of the agent's, kept nowhere", "Why the mask does not do.")
    case_ref: str = plain("reference of a task or case", "The task or case, such as TKT-1042.")


@strawberry.enum(description="A kind of record that another system keeps under a key of its own.")
class RecordKind(Enum):
    """What the key names."""

    CALL = "call"
    CASE = "case"
    LEAD = "lead"
    MESSAGE = "message"
    ORDER = "order"


@strawberry.input(description="A record by its key in the system that it came from.")
class ExternalRefInput:
    """A key."""

    source: str = plain("name of a declared source", "The declared source.")
    kind: RecordKind = plain("word of a closed list", "What the record is.")
    key: str = must(DataCategory.ACQUISITION_SOURCE, "Its key there, such as an order's number.")


@strawberry.input(description="Which people. All that is given must hold.")
class ProfileFilter:
    """A filter. Never a name, an address or a note: nothing is decrypted to be searched."""

    number: PhoneNumber | None = may(DataCategory.CONTACT_PHONE, "Who answers this number now.")
    external_ref: ExternalRefInput | None = plain_may(
        "its parts are classified", "Whose record it is."
    )
    source: str | None = may(DataCategory.ACQUISITION_SOURCE, "A declared source that knows them.")
    role: ContactRole | None = may(DataCategory.DERIVED_STAGE, "What they are to us.")
    created_since: datetime | None = may(DataCategory.ACQUISITION_SOURCE, "First seen at or after.")
    created_until: datetime | None = may(DataCategory.ACQUISITION_SOURCE, "First seen before.")


@strawberry.enum(description="In which order people are listed: by when they were first seen.")
class ProfileOrder(Enum):
    """By the listing's name."""

    NEWEST = "profiles"
    OLDEST = "profiles_oldest"
