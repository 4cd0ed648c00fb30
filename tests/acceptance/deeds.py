"""Deeds: what people do with the service in these tests, as the inputs of mutations."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from secrets import randbelow
from typing import Any, Final
from uuid import uuid4

from cdp.wiring import now
from tests.acceptance.people import Caller

NAME: Final = "张晓明"
STARTED_AT: Final = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)


def a_number() -> str:
    """A mobile number, E.164, that no other test uses."""
    return f"+86139{randbelow(10**8):08d}"


def masked(number: str) -> str:
    """How `number` is shown."""
    national = number.removeprefix("+86")
    return f"{national[:3]}****{national[-4:]}"


def lead(number: str, **more: object) -> dict[str, object]:
    """Somebody asked to be contacted."""
    return {"number": number, "source": "web-form", "name": NAME, **more}


def contact(number: str, **more: object) -> dict[str, object]:
    """What the call centre knows of somebody."""
    return {"number": number, "source": "call-centre", "name": NAME, **more}


def call(number: str | None, **more: object) -> dict[str, object]:
    """Somebody called, and was answered."""
    whom = {} if number is None else {"number": number}
    return {
        **whom,
        "source": "call-centre",
        "direction": "INBOUND",
        "startedAt": STARTED_AT.isoformat(),
        "result": "ANSWERED",
        "outcome": "INFO_SENT",
        "talkSeconds": 95,
        "notes": "询问保修期限",
        **more,
    }


def order(number: str | None, **more: object) -> dict[str, object]:
    """Somebody bought two kettles."""
    whom = {} if number is None else {"number": number}
    return {
        **whom,
        "source": "order-system",
        "status": "PAID",
        "currency": "CNY",
        "placedAt": STARTED_AT.isoformat(),
        "externalNo": f"SO-{uuid4().hex[:12]}",
        "lines": [{"product": "电水壶 1.5L", "quantity": 2, "unitMinor": "19900"}],
        **more,
    }


def case(number: str | None, **more: object) -> dict[str, object]:
    """Somebody's kettle leaks."""
    whom = {} if number is None else {"number": number}
    return {
        **whom,
        "source": "call-centre",
        "kind": "FAULT",
        "subjectLine": "水壶漏水",
        "channel": "PHONE",
        "openedAt": STARTED_AT.isoformat(),
        **more,
    }


def resolved(profile: str, case: str, **more: object) -> dict[str, object]:
    """It was exchanged."""
    solution = {"rootCause": "PRODUCT", "resolution": "换新"}
    return {"profile": profile, "case": case, **solution, **more}


def scored(profile: str, **more: object) -> dict[str, object]:
    """Somebody was well pleased."""
    return {
        "profile": profile,
        "source": "call-centre",
        "kind": "CSAT",
        "score": 5,
        "comment": "很快",
        **more,
    }


def message(number: str | None, **more: object) -> dict[str, object]:
    """Somebody was sent a text message."""
    whom = {} if number is None else {"number": number}
    return {
        **whom,
        "source": "call-centre",
        "channel": "SMS",
        "direction": "OUTBOUND",
        "state": "SENT",
        "sentAt": STARTED_AT.isoformat(),
        "template": "case-opened",
        **more,
    }


def disputed(profile: str, phone: str, **more: object) -> dict[str, object]:
    """Somebody else answers this number of hers."""
    reason = {"reason": "SOMEBODY_ELSE_ANSWERS"}
    return {"profile": profile, "phone": phone, **reason, **more}


def corrected(profile: str, **more: object) -> dict[str, object]:
    """Somebody says how her name is right."""
    return {
        "profile": profile,
        "source": "call-centre",
        "corrected": {"name": NAME},
        **more,
    }


def said(profile: str, *, given: bool = True, **more: object) -> dict[str, object]:
    """Somebody said yes or no to being called for marketing."""
    return {
        "profile": profile,
        "purpose": "MARKETING_DIRECT_CALL",
        "given": given,
        "method": "CALL",
        **more,
    }


def withdrawn(profile: str, **more: object) -> dict[str, object]:
    """Somebody took that yes back."""
    return {"profile": profile, "purpose": "MARKETING_DIRECT_CALL", "method": "CALL", **more}


def revealed(profile: str, **more: object) -> dict[str, object]:
    """An agent needs the whole number."""
    return {"profile": profile, "reason": "her line is bad", "caseRef": "TKT-1042", **more}


def restricting(profile: str, **more: object) -> dict[str, object]:
    """Nobody is to process somebody's data any more."""
    why = {"reason": "REQUESTED", "citation": "PIPL 44"}
    return {"profile": profile, **why, "caseRef": "TKT-1042", **more}


def freeing(profile: str, **more: object) -> dict[str, object]:
    """Somebody's restriction is over."""
    return {"profile": profile, "caseRef": "TKT-1042", **more}


def captured(agent: Caller, number: str, **more: object) -> str:
    """The profile of somebody who asked to be contacted just now."""
    payload: dict[str, Any] = agent.ask("CaptureLead", input=lead(number, **more)).payload
    return str(payload["profile"]["id"])


def consented(agent: Caller, number: str) -> str:
    """The profile of somebody who may be called for marketing."""
    profile = captured(agent, number)
    payload = agent.ask("RecordConsent", input=said(profile)).payload
    assert "consentId" in payload
    return profile


def opened(agent: Caller, number: str, **more: object) -> str:
    """The case that somebody has just opened."""
    payload: dict[str, Any] = agent.ask("OpenCase", input=case(number, **more)).payload
    return str(payload["caseId"])


def placed(shop: Caller, number: str, **more: object) -> str:
    """The order that somebody has just placed."""
    payload: dict[str, Any] = shop.ask("PlaceOrder", input=order(number, **more)).payload
    return str(payload["orderId"])


AGREE: Final = (
    "mutation($i: RecordConsentInput!) @purpose(is: SALES_FOLLOW_UP) {"
    " recordConsent(input: $i) { ... on RecordConsentDone { consentId } } }"
)
LEADS: Final = (
    "query($p: ID!) @purpose(is: SALES_FOLLOW_UP) { profile(id: $p) { leads(first: 20) { edges {"
    " node { id qualification status duplicateOf rejectReason invalid paused intentLevel need"
    " coolDownUntil firstResponseAt slaDueAt"
    " changes { event before after rule ruleVersion reason evidence } } } } } }"
)


def followed(seller: Caller, profile: str) -> list[dict[str, Any]]:
    """The leads of somebody who agrees to be followed up, newest first."""
    agreed = seller.say(AGREE, i=said(profile, purpose="SALES_FOLLOW_UP")).payload
    assert "consentId" in agreed
    return leads_of(seller, profile)


def leads_of(seller: Caller, profile: str) -> list[dict[str, Any]]:
    """The leads of a person, newest first, as a seller sees them."""
    shown = seller.say(LEADS, p=profile).payload
    return [edge["node"] for edge in shown["leads"]["edges"]]


def on_lead(profile: str, lead_id: str, **more: object) -> dict[str, object]:
    """An act on a lead."""
    return {"profile": profile, "lead": lead_id, **more}


def planned(profile: str, **more: object) -> dict[str, object]:
    """Somebody is to be called tomorrow."""
    tomorrow = now() + timedelta(days=1)
    return {"profile": profile, "kind": "CALLBACK", "dueAt": tomorrow.isoformat(), **more}


_WHY: Final = {"evidence": "COMPARED_RECORDS", "reason": "SAME_PERSON"}
_WHY_NOT: Final = {"evidence": "PERSON_SAID", "reason": "DIFFERENT_PEOPLE"}


def together(profile: str, other: str, **more: object) -> dict[str, object]:
    """Two profiles are one person, as nobody's preview showed."""
    return {"profile": profile, "other": other, "previewHash": "0" * 32, **_WHY, **more}


def taken_back(decision: str, **more: object) -> dict[str, object]:
    """A merge was wrong."""
    return {"decision": decision, **_WHY_NOT, **more}


def split(profile: str, *subjects: str, **more: object) -> dict[str, object]:
    """Some records of a profile are somebody else."""
    return {"profile": profile, "subjects": list(subjects), **_WHY_NOT, **more}


def previewed(steward: Caller, profile: str, other: str) -> dict[str, object]:
    """Two profiles were looked at, and are one person."""
    shown = steward.ask("PreviewMerge", profile=profile, other=other).payload
    return together(profile, other, previewHash=shown["hash"])


def merged(steward: Caller, profile: str, other: str) -> str:
    """The decision by which two profiles are one person."""
    given = previewed(steward, profile, other)
    payload: dict[str, Any] = steward.ask("MergeProfiles", input=given).payload
    return str(payload["decisionId"])


def ruled(**more: object) -> dict[str, object]:
    """A rule of matching, to be tried."""
    return {
        "key": "email-only",
        "identifier": "EMAIL",
        "action": "SUGGEST",
        "priority": 15,
        "minVerification": "DECLARED",
        "maxPerSubject": 3,
        "maxSubjectsPerValue": 4,
        "secondKeys": [],
        "active": True,
        "dryRun": True,
        **more,
    }
