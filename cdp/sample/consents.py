"""Consents: what people said when the company asked them, in the order in which they said it.

The company asks anew under its present notice, so all of it was said in the last weeks: a consent
that somebody gave under an older text answers another question (PIPL 14(2)).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from cdp.sample.life import Span
from cdp.sample.person import Bond, Ending, Person
from cdp.sample.stream import Stream
from privacy.terms import ConsentMethod, ConsentState, Purpose


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Saying:
    """One statement of the person whose own number is `number` (canonical)."""

    number: str
    purpose: Purpose
    state: ConsentState
    method: ConsentMethod
    said_at: datetime


ASKED_FOR: Final = timedelta(days=20)
"""How long ago the company began to ask."""

_HEARD: Final = timedelta(hours=3)
"""The last answer came this long ago."""

_ANSWERED: Final = 555
_GIVEN, _REFUSED, _WITHDRAWN = ConsentState.GIVEN, ConsentState.REFUSED, ConsentState.WITHDRAWN

_COURSES: Final[Sequence[tuple[tuple[ConsentState, ...], int]]] = (
    ((_GIVEN,), 62),
    ((_REFUSED,), 16),
    ((_GIVEN, _WITHDRAWN), 12),
    ((_GIVEN, _WITHDRAWN, _GIVEN), 6),
    ((_REFUSED, _GIVEN), 3),
    ((_GIVEN, _WITHDRAWN, _GIVEN, _WITHDRAWN), 1),
)
"""How answers to one question follow one another."""

_QUESTIONS: Final = ((1, 55), (2, 33), (3, 12))
_ASKED_OF: Final[Mapping[Bond, Sequence[Purpose]]] = {
    Bond.KNOWN: (
        Purpose.SALES_FOLLOW_UP,
        Purpose.SERVICE_SUPPORT,
        Purpose.MARKETING_DIRECT_SMS,
        Purpose.MARKETING_DIRECT_EMAIL,
    ),
    Bond.ASKED: (
        Purpose.LEAD_CONTACT_REQUESTED,
        Purpose.SALES_FOLLOW_UP,
        Purpose.MARKETING_DIRECT_CALL,
        Purpose.MARKETING_DIRECT_SMS,
        Purpose.ANALYTICS_ATTRIBUTION,
        Purpose.PROFILING_SCORING,
    ),
}
_CUSTOMERS: Final = (
    Purpose.SERVICE_SUPPORT,
    Purpose.SALES_FOLLOW_UP,
    Purpose.MARKETING_DIRECT_CALL,
    Purpose.MARKETING_DIRECT_SMS,
    Purpose.MARKETING_DIRECT_EMAIL,
    Purpose.MARKETING_DIRECT_IM,
    Purpose.MARKETING_PERSONALISED,
    Purpose.PROFILING_SCORING,
)
_METHODS: Final = (
    (ConsentMethod.FORM, 45),
    (ConsentMethod.CALL, 30),
    (ConsentMethod.SMS, 15),
    (ConsentMethod.API, 10),
)
_WANTS_PEACE: Final = (Purpose.MARKETING_DIRECT_CALL, Purpose.MARKETING_DIRECT_SMS)


def sayings(people: Sequence[Person], stream: Stream, now: datetime) -> tuple[Saying, ...]:
    """What `people` said up to `now`, by time. Whose number proved wrong was not asked."""
    said = (
        saying
        for person in people
        for saying in _of(person, stream.fork(f"{person.index}"), now.replace(microsecond=0))
    )
    return tuple(sorted(said, key=lambda saying: (saying.said_at, saying.number)))


def _of(person: Person, stream: Stream, now: datetime) -> Iterator[Saying]:
    span = Span(start=max(person.joined_at, now - ASKED_FOR), end=now - _HEARD)
    if person.ending is Ending.DO_NOT_CALL:
        for purpose in _WANTS_PEACE:
            yield from _answers(person, stream, span, purpose, (_REFUSED,))
    elif person.ending is None and stream.chance(_ANSWERED):
        count = stream.weighted(_QUESTIONS)
        for purpose in stream.take(_ASKED_OF.get(person.bond, _CUSTOMERS), count):
            yield from _answers(person, stream, span, purpose, stream.weighted(_COURSES))


def _answers(
    person: Person,
    stream: Stream,
    span: Span,
    purpose: Purpose,
    course: Sequence[ConsentState],
) -> Iterator[Saying]:
    for nth, (at, state) in enumerate(zip(span.moments(stream, len(course)), course, strict=True)):
        yield Saying(
            number=person.line.canonical,
            purpose=purpose,
            state=state,
            method=stream.weighted(_METHODS),
            said_at=at + timedelta(seconds=nth),  # none of two answers is as late as the other
        )
