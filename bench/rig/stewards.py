"""Stewards: a data steward's requests, as the service's endpoint is handed them, with no socket."""

from __future__ import annotations

import re
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final, Self
from uuid import uuid4

import orjson

from cdp.contract import load_contract
from cdp.http.development import DevelopmentTokens
from cdp.http.graphql import GraphQLEndpoint
from cdp.http.issuers import authenticator
from cdp.telemetry.spans import Silent
from cdp.wiring import now
from privacy.terms import Purpose, Role

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from bench.rig.deployment import Deployment
    from cdp.wiring import Service

CLIENT: Final = "steward-desk"

_LIFTED: Final = "lookups_a_minute = 1_000_000_000, lookups_a_day = 1_000_000_000"


def unhurried(policy: str) -> str:
    """`policy` without a limit on how many people are looked up: nobody decides so fast."""
    return re.sub(r"lookups_a_minute = \w+, lookups_a_day = \w+", _LIFTED, policy)


@dataclass(frozen=True, slots=True)
class Steward:
    """Somebody at the steward's desk."""

    endpoint: GraphQLEndpoint
    bearer: bytes

    @classmethod
    def at(cls, place: Deployment, made: Service) -> Self:
        """Of the service `made` over `place`."""
        seed = place.keys.token_seed
        token = DevelopmentTokens(seed).mint(
            roles=[Role.STEWARD],
            purposes=[Purpose.IDENTITY_RESOLUTION],
            client=CLIENT,
            audience=place.settings.token_audience,
            clock=now,
            ids=uuid4,
            subject="dora",
        )
        endpoint = GraphQLEndpoint(
            executor=made.executor,
            authenticator=authenticator(place.settings, seed=seed, clock=now),
            telemetry=Silent(),
            ids=uuid4,
            timer=perf_counter,
        )
        return cls(endpoint, f"Bearer {token}".encode())

    async def ask(self, document: str, **variables: object) -> tuple[dict[str, Any], float]:
        """What the one root field answers, and after how many seconds.

        Raises:
            AssertionError: it is not what was asked for.
        """
        sha256 = load_contract().named("steward", document).id
        body = orjson.dumps({"documentId": f"sha256:{sha256}", "variables": variables})
        answered = bytearray()

        async def receive() -> MutableMapping[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: MutableMapping[str, Any]) -> None:
            answered.extend(message.get("body", b""))

        headers = [
            (b"authorization", self.bearer),
            (b"content-type", b"application/json"),
            (b"accept", b"application/graphql-response+json"),
        ]
        scope = {"type": "http", "method": "POST", "path": "/graphql", "query_string": b""}
        began = perf_counter()
        await self.endpoint({**scope, "headers": headers}, receive, send)
        took = perf_counter() - began
        told = orjson.loads(answered)
        assert "errors" not in told, told
        payload: dict[str, Any]
        [payload] = told["data"].values()
        assert "code" not in payload, payload
        return payload, took
