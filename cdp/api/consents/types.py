"""Consents on the surface: where each question of the policy stands for one person."""

from __future__ import annotations

from datetime import datetime

import strawberry

from cdp.api.consents.asked import AskedOfConsent
from cdp.api.field import shown
from cdp.profile.person import ConsentFacts
from privacy.terms import ConsentState as ConsentStatus
from privacy.terms import DataCategory

_RECORD = DataCategory.CONSENT_RECORD


@strawberry.type(description="Where one question of consent stands.")
class ConsentState(AskedOfConsent):
    """One cell."""

    facts: strawberry.Private[ConsentFacts]

    status: ConsentStatus | None = shown(
        ConsentFacts.state, "Where it stands, expiry applied.", at="facts"
    )
    since: datetime | None = shown(ConsentFacts.since, "Since when.", at="facts")
    valid_until: datetime | None = shown(
        ConsentFacts.valid_until, "Until when, where it was given.", at="facts"
    )
