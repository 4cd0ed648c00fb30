"""Spans and measures of whole operations: what ran, how it ended, how long it took.

There is one span a step of an operation and none a field: a field's span would name its arguments.
"""

from __future__ import annotations

from contextlib import nullcontext
from enum import StrEnum, unique
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from contextlib import AbstractContextManager

    from cdp.telemetry.facts import Fact, FactValue


@unique
class SpanName(StrEnum):
    """The steps that have a span."""

    REQUEST = "graphql.request"
    AUTHENTICATE = "token.authenticate"
    EXECUTE = "operation.execute"
    DECIDE = "door.open"
    APPEND = "ledger.append"
    FETCH = "database.fetch"
    TRANSACTION = "database.transaction"


@unique
class Measure(StrEnum):
    """What is measured, in seconds, as a histogram."""

    REQUEST = "http.server.request.duration"
    APPEND = "cdp.ledger.append.duration"


class Span(Protocol):
    """A step that is under way."""

    def note(self, fact: Fact, value: FactValue) -> None:
        """Say `fact` of this step. A value without the fact's form is left out."""


class Telemetry(Protocol):
    """Where spans and measures go: nowhere, or to a collector."""

    def span(
        self, name: SpanName, facts: Mapping[Fact, FactValue] | None = None
    ) -> AbstractContextManager[Span]:
        """A step under way until the block ends; an exception is noted by its class alone."""

    def measure(self, what: Measure, seconds: float, facts: Mapping[Fact, FactValue]) -> None:
        """One duration; `facts` are what the histogram is split by."""

    def close(self) -> None:
        """Send what is waiting and stop."""


class _SilentSpan:
    def note(self, fact: Fact, value: FactValue) -> None:
        """Say nothing."""


class Silent:
    """Telemetry that goes nowhere: the default, and nothing of the SDK is imported for it."""

    def __init__(self) -> None:
        self._span = nullcontext(_SilentSpan())

    def span(
        self,
        name: SpanName,  # noqa: ARG002 - the port's
        facts: Mapping[Fact, FactValue] | None = None,  # noqa: ARG002 - the port's
    ) -> AbstractContextManager[Span]:
        """A step that nobody hears of."""
        return self._span

    def measure(self, what: Measure, seconds: float, facts: Mapping[Fact, FactValue]) -> None:
        """Measure nothing."""

    def close(self) -> None:
        """Stop nothing."""
