"""Carriers: in what part of an answer a client meets a reason code, and with which status."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from http import HTTPStatus
from typing import Final

from cdp.api.failures import problem_of
from cdp.api.problems import Conflict, RateLimited
from privacy.contactability import ORDER
from privacy.errors import Refusal
from privacy.policy import StepUp
from privacy.terms import ReasonCode

ERRORS: Final = "errors"
IMPORT: Final = "cdp import"

_ANY: Final = StepUp(acr=frozenset(), max_age_s=0)

REFUSED: Final = (
    ReasonCode.NO_PURPOSE,
    ReasonCode.PURPOSE_NOT_IN_CEILING,
    ReasonCode.PURPOSE_CATEGORY_MISMATCH,
    ReasonCode.ROLE_FORBIDDEN,
    ReasonCode.CLIENT_ENDED,
    ReasonCode.CASE_REF_REQUIRED,
    ReasonCode.STEP_UP_REQUIRED,
    ReasonCode.NOT_AVAILABLE,
    ReasonCode.INVALID_INPUT,
    ReasonCode.CONFLICT,
)
"""What ends one operation: an error of a query, a problem in the payload of a mutation."""

WITHHELD: Final = (ReasonCode.PURPOSE_CATEGORY_MISMATCH, ReasonCode.STEP_UP_REQUIRED)
"""Why a field is null or masked beside others that are shown."""

HIDDEN: Final = (ReasonCode.GUARDIAN_CONSENT_MISSING, ReasonCode.APPROVAL_REQUIRED)
"""Why a person is not there for a caller; the log alone says it."""

_CARRIED: Final[Sequence[tuple[str, Collection[ReasonCode]]]] = (
    (RateLimited.__name__, (ReasonCode.RATE_LIMITED,)),
    (Conflict.__name__, (ReasonCode.IDEMPOTENCY_KEY_REUSED,)),
    ("FieldDecision", WITHHELD),
    ("ContactDecision", (*ORDER, ReasonCode.NOT_AVAILABLE)),
    ("AccessEntry", (*ORDER, *HIDDEN, *REFUSED)),
    (IMPORT, (ReasonCode.PROVENANCE_MISSING,)),
)
"""What besides carries which codes."""

STATUS: Final[Mapping[ReasonCode, HTTPStatus]] = {
    ReasonCode.UNAUTHENTICATED: HTTPStatus.UNAUTHORIZED,
    ReasonCode.LITERAL_NOT_ALLOWED: HTTPStatus.BAD_REQUEST,
    ReasonCode.DOCUMENT_UNKNOWN: HTTPStatus.BAD_REQUEST,
    ReasonCode.DOCUMENT_INVALID: HTTPStatus.BAD_REQUEST,
    ReasonCode.BAD_REQUEST: HTTPStatus.BAD_REQUEST,
    ReasonCode.UNCLASSIFIED: HTTPStatus.BAD_REQUEST,
    ReasonCode.LIMIT_EXCEEDED: HTTPStatus.BAD_REQUEST,
    ReasonCode.COST_EXCEEDED: HTTPStatus.BAD_REQUEST,
    ReasonCode.RATE_LIMITED: HTTPStatus.TOO_MANY_REQUESTS,
    ReasonCode.TIMEOUT: HTTPStatus.SERVICE_UNAVAILABLE,
    ReasonCode.ACCESS_LOG_UNAVAILABLE: HTTPStatus.SERVICE_UNAVAILABLE,
    ReasonCode.TRY_AGAIN: HTTPStatus.SERVICE_UNAVAILABLE,
    ReasonCode.INTERNAL: HTTPStatus.INTERNAL_SERVER_ERROR,
    **dict.fromkeys(REFUSED, HTTPStatus.BAD_REQUEST),
}
"""The status of a request that ends by an error. What stands in the data comes with 200."""


def status_of(code: ReasonCode) -> str:
    """The statuses with which `code` comes."""
    status = STATUS.get(code)
    said = [] if status is None else [str(status.value)]
    if set(carriers_of(code)) - {ERRORS, IMPORT}:
        said.append("200")
    return ", ".join(said) or "–"


def carriers_of(code: ReasonCode) -> Iterator[str]:
    """Where `code` stands in an answer, by member or type of the schema."""
    if code in STATUS:
        yield ERRORS
    if code in REFUSED:
        problem = problem_of(Refusal(code), _ANY)
        if problem is not None:
            yield type(problem).__name__
    yield from (carrier for carrier, codes in _CARRIED if code in codes)
