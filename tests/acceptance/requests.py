"""Requests: a person who asks for her deletion, step by step, as the privacy desk takes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from cdp.wiring import now
from cdp.wiring.sending import ConsoleSender
from tests.acceptance.deeds import a_number, call, captured, order, said
from tests.acceptance.people import AGENT, APPROVER, OPERATOR, SHOP, Caller, caller
from tests.acceptance.stand import Stand

EMAIL: Final = "xm@example.com"


def lived(at: Stand, number: str, *, reached: bool = True) -> str:
    """A profile with something in every table; `reached`: she answered her telephone just now."""
    agent = caller(at, AGENT)
    profile = captured(agent, number, email=EMAIL)
    started = now() - timedelta(minutes=1) if reached else None
    if started is not None:
        ours = {"direction": "OUTBOUND", "startedAt": started.isoformat()}
        agent.ask("LogCall", input=call(number, **ours))
    else:
        agent.ask("LogCall", input=call(None, profile=profile))
    caller(at, SHOP).ask("PlaceOrder", input=order(number))
    agent.ask("RecordConsent", input=said(profile, purpose="SERVICE_SUPPORT"))
    agent.ask("RecordConsent", input=said(profile, evidence="a recording"))
    return profile


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The privacy desk: who takes requests, and who approves."""

    at: Stand
    operator: Caller
    approver: Caller

    @classmethod
    def of(cls, at: Stand, clock: Callable[[], datetime] = now) -> Desk:
        """The desk of a service."""
        operator, approver = (caller(at, who, clock=clock) for who in (OPERATOR, APPROVER))
        return cls(at=at, operator=operator, approver=approver)

    def open(self, number: str) -> str:
        """A request under `number`; its id."""
        given = {"type": "DELETE", "number": number}
        return str(self.operator.ask("OpenRightsRequest", input=given).payload["case"])

    def code(self, case: str) -> str | None:
        """What was sent for it, once."""
        sender = self.at.service.rights.sender
        assert isinstance(sender, ConsoleSender)
        return sender.taken(case)

    def verify(self, case: str, code: str, fact: str | None = None) -> bool:
        """Whether the code, and the fact, were right."""
        given = {"case": case, "code": code, "fact": fact}
        return bool(self.operator.ask("VerifyRequester", input=given).payload["verified"])

    def see(self, case: str) -> dict[str, Any]:
        """The request as it is shown."""
        return self.operator.ask("RightsRequest", id=case).payload

    def approve(self, case: str, plan: str) -> dict[str, Any]:
        """What comes of approving it."""
        return self.approver.ask("ApprovePlan", input={"case": case, "plan": plan}).payload

    def execute(self, case: str) -> dict[str, Any]:
        """What comes of carrying it out."""
        return self.operator.ask("ExecuteErasure", input={"case": case}).payload

    def verified(self, number: str, fact: str | None = None) -> str:
        """A request whose person is who she says."""
        case = self.open(number)
        code = self.code(case)
        assert code is not None
        assert self.verify(case, code, fact)
        return case

    def approved(self, number: str) -> str:
        """A request that may be carried out."""
        case = self.verified(number)
        assert self.approve(case, self.see(case)["plan"]["hash"])["case"] == case
        return case


def wrong(code: str) -> str:
    """Another code than that."""
    return f"{(int(code) + 1) % 1_000_000:06d}"


def somebody(at: Stand) -> tuple[str, str]:
    """A number that answers, and its profile."""
    number = a_number()
    return number, lived(at, number)
