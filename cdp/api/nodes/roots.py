"""node and nodes: objects by ids that earlier answers gave.

One statement, one key query and one entry of the log, however many people they belong to. What is
absent, erased, forbidden, or no node, is null; what is no id of ours is refused before anything is
looked for, so that no answer tells whether something is there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final
from uuid import UUID

from cdp.api.asking import Asking, Root
from cdp.api.ids import Fact, Name, Record
from cdp.api.node import Node
from cdp.api.nodes.kinds import SORTS, Sort
from cdp.api.people.batch import BATCH_AT_MOST, ROWS_AT_MOST
from cdp.api.people.profile import Profile
from cdp.api.reading import enter, reads, ruling_of
from cdp.errors import InvalidField
from cdp.profile import named
from cdp.profile.person import Person
from cdp.profile.selection import Selection


async def node(asking: Asking) -> Node | None:
    """`Query.node`."""
    [found] = await _nodes(asking, [asking.ids.name(asking.arguments["id"], field="id")])
    return found


async def nodes(asking: Asking) -> list[Node | None]:
    """`Query.nodes`."""
    given: Sequence[str] = asking.arguments["ids"]
    if not 1 <= len(given) <= BATCH_AT_MOST:
        raise InvalidField("ids", f"Give 1 to {BATCH_AT_MOST} at once.")
    return await _nodes(asking, [asking.ids.name(each, field="ids") for each in given])


async def _nodes(asking: Asking, names: Sequence[Name]) -> list[Node | None]:
    asked = [name for name in names if name.kind is Record.PROFILE or name.kind in SORTS]
    sorts = {name.kind: SORTS[name.kind] for name in asked if isinstance(name.kind, Fact)}
    subjects = list(dict.fromkeys(name.subject for name in asked))
    asking = reads(asking, {sort.category for sort in sorts.values()})
    asking = replace(asking, ask=replace(asking.ask, known=len(subjects)))
    ruling = ruling_of(asking)
    shown = [sort for sort in sorts.values() if ruling.views[sort.category].shows]
    found = await asking.ground.people.by_ids(
        subjects,
        _selection(asking.selection, asked, shown),
        ruling,
        at=asking.ask.at,
        agent=asking.ask.actor.id,
    )
    standings = [standing for each in found for standing in each.standings]
    people = len({each.profile for each in found if each.profile is not None})
    opened = await enter(asking, ruling, standings, found[-1].in_force, people=people)
    seen = opened.subjects
    shown_by = {
        subject: person
        for subject, each in zip(subjects, found, strict=False)
        if (person := each.shown(seen)) is not None
    }
    asking.turn.found = len({person.subject for person in shown_by.values()})
    there = _objects(asking, shown_by, sorts)
    return [there.get(name) for name in names]


def _selection(chosen: Selection, asked: Sequence[Name], shown: Sequence[Sort]) -> Selection:
    """What the document reads of people, where one is named; and the rows that are named.

    Raises:
        InvalidField: the lists of so many people have more rows than one answer holds.
    """
    people = sum(name.kind is Record.PROFILE for name in asked)
    lists = {} if people == 0 else dict(chosen.lists)
    if people * sum(each.first for each in lists.values()) > ROWS_AT_MOST:
        raise InvalidField("ids", f"Ask for {ROWS_AT_MOST} rows at most: shorten the lists.")
    parts = frozenset() if people == 0 else chosen.parts
    return replace(
        chosen,
        parts=parts | {named.PARTS[sort.kind] for sort in shown},
        lists=lists,
        rows=frozenset(name.row for name in asked),
    )


def _objects(
    asking: Asking, people: Mapping[UUID, Person], sorts: Mapping[Fact, Sort]
) -> dict[Name, Node]:
    """Whatever of it is there, by what its id says; `people` by whom they were asked about."""
    there: dict[Name, Node] = {}
    for asked, person in people.items():
        there[Name(kind=Record.PROFILE, subject=asked, row=asked)] = Profile(person=person)
        for kind, sort in sorts.items():
            for cells in person.named.get(sort.kind, ()):
                subject, row = cells[0], cells[1]
                there[Name(kind=kind, subject=subject, row=row)] = sort.of(asking.ask.at, cells)
    return there


ROOTS: Final[Mapping[str, Root]] = {
    "node": node,
    "nodes": nodes,
}
"""The root fields of this room."""
