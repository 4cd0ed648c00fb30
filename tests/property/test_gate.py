"""The gate over everything that can be asked: it answers, and less never becomes more."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from types import MappingProxyType
from uuid import UUID

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from privacy.errors import Refusal
from privacy.gate import Ask, Ruling, Standing, judge, rule
from privacy.policy import Policy, PurposeRule, Row, default_document, load
from privacy.terms import (
    Action,
    Actor,
    AgeBand,
    ConsentState,
    DataCategory,
    Effect,
    Purpose,
    Role,
    SubjectState,
)

POLICY = load(default_document())
NOW = datetime(2026, 11, 22, 3, 45, tzinfo=UTC)
PERSON = UUID("0192f000-0000-7000-8000-000000000002")
ORDER = [Effect.DENY, Effect.REDACT, Effect.MASK, Effect.ALLOW]

any_text = st.text(st.characters(exclude_categories=()), max_size=12)
references = st.sampled_from(["", "TKT-1042", "13800138000", "CASE-1-2"]) | any_text
zones = st.sampled_from([UTC, timezone(timedelta(hours=8)), timezone(timedelta(hours=-11))])
instants = st.datetimes(timezones=zones) | st.just(NOW)
categories = st.frozensets(st.sampled_from(DataCategory))


@st.composite
def actors(draw: st.DrawFn) -> Actor:
    """Any token; as often as not one that its client may carry."""
    client = draw(st.sampled_from(sorted(POLICY.clients)) | any_text)
    registered = POLICY.client(client)
    known = sorted(registered.roles) if registered is not None else list(Role)
    roles = st.frozensets(st.sampled_from(known) | st.sampled_from(Role), max_size=4)
    all_purposes = st.just(frozenset(Purpose))
    return Actor(
        id="local:agent-7",
        client=client,
        roles=draw(roles),
        purposes=draw(all_purposes | st.frozensets(st.sampled_from(Purpose))),
        acr=draw(st.sampled_from(["aal2", "aal1", ""]) | any_text),
        auth_time=draw(st.none() | st.just(NOW) | instants),
    )


@st.composite
def asks(draw: st.DrawFn) -> Ask:
    """Any ask; as often as not for a purpose that the caller's client has."""
    actor = draw(actors())
    registered = POLICY.client(actor.client)
    likely = sorted(registered.purposes) if registered is not None else list(Purpose)
    return Ask(
        actor=actor,
        purpose=draw(st.none() | st.sampled_from(likely) | st.sampled_from(Purpose)),
        action=draw(st.sampled_from(Action)),
        operation=PERSON,
        at=draw(instants),
        categories=draw(categories | st.just(frozenset({DataCategory.CONTACT_PHONE}))),
        writes=draw(st.just(frozenset[DataCategory]()) | categories),
        case_ref=draw(references),
        reason=draw(any_text),
        narrows=draw(st.booleans()),
    )


@st.composite
def lawful(draw: st.DrawFn) -> Ask:
    """A caller who may ask for what it asks for, as far as client, purpose and role go."""
    purpose = draw(st.sampled_from(sorted(POLICY.purposes)))
    row = POLICY.purposes[purpose].rows[0]
    able = [
        client
        for client in POLICY.clients.values()
        if purpose in client.purposes and client.roles & row.roles
    ]
    assume(able)
    client = draw(st.sampled_from(sorted(able, key=lambda each: each.id)))
    return Ask(
        actor=Actor(
            id="local:agent-7",
            client=client.id,
            roles=client.roles & row.roles,
            purposes=frozenset({purpose}),
            acr=draw(st.sampled_from(["aal2", ""])),
            auth_time=NOW,
        ),
        purpose=purpose,
        action=draw(st.sampled_from(Action)),
        operation=PERSON,
        at=NOW,
        categories=draw(categories | st.just(frozenset({DataCategory.CONTACT_PHONE}))),
        writes=draw(st.just(frozenset[DataCategory]()) | st.just(row.writes)),
        case_ref="CASE-1",
        reason="as told",
    )


standings = st.builds(
    Standing,
    subject=st.just(PERSON),
    state=st.sampled_from(SubjectState),
    contract=st.booleans(),
    consent=st.sampled_from(ConsentState),
    age_band=st.sampled_from(AgeBand),
    denied_elsewhere=st.sampled_from([None, ConsentState.REFUSED, ConsentState.WITHDRAWN]),
)


def ruled(asked: Ask, policy: Policy = POLICY) -> Ruling | None:
    """The ruling, or None where it is refused with an article; any other error fails the test."""
    try:
        return rule(asked, policy)
    except Refusal as refusal:
        if refusal.article is None:
            raise
        return None


@settings(max_examples=400, deadline=None)
@given(asks() | lawful())
def test_every_ask_is_ruled_or_refused_with_an_article(asked: Ask) -> None:
    """Total: any roles, purposes, categories, texts and times, and nothing but a Refusal."""
    ruling = ruled(asked)
    if ruling is not None:
        assert set(ruling.views) == asked.categories
        assert ruling.may_write == asked.writes
        assert ruling.purpose is asked.purpose


@settings(max_examples=400, deadline=None)
@given(lawful())
def test_nothing_is_shown_that_the_document_does_not_show(asked: Ask) -> None:
    """By looking the row up again, by hand."""
    ruling = ruled(asked)
    assume(ruling is not None)
    assert ruling is not None
    rows = POLICY.purposes[ruling.purpose].rows
    row = next(each for each in rows if each.roles & asked.actor.roles)
    for category, view in ruling.views.items():
        if asked.action is Action.REVEAL:
            assert category in row.reveal
        elif view.effect is not Effect.DENY:
            assert view.effect is row.show[category].effect
            assert view.own_rows is row.show[category].own_rows
    if asked.action is not Action.REVEAL:
        phone = ruling.views.get(DataCategory.CONTACT_PHONE)
        assert phone is None or phone.effect is not Effect.ALLOW


@settings(max_examples=300, deadline=None)
@given(asks() | lawful(), st.frozensets(st.sampled_from(Purpose)))
def test_a_narrower_token_never_gets_more(asked: Ask, fewer: frozenset[Purpose]) -> None:
    """Purpose laundering: what a token does not name, no request brings back."""
    narrower = replace(asked, actor=replace(asked.actor, purposes=asked.actor.purposes & fewer))
    ruling = ruled(narrower)
    if ruling is not None:
        wider = ruled(asked)
        assert wider is not None
        assert ruling.views == wider.views


@settings(max_examples=300, deadline=None)
@given(asks() | lawful(), st.frozensets(st.sampled_from(Role), max_size=6), categories)
def test_a_narrower_policy_never_shows_more(
    asked: Ask, roles: frozenset[Role], hidden: frozenset[DataCategory]
) -> None:
    """Roles struck from its rows, categories struck from what they show and may write."""
    narrower = ruled(asked, narrowed(POLICY, roles, hidden))
    wider = ruled(asked)
    if narrower is not None:
        assert wider is not None
        assert narrower.may_write <= wider.may_write
        for category, view in narrower.views.items():
            assert ORDER.index(view.effect) <= ORDER.index(wider.views[category].effect)


def narrowed(policy: Policy, roles: frozenset[Role], hidden: frozenset[DataCategory]) -> Policy:
    def of_row(row: Row) -> Row:
        show = {category: shown for category, shown in row.show.items() if category not in hidden}
        return replace(
            row,
            roles=row.roles - roles,
            show=MappingProxyType(show),
            reveal=row.reveal - hidden,
            writes=row.writes - hidden,
        )

    def of_purpose(rule: PurposeRule) -> PurposeRule:
        return replace(rule, rows=tuple(of_row(row) for row in rule.rows))

    purposes = {purpose: of_purpose(rule) for purpose, rule in policy.purposes.items()}
    return replace(policy, purposes=MappingProxyType(purposes))


@st.composite
def rulings(draw: st.DrawFn) -> Ruling:
    """A ruling of any purpose of the policy, by a caller who may ask for it."""
    asked = draw(lawful())
    return rule(replace(asked, action=Action.READ, writes=frozenset()), POLICY)


@settings(max_examples=400, deadline=None)
@given(rulings(), standings)
def test_every_person_is_judged_with_an_article(ruling: Ruling, standing: Standing) -> None:
    """On one ground, or for one reason, never both."""
    verdict = judge(ruling, standing)
    assert (verdict.basis is not None) is verdict.allowed
    assert (verdict.reason is None) is verdict.allowed
    assert verdict.article is not None
    assert verdict.basis is None or verdict.basis in ruling.bases


@settings(max_examples=400, deadline=None)
@given(rulings(), standings, st.sampled_from(ConsentState))
def test_withdrawing_never_widens(ruling: Ruling, standing: Standing, other: ConsentState) -> None:
    """Who may be seen after a withdrawal could be seen before, whatever was said before."""
    for denial in (ConsentState.WITHDRAWN, ConsentState.REFUSED, ConsentState.EXPIRED):
        if judge(ruling, replace(standing, consent=denial)).allowed:
            assert judge(ruling, replace(standing, consent=other)).allowed


@settings(max_examples=400, deadline=None)
@given(rulings(), standings)
def test_restricting_never_widens(ruling: Ruling, standing: Standing) -> None:
    """Nor does erasing, the end of a contract, or learning that the person is a child."""
    live = replace(standing, state=SubjectState.LIVE)
    for state in SubjectState:
        if judge(ruling, replace(standing, state=state)).allowed:
            assert judge(ruling, live).allowed
    if judge(ruling, replace(standing, contract=False)).allowed:
        assert judge(ruling, replace(standing, contract=True)).allowed
    for band in AgeBand:
        if judge(ruling, replace(standing, age_band=band)).allowed:
            assert judge(ruling, replace(standing, age_band=AgeBand.ADULT)).allowed


@settings(max_examples=200, deadline=None)
@given(rulings(), standings)
def test_a_restricted_person_is_seen_by_exempt_purposes_alone(
    ruling: Ruling, standing: Standing
) -> None:
    """PIPL 47(2): storage and protection apart, processing stops."""
    assume(standing.state is not SubjectState.LIVE or standing.age_band is AgeBand.UNDER_14)
    assert ruling.exempt or not judge(ruling, standing).allowed
