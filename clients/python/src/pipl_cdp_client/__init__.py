"""A typed client of pipl-cdp: every trusted document is a call, every refusal has a type.

The calls and their types are generated; see `pipl_cdp_client.operations`.
"""

from __future__ import annotations

from pipl_cdp_client.answer import Answer, Receipt, Withheld
from pipl_cdp_client.asking import Tokens
from pipl_cdp_client.errors import (
    CdpError,
    Declined,
    NotUnderstood,
    RateLimited,
    StepUpRequired,
    Unauthenticated,
    Unavailable,
    Unreachable,
)
from pipl_cdp_client.model import UNSET, Model, Problem
from pipl_cdp_client.operations.documents import Operations

__all__ = [
    "UNSET",
    "Answer",
    "CdpError",
    "Declined",
    "Model",
    "NotUnderstood",
    "Operations",
    "Problem",
    "RateLimited",
    "Receipt",
    "StepUpRequired",
    "Tokens",
    "Unauthenticated",
    "Unavailable",
    "Unreachable",
    "Withheld",
]
