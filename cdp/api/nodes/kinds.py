"""What stands for each kind of object that an id names, and what its being there tells of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from cdp.api.calls.types import Call
from cdp.api.cases.scores import Satisfaction
from cdp.api.cases.types import ServiceCase
from cdp.api.contacts.types import Contact
from cdp.api.ids import Fact
from cdp.api.leads.types import Lead
from cdp.api.messages.types import Message
from cdp.api.node import Node
from cdp.api.orders.types import Order
from cdp.api.tasks.types import Task
from cdp.cases.facts import CaseFacts, SatisfactionFacts
from cdp.contacts.facts import ContactFacts
from cdp.database.cells import Cells
from cdp.interactions.facts import CallFacts
from cdp.interactions.message_facts import MessageFacts
from cdp.leads.facts import LeadFacts
from cdp.orders.facts import OrderFacts
from cdp.tasks.facts import TaskFacts
from privacy.terms import DataCategory


@dataclass(frozen=True, slots=True, kw_only=True)
class Sort:
    """A kind of rows: its name in `cdp.profile.named`, and the category that a row tells of.

    Where that category is not shown, the row is not there: as in the list of a person.
    """

    kind: str
    category: DataCategory
    of: Callable[[datetime, Cells], Node]


SORTS: Final[Mapping[Fact, Sort]] = {
    Fact.CALL: Sort(
        kind="call",
        category=DataCategory.CONTACT_CALL_RECORD,
        of=lambda _, cells: Call(call=CallFacts.of(cells)),
    ),
    Fact.CASE: Sort(
        kind="case",
        category=DataCategory.SERVICE_CASE,
        of=lambda _, cells: ServiceCase(case=CaseFacts.of(cells)),
    ),
    Fact.CONTACT: Sort(
        kind="contact",
        category=DataCategory.IDENTITY_NAME,
        of=lambda _, cells: Contact(contact=ContactFacts.of(cells)),
    ),
    Fact.LEAD: Sort(
        kind="lead",
        category=DataCategory.DERIVED_STAGE,
        of=lambda _, cells: Lead(lead=LeadFacts.of(cells)),
    ),
    Fact.MESSAGE: Sort(
        kind="message",
        category=DataCategory.CONTACT_CALL_RECORD,
        of=lambda _, cells: Message(message=MessageFacts.of(cells)),
    ),
    Fact.ORDER: Sort(
        kind="order",
        category=DataCategory.COMMERCIAL_ORDER,
        of=lambda _, cells: Order(order=OrderFacts.of(cells)),
    ),
    Fact.SATISFACTION: Sort(
        kind="satisfaction",
        category=DataCategory.SERVICE_FEEDBACK,
        of=lambda _, cells: Satisfaction(said=SatisfactionFacts.of(cells)),
    ),
    Fact.TASK: Sort(
        kind="task",
        category=DataCategory.CONTACT_CALL_RECORD,
        of=lambda at, cells: Task(task=TaskFacts.of(at, cells)),
    ),
}
"""Every kind of rows that is a Node."""
