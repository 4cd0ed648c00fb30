"""timeline: everything that happened with one person, as far as the purpose reaches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from cdp.api.asking import Asking, Root
from cdp.api.page import checked_first
from cdp.api.reading import by_id, reads, ruling_of
from cdp.api.rows import Rows
from cdp.api.timeline.types import (
    LIST,
    TimelineConnection,
    TimelineKind,
)
from cdp.profile.merged import KINDS, part_of, parts_of
from privacy.terms import Effect


async def timeline(asking: Asking) -> TimelineConnection | None:
    """`Query.timeline`.

    Kinds that the purpose does not show whole are left out: when something happened, and how
    often, tells of it.
    """
    subject = asking.ids.profile(asking.arguments["profile"])
    first = checked_first(asking.arguments["first"])
    given: Sequence[TimelineKind] | None = asking.arguments.get("kinds")
    wanted = {kind.value for kind in (TimelineKind if given is None else given)}
    asking = reads(asking, {word for kind in wanted for word in KINDS[kind].categories})
    views = ruling_of(asking).views
    whole = {word for word, view in views.items() if view.effect is Effect.ALLOW}
    shown = {kind for kind in wanted if KINDS[kind].categories <= whole}
    parts = asking.selection.parts - parts_of(LIST) | {part_of(LIST, kind) for kind in shown}
    selection = replace(asking.selection, parts=parts)
    person = await by_id(replace(asking, selection=selection), subject)
    return (
        None
        if person is None
        else TimelineConnection(
            of=Rows(LIST, person.timeline, first, asking.arguments.get("after"))
        )
    )


ROOTS: Final[Mapping[str, Root]] = {
    "timeline": timeline,
}
"""The root fields of this room."""
