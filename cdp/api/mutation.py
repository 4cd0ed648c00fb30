"""The mutations. Each has run as an act before this is resolved; here its answer takes shape."""

from __future__ import annotations

import strawberry

from cdp.api.calls.surface import CallMutation
from cdp.api.cases.surface import CaseMutation
from cdp.api.consents.surface import ConsentMutation
from cdp.api.contacts.surface import ContactMutation
from cdp.api.leads.surface import LeadMutation
from cdp.api.matching.surface import MatchingMutation
from cdp.api.merging.surface import MergingMutation
from cdp.api.messages.surface import MessageMutation
from cdp.api.numbers.surface import NumberMutation
from cdp.api.orders.surface import OrderMutation
from cdp.api.people.surface import PeopleMutation
from cdp.api.restrictions.surface import RestrictionMutation
from cdp.api.rights.surface import RightsMutation
from cdp.api.tasks.surface import TaskMutation


@strawberry.type(description="Everything that can be changed. One act an operation.")
class Mutation(
    ContactMutation,
    LeadMutation,
    CallMutation,
    MessageMutation,
    TaskMutation,
    OrderMutation,
    CaseMutation,
    ConsentMutation,
    PeopleMutation,
    RestrictionMutation,
    NumberMutation,
    RightsMutation,
    MergingMutation,
    MatchingMutation,
):
    """Acts, a room each."""
