"""Spans and measures leave the process with facts alone, whatever was put into them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import Link, Status, StatusCode

from cdp.errors import FactRefused
from cdp.telemetry.facts import Fact, FactValue
from cdp.telemetry.guard import GuardedExporter
from cdp.telemetry.recording import Recording
from cdp.telemetry.spans import Measure, Silent, SpanName

if TYPE_CHECKING:
    from collections.abc import Mapping

CANARY = "13800138000"


def recording(*, strict: bool) -> tuple[Recording, InMemorySpanExporter, InMemoryMetricReader]:
    exporter, reader = InMemorySpanExporter(), InMemoryMetricReader()
    telemetry = Recording(
        exporter, reader, version="0.1.0", processor=SimpleSpanProcessor, strict=strict
    )
    return telemetry, exporter, reader


def attributes(exporter: InMemorySpanExporter) -> list[Mapping[str, object]]:
    return [dict(span.attributes or {}) for span in exporter.get_finished_spans()]


def test_a_span_says_its_facts() -> None:
    """Those given at its start and those noted later."""
    telemetry, exporter, _ = recording(strict=True)
    with telemetry.span(SpanName.REQUEST, {Fact.METHOD: "POST"}) as span:
        span.note(Fact.STATUS, 200)
        with telemetry.span(SpanName.EXECUTE):
            pass
    names = [span.name for span in exporter.get_finished_spans()]
    assert names == ["operation.execute", "graphql.request"]
    assert attributes(exporter)[1] == {
        "http.request.method": "POST",
        "http.response.status_code": 200,
    }


def test_a_fact_without_its_form_is_left_out_in_production() -> None:
    """A slip costs a fact, not a leak and not an answer."""
    telemetry, exporter, reader = recording(strict=False)
    with telemetry.span(SpanName.REQUEST, {Fact.OPERATION: CANARY}) as span:
        span.note(Fact.PURPOSE, CANARY)
    telemetry.measure(Measure.REQUEST, 0.1, {Fact.OPERATION: CANARY})
    assert attributes(exporter) == [{}]
    assert CANARY not in str(reader.get_metrics_data())


def test_a_fact_without_its_form_is_an_error_in_tests() -> None:
    """At the span's start, in a note, and in a measure."""
    telemetry, exporter, _ = recording(strict=True)
    with pytest.raises(FactRefused), telemetry.span(SpanName.REQUEST, {Fact.OPERATION: CANARY}):
        pass
    with telemetry.span(SpanName.REQUEST) as span, pytest.raises(FactRefused):
        span.note(Fact.PURPOSE, CANARY)
    with pytest.raises(FactRefused):
        telemetry.measure(Measure.REQUEST, 0.1, {Fact.OPERATION: CANARY})
    assert attributes(exporter) == [{}]


def test_an_exception_is_noted_by_its_class_alone() -> None:
    """Its message may quote a row; it is neither an event nor the status."""
    telemetry, exporter, _ = recording(strict=True)
    with pytest.raises(KeyError), telemetry.span(SpanName.EXECUTE):
        raise KeyError(CANARY)
    (span,) = exporter.get_finished_spans()
    assert (span.status.status_code, span.status.description) == (StatusCode.ERROR, None)
    assert (attributes(exporter), span.events) == ([{"error.type": "KeyError"}], ())


def test_a_measure_is_split_by_facts_of_few_values() -> None:
    """Never by an id, which would make a series of each request."""
    telemetry, _, reader = recording(strict=True)
    facts: dict[Fact, FactValue] = {
        Fact.STATUS: 200,
        Fact.REQUEST_ID: "0192f000-0000-7000-8000-000000000001",
    }
    telemetry.measure(Measure.REQUEST, 0.25, facts)
    data = reader.get_metrics_data()
    assert data is not None
    (metric,) = data.resource_metrics[0].scope_metrics[0].metrics
    (point,) = metric.data.data_points
    assert metric.name == "http.server.request.duration"
    assert point.attributes == {"http.response.status_code": 200}


def test_a_foreign_librarys_span_leaves_with_nothing_but_its_times() -> None:
    """An instrumentation that somebody switches on by accident has no voice."""
    exporter = InMemorySpanExporter()
    provider = TracerProvider(shutdown_on_exit=False)
    provider.add_span_processor(SimpleSpanProcessor(GuardedExporter(exporter)))
    tracer = provider.get_tracer(CANARY, CANARY)
    with tracer.start_as_current_span("outer") as outer:
        link = Link(outer.get_span_context(), {"number": CANARY})
    with tracer.start_as_current_span(f"SELECT '{CANARY}'", links=[link]) as span:
        span.set_attribute("db.statement", CANARY)
        span.set_attribute("cdp.operation", CANARY)
        span.add_event(CANARY, {"row": CANARY})
        span.record_exception(ValueError(CANARY))
        span.set_status(Status(StatusCode.ERROR, CANARY))
    leaving = "".join(span.to_json() for span in exporter.get_finished_spans())
    assert CANARY not in leaving
    assert '"foreign"' in leaving


def test_nothing_of_the_machine_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The resource names service and version, not what the environment adds."""
    monkeypatch.setenv("OTEL_RESOURCE_ATTRIBUTES", f"owner={CANARY}")
    telemetry, exporter, _ = recording(strict=True)
    with telemetry.span(SpanName.REQUEST):
        pass
    (span,) = exporter.get_finished_spans()
    resource = json.loads(span.to_json())["resource"]["attributes"]
    assert resource == {"service.name": "cdp", "service.version": "0.1.0"}


def test_closing_sends_what_is_waiting_and_later_spans_go_nowhere() -> None:
    """A stop loses nothing and hangs on nothing."""
    telemetry, exporter, _ = recording(strict=True)
    with telemetry.span(SpanName.REQUEST):
        pass
    telemetry.close()
    assert len(exporter.get_finished_spans()) == 1


def test_the_guard_hands_on_flush_and_stop() -> None:
    """A batch that waits is sent through it."""
    exporter = InMemorySpanExporter()
    guard = GuardedExporter(exporter)
    assert guard.force_flush() == exporter.force_flush()
    guard.shutdown()
    assert exporter._stopped


def test_silence_is_the_default_and_costs_nothing() -> None:
    """The same port, and the same block runs."""
    telemetry = Silent()
    with telemetry.span(SpanName.REQUEST, {Fact.OPERATION: CANARY}) as span:
        span.note(Fact.PURPOSE, CANARY)
    telemetry.measure(Measure.REQUEST, 1.0, {})
    telemetry.close()
