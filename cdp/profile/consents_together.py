"""Consents together: what two profiles said to each question, and what holds of both as one.

For a fact of one subject the ground is that subject's own yes, and any no of the person's stands in
its way. So to take records together gives nobody anything, and may set a yes aside.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final
from uuid import UUID

from cdp.profile.nodes import NodeFacts
from privacy.consent import DENIALS
from privacy.terms import ConsentState, DataCategory
from privacy.vault import ClearCell, Facts, GuardedCell

_RECORD: Final = DataCategory.CONSENT_RECORD

_WEAKEST_FIRST: Final = (ConsentState.UNKNOWN, ConsentState.EXPIRED, ConsentState.INVALIDATED)


class ConsentTogether(Facts):
    """One question: what either profile said, and what holds for both as one."""

    __slots__ = ()

    bit = ClearCell[int](0)
    one = GuardedCell(1, _RECORD, ConsentState)
    other = GuardedCell(2, _RECORD, ConsentState)
    together = GuardedCell(3, _RECORD, ConsentState)
    set_aside = GuardedCell[int](4, _RECORD)


def consents_together(
    nodes: Sequence[NodeFacts], one: Collection[UUID], bits: Iterable[int]
) -> tuple[ConsentTogether, ...]:
    """Each of `bits`: what those of `one` said, the others, and all of them as one person."""
    said = {node.subject: node.said for node in nodes}
    return tuple(
        ConsentTogether(
            nodes[0].subject,
            _cells(
                bit, {who: each.get(bit, ConsentState.UNKNOWN) for who, each in said.items()}, one
            ),
        )
        for bit in bits
    )


def _cells(bit: int, said: dict[UUID, ConsentState], one: Collection[UUID]) -> tuple[object, ...]:
    every = list(said.values())
    given, denied = every.count(ConsentState.GIVEN), any(state in DENIALS for state in every)
    return (
        bit,
        standing_of_all(state for who, state in said.items() if who in one).value,
        standing_of_all(state for who, state in said.items() if who not in one).value,
        standing_of_all(every).value,
        given if denied else 0,
    )


def standing_of_all(said: Iterable[ConsentState]) -> ConsentState:
    """What holds of people who are one: a no before a yes, a yes before nothing."""
    states = set(said)
    for denial in sorted(DENIALS):
        if denial in states:
            return denial
    if ConsentState.GIVEN in states:
        return ConsentState.GIVEN
    known = [state for state in _WEAKEST_FIRST if state in states]
    return known[-1] if known else ConsentState.UNKNOWN
