"""The last line before a collector: whatever a span holds, only facts leave.

Our own spans hold nothing else. A library that is instrumented by accident would write arguments,
statements and exception messages into its spans; here they are lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import SpanExporter, SpanExportResult
from opentelemetry.trace import Status

from cdp.telemetry.facts import accepted
from cdp.telemetry.spans import SpanName

if TYPE_CHECKING:
    from collections.abc import Sequence

_KNOWN: Final = frozenset(SpanName)
_FOREIGN: Final = "foreign"
"""What a span is called whose own name is not ours."""


class GuardedExporter(SpanExporter):
    """An exporter that passes on names, times and accepted facts, and nothing else."""

    def __init__(self, exporter: SpanExporter) -> None:
        self._exporter = exporter

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        """Pass on what may be said of `spans`."""
        return self._exporter.export([_stripped(span) for span in spans])

    def shutdown(self) -> None:
        """Stop the exporter behind."""
        self._exporter.shutdown()

    def force_flush(self, timeout_millis: int = 30_000) -> bool:
        """Have the exporter behind send what is waiting."""
        return self._exporter.force_flush(timeout_millis)


def _stripped(span: ReadableSpan) -> ReadableSpan:
    """`span` without events, links, scope, the description of its status and foreign facts."""
    return ReadableSpan(
        name=span.name if span.name in _KNOWN else _FOREIGN,
        context=span.context,
        parent=span.parent,
        resource=span.resource,
        attributes=accepted(span.attributes or {}),
        kind=span.kind,
        status=Status(span.status.status_code),
        start_time=span.start_time,
        end_time=span.end_time,
    )
