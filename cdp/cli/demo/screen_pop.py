"""Flow 1: a ringing number opens a profile, as far as the purpose, the person and the law allow."""

from __future__ import annotations

from secrets import randbelow
from typing import Final
from uuid import uuid4

from cdp.cli.demo.caller import Caller, Reply
from cdp.cli.demo.report import Flow
from cdp.cli.demo.stage import AGENT, MARKETER, OFFICER, SHOP, Stage
from cdp.wiring import now
from privacy.ledger.verify.merkle import Unverified
from privacy.ledger.verify.receipt import verify_receipt

NUMBER: Final = "+8613800138000"


async def play(stage: Stage) -> Flow:
    """Play it."""
    flow = Flow(name="screen_pop", title="Screen pop · 来电弹屏")
    agent, marketer = stage.caller(AGENT), stage.caller(MARKETER)
    await _customer(stage, agent)

    shown = await agent.ask("ScreenPop", number=NUMBER)
    context = shown.data.get("callerContext") or {}
    profile = context.get("resolution", {}).get("profile") or {}
    phones = [phone["display"] for phone in profile.get("phones") or []]
    orders = (context.get("lastOrders") or {}).get("edges", [])
    flow.promise("a known number opens her profile for customer service", held=bool(profile))
    flow.promise("her number is masked: 138****8000", held=phones == ["138****8000"])
    flow.promise("her orders and calls come in the same round trip", held=bool(orders))
    flow.promise(
        "every masked field says why, with its article",
        held=any(entry["article"] for entry in profile.get("privacy") or []),
    )

    without_consent, never_seen = drawn_number(), drawn_number()
    await agent.ask(
        "CaptureLead", input={"number": without_consent, "source": "web-form", "name": "李静"}
    )
    forbidden = await marketer.ask("CallList", number=without_consent)
    absent = await marketer.ask("CallList", number=never_seen)
    status = (forbidden.data.get("profileByPhone") or {}).get("status")
    flow.promise("without consent, marketing is told NOT_AVAILABLE", held=status == "NOT_AVAILABLE")
    flow.promise(
        "and that answer equals, byte for byte, that for a number never seen",
        held=forbidden.without_receipt() == absent.without_receipt(),
    )
    await _officer(stage, flow, forbidden)
    answers = [shown, forbidden, absent]
    flow.promise(
        "each answer's receipt verifies, before any checkpoint exists",
        held=all(_verifies(stage, answer) for answer in answers),
    )
    flow.counts = {"orders": len(orders), "receipts": len(answers)}
    return flow


def drawn_number() -> str:
    """A mobile number drawn at random: nobody in a demonstration has said anything under it."""
    return f"+86139{randbelow(10**8):08d}"


async def _customer(stage: Stage, agent: Caller) -> None:
    """Somebody who asked to be contacted, bought, and called."""
    await agent.ask(
        "CaptureLead",
        input={"number": NUMBER, "source": "web-form", "name": "张晓明", "email": "xm@example.com"},
    )
    at = now().isoformat()
    await stage.caller(SHOP).ask(
        "PlaceOrder",
        input={
            "number": NUMBER,
            "source": "order-system",
            "status": "PAID",
            "currency": "CNY",
            "placedAt": at,
            "externalNo": f"SO-{uuid4().hex[:12]}",
            "lines": [{"product": "电水壶 1.5L", "quantity": 2, "unitMinor": "19900"}],
        },
    )
    await agent.ask(
        "LogCall",
        input={
            "number": NUMBER,
            "source": "call-centre",
            "direction": "INBOUND",
            "startedAt": at,
            "result": "ANSWERED",
            "outcome": "INFO_SENT",
            "talkSeconds": 95,
            "notes": "询问保修期限",
        },
    )


async def _officer(stage: Stage, flow: Flow, forbidden: Reply) -> None:
    """The reason stands in the ledger, for those whose office it is."""
    log = await stage.caller(OFFICER).ask(
        "OfficerAccessLog",
        filter={"decision": "deny", "purpose": "MARKETING_DIRECT_CALL"},
        first=20,
    )
    entries = {
        edge["node"]["index"]: edge["node"]
        for edge in (log.data.get("accessLog") or {}).get("edges", [])
    }
    entry = entries.get(str(forbidden.access.get("index")), {})
    flow.promise(
        "the officer reads CONSENT_MISSING and PIPL 13(1) in the ledger",
        held=(entry.get("reason"), entry.get("article")) == ("CONSENT_MISSING", "PIPL 13(1)"),
    )
    flow.promise(
        "under a pseudonym: the entry names nobody",
        held=len(entry.get("subjects", [])) == 1 and entry.get("count") == 0,
    )


def _verifies(stage: Stage, answer: Reply) -> bool:
    """The signature over the batch, and the path of the entry to it."""
    keys = stage.at_work.service.keys
    try:
        verify_receipt(answer.access, key=keys.log.public, tenant=keys.handler, leaf=None)
    except Unverified:
        return False
    return True
