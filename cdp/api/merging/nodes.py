"""IdentityNode on the surface: one subject of a profile by itself, as far as allowed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import strawberry

from cdp.api.consents.types import ConsentState
from cdp.api.contacts.types import Contact
from cdp.api.field import given, held, plain, shown, turn_of
from cdp.api.ids import Record
from cdp.api.people.phones import MaskedPhone
from cdp.profile.nodes import NodeFacts
from privacy.terms import DataCategory

_SHOWN = "its fields are classified"


@strawberry.type(description="How many facts a record has, by kind; null where that is not shown.")
class FactCounts:
    """Counts tell of what they count: each is of its facts' category."""

    node: strawberry.Private[NodeFacts]

    numbers: int | None = shown(NodeFacts.number_count, "Numbers, ever.", at="node")
    contacts: int | None = shown(NodeFacts.contact_count, "What sources say.", at="node")
    leads: int | None = shown(NodeFacts.lead_count, "Leads.", at="node")
    calls: int | None = shown(NodeFacts.call_count, "Calls.", at="node")
    messages: int | None = shown(NodeFacts.message_count, "Messages.", at="node")
    orders: int | None = shown(NodeFacts.order_count, "Orders.", at="node")
    service_cases: int | None = shown(NodeFacts.case_count, "Cases.", at="node")
    tasks: int | None = shown(NodeFacts.task_count, "Tasks.", at="node")


@strawberry.type(description="One record of a person: what was met under one number, by itself.")
class IdentityNode:
    """One subject."""

    node: strawberry.Private[NodeFacts]
    said: strawberry.Private[Sequence[ConsentState]]

    letter: str = given("a letter by age", "What the picture calls it: A is the oldest.")

    @plain("random id", "Names the record; where a profile is asked for, it stands for its own.")
    def subject(self, info: strawberry.Info) -> strawberry.ID:
        """The id of the profile that it would be alone."""
        return turn_of(info).ids.record(Record.PROFILE, self.node.subject)

    since: datetime | None = shown(NodeFacts.made_at, "Since when, to the hour.", at="node")
    name: str | None = shown(NodeFacts.name, "The name that stands for it alone.", at="node")
    birthday: str | None = shown(
        NodeFacts.birthday, "The day of birth that stands for it alone.", at="node"
    )

    @held(DataCategory.CONTACT_PHONE, "The numbers that it answers now.")
    def phones(self, info: strawberry.Info) -> list[MaskedPhone] | None:
        """The numbers."""
        if not turn_of(info).shows("IdentityNode.phones", DataCategory.CONTACT_PHONE):
            return None
        return [MaskedPhone(number=number) for number in self.node.phones]

    @held(DataCategory.IDENTITY_NAME, "What each source says, newest first.")
    def contacts(self, info: strawberry.Info) -> list[Contact] | None:
        """The contacts."""
        if not turn_of(info).shows("IdentityNode.contacts", DataCategory.IDENTITY_NAME):
            return None
        return [Contact(contact=contact) for contact in self.node.contacts]

    @held(DataCategory.CONSENT_RECORD, "Where its questions of consent stand.")
    def consents(self, info: strawberry.Info) -> list[ConsentState] | None:
        """The consents."""
        if not turn_of(info).shows("IdentityNode.consents", DataCategory.CONSENT_RECORD):
            return None
        return list(self.said)

    @plain(_SHOWN, "How many facts it has.")
    def counts(self) -> FactCounts:
        """The counts."""
        return FactCounts(node=self.node)
