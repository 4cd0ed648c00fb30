"""Profile on the surface: one person, as far as the decision allows."""

from __future__ import annotations

from typing import Final

import strawberry

from cdp.api.calls.types import LIST as CALLS
from cdp.api.calls.types import CallConnection
from cdp.api.cases.scores import LIST as SCORES
from cdp.api.cases.scores import SatisfactionConnection
from cdp.api.cases.types import LIST as CASES
from cdp.api.cases.types import CaseConnection
from cdp.api.contacts.types import LIST as CONTACTS
from cdp.api.contacts.types import ContactConnection
from cdp.api.decisions import FieldDecision, decisions
from cdp.api.field import held, plain, shown, turn_of
from cdp.api.ids import Record
from cdp.api.interactions.types import LIST as INTERACTIONS
from cdp.api.interactions.types import InteractionConnection
from cdp.api.leads.types import LIST as LEADS
from cdp.api.leads.types import LeadConnection
from cdp.api.messages.types import LIST as MESSAGES
from cdp.api.messages.types import MessageConnection
from cdp.api.node import Node
from cdp.api.orders.types import LIST as ORDERS
from cdp.api.orders.types import OrderConnection
from cdp.api.people.phones import MaskedPhone
from cdp.api.people.provenance import OfField, Provenance, field_of
from cdp.api.root import After, First
from cdp.api.rows import Rows
from cdp.contacts.record import address_line
from cdp.contacts.survivorship import CATEGORY
from cdp.profile.person import Person
from privacy.terms import DataCategory

_FIELDS: Final = (
    ("name", DataCategory.IDENTITY_NAME),
    ("phones", DataCategory.CONTACT_PHONE),
    ("email", DataCategory.CONTACT_EMAIL),
    ("address", DataCategory.CONTACT_ADDRESS),
    ("contacts", DataCategory.IDENTITY_NAME),
    ("orders", DataCategory.COMMERCIAL_ORDER),
    ("calls", DataCategory.CONTACT_CALL_RECORD),
    ("interactions", DataCategory.CONTACT_CALL_RECORD),
    ("messages", DataCategory.CONTACT_CALL_RECORD),
    ("serviceCases", DataCategory.SERVICE_CASE),
    ("satisfaction", DataCategory.SERVICE_FEEDBACK),
    ("leads", DataCategory.DERIVED_STAGE),
)


@strawberry.type(description="One person: all records under all her numbers, as far as allowed.")
class Profile(Node):
    """One person."""

    person: strawberry.Private[Person]

    @plain("random id", "Names the profile; says nothing of the person.")
    def id(self, info: strawberry.Info) -> strawberry.ID:
        """The id."""
        return turn_of(info).ids.record(Record.PROFILE, self.person.subject)

    name: str | None = shown(
        Person.name, "The name, from the newest contact that gives one.", at="person"
    )

    @held(DataCategory.CONTACT_PHONE, "The numbers that the person answers now.")
    def phones(self, info: strawberry.Info) -> list[MaskedPhone] | None:
        """The numbers."""
        if not turn_of(info).shows("Profile.phones", DataCategory.CONTACT_PHONE):
            return None
        return [MaskedPhone(number=number) for number in self.person.numbers]

    email: str | None = shown(
        Person.email, "The e-mail address, from the newest contact with one.", at="person"
    )
    address: str | None = shown(
        Person.address, "The postal address, or the city alone.", at="person", then=address_line
    )

    @held(DataCategory.IDENTITY_NAME, "What each source says, newest first.")
    def contacts(
        self, info: strawberry.Info, first: First, after: After = None
    ) -> ContactConnection | None:
        """The contacts."""
        if not turn_of(info).shows("Profile.contacts", DataCategory.IDENTITY_NAME):
            return None
        return ContactConnection(of=Rows(CONTACTS, self.person.contacts, first, after, self.person))

    @held(DataCategory.COMMERCIAL_ORDER, "Orders, newest first.")
    def orders(
        self, info: strawberry.Info, first: First, after: After = None
    ) -> OrderConnection | None:
        """The orders."""
        if not turn_of(info).shows("Profile.orders", DataCategory.COMMERCIAL_ORDER):
            return None
        return OrderConnection(of=Rows(ORDERS, self.person.orders, first, after, self.person))

    @held(DataCategory.CONTACT_CALL_RECORD, "Calls, newest first.")
    def calls(
        self, info: strawberry.Info, first: First, after: After = None
    ) -> CallConnection | None:
        """The calls."""
        if not turn_of(info).shows("Profile.calls", DataCategory.CONTACT_CALL_RECORD):
            return None
        return CallConnection(of=Rows(CALLS, self.person.calls, first, after, self.person))

    @held(DataCategory.CONTACT_CALL_RECORD, "Calls and messages, newest first.")
    def interactions(
        self, info: strawberry.Info, first: First, after: After = None
    ) -> InteractionConnection | None:
        """The interactions."""
        if not turn_of(info).shows("Profile.interactions", DataCategory.CONTACT_CALL_RECORD):
            return None
        return InteractionConnection(
            of=Rows(INTERACTIONS, self.person.interactions, first, after, self.person)
        )

    @held(DataCategory.CONTACT_CALL_RECORD, "Messages, newest first.")
    def messages(
        self, info: strawberry.Info, first: First, after: After = None
    ) -> MessageConnection | None:
        """The messages."""
        if not turn_of(info).shows("Profile.messages", DataCategory.CONTACT_CALL_RECORD):
            return None
        return MessageConnection(of=Rows(MESSAGES, self.person.messages, first, after, self.person))

    @held(DataCategory.SERVICE_CASE, "Cases, newest first.")
    def service_cases(
        self, info: strawberry.Info, first: First, after: After = None
    ) -> CaseConnection | None:
        """The cases."""
        if not turn_of(info).shows("Profile.serviceCases", DataCategory.SERVICE_CASE):
            return None
        return CaseConnection(of=Rows(CASES, self.person.cases, first, after, self.person))

    @held(DataCategory.SERVICE_FEEDBACK, "How she liked what we did, newest first.")
    def satisfaction(
        self, info: strawberry.Info, first: First, after: After = None
    ) -> SatisfactionConnection | None:
        """The scores."""
        if not turn_of(info).shows("Profile.satisfaction", DataCategory.SERVICE_FEEDBACK):
            return None
        return SatisfactionConnection(
            of=Rows(SCORES, self.person.satisfaction, first, after, self.person)
        )

    @held(DataCategory.ACQUISITION_SOURCE, "Whose word a field is; null where it is not shown.")
    def provenance(self, info: strawberry.Info, field: OfField) -> Provenance | None:
        """Of one of the fields that contacts give."""
        turn, asked = turn_of(info), field_of(field)
        found = self.person.provenance.get(asked)
        may = (DataCategory.ACQUISITION_SOURCE, CATEGORY[asked])
        if found is None or not all(turn.shows("Profile.provenance", each) for each in may):
            return None
        return Provenance(facts=found)

    @held(DataCategory.DERIVED_STAGE, "What she showed interest in, newest first.")
    def leads(
        self, info: strawberry.Info, first: First, after: After = None
    ) -> LeadConnection | None:
        """The leads."""
        if not turn_of(info).shows("Profile.leads", DataCategory.DERIVED_STAGE):
            return None
        return LeadConnection(of=Rows(LEADS, self.person.leads, first, after, self.person))

    @plain("words of the policy", "Which fields are not shown whole, and why.")
    def privacy(self, info: strawberry.Info) -> list[FieldDecision]:
        """The decisions."""
        return decisions(turn_of(info), _FIELDS)
