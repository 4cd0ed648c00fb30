"""Executor: the port between the endpoint, which speaks HTTP, and `api`, which speaks GraphQL.

The endpoint has checked form only: media types, sizes, JSON, the types of the parameters, the
token. Which document, which purpose and whose data is the executor's to decide; it answers
every request, and raises nothing that a caller could cause: what it raises is a fault of ours.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum, unique
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from privacy.terms import Actor


@unique
class Outcome(StrEnum):
    """How a request ended; the endpoint turns it into a status."""

    EXECUTED = "executed"
    """The body has a `data` key: 200."""
    REQUEST_ERROR = "request_error"
    """Nothing was executed and the body has no `data` key: 400, or 200 as `application/json`."""
    POST_ONLY = "post_only"
    """A GET or HEAD named a mutation, or a document that may tell of a person: 405."""
    STEP_UP = "step_up"
    """The whole operation needs a fresher or stronger authentication: 401 with a challenge."""
    UNAVAILABLE = "unavailable"
    """The access log, the database or the keys cannot be reached, or it took too long: 503."""
    RATE_LIMITED = "rate_limited"
    """As much was asked for as may be, for now: 429 with the time to wait, whatever the media."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a caller asks, well formed and within bounds, not yet believed.

    `document_id` is `sha256:<hex>` or a registered name, `purpose_header` the header
    `Processing-Purpose` as it came; neither has been looked up. `case_header` is the header
    `Case-Reference`, in the shape that the ledger can hold.
    """

    id: UUID
    """Ours, new for each request; stands in the answer's header and errors, and in the log line."""
    method: Literal["GET", "POST"] = "POST"
    """A HEAD is a GET whose answer is not sent."""
    document_id: str | None = None
    query: str | None = None
    operation_name: str | None = None
    variables: Mapping[str, object] = field(default_factory=dict, repr=False)
    purpose_header: str | None = None
    case_header: str | None = None
    idempotency_key: str | None = field(default=None, repr=False)
    """The header `Idempotency-Key` as it came; more than one, joined, is none that can be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepUp:
    """What authentication would do. Source: RFC 9470 section 3."""

    acr_values: tuple[str, ...]
    """Acceptable classes, preferred first."""
    max_age_s: int
    """Seconds since the person last authenticated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A GraphQL response map and what the endpoint must know to send it."""

    body: Mapping[str, object] = field(repr=False)
    """`data`, `errors`, `extensions`: whatever orjson writes."""
    outcome: Outcome = Outcome.EXECUTED
    personal: bool = True
    """Whether the document may tell of a person: then it is never kept and never by GET."""
    kept: bool = False
    """Whether whoever asked by GET may keep it a minute: no entry of the log tells of it."""
    operation: str = ""
    """The registered operation's name, for spans and log lines; empty for ad-hoc text."""
    step_up: StepUp | None = None
    """The challenge, with `Outcome.STEP_UP`."""
    retry_after_s: int = 1
    """Seconds until it may be sent again, with `UNAVAILABLE` and `RATE_LIMITED`."""


class Executor(Protocol):
    """Answers requests. Implemented in `cdp.api`, handed over by `cdp.wiring`."""

    async def execute(self, request: Request, actor: Actor) -> Answer:
        """Answer `request` for `actor`. What is raised is a fault of ours: 500, no more said."""
