"""Contactability over everything that can be known: it answers, and a fact against never allows."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Final

from hypothesis import assume, given
from hypothesis import strategies as st

from privacy.contactability import (
    BEARING,
    DENIED,
    MARKETING_BY,
    ORDER,
    UNUSABLE,
    Bearing,
    ContactDecision,
    ContactFacts,
    Line,
    decide,
)
from privacy.policy import QuietHours, default_document, load
from privacy.terms import (
    AgeBand,
    Channel,
    ConsentState,
    LineType,
    NumberStatus,
    Purpose,
    ReasonCode,
    SubjectState,
)

POLICY: Final = load(default_document())
PAGE: Final = Path(__file__).parents[2] / "docs" / "reference" / "contactability.md"

states = st.sampled_from(ConsentState)
lines = st.builds(Line, status=st.sampled_from(NumberStatus), kind=st.sampled_from(LineType))
people = st.builds(
    ContactFacts,
    state=st.sampled_from(SubjectState),
    age_band=st.sampled_from(AgeBand),
    exempt=st.booleans(),
    has_ground=st.booleans(),
    consent=st.none() | states,
    marketing=st.dictionaries(st.sampled_from(Channel), states),
    lines=st.lists(lines, max_size=3).map(tuple),
    has_email=st.booleans(),
    open_complaint=st.booleans(),
)
purposes = st.sampled_from(Purpose)
channels = st.none() | st.sampled_from(Channel)
zones = st.sampled_from([UTC, timezone(timedelta(hours=8)), timezone(timedelta(hours=-11))])
instants = st.datetimes(
    min_value=datetime(1900, 1, 2),  # noqa: DTZ001 - the zone is drawn apart
    max_value=datetime(2199, 12, 30),  # noqa: DTZ001 - the zone is drawn apart
    timezones=zones,
)
hours = st.builds(QuietHours, since=st.times(), until=st.times()).filter(
    lambda quiet: quiet.since != quiet.until
)


@given(people, purposes, channels, instants, hours)
def test_it_always_answers_and_allows_only_without_a_reason(
    facts: ContactFacts, purpose: Purpose, channel: Channel | None, at: datetime, quiet: QuietHours
) -> None:
    """Total; reasons are of the list, in its order, each once."""
    decision = decide(facts, purpose=purpose, channel=channel, at=at, quiet=quiet)
    assert decision.allowed is (decision.reasons == ())
    assert list(decision.reasons) == [reason for reason in ORDER if reason in decision.reasons]


@given(people, purposes, channels, instants, hours)
def test_the_next_time_is_told_in_quiet_hours_alone_and_is_one_that_is_allowed(
    facts: ContactFacts, purpose: Purpose, channel: Channel | None, at: datetime, quiet: QuietHours
) -> None:
    """None outside them, and where something else is in the way: waiting would not help."""
    decision = decide(facts, purpose=purpose, channel=channel, at=at, quiet=quiet)
    later = decision.next_allowed_at
    assert (later is None) is (decision.reasons != (ReasonCode.QUIET_HOURS,))
    if later is None:
        return
    assert at < later <= at + timedelta(days=1)
    then = decide(facts, purpose=purpose, channel=channel, at=later, quiet=quiet)
    assert then == ContactDecision(allowed=True, reasons=())


@given(facts=people, purpose=purposes, channel=channels, at=instants, quiet=hours, data=st.data())
def test_a_fact_more_against_never_allows(
    *,
    facts: ContactFacts,
    purpose: Purpose,
    channel: Channel | None,
    at: datetime,
    quiet: QuietHours,
    data: st.DataObject,
) -> None:
    """Whatever was in the way stays in the way."""
    worse = data.draw(
        st.sampled_from(
            [
                replace(facts, open_complaint=True),
                replace(facts, has_email=False),
                replace(facts, has_ground=False),
                replace(facts, exempt=False),
                replace(facts, state=SubjectState.RESTRICTED),
                replace(facts, state=SubjectState.ERASING),
                replace(facts, age_band=AgeBand.UNDER_14),
                replace(facts, lines=facts.lines[1:]),
                replace(
                    facts,
                    lines=tuple(replace(line, status=NumberStatus.RISKY) for line in facts.lines),
                ),
                replace(facts, consent=data.draw(st.none() | st.sampled_from(sorted(DENIED)))),
                replace(
                    facts,
                    marketing={
                        **facts.marketing,
                        data.draw(st.sampled_from(Channel)): data.draw(
                            st.sampled_from(sorted(DENIED))
                        ),
                    },
                ),
            ]
        )
    )
    before = decide(facts, purpose=purpose, channel=channel, at=at, quiet=quiet)
    after = decide(worse, purpose=purpose, channel=channel, at=at, quiet=quiet)
    assert before.allowed or not after.allowed


@given(people, purposes, st.sampled_from(Channel), instants, hours)
def test_a_no_to_marketing_wins_over_every_yes(
    facts: ContactFacts, purpose: Purpose, channel: Channel, at: datetime, quiet: QuietHours
) -> None:
    """For marketing by that channel, whatever else was said; an answer to her goes on."""
    assume(purpose in BEARING)
    for said in DENIED:
        no = replace(facts, marketing={**facts.marketing, channel: said})
        decision = decide(no, purpose=purpose, channel=channel, at=at, quiet=quiet)
        is_marketing = BEARING[purpose] is Bearing.MARKETING
        assert (ReasonCode.DO_NOT_CONTACT in decision.reasons) is is_marketing


@given(people, purposes, instants, hours)
def test_marketing_needs_a_channel_of_which_consent_is_asked(
    facts: ContactFacts, purpose: Purpose, at: datetime, quiet: QuietHours
) -> None:
    """No yes covers a channel that no question names."""
    assume(BEARING.get(purpose) is Bearing.MARKETING)
    decision = decide(facts, purpose=purpose, channel=None, at=at, quiet=quiet)
    assert ReasonCode.NO_LAWFUL_BASIS in decision.reasons


@given(hours, instants)
def test_quiet_hours_end_when_they_say(quiet: QuietHours, at: datetime) -> None:
    """The end is the first moment after `at` outside of them, if `at` lies in them."""
    end = quiet.end(at)
    assert at < end <= at + timedelta(days=1)
    assert not quiet.hold(end)
    if quiet.hold(at):
        assert quiet.hold(end - timedelta(microseconds=1))


@given(people, st.sampled_from([Channel.PHONE, Channel.SMS]), instants)
def test_a_telephone_needs_one_line_that_can_be_reached(
    facts: ContactFacts, channel: Channel, at: datetime
) -> None:
    """One that works is enough; none, or none that works, is not."""
    usable = Line(status=NumberStatus.ACTIVE, kind=LineType.MOBILE)
    for given_lines, is_against in (
        ((*facts.lines, usable), False),
        ((), True),
        (tuple(replace(usable, status=status) for status in sorted(UNUSABLE)), True),
        ((replace(usable, kind=LineType.SHORT_CODE),), True),
        ((replace(usable, kind=LineType.FIXED_LINE),), channel is Channel.SMS),
    ):
        decision = decide(
            replace(facts, lines=given_lines),
            purpose=Purpose.SERVICE_SUPPORT,
            channel=channel,
            at=at,
            quiet=POLICY.quiet_hours,
        )
        assert (ReasonCode.NUMBER_UNUSABLE in decision.reasons) is is_against


HER: Final = ContactFacts(
    state=SubjectState.LIVE,
    age_band=AgeBand.UNKNOWN,
    exempt=False,
    has_ground=False,
    consent=ConsentState.GIVEN,
    marketing={Channel.PHONE: ConsentState.GIVEN},
    lines=(Line(status=NumberStatus.ACTIVE, kind=LineType.MOBILE),),
    has_email=False,
    open_complaint=False,
)
MORNING: Final = datetime(2026, 11, 22, 2, tzinfo=UTC)
"""Ten o'clock in Shanghai."""

NIGHT: Final = datetime(2026, 11, 22, 14, tzinfo=UTC)
"""Ten in the evening in Shanghai."""


def test_every_reason_can_be_the_only_one() -> None:
    """So none is hidden behind another."""
    service, call = Purpose.SERVICE_SUPPORT, Purpose.MARKETING_DIRECT_CALL
    alone = [
        (HER, Purpose.COMPLIANCE_AUDIT, MORNING),
        (replace(HER, state=SubjectState.ERASING), service, MORNING),
        (replace(HER, state=SubjectState.RESTRICTED), service, MORNING),
        (replace(HER, age_band=AgeBand.FROM_14_TO_17), service, MORNING),
        (replace(HER, consent=None), service, MORNING),
        *(
            (replace(HER, consent=state), service, MORNING)
            for state in ConsentState
            if state is not ConsentState.GIVEN
        ),
        (
            replace(HER, marketing={Channel.PHONE: ConsentState.REFUSED}),
            Purpose.SALES_FOLLOW_UP,
            MORNING,
        ),
        (replace(HER, lines=()), service, MORNING),
        (replace(HER, open_complaint=True), call, MORNING),
        (HER, call, NIGHT),
    ]
    found = [
        decide(
            facts, purpose=purpose, channel=Channel.PHONE, at=at, quiet=POLICY.quiet_hours
        ).reasons
        for facts, purpose, at in alone
    ]
    assert {reasons[0] for reasons in found} == set(ORDER)
    assert {len(reasons) for reasons in found} == {1}


def test_a_call_about_a_contract_is_no_marketing() -> None:
    """At night, after a no to marketing, with a complaint open: she may be called back."""
    customer = replace(
        HER,
        consent=ConsentState.UNKNOWN,
        has_ground=True,
        marketing={Channel.PHONE: ConsentState.WITHDRAWN},
        open_complaint=True,
    )
    decision = decide(
        customer,
        purpose=Purpose.SERVICE_SUPPORT,
        channel=Channel.PHONE,
        at=NIGHT,
        quiet=POLICY.quiet_hours,
    )
    assert decision.allowed


def test_the_default_policy_is_quiet_from_nine_to_nine_by_shanghai_time() -> None:
    """21:00 belongs to them, 09:00 does not."""
    quiet = POLICY.quiet_hours
    assert quiet == QuietHours(since=time(21), until=time(9))
    held = [quiet.hold(datetime(2026, 11, 22, hour, tzinfo=UTC)) for hour in (0, 1, 12, 13)]
    assert held == [True, False, False, True]
    assert quiet.end(NIGHT) == datetime(2026, 11, 23, 1, tzinfo=UTC)


def test_every_channel_of_consent_has_its_question() -> None:
    """The policy's cells are those that the decision asks for."""
    assert set(MARKETING_BY) == set(Channel)
    for channel, purpose in MARKETING_BY.items():
        cell = POLICY.cell(purpose)
        assert cell is not None
        assert cell.channel is channel


def test_the_page_has_the_rule_of_every_purpose() -> None:
    """As the code has it."""
    rows = re.findall(r"^\| `([a-z_.]+)` \| [^|]+ \| (\w+)", PAGE.read_text("utf-8"), re.MULTILINE)
    assert dict(rows) == {purpose.value: bearing.value for purpose, bearing in BEARING.items()}
