"""From a document's footprint to what of a person must be fetched."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from graphql import FieldNode, IntValueNode, VariableNode

from cdp.errors import InvalidField
from cdp.plan.compile import Plan
from cdp.profile.selection import FIRST_AT_MOST, Selection

_LISTS: Final[Mapping[str, tuple[str, ...]]] = {
    "contacts": ("Profile.contacts",),
    "orders": ("Profile.orders", "CallerContext.lastOrders"),
    "calls": ("Profile.calls", "CallerContext.lastCalls"),
}
"""The lists of a person, and the coordinates that read them."""


def selection_of(plan: Plan, variables: Mapping[str, object]) -> Selection:
    """What `plan` reads of a person, with its lists as long as `variables` make them.

    Raises:
        InvalidField: a list is asked for with a length that is not served.
    """
    selected = plan.footprint.selected
    lengths = {
        part: _longest([node for place in places for node in selected.get(place, ())], variables)
        for part, places in _LISTS.items()
    }
    return Selection(
        phones="Profile.phones" in selected,
        name="Profile.name" in selected,
        email="Profile.email" in selected,
        address="Profile.address" in selected,
        consents="Query.consents" in selected,
        contacts=lengths["contacts"],
        orders=lengths["orders"],
        calls=lengths["calls"],
    )


def _longest(nodes: Iterable[FieldNode], variables: Mapping[str, object]) -> int | None:
    lengths = [_first(node, variables) for node in nodes]
    return max(lengths) if lengths else None


def _first(node: FieldNode, variables: Mapping[str, object]) -> int:
    for argument in node.arguments or ():
        if argument.name.value != "first":
            continue
        value: object = None
        if isinstance(argument.value, IntValueNode):
            value = int(argument.value.value)
        elif isinstance(argument.value, VariableNode):
            value = variables.get(argument.value.name.value)
        if isinstance(value, int) and 1 <= value <= FIRST_AT_MOST:
            return value
    raise InvalidField("first", f"Ask for 1 to {FIRST_AT_MOST} nodes.")
