"""`judge` finds the ground that holds for a person now, or names what is missing."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from privacy.gate import Ruling, Standing, judge, rule
from privacy.policy import default_document, load
from privacy.terms import (
    AgeBand,
    ConsentState,
    DataCategory,
    LegalBasis,
    Purpose,
    ReasonCode,
    Role,
    SubjectState,
)
from privacy.testing.asks import ask, caller

PERSON = UUID("0192f000-0000-7000-8000-000000000002")
POLICY = load(default_document())
MARKETER = caller(Role.MARKETING, client="marketing-console")
OFFICER = caller(Role.PRIVACY_OFFICER, client="privacy-desk")

SERVICE = rule(ask(DataCategory.IDENTITY_NAME), POLICY)
FULFILMENT = rule(ask(purpose=Purpose.ORDER_FULFILMENT), POLICY)
MARKETING = rule(ask(actor=MARKETER, purpose=Purpose.MARKETING_DIRECT_CALL), POLICY)
CLAIM = rule(ask(actor=OFFICER, purpose=Purpose.LEGAL_CLAIM, case_ref="CASE-1"), POLICY)
STEWARDS = rule(
    ask(actor=caller(Role.STEWARD, client="steward-desk"), purpose=Purpose.IDENTITY_RESOLUTION),
    POLICY,
)


def person(
    *,
    state: SubjectState = SubjectState.LIVE,
    contract: bool = False,
    consent: ConsentState = ConsentState.UNKNOWN,
    age_band: AgeBand = AgeBand.UNKNOWN,
    denied_elsewhere: ConsentState | None = None,
) -> Standing:
    return Standing(
        subject=PERSON,
        state=state,
        contract=contract,
        consent=consent,
        age_band=age_band,
        denied_elsewhere=denied_elsewhere,
    )


@pytest.mark.parametrize(
    ("ruling", "standing", "basis", "article"),
    [
        (SERVICE, person(contract=True), LegalBasis.CONTRACT, "PIPL 13(2)"),
        (SERVICE, person(consent=ConsentState.GIVEN), LegalBasis.CONSENT, "PIPL 13(1)"),
        (
            SERVICE,
            person(contract=True, consent=ConsentState.WITHDRAWN),
            LegalBasis.CONTRACT,
            "PIPL 13(2)",
        ),
        (FULFILMENT, person(contract=True), LegalBasis.CONTRACT, "PIPL 13(2)"),
        (MARKETING, person(consent=ConsentState.GIVEN), LegalBasis.CONSENT, "PIPL 13(1)"),
        (STEWARDS, person(contract=True), LegalBasis.CONTRACT, "PIPL 13(2)"),
        (STEWARDS, person(), LegalBasis.LEGAL_DUTY, "PIPL 13(3)"),
        (CLAIM, person(state=SubjectState.RESTRICTED), LegalBasis.LEGAL_DUTY, "PIPL 13(3)"),
        (CLAIM, person(state=SubjectState.ERASING), LegalBasis.LEGAL_DUTY, "PIPL 13(3)"),
        (CLAIM, person(age_band=AgeBand.UNDER_14), LegalBasis.LEGAL_DUTY, "PIPL 13(3)"),
        (
            SERVICE,
            person(contract=True, age_band=AgeBand.ADULT),
            LegalBasis.CONTRACT,
            "PIPL 13(2)",
        ),
        (
            SERVICE,
            person(contract=True, denied_elsewhere=ConsentState.WITHDRAWN),
            LegalBasis.CONTRACT,
            "PIPL 13(2)",
        ),
    ],
    ids=range(12),
)
def test_the_first_ground_that_holds_is_claimed(
    ruling: Ruling, standing: Standing, basis: LegalBasis, article: str
) -> None:
    """With its article; a refused marketing call leaves the contract alone (PIPL 16)."""
    verdict = judge(ruling, standing)
    assert (verdict.allowed, verdict.basis, verdict.reason, verdict.article) == (
        True,
        basis,
        None,
        article,
    )


@pytest.mark.parametrize(
    ("ruling", "standing", "reason", "article"),
    [
        (MARKETING, person(), ReasonCode.CONSENT_MISSING, "PIPL 13(1)"),
        (MARKETING, person(contract=True), ReasonCode.CONSENT_MISSING, "PIPL 13(1)"),
        (MARKETING, person(consent=ConsentState.REFUSED), ReasonCode.CONSENT_REFUSED, "PIPL 14"),
        (
            MARKETING,
            person(consent=ConsentState.WITHDRAWN),
            ReasonCode.CONSENT_WITHDRAWN,
            "PIPL 15",
        ),
        (
            MARKETING,
            person(consent=ConsentState.EXPIRED),
            ReasonCode.CONSENT_EXPIRED,
            "Network Data Regulations 22(4)",
        ),
        (
            MARKETING,
            person(consent=ConsentState.INVALIDATED),
            ReasonCode.CONSENT_INVALIDATED,
            "PIPL 14(2)",
        ),
        (
            MARKETING,
            person(consent=ConsentState.GIVEN, denied_elsewhere=ConsentState.WITHDRAWN),
            ReasonCode.CONSENT_WITHDRAWN,
            "PIPL 15",
        ),
        (
            MARKETING,
            person(denied_elsewhere=ConsentState.REFUSED),
            ReasonCode.CONSENT_REFUSED,
            "PIPL 14",
        ),
        (SERVICE, person(), ReasonCode.CONSENT_MISSING, "PIPL 13(1)"),
        (FULFILMENT, person(), ReasonCode.NO_LAWFUL_BASIS, "PIPL 13"),
        (
            FULFILMENT,
            person(consent=ConsentState.GIVEN),
            ReasonCode.NO_LAWFUL_BASIS,
            "PIPL 13",
        ),
        (
            SERVICE,
            person(contract=True, state=SubjectState.RESTRICTED),
            ReasonCode.SUBJECT_RESTRICTED,
            "PIPL 47(2)",
        ),
        (
            SERVICE,
            person(contract=True, state=SubjectState.ERASING),
            ReasonCode.SUBJECT_ERASED,
            "PIPL 47(1)",
        ),
        (
            SERVICE,
            person(contract=True, age_band=AgeBand.UNDER_14),
            ReasonCode.GUARDIAN_CONSENT_MISSING,
            "PIPL 31",
        ),
        (
            MARKETING,
            person(consent=ConsentState.GIVEN, age_band=AgeBand.FROM_14_TO_17),
            ReasonCode.APPROVAL_REQUIRED,
            "Minors Network Protection Regulations 36",
        ),
    ],
    ids=range(15),
)
def test_what_is_missing_is_named_with_its_article(
    ruling: Ruling, standing: Standing, reason: ReasonCode, article: str
) -> None:
    """The officer reads it in the ledger; the caller is told NOT_AVAILABLE."""
    verdict = judge(ruling, standing)
    assert (verdict.allowed, verdict.basis, verdict.reason, verdict.article) == (
        False,
        None,
        reason,
        article,
    )


@pytest.mark.parametrize(
    "basis",
    sorted(
        set(LegalBasis)
        - {LegalBasis.CONSENT, LegalBasis.CONTRACT, LegalBasis.LEGAL_DUTY, LegalBasis.OTHER_LAW}
    ),
)
def test_a_ground_that_nothing_can_show_does_not_hold(basis: LegalBasis) -> None:
    """Not even for a person who has everything else; the loader refuses such a policy besides."""
    ruling = replace(SERVICE, bases=(basis,))
    everything = person(contract=True, consent=ConsentState.GIVEN)
    assert judge(ruling, everything).allowed is False
