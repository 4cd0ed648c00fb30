"""A person of whom everything is known, and what each root field answers of her."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

import strawberry

from cdp.api.calls.payloads import LogCallDone
from cdp.api.consents.payloads import RecordConsentDone, WithdrawConsentDone
from cdp.api.consents.types import ConsentState
from cdp.api.contacts.payloads import UpsertContactDone
from cdp.api.leads.payloads import CaptureLeadDone
from cdp.api.orders.payloads import PlaceOrderDone
from cdp.api.orders.types import order_connection
from cdp.api.page import owned
from cdp.api.people.payloads import RevealPhoneDone
from cdp.api.people.profile import Profile
from cdp.api.people.resolution import CallerContext, PhoneResolution
from cdp.api.rights.payloads import (
    ApprovePlanDone,
    ExecuteErasureDone,
    OpenRightsRequestDone,
    VerifyRequesterDone,
)
from cdp.api.rights.types import request_of
from cdp.api.turn import Turn
from cdp.contacts.facts import ContactFacts
from cdp.identity.facts import OwnedNumber
from cdp.interactions.facts import CallFacts
from cdp.orders.facts import OrderFacts
from cdp.profile.person import ConsentFacts, Person
from privacy.policy import default_document, load
from privacy.rights.plan import Plan, Step, Treatment
from privacy.terms import DataCategory, KeyCategory
from privacy.vault import Sealed
from tests.unit.plan.scene import CURSORS
from tests.unit.vault.scene import PERSON, field_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from privacy.store.statement import Row

_ROW: Final = UUID("0192f000-0000-7000-8000-0000000000c1")
_AT: Final = datetime(2026, 11, 22, 3, 45, tzinfo=UTC)
_KEY: Final = field_key()
_ID: Final = strawberry.ID(str(_ROW))

KEYS: Final = {PERSON: dict.fromkeys(KeyCategory, _KEY)}
"""Her opened keys."""

VALUES: Final[Mapping[str, object]] = {
    "PhoneNumber": "13800138000",
    "Int": 5,
    "ID": str(PERSON),
    "String": "0",
    "UpsertContactInput": {"number": "13800138000", "source": "web-form"},
    "CaptureLeadInput": {"number": "13800138000", "source": "web-form"},
    "LogCallInput": {
        "source": "call-centre",
        "direction": "INBOUND",
        "startedAt": "2026-11-22T03:45:00Z",
        "result": "ANSWERED",
    },
    "PlaceOrderInput": {
        "source": "order-system",
        "status": "PAID",
        "currency": "CNY",
        "placedAt": "2026-11-22T03:45:00Z",
        "lines": [],
    },
    "RecordConsentInput": {"purpose": "SALES_FOLLOW_UP", "given": True, "method": "CALL"},
    "WithdrawConsentInput": {"purpose": "SALES_FOLLOW_UP", "method": "CALL"},
    "OpenRightsRequestInput": {"type": "DELETE", "number": "13800138000"},
    "VerifyRequesterInput": {"case": str(PERSON), "code": "042042"},
    "ApprovePlanInput": {"case": str(PERSON), "plan": "0" * 64},
    "ExecuteErasureInput": {"case": str(PERSON)},
    "RevealPhoneInput": {"profile": str(PERSON), "reason": "call back", "caseRef": "TKT-1042"},
}
"""A value of every type that an argument of the surface may have."""


def _sealed(text: str, column: str, category: DataCategory) -> Sealed:
    return Sealed(_cell(text, column), subject=PERSON, row=_ROW, column=column, category=category)


def _cell(text: str, column: str) -> bytes:
    return _KEY.seal(text.encode(), row=_ROW, column=column)


def _number() -> OwnedNumber:
    e164 = _cell("8613800138000", "phone_ownership.e164")
    return OwnedNumber.of((PERSON, _ROW, e164, "ACTIVE", _AT, "CN", "Guangdong", "MOBILE"))


def _contact() -> ContactFacts:
    texts = {
        "name": "张晓明",
        "email": "xm@example.com",
        "address": "广东省\x1f\x1f",
        "company": "A",
    }
    cells = [_cell(text, f"contact.{name}") for name, text in texts.items()]
    return ContactFacts.of((PERSON, _ROW, "web-form", "CUSTOMER", *cells, _AT, 1))


def _call() -> CallFacts:
    notes = _cell("询问保修期限", "call.notes")
    spoken = ("INBOUND", _AT, 8, 95, "ANSWERED", "INTERESTED", notes, "local:agent-7")
    return CallFacts.of((PERSON, _ROW, *spoken))


def _order() -> OrderFacts:
    number = _cell("SO-1", "customer_order.external_no")
    lines = [("电水壶", 2, 19_900)]
    return OrderFacts.of((PERSON, _ROW, number, "PAID", 39_800, "CNY", _AT, lines))


def person() -> Person:
    """Somebody with one of everything."""
    return Person(
        subject=PERSON,
        numbers=(_number(),),
        name=_sealed("张晓明", "contact.name", DataCategory.IDENTITY_NAME),
        email=_sealed("xm@example.com", "contact.email", DataCategory.CONTACT_EMAIL),
        address=_sealed("广东省\x1f\x1f", "contact.address", DataCategory.CONTACT_ADDRESS),
        contacts=(_contact(),),
        orders=(_order(),),
        calls=(_call(),),
        consents=(ConsentFacts.of(PERSON, (0, "given", _AT, _AT)),),
    )


def request() -> Row:
    """The row of a request, with a plan and a certificate."""
    steps = (
        Step(table="contact", treatment=Treatment.REMOVE, rows=1),
        Step(table="consent_event", treatment=Treatment.KEEP, rows=1, article="PIPL 69(1)"),
    )
    plan = Plan(case=_ROW, policy="0" * 64, steps=steps)
    row: dict[str | int, object] = {
        "id": _ROW,
        "type": "DELETE",
        "state": "COMPLETED",
        "opened_at": _AT,
        "plan": plan.to_bytes(),
        "certificate": b"{}",
    }
    return row


def answers() -> dict[str, object]:
    """What the roots hand to graphql-core, by root field; those of the ledger hold nobody."""
    whole, cell = person(), load(default_document()).cells[0]
    done = Profile(person=whole)
    number = _sealed("8613800138000", "phone_ownership.e164", DataCategory.CONTACT_PHONE)
    return {
        "callerContext": CallerContext(person=whole),
        "profileByPhone": PhoneResolution(person=whole),
        "profile": done,
        "orders": order_connection(Turn(cursors=CURSORS), owned(whole, whole.orders), 5),
        "consents": [ConsentState(facts=facts, cell=cell) for facts in whole.consents],
        "upsertContact": UpsertContactDone(contact_id=_ID, profile=done),
        "captureLead": CaptureLeadDone(contact_id=_ID, profile=done),
        "logCall": LogCallDone(call_id=_ID, profile=done),
        "placeOrder": PlaceOrderDone(order_id=_ID, profile=done),
        "recordConsent": RecordConsentDone(consent_id=_ID, recorded_at=_AT),
        "withdrawConsent": WithdrawConsentDone(consent_id=_ID, recorded_at=_AT),
        "rightsRequest": request_of(request()),
        "openRightsRequest": OpenRightsRequestDone(case=_ID),
        "verifyRequester": VerifyRequesterDone(verified=True),
        "approvePlan": ApprovePlanDone(case=_ID),
        "executeErasure": ExecuteErasureDone(certificate="{}", slip=["00"]),
        "revealPhone": RevealPhoneDone(sealed=number),
    }
