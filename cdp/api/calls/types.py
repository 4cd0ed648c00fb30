"""Calls on the surface."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import strawberry

from cdp.api.field import given, held, plain, turn_of
from cdp.api.ids import Fact
from cdp.api.interactions.interface import Interaction
from cdp.api.page import PageInfo, page_info
from cdp.api.turn import Turn
from cdp.interactions.facts import CallFacts
from cdp.interactions.record import CallOutcome, CallResult, Direction
from cdp.vocabulary import Channel, IntentLevel, RejectReason
from privacy.terms import DataCategory

_RECORD = DataCategory.CONTACT_CALL_RECORD

LIST: Final = "calls"
"""The list of a person; its cursors fit no other."""


@strawberry.type(description="A call.")
class Call(Interaction):
    """One call."""

    call: strawberry.Private[CallFacts]

    @plain("random id", "Names the call.")
    def id(self, info: strawberry.Info) -> strawberry.ID:
        """Our id."""
        return turn_of(info).ids.of(Fact.CALL, self.call)

    @held(_RECORD, "By which means.")
    def channel(self, info: strawberry.Info) -> Channel | None:
        """The means."""
        return turn_of(info).fact("Call.channel", self.call.channel)

    @held(_RECORD, "Who dialled.")
    def direction(self, info: strawberry.Info) -> Direction | None:
        """The direction."""
        return turn_of(info).fact("Call.direction", self.call.direction)

    @held(_RECORD, "When it began.")
    def started_at(self, info: strawberry.Info) -> datetime | None:
        """The time."""
        return turn_of(info).fact("Call.startedAt", self.call.started_at)

    @held(_RECORD, "How long it rang, in seconds.")
    def ring_seconds(self, info: strawberry.Info) -> int | None:
        """Seconds of ringing."""
        return turn_of(info).fact("Call.ringSeconds", self.call.ring_s)

    @held(_RECORD, "How long it lasted, in seconds.")
    def talk_seconds(self, info: strawberry.Info) -> int | None:
        """Seconds of talking."""
        return turn_of(info).fact("Call.talkSeconds", self.call.talk_s)

    @held(_RECORD, "What the network said.")
    def result(self, info: strawberry.Info) -> CallResult | None:
        """The result."""
        return turn_of(info).fact("Call.result", self.call.result)

    @held(DataCategory.CONTACT_CALL_OUTCOME, "What the person said.")
    def outcome(self, info: strawberry.Info) -> CallOutcome | None:
        """The outcome."""
        return turn_of(info).fact("Call.outcome", self.call.outcome)

    @held(DataCategory.CONTACT_CALL_OUTCOME, "How ready she was to buy.")
    def intent_level(self, info: strawberry.Info) -> IntentLevel | None:
        """The intent."""
        return turn_of(info).fact("Call.intentLevel", self.call.intent)

    @held(DataCategory.CONTACT_CALL_OUTCOME, "Why she does not buy.")
    def reject_reason(self, info: strawberry.Info) -> RejectReason | None:
        """The reason."""
        return turn_of(info).fact("Call.rejectReason", self.call.reject_reason)

    @held(_RECORD, "When she wants to be called.")
    def callback_at(self, info: strawberry.Info) -> datetime | None:
        """The call-back."""
        return turn_of(info).fact("Call.callbackAt", self.call.callback_at)

    @held(DataCategory.CONTACT_CALL_CONTENT, "Where the telephone system keeps the recording.")
    def recording_ref(self, info: strawberry.Info) -> str | None:
        """The recording."""
        return turn_of(info).text(
            "Call.recordingRef", DataCategory.CONTACT_CALL_CONTENT, self.call.recording_ref
        )

    @held(DataCategory.FREETEXT_CALL, "What the agent noted.")
    def notes(self, info: strawberry.Info) -> str | None:
        """The notes."""
        return turn_of(info).text("Call.notes", DataCategory.FREETEXT_CALL, self.call.notes)


@strawberry.type(description="A call in a list.")
class CallEdge:
    """Relay's edge."""

    cursor: str = given("place in a list, unreadable", "Go on after here.")
    node: Call = given("its fields are classified", "The call.")


@strawberry.type(description="Calls, newest first.")
class CallConnection:
    """Relay's connection."""

    edges: list[CallEdge] = given("its nodes' fields are classified", "The calls.")
    page_info: PageInfo = given("says only whether more follow", "Whether more follow.")


def call_connection(
    turn: Turn, calls: tuple[CallFacts, ...], first: int, after: str | None, *, listing: str = LIST
) -> CallConnection:
    """The first `first` of `calls`."""
    return CallConnection(
        edges=[
            CallEdge(cursor=turn.cursors.cursor(listing, each.place), node=Call(call=each))
            for each in calls[:first]
        ],
        page_info=page_info(turn, listing, [each.place for each in calls], first, after),
    )
