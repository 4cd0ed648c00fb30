"""Every code is explained on one page: what it means, what to do, where and with what it comes."""

from __future__ import annotations

import pytest

from cdp.api.carriers import ERRORS, carriers_of, status_of
from cdp.api.error_page import error_page
from cdp.http.fault import ADVICE
from cdp.http.problem import PROBLEMS
from privacy.terms import REASONS, ReasonCode

PAGE = error_page()


def row(code: str) -> list[str]:
    """The cells of the code's first row."""
    [line, *_] = [line for line in PAGE.splitlines() if line.startswith(f"| `{code}` |")]
    return [cell.strip() for cell in line.strip("|").split(" | ")]


def test_every_code_is_explained() -> None:
    """None is left without words, and none is kept that is gone."""
    assert set(REASONS) == set(ReasonCode)


@pytest.mark.parametrize("code", list(ReasonCode))
def test_every_code_stands_somewhere(code: ReasonCode) -> None:
    """Else nobody could meet it; and its row says where."""
    carriers = list(carriers_of(code))
    assert carriers != []
    cells = row(code.value)
    reason = REASONS[code]
    assert cells[1:5] == [
        reason.meaning.zh,
        reason.meaning.en,
        reason.advice.zh,
        reason.advice.en,
    ]
    assert cells[6:8] == [status_of(code), ", ".join(f"`{carrier}`" for carrier in carriers)]


@pytest.mark.parametrize(
    ("code", "status", "carriers"),
    [
        (ReasonCode.INVALID_INPUT, "400, 200", [ERRORS, "InvalidInput", "AccessEntry"]),
        (
            ReasonCode.STEP_UP_REQUIRED,
            "400, 200",
            [ERRORS, "StepUpRequired", "FieldDecision", "AccessEntry"],
        ),
        (ReasonCode.ROLE_FORBIDDEN, "400, 200", [ERRORS, "PurposeDenied", "AccessEntry"]),
        (ReasonCode.RATE_LIMITED, "429, 200", [ERRORS, "RateLimited"]),
        (ReasonCode.IDEMPOTENCY_KEY_REUSED, "200", ["Conflict"]),
        (ReasonCode.QUIET_HOURS, "200", ["ContactDecision", "AccessEntry"]),
        (ReasonCode.ACCESS_LOG_UNAVAILABLE, "503", [ERRORS]),
        (ReasonCode.INTERNAL, "500", [ERRORS]),
        (ReasonCode.PROVENANCE_MISSING, "–", ["cdp import"]),
    ],
)
def test_a_code_comes_with_its_status_in_its_type(
    code: ReasonCode, status: str, carriers: list[str]
) -> None:
    """As errors end a request, problems a mutation, and decisions a field."""
    assert (status_of(code), list(carriers_of(code))) == (status, carriers)


def test_what_the_endpoint_refuses_and_what_is_wrong_with_a_token_stand_on_the_page() -> None:
    """In both languages."""
    for problem in PROBLEMS:
        assert (
            f"| {problem.status.value} | `{problem.code}` | {problem.en} | {problem.zh} |" in PAGE
        )
    for fault, words in ADVICE.items():
        assert f"| `{fault.value}` | {words.en} | {words.zh} |" in PAGE
