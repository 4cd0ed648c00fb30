"""Oracle: who is who, and what may be seen of whom, said the simplest way there is.

Nothing of it is shared with the service: no table, no bit, no pointer. It keeps what happened as
lists, and works everything out anew at each question.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, auto

SERVICE = "service.support"
SALES = "sales.follow_up"

CONTRACT_TERM = timedelta(days=730)
"""How long an order's contract stands."""


class State(Enum):
    """How somebody stands."""

    LIVE = auto()
    RESTRICTED = auto()
    ERASED = auto()


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that happened with somebody: a call or an order, by its mark."""

    kind: str
    mark: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Said:
    """A yes or a no to a purpose; by which number a yes came, and whether it has lapsed since."""

    purpose: str
    is_yes: bool
    at: datetime
    by: str | None = None
    has_lapsed: bool = False


@dataclass(slots=True, eq=False)
class Subject:
    """One source's view of somebody."""

    n: int
    """The order in which they were met."""
    name: tuple[datetime, str] | None = None
    facts: list[Fact] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    contract_until: datetime | None = None
    state: State = State.LIVE


@dataclass(slots=True, eq=False)
class Term:
    """From when to when a number is somebody's."""

    subject: Subject
    since: datetime | None = None
    until: datetime | None = None
    is_withheld: bool = False
    is_disputed: bool = False

    def holds(self, at: datetime) -> bool:
        """Whether it is hers at `at`."""
        begun = self.since is None or self.since <= at
        return begun and (self.until is None or at < self.until)


@dataclass(frozen=True, slots=True)
class Merge:
    """Two subjects are one person, because somebody said so."""

    n: int
    one: Subject
    other: Subject


@dataclass(frozen=True, slots=True)
class Seen:
    """What an answer shows: whose profile, by her first subject, and the marks in it."""

    profile: int
    name: str | None
    calls: tuple[int, ...]
    orders: tuple[int, ...]


@dataclass(slots=True)
class Oracle:
    """All that happened."""

    terms: dict[str, list[Term]] = field(default_factory=dict)
    subjects: list[Subject] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    """Those that nobody took back."""

    # -- Whose it is ------------------------------------------------------------------------

    def term(self, number: str, at: datetime) -> Term | None:
        """The term in which a number stands at `at`, as everybody but the exempt sees it."""
        found = [
            each
            for each in self.terms.get(number, ())
            if each.holds(at) and not (each.is_withheld or each.is_disputed)
        ]
        assert len(found) <= 1, "two owners at a time"
        return found[0] if found else None

    def met(self, number: str, at: datetime, now: datetime) -> Subject:
        """Whoever answers `number` at `at`; somebody new where nobody does."""
        term = self.term(number, at)
        if term is not None:
            return term.subject
        somebody = Subject(n=len(self.subjects))
        self.subjects.append(somebody)
        known = self.terms.setdefault(number, [])
        begun = now.replace(minute=0) if known else None
        known.append(Term(subject=somebody, since=begun))
        return somebody

    def members(self, subject: Subject) -> list[Subject]:
        """Everybody who is one person with `subject`, first met first."""
        found = {subject.n}
        while True:
            more = {
                end.n
                for merge in self.merges
                if {merge.one.n, merge.other.n} & found
                for end in (merge.one, merge.other)
            }
            if more <= found:
                return [self.subjects[n] for n in sorted(found)]
            found |= more

    # -- What is allowed --------------------------------------------------------------------

    def allows(self, subject: Subject, purpose: str, at: datetime) -> bool:
        """Whether what is `subject`'s own may be seen."""
        if subject.state is not State.LIVE:
            return False
        if (
            purpose == SERVICE
            and subject.contract_until is not None
            and subject.contract_until > at
        ):
            return True
        denied = any(answer(each, purpose) is False for each in self.members(subject))
        return answer(subject, purpose) is True and not denied

    def seen(self, number: str, purpose: str, now: datetime) -> Seen | None:
        """What is answered about `number`; None: nobody, or nobody who may be seen."""
        term = self.term(number, now)
        return None if term is None else self.shown(term.subject, purpose, now)

    def shown(self, subject: Subject, purpose: str, now: datetime) -> Seen | None:
        """What is answered about the person of `subject`."""
        everybody = self.members(subject)
        shown = [each for each in everybody if self.allows(each, purpose, now)]
        if not shown:
            return None
        names = [each.name for each in shown if each.name is not None]
        return Seen(
            profile=everybody[0].n,
            name=max(names)[1] if names else None,
            calls=marks(shown, "call") if purpose == SERVICE else (),
            orders=marks(shown, "order"),
        )


def answer(subject: Subject, purpose: str) -> bool | None:
    """What `subject` last said to a purpose; None: nothing, or it has lapsed."""
    said = [each for each in subject.said if each.purpose == purpose]
    if not said:
        return None
    last = max(said, key=lambda each: each.at)
    return None if last.has_lapsed else last.is_yes


def marks(subjects: Iterable[Subject], kind: str) -> tuple[int, ...]:
    """The marks of facts of a kind, newest first."""
    facts = [fact for each in subjects for fact in each.facts if fact.kind == kind]
    return tuple(fact.mark for fact in sorted(facts, key=lambda fact: fact.at, reverse=True))
