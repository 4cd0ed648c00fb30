"""Stage: the personas of the demonstration, each with a token of its own, and what they share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import uuid4

from cdp.app import Running
from cdp.cli.demo.caller import Caller
from cdp.contract import Contract, load_contract
from cdp.http.development import DevelopmentTokens
from cdp.settings import Settings
from cdp.wiring import now
from privacy.terms import Purpose, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Who a persona is: client, role, and the ceiling of its token."""

    persona: str
    client: str
    role: Role
    purposes: tuple[Purpose, ...]
    name: str = ""
    """Who plays it, where two people share a persona's documents."""


AGENT: Final = Part(
    persona="agent",
    client="crm-web",
    role=Role.FRONTEND_AGENT,
    purposes=(Purpose.SERVICE_SUPPORT, Purpose.LEAD_CONTACT_REQUESTED),
)
MARKETER: Final = Part(
    persona="marketing",
    client="marketing-console",
    role=Role.MARKETING,
    purposes=(Purpose.MARKETING_DIRECT_CALL,),
)
SHOP: Final = Part(
    persona="integration",
    client="order-system",
    role=Role.INTEGRATION,
    purposes=(Purpose.ORDER_FULFILMENT,),
)
OFFICER: Final = Part(
    persona="officer",
    client="privacy-desk",
    role=Role.PRIVACY_OFFICER,
    purposes=(Purpose.COMPLIANCE_AUDIT,),
)
OPERATOR: Final = Part(
    persona="officer",
    client="privacy-desk",
    role=Role.PRIVACY_OPERATOR,
    purposes=(Purpose.RIGHTS_FULFILMENT,),
    name="operator",
)
APPROVER: Final = Part(
    persona="officer",
    client="privacy-desk",
    role=Role.APPROVER,
    purposes=(Purpose.RIGHTS_FULFILMENT,),
    name="approver",
)
AUDITOR: Final = Part(
    persona="auditor",
    client="audit-desk",
    role=Role.AUDITOR,
    purposes=(Purpose.COMPLIANCE_AUDIT,),
)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Stage:
    """Where the flows play."""

    settings: Settings
    at_work: Running
    contract: Contract
    began_at: datetime

    @classmethod
    def of(cls, settings: Settings, at_work: Running) -> Stage:
        """A stage over a running server."""
        return cls(settings=settings, at_work=at_work, contract=load_contract(), began_at=now())

    def caller(self, part: Part) -> Caller:
        """Somebody who plays `part`."""
        token = DevelopmentTokens(self.at_work.service.keys.token_seed).mint(
            roles=[part.role],
            purposes=part.purposes,
            client=part.client,
            audience=self.settings.token_audience,
            clock=now,
            ids=uuid4,
            subject=f"demo-{part.name or part.persona}",
            unit="demo",
        )
        return Caller(
            url=self.at_work.url, token=token, persona=part.persona, contract=self.contract
        )
