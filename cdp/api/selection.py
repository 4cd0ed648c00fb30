"""From a document's footprint to what of a person must be fetched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from graphql import FieldNode, IntValueNode, StringValueNode, VariableNode

from cdp.api.cursor import Cursors
from cdp.api.people.provenance import field_of
from cdp.contacts.provenance import part_of
from cdp.contacts.survivorship import ContactField
from cdp.errors import InvalidField
from cdp.plan.compile import Plan
from cdp.profile.merged import MERGED, parts_of
from cdp.profile.selection import FIRST_AT_MOST, Selection, Slice

_PARTS: Final[Mapping[str, str]] = {
    "Profile.phones": "phones",
    "Profile.name": "name",
    "Profile.email": "email",
    "Profile.address": "address",
    "Query.consents": "consents",
    "Query.contactability": "reach",
    "Query.contactabilityBatch": "reach",
    "CallerContext.contactability": "reach",
}
"""The coordinates that read a whole part of a person."""

_LISTS: Final[Mapping[str, tuple[str, ...]]] = {
    "contacts": ("Profile.contacts",),
    "orders": ("Profile.orders", "CallerContext.lastOrders"),
    "calls": ("Profile.calls", "CallerContext.lastCalls"),
    "timeline": ("Query.timeline",),
    "interactions": ("Profile.interactions",),
    "messages": ("Profile.messages",),
    "cases": ("Profile.serviceCases",),
    "open_cases": ("CallerContext.openCases",),
    "satisfaction": ("Profile.satisfaction",),
    "leads": ("Profile.leads",),
}
"""The lists of a person, and the coordinates that read them."""

_PROVENANCE: Final = "Profile.provenance"
"""What is read by it, its argument says."""

_DEEPER: Final[Mapping[str, Mapping[str, str]]] = {
    "orders": {
        "Order.lines": "order_lines",
        "Order.payments": "order_payments",
        "Order.refunds": "order_refunds",
        "Order.confirmations": "order_confirmations",
    }
}
"""What hangs on the rows of a list, and is read only where it is asked for, by its coordinates."""


def selection_of(plan: Plan, variables: Mapping[str, object], cursors: Cursors) -> Selection:
    """What `plan` reads of a person, with its lists as long, and from where, as `variables` say.

    Raises:
        InvalidField: a list is asked for with a length that is not served, or from two places.
    """
    selected = plan.footprint.selected
    lists = {
        part: _slice(part, nodes, variables, cursors)
        for part, places in _LISTS.items()
        if (nodes := [node for place in places for node in selected.get(place, ())])
    }
    whole = {part for place, part in _PARTS.items() if place in selected}
    whole |= {part_of(field) for field in provenance_of(plan, variables)}
    whole |= {
        part for name in lists for place, part in _DEEPER.get(name, {}).items() if place in selected
    }
    return Selection(
        parts=frozenset(whole).union(*(parts_of(name) for name in lists if name in MERGED)),
        lists=lists,
    )


def is_fixed(plan: Plan) -> bool:
    """Whether `plan` reads the same of a person, whatever its variables say."""
    places = (*(place for each in _LISTS.values() for place in each), _PROVENANCE)
    return not any(
        isinstance(argument.value, VariableNode)
        for place in places
        for node in plan.footprint.selected.get(place, ())
        for argument in node.arguments or ()
    )


def provenance_of(plan: Plan, variables: Mapping[str, object]) -> frozenset[ContactField]:
    """The fields whose provenance is asked for: each is read where its own category is.

    Raises:
        InvalidField: there is no such field.
    """
    nodes = plan.footprint.selected.get(_PROVENANCE, ())
    return frozenset(field_of(_text(node, "field", variables) or "") for node in nodes)


def _slice(
    part: str, nodes: Sequence[FieldNode], variables: Mapping[str, object], cursors: Cursors
) -> Slice:
    """The longest of what is asked, from the one place that all ask from."""
    cursors_asked = {_text(node, "after", variables) for node in nodes}
    if len(cursors_asked) > 1:
        raise InvalidField("after", "Ask a list from one place in an operation.")
    after = cursors_asked.pop()
    return Slice(
        first=max(_first(node, variables) for node in nodes),
        after=None if after is None else cursors.place(part, after),
    )


def _text(node: FieldNode, name: str, variables: Mapping[str, object]) -> str | None:
    value: object = None
    for argument in node.arguments or ():
        if argument.name.value == name and isinstance(argument.value, StringValueNode):
            value = argument.value.value
        elif argument.name.value == name and isinstance(argument.value, VariableNode):
            value = variables.get(argument.value.name.value)
    return value if isinstance(value, str) else None


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
