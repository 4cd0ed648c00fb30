"""Precedents: rulings that were given a moment ago, and still hold.

`rule` is a pure function of who asks, for what, of which categories, by which policy, and of the
time. So a ruling is given once and cited until the first instant at which the time would change
it: its client ends, or a step-up begins to count or is over. A refusal is no precedent.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Final, TypeAlias

from privacy.gate.ruling import rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from privacy.gate.ask import Ask, Ruling
    from privacy.policy import Policy
    from privacy.terms import Action, Actor, DataCategory, Purpose

MOST: Final = 4_096
"""Rulings that a process keeps; the one cited longest ago goes first."""

_AN_INSTANT: Final = timedelta(microseconds=1)
"""The least by which two times differ."""

_Case: TypeAlias = """tuple[
    Actor, Purpose | None, Action, frozenset[DataCategory], frozenset[DataCategory], bool, bool, str
]"""


@dataclass(frozen=True, slots=True)
class _Precedent:
    """A ruling that was given at `since`, and would be given until `until`, which is not in it."""

    ruling: Ruling
    since: datetime
    until: datetime

    def holds(self, at: datetime) -> bool:
        return self.since <= at < self.until


class Precedents:
    """Rules as `rule` does, and does not deliberate twice on one case."""

    def __init__(self, *, most: int = MOST) -> None:
        self._most = most
        self._given: OrderedDict[_Case, _Precedent] = OrderedDict()

    def rule(self, ask: Ask, policy: Policy) -> Ruling:
        """What `policy` says of `ask`; see `rule`.

        Raises:
            Refusal: nobody's data may be touched.
        """
        if ask.case_ref or ask.reason:
            return rule(ask, policy)  # a case of its own
        case = (
            ask.actor,
            ask.purpose,
            ask.action,
            ask.categories,
            ask.writes,
            ask.narrows,
            ask.batch > 0,
            policy.hash,
        )
        precedent = self._given.get(case)
        if precedent is None or not precedent.holds(ask.at):
            precedent = self._given[case] = _given(ask, policy)
            if len(self._given) > self._most:
                self._given.popitem(last=False)
        self._given.move_to_end(case)
        return precedent.ruling


def _given(ask: Ask, policy: Policy) -> _Precedent:
    """The ruling, and how long it holds.

    Raises:
        Refusal: nobody's data may be touched.
    """
    ruling = rule(ask, policy)
    until = min(instant for instant in _turns(ask, policy) if instant > ask.at)
    return _Precedent(ruling, since=ask.at, until=until.astimezone(UTC))


def _turns(ask: Ask, policy: Policy) -> Iterator[datetime]:
    """Every instant from which on `rule` may say otherwise; one at least lies ahead."""
    yield policy.clients[ask.actor.client].ends_at
    stepped_up_at = ask.actor.auth_time
    if stepped_up_at is None:
        return
    if stepped_up_at > ask.at:
        yield stepped_up_at
    else:
        yield stepped_up_at + timedelta(seconds=policy.step_up.max_age_s) + _AN_INSTANT
