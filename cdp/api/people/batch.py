"""resolvePhones and contactabilityBatch: what other services ask about many people at once.

One statement, one key query and one entry of the log for all of them. Answers come in the order of
the questions; nobody and somebody who may not be seen answer alike, and cost alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Final, TypeVar
from uuid import UUID

from cdp.api.asking import Asking, Root
from cdp.api.people.contact import ContactDecision, shown
from cdp.api.people.contactability import contacting_of
from cdp.api.people.resolution import PhoneResolution, unreadable
from cdp.api.reading import enter, ruling_of
from cdp.api.scalars import PhoneNumber
from cdp.errors import InvalidField
from cdp.identity.number import number_of
from cdp.profile.people import Found
from cdp.profile.person import Person
from cdp.profile.reach import Contacting
from privacy.contactability import NOBODY
from privacy.gate import Ruling
from privacy.phone import Phone
from privacy.terms import ReasonCode

BATCH_AT_MOST: Final = 100
"""Most numbers or profiles of one call."""

ROWS_AT_MOST: Final = 1_000
"""Most rows of lists in one answer: numbers times the lengths of their lists."""

T = TypeVar("T")
Q = TypeVar("Q")

Met = Person | InvalidField | None
"""What comes of one item: the person, what is wrong with what was typed, or nobody."""


async def resolve_phones(asking: Asking) -> list[PhoneResolution]:
    """`Query.resolvePhones`."""
    items = _items(asking.arguments["numbers"], _phone, field="numbers")
    rows = len(items) * sum(each.first for each in asking.selection.lists.values())
    if rows > ROWS_AT_MOST:
        raise InvalidField("numbers", f"Ask for {ROWS_AT_MOST} rows at most: shorten the lists.")
    asking = _of_many(asking, len(items))
    met = await _met_by_number(asking, ruling_of(asking), items)
    return [_resolution(each) for each in met]


def _resolution(met: Met) -> PhoneResolution:
    return unreadable(met.advice) if isinstance(met, InvalidField) else PhoneResolution(person=met)


async def contactability_batch(asking: Asking) -> list[ContactDecision]:
    """`Query.contactabilityBatch`."""
    numbers: Sequence[PhoneNumber] | None = asking.arguments.get("numbers")
    profiles: Sequence[str] | None = asking.arguments.get("profiles")
    if (numbers is None) == (profiles is None):
        raise InvalidField("numbers", "Give either the numbers or the profiles.")
    if numbers is not None:
        phones = _items(numbers, _phone, field="numbers")
        asking, contacting = contacting_of(_of_many(asking, len(phones)))
        met = await _met_by_number(asking, contacting.asked, phones)
    else:
        read = partial(asking.ids.profile, field="profiles")
        ids = _items(profiles or (), read, field="profiles")
        asking, contacting = contacting_of(_of_many(asking, len(ids)))
        met = await _met_by_id(asking, contacting.asked, ids)
    return [_decision(contacting, asking, each) for each in met]


def _decision(contacting: Contacting, asking: Asking, met: Met) -> ContactDecision:
    if isinstance(met, InvalidField):
        return shown(replace(NOBODY, reasons=(ReasonCode.INVALID_INPUT,)))
    reach = () if met is None else met.reach
    return shown(contacting.decision(reach, asking.arguments["channel"]))


def _of_many(asking: Asking, count: int) -> Asking:
    """The question, asked about so many at once: the gate says who may, the door what it costs."""
    return replace(asking, ask=replace(asking.ask, batch=count))


def _phone(typed: PhoneNumber) -> Phone:
    return number_of(typed.typed(), field="numbers")


def _items(typed: Sequence[T], of: Callable[[T], Q], *, field: str) -> list[Q | InvalidField]:
    """What was typed, each read by itself.

    Raises:
        InvalidField: there is nothing, or more than a call may hold.
    """
    if not 1 <= len(typed) <= BATCH_AT_MOST:
        raise InvalidField(field, f"Give 1 to {BATCH_AT_MOST} at once.")
    return [_item(each, of) for each in typed]


def _item(typed: T, of: Callable[[T], Q]) -> Q | InvalidField:
    try:
        return of(typed)
    except InvalidField as fault:
        return fault


async def _met_by_number(
    asking: Asking, ruling: Ruling, items: Sequence[Phone | InvalidField]
) -> list[Met]:
    phones = [each for each in items if isinstance(each, Phone)]
    find = asking.ground.people.by_numbers
    at, agent = asking.ask.at, asking.ask.actor.id
    found = await find(phones, asking.selection, ruling, at=at, agent=agent)
    return await _met(asking, ruling, items, found)


async def _met_by_id(
    asking: Asking, ruling: Ruling, items: Sequence[UUID | InvalidField]
) -> list[Met]:
    ids = [each for each in items if isinstance(each, UUID)]
    find = asking.ground.people.by_ids
    at, agent = asking.ask.at, asking.ask.actor.id
    found = await find(ids, asking.selection, ruling, at=at, agent=agent)
    return await _met(asking, ruling, items, found)


async def _met(
    asking: Asking, ruling: Ruling, items: Sequence[object], found: Sequence[Found]
) -> list[Met]:
    """What comes of each of `items`, once it is decided and written down who may be seen."""
    standings = [standing for each in found for standing in each.standings]
    several = len({each.profile for each in found if each.profile is not None})
    opened = await enter(asking, ruling, standings, found[-1].in_force, people=several)
    seen = opened.subjects
    people: Iterator[Person | None] = (each.shown(seen) for each in found)
    met: list[Met] = [item if isinstance(item, InvalidField) else next(people) for item in items]
    # Two numbers may be one person's: each was found.
    asking.turn.found = sum(isinstance(each, Person) for each in met)
    return met


ROOTS: Final[Mapping[str, Root]] = {
    "resolvePhones": resolve_phones,
    "contactabilityBatch": contactability_batch,
}
"""The roots of many people at once."""
