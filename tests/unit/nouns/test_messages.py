"""A message travels on its channel, in its direction, and only ever further."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cdp.errors import Conflict, InvalidField
from cdp.interactions.message import (
    MESSAGE_CHANNELS,
    MOVES,
    RECEIVED,
    BounceKind,
    Message,
    MessageState,
    moved,
)
from cdp.interactions.record import Direction
from cdp.vocabulary import Channel
from privacy.testing.asks import NOW


def message(**more: object) -> Message:
    given: dict[str, object] = {
        "channel": Channel.SMS,
        "direction": Direction.OUTBOUND,
        "state": MessageState.SENT,
        "sent_at": NOW,
        "now": NOW,
        **more,
    }
    return Message.of(**given)  # type: ignore[arg-type] # some are wrong on purpose


@pytest.mark.parametrize("channel", Channel)
def test_a_message_travels_where_messages_do(channel: Channel) -> None:
    """Nobody sends one by telephone, in a store or at an event."""
    if channel in MESSAGE_CHANNELS:
        assert message(channel=channel).channel is channel
        return
    with pytest.raises(InvalidField) as refused:
        message(channel=channel)
    assert refused.value.field == "channel"


@pytest.mark.parametrize("state", MessageState)
def test_a_message_from_a_person_was_delivered_to_us(state: MessageState) -> None:
    """We queue and bounce our own alone."""
    if state in RECEIVED:
        assert message(direction=Direction.INBOUND, state=state).state is state
        return
    with pytest.raises(InvalidField) as refused:
        message(direction=Direction.INBOUND, state=state)
    assert refused.value.field == "state"


@pytest.mark.parametrize("state", MessageState)
def test_what_bounced_has_its_kind_and_nothing_else_has(state: MessageState) -> None:
    """A hard one says that the address is wrong."""
    kind = BounceKind.HARD if state is MessageState.BOUNCED else None
    assert message(state=state, bounce_kind=kind).bounce_kind is kind
    with pytest.raises(InvalidField) as refused:
        message(state=state, bounce_kind=None if kind else BounceKind.SOFT)
    assert refused.value.field == "bounceKind"


def test_a_cost_has_an_amount_and_a_known_currency() -> None:
    """Nothing is an amount; less than nothing is none."""
    assert message(cost_minor=0, currency="CNY").cost_minor == 0
    assert message().currency is None
    for cost, currency, field in [
        (5, None, "currency"),
        (None, "CNY", "currency"),
        (5, "RMB", "currency"),
        (-1, "CNY", "costMinor"),
    ]:
        with pytest.raises(InvalidField) as refused:
            message(cost_minor=cost, currency=currency)
        assert refused.value.field == field


def test_a_message_of_the_future_is_refused() -> None:
    """A carrier's clock that runs ahead is told so."""
    with pytest.raises(InvalidField) as refused:
        message(sent_at=NOW + timedelta(microseconds=1))
    assert refused.value.field == "sentAt"


@pytest.mark.parametrize("field", ["template", "campaign"])
def test_a_name_of_ours_holds_no_telephone_number(field: str) -> None:
    """It stands clear in the database."""
    assert getattr(message(**{field: " order-paid "}), field) == "order-paid"
    with pytest.raises(InvalidField) as refused:
        message(**{field: "to 138-0013-8000"})
    assert refused.value.field == field


@pytest.mark.parametrize("now", MessageState)
@pytest.mark.parametrize("wanted", MessageState)
def test_a_message_only_ever_comes_further(now: MessageState, wanted: MessageState) -> None:
    """The steps of the table and no other; told twice it stays."""
    if wanted is now or wanted in MOVES[now]:
        assert moved(now, wanted) is wanted
        return
    with pytest.raises(Conflict) as refused:
        moved(now, wanted)
    assert now.value not in str(refused.value)


def test_no_step_leads_back() -> None:
    """However often one goes on: the table has no circle."""

    def beyond(state: MessageState) -> set[MessageState]:
        return set(MOVES[state]).union(*(beyond(step) for step in MOVES[state]))

    assert set(MOVES) == set(MessageState)
    assert [state for state in MessageState if state in beyond(state)] == []


@pytest.mark.parametrize("state", MessageState)
def test_an_opt_out_is_told_from_every_other_state(state: MessageState) -> None:
    """For it denies at once."""
    kind = BounceKind.COMPLAINT if state is MessageState.BOUNCED else None
    assert message(state=state, bounce_kind=kind).is_opt_out == (state is MessageState.OPTED_OUT)
