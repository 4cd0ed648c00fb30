"""A statement answers the question that was asked, or it is refused with advice."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from privacy.consent import ConsentEvent, Statement
from privacy.errors import InvalidConsent
from privacy.notice import Notice, shipped
from privacy.policy import Cell, default_document, load
from privacy.terms import (
    Channel,
    ConsentKind,
    ConsentMethod,
    ConsentState,
    GivenBy,
    Purpose,
)
from privacy.testing.consents import SPOKEN_AT

PERSON = UUID("0192f000-0000-7000-8000-000000000002")
EVENT = UUID("0192f000-0000-7000-8000-0000000000a1")
FIRST = bytes(32)
FROZEN = "694cbc38aedca3dcb9c8d75e3a43290cd53eecef4d15a3f9d28127afbfbb5e85"
SAID = Statement(
    state=ConsentState.GIVEN,
    kind=ConsentKind.GENERAL,
    method=ConsentMethod.CALL,
    given_by=GivenBy.SUBJECT,
    event_time=SPOKEN_AT,
    actor=b"sealed actor",
)


def cell(purpose: Purpose = Purpose.MARKETING_DIRECT_SMS) -> Cell:
    found = load(default_document()).cell(purpose)
    assert found is not None
    return found


def notice(language: str = "zh") -> Notice:
    found = shipped("2026-11", language)
    assert found is not None
    return found


def event(statement: Statement = SAID, *, to: Cell | None = None, days: int = 0) -> ConsentEvent:
    return ConsentEvent.of(
        statement,
        cell() if to is None else to,
        notice(),
        event_id=EVENT,
        subject=PERSON,
        recorded_at=SPOKEN_AT + timedelta(days=days),
    )


def advice(statement: Statement, *, to: Cell | None = None) -> str:
    with pytest.raises(InvalidConsent) as caught:
        event(statement, to=to)
    return caught.value.advice


def test_an_event_repeats_its_question() -> None:
    """Purpose, channel, categories and the hash of the text that was read out."""
    given = event()
    assert (given.bit, given.purpose) == (4, Purpose.MARKETING_DIRECT_SMS)
    assert given.channel is Channel.SMS
    assert set(given.categories) == cell().categories
    assert (given.notice_version, given.notice_sha256) == ("2026-11", notice().sha256)
    assert (given.notice_language, given.jurisdiction) == ("zh", "CN")


def test_a_consent_ends_with_the_term_of_its_question() -> None:
    """Or sooner, where the person said so."""
    assert event().valid_until == SPOKEN_AT + timedelta(days=730)
    sooner = SPOKEN_AT + timedelta(days=30)
    assert event(replace(SAID, valid_until=sooner)).valid_until == sooner
    longest = SPOKEN_AT + timedelta(days=730)
    assert event(replace(SAID, valid_until=longest)).valid_until == longest
    assert event(replace(SAID, state=ConsentState.REFUSED)).valid_until is None


@pytest.mark.parametrize(
    ("statement", "to", "says"),
    [
        (replace(SAID, state=ConsentState.UNKNOWN), None, "State a consent as given"),
        (replace(SAID, state=ConsentState.EXPIRED), None, "State a consent as given"),
        (replace(SAID, event_time=SPOKEN_AT + timedelta(seconds=1)), None, "it is past"),
        (replace(SAID, valid_until=SPOKEN_AT), None, "within 730 days"),
        (replace(SAID, valid_until=SPOKEN_AT + timedelta(days=731)), None, "within 730 days"),
        (
            replace(SAID, state=ConsentState.WITHDRAWN, valid_until=SPOKEN_AT + timedelta(days=1)),
            None,
            "Only a given consent has an end",
        ),
        (SAID, replace(cell(), retired=True), "no longer asked"),
        (SAID, replace(cell(), notice="2027-01"), "no longer asked"),
        (SAID, replace(cell(), kind=ConsentKind.SEPARATE), "in the way that its cell demands"),
        (SAID, replace(cell(), kind=ConsentKind.WRITTEN), "in the way that its cell demands"),
        (
            replace(SAID, kind=ConsentKind.SEPARATE),
            replace(cell(), kind=ConsentKind.WRITTEN),
            "in the way that its cell demands",
        ),
        (SAID, replace(cell(), kind=ConsentKind.GUARDIAN), "in the way that its cell demands"),
        (replace(SAID, kind=ConsentKind.GUARDIAN), None, "in the way that its cell demands"),
        (replace(SAID, given_by=GivenBy.GUARDIAN), None, "in the way that its cell demands"),
        (replace(SAID, method=ConsentMethod.IMPORT), None, "Add the evidence"),
        (replace(SAID, given_by=GivenBy.PROXY), None, "Add the evidence"),
    ],
    ids=range(16),
)
def test_what_is_no_answer_is_refused(statement: Statement, to: Cell | None, says: str) -> None:
    """States that nobody states, times to come, terms too long, bundles, hearsay."""
    assert says in advice(statement, to=to)


@pytest.mark.parametrize(
    ("statement", "to"),
    [
        (replace(SAID, kind=ConsentKind.SEPARATE), cell()),
        (replace(SAID, kind=ConsentKind.WRITTEN), replace(cell(), kind=ConsentKind.SEPARATE)),
        (replace(SAID, method=ConsentMethod.IMPORT, evidence=b"sealed"), cell()),
        (replace(SAID, given_by=GivenBy.PROXY, evidence=b"sealed"), cell()),
        (
            replace(SAID, kind=ConsentKind.GUARDIAN, given_by=GivenBy.GUARDIAN, evidence=b"sealed"),
            replace(cell(), kind=ConsentKind.GUARDIAN),
        ),
    ],
    ids=["separate", "written", "import", "proxy", "guardian"],
)
def test_a_stronger_or_proven_answer_is_taken(statement: Statement, to: Cell) -> None:
    """A separate consent answers a general question; a proof answers for absence."""
    assert event(statement, to=to).state is ConsentState.GIVEN


@pytest.mark.parametrize("state", [ConsentState.REFUSED, ConsentState.WITHDRAWN])
@pytest.mark.parametrize(
    "to",
    [
        cell(),
        replace(cell(), retired=True),
        replace(cell(), notice="2020-01"),
        replace(cell(), kind=ConsentKind.WRITTEN),
    ],
    ids=["plain", "retired", "older notice", "written"],
)
def test_a_denial_is_never_refused(state: ConsentState, to: Cell) -> None:
    """PIPL 15: saying no needs no form, no proof and no notice."""
    for given_by in GivenBy:
        for method in ConsentMethod:
            said = replace(SAID, state=state, given_by=given_by, method=method)
            assert event(said, to=to).state is state


def test_an_event_prints_its_id_alone() -> None:
    """What a person said does not stand in a log line."""
    assert repr(event()) == f"<ConsentEvent {EVENT}>"


@pytest.mark.parametrize(
    "other",
    [
        replace(event(), state=ConsentState.WITHDRAWN, valid_until=None),
        replace(event(), subject=EVENT),
        replace(event(), id=PERSON),
        replace(event(), channel=None),
        replace(event(), evidence=b""),
        replace(event(), actor=b"another"),
        replace(event(), notice_language="en"),
        replace(event(), event_time=SPOKEN_AT - timedelta(microseconds=1)),
        replace(event(), valid_until=None),
        replace(event(), categories=()),
        replace(event(), retention_days=729),
    ],
    ids=range(11),
)
def test_every_part_of_an_event_is_in_its_hash(other: ConsentEvent) -> None:
    """So that nothing of it can be changed unseen."""
    assert other.digest(FIRST) != event().digest(FIRST)


def test_the_hash_follows_from_what_was_recorded_before() -> None:
    """And from nothing else: the same event at the same place has the same hash."""
    assert event().digest(FIRST) == event().digest(FIRST)
    assert event().digest(bytes(31) + b"\x01") != event().digest(FIRST)


def test_the_hash_is_frozen() -> None:
    """A stored chain verifies with every later release."""
    plain = replace(event(), notice_sha256=bytes(32))
    assert plain.digest(FIRST).hex() == FROZEN
