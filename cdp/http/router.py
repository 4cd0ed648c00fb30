"""The application: `/graphql` first and bare, everything else behind Starlette's router."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.routing import BaseRoute, Match, Router

from cdp.http.problem import GET_ONLY, NOT_FOUND, Problem
from cdp.http.reply import problem

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

    from starlette.types import ASGIApp, Lifespan, Receive, Scope, Send

    from cdp.http.health import Health

PATH: Final = "/graphql"


class Application:
    """The ASGI application. `/graphql` passes no middleware: whole microseconds matter there."""

    def __init__(
        self,
        *,
        graphql: ASGIApp,
        health: Health,
        ids: Callable[[], UUID],
        routes: Sequence[BaseRoute] = (),
        lifespan: Lifespan[Router] | None = None,
    ) -> None:
        self._graphql = graphql
        self._ids = ids
        # A redirect to add or drop a slash would repeat the query string in its Location.
        self._router = Router(
            [*health.routes(), *routes],
            redirect_slashes=False,
            default=self._nothing_here,
            lifespan=lifespan,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on to whoever serves its path."""
        if scope["type"] == "http" and scope["path"] == PATH:
            await self._graphql(scope, receive, send)
        elif self._is_read_only(scope):
            await self._decline(GET_ONLY, scope, send)
        else:
            await self._router(scope, receive, send)

    def _is_read_only(self, scope: Scope) -> bool:
        """Whether what stands here is not for this method: the router would say so in bare text."""
        if scope["type"] != "http":
            return False
        matches = {route.matches(scope)[0] for route in self._router.routes}
        return Match.PARTIAL in matches and Match.FULL not in matches

    async def _nothing_here(self, scope: Scope, _: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1000})
            return
        await self._decline(NOT_FOUND, scope, send)

    async def _decline(self, of: Problem, scope: Scope, send: Send) -> None:
        await problem(of).send(
            send, request_id=str(self._ids()), has_body=scope["method"] != "HEAD"
        )
