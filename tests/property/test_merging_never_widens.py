"""No merge ever widens any permission: of random people, cells and clusters, at the gate.

What a cluster says against each of its members is worked out here the slow way; that the statement
says the same stands in tests/postgres/test_standing.py, that answers do in tests/model.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from cdp.identity.clusters import Edge, Profiles, profiles_of
from privacy.consent import DENIALS
from privacy.gate import MINORS, Ruling, Standing, Verdict, judge
from privacy.policy import default_document, load
from privacy.terms import AgeBand, ConsentState, SubjectState
from tests.property.test_gate import rulings

POLICY: Final = load(default_document())
THEN: Final = datetime(2026, 1, 1, tzinfo=UTC)
CELLS: Final = sorted(cell.bit for cell in POLICY.cells)


@dataclass(frozen=True, slots=True)
class Person:
    """One subject, and what she said to each question, all of it by herself."""

    alone: Standing
    said: Mapping[int, ConsentState]

    def answer(self, ruling: Ruling) -> ConsentState:
        return self.said.get(ruling.cell, ConsentState.UNKNOWN)


@st.composite
def persons(draw: st.DrawFn) -> list[Person]:
    ids = draw(st.lists(st.uuids(version=4), min_size=2, max_size=6, unique=True))
    return [
        Person(
            alone=Standing(
                subject=subject,
                state=draw(st.sampled_from(SubjectState) | st.just(SubjectState.LIVE)),
                contract=draw(st.booleans()),
                consent=ConsentState.UNKNOWN,
                age_band=draw(st.sampled_from(AgeBand) | st.just(AgeBand.ADULT)),
            ),
            said=draw(st.dictionaries(st.sampled_from(CELLS), st.sampled_from(ConsentState))),
        )
        for subject in ids
    ]


@st.composite
def merges(draw: st.DrawFn) -> tuple[list[Person], list[Edge]]:
    """People, and merges of any two of them, one after the other."""
    there = draw(persons())
    subjects = st.sampled_from([each.alone.subject for each in there])
    pairs = draw(st.lists(st.tuples(subjects, subjects), min_size=1, max_size=8))
    edges = [
        Edge(decision=UUID(int=n), one=one, other=other)
        for n, (one, other) in enumerate(pairs)
        if one != other
    ]
    return there, edges


def verdicts(there: Sequence[Person], profiles: Profiles, ruling: Ruling) -> dict[UUID, Verdict]:
    """What becomes of the facts of each."""
    return {each.alone.subject: judge(ruling, _in(each, there, profiles, ruling)) for each in there}


def _in(who: Person, there: Sequence[Person], profiles: Profiles, ruling: Ruling) -> Standing:
    """`who` as she stands among those who are one person with her."""
    mine = profiles[who.alone.subject]
    others = [each for each in there if each is not who and profiles[each.alone.subject] == mine]
    nos = [said for each in others if (said := each.answer(ruling)) in DENIALS]
    bands = {who.alone.age_band, *(each.alone.age_band for each in others)} & MINORS
    younger = AgeBand.UNDER_14 if AgeBand.UNDER_14 in bands else AgeBand.FROM_14_TO_17
    return replace(
        who.alone,
        consent=who.answer(ruling),
        age_band=younger if bands else who.alone.age_band,
        denied_elsewhere=nos[0] if nos else None,
    )


def _allowed(of: Mapping[UUID, Verdict]) -> set[UUID]:
    return {subject for subject, verdict in of.items() if verdict.allowed}


@given(merges(), rulings())
def test_no_merge_lets_a_fact_be_used_that_could_not_be_before(
    drawn: tuple[list[Person], list[Edge]], ruling: Ruling
) -> None:
    """Whoever is merged with whom, in whichever order, for whichever purpose and caller."""
    there, edges = drawn
    made = dict.fromkeys([each.alone.subject for each in there], THEN)
    before = verdicts(there, profiles_of(made, []), ruling)
    for n in range(1, len(edges) + 1):
        after = verdicts(there, profiles_of(made, edges[:n]), ruling)
        assert _allowed(after) <= _allowed(before)
        before = after


@given(merges(), rulings(), st.data())
def test_a_parting_gives_nobody_more_than_she_had_by_herself(
    drawn: tuple[list[Person], list[Edge]], ruling: Ruling, data: st.DataObject
) -> None:
    """And to whoever is by herself again exactly that, to the article."""
    there, edges = drawn
    made = dict.fromkeys([each.alone.subject for each in there], THEN)
    alone = verdicts(there, profiles_of(made, []), ruling)
    left = data.draw(st.lists(st.sampled_from(edges), unique=True) if edges else st.just([]))
    profiles = profiles_of(made, left)
    parted = verdicts(there, profiles, ruling)
    assert _allowed(parted) <= _allowed(alone)
    for subject in made:
        if list(profiles.values()).count(profiles[subject]) == 1:
            assert parted[subject] == alone[subject]
