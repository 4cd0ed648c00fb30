"""A person as rows say: every cell lands under its own category, and none opens without a Grant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cdp.contacts.facts import ContactFacts
from cdp.contacts.record import ContactRole
from cdp.database.cells import Cells
from cdp.identity.facts import OwnedNumber
from cdp.identity.record import NumberStatus
from cdp.interactions.facts import CallFacts
from cdp.interactions.record import CallOutcome, CallResult, Channel, Direction
from cdp.leads.facts import LeadFacts
from cdp.leads.fragments import COLUMNS
from cdp.leads.record import LeadStatus, PplState, Qualification
from cdp.leads.store import LEARNED
from cdp.orders.facts import OrderFacts
from cdp.orders.record import OrderStatus
from cdp.profile.person import ConsentFacts, Person
from cdp.tasks.facts import TaskFacts
from cdp.tasks.record import TaskState
from cdp.vocabulary import IntentLevel, LeadEvent, RejectReason, TaskKind
from privacy.grant import View
from privacy.terms import KEY_OF, ConsentState, DataCategory, Effect, LineType
from privacy.testing.grants import grant_for
from tests.cells import AT, ROW, contact_cells, order_cells, parts, silent_contact_cells
from tests.unit.vault.scene import PERSON, field_key

if TYPE_CHECKING:
    from privacy.grant import Grant

KEY = field_key()
KEYS = {PERSON: dict.fromkeys(KEY_OF.values(), KEY)}


def cell(text: str, column: str) -> bytes:
    return KEY.seal(text.encode(), row=ROW, column=column)


def showing(*categories: DataCategory) -> Grant:
    """A grant that shows these categories whole, and no other."""
    return grant_for(KEYS, views=dict.fromkeys(categories, View(effect=Effect.ALLOW)))


NUMBER: Cells = (
    PERSON,
    ROW,
    cell("8613800138000", "phone_ownership.e164"),
    "ACTIVE",
    AT,
    "CN",
    "Guangdong",
    "MOBILE",
)
CONTACT: Cells = contact_cells(cell)
CALL: Cells = (
    PERSON,
    ROW,
    "INBOUND",
    AT,
    8,
    95,
    "ANSWERED",
    "INTERESTED",
    cell("询问保修期限", "call.notes"),
    "local:agent-7",
    "PHONE",
    "B_STRONG",
    "PRICE",
    AT,
    cell("REC-1", "call.recording_ref"),
    "spring",
    ROW,
    None,
)
ORDER: Cells = order_cells(cell)
_SAID: dict[str, object] = {
    **{name: cell("想要报价", f"lead.{name}") for name in LEARNED},
    "subject_id": PERSON,
    "id": ROW,
    "source": "web-form",
    "campaign": "spring",
    "captured_at": AT,
    "qualification": "MQL",
    "status": "WORKING",
    "paused": False,
    "intent_level": "B_STRONG",
    "reject_reason": "PRICE",
    "owner": "local:agent-7",
    "duplicate_of": ROW,
    "fit_score": 3,
    "acceptance": "PENDING",
}
CHANGE: Cells = (
    *(ROW, "INTERESTED", "RAW", "MQL", None, "call-outcomes", 1, "local:agent-7"),
    cell("asked for a quotation", "lead_stage_change.evidence"),
    AT,
)
LEAD: Cells = (*(_SAID.get(name) for name in COLUMNS), [CHANGE])
CONSENT: Cells = (3, "given", AT, None, None)


ROW_OF_HERS: dict[str | int, object] = {
    "phones": [NUMBER],
    "contacts": [CONTACT],
    "calls": [CALL],
    "leads": [LEAD],
    "orders": [ORDER],
    "consents": [CONSENT],
    "name": (PERSON, ROW, cell("张晓明", "contact.name")),
}
EVERYTHING = Person.of(PERSON, ROW_OF_HERS, frozenset(map(str, ROW_OF_HERS)))


def test_a_number_is_sealed_and_what_calls_showed_of_its_line_is_a_call_record() -> None:
    """Allocation facts tell no digit and stand clear."""
    number = OwnedNumber.of(NUMBER)
    assert number.e164 is not None
    assert number.e164.open(showing(DataCategory.CONTACT_PHONE)) == "+8613800138000"
    line = showing(DataCategory.CONTACT_CALL_RECORD)
    assert (number.status.open(line), number.verified_at.open(line)) == (NumberStatus.ACTIVE, AT)
    assert (number.country, number.region, number.line_type) == ("CN", "Guangdong", LineType.MOBILE)


def test_each_field_of_a_contact_opens_under_its_own_category() -> None:
    """A company is part of who somebody is, as her name is."""
    contact = ContactFacts.of(CONTACT)
    name, email, address, company = (
        contact.name,
        contact.email,
        contact.address,
        contact.company,
    )
    assert name is not None
    assert email is not None
    assert address is not None
    assert company is not None
    names = showing(DataCategory.IDENTITY_NAME)
    assert (name.open(names), company.open(names)) == ("张晓明", "Acme")
    assert email.open(showing(DataCategory.CONTACT_EMAIL)) == "xm@example.com"
    assert email.open(names) is None
    assert "南山路" in str(address.open(showing(DataCategory.CONTACT_ADDRESS)))
    assert contact.source.open(showing(DataCategory.ACQUISITION_SOURCE)) == "web-form"
    assert contact.role.open(showing(DataCategory.DERIVED_STAGE)) is ContactRole.CUSTOMER


def test_a_contact_holds_none_where_the_source_said_nothing() -> None:
    """There is nothing to open, and nothing to tell from what is withheld."""
    contact = ContactFacts.of(silent_contact_cells())
    assert [contact.name, contact.email, contact.address, contact.company] == [None] * 4


def test_a_call_s_record_outcome_notes_and_agent_are_four_categories() -> None:
    """Sales reads outcomes of its own calls; whose call it was is the agent's own data."""
    call = CallFacts.of(CALL)
    record = showing(DataCategory.CONTACT_CALL_RECORD)
    assert (
        call.direction.open(record),
        call.started_at.open(record),
        call.ring_s.open(record),
        call.talk_s.open(record),
        call.result.open(record),
    ) == (Direction.INBOUND, AT, 8, 95, CallResult.ANSWERED)
    assert (call.outcome.open(record), call.agent.open(record)) == (None, None)
    outcome = showing(DataCategory.CONTACT_CALL_OUTCOME)
    assert call.outcome.open(outcome) is CallOutcome.INTERESTED
    assert call.agent.open(showing(DataCategory.STAFF_ACTIVITY)) == "local:agent-7"
    assert call.notes is not None
    assert call.notes.open(showing(DataCategory.FREETEXT_CALL)) == "询问保修期限"


def test_what_a_call_came_to_opens_under_its_own_categories() -> None:
    """The place of a recording is what was said in it; the campaign is where she comes from."""
    call, outcome = CallFacts.of(CALL), showing(DataCategory.CONTACT_CALL_OUTCOME)
    assert (call.intent.open(outcome), call.reject_reason.open(outcome)) == (
        IntentLevel.B_STRONG,
        RejectReason.PRICE,
    )
    record = showing(DataCategory.CONTACT_CALL_RECORD)
    assert (call.channel.open(record), call.callback_at.open(record)) == (Channel.PHONE, AT)
    assert call.campaign.open(showing(DataCategory.ACQUISITION_SOURCE)) == "spring"
    assert call.recording_ref is not None
    assert call.recording_ref.open(showing(DataCategory.CONTACT_CALL_CONTENT)) == "REC-1"
    assert (call.lead, call.case) == (ROW, None)


def test_a_call_without_outcome_and_notes_holds_none() -> None:
    """Nobody answered, nobody noted anything."""
    call = CallFacts.of((*CALL[:7], None, None, "local:agent-7", "PHONE", *[None] * 7))
    assert (call.recording_ref, call.lead) == (None, None)
    assert call.outcome.open(showing(DataCategory.CONTACT_CALL_OUTCOME)) is None
    assert call.notes is None


def test_a_lead_s_source_stage_need_intent_scores_and_owner_are_six_categories() -> None:
    """Sales sees how far it has come, and not by which way it came."""
    lead = LeadFacts.of(LEAD)
    source = showing(DataCategory.ACQUISITION_SOURCE)
    told = (lead.source, lead.campaign, lead.captured_at, lead.acceptance, lead.product)
    assert [fact.open(source) for fact in told] == [
        "web-form",
        "spring",
        AT,
        PplState.PENDING,
        None,
    ]
    stage = showing(DataCategory.DERIVED_STAGE)
    assert (lead.qualification.open(stage), lead.status.open(stage), lead.paused.open(stage)) == (
        Qualification.MQL,
        LeadStatus.WORKING,
        False,
    )
    assert lead.source.open(stage) is None
    forms = showing(DataCategory.FREETEXT_FORM)
    assert [text.open(forms) for text in lead.learned.values() if text] == ["想要报价"] * 6
    outcome = showing(DataCategory.CONTACT_CALL_OUTCOME)
    assert lead.intent.open(outcome) is IntentLevel.B_STRONG
    assert lead.fit_score.open(showing(DataCategory.DERIVED_SCORE)) == 3
    assert lead.owner.open(showing(DataCategory.STAFF_ACTIVITY)) == "local:agent-7"
    assert (lead.duplicate_of, lead.converted_order) == (ROW, None)


def test_a_receipt_tells_its_rule_openly_and_its_evidence_under_a_grant() -> None:
    """A rule has nobody in it; what showed the step is free text."""
    [change] = LeadFacts.of(LEAD).changes
    stage = showing(DataCategory.DERIVED_STAGE)
    assert (change.rule, change.rule_version) == ("call-outcomes", 1)
    assert (change.event.open(stage), change.before.open(stage), change.after.open(stage)) == (
        LeadEvent.INTERESTED,
        Qualification.RAW,
        Qualification.MQL,
    )
    assert (change.reason.open(stage), change.happened_at.open(stage)) == (None, AT)
    assert change.evidence is not None
    assert change.evidence.open(showing(DataCategory.FREETEXT_FORM)) == "asked for a quotation"
    assert change.actor.open(stage) is None


def test_a_task_s_plan_script_and_assignee_are_three_categories() -> None:
    """It stands where the time of the read puts it."""
    script = cell("先问好", "task.script")
    planned = ("CALLBACK", "sales.follow_up", AT, None, "PHONE", 3, "OPEN", script, None)
    task = TaskFacts.of(AT, (PERSON, ROW, *planned, "PERSON", ROW, None, None, "local:agent-7"))
    plan = showing(DataCategory.CONTACT_CALL_RECORD)
    assert (task.kind.open(plan), task.state.open(plan), task.due_at.open(plan)) == (
        TaskKind.CALLBACK,
        TaskState.DUE,
        AT,
    )
    assert task.script is not None
    assert task.script.open(plan) is None
    assert task.script.open(showing(DataCategory.FREETEXT_CALL)) == "先问好"
    assert task.assignee.open(showing(DataCategory.STAFF_ACTIVITY)) == "local:agent-7"
    assert (task.lead, task.result, task.place.at) == (ROW, None, AT)


def test_an_order_and_its_lines_are_one_category() -> None:
    """What was bought, for how much, under which number of another system."""
    order, orders = OrderFacts.of(ORDER), showing(DataCategory.COMMERCIAL_ORDER)
    assert order.external_no is not None
    assert (
        order.status.open(orders),
        order.total_minor.open(orders),
        order.currency.open(orders),
        order.placed_at.open(orders),
        order.external_no.open(orders),
    ) == (OrderStatus.PARTLY_REFUNDED, 39_800, "CNY", AT, "SO-1")
    [line] = order.lines
    assert (
        line.product.open(orders),
        line.quantity.open(orders),
        line.unit_minor.open(orders),
    ) == ("电水壶", 2, 19_900)
    assert OrderFacts.of(order_cells(cell, number=None)).external_no is None


def test_a_consent_s_state_and_times_are_the_person_s_and_its_bit_is_the_policy_s() -> None:
    """The bit names the question, the state answers it."""
    consent, records = ConsentFacts(PERSON, CONSENT), showing(DataCategory.CONSENT_RECORD)
    assert (consent.bit, consent.state.open(records)) == (3, ConsentState.GIVEN)
    assert (consent.since.open(records), consent.valid_until.open(records)) == (AT, None)


def test_nothing_of_a_person_opens_under_a_grant_that_shows_nothing() -> None:
    """Every value of every part, whatever its storage class."""
    nothing = grant_for(KEYS, views={})
    held = list(parts(EVERYTHING))
    assert len(held) > 40
    assert [None] * len(held) == [value.open(nothing) for value in held]


@pytest.mark.parametrize("value", ["张晓明", "13800138000", "xm@example.com", "39800", "电水壶"])
def test_a_person_prints_none_of_what_she_holds(value: str) -> None:
    """A whole person in a traceback shows ids, allocation facts and times of rows."""
    assert value not in repr(EVERYTHING)
