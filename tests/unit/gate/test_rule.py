"""`rule` refuses whatever is not written down for this caller, and says which rule it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from privacy.errors import Refusal
from privacy.gate import NO_CELL, Ask, Ruling, rule
from privacy.policy import Policy, default_document, load
from privacy.terms import (
    Action,
    Actor,
    DataCategory,
    Effect,
    LegalBasis,
    Purpose,
    ReasonCode,
    Role,
)
from privacy.testing.asks import NOW, ask, caller

NAME = DataCategory.IDENTITY_NAME
PHONE = DataCategory.CONTACT_PHONE
CALL = DataCategory.CONTACT_CALL_RECORD
RECORDING = DataCategory.CONTACT_CALL_CONTENT
CONSENT = DataCategory.CONSENT_RECORD
STAFF = DataCategory.STAFF_ACTIVITY
CASE = DataCategory.RIGHTS_CASE
OFFICER = caller(Role.PRIVACY_OFFICER, client="privacy-desk")


def restricting(*writes: DataCategory) -> Ask:
    """Somebody's data are stopped by an operator."""
    return ask(
        actor=caller(Role.PRIVACY_OPERATOR, client="privacy-desk"),
        purpose=Purpose.RIGHTS_FULFILMENT,
        action=Action.WRITE,
        writes=writes,
        narrows=True,
    )


@pytest.fixture(scope="module")
def policy() -> Policy:
    return load(default_document())


def refusal(asked: Ask, policy: Policy) -> tuple[ReasonCode, str | None]:
    with pytest.raises(Refusal) as caught:
        rule(asked, policy)
    return caught.value.reason, caught.value.article


def effects(ruling: Ruling) -> dict[DataCategory, Effect]:
    return {category: view.effect for category, view in ruling.views.items()}


def test_an_agent_sees_what_the_row_shows(policy: Policy) -> None:
    """Full, masked and denied, each category as the table says."""
    ruling = rule(ask(NAME, PHONE, CALL, DataCategory.DERIVED_SCORE), policy)
    assert effects(ruling) == {
        NAME: Effect.ALLOW,
        PHONE: Effect.MASK,
        CALL: Effect.ALLOW,
        DataCategory.DERIVED_SCORE: Effect.DENY,
    }
    assert ruling.views[PHONE].render("+8613800138000") == "138****8000"
    assert ruling.views[PHONE].mask_name == "phone_cn_3_4"
    assert ruling.policy_hash == policy.hash


def test_what_is_less_than_whole_says_why(policy: Policy) -> None:
    """Every mask and denial carries a reason and its article."""
    ruling = rule(ask(*DataCategory), policy)
    lessened = [view for view in ruling.views.values() if view.effect is not Effect.ALLOW]
    assert {(view.reason, view.article) for view in lessened} == {
        (ReasonCode.PURPOSE_CATEGORY_MISMATCH, "PIPL 6"),
        (ReasonCode.STEP_UP_REQUIRED, "PIPL 51"),
    }


def test_sales_sees_calls_of_its_own_alone(policy: Policy) -> None:
    """The view says so, and the statement limits the rows."""
    asked = ask(CALL, NAME, actor=caller(Role.SALES), purpose=Purpose.SALES_FOLLOW_UP)
    views = rule(asked, policy).views
    assert (views[CALL].effect, views[CALL].own_rows) == (Effect.ALLOW, True)
    assert views[NAME].own_rows is False


def test_the_grounds_are_claimed_in_the_order_of_the_policy(policy: Policy) -> None:
    """Contract before consent for service; the cell is that of the purpose."""
    ruling = rule(ask(NAME), policy)
    assert ruling.bases == (LegalBasis.CONTRACT, LegalBasis.CONSENT)
    assert (ruling.by_contract, ruling.by_consent, ruling.by_law) == (True, True, False)
    assert ruling.cell == 2


def test_a_purpose_without_consent_has_no_cell(policy: Policy) -> None:
    """Fulfilment stands on the contract alone."""
    ruling = rule(ask(NAME, purpose=Purpose.ORDER_FULFILMENT), policy)
    assert (ruling.cell, ruling.by_consent) == (NO_CELL, False)


@pytest.mark.parametrize(
    ("asked", "reason", "article"),
    [
        (ask(NAME, purpose=None), ReasonCode.NO_PURPOSE, "PIPL 6"),
        (ask(NAME, actor=caller(client="gone")), ReasonCode.CLIENT_ENDED, "PIPL 21"),
        (ask(NAME, actor=caller(client="")), ReasonCode.CLIENT_ENDED, "PIPL 21"),
        (
            ask(NAME, actor=caller(purposes=[Purpose.ORDER_FULFILMENT])),
            ReasonCode.PURPOSE_NOT_IN_CEILING,
            "PIPL 6",
        ),
        (
            ask(NAME, purpose=Purpose.MARKETING_DIRECT_CALL),
            ReasonCode.PURPOSE_NOT_IN_CEILING,
            "PIPL 6",
        ),
        (
            ask(NAME, purpose=Purpose.STAFF_PERFORMANCE),
            ReasonCode.PURPOSE_NOT_IN_CEILING,
            "PIPL 6",
        ),
        (ask(NAME, actor=caller(Role.SALES)), ReasonCode.ROLE_FORBIDDEN, "PIPL 51"),
        (ask(NAME, actor=caller(Role.ADMIN)), ReasonCode.ROLE_FORBIDDEN, "PIPL 51"),
        (
            ask(NAME, actor=caller(Role.INTEGRATION), purpose=Purpose.ORDER_FULFILMENT),
            ReasonCode.ROLE_FORBIDDEN,
            "PIPL 51",
        ),
        (ask(NAME, action=Action.AUDIT), ReasonCode.ROLE_FORBIDDEN, "PIPL 51"),
    ],
    ids=range(10),
)
def test_a_missing_element_is_refused_by_name(
    asked: Ask, reason: ReasonCode, article: str, policy: Policy
) -> None:
    """Purpose, client, token, registration, policy, role, and a role that its client lacks."""
    assert refusal(asked, policy) == (reason, article)


def test_a_token_without_roles_is_refused(policy: Policy) -> None:
    """Nobody in particular is nobody."""
    nobody = caller(Role.KEY_CUSTODIAN)
    assert refusal(ask(NAME, actor=nobody), policy)[0] is ReasonCode.ROLE_FORBIDDEN


def test_roles_that_exclude_each_other_open_nothing(policy: Policy) -> None:
    """Not even what one of them could see alone."""
    auditor = caller(Role.AUDITOR, client="audit-desk")
    both = caller(Role.AUDITOR, Role.ADMIN, client="audit-desk")
    asked = ask(CONSENT, actor=auditor, purpose=Purpose.COMPLIANCE_AUDIT)
    assert effects(rule(asked, policy)) == {CONSENT: Effect.ALLOW}
    asked = ask(CONSENT, actor=both, purpose=Purpose.COMPLIANCE_AUDIT)
    assert refusal(asked, policy)[0] is ReasonCode.ROLE_FORBIDDEN


@pytest.mark.parametrize(
    ("at", "is_alive"),
    [
        (datetime(2028, 12, 31, 15, 59, 59, 999_999, tzinfo=UTC), True),
        (datetime(2028, 12, 31, 16, tzinfo=UTC), False),
        (datetime.max.replace(tzinfo=UTC), False),
        (datetime.min.replace(tzinfo=UTC), True),
    ],
)
def test_a_client_ends_with_its_last_day_in_shanghai(
    at: datetime, *, is_alive: bool, policy: Policy
) -> None:
    """Midnight there is sixteen o'clock UTC."""
    if is_alive:
        assert effects(rule(ask(NAME, at=at), policy)) == {NAME: Effect.ALLOW}
    else:
        assert refusal(ask(NAME, at=at), policy)[0] is ReasonCode.CLIENT_ENDED


def test_a_write_needs_its_categories_shown(policy: Policy) -> None:
    """Full, masked or own is enough; what the row does not show is not written."""
    may = ask(action=Action.WRITE, writes=[NAME, PHONE, CALL, CONSENT, STAFF])
    assert rule(may, policy).may_write == may.writes
    may_not = ask(action=Action.WRITE, writes=[NAME, DataCategory.COMMERCIAL_PAYMENT])
    assert refusal(may_not, policy)[0] is ReasonCode.PURPOSE_CATEGORY_MISMATCH


def test_a_write_of_all_that_a_row_allows_is_allowed(policy: Policy) -> None:
    """To the last category, and none beyond."""
    (row,) = policy.purposes[Purpose.SERVICE_SUPPORT].rows
    asked = ask(action=Action.WRITE, writes=row.writes)
    assert rule(asked, policy).may_write == row.writes


def test_a_question_grants_nothing_where_consent_is_no_ground(policy: Policy) -> None:
    """Whatever cells a purpose still has."""
    support = replace(policy.purposes[Purpose.SERVICE_SUPPORT], bases=(LegalBasis.CONTRACT,))
    purposes = {**policy.purposes, Purpose.SERVICE_SUPPORT: support}
    assert rule(ask(NAME), replace(policy, purposes=purposes)).cell == NO_CELL


@pytest.mark.parametrize(
    ("actor", "purpose", "written"),
    [
        (
            caller(Role.SALES),
            Purpose.LEAD_CONTACT_REQUESTED,
            "identity.name contact.phone freetext.form acquisition.source derived.stage",
        ),
        (
            caller(Role.SALES),
            Purpose.SALES_FOLLOW_UP,
            "identity.name contact.address freetext.form acquisition.source derived.stage",
        ),
        (
            caller(Role.SALES),
            Purpose.SALES_FOLLOW_UP,
            "contact.call_record contact.call_outcome freetext.call staff.activity",
        ),
        (
            caller(Role.FRONTEND_AGENT),
            Purpose.SERVICE_SUPPORT,
            "contact.call_record contact.call_outcome freetext.call service.case staff.activity",
        ),
        (
            caller(Role.INTEGRATION, client="order-system"),
            Purpose.ORDER_FULFILMENT,
            "commercial.order contact.phone identity.name acquisition.source staff.activity",
        ),
        (
            caller(Role.MARKETING, client="marketing-console"),
            Purpose.MARKETING_DIRECT_SMS,
            "consent.record staff.activity",
        ),
    ],
    ids=["lead", "lead of sales", "sales call", "service call", "order", "withdrawal"],
)
def test_an_act_may_write_where_the_page_says_so(
    actor: Actor, purpose: Purpose, written: str, policy: Policy
) -> None:
    """capture_lead, log_call, place_order, record_consent: the rows of privacy.md 2.2."""
    writes = {DataCategory(word) for word in written.split()}
    asked = ask(actor=actor, purpose=purpose, action=Action.WRITE, writes=writes)
    assert rule(asked, policy).may_write == writes


@pytest.mark.parametrize("case_ref", ["", "case", "TKT-", "tkt-1", "13800138000", "TKT-1 ", "\0"])
def test_a_duty_needs_its_case(case_ref: str, policy: Policy) -> None:
    """A reference that the ledger can hold; nothing else counts."""
    asked = ask(NAME, actor=OFFICER, purpose=Purpose.LEGAL_CLAIM, case_ref=case_ref)
    assert refusal(asked, policy) == (ReasonCode.CASE_REF_REQUIRED, "PIPL 51")


def test_a_duty_with_its_case_holds(policy: Policy) -> None:
    """And its purpose sees restricted persons."""
    asked = ask(NAME, actor=OFFICER, purpose=Purpose.LEGAL_CLAIM, case_ref="CASE-7")
    ruling = rule(asked, policy)
    assert (ruling.by_law, ruling.exempt) == (True, True)


def test_a_ground_that_needs_a_case_falls_away_where_another_is_left() -> None:
    """Without the reference the purpose stands on its other grounds alone."""
    text = default_document().decode()
    text = text.replace('bases = ["contract"]', 'bases = ["contract", "other_law"]', 1)
    text = text.replace(
        'title = { zh = "订单履行"', 'case_reference = true\ntitle = { zh = "订单履行"', 1
    )
    policy = load(text.encode())
    plain = rule(ask(NAME, purpose=Purpose.ORDER_FULFILMENT), policy)
    assert (plain.bases, plain.by_law) == ((LegalBasis.CONTRACT,), False)
    with_case = rule(ask(NAME, purpose=Purpose.ORDER_FULFILMENT, case_ref="ORD-7"), policy)
    assert with_case.by_law


def test_a_recording_is_seen_after_a_fresh_authentication(policy: Policy) -> None:
    """Without it the view says what is missing; the rest of the answer stands."""
    fresh = caller(acr="aal2", auth_time=NOW)
    stale = caller(acr="aal2", auth_time=NOW - timedelta(seconds=301))
    assert rule(ask(RECORDING, actor=fresh), policy).views[RECORDING].effect is Effect.ALLOW
    view = rule(ask(RECORDING, NAME, actor=stale), policy).views[RECORDING]
    assert (view.effect, view.reason) == (Effect.DENY, ReasonCode.STEP_UP_REQUIRED)


def test_consents_are_shown_for_the_purpose_in_force(policy: Policy) -> None:
    """All of them for the person's own request and for the audit."""
    assert rule(ask(CONSENT), policy).consent_bits == {2}
    auditor = caller(Role.AUDITOR, client="audit-desk")
    audit = ask(CONSENT, actor=auditor, purpose=Purpose.COMPLIANCE_AUDIT)
    assert rule(audit, policy).consent_bits == {cell.bit for cell in policy.cells}


def test_the_ledger_opens_to_its_readers(policy: Policy) -> None:
    """Nothing of any person is in the ruling."""
    auditor = caller(Role.AUDITOR, client="audit-desk")
    asked = ask(actor=auditor, purpose=Purpose.COMPLIANCE_AUDIT, action=Action.AUDIT)
    ruling = rule(asked, policy)
    assert (ruling.action, dict(ruling.views)) == (Action.AUDIT, {})


@pytest.mark.parametrize(
    ("asked", "narrows"),
    [
        (ask(action=Action.WRITE, writes=[CONSENT, STAFF], narrows=True), True),
        (ask(action=Action.WRITE, writes=[CONSENT], narrows=True), True),
        (ask(action=Action.WRITE, writes=[CONSENT], narrows=False), False),
        (ask(action=Action.WRITE, writes=[STAFF], narrows=True), False),
        (restricting(CASE, STAFF), True),
        (restricting(CASE), True),
        (restricting(CASE, CONSENT), False),
        (ask(action=Action.WRITE, writes=[CONSENT, NAME], narrows=True), False),
        (ask(NAME, action=Action.WRITE, writes=[CONSENT], narrows=True), False),
        (ask(action=Action.READ, writes=[CONSENT], narrows=True), False),
    ],
    ids=range(10),
)
def test_only_a_consent_or_a_restriction_that_shows_nothing_narrows(
    asked: Ask, *, narrows: bool, policy: Policy
) -> None:
    """An act cannot talk itself past a ledger that is down."""
    assert rule(asked, policy).narrows is narrows


@pytest.mark.parametrize(
    ("role", "client", "purpose"),
    [
        (Role.SALES, "crm-web", Purpose.ORDER_FULFILMENT),
        (Role.SERVICE, "crm-web", Purpose.SERVICE_SUPPORT),
        (Role.MARKETING, "marketing-console", Purpose.MARKETING_DIRECT_CALL),
        (Role.PRIVACY_OPERATOR, "privacy-desk", Purpose.RIGHTS_FULFILMENT),
    ],
)
def test_people_do_not_ask_about_many_at_once(
    role: Role, client: str, purpose: Purpose, policy: Policy
) -> None:
    """One by one they may; in a batch none of their roles may."""
    asked = ask(NAME, actor=caller(role, client=client), purpose=purpose)
    assert rule(asked, policy).views
    assert refusal(replace(asked, batch=1), policy) == (ReasonCode.ROLE_FORBIDDEN, "PIPL 51")


@pytest.mark.parametrize(
    ("client", "purpose"),
    [
        ("order-system", Purpose.ORDER_FULFILMENT),
        ("campaign-system", Purpose.MARKETING_DIRECT_CALL),
        ("campaign-system", Purpose.MARKETING_DIRECT_SMS),
    ],
)
def test_a_service_may_and_sees_what_its_row_shows(
    client: str, purpose: Purpose, policy: Policy
) -> None:
    """In a batch what it sees one by one."""
    asked = ask(NAME, PHONE, actor=caller(Role.INTEGRATION, client=client), purpose=purpose)
    assert rule(replace(asked, batch=100), policy) == rule(asked, policy)
