"""Overload: a document that would cost us more than its sender is refused while it is read."""

from __future__ import annotations

import pytest

from tests.acceptance.deeds import a_number, captured
from tests.acceptance.people import AGENT, caller
from tests.attacks.overload import DOUBLED, ENDLESS, TOKENS_AT_MOST, TOO_LONG
from tests.attacks.room import Answered, Room


def nobody_asked(answered: Answered) -> None:
    """Whether a refusal cost no statement, no key, no entry: nobody was looked for."""
    assert answered.cost.keys() <= {"part of the body", "token", "validation"}
    assert answered.cost["part of the body"] == 1


def refused(answered: Answered, code: str = "DOCUMENT_INVALID") -> None:
    """Whether a document was refused as one, in few words and none of its own."""
    assert (answered.status, answered.code) == (400, code)
    assert "data" not in answered.body
    assert len(answered.octets) < 300
    nobody_asked(answered)


@pytest.mark.parametrize("what", sorted(TOO_LONG))
def test_what_is_too_long_is_read_for_a_thousand_tokens_and_never_validated(
    room: Room, what: str
) -> None:
    """However many there were to come: 60 000 octets cost what 3 000 do."""
    answered = room.say(TOO_LONG[what], n=a_number())
    refused(answered)
    assert answered.cost["token"] <= TOKENS_AT_MOST + 2
    assert "validation" not in answered.cost


@pytest.mark.parametrize("what", sorted(ENDLESS))
def test_what_has_no_end_is_refused_before_it_is_walked(room: Room, what: str) -> None:
    """Rings of fragments, and introspection that asks of each type all types."""
    answered = room.say(ENDLESS[what], n=a_number())
    refused(answered)
    assert answered.cost["token"] < TOKENS_AT_MOST


def test_a_document_is_validated_once_however_often_it_is_sent(room: Room) -> None:
    """The second time it is not even read."""
    text, number = "query Once { once: __typename }", a_number()
    first, second = (room.say(text, n=number) for _ in range(2))
    assert (first.status, second.status) == (200, 200)
    assert first.cost["validation"] == 1
    assert second.cost == {"part of the body": 1}


def test_fragments_that_unfold_to_a_quarter_of_a_million_fields_are_walked_once(
    room: Room,
) -> None:
    """A fragment spread again touches nothing new: one opening, one name in the answer."""
    number = a_number()
    captured(caller(room.at, AGENT), number)
    answered = room.say(DOUBLED, n=number)
    assert answered.status == 200
    assert answered.body["data"]["profileByPhone"]["profile"] == {"name": "张晓明"}
    assert (answered.cost["opening"], answered.cost["leaf"]) == (1, 1)


@pytest.mark.parametrize("times", [2, 5, 60])
def test_a_look_up_is_not_multiplied_by_aliases(room: Room, times: int) -> None:
    """One root field an operation: two numbers are two requests, two decisions, two entries."""
    looked = "profileByPhone(number: $n) { status }"
    asked = " ".join(f"a{n}: {looked}" for n in range(times))
    text = f"query($n: PhoneNumber!) @purpose(is: SERVICE_SUPPORT) {{ {asked} }}"
    refused(room.say(text, n=a_number()))
    acted = " ".join(f"a{n}: upsertContact(input: $i) {{ __typename }}" for n in range(times))
    text = f"mutation($i: UpsertContactInput!) @purpose(is: SERVICE_SUPPORT) {{ {acted} }}"
    refused(room.say(text, i={"number": a_number(), "source": "call-centre"}))
