"""What went wrong, as a caller is told it: a stable code, advice, and never a value."""

from __future__ import annotations

import pytest

from cdp.acts.once import KeyReused
from cdp.api import problems
from cdp.api.failures import RETRIED, advice_of, is_ours, problem_of, refused
from cdp.errors import (
    CdpError,
    CommitUnknown,
    Conflict,
    ConstraintViolated,
    DatabaseUnavailable,
    DocumentRefused,
    InvalidField,
    NobodyThere,
    PolicyUnset,
    StatementFailed,
    TookTooLong,
    TryAgain,
)
from cdp.http.executor import Outcome
from privacy.errors import (
    KeyErased,
    LedgerUnavailable,
    PrivacyError,
    Refusal,
    StalePolicy,
    Tampered,
)
from privacy.policy import StepUp, default_document, load
from privacy.terms import REASONS, ReasonCode
from privacy.testing.ledger import MemoryLedger
from tests.unit.ledger.scene import KEY, TENANT, denial

STEP_UP = StepUp(acr=frozenset({"aal3", "aal2"}), max_age_s=300)
POLICY = load(default_document())

FAULTS: list[tuple[CdpError | PrivacyError, ReasonCode]] = [
    (InvalidField("number", "Give a number."), ReasonCode.INVALID_INPUT),
    (Conflict("It was filed before."), ReasonCode.CONFLICT),
    (KeyReused("Send a new key."), ReasonCode.IDEMPOTENCY_KEY_REUSED),
    (NobodyThere(), ReasonCode.NOT_AVAILABLE),
    (KeyErased(), ReasonCode.NOT_AVAILABLE),
    (DocumentRefused(ReasonCode.DOCUMENT_UNKNOWN, "Publish it."), ReasonCode.DOCUMENT_UNKNOWN),
    (Refusal(ReasonCode.ROLE_FORBIDDEN), ReasonCode.ROLE_FORBIDDEN),
    (LedgerUnavailable(), ReasonCode.ACCESS_LOG_UNAVAILABLE),
    (DatabaseUnavailable(), ReasonCode.TRY_AGAIN),
    (CommitUnknown(), ReasonCode.TRY_AGAIN),
    (TryAgain("40001"), ReasonCode.TRY_AGAIN),
    (TookTooLong("57014"), ReasonCode.TRY_AGAIN),
    (StalePolicy(), ReasonCode.TRY_AGAIN),
    (StatementFailed("22001"), ReasonCode.INTERNAL),
    (ConstraintViolated("23505", "pk_contact"), ReasonCode.INTERNAL),
    (PolicyUnset(), ReasonCode.INTERNAL),
    (Tampered(), ReasonCode.INTERNAL),
]


@pytest.mark.parametrize(("fault", "code"), FAULTS, ids=lambda value: type(value).__name__)
def test_every_fault_has_a_code_and_advice(
    fault: CdpError | PrivacyError, code: ReasonCode
) -> None:
    """What the caller may act on, what passes by itself, and what is ours to look into."""
    found, advice = advice_of(fault)
    assert found is code
    assert advice


@pytest.mark.parametrize("reason", sorted(POLICY.articles))
def test_every_reason_of_the_policy_is_answered_with_advice(reason: ReasonCode) -> None:
    """Its own, in both languages; of what was put in, the gate asks a reveal's reason alone."""
    asked = "Give a reason in words."
    expected = asked if reason is ReasonCode.INVALID_INPUT else REASONS[reason].advice.en
    assert advice_of(Refusal(reason)) == (reason, expected)
    assert f"'messageZh': '{REASONS[reason].advice.zh}'" in str(refused(Refusal(reason)).body)


@pytest.mark.parametrize(("fault", "code"), FAULTS, ids=lambda value: type(value).__name__)
def test_a_fault_is_ours_where_no_caller_could_send_otherwise(
    fault: CdpError | PrivacyError, code: ReasonCode
) -> None:
    """Those are noted for us; the others are the caller's to know."""
    assert is_ours(fault) is (code is ReasonCode.INTERNAL)


def test_the_server_s_own_words_go_no_further() -> None:
    """SQLSTATEs, names of constraints and columns are for the log."""
    for fault in (StatementFailed("22001"), ConstraintViolated("23505", "pk_contact")):
        _, advice = advice_of(fault)
        assert "22001" not in advice
        assert "pk_contact" not in advice


def test_an_error_that_is_not_ours_is_internal() -> None:
    """Its message may hold anything, so it says nothing."""
    code, advice = advice_of(ValueError("13800138000"))
    assert code is ReasonCode.INTERNAL
    assert "13800138000" not in advice


@pytest.mark.parametrize(
    ("fault", "kind", "path"),
    [
        (InvalidField("lines.0.product", "…"), problems.InvalidInput, "input lines 0 product"),
        (Conflict("…"), problems.Conflict, ""),
        (KeyReused("…"), problems.Conflict, ""),
        (NobodyThere(), problems.NotAvailable, ""),
        (KeyErased(), problems.NotAvailable, ""),
        (Refusal(ReasonCode.NOT_AVAILABLE), problems.NotAvailable, ""),
        (Refusal(ReasonCode.ROLE_FORBIDDEN), problems.PurposeDenied, ""),
        (Refusal(ReasonCode.CASE_REF_REQUIRED), problems.PurposeDenied, ""),
        (Refusal(ReasonCode.INVALID_INPUT), problems.InvalidInput, "input reason"),
    ],
)
def test_what_a_caller_can_act_on_is_a_problem(
    fault: CdpError | PrivacyError, kind: type[problems.Problem], path: str
) -> None:
    """With the place of the input that it is about, from `input` down."""
    problem = problem_of(fault, STEP_UP)
    assert type(problem) is kind
    assert (problem.path or []) == path.split()
    assert problem.code is advice_of(fault)[0]


def test_a_step_up_says_what_would_do() -> None:
    """RFC 9470: which classes, preferred first, and how fresh."""
    problem = problem_of(Refusal(ReasonCode.STEP_UP_REQUIRED), STEP_UP)
    assert isinstance(problem, problems.StepUpRequired)
    assert (problem.acr_values, problem.max_age_seconds) == (["aal2", "aal3"], 300)


@pytest.mark.parametrize(
    "fault", [LedgerUnavailable(), DatabaseUnavailable(), Tampered(), StatementFailed("22001")]
)
def test_what_no_caller_can_act_on_is_no_problem(fault: CdpError | PrivacyError) -> None:
    """It is an error of the request, and its data is null."""
    assert problem_of(fault, STEP_UP) is None


@pytest.mark.parametrize(("fault", "code"), FAULTS, ids=lambda value: type(value).__name__)
def test_a_request_that_ended_early_has_one_error_and_no_data(
    fault: CdpError | PrivacyError, code: ReasonCode
) -> None:
    """503 where it passes by itself, else the request's own fault."""
    answer = refused(fault)
    errors = answer.body["errors"]
    assert isinstance(errors, list)
    assert [error["extensions"]["code"] for error in errors] == [code.value]
    assert "data" not in answer.body
    expected = Outcome.UNAVAILABLE if isinstance(fault, RETRIED) else Outcome.REQUEST_ERROR
    assert answer.outcome is expected


async def test_an_early_end_names_its_field_article_and_entry() -> None:
    """Whatever of these there is: the entry of the refusal itself is proven like any other."""
    [receipt] = await MemoryLedger(key=KEY, tenant=TENANT).append([denial()])
    named = refused(InvalidField("first", "Ask for less."))
    cited = refused(Refusal(ReasonCode.NO_PURPOSE, "PIPL 6"), [receipt])
    assert str(named.body).count("'field': 'first'") == 1
    assert str(cited.body).count("'article': 'PIPL 6'") == 1
    assert cited.body["extensions"] == {"access": receipt.to_extension()}
    assert "extensions" not in named.body
