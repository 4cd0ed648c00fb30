"""GraphQLEndpoint: GraphQL over HTTP as a bare ASGI application.

What is checked, in this order: the method, the token, the media types, the size, the JSON, the
parameters. Whoever fails the token learns of nothing after it, and costs no reading of a body.
Nothing that came in is ever part of an answer, a header, a span or a log line.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Final, Literal

from cdp.deadline import Deadlines
from cdp.errors import Unauthenticated
from cdp.http import problem as problems
from cdp.http.body import CallerWentAway, read_body
from cdp.http.edge import replied
from cdp.http.executor import Answer, Outcome, Request
from cdp.http.fault import TokenFault
from cdp.http.headers import Headers
from cdp.http.media import Media, answer_in, is_json
from cdp.http.parameters import Parameters, named_in, of_body, of_query_string
from cdp.http.problem import Declined
from cdp.http.reply import KEPT, NEVER_KEPT, Reply, problem, step_up
from cdp.telemetry.facts import Fact, FactValue
from cdp.telemetry.log import tell
from cdp.telemetry.spans import Measure, Span, SpanName
from privacy.ledger.words import REFERENCE

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from starlette.types import Receive, Scope, Send

    from cdp.http.executor import Executor
    from cdp.http.token import Authentication
    from cdp.telemetry.spans import Telemetry
    from privacy.terms import Actor

_LOG: Final = logging.getLogger("cdp.http")
_PURPOSE: Final = re.compile(r"[A-Za-z][A-Za-z._]{0,63}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much of a body is read, and for how long.

    More where the address names one of `bulk`, the documents that are asked of many people at
    once: how much is read must be known before anything is.
    """

    body_octets: int = 64 * 1024
    bulk_octets: int = 1024 * 1024
    body_s: float = 10.0
    bulk: frozenset[str] = frozenset()

    def octets_of(self, document_id: str | None) -> int:
        """How large the body may be of a request whose address names `document_id`."""
        return self.bulk_octets if document_id in self.bulk else self.body_octets


class GraphQLEndpoint:
    """Serves one executor to authenticated callers."""

    def __init__(
        self,
        *,
        executor: Executor,
        authenticator: Authentication,
        telemetry: Telemetry,
        ids: Callable[[], UUID],
        timer: Callable[[], float],
        limits: Limits | None = None,
    ) -> None:
        self._executor = executor
        self._authenticator = authenticator
        self._telemetry = telemetry
        self._ids = ids
        self._timer = timer
        self._limits = limits or Limits()
        self._bodies = Deadlines(self._limits.body_s)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one HTTP request."""
        began, request_id = self._timer(), self._ids()
        said_id = str(request_id)
        method = scope["method"] if scope["method"] in {"GET", "HEAD", "POST"} else "other"
        told: dict[Fact, FactValue] = {Fact.METHOD: method}
        with self._telemetry.span(SpanName.REQUEST, {Fact.REQUEST_ID: said_id}) as span:
            try:
                reply = await self._reply(scope, receive, request_id)
            except CallerWentAway:
                told[Fact.OUTCOME] = "caller_went_away"
            else:
                await reply.send(send, request_id=said_id, has_body=method != "HEAD")
                told |= {Fact.STATUS: reply.status.value, **reply.told}
            self._tell(span, said_id, told, self._timer() - began)

    async def _reply(self, scope: Scope, receive: Receive, request_id: UUID) -> Reply:
        headers = Headers.of(scope)
        media = answer_in(headers.joined(b"accept"))
        answering = self._answer(scope, receive, request_id, headers, media)
        return await replied(answering, media or Media.PROBLEM)

    async def _answer(
        self,
        scope: Scope,
        receive: Receive,
        request_id: UUID,
        headers: Headers,
        media: Media | None,
    ) -> Reply:
        method = _method(scope)
        actor = await self._actor(headers)
        written = _acceptable(media)
        parameters = await self._parameters(scope, headers, receive)
        request = _request(request_id, method, parameters, headers)
        with self._telemetry.span(SpanName.EXECUTE):
            answer = await self._executor.execute(request, actor)
        return _answered(answer, written, method)

    async def _actor(self, headers: Headers) -> Actor:
        if headers.is_repeated(b"authorization"):
            raise Unauthenticated(TokenFault.MALFORMED)
        with self._telemetry.span(SpanName.AUTHENTICATE):
            return await self._authenticator.authenticate(headers.one(b"authorization"))

    async def _parameters(self, scope: Scope, headers: Headers, receive: Receive) -> Parameters:
        if scope["method"] != "POST":
            return of_query_string(scope["query_string"])
        encoding = headers.joined(b"content-encoding")
        if not is_json(headers.one(b"content-type")) or encoding not in {None, "identity"}:
            raise Declined(problems.MEDIA_TYPE)
        named = named_in(scope["query_string"])
        body = await read_body(
            receive,
            declared=headers.one(b"content-length"),
            at_most=self._limits.octets_of(named),
            within=self._bodies,
        )
        return of_body(body, named=named)

    def _tell(
        self, span: Span, request_id: str, told: dict[Fact, FactValue], seconds: float
    ) -> None:
        for fact, value in told.items():
            span.note(fact, value)
        self._telemetry.measure(Measure.REQUEST, seconds, told)
        told[Fact.REQUEST_ID] = request_id
        told[Fact.MILLISECONDS] = round(seconds * 1000, 3)
        tell(_LOG, "request answered", told)


def _acceptable(media: Media | None) -> Media:
    if media is None:
        raise Declined(problems.NOT_ACCEPTABLE)
    return media


def _method(scope: Scope) -> Literal["GET", "POST"]:
    match scope["method"]:
        case "POST":
            return "POST"
        case "GET" | "HEAD":  # the same answer; whoever sends it leaves out the body
            return "GET"
        case _:
            raise Declined(problems.METHOD)


def _request(
    request_id: UUID, method: Literal["GET", "POST"], parameters: Parameters, headers: Headers
) -> Request:
    purpose, case = headers.one(b"processing-purpose"), headers.one(b"case-reference")
    if headers.is_repeated(b"processing-purpose") or (
        purpose is not None and _PURPOSE.fullmatch(purpose) is None
    ):
        raise Declined(problems.PURPOSE_HEADER)
    if headers.is_repeated(b"case-reference") or (
        case is not None and REFERENCE.fullmatch(case) is None
    ):
        raise Declined(problems.CASE_HEADER)
    return Request(
        id=request_id,
        method=method,
        document_id=parameters.document_id,
        query=parameters.query,
        operation_name=parameters.operation_name,
        variables=parameters.variables,
        purpose_header=purpose,
        case_header=case,
        idempotency_key=headers.joined(b"idempotency-key"),
    )


def _answered(answer: Answer, media: Media, method: str) -> Reply:
    """The executor's answer with its status. Source: GraphQL over HTTP, status codes."""
    if answer.outcome is Outcome.STEP_UP:
        return step_up(answer.step_up)
    by_get = method == "GET" and answer.outcome is Outcome.EXECUTED
    # The executor refuses these before it reads a row; this line holds if it ever forgets.
    if answer.outcome is Outcome.POST_ONLY or (by_get and answer.personal):
        return problem(problems.POST_ONLY, media)
    status, headers = _status(answer, media)
    told: dict[Fact, FactValue] = {Fact.OUTCOME: answer.outcome.value}
    if answer.operation:
        told[Fact.OPERATION] = answer.operation
    return Reply(
        status=status,
        media=media,
        body=answer.body,
        headers=headers,
        cache=KEPT if by_get and answer.kept and "errors" not in answer.body else NEVER_KEPT,
        told=told,
    )


def _status(answer: Answer, media: Media) -> tuple[HTTPStatus, tuple[tuple[bytes, bytes], ...]]:
    later = ((b"retry-after", str(answer.retry_after_s).encode()),)
    if answer.outcome is Outcome.UNAVAILABLE:
        return HTTPStatus.SERVICE_UNAVAILABLE, later
    if answer.outcome is Outcome.RATE_LIMITED:
        return HTTPStatus.TOO_MANY_REQUESTS, later
    if answer.outcome is Outcome.REQUEST_ERROR and media is Media.GRAPHQL:
        return HTTPStatus.BAD_REQUEST, ()
    return HTTPStatus.OK, ()
