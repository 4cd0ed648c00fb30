"""A person of whom everything is known, and what each root field answers of her."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

import strawberry

from cdp.api.calls.payloads import LogCallDone
from cdp.api.calls.types import Call
from cdp.api.cases.payloads import OpenCaseDone, RecordSatisfactionDone, ResolveCaseDone
from cdp.api.cases.scores import Satisfaction
from cdp.api.cases.types import CaseConnection, ServiceCase
from cdp.api.consents.payloads import RecordConsentDone, WithdrawConsentDone
from cdp.api.consents.types import ConsentState
from cdp.api.contacts.payloads import ConfirmContactDataDone, UpsertContactDone
from cdp.api.contacts.types import Contact
from cdp.api.leads.payloads import (
    CaptureLeadDone,
    ClaimLeadDone,
    HandOffLeadDone,
    QualifyLeadDone,
    RejectLeadDone,
    ReturnToPoolDone,
)
from cdp.api.leads.types import Lead, LeadConnection
from cdp.api.messages.payloads import LogMessageDone
from cdp.api.messages.types import Message
from cdp.api.numbers.payloads import DisputePhoneDone
from cdp.api.orders.payloads import PlaceOrderDone, UpdateOrderDone
from cdp.api.orders.types import Order, OrderConnection
from cdp.api.people.contact import shown
from cdp.api.people.payloads import RevealPhoneDone
from cdp.api.people.profile import Profile
from cdp.api.people.profiles import ProfileConnection
from cdp.api.people.resolution import CallerContext, PhoneResolution, unreadable
from cdp.api.restrictions.payloads import ReleaseRestrictionDone, RestrictProcessingDone
from cdp.api.rights.payloads import (
    ApprovePlanDone,
    ExecuteErasureDone,
    OpenRightsRequestDone,
    VerifyRequesterDone,
)
from cdp.api.rights.types import request_of
from cdp.api.rows import Owned, Rows
from cdp.api.tasks.payloads import CompleteTaskDone, ScheduleTaskDone
from cdp.api.tasks.types import Task, TaskConnection
from cdp.api.timeline.types import TimelineConnection
from cdp.cases.facts import CaseFacts, SatisfactionFacts
from cdp.contacts.facts import ContactFacts
from cdp.contacts.provenance import part_of
from cdp.contacts.survivorship import ContactField
from cdp.interactions.facts import CallFacts
from cdp.interactions.message_facts import MessageFacts
from cdp.leads.facts import LeadFacts
from cdp.leads.fragments import COLUMNS as LEAD_COLUMNS
from cdp.orders.facts import OrderFacts
from cdp.profile.person import Person
from cdp.tasks.facts import TaskFacts
from privacy.contactability import NOBODY
from privacy.policy import default_document, load
from privacy.rights.plan import Plan, Step, Treatment
from privacy.terms import DataCategory, KeyCategory
from privacy.vault import Sealed
from tests.cells import (
    case_cells,
    contact_cells,
    message_cells,
    order_cells,
    satisfaction_cells,
)
from tests.house import identities, matchings
from tests.unit.plan.scene import IDS
from tests.unit.vault.scene import PERSON, field_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cdp.database.cells import Cells
    from privacy.store.statement import Row

_ROW: Final = UUID("0192f000-0000-7000-8000-0000000000c1")
_AT: Final = datetime(2026, 11, 22, 3, 45, tzinfo=UTC)
_KEY: Final = field_key()
_ID: Final = strawberry.ID(str(_ROW))

_LEAD: Final = {"profile": str(PERSON), "lead": str(_ROW)}

KEYS: Final = {PERSON: dict.fromkeys(KeyCategory, _KEY)}
"""Her opened keys."""

VALUES: Final[Mapping[str, object]] = {
    "PhoneNumber": "13800138000",
    "Int": 5,
    "ID": str(PERSON),
    "String": "name",
    "[PhoneNumber!]": ["13800138000"],
    "[ID!]": ["0"],
    "Channel": "PHONE",
    "ProfileOrder": "NEWEST",
    "UpsertContactInput": {"number": "13800138000", "source": "web-form"},
    "CaptureLeadInput": {"number": "13800138000", "source": "web-form"},
    "LogCallInput": {
        "source": "call-centre",
        "direction": "INBOUND",
        "startedAt": "2026-11-22T03:45:00Z",
        "result": "ANSWERED",
    },
    "QualifyLeadInput": {**_LEAD, "to": "MQL", "evidence": "asked for a quotation"},
    "RejectLeadInput": {**_LEAD, "reason": "PRICE"},
    "ReturnToPoolInput": {**_LEAD, "reason": "BAD_TIMING"},
    "ClaimLeadInput": _LEAD,
    "HandOffLeadInput": {**_LEAD, "to": "local:agent-8", "context": "call after noon"},
    "ScheduleTaskInput": {
        "profile": str(PERSON),
        "kind": "CALLBACK",
        "dueAt": "2026-11-22T03:45:00Z",
    },
    "CompleteTaskInput": {"profile": str(PERSON), "task": str(_ROW), "done": True},
    "PlaceOrderInput": {
        "source": "order-system",
        "status": "PAID",
        "currency": "CNY",
        "placedAt": "2026-11-22T03:45:00Z",
        "lines": [],
    },
    "UpdateOrderInput": {"source": "order-system", "order": str(PERSON), "status": "PAID"},
    "ConfirmContactDataInput": {"source": "call-centre", "profile": str(PERSON)},
    "OpenCaseInput": {"source": "call-centre", "kind": "FAULT"},
    "ResolveCaseInput": {"profile": str(PERSON), "case": str(PERSON)},
    "RecordSatisfactionInput": {"source": "call-centre", "kind": "CSAT", "score": 5},
    "LogMessageInput": {
        "source": "call-centre",
        "channel": "SMS",
        "direction": "OUTBOUND",
        "state": "SENT",
        "sentAt": "2026-11-22T03:45:00Z",
    },
    "RecordConsentInput": {"purpose": "SALES_FOLLOW_UP", "given": True, "method": "CALL"},
    "WithdrawConsentInput": {"purpose": "SALES_FOLLOW_UP", "method": "CALL"},
    "OpenRightsRequestInput": {"type": "DELETE", "number": "13800138000"},
    "VerifyRequesterInput": {"case": str(PERSON), "code": "042042"},
    "RestrictProcessingInput": {
        "profile": str(PERSON),
        "reason": "REQUESTED",
        "citation": "PIPL 44",
        "caseRef": "TKT-1042",
    },
    "ReleaseRestrictionInput": {"profile": str(PERSON), "caseRef": "TKT-1042"},
    "ApprovePlanInput": {"case": str(PERSON), "plan": "0" * 64},
    "ExecuteErasureInput": {"case": str(PERSON)},
    "DisputePhoneInput": {
        "profile": str(PERSON),
        "phone": str(PERSON),
        "reason": "PERSON_SAYS_SO",
    },
    **identities.inputs(str(PERSON), str(_ROW)),
    **matchings.inputs(str(_ROW)),
    "RevealPhoneInput": {"profile": str(PERSON), "reason": "call back", "caseRef": "TKT-1042"},
}
"""A value of every type that an argument of the surface may have."""


def _sealed(text: str, column: str, category: DataCategory) -> Sealed:
    return Sealed(_cell(text, column), subject=PERSON, row=_ROW, column=column, category=category)


def _cell(text: str, column: str) -> bytes:
    return _KEY.seal(text.encode(), row=_ROW, column=column)


def _number() -> Cells:
    e164 = _cell("8613800138000", "phone_ownership.e164")
    return (PERSON, _ROW, e164, "ACTIVE", _AT, "CN", "Guangdong", "MOBILE")


def _won(text: str, field: str) -> Cells:
    return (PERSON, _ROW, _cell(text, f"contact.{field}"))


def _call() -> Cells:
    notes = _cell("询问保修期限", "call.notes")
    spoken = ("INBOUND", _AT, 8, 95, "ANSWERED", "INTERESTED", notes, "local:agent-7")
    recording = _cell("REC-1", "call.recording_ref")
    came_to = ("PHONE", "A_READY", "PRICE", _AT, recording, "spring", _ROW, None)
    return (PERSON, _ROW, *spoken, *came_to)


def _lead() -> Cells:
    texts = ("form", "pain_point", "need", "budget_range", "authority", "timeline")
    said: dict[str, object] = {name: _cell("想要报价", f"lead.{name}") for name in texts}
    said |= {"subject_id": PERSON, "id": _ROW, "source": "web-form", "captured_at": _AT}
    said |= {"qualification": "MQL", "status": "WORKING", "paused": False, "pool": "common"}
    said |= {"intent_level": "B_STRONG", "reject_reason": "PRICE", "abandon_node": "QUOTE"}
    said |= {"invalid": "DUPLICATE", "acceptance": "PENDING", "product": "电水壶"}
    said |= {"campaign": "spring", "tracking_link": "qr-7", "fit_score": 3, "engagement_score": 4}
    said |= dict.fromkeys(("cool_down_until", "sla_due_at", "first_response_at"), _AT)
    evidence = _cell("asked for a quotation", "lead_stage_change.evidence")
    change = (_ROW, "INTERESTED", "RAW", "MQL", "OTHER", "call-outcomes", 1, "local:agent-7")
    return (*(said.get(name) for name in LEAD_COLUMNS), [(*change, evidence, _AT)])


def _task() -> TaskFacts:
    script = _cell("请先核对地址", "task.script")
    planned = ("CALLBACK", "sales.follow_up", _AT, _AT, "PHONE", 3, "OPEN", script, None)
    return TaskFacts.of(_AT, (PERSON, _ROW, *planned, "PERSON", _ROW, None, None, "local:agent-7"))


def person() -> Person:
    """Somebody with one of everything."""
    number, contact, call, lead = _number(), contact_cells(_cell), _call(), _lead()
    case, order, message = case_cells(_cell), order_cells(_cell), message_cells()
    row: dict[str | int, object] = {
        "phones": [number],
        "name": _won("张晓明", "name"),
        "email": _won("xm@example.com", "email"),
        "address": _won("广东省\x1f\x1f", "address"),
        "contacts": [contact],
        "orders": [order],
        "calls": [call],
        "messages": [message],
        "cases": [case],
        "open_cases": [case],
        "satisfaction": [satisfaction_cells(_cell)],
        "leads": [lead],
        "consents": [(0, "given", _AT, _AT, None)],
        **{part_of(field): (PERSON, _ROW, "web-form", _AT, _AT) for field in ContactField},
        "timeline_call": [call],
        "timeline_message": [message],
        "timeline_lead": [lead],
        "timeline_case": [case],
        "timeline_order": [order],
        "interactions_call": [call],
        "interactions_message": [message],
    }
    return Person.of(PERSON, row, frozenset(map(str, row)))


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
    task = _task()
    return {
        "leads": LeadConnection(of=Rows("leads", whole.leads, 5, None, whole)),
        "leadPool": LeadConnection(of=Rows("leads", whole.leads, 5, None, whole)),
        "myTasks": TaskConnection(of=Rows("page.myTasks", [task], 5, None, whole)),
        "qualifyLead": QualifyLeadDone(lead_id=_ID, profile=done),
        "rejectLead": RejectLeadDone(lead_id=_ID, profile=done),
        "returnToPool": ReturnToPoolDone(lead_id=_ID, profile=done),
        "claimLead": ClaimLeadDone(lead_id=_ID, profile=done),
        "handOffLead": HandOffLeadDone(lead_id=_ID, profile=done),
        "scheduleTask": ScheduleTaskDone(task_id=_ID, profile=done),
        "completeTask": CompleteTaskDone(task_id=_ID, profile=done),
        "callerContext": CallerContext(person=whole),
        "profileByPhone": PhoneResolution(person=whole),
        "node": done,
        "nodes": [
            done,
            Contact(contact=ContactFacts.of(contact_cells(_cell))),
            Lead(lead=LeadFacts.of(_lead())),
            Order(order=OrderFacts.of(order_cells(_cell))),
            Call(call=CallFacts.of(_call())),
            Message(message=MessageFacts.of(message_cells())),
            ServiceCase(case=CaseFacts.of(case_cells(_cell))),
            Satisfaction(said=SatisfactionFacts.of(satisfaction_cells(_cell))),
            Task(task=task),
            None,
        ],
        "profile": done,
        "profiles": ProfileConnection(of=Rows("profiles", [Owned(task, whole)], 5, None)),
        "contactability": shown(NOBODY),
        "contactabilityBatch": [shown(NOBODY)],
        "resolvePhones": [PhoneResolution(person=whole), unreadable("Give a number.")],
        "timeline": TimelineConnection(of=Rows("timeline", whole.timeline, 5, None, whole)),
        "orders": OrderConnection(of=Rows("orders", whole.orders, 5, None, whole)),
        "serviceCases": CaseConnection(of=Rows("service_cases", whole.cases, 5, None, whole)),
        "consents": [ConsentState(facts=facts, cell=cell) for facts in whole.consents],
        "disputePhone": DisputePhoneDone(phone_id=_ID, profile=done),
        "upsertContact": UpsertContactDone(contact_id=_ID, profile=done),
        "captureLead": CaptureLeadDone(contact_id=_ID, lead_id=_ID, profile=done),
        "logCall": LogCallDone(call_id=_ID, lead_id=_ID, case_id=_ID, task_id=_ID, profile=done),
        "placeOrder": PlaceOrderDone(order_id=_ID, profile=done),
        "updateOrder": UpdateOrderDone(order_id=_ID, profile=done),
        "confirmContactData": ConfirmContactDataDone(contact_id=_ID, profile=done),
        "openCase": OpenCaseDone(case_id=_ID, rights_request=_ID, profile=done),
        "resolveCase": ResolveCaseDone(case_id=_ID, profile=done),
        "recordSatisfaction": RecordSatisfactionDone(
            satisfaction_id=_ID, follow_up=None, task_id=None, profile=done
        ),
        "logMessage": LogMessageDone(message_id=_ID, profile=done),
        "recordConsent": RecordConsentDone(consent_id=_ID, recorded_at=_AT),
        "withdrawConsent": WithdrawConsentDone(consent_id=_ID, recorded_at=_AT),
        "restrictProcessing": RestrictProcessingDone(restricted_since=_AT, was_restricted=False),
        "releaseRestriction": ReleaseRestrictionDone(disputed_numbers=1),
        "rightsRequest": request_of(IDS, request()),
        "openRightsRequest": OpenRightsRequestDone(case=_ID),
        "verifyRequester": VerifyRequesterDone(verified=True),
        "approvePlan": ApprovePlanDone(case=_ID),
        "executeErasure": ExecuteErasureDone(certificate="{}", slip=["00"]),
        "revealPhone": RevealPhoneDone(sealed=number),
        **matchings.answers(whole, _ROW),
        **identities.answers(PERSON, _ROW, cell, number=_number(), sealed=_cell),
    }
