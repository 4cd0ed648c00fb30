"""Pages: built files, served with a policy under which nothing foreign can run or be reached."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from cdp.http.explorer.assets import INDEX, Asset

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from starlette.types import Receive, Scope, Send

    from cdp.http.explorer.assets import Assets

_ALLOWED: Final = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
)

GUARDED: Final = (
    (b"content-security-policy", "; ".join(_ALLOWED).encode()),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
)
"""No inline script or style, no foreign host, no frame, no address that leaves by a link."""

_NEVER_KEPT: Final = b"no-store"
_KEPT: Final = b"public, max-age=31536000, immutable"
"""For files whose name is a digest of what is in them."""

UNBUILT: Final = Asset(
    kind="text/html; charset=utf-8",
    octets=(
        "<!doctype html><html lang=en><meta charset=utf-8><title>Not built · 尚未构建</title>"
        "<h1>This page has not been built</h1><p>Run <code>make web</code>, then start the service "
        "again.</p><h1 lang=zh-Hans>此页面尚未构建</h1><p lang=zh-Hans>请运行 "
        "<code>make web</code>，然后重新启动服务。</p></html>"
    ).encode(),
)
"""What stands in a page's place until it is built, with 404."""

NOTHING: Final = Asset(kind="text/plain; charset=utf-8", octets="Not found. 未找到。\n".encode())


class Pages:
    """An ASGI application: one page and its files, by GET and HEAD, for anybody.

    There is nothing of anybody in them: what needs a token is asked for by the page itself.
    """

    def __init__(self, assets: Assets, *, ids: Callable[[], UUID]) -> None:
        self._assets = assets
        self._ids = ids

    async def __call__(self, scope: Scope, _: Receive, send: Send) -> None:
        """Answer with the file that the route's `name` says; with the page where it says none."""
        if scope["method"] not in {"GET", "HEAD"}:
            await self._send(scope, send, HTTPStatus.METHOD_NOT_ALLOWED, NOTHING)
            return
        name: str = scope["path_params"].get("name", "") or INDEX
        found = self._assets.files.get(name)
        if found is not None:
            cache = _NEVER_KEPT if name == INDEX else _KEPT
            await self._send(scope, send, HTTPStatus.OK, found, cache=cache)
        else:
            is_missing_page = name == INDEX and not self._assets.is_built
            said = UNBUILT if is_missing_page else NOTHING
            await self._send(scope, send, HTTPStatus.NOT_FOUND, said)

    async def _send(
        self,
        scope: Scope,
        send: Send,
        status: HTTPStatus,
        asset: Asset,
        *,
        cache: bytes = _NEVER_KEPT,
    ) -> None:
        headers = [
            (b"content-type", asset.kind.encode()),
            (b"content-length", str(len(asset.octets)).encode()),
            (b"cache-control", cache),
            (b"x-request-id", str(self._ids()).encode()),
            *GUARDED,
        ]
        if status is HTTPStatus.METHOD_NOT_ALLOWED:
            headers.append((b"allow", b"GET, HEAD"))
        await send({"type": "http.response.start", "status": status, "headers": headers})
        body = b"" if scope["method"] == "HEAD" else asset.octets
        await send({"type": "http.response.body", "body": body})
