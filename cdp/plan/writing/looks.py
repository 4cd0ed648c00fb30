"""Looks: the lines by which a row is read once for all of its fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from graphql import GraphQLObjectType

from cdp.plan.writing.merging import Merged
from cdp.plan.writing.namespace import Namespace
from cdp.plan.writing.reading import Joint, Lens, Over, Reading
from cdp.plan.writing.unforeseen import Unforeseen

TYPENAME: Final = "__typename"
"""The one field that is read of nothing."""

Readings = Mapping[str, Reading]
"""How the fields of one object are read, by name."""


class Look(NamedTuple):
    """The row at the attribute `at` is read by the function `by`, which gives what is so named."""

    at: str
    by: str
    names: str


@dataclass(frozen=True, slots=True)
class Looks:
    """Writes to `before` what is made once an operation."""

    space: Namespace
    before: list[str]

    def readings(self, kind: GraphQLObjectType, merged: Merged) -> Readings:
        """How the fields of an object are read.

        Raises:
            Unforeseen: nobody says it; nobody does of `__schema` and `__type`.
        """
        names = sorted({nodes[0].name.value for nodes in merged.values()} - {TYPENAME})
        known = self.space.script.readings.of_field
        try:
            return {name: known[f"{kind.name}.{name}"] for name in names}
        except KeyError:
            raise Unforeseen from None

    def looks(self, readings: Readings, merged: Merged) -> tuple[Sequence[Look], Mapping[str, str]]:
        """The looks that an object takes, and by field the names of what they give.

        A field that the answer holds under two names is looked at twice: whoever counts its looks
        counts what an executor counts that reads it for each name.
        """
        parts: dict[tuple[str, Joint], list[tuple[str, Any]]] = {}
        for name in sorted(nodes[0].name.value for nodes in merged.values()):
            reading = readings.get(name)
            if isinstance(reading, Lens):
                parts.setdefault((reading.at, reading.joint), []).append((name, reading.part))
        looks, seen = [], dict[str, str]()
        for (at, joint), together in parts.items():
            names = [self.space.fresh(name) for name, _ in together]
            look = self.space.fresh("look")
            made = self.space.name("make_look", joint([part for _, part in together]))
            self.before.append(f"{look} = {made}(told.context)")
            looks.append(Look(at, look, ", ".join(names)))
            seen.update(zip((name for name, _ in together), names, strict=True))
        return looks, seen


def is_bare(readings: Readings, over: Over) -> bool:
    """Whether all that is read stands in the row itself."""
    return all(isinstance(each, Lens) and each.at == over.at for each in readings.values())
