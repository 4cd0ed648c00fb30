"""People: who calls the service in these tests, and how a caller's request and answer look."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from http.client import HTTPConnection
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import uuid4

from cdp.contract import Contract, load_contract
from cdp.http.development import DevelopmentTokens
from cdp.wiring import now
from privacy.terms import Purpose, Role
from tests.acceptance.stand import PATIENCE_S, Stand

GRAPHQL: Final = "application/graphql-response+json"
CONTRACT: Final[Contract] = load_contract()


@dataclass(frozen=True, slots=True, kw_only=True)
class Persona:
    """Somebody with a token: through which client, in which role, for which purposes at most."""

    folder: str
    client: str
    role: Role
    purposes: tuple[Purpose, ...]
    also: tuple[Role, ...] = ()
    name: str = "anna"
    acr: str = ""
    age_s: float = 0.0
    """Seconds since they authenticated."""


AGENT: Final = Persona(
    folder="agent",
    client="crm-web",
    role=Role.FRONTEND_AGENT,
    purposes=(Purpose.SERVICE_SUPPORT, Purpose.LEAD_CONTACT_REQUESTED),
)
COLLEAGUE: Final = replace(AGENT, name="berta")
"""Another agent with the same rights."""

PRESENT: Final = replace(AGENT, acr="aal2")
"""An agent who authenticated strongly, just now."""

SELLER: Final = Persona(
    folder="sales", client="crm-web", role=Role.SALES, purposes=(Purpose.SALES_FOLLOW_UP,)
)
MARKETER: Final = Persona(
    folder="marketing",
    client="marketing-console",
    role=Role.MARKETING,
    purposes=(Purpose.MARKETING_DIRECT_CALL,),
)
SHOP: Final = Persona(
    folder="integration",
    client="order-system",
    role=Role.INTEGRATION,
    purposes=(Purpose.ORDER_FULFILMENT,),
)
SENDER: Final = Persona(
    folder="integration",
    client="campaign-system",
    role=Role.INTEGRATION,
    purposes=(Purpose.MARKETING_DIRECT_CALL, Purpose.MARKETING_DIRECT_SMS),
)
OFFICER: Final = Persona(
    folder="officer",
    client="privacy-desk",
    role=Role.PRIVACY_OFFICER,
    purposes=(Purpose.COMPLIANCE_AUDIT,),
)
OPERATOR: Final = Persona(
    folder="officer",
    client="privacy-desk",
    role=Role.PRIVACY_OPERATOR,
    purposes=(Purpose.RIGHTS_FULFILMENT,),
)
APPROVER: Final = Persona(
    folder="officer",
    client="privacy-desk",
    role=Role.APPROVER,
    purposes=(Purpose.RIGHTS_FULFILMENT,),
    name="boris",
)
"""A second person at the privacy desk."""

STEWARD: Final = Persona(
    folder="steward",
    client="steward-desk",
    role=Role.STEWARD,
    purposes=(Purpose.IDENTITY_RESOLUTION,),
    name="dora",
)
"""A data steward."""

AUDITOR: Final = Persona(
    folder="auditor",
    client="audit-desk",
    role=Role.AUDITOR,
    purposes=(Purpose.COMPLIANCE_AUDIT,),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer as it came over the wire."""

    status: int
    headers: Mapping[str, str]
    octets: bytes

    @property
    def body(self) -> dict[str, Any]:
        decoded: dict[str, Any] = json.loads(self.octets)
        return decoded

    @property
    def data(self) -> dict[str, Any]:
        return self.body["data"] or {}

    @property
    def payload(self) -> dict[str, Any]:
        """What the one root field answered."""
        payload: dict[str, Any]
        [payload] = self.data.values()
        assert isinstance(payload, dict)
        return payload

    @property
    def rows(self) -> list[dict[str, Any]]:
        """What the one root field answered, where it answers a list."""
        rows: list[dict[str, Any]]
        [rows] = self.data.values()
        assert isinstance(rows, list)
        return rows

    @property
    def access(self) -> dict[str, Any]:
        """The receipt."""
        access: dict[str, Any] = self.body["extensions"]["access"]
        return access

    @property
    def error(self) -> dict[str, Any]:
        """The extensions of the one error."""
        [error] = self.body["errors"]
        extensions: dict[str, Any] = error["extensions"]
        return extensions

    @property
    def code(self) -> str:
        """The code of the one error."""
        return str(self.error["code"])

    def without_receipt(self) -> bytes:
        """The body, byte for byte, but for the receipt and what is left of a budget."""
        body = self.body
        extensions = body.get("extensions", {})
        extensions.pop("access", None)
        extensions.pop("cost", None)
        if not extensions:
            body.pop("extensions", None)
        return json.dumps(body).encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """A persona at its screen."""

    url: str
    token: str = field(repr=False)
    folder: str

    def ask(self, operation: str, **variables: object) -> Reply:
        """Send the persona's trusted document of that name."""
        document = CONTRACT.named(self.folder, operation)
        return self.post({"documentId": f"sha256:{document.id}", "variables": variables})

    def all_of(self, operation: str, **variables: object) -> list[dict[str, Any]]:
        """Every node of a list, page by page."""
        nodes: list[dict[str, Any]] = []
        after = None
        while True:
            page = self.ask(operation, first=50, after=after, **variables).payload
            nodes += [edge["node"] for edge in page["edges"]]
            after = page["pageInfo"]["endCursor"]
            if not page["pageInfo"]["hasNextPage"]:
                return nodes

    def say(
        self, text: str, *, headers: Mapping[str, str] | None = None, **variables: object
    ) -> Reply:
        """Send a document of one's own."""
        return self.post({"query": text, "variables": variables}, headers=headers)

    def post(
        self, body: Mapping[str, object], *, headers: Mapping[str, str] | None = None
    ) -> Reply:
        """Send a GraphQL request."""
        return self.send("POST", json.dumps(body).encode(), headers=headers)

    def send(
        self,
        method: str,
        octets: bytes = b"",
        *,
        path: str = "/graphql",
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        """Send anything."""
        place = urlsplit(self.url)
        connection = HTTPConnection(str(place.hostname), place.port, timeout=PATIENCE_S)
        usual = {"Authorization": f"Bearer {self.token}", "Accept": GRAPHQL}
        if method == "POST":
            usual["Content-Type"] = "application/json"
        try:
            connection.request(method, path, body=octets, headers={**usual, **(headers or {})})
            answer = connection.getresponse()
            named = {name.lower(): value for name, value in answer.getheaders()}
            return Reply(status=answer.status, headers=named, octets=answer.read())
        finally:
            connection.close()


def minted(seed: bytes, who: Persona, *, audience: str, clock: Callable[[], datetime] = now) -> str:
    """A token of `who`."""
    return DevelopmentTokens(seed).mint(
        roles=[who.role, *who.also],
        purposes=who.purposes,
        client=who.client,
        audience=audience,
        clock=lambda: clock() - timedelta(seconds=who.age_s),
        ids=uuid4,
        subject=who.name,
        unit="callcentre-2",
        acr=who.acr,
    )


def caller(
    at: Stand, who: Persona, *, clock: Callable[[], datetime] = now, url: str = ""
) -> Caller:
    """`who` at work with a token of their own, at `at` or at another process of its deployment."""
    seed, audience = at.service.keys.token_seed, at.settings.token_audience
    token = minted(seed, who, audience=audience, clock=clock)
    return Caller(url=url or at.url, token=token, folder=who.folder)
