"""Every root field of the surface, asked by whom it is for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Final
from uuid import uuid4

from tests.acceptance.deeds import call, contact, lead, order, revealed, said, withdrawn
from tests.acceptance.people import (
    AGENT,
    APPROVER,
    AUDITOR,
    OPERATOR,
    PRESENT,
    SHOP,
    Caller,
    Persona,
    Reply,
)

Asks = Callable[[Caller, str, str], Reply]
"""How a persona asks about a number and its profile."""


def requested(operator: Caller, number: str) -> str:
    """A request of whoever answers `number`; any id, where none can be opened."""
    reply = operator.ask("OpenRightsRequest", input={"type": "DELETE", "number": number})
    return str(reply.payload["case"] if reply.status == HTTPStatus.OK else uuid4())


HAPPY: Final[Mapping[str, tuple[Persona, Asks, str]]] = {
    "callerContext": (AGENT, lambda c, n, _: c.ask("ScreenPop", number=n), "resolution"),
    "profileByPhone": (AGENT, lambda c, n, _: c.ask("ProfileByPhone", number=n), "profile"),
    "profile": (AGENT, lambda c, _, p: c.ask("Profile", id=p), "id"),
    "orders": (SHOP, lambda c, _, __: c.ask("Orders", first=5), "edges"),
    "consents": (AGENT, lambda c, _, p: c.ask("Consents", profile=p), ""),
    "accessLog": (AUDITOR, lambda c, _, __: c.ask("AccessLog", first=1), "edges"),
    "accessProof": (AUDITOR, lambda c, _, __: c.ask("AccessProof", index="0"), "leafHash"),
    "checkpoint": (AUDITOR, lambda c, _, __: c.ask("Checkpoint"), "note"),
    "upsertContact": (AGENT, lambda c, n, _: c.ask("UpsertContact", input=contact(n)), "contactId"),
    "captureLead": (AGENT, lambda c, n, _: c.ask("CaptureLead", input=lead(n)), "contactId"),
    "logCall": (AGENT, lambda c, n, _: c.ask("LogCall", input=call(n)), "callId"),
    "placeOrder": (SHOP, lambda c, n, _: c.ask("PlaceOrder", input=order(n)), "orderId"),
    "recordConsent": (AGENT, lambda c, _, p: c.ask("RecordConsent", input=said(p)), "consentId"),
    "withdrawConsent": (
        AGENT,
        lambda c, _, p: c.ask("WithdrawConsent", input=withdrawn(p)),
        "consentId",
    ),
    "rightsRequest": (OPERATOR, lambda c, n, _: c.ask("RightsRequest", id=requested(c, n)), "id"),
    "openRightsRequest": (
        OPERATOR,
        lambda c, n, _: c.ask("OpenRightsRequest", input={"type": "DELETE", "number": n}),
        "case",
    ),
    "verifyRequester": (
        OPERATOR,
        lambda c, n, _: c.ask("VerifyRequester", input={"case": requested(c, n), "code": "000000"}),
        "verified",
    ),
    # Their happy ends take two people and a code: tests/acceptance/test_deletion.py.
    "approvePlan": (
        APPROVER,
        lambda c, _, __: c.ask("ApprovePlan", input={"case": str(uuid4()), "plan": "0" * 64}),
        "code",
    ),
    "executeErasure": (
        OPERATOR,
        lambda c, _, __: c.ask("ExecuteErasure", input={"case": str(uuid4())}),
        "code",
    ),
    "revealPhone": (PRESENT, lambda c, _, p: c.ask("RevealPhone", input=revealed(p)), "number"),
}
"""By root: who asks, how, and a member of the answer; `consents` answers a list, which has none."""
