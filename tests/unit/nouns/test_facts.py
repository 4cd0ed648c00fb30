"""What rows say: every cell lands under its own category, and none opens without a Grant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cdp.cases.facts import CaseFacts, SatisfactionFacts
from cdp.cases.record import CaseKind, CaseStatus, Priority, RootCause
from cdp.cases.satisfaction import SatisfactionKind
from cdp.contacts.facts import ContactFacts
from cdp.contacts.record import AddressKind, ContactKind, DayPart, Gender
from cdp.contacts.survivorship import CATEGORY, ContactField
from cdp.interactions.message import BounceKind, MessageState
from cdp.interactions.message_facts import MessageFacts
from cdp.interactions.record import Direction
from cdp.orders.facts import OrderFacts
from cdp.orders.money import ConfirmationKind, PaymentMethod
from cdp.orders.record import OrderStatus
from cdp.vocabulary import Channel
from privacy.grant import View
from privacy.terms import KEY_OF, DataCategory, Effect
from privacy.testing.grants import grant_for
from privacy.vault import Sealed
from tests.cells import (
    AT,
    OTHER,
    ROW,
    case_cells,
    contact_cells,
    message_cells,
    order_cells,
    parts,
    satisfaction_cells,
    silent_contact_cells,
)
from tests.unit.vault.scene import PERSON, field_key

if TYPE_CHECKING:
    from privacy.grant import Grant

KEY = field_key()
KEYS = {PERSON: dict.fromkeys(KEY_OF.values(), KEY)}


def seal(text: str, column: str) -> bytes:
    return KEY.seal(text.encode(), row=ROW, column=column)


def showing(*categories: DataCategory) -> Grant:
    return grant_for(KEYS, views=dict.fromkeys(categories, View(effect=Effect.ALLOW)))


def read(sealed: Sealed | None, grant: Grant) -> str | None:
    assert sealed is not None
    return sealed.open(grant)


def test_a_contact_s_names_and_company_are_one_category() -> None:
    """Who somebody is: parts of the name, how it sounds, the title, the organisation."""
    contact, names = ContactFacts.of(contact_cells(seal)), showing(DataCategory.IDENTITY_NAME)
    assert (
        read(contact.given_name, names),
        read(contact.family_name, names),
        read(contact.phonetic_name, names),
        read(contact.title, names),
    ) == ("晓明", "张", "Zhang Xiaoming", "采购经理")
    organisation = contact.organisation.open(names)
    assert organisation is not None
    assert (organisation.name, organisation.industry, organisation.region) == (
        "深圳云栖科技",
        "软件",
        "广东",
    )
    assert contact.organisation.open(showing(DataCategory.CONTACT_EMAIL)) is None


def test_a_contact_s_basics_and_birthday_are_two_categories() -> None:
    """Gender and language may be compared; the day of birth is sealed."""
    contact, basics = ContactFacts.of(contact_cells(seal)), showing(DataCategory.DEMOGRAPHIC_BASIC)
    assert (
        contact.gender.open(basics),
        contact.locale.open(basics),
        contact.preferred_channel.open(basics),
        contact.preferred_time.open(basics),
    ) == (Gender.FEMALE, "zh-CN", Channel.WECHAT, DayPart.EVENING)
    assert read(contact.birthday, basics) is None
    assert read(contact.birthday, showing(DataCategory.DEMOGRAPHIC_BIRTHDATE)) == "1990-05-17"
    assert contact.kind.open(showing(DataCategory.DERIVED_STAGE)) is ContactKind.BUSINESS


def test_a_contact_s_further_addresses_are_told_apart_by_their_use() -> None:
    """Each a row of its own, sealed for its place."""
    [home] = ContactFacts.of(contact_cells(seal)).addresses
    placing = showing(DataCategory.CONTACT_ADDRESS)
    assert home.kind.open(placing) is AddressKind.HOME
    assert "天河路" in str(read(home.address, placing))


@pytest.mark.parametrize("field", ContactField)
def test_when_a_field_was_confirmed_is_of_the_field_s_own_category(field: ContactField) -> None:
    """It tells that there is one, and that she spoke of it."""
    contact = ContactFacts.of(contact_cells(seal))
    assert contact.confirmed_at[field].open(showing(CATEGORY[field])) == AT
    assert contact.confirmed_at[field].open(showing(DataCategory.COMMERCIAL_ORDER)) is None


def test_a_contact_of_which_nothing_is_said_holds_nothing() -> None:
    """And has no organisation and no further address."""
    contact, everything = ContactFacts.of(silent_contact_cells()), showing(*DataCategory)
    assert (contact.name, contact.birthday, contact.addresses) == (None, None, ())
    assert (contact.organisation.open(everything), contact.gender.open(everything)) == (None, None)


def test_an_order_s_money_is_a_category_of_its_own() -> None:
    """Who may see what was bought need not see how it was paid."""
    order = OrderFacts.of(order_cells(seal))
    ordering, paying = (
        showing(DataCategory.COMMERCIAL_ORDER),
        showing(DataCategory.COMMERCIAL_PAYMENT),
    )
    [paid], [back], [confirmed] = order.payments, order.refunds, order.confirmations
    assert (
        paid.method.open(paying),
        paid.amount_minor.open(paying),
        paid.currency.open(paying),
        paid.paid_at.open(paying),
        read(paid.reference, paying),
    ) == (PaymentMethod.WECHAT_PAY, 39_800, "CNY", AT, "WX-42")
    assert (back.amount_minor.open(paying), read(back.reference, paying)) == (100, "WX-43")
    assert (back.currency.open(paying), back.refunded_at.open(paying)) == ("CNY", AT)
    assert (paid.amount_minor.open(ordering), back.amount_minor.open(ordering)) == (None, None)
    assert (
        confirmed.kind.open(ordering),
        confirmed.channel.open(ordering),
        confirmed.confirmed_at.open(ordering),
        read(confirmed.reference, ordering),
    ) == (ConfirmationKind.ORDER, Channel.SMS, AT, "SMS-7")
    assert order.status.open(ordering) is OrderStatus.PARTLY_REFUNDED
    assert (order.channel.open(ordering), order.lead) == (Channel.WEB, OTHER)


def test_a_case_s_facts_and_its_texts_are_two_categories() -> None:
    """What was said is read by whoever may read notes."""
    case, facts = CaseFacts.of(case_cells(seal)), showing(DataCategory.SERVICE_CASE)
    assert (
        case.kind.open(facts),
        case.priority.open(facts),
        case.status.open(facts),
        case.channel.open(facts),
        case.root_cause.open(facts),
        case.product.open(facts),
    ) == (
        CaseKind.COMPLAINT,
        Priority.HIGH,
        CaseStatus.RESOLVED,
        Channel.PHONE,
        RootCause.PRODUCT,
        "电水壶",
    )
    times = (case.opened_at, case.first_response_at, case.resolved_at, case.sla_at)
    assert [at.open(facts) for at in times] == [AT] * 4
    assert (read(case.subject_line, facts), read(case.resolution, facts)) == (None, None)
    texts = showing(DataCategory.FREETEXT_CALL)
    assert (read(case.subject_line, texts), read(case.resolution, texts)) == ("水壶漏水", "换新")
    assert (case.order, case.call, case.rights_request) == (OTHER, None, None)
    assert case.agent.open(showing(DataCategory.STAFF_ACTIVITY)) == "local:agent-7"


def test_a_score_and_its_comment_are_two_categories() -> None:
    """The score is feedback, the comment free text."""
    said, facts = (
        SatisfactionFacts.of(satisfaction_cells(seal)),
        showing(DataCategory.SERVICE_FEEDBACK),
    )
    assert (said.kind.open(facts), said.score.open(facts)) == (SatisfactionKind.CSAT, 5)
    assert (said.answered_at.open(facts), read(said.comment, facts)) == (AT, None)
    assert read(said.comment, showing(DataCategory.FREETEXT_CALL)) == "很快"
    assert (said.case, said.order, said.call) == (OTHER, None, None)


def test_a_message_is_a_record_of_contact() -> None:
    """Its campaign tells where somebody came from."""
    message, facts = MessageFacts.of(message_cells()), showing(DataCategory.CONTACT_CALL_RECORD)
    assert (
        message.channel.open(facts),
        message.direction.open(facts),
        message.template.open(facts),
        message.state.open(facts),
        message.bounce_kind.open(facts),
        message.cost_minor.open(facts),
        message.currency.open(facts),
        message.sent_at.open(facts),
    ) == (
        Channel.SMS,
        Direction.OUTBOUND,
        "order-paid",
        MessageState.BOUNCED,
        BounceKind.HARD,
        5,
        "CNY",
        AT,
    )
    assert message.campaign.open(facts) is None
    assert message.campaign.open(showing(DataCategory.ACQUISITION_SOURCE)) == "double-eleven"
    assert (message.lead, message.case) == (OTHER, None)
    assert message.agent.open(showing(DataCategory.STAFF_ACTIVITY)) == "local:agent-7"


@pytest.mark.parametrize(
    "facts",
    [
        ContactFacts.of(contact_cells(seal)),
        OrderFacts.of(order_cells(seal)),
        CaseFacts.of(case_cells(seal)),
        SatisfactionFacts.of(satisfaction_cells(seal)),
        MessageFacts.of(message_cells()),
    ],
    ids=lambda facts: type(facts).__name__,
)
def test_nothing_opens_under_a_grant_that_shows_nothing(facts: object) -> None:
    """Every value, whatever its storage class; and none prints itself."""
    held = list(parts(facts))
    assert held != []
    assert [None] * len(held) == [value.open(grant_for(KEYS, views={})) for value in held]
    printed = repr(facts)
    for value in ("张晓明", "39800", "水壶", "很快", "double-eleven", "WX-42", "1990"):
        assert value not in printed
