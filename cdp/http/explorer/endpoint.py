"""Explorer: what the page asks of the service, for authenticated callers whose role it is open to.

Two questions: what there is to explore, and what a document can touch. Neither touches anybody,
and no answer, header or log line repeats a word of the document.
"""

from __future__ import annotations

import logging
from dataclasses import fields
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

import orjson

from cdp.deadline import Deadlines
from cdp.errors import Unauthenticated
from cdp.http import problem as problems
from cdp.http.body import CallerWentAway, read_body
from cdp.http.edge import replied
from cdp.http.fault import TokenFault
from cdp.http.headers import Headers
from cdp.http.media import Media, is_json
from cdp.http.problem import Declined
from cdp.http.reply import Reply
from cdp.telemetry.facts import Fact
from cdp.telemetry.log import facts

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from starlette.types import Receive, Scope, Send

    from cdp.http.explorer.desk import Catalogue, Desk, Touched
    from cdp.http.token import Authentication
    from privacy.terms import Actor

_LOG: Final = logging.getLogger("cdp.http")

CATALOGUE: Final = "catalogue"
FOOTPRINT: Final = "footprint"

_METHOD_OF: Final = {CATALOGUE: "GET", FOOTPRINT: "POST"}

LARGEST: Final = 64 * 1024
"""Octets of a document, as the endpoint itself takes them."""

PATIENCE_S: Final = 10.0


class Explorer:
    """An ASGI application for one `Desk`."""

    def __init__(
        self,
        desk: Desk,
        *,
        authenticator: Authentication,
        ids: Callable[[], UUID],
    ) -> None:
        self._desk = desk
        self._authenticator = authenticator
        self._ids = ids

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the question that the last part of the path says."""
        request_id = str(self._ids())
        try:
            reply = await replied(self._reply(scope, receive), Media.PROBLEM)
        except CallerWentAway:
            return
        await reply.send(send, request_id=request_id)
        line = {Fact.REQUEST_ID: request_id, Fact.STATUS: reply.status.value, **reply.told}
        _LOG.info("the explorer answered", extra=facts(line))

    async def _reply(self, scope: Scope, receive: Receive) -> Reply:
        return _told(await self._answer(scope, receive))

    async def _answer(self, scope: Scope, receive: Receive) -> Catalogue | Touched:
        headers, question = Headers.of(scope), scope["path"].rpartition("/")[2]
        if scope["method"] != _METHOD_OF[question]:
            raise Declined(problems.METHOD)
        actor = await self._actor(headers)
        if question == CATALOGUE:
            return self._desk.catalogue(actor)
        text = await _text(headers, receive)
        return self._desk.touched(text, headers.one(b"processing-purpose"), actor)

    async def _actor(self, headers: Headers) -> Actor:
        if headers.is_repeated(b"authorization"):
            raise Unauthenticated(TokenFault.MALFORMED)
        actor = await self._authenticator.authenticate(headers.one(b"authorization"))
        if not self._desk.is_open_to(actor):
            raise Declined(problems.EXPLORER_CLOSED)
        return actor


async def _text(headers: Headers, receive: Receive) -> str:
    """The document that a body brings. Raises `Declined`."""
    if not is_json(headers.one(b"content-type")):
        raise Declined(problems.MEDIA_TYPE)
    body = await read_body(
        receive,
        declared=headers.one(b"content-length"),
        at_most=LARGEST,
        within=Deadlines(PATIENCE_S),
    )
    try:
        members: object = orjson.loads(body)
    except ValueError:
        raise Declined(problems.MALFORMED) from None
    text = members.get("query") if isinstance(members, dict) else None
    if not isinstance(text, str):
        raise Declined(problems.NO_DOCUMENT)
    return text


def _told(answer: Catalogue | Touched) -> Reply:
    # One level by hand, the rest by orjson: copying all of it took longer than sending it.
    body = {each.name: getattr(answer, each.name) for each in fields(answer)}
    return Reply(status=HTTPStatus.OK, media=Media.JSON, body=body)
