"""Whatever happens to people, numbers and merges: the service answers as the model does."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.acceptance.deeds import call, order
from tests.acceptance.people import AGENT, SHOP, STEWARD
from tests.model.house import House, Shown
from tests.model.oracle import (
    CONTRACT_TERM,
    SALES,
    SERVICE,
    Fact,
    Merge,
    Oracle,
    Said,
    Subject,
)

GAMES: Final = 125
"""Of each of the four files that play: they run side by side."""

STEPS: Final = 40

_BEFORE: Final = timedelta(minutes=5)
_WHY: Final = {"evidence": "PERSON_SAID", "reason": "SAME_PERSON"}
_APART: Final = {"evidence": "PERSON_SAID", "reason": "DIFFERENT_PEOPLE"}

numbers = st.integers(0, 11)
"""Whose number; taken as often around as there are people."""

purposes = st.sampled_from([SERVICE, SALES])


class Lives(RuleBasedStateMachine):
    """A game: some numbers, whoever answers them, and the hours that pass."""

    house: House
    many: int
    """How many numbers a game is about."""

    def __init__(self) -> None:
        super().__init__()
        self.oracle = Oracle()
        known = [self.house.number() for _ in range(self.many)]
        self.numbers = [known[n % self.many] for n in range(12)]
        self.ids: dict[int, str] = {}
        """The profile of each subject when it was by itself."""
        self.decisions: list[tuple[Merge, str]] = []
        self.hours = 0
        self.touched = 0

    # -- What happens ------------------------------------------------------------------------

    @rule(n=numbers, late_h=st.integers(0, 30))
    def calls(self, n: int, late_h: int) -> None:
        """Somebody called, by now or hours ago; it is hers who answered the number then."""
        self._passes()
        at = self._just_now() - timedelta(hours=late_h)
        if self.oracle.term(self.numbers[n], at) is None:
            at = self._just_now()  # nobody's then: somebody new is met now
        mark = next(self.house.marks)
        logged = self.house.must(
            AGENT,
            "LogCall",
            **call(self.numbers[n], startedAt=at.isoformat(), talkSeconds=60, notes=str(mark)),
        )
        assert logged["callId"]
        whose = self._met(n, at)
        whose.facts.append(Fact("call", mark, at))

    @rule(n=numbers)
    def orders(self, n: int) -> None:
        """Somebody bought something: a contract stands."""
        self._passes()
        at, mark = self._just_now(), next(self.house.marks)
        given = order(self.numbers[n], externalNo=str(mark), placedAt=at.isoformat())
        self.house.must(SHOP, "PlaceOrder", **given)
        whose = self._met(n, self.house.clock.at)
        whose.facts.append(Fact("order", mark, at))
        whose.contract_until = at + CONTRACT_TERM

    @rule(n=numbers, purpose=purposes, is_yes=st.booleans())
    def says(self, n: int, purpose: str, is_yes: bool) -> None:  # noqa: FBT001 - as it is drawn
        """Somebody says yes, for herself, or no, for all that she is."""
        self._passes()
        given = {"purpose": purpose.upper().replace(".", "_"), "given": is_yes, "method": "CALL"}
        self.house.must(AGENT, "RecordConsent", number=self.numbers[n], **given)
        now = self.house.clock.at
        whose = self._met(n, now)
        for each in [whose] if is_yes else self.oracle.members(whose):
            each.said.append(Said(purpose, is_yes, now, by=self.numbers[n]))

    @rule(n=numbers)
    def is_another_s(self, n: int) -> None:
        """We called, and somebody else answered: it is not hers any more, nor is her yes by it."""
        self._passes()
        now = self.house.clock.at
        term = self.oracle.term(self.numbers[n], now)
        if term is None:
            return
        at, mark = self._just_now(), next(self.house.marks)
        wrong = {
            "direction": "OUTBOUND",
            "outcome": "WRONG_NUMBER",
            "talkSeconds": 60,
            "notes": str(mark),
        }
        self.house.must(
            AGENT, "LogCall", **call(self.numbers[n], startedAt=at.isoformat(), **wrong)
        )
        hers = term.subject
        hers.facts.append(Fact("call", mark, at))
        hers.said = [replace(each, has_lapsed=each.has_lapsed or each.is_yes) for each in hers.said]
        term.until = now.replace(minute=0)

    @rule(one=numbers, other=numbers)
    def merges(self, one: int, other: int) -> None:
        """A steward finds that two are one person."""
        self._passes()
        pair = [self._answers(n) for n in (one, other)]
        if None in pair or pair[1] in self.oracle.members(pair[0]):  # type: ignore[arg-type] # neither is None
            return
        first, second = (each for each in pair if each is not None)
        profile, beside = self.ids[first.n], self.ids[second.n]
        made = self.house.must(
            STEWARD,
            "MergeProfiles",
            profile=profile,
            other=beside,
            previewHash=self.house.preview(profile, beside),
            **_WHY,
        )
        merge = Merge(len(self.decisions), first, second)
        self.decisions.append((merge, made["decisionId"]))
        self.oracle.merges.append(merge)
        assert made["profileId"] == self.ids[self.oracle.members(first)[0].n]

    @precondition(lambda self: self.oracle.merges)
    @rule(data=st.data())
    def unmerges(self, data: st.DataObject) -> None:
        """A steward takes one back."""
        self._passes()
        merge = data.draw(st.sampled_from(self.oracle.merges))
        self.house.must(STEWARD, "UnmergeProfiles", decision=self.decisions[merge.n][1], **_APART)
        self.oracle.merges.remove(merge)

    @precondition(lambda self: self.oracle.merges)
    @rule(data=st.data())
    def parts(self, data: st.DataObject) -> None:
        """A steward parts some of a person's records from the rest."""
        self._passes()
        whole = self.oracle.members(data.draw(st.sampled_from(self.oracle.merges)).one)
        apart = data.draw(
            st.lists(st.sampled_from(whole), min_size=1, max_size=len(whole) - 1, unique=True)
        )
        self.house.must(
            STEWARD,
            "SplitProfile",
            profile=self.ids[whole[0].n],
            subjects=[self.ids[each.n] for each in apart],
            **_APART,
        )
        self.oracle.merges = [
            each for each in self.oracle.merges if (each.one in apart) is (each.other in apart)
        ]

    # -- What is seen ------------------------------------------------------------------------

    @invariant()
    def answers_as_the_model(self) -> None:
        """Of the number that something happened with last, for one purpose after the other."""
        self._look(self.touched, (SERVICE, SALES)[self.hours % 2])

    def teardown(self) -> None:
        """At the end, of every number, for every purpose."""
        for n in range(self.many):
            for purpose in (SERVICE, SALES):
                self._look(n, purpose)

    def _look(self, n: int, purpose: str) -> None:
        seen = self.oracle.seen(self.numbers[n], purpose, self.house.clock.at)
        expected = None if seen is None else Shown(self.ids[seen.profile], seen.calls, seen.orders)
        assert self.house.look(self.numbers[n], purpose) == expected

    def _passes(self) -> None:
        self.hours += 1
        self.house.clock.at = self.house.at_hour(self.hours)

    def _just_now(self) -> datetime:
        """Some minutes ago; no two steps mean one moment, whatever hours lie between."""
        return self.house.clock.at - _BEFORE - timedelta(seconds=self.hours)

    def _answers(self, n: int) -> Subject | None:
        self.touched = n
        term = self.oracle.term(self.numbers[n], self.house.clock.at)
        return None if term is None else term.subject

    def _met(self, n: int, at: datetime) -> Subject:
        """Whoever answers a number; of somebody new the profile is learned."""
        self.touched = n
        many = len(self.oracle.subjects)
        whose = self.oracle.met(self.numbers[n], at, self.house.clock.at)
        if len(self.oracle.subjects) > many:
            self.ids[whose.n] = self.house.profile(self.numbers[n])
        return whose


def play(house: House, people: int) -> None:
    """So many games over the numbers of so many people, each of so many steps, at `house`."""

    class Here(Lives):
        many = people

    Here.house = house
    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=GAMES,
            stateful_step_count=STEPS,
            deadline=None,
            print_blob=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
