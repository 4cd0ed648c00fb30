"""Overload: a document that would cost us more than its sender is refused while it is read."""

from __future__ import annotations

from typing import Final

import pytest

from cdp.plan.limits import ADVICE, LIMITS, Limit
from tests.acceptance.deeds import a_number
from tests.attacks.overload import ENDLESS, TOO_LONG, TOO_MUCH
from tests.attacks.room import Answered, Room


def nobody_asked(answered: Answered) -> None:
    """Whether a refusal cost no statement, no key, no entry: nobody was looked for."""
    assert answered.cost.keys() <= {"part of the body", "token", "validation"}
    assert answered.cost["part of the body"] == 1


def refused(answered: Answered, *, by: Limit | None) -> None:
    """Whether a document was refused by a bound, in few words and none of its own, unvalidated."""
    code = "DOCUMENT_INVALID" if by is None else "LIMIT_EXCEEDED"
    assert (answered.status, answered.code) == (400, code)
    assert "data" not in answered.body
    assert len(answered.octets) < 300
    if by is not None:
        assert answered.messages == [ADVICE[by].format(ALLOWED.get(by, 1))]
    nobody_asked(answered)
    assert "validation" not in answered.cost


ALLOWED: Final = {
    Limit.TOKENS: LIMITS.tokens,
    Limit.DEPTH: LIMITS.depth,
    Limit.ALIASES: LIMITS.aliases,
    Limit.DIRECTIVES: LIMITS.directives,
    Limit.FRAGMENTS: LIMITS.fragments,
    Limit.SELECTIONS: LIMITS.selections,
}


@pytest.mark.parametrize("what", sorted(TOO_LONG))
def test_what_is_too_long_is_read_for_a_thousand_tokens_and_no_further(
    room: Room, what: str
) -> None:
    """However many there were to come: 60 000 octets cost what 3 000 do."""
    answered = room.say(TOO_LONG[what], n=a_number())
    refused(answered, by=Limit.TOKENS)
    assert answered.cost["token"] <= LIMITS.tokens + 2


@pytest.mark.parametrize("what", sorted(TOO_MUCH))
def test_what_is_too_much_in_few_words_is_measured_and_never_validated(
    room: Room, what: str
) -> None:
    """Each kind by a bound of its own; the answer names the bound, and its number."""
    text, limit = TOO_MUCH[what]
    answered = room.say(text, n=a_number(), i={"number": a_number(), "source": "call-centre"})
    if limit is Limit.REPEATED:
        many = LIMITS.repeated_objects if "object" in what else LIMITS.repeated
        assert answered.messages == [ADVICE[limit].format(many)]
    else:
        refused(answered, by=limit)
    nobody_asked(answered)
    assert "validation" not in answered.cost
    assert answered.cost["token"] < LIMITS.tokens


@pytest.mark.parametrize("what", sorted(ENDLESS))
def test_fragments_in_a_circle_are_followed_once(room: Room, what: str) -> None:
    """Refused where the walk comes back; nothing is validated."""
    answered = room.say(ENDLESS[what], n=a_number())
    refused(answered, by=None)
    assert answered.cost["token"] < LIMITS.tokens


def test_a_document_is_read_once_however_often_it_is_sent(room: Room) -> None:
    """The second time, no token of it."""
    text, number = "query Once { once: __typename }", a_number()
    first, second = (room.say(text, n=number) for _ in range(2))
    assert (first.status, second.status) == (200, 200)
    assert first.cost["validation"] == 1
    assert second.cost == {"part of the body": 1}
