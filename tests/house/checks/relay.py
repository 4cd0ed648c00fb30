"""Relay's conventions: connections of one shape, ids that are made in one place, nodes by id."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Final

from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
)

from tests.house.checks.source import Fault, sources

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

PAGE_INFO: Final = {
    "hasNextPage": "Boolean!",
    "hasPreviousPage": "Boolean!",
    "startCursor": "String",
    "endCursor": "String",
}
"""Every field that Relay Cursor Connections gives to PageInfo, with its type."""

ARGUMENTS: Final = {"first": "Int!", "after": "String"}
"""What every connection is asked with."""

NAMES_MADE_IN: Final = "cdp/api/ids.py"
"""The one place where an id comes to be, and is read."""

LOG_READ_IN: Final = "cdp/api/audit/roots.py"
"""Where an operation is read as the log itself names it: a UUID, and no id of the surface."""


def misshapen(schema: GraphQLSchema) -> Iterator[Fault]:
    """Connections, edges and PageInfo that are not as the specification says."""
    for name, kind in schema.type_map.items():
        if name.endswith("Connection") and isinstance(kind, GraphQLObjectType):
            edge = name.removesuffix("Connection") + "Edge"
            yield from _lacks(kind, {"edges": f"[{edge}!]!", "pageInfo": "PageInfo!"})
        if name.endswith("Edge") and isinstance(kind, GraphQLObjectType):
            yield from _lacks(kind, {"cursor": "String!"})
            node = kind.fields.get("node")
            if node is None or isinstance(_nullable(node.type), GraphQLList):
                yield Fault(path=f"{name}.node", problem="an edge holds one node")
        if name == "PageInfo" and isinstance(kind, GraphQLObjectType):
            yield from _lacks(kind, PAGE_INFO)


def _lacks(kind: GraphQLObjectType, wanted: Mapping[str, str]) -> Iterator[Fault]:
    for name, wants in wanted.items():
        field = kind.fields.get(name)
        if field is None or str(field.type) != wants:
            yield Fault(path=f"{kind.name}.{name}", problem=f"should be {wants}")


def misasked(schema: GraphQLSchema) -> Iterator[Fault]:
    """Fields that answer a connection and do not take `first` and `after`."""
    for place, field in _fields(schema):
        if get_named_type(field.type).name.endswith("Connection"):
            for name, wants in ARGUMENTS.items():
                argument = field.args.get(name)
                if argument is None or str(argument.type) != wants:
                    yield Fault(path=f"{place}({name}:)", problem=f"should be {wants}")


def unpaged(schema: GraphQLSchema, bounded: Collection[str]) -> Iterator[Fault]:
    """Lists of objects that are no connection, and not among those that are `bounded`."""
    lists = {
        place
        for place, field in _fields(schema)
        if isinstance(_nullable(field.type), GraphQLList)
        and isinstance(get_named_type(field.type), GraphQLObjectType | GraphQLInterfaceType)
        and not place.endswith("Connection.edges")
    }
    for place in sorted(lists - {*bounded}):
        yield Fault(path=place, problem="is a list that grows: make it a connection")
    for place in sorted({*bounded} - lists):
        yield Fault(path=place, problem="is said to be a bounded list, and is none")


def anonymous(schema: GraphQLSchema, others: Collection[str]) -> Iterator[Fault]:
    """Types with an id that are no Node, and not among the `others`."""
    named = {
        name: kind
        for name, kind in schema.type_map.items()
        if isinstance(kind, GraphQLObjectType)
        and "id" in kind.fields
        and str(kind.fields["id"].type) == "ID!"
    }
    nodes = {
        name for name, kind in named.items() if "Node" in {each.name for each in kind.interfaces}
    }
    for name in sorted(named.keys() - nodes - {*others}):
        yield Fault(path=name, problem="has an id by which it cannot be fetched")
    for name in sorted({*others} & nodes | {*others} - named.keys()):
        yield Fault(path=name, problem="is said to have an id and to be no Node")


def _fields(schema: GraphQLSchema) -> Iterator[tuple[str, GraphQLField]]:
    for name, kind in schema.type_map.items():
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType) and not name.startswith("__"):
            for field_name, field in kind.fields.items():
                yield f"{name}.{field_name}", field


def _nullable(kind: object) -> object:
    return kind.of_type if isinstance(kind, GraphQLNonNull) else kind


def homemade_ids(root: Path) -> list[Fault]:
    """Ids that are made of a text, or rows' keys that are read from one, elsewhere."""
    return [
        source.fault(node, f"ids are made and read in {NAMES_MADE_IN} alone")
        for source in sources(root, "cdp/api")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and source.path != NAMES_MADE_IN
        if _makes(node) or (_reads(node) and source.path != LOG_READ_IN)
    ]


def _makes(call: ast.Call) -> bool:
    return ast.unparse(call.func).rsplit(".", 1)[-1] == "ID"


def _reads(call: ast.Call) -> bool:
    """Whether a UUID is read from a text: its other makings name what they make it of."""
    return ast.unparse(call.func).rsplit(".", 1)[-1] == "UUID" and bool(call.args)
