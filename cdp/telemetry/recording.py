"""Telemetry by OpenTelemetry: to a collector over OTLP, or to whatever a test hands in."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.view import View
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.sampling import ALWAYS_ON
from opentelemetry.trace import Status, StatusCode

from cdp.telemetry.facts import Fact, accepted
from cdp.telemetry.guard import GuardedExporter
from cdp.telemetry.spans import Measure, Span, SpanName

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from opentelemetry.sdk.metrics.export import MetricReader
    from opentelemetry.sdk.trace import SpanProcessor
    from opentelemetry.sdk.trace.export import SpanExporter
    from opentelemetry.trace import Span as OpenSpan

    from cdp.telemetry.facts import FactValue

_SCOPE: Final = "cdp"
_SPLIT_BY: Final = {
    Fact.OPERATION.value,
    Fact.OUTCOME.value,
    Fact.REASON.value,
    Fact.FAULT.value,
    Fact.METHOD.value,
    Fact.STATUS.value,
}
"""What a histogram may be split by: facts with few values, and no id."""


class Recording:
    """Telemetry that is recorded: spans through `processor`, measures through `reader`.

    `processor` makes a processor of an exporter, so that a test may see spans at once and a
    service sends them in batches. A fact that may not be said is left out, or raises where
    `strict`. Trace ids that callers send are not taken over: they are text from outside.
    """

    def __init__(
        self,
        exporter: SpanExporter,
        reader: MetricReader,
        *,
        version: str,
        processor: Callable[[SpanExporter], SpanProcessor],
        strict: bool = False,
    ) -> None:
        self._strict = strict
        # Not Resource.create: it would add what the environment and the command line say.
        resource = Resource({"service.name": _SCOPE, "service.version": version})
        self._spans = TracerProvider(ALWAYS_ON, resource, shutdown_on_exit=False)
        self._spans.add_span_processor(processor(GuardedExporter(exporter)))
        self._measures = MeterProvider(
            [reader],
            resource,
            shutdown_on_exit=False,
            views=[View(instrument_name="*", attribute_keys=_SPLIT_BY)],
        )
        self._tracer = self._spans.get_tracer(_SCOPE)
        meter = self._measures.get_meter(_SCOPE)
        self._histograms = {what: meter.create_histogram(what.value, unit="s") for what in Measure}

    @contextmanager
    def span(self, name: SpanName, facts: Mapping[Fact, FactValue] | None = None) -> Iterator[Span]:
        """A step under way; an exception is noted by its class, never by its message."""
        with self._tracer.start_as_current_span(
            name.value,
            attributes=accepted(facts or {}, strict=self._strict),
            record_exception=False,
            set_status_on_exception=False,
        ) as span:
            try:
                yield _Noted(span, strict=self._strict)
            except BaseException as error:
                span.set_attributes(accepted({Fact.ERROR: type(error).__qualname__}))
                span.set_status(Status(StatusCode.ERROR))
                raise

    def measure(self, what: Measure, seconds: float, facts: Mapping[Fact, FactValue]) -> None:
        """One duration."""
        self._histograms[what].record(seconds, accepted(facts, strict=self._strict))

    def close(self) -> None:
        """Send what is waiting and stop."""
        self._spans.shutdown()
        self._measures.shutdown()


class _Noted:
    """A span that takes accepted facts only."""

    __slots__ = ("_span", "_strict")

    def __init__(self, span: OpenSpan, *, strict: bool) -> None:
        self._span = span
        self._strict = strict

    def note(self, fact: Fact, value: FactValue) -> None:
        """Say `fact`, where `value` has its form."""
        self._span.set_attributes(accepted({fact: value}, strict=self._strict))


def to_collector(endpoint: str, *, version: str) -> Recording:
    """Telemetry to the OTLP collector at `endpoint`, in batches over HTTP."""
    from opentelemetry.exporter.otlp.proto.http.metric_exporter import (  # noqa: PLC0415 - slow
        OTLPMetricExporter,
    )
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import (  # noqa: PLC0415 - slow
        OTLPSpanExporter,
    )
    from opentelemetry.sdk.metrics.export import (  # noqa: PLC0415 - as above
        PeriodicExportingMetricReader,
    )
    from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415 - as above

    base = endpoint.rstrip("/")
    return Recording(
        OTLPSpanExporter(endpoint=f"{base}/v1/traces"),
        PeriodicExportingMetricReader(OTLPMetricExporter(endpoint=f"{base}/v1/metrics")),
        version=version,
        processor=BatchSpanProcessor,
    )
