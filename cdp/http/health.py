"""Health: whether the process lives, and whether it can serve.

`/healthz` asks nobody: a supervisor restarts what does not answer it. `/readyz` asks every part: a
load balancer sends nothing to what answers 503. Both name parts, never causes.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

import orjson
from starlette.responses import Response
from starlette.routing import Route

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from starlette.requests import Request

_HEADERS = {"cache-control": "no-store", "x-content-type-options": "nosniff"}


class Health:
    """Answers for the process; `checks` answer for its parts, by name."""

    def __init__(self, checks: Mapping[str, Callable[[], Awaitable[bool]]]) -> None:
        self._checks = checks

    def routes(self) -> tuple[Route, ...]:
        """`/healthz` and `/readyz`, by GET and HEAD."""
        return (Route("/healthz", self._alive), Route("/readyz", self._ready))

    async def _alive(self, _: Request) -> Response:
        return _told(HTTPStatus.OK, [])

    async def _ready(self, _: Request) -> Response:
        waiting = [name for name, is_ready in self._checks.items() if not await is_ready()]
        return _told(HTTPStatus.SERVICE_UNAVAILABLE if waiting else HTTPStatus.OK, waiting)


def _told(status: HTTPStatus, waiting: list[str]) -> Response:
    body: dict[str, object] = {"status": "ok"} if not waiting else {"waitingFor": waiting}
    return Response(orjson.dumps(body), status, headers=_HEADERS, media_type="application/json")
