"""Asking: a document's id goes out, an answer comes back. Nothing that is asked is logged."""

from __future__ import annotations

import inspect
import re
from collections.abc import Awaitable, Callable, Mapping
from types import TracebackType
from typing import Any, Final, Self, TypeVar

import httpx
from pydantic import ValidationError
from pydantic_core import to_jsonable_python

from pipl_cdp_client.answer import Answer, Receipt, Withheld
from pipl_cdp_client.errors import (
    Declined,
    NotUnderstood,
    RateLimited,
    StepUpRequired,
    Unauthenticated,
    Unavailable,
    Unreachable,
)
from pipl_cdp_client.model import Model, UnsetType

T = TypeVar("T", bound=Model)

Tokens = str | Callable[[], str] | Callable[[], Awaitable[str]]
"""An access token, or what gives one whenever it is called: it is asked before each call."""

_ACCEPT: Final = "application/graphql-response+json, application/problem+json;q=0.9"
_CHALLENGE: Final = re.compile(r'(\w+)="([^"]*)"')
_UNAUTHORIZED: Final = 401
_LATER: Final = 503
_TOO_MANY: Final = 429


class Asking:
    """Asks one service. Use it as `async with`, or close it."""

    def __init__(
        self,
        url: str,
        *,
        token: Tokens | None = None,
        http: httpx.AsyncClient | None = None,
        timeout_s: float = 10.0,
    ) -> None:
        """`url` is the endpoint's, with `/graphql`; a given `http` stays the caller's to close."""
        self._url = url
        self._token = token
        self._owned = http is None
        # Redirects would carry a token to another address.
        self._http = http or httpx.AsyncClient(timeout=timeout_s, follow_redirects=False)

    async def __aenter__(self) -> Self:
        """Nothing is sent yet."""
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """Close it."""
        await self.close()

    async def close(self) -> None:
        """Give back the connections, where they are its own."""
        if self._owned:
            await self._http.aclose()

    async def _ask(
        self,
        shape: type[T],
        document: str,
        variables: Mapping[str, object],
        *,
        token: str | None,
        idempotency_key: str | None = None,
    ) -> Answer[T]:
        """What `document` answers to `variables`.

        Raises:
            Declined: the service says no; the type says of which kind.
            Unreachable, NotUnderstood: there is no answer of it.
        """
        headers = {"Accept": _ACCEPT}
        bearer = token if token is not None else await self._bearer()
        if bearer is not None:
            headers["Authorization"] = f"Bearer {bearer}"
        if idempotency_key is not None:
            headers["Idempotency-Key"] = idempotency_key
        body = {"documentId": document, "variables": _plain(variables)}
        try:
            response = await self._http.post(self._url, json=body, headers=headers)
        except httpx.HTTPError:
            # From None: the library's own error holds the request, and with it what was asked.
            raise Unreachable from None
        return _answer(shape, response)

    async def _bearer(self) -> str | None:
        if self._token is None or isinstance(self._token, str):
            return self._token
        given = self._token()
        return await given if inspect.isawaitable(given) else given


def _plain(variables: Mapping[str, object]) -> dict[str, Any]:
    """Variables as JSON: what was not set stays out, so that the schema's defaults stand."""
    return {
        name: to_jsonable_python(_dumped(value))
        for name, value in variables.items()
        if not isinstance(value, UnsetType)
    }


def _dumped(value: object) -> object:
    if isinstance(value, Model):
        return value.model_dump(mode="json", by_alias=True, exclude_unset=True)
    if isinstance(value, list):
        return [_dumped(each) for each in value]
    return value


def _answer(shape: type[T], response: httpx.Response) -> Answer[T]:
    request_id = response.headers.get("x-request-id")
    lost = NotUnderstood(response.status_code, request_id)
    try:
        body = response.json()
    except ValueError:
        raise lost from None
    if not isinstance(body, dict):
        raise lost
    errors = [each for each in body.get("errors") or () if isinstance(each, dict)]
    if body.get("data") is None:
        raise _declined(errors[0], response) if errors else lost
    told = body.get("extensions") or {}
    try:
        return Answer(
            data=shape.model_validate(body["data"]),
            receipt=Receipt.model_validate(told["access"]) if "access" in told else None,
            withheld=tuple(Withheld.model_validate(each) for each in told.get("privacy", ())),
            faults=tuple(str(_extensions(error).get("code", "INTERNAL")) for error in errors),
            cost=told.get("cost", {}),
            request_id=request_id,
        )
    except ValidationError:
        raise lost from None


def _declined(error: Mapping[str, object], response: httpx.Response) -> Declined:
    told = _extensions(error)
    code, status = str(told.get("code", "INTERNAL")), response.status_code
    kind: type[Declined] = Declined
    if code == "STEP_UP_REQUIRED":
        kind = StepUpRequired
    elif status == _UNAUTHORIZED:
        kind = Unauthenticated
    elif status == _TOO_MANY or code == "RATE_LIMITED":
        kind = RateLimited
    elif status >= _LATER:
        kind = Unavailable
    declined = kind(
        code=code,
        message=str(error.get("message", "")),
        message_zh=_text(told, "messageZh"),
        status=status,
        request_id=response.headers.get("x-request-id"),
        field=_text(told, "field"),
        article=_text(told, "article"),
        fault=_text(told, "fault"),
        retry_after_s=_seconds(response.headers.get("retry-after")),
    )
    if isinstance(declined, StepUpRequired):
        asked = dict(_CHALLENGE.findall(response.headers.get("www-authenticate", "")))
        declined.acr_values = tuple(asked.get("acr_values", "").split())
        declined.max_age_s = _seconds(asked.get("max_age"))
    return declined


def _extensions(error: Mapping[str, object]) -> Mapping[str, object]:
    told = error.get("extensions")
    return told if isinstance(told, dict) else {}


def _text(told: Mapping[str, object], name: str) -> str | None:
    value = told.get(name)
    return value if isinstance(value, str) else None


def _seconds(text: str | None) -> int | None:
    return int(text) if text is not None and text.isdecimal() else None
