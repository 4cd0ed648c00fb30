"""A ruling that is cited is the one that would be given: whoever asks, whatever, whenever."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacy.errors import Refusal
from privacy.gate import Ask, Precedents, Ruling, rule
from privacy.gate import precedent as module
from privacy.policy import Policy
from privacy.terms import DataCategory, Effect, Purpose, ReasonCode
from privacy.testing.asks import NOW, ask, caller
from tests.property.test_gate import POLICY, asks

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_AGE = timedelta(seconds=POLICY.step_up.max_age_s)
INSTANT = timedelta(microseconds=1)
ENDS_AT = POLICY.clients["crm-web"].ends_at
TURNS = (NOW, NOW + MAX_AGE, ENDS_AT, datetime(1970, 1, 1, tzinfo=UTC))
TIMES = [turn + INSTANT * n for turn in TURNS for n in (-1, 0, 1)]
TIGHTER: Policy = replace(POLICY, hash="1" * 64, step_up=replace(POLICY.step_up, max_age_s=1))
ENDED: Policy = replace(
    POLICY,
    hash="2" * 64,
    clients={name: replace(each, ends_at=NOW) for name, each in POLICY.clients.items()},
)


def said(ruling_of: Callable[[Ask, Policy], Ruling], asked: Ask, policy: Policy) -> object:
    """The ruling, or the refusal."""
    try:
        return ruling_of(asked, policy)
    except Refusal as refusal:
        return refusal.reason, refusal.article


@given(
    asks(),
    st.lists(
        st.tuples(st.sampled_from(TIMES), st.sampled_from([POLICY, TIGHTER, ENDED])),
        min_size=1,
        max_size=12,
    ),
)
def test_precedents_rule_as_the_gate_does(
    asked: Ask, course: list[tuple[datetime, Policy]]
) -> None:
    """At every time, in whatever order times and policies come, and for refusals too."""
    precedents = Precedents()
    for at, policy in course:
        again = replace(asked, at=at)
        assert said(precedents.rule, again, policy) == said(rule, again, policy)


@given(st.lists(asks(), min_size=1, max_size=8), st.integers(1, 3))
def test_no_caller_is_ruled_as_another(asked: list[Ask], most: int) -> None:
    """However few rulings are kept, and whoever asked before."""
    precedents = Precedents(most=most)
    for each in (*asked, *asked, *reversed(asked)):
        assert said(precedents.rule, each, POLICY) == said(rule, each, POLICY)


@pytest.fixture
def given_rulings(monkeypatch: pytest.MonkeyPatch) -> list[Ask]:
    """Every ask that was deliberated on."""
    deliberated: list[Ask] = []

    def noting(asked: Ask, policy: Policy) -> Ruling:
        deliberated.append(asked)
        return rule(asked, policy)

    monkeypatch.setattr(module, "rule", noting)
    return deliberated


def test_one_case_is_deliberated_once(given_rulings: list[Ask]) -> None:
    """Its ruling is the very same object: what is derived from it may be kept by it."""
    precedents, asked = Precedents(), ask(DataCategory.CONTACT_PHONE)
    first = precedents.rule(asked, POLICY)
    later = replace(asked, at=NOW + timedelta(hours=5), document="0" * 64)
    assert precedents.rule(later, POLICY) is first
    assert len(given_rulings) == 1


def test_a_clients_end_shows_at_once() -> None:
    """From the very instant on, though the ruling of just before is known."""
    precedents, asked = Precedents(), ask(DataCategory.CONTACT_PHONE, at=ENDS_AT - INSTANT)
    precedents.rule(asked, POLICY)
    with pytest.raises(Refusal) as refused:
        precedents.rule(replace(asked, at=ENDS_AT), POLICY)
    assert refused.value.reason is ReasonCode.CLIENT_ENDED


def test_a_policy_change_shows_at_once() -> None:
    """The next ask is ruled by the policy that it is given."""
    precedents, asked = Precedents(), ask(DataCategory.CONTACT_PHONE)
    precedents.rule(asked, POLICY)
    narrowed = replace(POLICY, hash="3" * 64, purposes={})
    with pytest.raises(Refusal):
        precedents.rule(asked, narrowed)
    assert precedents.rule(asked, POLICY).policy_hash == POLICY.hash


def stepping_up() -> tuple[DataCategory, Ask] | None:
    """An ask of which a part is shown after step-up alone, by the shipped policy."""
    for rules in POLICY.purposes.values():
        for row in rules.rows:
            for category, shown in row.show.items():
                for client in POLICY.clients.values():
                    roles = row.roles & client.roles
                    if shown.after_step_up and roles and rules.purpose in client.purposes:
                        actor = replace(
                            caller(min(roles), client=client.id, purposes=tuple(Purpose)),
                            acr=min(POLICY.step_up.acr),
                            auth_time=NOW,
                        )
                        return category, ask(category, actor=actor, purpose=rules.purpose)
    return None


def test_a_step_up_ends_to_the_microsecond() -> None:
    """What it showed is denied after it, and shown again at its very last instant."""
    found = stepping_up()
    assert found is not None
    category, asked = found
    precedents = Precedents()
    effects = [
        precedents.rule(replace(asked, at=at), POLICY).views[category].effect
        for at in (NOW - INSTANT, NOW, NOW + MAX_AGE, NOW + MAX_AGE + INSTANT, NOW + MAX_AGE)
    ]
    shown = effects[1]
    assert shown is not Effect.DENY
    assert effects == [Effect.DENY, shown, shown, Effect.DENY, shown]


def test_a_case_with_a_reference_or_a_reason_is_no_precedent(given_rulings: list[Ask]) -> None:
    """Each is looked at by itself."""
    precedents = Precedents()
    for asked in (ask(case_ref="TKT-1"), ask(reason="she asked for it")):
        assert precedents.rule(asked, POLICY) is not precedents.rule(asked, POLICY)
    assert len(given_rulings) == 4


def test_the_ruling_cited_longest_ago_goes_first(given_rulings: list[Ask]) -> None:
    """The bound is kept."""
    precedents = Precedents(most=2)
    phone, name, email = (
        ask(category)
        for category in (
            DataCategory.CONTACT_PHONE,
            DataCategory.IDENTITY_NAME,
            DataCategory.CONTACT_EMAIL,
        )
    )
    for asked in (phone, name, phone, email, phone, name):
        precedents.rule(asked, POLICY)
    assert given_rulings == [phone, name, email, name]
