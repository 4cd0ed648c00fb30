"""NumberStatusService: a provider behind an `https://` address. docs/reference/number-status.md.

The number goes in the body and never in the address, the secret in a header and never in a log.
Redirects are not followed, proxies of the environment are not used, the certificate is verified,
and no more is read than an answer to so many numbers can hold. An answer is taken whole or not
at all.
"""

from __future__ import annotations

import asyncio
import http.client
import socket
import ssl
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from typing import Final
from urllib.parse import urlsplit

import orjson

from cdp.identity.provider import MOST, SHANGHAI, Asked, ProviderFailed, Said, midnight
from cdp.identity.record import NumberStatus

TIMEOUT_S: Final = 10.0
"""Seconds that a try may take, from the connection to the last octet: then it is given up."""

_CUT_S: Final = 0.5
"""Between two attempts to cut a connection that took too long, and may not even be there yet."""

WAITS_S: Final = (0.5, 2.0, 8.0)
"""Before each further try: of the same batch, which was written down before the first."""

LARGEST: Final = 64 * 1024
"""Octets of an answer."""

VERSION: Final = 1

_AGAIN: Final = frozenset(
    {
        HTTPStatus.REQUEST_TIMEOUT,
        HTTPStatus.TOO_MANY_REQUESTS,
        HTTPStatus.BAD_GATEWAY,
        HTTPStatus.SERVICE_UNAVAILABLE,
        HTTPStatus.GATEWAY_TIMEOUT,
    }
)
"""What passes by itself."""


class _Passing(Exception):
    """This try came to nothing; the next may."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberStatusService:
    """A provider that speaks the contract. `secret` is a bearer token."""

    url: str
    secret: str = field(repr=False)
    name: str
    clock: Callable[[], datetime]
    wait: Callable[[float], Awaitable[None]] = asyncio.sleep
    timeout_s: float = TIMEOUT_S
    trust: ssl.SSLContext = field(default_factory=ssl.create_default_context, repr=False)
    entrusts: bool = True

    async def check(self, asked: Sequence[Asked]) -> Sequence[Said | None]:
        """What the service says of each. Raises `ProviderFailed`."""
        if len(asked) > MOST or any(each.number is None for each in asked):
            raise ProviderFailed("Ask about 1 to 100 numbers, each of them given.")
        body = orjson.dumps({"version": VERSION, "numbers": _questions(asked)})
        for wait_s in (*WAITS_S, None):
            try:
                answer = await self._try(body)
            except _Passing:
                if wait_s is None:
                    break
                await self.wait(wait_s)
            else:
                return _read(answer, len(asked), now=self.clock())
        raise ProviderFailed("The number status provider cannot be reached. Try again later.")

    async def _try(self, body: bytes) -> bytes:
        """The document. A service that answers octet by octet is given up as a silent one is."""
        connection = self._connection()
        asked = asyncio.create_task(asyncio.to_thread(self._post, connection, body))
        try:
            in_time, _ = await asyncio.wait({asked}, timeout=self.timeout_s)
        finally:
            _cut(connection)  # also where nobody waits for it any more
        while not asked.done():
            _cut(connection)
            await asyncio.wait({asked}, timeout=_CUT_S)
        document = asked.result()
        if not in_time:
            raise _Passing  # where it was cut looks like an end to whoever reads
        return document

    def _post(self, connection: http.client.HTTPConnection, body: bytes) -> bytes:
        headers = {
            "Authorization": f"Bearer {self.secret}",
            "Content-Type": "application/json",
            "Accept": "application/json",
        }
        parts = urlsplit(self.url)
        target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        try:
            connection.request("POST", target, body=body, headers=headers)
            with connection.getresponse() as answer:
                document = answer.read(LARGEST + 1)
                is_whole = not answer.length or len(document) > LARGEST
        except ssl.SSLCertVerificationError:
            raise ProviderFailed("The provider's certificate is not trusted here.") from None
        except (OSError, http.client.HTTPException, ValueError):
            raise _Passing from None
        finally:
            connection.close()
        if answer.status in _AGAIN or not is_whole:
            raise _Passing
        if answer.status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
            raise ProviderFailed("The provider refused the question: look at its secret.")
        if answer.status != HTTPStatus.OK:
            raise ProviderFailed("The provider answered by a code that is not in the contract.")
        if len(document) > LARGEST:
            raise ProviderFailed(_UNUSABLE)
        return document

    def _connection(self) -> http.client.HTTPConnection:
        parts, within = urlsplit(self.url), self.timeout_s
        host = parts.hostname or ""
        if parts.scheme == "https":
            return http.client.HTTPSConnection(host, parts.port, timeout=within, context=self.trust)
        return http.client.HTTPConnection(host, parts.port, timeout=within)


def _cut(connection: http.client.HTTPConnection) -> None:
    """End what the other thread waits for: it sees the connection lost."""
    with suppress(OSError, AttributeError):  # not there yet, or gone already
        connection.sock.shutdown(socket.SHUT_RDWR)


_UNUSABLE: Final = "The provider's answer is not as the contract says; nothing of it was used."


def _questions(asked: Sequence[Asked]) -> list[dict[str, object]]:
    return [
        {
            "ref": str(n),
            "number": each.number,
            "since": each.since.astimezone(SHANGHAI).date().isoformat(),
        }
        for n, each in enumerate(asked)
    ]


def _read(document: bytes, count: int, *, now: datetime) -> Sequence[Said | None]:
    """The answers in the order of the questions. Raises ProviderFailed."""
    try:
        answers = [_answer(answer, now=now) for answer in orjson.loads(document)["answers"]]
        said = dict(answers)
    except (ValueError, TypeError, KeyError, AttributeError):
        raise ProviderFailed(_UNUSABLE) from None
    refs = [str(place) for place in range(count)]
    if len(said) != len(answers) or not said.keys() <= set(refs):
        raise ProviderFailed(_UNUSABLE)  # of one number twice, or of one that nobody asked about
    return [said.get(ref) for ref in refs]


def _answer(answer: Mapping[str, str], *, now: datetime) -> tuple[str, Said]:
    """One answer, with the ref of its question. Raises ValueError, TypeError or KeyError."""
    day = answer.get("since")
    said = Said(status=NumberStatus(answer["status"]), since=None if day is None else midnight(day))
    if not said.is_sound(now):
        raise ValueError(said)
    return answer["ref"], said
