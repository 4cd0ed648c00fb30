"""The application: databases brought up to date, the service wired, the server running."""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
import threading
from collections.abc import AsyncIterator, Awaitable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from importlib.metadata import version
from time import perf_counter
from typing import Final
from uuid import uuid4

import uvicorn
from uvicorn.server import HANDLED_SIGNALS

from cdp.api.publication import bulk_of
from cdp.database.dsn import Dsns
from cdp.database.migrate import upgrade
from cdp.database.stand import demand
from cdp.errors import CdpError
from cdp.http.graphql import GraphQLEndpoint, Limits
from cdp.http.health import Health
from cdp.http.issuers import authenticator
from cdp.http.router import Application
from cdp.http.server import configuration
from cdp.jobs.every import every
from cdp.settings import Settings
from cdp.telemetry.spans import Silent, Telemetry
from cdp.wiring import Service, keys_of, now, service
from cdp.wiring.explorer import explorer_routes
from privacy.errors import PrivacyError
from privacy.store.deployment import ANY_KEY

_LOG: Final = logging.getLogger("cdp.app")

INTEGRATE_S: Final = 1.0
"""How often the tree and its checkpoint are brought up to the log."""

_BACKLOG: Final = 2048

SWEEP_S: Final = 15.0
"""How often abandoned writes are looked for."""

ORPHANS_S: Final = 3600.0
"""How often keys without a person are looked for."""


SHRED_S: Final = 3600.0
"""How often what imports refused is looked over for what has become too old."""

REFRESH_S: Final = 3600.0
"""How often stale numbers are asked about, where the settings name whom to ask."""

NIGHTLY_S: Final = 86_400.0
"""How often it is looked whether every fact stands with whoever had its number."""


MATCH_S: Final = 60.0
"""How often whoever changed is compared with everybody else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A server that answers. `url` is where; `service` what it is made of."""

    url: str
    service: Service
    server: uvicorn.Server
    served: asyncio.Task[None]


@asynccontextmanager
async def running(settings: Settings, dsns: Dsns) -> AsyncIterator[Running]:
    """The service on its port until the block ends. The databases are migrated first.

    Raises:
        CdpError, PrivacyError: something that it needs is missing or unfit; each says what to do.
    """
    telemetry = _telemetry(settings)
    try:
        async with attached(settings, dsns) as made:
            known = authenticator(settings, seed=made.keys.token_seed, clock=now)
            endpoint = GraphQLEndpoint(
                executor=made.executor,
                authenticator=known,
                telemetry=telemetry,
                ids=uuid4,
                timer=perf_counter,
                limits=Limits(bulk=bulk_of(made.executor.documents)),
            )
            application = Application(
                graphql=endpoint,
                health=_health(made),
                ids=uuid4,
                routes=explorer_routes(settings, made.executor, known, ids=uuid4),
            )
            async with _beside(made), _served(application, settings) as (server, served):
                yield Running(
                    url=f"http://{settings.host}:{_port(server)}",
                    service=made,
                    server=server,
                    served=served,
                )
    finally:
        telemetry.close()


@asynccontextmanager
async def attached(settings: Settings, dsns: Dsns) -> AsyncIterator[Service]:
    """The service without a port, for commands that work beside it. Databases are migrated first.

    Raises: as `running`.
    """
    if not settings.is_production:
        await upgrade(dsns)  # in production the owner's password is for `cdp db upgrade` alone
    await demand(dsns)
    keys = keys_of(settings, uuid4)
    if keys.is_new:
        _LOG.warning("a root key was made; without this file nothing sealed can be opened")
    async with service(settings, dsns, keys) as made:
        yield made


@asynccontextmanager
async def _served(
    application: Application, settings: Settings
) -> AsyncIterator[tuple[uvicorn.Server, asyncio.Task[None]]]:
    """Uvicorn in this loop, from the moment that it listens until it has said goodbye."""
    server = _Server(configuration(application, settings))
    served = asyncio.create_task(server.serve(sockets=[_bound(settings)]))
    try:
        while not server.started and not served.done():  # noqa: ASYNC110 - uvicorn has a flag alone
            await asyncio.sleep(0.01)
        yield server, served
    finally:
        server.should_exit = True
        await served


class _Server(uvicorn.Server):
    """Uvicorn, told by SIGINT and SIGTERM to stop, and leaving the rest of the stop to us.

    Its own way is to raise the signal again once it has stopped: the process would end before
    the last entries are signed, telemetry is sent and the databases are left.
    """

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take both signals while serving, on the main thread; restore what was there before."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {it: signal.signal(it, self.handle_exit) for it in HANDLED_SIGNALS}
        try:
            yield
        finally:
            for it, handler in before.items():
                signal.signal(it, handler)


class PortTaken(CdpError):
    """The address cannot be listened on. Stop what listens there, or choose another --port."""


def _bound(settings: Settings) -> socket.socket:
    """A listening socket; uvicorn, left to itself, would end the process where it gets none.

    Raises:
        PortTaken: somebody else listens there, or the address is none of this machine's.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family, backlog=_BACKLOG)
    except OSError:
        raise PortTaken from None


@asynccontextmanager
async def _beside(made: Service) -> AsyncIterator[None]:
    """What goes on beside requests."""
    jobs = [
        asyncio.create_task(every(INTEGRATE_S, made.log.integrator.integrate)),
        asyncio.create_task(every(SWEEP_S, made.sweeper.sweep)),
        asyncio.create_task(every(ORPHANS_S, made.orphans.sweep, first_after=ORPHANS_S)),
        asyncio.create_task(every(SHRED_S, made.shredder.sweep)),
        asyncio.create_task(every(SHRED_S, made.suppressions.sweep)),
        asyncio.create_task(every(SHRED_S, made.budgets.sweep)),
        asyncio.create_task(every(SHRED_S, made.expiry.sweep)),
        asyncio.create_task(every(REFRESH_S, made.numbers.refresher.sweep, first_after=SHRED_S)),
        asyncio.create_task(every(NIGHTLY_S, made.numbers.check.sweep, first_after=SHRED_S)),
        asyncio.create_task(every(MATCH_S, made.matching.matcher.changed, first_after=MATCH_S)),
    ]
    try:
        yield
    finally:
        for job in jobs:
            job.cancel()
        for job in jobs:
            with suppress(asyncio.CancelledError):
                await job
        # The last entries before a stop come under a checkpoint too, if the log can be reached.
        with suppress(CdpError, PrivacyError):
            await made.log.integrator.integrate()


def _telemetry(settings: Settings) -> Telemetry:
    """Nowhere, unless a collector is configured; only then is the SDK imported."""
    if settings.otlp_endpoint is None:
        return Silent()
    from cdp.telemetry.recording import to_collector  # noqa: PLC0415 - costs start-up time

    return to_collector(settings.otlp_endpoint, version=version("pipl-cdp"))


def _health(made: Service) -> Health:
    async def database() -> bool:
        return await _holds(made.ground.people.in_force())

    async def ledger() -> bool:
        return await _holds(made.log.records.size())

    async def keys() -> bool:
        return await _holds(made.keystore.fetch(ANY_KEY))

    return Health({"database": database, "keys": keys, "ledger": ledger})


async def _holds(question: Awaitable[object]) -> bool:
    """Whether a part answers."""
    try:
        await question
    except (CdpError, PrivacyError):
        return False
    return True


def _port(server: uvicorn.Server) -> int:
    """The port that was bound: the one asked for, or any free one for 0."""
    port: int = server.servers[0].sockets[0].getsockname()[1]
    return port
