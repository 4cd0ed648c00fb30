"""Reply: status, headers and body of an answer, composed first and sent at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

import orjson

from cdp.http.fault import ADVICE, TokenFault
from cdp.http.media import Media
from cdp.http.problem import STEP_UP, UNAUTHENTICATED, Problem
from cdp.telemetry.facts import Fact, FactValue

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import Send

    from cdp.http.executor import StepUp

NEVER_KEPT: Final = b"no-store"
KEPT: Final = b"private, max-age=60"
"""For what a GET asked of the schema: of anything else, a kept copy would be read unlogged."""

_CONTENT_TYPE: Final[Mapping[Media, tuple[bytes, bytes]]] = {
    media: (b"content-type", f"{media}; charset=utf-8".encode()) for media in Media
}
_REALM: Final = 'Bearer realm="cdp"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One answer to one request."""

    status: HTTPStatus
    media: Media
    body: Mapping[str, object]
    headers: tuple[tuple[bytes, bytes], ...] = ()
    cache: bytes = NEVER_KEPT
    told: Mapping[Fact, FactValue] = field(default_factory=dict)
    """What span and log line say of it, besides its status."""

    async def send(self, send: Send, *, request_id: str, has_body: bool = True) -> None:
        """Send it; an answer to HEAD has the headers alone."""
        body = orjson.dumps(_traceable(self.body, request_id))
        headers = [
            _CONTENT_TYPE[self.media],
            (b"content-length", b"%d" % len(body)),
            (b"cache-control", self.cache),
            (b"vary", b"Accept, Authorization"),
            (b"x-content-type-options", b"nosniff"),
            (b"x-request-id", request_id.encode()),
            *self.headers,
        ]
        await send({"type": "http.response.start", "status": self.status.value, "headers": headers})
        await send({"type": "http.response.body", "body": body if has_body else b""})


def problem(of: Problem, media: Media = Media.PROBLEM) -> Reply:
    """`of` as a GraphQL answer with one error; as a problem document too where `media` allows."""
    return _refusal(of, media, en=of.en, zh=of.zh, headers=of.headers)


def unauthenticated(fault: TokenFault) -> Reply:
    """401 and the challenge; a request without a token is told no fault. Source: RFC 6750 3.1."""
    challenge = _REALM if fault is TokenFault.MISSING else f'{_REALM}, error="invalid_token"'
    return _refusal(
        UNAUTHENTICATED,
        Media.PROBLEM,
        en=f"{UNAUTHENTICATED.en} {ADVICE[fault].en}",
        zh=UNAUTHENTICATED.zh + ADVICE[fault].zh,
        headers=((b"www-authenticate", challenge.encode()),),
        fault=fault,
    )


def step_up(needed: StepUp | None) -> Reply:
    """401 and what to authenticate with. Source: RFC 9470 section 3."""
    challenge = f'{_REALM}, error="insufficient_user_authentication"'
    if needed is not None:
        challenge += f', acr_values="{" ".join(needed.acr_values)}", max_age="{needed.max_age_s}"'
    return _refusal(
        STEP_UP,
        Media.PROBLEM,
        en=STEP_UP.en,
        zh=STEP_UP.zh,
        headers=((b"www-authenticate", challenge.encode()),),
    )


def _refusal(
    of: Problem,
    media: Media,
    *,
    en: str,
    zh: str,
    headers: tuple[tuple[bytes, bytes], ...],
    fault: TokenFault | None = None,
) -> Reply:
    """The words of `of` where GraphQL clients look for them, and where RFC 9457 puts them."""
    told: dict[str, object] = {"code": of.code, "messageZh": zh}
    if fault is not None:
        told["fault"] = fault.value
    body: dict[str, object] = {"errors": [{"message": en, "extensions": told}]}
    if media is Media.PROBLEM:
        body |= {
            "type": f"urn:pipl-cdp:problem:{of.code}",
            "title": of.status.phrase,
            "status": of.status.value,
            "detail": en,
            **told,
        }
    noted: dict[Fact, FactValue] = {Fact.OUTCOME: "declined", Fact.REASON: of.code}
    if fault is not None:
        noted[Fact.FAULT] = fault.value
    return Reply(status=of.status, media=media, body=body, headers=headers, told=noted)


def _traceable(body: Mapping[str, object], request_id: str) -> Mapping[str, object]:
    """`body` with the request's id in each error: a screenshot of one then finds our log line."""
    errors = body.get("errors")
    if not isinstance(errors, list):
        return body
    return {**body, "errors": [_with_id(error, request_id) for error in errors]}


def _with_id(error: Mapping[str, object], request_id: str) -> Mapping[str, object]:
    extensions = error.get("extensions")
    known = extensions if isinstance(extensions, dict) else {}
    return {**error, "extensions": {**known, "requestId": request_id}}
