"""Room: a service whose every deed is counted, and callers who send what no honest one would."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import uuid4

import pytest
from graphql import Token
from graphql.language.lexer import Lexer
from graphql.validation.validation_context import ValidationContext

from cdp.api.executor import GraphQLExecutor
from cdp.app import _port, _served
from cdp.database.dsn import Dsns
from cdp.http.graphql import GraphQLEndpoint, Limits
from cdp.http.health import Health
from cdp.http.issuers import authenticator
from cdp.http.router import Application
from cdp.settings import Settings
from cdp.telemetry.spans import Silent
from cdp.wiring import Service, now
from tests.acceptance.counting import Counted, Tally
from tests.acceptance.deeds import a_number, captured
from tests.acceptance.people import AGENT, CONTRACT, GRAPHQL, Persona, caller, minted
from tests.acceptance.stand import Exchanged, Stand, opened
from tests.contract.scope import Caller as Wire
from tests.contract.scope import chunk

Header = tuple[bytes, bytes]

JSON: Final[Header] = (b"content-type", b"application/json")
ACCEPT: Final[Header] = (b"accept", GRAPHQL.encode())


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What came back, and what was done for it."""

    status: int
    headers: Mapping[bytes, bytes]
    octets: bytes
    cost: Mapping[str, int]
    """How often each deed was done: the parts of the body that were read, tokens lexed, documents
    validated, statements, key queries, unwrappings, openings, leaves. Absent: not once.
    """

    @property
    def body(self) -> dict[str, Any]:
        decoded: dict[str, Any] = json.loads(self.octets)
        return decoded

    @property
    def code(self) -> str:
        """The code of the one error."""
        [error] = self.body["errors"]
        return str(error["extensions"]["code"])

    @property
    def messages(self) -> list[str]:
        """Everything that is said to a person."""
        return [str(error["message"]) for error in self.body.get("errors", ())]


@dataclass(slots=True, kw_only=True)
class Room:
    """A counted service and the application that serves it, called without a socket between."""

    at: Stand
    executor: GraphQLExecutor
    application: Application
    tally: Tally
    clock: Callable[[], datetime] = now
    tokens: dict[Persona, str] = field(default_factory=dict)

    def bearer(self, who: Persona = AGENT) -> Header:
        """The header by which `who` is known; one token for the whole room."""
        if who not in self.tokens:
            keys, settings = self.at.service.keys, self.at.settings
            self.tokens[who] = minted(
                keys.token_seed, who, audience=settings.token_audience, clock=self.clock
            )
        return b"authorization", f"Bearer {self.tokens[who]}".encode()

    def send(self, wire: Wire) -> Answered:
        """What `wire` is answered, and what that cost."""
        return self.at.wait_for(self.sent(wire))

    async def sent(self, wire: Wire) -> Answered:
        """As `send`, in the service's own loop."""
        self.tally.forget()
        with counted(self.tally):
            await wire.call(self.application)
        self.tally.note("part of the body", wire.taken)
        start = wire.answered[0]
        return Answered(
            status=start["status"],
            headers=dict(start["headers"]),
            octets=wire.body,
            cost=self.tally.counts(),
        )

    def post(self, body: object, *, who: Persona = AGENT, more: Sequence[Header] = ()) -> Answered:
        """Send a body as JSON."""
        headers = [self.bearer(who), JSON, ACCEPT, *more]
        return self.send(Wire([chunk(json.dumps(body).encode())], headers=headers))

    def warm(self) -> None:
        """See somebody: whoever is the first to be seen has the keys' own keys fetched."""
        number = a_number()
        captured(caller(self.at, AGENT, clock=self.clock), number)
        document = f"sha256:{CONTRACT.named('agent', 'ScreenPop').id}"
        seen = self.post({"documentId": document, "variables": {"number": number}})
        assert seen.status == 200

    async def quietly(self, wire: Wire) -> Wire:
        """`wire`, answered; uncounted, for those who send thousands."""
        return await wire.call(self.application)

    def say(self, text: str, *, who: Persona = AGENT, **variables: object) -> Answered:
        """Send a document of one's own."""
        return self.post({"query": text, "variables": variables}, who=who)


@contextmanager
def counted(tally: Tally) -> Iterator[None]:
    """Count what graphql-core is put to, wherever it is called from; it does its work."""
    lex, begin = Lexer.read_next_token, ValidationContext.__init__

    def lexing(self: Lexer, start: int) -> Token:
        tally.note("token")
        return lex(self, start)

    def beginning(self: ValidationContext, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - theirs
        tally.note("validation")
        begin(self, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Lexer, "read_next_token", lexing)
        patched.setattr(ValidationContext, "__init__", beginning)
        yield


@contextmanager
def opened_room(
    settings: Settings,
    dsns: Dsns,
    *,
    remade: Callable[[Service], GraphQLExecutor] | None = None,
    limits: Limits | None = None,
    clock: Callable[[], datetime] = now,
) -> Iterator[Room]:
    """A room over `dsns`; `remade` makes its executor, by default a counted one."""
    tally = Tally()
    remake = remade or Counted(tally)
    with opened(settings, dsns, Exchanged(remade=remake, clock=clock)) as at:
        executor = remake(at.service)
        endpoint = GraphQLEndpoint(
            executor=executor,
            authenticator=authenticator(settings, seed=at.service.keys.token_seed, clock=clock),
            telemetry=Silent(),
            ids=uuid4,
            timer=lambda: 0.0,
            limits=limits,
        )
        application = Application(graphql=endpoint, health=Health({}), ids=uuid4)
        room = Room(at=at, executor=executor, application=application, tally=tally, clock=clock)
        room.warm()
        yield room


@contextmanager
def served(room: Room) -> Iterator[int]:
    """The port on which the room's own application is served, by the server that serves ours."""
    stack = AsyncExitStack()
    serving = stack.enter_async_context(_served(room.application, room.at.settings))
    server, _ = room.at.wait_for(serving)
    try:
        yield _port(server)
    finally:
        room.at.wait_for(stack.aclose())


class Overheard(logging.Handler):
    """Keeps every line of the log, as an operator's collector would, with its traceback."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []
        self.faults: list[logging.LogRecord] = []
        self.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s %(args)s"))

    def emit(self, record: logging.LogRecord) -> None:
        """Keep it."""
        if record.exc_info or record.levelno >= logging.ERROR:
            self.faults.append(record)
        self.lines.append(f"{self.format(record)} {sorted(record.__dict__.items(), key=str)}")


@contextmanager
def overheard() -> Iterator[Overheard]:
    """What the service says of itself until the block ends."""
    heard, root = Overheard(), logging.getLogger()
    level = root.level
    root.addHandler(heard)
    root.setLevel(logging.INFO)
    try:
        yield heard
    finally:
        root.removeHandler(heard)
        root.setLevel(level)
