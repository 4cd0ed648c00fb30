"""Failures: from what went wrong to what a caller is told. Codes and advice, never a value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from cdp.acts.once import KeyReused
from cdp.acts.resolving import TooManyRecords
from cdp.acts.rights_desk import SenderUnset
from cdp.acts.write import Voided
from cdp.api import problems
from cdp.api.idempotency import ARGUMENT
from cdp.api.overdrawn import Overdrawn
from cdp.api.patience import TimedOut
from cdp.budgets.record import OverBudget
from cdp.compliance.erase import ErasureUnproven
from cdp.errors import (
    CdpError,
    Conflict,
    DatabaseUnavailable,
    DocumentRefused,
    FiledBefore,
    InvalidField,
    NobodyThere,
    TookTooLong,
    TryAgain,
)
from cdp.http.executor import Answer, Outcome
from cdp.plan.refusal import LimitExceeded
from privacy.errors import (
    ImpossibleStep,
    KeyErased,
    LedgerUnavailable,
    PlanChanged,
    PrivacyError,
    Refusal,
    SameActor,
    StalePolicy,
)
from privacy.ledger.receipt import Receipt
from privacy.policy import StepUp
from privacy.terms import REASONS, ReasonCode

RETRIED: Final = (
    LedgerUnavailable,
    DatabaseUnavailable,
    TryAgain,
    TookTooLong,
    TimedOut,
    StalePolicy,
    Voided,
)
"""What passes by itself: 503 with Retry-After."""


_OF_A_REQUEST: Final = (ImpossibleStep, SameActor, PlanChanged, ErasureUnproven, SenderUnset)
"""What stops a person's request where it stands; each says itself what to do."""

_CODES: Final[Mapping[type[Exception], ReasonCode]] = {
    InvalidField: ReasonCode.INVALID_INPUT,
    Conflict: ReasonCode.CONFLICT,
    FiledBefore: ReasonCode.CONFLICT,
    TooManyRecords: ReasonCode.CONFLICT,
    KeyReused: ReasonCode.IDEMPOTENCY_KEY_REUSED,
    NobodyThere: ReasonCode.NOT_AVAILABLE,
    KeyErased: ReasonCode.NOT_AVAILABLE,
    LedgerUnavailable: ReasonCode.ACCESS_LOG_UNAVAILABLE,
    OverBudget: ReasonCode.RATE_LIMITED,
    TimedOut: ReasonCode.TIMEOUT,
    **dict.fromkeys(_OF_A_REQUEST, ReasonCode.CONFLICT),
}

_PROBLEMS: Final[Mapping[ReasonCode, type[problems.Problem]]] = {
    ReasonCode.INVALID_INPUT: problems.InvalidInput,
    ReasonCode.CONFLICT: problems.Conflict,
    ReasonCode.IDEMPOTENCY_KEY_REUSED: problems.Conflict,
    ReasonCode.NOT_AVAILABLE: problems.NotAvailable,
}


def advice_of(fault: Exception) -> tuple[ReasonCode, str]:
    """The code and the advice of a fault."""
    if isinstance(fault, Refusal | DocumentRefused):
        code = fault.reason
    elif isinstance(fault, RETRIED):
        code = _CODES.get(type(fault), ReasonCode.TRY_AGAIN)
    else:
        code = _CODES.get(type(fault), ReasonCode.INTERNAL)
    if isinstance(fault, Refusal) and code is ReasonCode.INVALID_INPUT:
        return code, "Give a reason in words."  # what the gate asks of a reveal
    said = fault.advice if isinstance(fault, InvalidField | Conflict | DocumentRefused) else None
    if isinstance(fault, (*_OF_A_REQUEST, TimedOut)):
        said = fault.message
    return code, said or REASONS[code].advice.en


def is_ours(fault: Exception) -> bool:
    """Whether the fault is the service's own: nothing that a caller could send otherwise."""
    return advice_of(fault)[0] is ReasonCode.INTERNAL


def problem_of(fault: CdpError | PrivacyError, step_up: StepUp) -> problems.Problem | None:
    """A fault as the payload of a mutation; None where the caller cannot act on it."""
    code, message = advice_of(fault)
    if code is ReasonCode.STEP_UP_REQUIRED:
        return problems.StepUpRequired(
            code=code,
            message=message,
            path=None,
            acr_values=sorted(step_up.acr),
            max_age_seconds=step_up.max_age_s,
        )
    if isinstance(fault, Overdrawn):
        return problems.RateLimited(
            code=code, message=message, path=None, retry_after_seconds=fault.retry_after_s
        )
    kind = _PROBLEMS.get(code, problems.PurposeDenied if isinstance(fault, Refusal) else None)
    if kind is None:
        return None
    path = _path(fault) if isinstance(fault, InvalidField) else None
    if isinstance(fault, Refusal) and code is ReasonCode.INVALID_INPUT:
        path = ["input", "reason"]  # the gate refuses a reveal without a reason
    return kind(code=code, message=message, path=path)


def _path(fault: InvalidField) -> list[str]:
    """Where the field stands: in the input, but for what is given beside it."""
    return [fault.field] if fault.field == ARGUMENT else ["input", *fault.field.split(".")]


def refused(fault: CdpError | PrivacyError, receipts: Sequence[Receipt] = ()) -> Answer:
    """A request that ended before its answer took shape: an error, and no data."""
    code, message = advice_of(fault)
    extensions: dict[str, object] = {"code": code.value, "messageZh": REASONS[code].advice.zh}
    if isinstance(fault, InvalidField):
        extensions["field"] = fault.field
    if isinstance(fault, LimitExceeded):
        extensions |= {"limit": fault.limit, "allowed": fault.allowed}
    if isinstance(fault, Refusal) and fault.article is not None:
        extensions["article"] = fault.article
    body: dict[str, object] = {"errors": [{"message": message, "extensions": extensions}]}
    if receipts:
        body["extensions"] = {"access": receipts[-1].to_extension()}
    if isinstance(fault, OverBudget | Overdrawn):
        after_s = fault.retry_after_s
        return Answer(body=body, outcome=Outcome.RATE_LIMITED, retry_after_s=after_s)
    outcome = Outcome.UNAVAILABLE if isinstance(fault, RETRIED) else Outcome.REQUEST_ERROR
    return Answer(body=body, outcome=outcome)
