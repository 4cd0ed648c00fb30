"""The default policy says what privacy.md 2.2 says: every row, every column, and nothing else."""

from __future__ import annotations

from typing import Final

import pytest

from privacy.notice import LANGUAGES, shipped
from privacy.policy import Policy, Shown, default_document, load
from privacy.terms import DataCategory, Effect, LegalBasis, Purpose, ReasonCode, Role

REACH: Final = "identity.name=F contact.phone=M contact.email=M contact.im_handle=M"
OWN_CALLS: Final = "contact.call_outcome=O contact.call_record=O freetext.call=O freetext.form=O"
CALLS_AND_CASES: Final = (
    "contact.call_outcome=F contact.call_record=F freetext.call=F service.case=F service.feedback=F"
)
TRAITS: Final = (
    "behaviour.visit=F behaviour.campaign_touch=F derived.stage=F derived.score=F"
    " derived.segment=F derived.tag=F derived.attribution=F"
)
MONEY: Final = "commercial.order=F commercial.payment=F commercial.invoice=F"
LEGAL: Final = (
    "identity.name=F contact.phone=M contact.email=F contact.im_handle=F contact.address=F"
    f" {MONEY} {CALLS_AND_CASES} rights.case=F"
)

TABLE: Final = {
    "lead.contact_requested": f"{REACH} {OWN_CALLS} acquisition.source=F",
    "sales.follow_up": f"{REACH} contact.address=M commercial.order=F {OWN_CALLS}"
    " derived.stage=F derived.score=F demographic.basic=M demographic.birthdate=M",
    "order.fulfilment": f"{REACH} contact.address=F {MONEY}",
    "service.support": f"{REACH} contact.address=M commercial.order=F {CALLS_AND_CASES}"
    " contact.call_content=S derived.stage=F",
    "marketing.direct.call": f"{REACH} derived.segment=F",
    "marketing.direct.sms": f"{REACH} derived.segment=F",
    "marketing.direct.email": f"{REACH} derived.segment=F",
    "marketing.direct.im": f"{REACH} derived.segment=F",
    "marketing.personalised": f"contact.address=M {TRAITS}",
    "analytics.attribution": "commercial.order=F contact.call_outcome=F"
    " behaviour.campaign_touch=F derived.attribution=F",
    "profiling.scoring": f"commercial.order=F contact.call_outcome=F {TRAITS}",
    "identity.resolution": f"{REACH} contact.address=F demographic.basic=F"
    " demographic.birthdate=F acquisition.source=F contact.call_record=O",
    "data_quality.maintenance": f"{REACH} contact.address=F acquisition.source=F",
    "rights.fulfilment": f"{LEGAL} {TRAITS} contact.call_content=F freetext.form=F"
    " demographic.basic=F demographic.birthdate=F acquisition.source=F",
    "legal.retention": LEGAL,
    "legal.claim": LEGAL,
    "security.fraud_prevention": "commercial.order=F contact.call_outcome=F",
    "compliance.audit": "",
}
"""F full, M masked, O full in the caller's own rows, S full after step-up."""

GROUNDS: Final = {
    "lead.contact_requested": "consent contract",
    "sales.follow_up": "consent",
    "order.fulfilment": "contract",
    "service.support": "contract consent",
    "marketing.direct.call": "consent",
    "marketing.direct.sms": "consent",
    "marketing.direct.email": "consent",
    "marketing.direct.im": "consent",
    "marketing.personalised": "consent",
    "analytics.attribution": "consent contract",
    "profiling.scoring": "consent",
    "identity.resolution": "contract legal_duty",
    "data_quality.maintenance": "contract legal_duty",
    "rights.fulfilment": "legal_duty",
    "legal.retention": "legal_duty other_law",
    "legal.claim": "legal_duty other_law",
    "security.fraud_prevention": "legal_duty",
    "compliance.audit": "legal_duty",
}

ROLES: Final = {
    "lead.contact_requested": "sales frontend_agent",
    "sales.follow_up": "sales",
    "order.fulfilment": "sales service integration",
    "service.support": "service frontend_agent",
    "marketing.direct.call": "marketing integration",
    "marketing.direct.sms": "marketing integration",
    "marketing.direct.email": "marketing integration",
    "marketing.direct.im": "marketing integration",
    "marketing.personalised": "marketing",
    "analytics.attribution": "marketing analyst",
    "profiling.scoring": "job",
    "identity.resolution": "steward",
    "data_quality.maintenance": "steward",
    "rights.fulfilment": "privacy_operator",
    "legal.retention": "privacy_officer",
    "legal.claim": "privacy_officer",
    "security.fraud_prevention": "privacy_officer",
    "compliance.audit": "auditor privacy_officer",
}

REVEALING: Final = {
    "lead.contact_requested",
    "sales.follow_up",
    "order.fulfilment",
    "service.support",
    "rights.fulfilment",
    "legal.retention",
    "legal.claim",
}

EXEMPT: Final = {
    "legal.retention",
    "legal.claim",
    "security.fraud_prevention",
    "rights.fulfilment",
    "compliance.audit",
}

MASK_OF: Final = {
    "contact.phone": "phone_cn_3_4",
    "contact.email": "email_first",
    "contact.im_handle": "email_first",
    "contact.address": "address_city",
    "demographic.basic": "date_year",
    "demographic.birthdate": "date_year",
}

BESIDES: Final = {
    "lead.contact_requested": "derived.stage demographic.basic contact.call_content service.case",
    "sales.follow_up": "contact.call_content service.case",
    "order.fulfilment": "contact.call_record",
    "service.support": "demographic.basic demographic.birthdate rights.case",
    "marketing.direct.sms": "contact.call_record",
    "marketing.direct.email": "contact.call_record",
    "marketing.direct.im": "contact.call_record",
    "data_quality.maintenance": "demographic.basic demographic.birthdate",
}
"""What a purpose writes and does not show."""

OTHERS: Final = ("rights.fulfilment", "data_quality.maintenance", "identity.resolution")
"""Purposes with a row for somebody who sees less."""


@pytest.fixture(scope="module")
def policy() -> Policy:
    return load(default_document())


def expected(cell: str) -> tuple[DataCategory, Shown]:
    category, letter = cell.split("=")
    entry = {
        "F": Shown(effect=Effect.ALLOW),
        "O": Shown(effect=Effect.ALLOW, own_rows=True),
        "S": Shown(effect=Effect.ALLOW, after_step_up=True),
        "M": Shown(effect=Effect.MASK, mask=MASK_OF.get(category, "")),
    }
    return DataCategory(category), entry[letter]


def test_the_purposes_are_those_of_the_table(policy: Policy) -> None:
    """What needs aggregates, recipients or transfer mechanisms is left out."""
    assert {purpose.value for purpose in policy.purposes} == set(TABLE)


@pytest.mark.parametrize("purpose", TABLE)
def test_a_purpose_shows_its_columns_and_nothing_else(purpose: str, policy: Policy) -> None:
    """Cell by cell, consent records besides: every role of a row sees those."""
    row, *others = policy.purposes[Purpose(purpose)].rows
    assert len(others) == (1 if purpose in OTHERS else 0)
    shown = dict(expected(cell) for cell in TABLE[purpose].split())
    shown[DataCategory.CONSENT_RECORD] = Shown(effect=Effect.ALLOW)
    assert dict(row.show) == shown


def test_what_leaves_for_a_processor_is_the_number_by_one_row_of_the_service(
    policy: Policy,
) -> None:
    """The job that asks an operator sees nothing but masks, and nobody else hands anything over."""
    entrusting = [
        (rule.purpose, row) for rule in policy.purposes.values() for row in rule.rows if row.entrust
    ]
    [(purpose, row)] = entrusting
    assert purpose is Purpose.DATA_QUALITY_MAINTENANCE
    assert row.roles == {Role.JOB}
    assert row.entrust == {DataCategory.CONTACT_PHONE}
    assert {shown.effect for shown in row.show.values()} == {Effect.MASK}


def test_who_approves_a_plan_sees_the_case_and_nobodys_data(policy: Policy) -> None:
    """A second person, whose row shows nothing else, and reveals nothing."""
    row = policy.purposes[Purpose.RIGHTS_FULFILMENT].rows[1]
    assert row.roles == {Role.APPROVER}
    assert not row.reveal
    assert dict(row.show) == {DataCategory.RIGHTS_CASE: Shown(effect=Effect.ALLOW)}


def test_what_makes_tokens_opens_what_they_are_made_of_and_nothing_else(policy: Policy) -> None:
    """The service itself: an address whole, which it shows to nobody, and no number."""
    row = policy.purposes[Purpose.IDENTITY_RESOLUTION].rows[1]
    assert row.roles == {Role.JOB}
    assert not row.reveal
    cells = "identity.name=F contact.email=F contact.address=F demographic.birthdate=F"
    shown = dict(expected(cell) for cell in f"{cells} contact.call_record=O".split())
    shown[DataCategory.CONSENT_RECORD] = Shown(effect=Effect.ALLOW)
    assert dict(row.show) == shown


@pytest.mark.parametrize("purpose", TABLE)
def test_a_purpose_has_its_roles_and_its_grounds(purpose: str, policy: Policy) -> None:
    """The grounds in the order in which they are claimed."""
    rule = policy.purposes[Purpose(purpose)]
    assert rule.bases == tuple(LegalBasis(word) for word in GROUNDS[purpose].split())
    assert rule.rows[0].roles == {Role(word) for word in ROLES[purpose].split()}


def test_numbers_are_revealed_where_the_table_says_so(policy: Policy) -> None:
    """And nothing but numbers is; stewards' reveal by two people comes with approvals."""
    revealing = {
        purpose.value: rule.rows[0].reveal
        for purpose, rule in policy.purposes.items()
        if rule.rows[0].reveal
    }
    assert revealing == dict.fromkeys(REVEALING, frozenset({DataCategory.CONTACT_PHONE}))


def test_exempt_purposes_are_the_five_of_the_law(policy: Policy) -> None:
    """They alone see restricted persons."""
    assert {purpose.value for purpose, rule in policy.purposes.items() if rule.exempt} == EXEMPT


def test_the_law_needs_a_case_where_the_page_says_so(policy: Policy) -> None:
    """Four purposes that stand on a duty need none."""
    with_case = {purpose.value for purpose, rule in policy.purposes.items() if rule.case_reference}
    assert with_case == {"legal.retention", "legal.claim", "security.fraud_prevention"}


def test_three_purposes_see_the_consents_of_all(policy: Policy) -> None:
    """The person's request, the audit, and whoever takes records of people together."""
    every = {purpose.value for purpose, rule in policy.purposes.items() if rule.every_consent}
    assert every == {"rights.fulfilment", "compliance.audit", "identity.resolution"}


def test_the_ledger_is_read_for_audit_alone(policy: Policy) -> None:
    """By the roles of that row."""
    readers = {
        purpose.value for purpose, rule in policy.purposes.items() if rule.rows[0].reads_ledger
    }
    assert readers == {"compliance.audit"}


def test_every_purpose_on_consent_has_one_question(policy: Policy) -> None:
    """A cell of its own, with a bit of its own."""
    asked = {cell.purpose for cell in policy.cells}
    on_consent = {p for p, rule in policy.purposes.items() if LegalBasis.CONSENT in rule.bases}
    assert asked == on_consent
    assert sorted(cell.bit for cell in policy.cells) == list(range(len(on_consent)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_notice_tells_of_every_purpose_and_kind(language: str, policy: Policy) -> None:
    """What appears in an access log was announced before: PIPL 5 to 7, 17."""
    notice = shipped(policy.notice, language)
    assert notice is not None
    assert set(notice.purposes) == set(policy.purposes)
    rows = [row for rule in policy.purposes.values() for row in rule.rows]
    assert set(notice.kinds) == {category for row in rows for category in row.show}
    assert {cell.notice for cell in policy.cells} == {policy.notice}


def test_what_every_record_says_of_itself_may_be_written_by_all(policy: Policy) -> None:
    """Where it comes from, who wrote it, and what the person said about consent."""
    marks = {
        DataCategory.ACQUISITION_SOURCE,
        DataCategory.STAFF_ACTIVITY,
        DataCategory.CONSENT_RECORD,
    }
    assert all(marks <= row.writes for rule in policy.purposes.values() for row in rule.rows)


@pytest.mark.parametrize("purpose", TABLE)
def test_a_purpose_writes_what_it_shows_and_little_besides(purpose: str, policy: Policy) -> None:
    """Each exception stands here and in the document, with its reason."""
    row = policy.purposes[Purpose(purpose)].rows[0]
    always = {
        DataCategory.ACQUISITION_SOURCE,
        DataCategory.STAFF_ACTIVITY,
        DataCategory.CONSENT_RECORD,
    }
    besides = {word.value for word in row.writes - set(row.show) - always}
    assert besides == set(BESIDES.get(purpose, "").split())


@pytest.mark.parametrize(
    ("reason", "article"),
    [
        (ReasonCode.CONSENT_MISSING, "PIPL 13(1)"),
        (ReasonCode.CONSENT_WITHDRAWN, "PIPL 15"),
        (ReasonCode.NO_PURPOSE, "PIPL 6"),
        (ReasonCode.SUBJECT_RESTRICTED, "PIPL 47(2)"),
        (ReasonCode.GUARDIAN_CONSENT_MISSING, "PIPL 31"),
        (ReasonCode.CONFLICT, None),
    ],
)
def test_a_reason_stands_on_its_article(
    reason: ReasonCode, article: str | None, policy: Policy
) -> None:
    """Reasons that no law gives have none."""
    assert policy.article(reason) == article


@pytest.mark.parametrize(
    ("client", "roles"),
    [
        ("crm-web", "frontend_agent service sales"),
        ("marketing-console", "marketing"),
        ("order-system", "integration"),
        ("privacy-desk", "privacy_operator privacy_officer approver"),
        ("audit-desk", "auditor"),
        ("steward-desk", "steward"),
        ("cdp-jobs", "job"),
    ],
)
def test_a_client_carries_its_roles(client: str, roles: str, policy: Policy) -> None:
    """And its country, which is this one."""
    registered = policy.client(client)
    assert registered is not None
    assert registered.roles == {Role(word) for word in roles.split()}
    assert registered.country == "CN"


def test_an_unregistered_client_is_none(policy: Policy) -> None:
    """Nothing is made up for it."""
    assert policy.client("CRM-WEB") is None


def test_the_policy_prints_its_version_alone(policy: Policy) -> None:
    """In a log line nobody needs the document."""
    assert repr(policy) == f"<Policy {policy.hash[:12]}>"


def test_a_bit_finds_its_cell(policy: Policy) -> None:
    """And a free bit none."""
    assert policy.cell_of_bit(1) == policy.cell(Purpose.SALES_FOLLOW_UP)
    assert policy.cell_of_bit(127) is None
