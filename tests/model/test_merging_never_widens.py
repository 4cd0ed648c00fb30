"""No merge ever widens any permission, through answers; and taken back it leaves none changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, Final

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.acceptance.deeds import call, contact, order
from tests.acceptance.people import AGENT, MARKETER, SELLER, SHOP, STEWARD, Persona
from tests.model.house import House

PURPOSES: Final = ("SERVICE_SUPPORT", "SALES_FOLLOW_UP", "MARKETING_DIRECT_CALL")

_EVERYTHING: Final = """
  id name email phones { display }
  contacts(first: 50) { edges { node { id name } } }
  orders(first: 50) { edges { node { id externalNo } } }
"""
_CALLS: Final = """
  calls(first: 50) { edges { node { id notes } } }
  interactions(first: 50) { edges { node { ... on Call { id notes } } } }
"""


def _by_number(purpose: str, parts: str) -> str:
    return (
        f"query ($number: PhoneNumber!) @purpose(is: {purpose}) {{"
        f" profileByPhone(number: $number) {{ status profile {{ {parts} }} }} }}"
    )


LOOKS: Final[Mapping[str, tuple[Persona, str]]] = {
    "service": (AGENT, _by_number("SERVICE_SUPPORT", _EVERYTHING + _CALLS)),
    "sales": (SELLER, _by_number("SALES_FOLLOW_UP", _EVERYTHING)),
    "marketing": (MARKETER, _by_number("MARKETING_DIRECT_CALL", "id name phones { display }")),
}
"""What is looked at by a number, and by whom."""

ASKED: Final = [
    (persona, purpose, channel)
    for persona, purpose in zip((AGENT, SELLER, MARKETER), PURPOSES, strict=True)
    for channel in ("PHONE", "SMS", "EMAIL")
]
"""Who asks for which contact."""


def _may_contact(purpose: str) -> str:
    return (
        f"query ($profile: ID!, $channel: Channel!) @purpose(is: {purpose}) {{"
        " contactability(profile: $profile, channel: $channel) { allowed reasons } }"
    )


@dataclass(frozen=True, slots=True)
class Life:
    """What there is of somebody, and what she said to each purpose."""

    has_order: bool
    has_call: bool
    said: Mapping[str, bool]


@dataclass(slots=True)
class Person:
    """One record; `facts` are the words that answers show of it."""

    number: str
    profile: str
    facts: set[str] = field(default_factory=set)


lives = st.lists(
    st.builds(
        Life,
        has_order=st.booleans(),
        has_call=st.booleans(),
        said=st.dictionaries(st.sampled_from(PURPOSES), st.booleans()),
    ),
    min_size=2,
    max_size=4,
)

Answers = Mapping[tuple[str, ...], str]
"""Every answer as JSON, by its question; the last word of that is the number."""


def born(house: House, life: Life) -> Person:
    number, mark = house.number(), str(next(house.marks))
    name = f"n{mark}"
    house.must(AGENT, "UpsertContact", **contact(number, name=name, email=f"{name}@example.com"))
    if life.has_call:
        house.must(AGENT, "LogCall", **call(number, notes=f"c{mark}"))
    if life.has_order:
        house.must(SHOP, "PlaceOrder", **order(number, externalNo=f"o{mark}"))
    for purpose, is_yes in life.said.items():
        given_ = {"purpose": purpose, "given": is_yes, "method": "CALL"}
        house.must(AGENT, "RecordConsent", number=number, **given_)
    facts = {name, f"{name}@example.com", f"c{mark}", f"o{mark}"}
    return Person(number, house.profile(number), facts)


def asked(house: House, there: Iterable[Person]) -> Answers:
    answers: dict[tuple[str, ...], str] = {}
    for person in there:
        for name, (persona, text) in LOOKS.items():
            answer = house.ask(persona, text, number=person.number)
            answers[name, person.number] = json.dumps(answer)
        for persona, purpose, channel in ASKED:
            given_ = {"profile": person.profile, "channel": channel}
            answer = house.ask(persona, _may_contact(purpose), **given_)
            answers[purpose, channel, person.number] = json.dumps(answer)
    return answers


def words(answer: str) -> set[str]:
    """Every word that an answer shows."""
    return set(_words(json.loads(answer)))


def _words(value: Any) -> Iterable[str]:  # noqa: ANN401 - as JSON
    match value:
        case dict():
            return chain.from_iterable(map(_words, value.values()))
        case list():
            return chain.from_iterable(map(_words, value))
        case str():
            return (value,)
        case _:
            return ()


def test_no_merge_shows_what_was_not_shown_before_and_a_parting_leaves_every_answer_as_it_was(
    house: House,
) -> None:
    """For random lives and consents: each fact, and whether somebody may be contacted."""

    @settings(max_examples=40, deadline=None)
    @given(lives, st.data())
    def narrow(drawn: list[Life], data: st.DataObject) -> None:
        there = [born(house, life) for life in drawn]
        before = asked(house, there)
        clusters = [{n} for n in range(len(there))]
        decisions: list[str] = []
        pairs = st.tuples(*[st.integers(0, len(there) - 1)] * 2)
        for one, other in data.draw(st.lists(pairs, min_size=1, max_size=4)):
            sides = [next(each for each in clusters if n in each) for n in (one, other)]
            if sides[0] is sides[1]:
                continue
            decisions.append(merged(house, there[one], there[other]))
            clusters = [each for each in clusters if each not in sides] + [sides[0] | sides[1]]
        is_no_wider(before, asked(house, there), there, clusters)
        for decision in data.draw(st.permutations(decisions)):
            house.must(STEWARD, "UnmergeProfiles", decision=decision, **_APART)
        assert asked(house, there) == before

    narrow()


_WHY: Final = {"evidence": "PERSON_SAID", "reason": "SAME_PERSON"}
_APART: Final = {"evidence": "PERSON_SAID", "reason": "DIFFERENT_PEOPLE"}


def merged(house: House, one: Person, other: Person) -> str:
    mark = house.preview(one.profile, other.profile)
    pair = {"profile": one.profile, "other": other.profile}
    made = house.must(STEWARD, "MergeProfiles", **pair, previewHash=mark, **_WHY)
    return str(made["decisionId"])


def is_no_wider(
    before: Answers, after: Answers, there: Sequence[Person], clusters: Iterable[set[int]]
) -> None:
    """Of each fact: it was shown under its own number before, for the same purpose."""
    of = {there[n].number: [there[m] for m in each] for each in clusters for n in each}
    for (*question, number), answer in after.items():
        alone = [before[(*question, each.number)] for each in of[number]]
        if question[0] in LOOKS:
            shown = words(answer)
            for each, had in zip(of[number], alone, strict=True):
                assert shown & each.facts <= words(had)
            everybody = set().union(*(each.facts for each in there))
            assert shown & everybody <= set().union(*(each.facts for each in of[number]))
        else:
            may = [json.loads(had)["allowed"] for had in alone]
            assert json.loads(answer)["allowed"] <= any(may)
