"""The endpoint as it is served, in this process, with an executor and an issuer in memory."""

from __future__ import annotations

import io
import logging
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING
from uuid import UUID

import httpx
import pytest
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from cdp.http.graphql import GraphQLEndpoint, Limits
from cdp.http.health import Health
from cdp.http.jwks import read
from cdp.http.keys import Fixed
from cdp.http.router import Application
from cdp.http.token import Authenticator, Issuer
from cdp.telemetry.log import JsonLines
from cdp.telemetry.recording import Recording
from tests.contract.executor import MemoryExecutor
from tests.forge import AUDIENCE, ISSUER, NOW, Forge, at, jwks

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator


def counting_ids() -> Callable[[], UUID]:
    """Ids that count from one."""
    numbers = count(1)
    return lambda: UUID(int=next(numbers))


@dataclass(slots=True)
class Heard:
    """Everything that the service says about itself while a test runs."""

    lines: io.StringIO = field(default_factory=io.StringIO)
    spans: InMemorySpanExporter = field(default_factory=InMemorySpanExporter)
    measures: InMemoryMetricReader = field(default_factory=InMemoryMetricReader)

    def everything(self) -> str:
        """Log lines, spans and measures, as one text to search."""
        spans = [span.to_json() for span in self.spans.get_finished_spans()]
        data = self.measures.get_metrics_data()
        return "\n".join([self.lines.getvalue(), *spans, "" if data is None else data.to_json()])


@pytest.fixture
def heard() -> Iterator[Heard]:
    heard = Heard()
    handler = logging.StreamHandler(heard.lines)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield heard
    root.removeHandler(handler)
    root.setLevel(level)


@pytest.fixture
def executor() -> MemoryExecutor:
    return MemoryExecutor()


@pytest.fixture
def endpoint(executor: MemoryExecutor, heard: Heard) -> GraphQLEndpoint:
    issuer = Issuer(name=ISSUER, directory="oidc", keys=Fixed(keys=read(jwks(Forge()))))
    return GraphQLEndpoint(
        executor=executor,
        authenticator=Authenticator([issuer], audience=AUDIENCE, clock=at(NOW)),
        telemetry=Recording(
            heard.spans,
            heard.measures,
            version="0.1.0",
            processor=SimpleSpanProcessor,
            strict=True,
        ),
        ids=counting_ids(),
        timer=lambda: 0.0,
        limits=Limits(body_s=0.2),
    )


@pytest.fixture
def application(endpoint: GraphQLEndpoint) -> Application:
    return Application(graphql=endpoint, health=Health({}), ids=counting_ids())


@pytest.fixture
async def client(application: Application) -> AsyncIterator[httpx.AsyncClient]:
    """A caller with an honest token."""
    transport = httpx.ASGITransport(app=application)
    async with httpx.AsyncClient(
        transport=transport,
        base_url="http://127.0.0.1",
        headers={"authorization": f"Bearer {Forge().token()}"},
    ) as client:
        yield client
