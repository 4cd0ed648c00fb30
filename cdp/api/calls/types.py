"""Calls on the surface."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import strawberry

from cdp.api.field import given, named, shown
from cdp.api.ids import Fact
from cdp.api.interactions.interface import Interaction
from cdp.api.rows import Connection, InList, edges_of
from cdp.interactions.facts import CallFacts
from cdp.interactions.record import CallOutcome, CallResult, Direction
from cdp.plan.writing.reading import Over
from cdp.vocabulary import Channel, IntentLevel, RejectReason
from privacy.terms import DataCategory

_RECORD = DataCategory.CONTACT_CALL_RECORD

LIST: Final = "calls"
"""The list of a person; its cursors fit no other."""


@strawberry.type(description="A call.")
class Call(Interaction):
    """One call."""

    call: strawberry.Private[CallFacts]

    id: strawberry.ID = named(Fact.CALL, "Names the call.", at="call")
    channel: Channel | None = shown(CallFacts.channel, "By which means.", at="call")
    direction: Direction | None = shown(CallFacts.direction, "Who dialled.", at="call")
    started_at: datetime | None = shown(CallFacts.started_at, "When it began.", at="call")
    ring_seconds: int | None = shown(CallFacts.ring_s, "How long it rang, in seconds.", at="call")
    talk_seconds: int | None = shown(CallFacts.talk_s, "How long it lasted, in seconds.", at="call")
    result: CallResult | None = shown(CallFacts.result, "What the network said.", at="call")
    outcome: CallOutcome | None = shown(CallFacts.outcome, "What the person said.", at="call")
    intent_level: IntentLevel | None = shown(
        CallFacts.intent, "How ready she was to buy.", at="call"
    )
    reject_reason: RejectReason | None = shown(
        CallFacts.reject_reason, "Why she does not buy.", at="call"
    )
    callback_at: datetime | None = shown(
        CallFacts.callback_at, "When she wants to be called.", at="call"
    )
    recording_ref: str | None = shown(
        CallFacts.recording_ref, "Where the telephone system keeps the recording.", at="call"
    )
    notes: str | None = shown(CallFacts.notes, "What the agent noted.", at="call")


@strawberry.type(description="A call in a list.")
class CallEdge(InList):
    """Relay's edge."""

    node: Call = given("its fields are classified", "The call.")


@strawberry.type(description="Calls, newest first.")
class CallConnection(Connection):
    """Relay's connection."""

    edges: list[CallEdge] = edges_of(CallEdge, Over(Call, "call"), "The calls.")
