"""Caller: somebody with a token, who sends trusted documents over HTTP."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

from cdp.contract import Contract

_TIMEOUT_S = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer as it came: status, and the JSON of its body."""

    status: int
    body: Mapping[str, Any]

    @property
    def data(self) -> Mapping[str, Any]:
        """What was asked for; empty where nothing was executed."""
        return self.body.get("data") or {}

    @property
    def access(self) -> Mapping[str, Any]:
        """The receipt."""
        access: Mapping[str, Any] = self.body.get("extensions", {}).get("access", {})
        return access

    def without_receipt(self) -> str:
        """The body, byte for byte, but for the receipt."""
        extensions = {k: v for k, v in self.body.get("extensions", {}).items() if k != "access"}
        return json.dumps({**self.body, "extensions": extensions}, sort_keys=True)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Caller:
    """A persona at its screen."""

    url: str
    token: str
    persona: str
    contract: Contract

    async def ask(self, operation: str, **variables: object) -> Reply:
        """Send the persona's document of that name."""
        document = self.contract.named(self.persona, operation)
        return await asyncio.to_thread(
            self._post, {"documentId": f"sha256:{document.id}", "variables": variables}
        )

    def _post(self, body: Mapping[str, object]) -> Reply:
        place = urlsplit(self.url)
        connection = HTTPConnection(str(place.hostname), place.port, timeout=_TIMEOUT_S)
        try:
            connection.request(
                "POST",
                "/graphql",
                body=json.dumps(body),
                headers={
                    "Authorization": f"Bearer {self.token}",
                    "Content-Type": "application/json",
                    "Accept": "application/graphql-response+json",
                },
            )
            answer = connection.getresponse()
            return Reply(status=answer.status, body=json.loads(answer.read()))
        finally:
            connection.close()
