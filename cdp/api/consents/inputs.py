"""What the acts on consent take."""

from __future__ import annotations

from datetime import datetime

import strawberry

from cdp.api.parts import may, must, plain_may
from cdp.api.scalars import PhoneNumber
from privacy.terms import ConsentKind, ConsentMethod, DataCategory, Purpose


@strawberry.input(description="What a person said about one question of consent.")
class RecordConsentInput:
    """A statement, given or refused."""

    purpose: Purpose = must(DataCategory.CONSENT_RECORD, "The purpose that she was asked about.")
    given: bool = must(DataCategory.CONSENT_RECORD, "True: given. False: refused.")
    method: ConsentMethod = must(DataCategory.CONSENT_RECORD, "Where it was taken.")
    number: PhoneNumber | None = may(DataCategory.CONTACT_PHONE, "Her number, in any usual form.")
    profile: strawberry.ID | None = plain_may("random id", "Her profile.")
    kind: ConsentKind | None = may(DataCategory.CONSENT_RECORD, "GENERAL unless said otherwise.")
    language: str | None = may(
        DataCategory.CONSENT_RECORD, "Language of the notice that she was read: zh or en."
    )
    said_at: datetime | None = may(DataCategory.CONSENT_RECORD, "When she said it; else now.")
    evidence: str | None = may(
        DataCategory.CONSENT_RECORD, "Where the proof lies, such as a recording's reference."
    )


@strawberry.input(description="A consent is taken back. It binds on the next read.")
class WithdrawConsentInput:
    """A withdrawal, as easy as giving. Source: PIPL 15."""

    purpose: Purpose = must(DataCategory.CONSENT_RECORD, "The purpose that she withdraws from.")
    method: ConsentMethod = must(DataCategory.CONSENT_RECORD, "Where it was said.")
    number: PhoneNumber | None = may(DataCategory.CONTACT_PHONE, "Her number, in any usual form.")
    profile: strawberry.ID | None = plain_may("random id", "Her profile.")
    said_at: datetime | None = may(DataCategory.CONSENT_RECORD, "When she said it; else now.")
