"""Documents drawn over a schema: whatever could be selected in it, in whatever spelling."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
    is_composite_type,
    is_required_argument,
    is_required_input_field,
)
from hypothesis import strategies as st

if TYPE_CHECKING:
    from graphql import GraphQLCompositeType, GraphQLInputType

    Owner = GraphQLObjectType | GraphQLInterfaceType

_MOST_PARTS = 24
"""Selections of one document: far below the tokens that a compiler reads."""

_SCALARS: dict[str, object] = {
    "Int": 3,
    "Boolean": True,
    "DateTime": "2026-11-22T10:00:00Z",
    "PhoneNumber": "typed",
}


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A document, and the variables that it runs with."""

    text: str
    variables: dict[str, object]


@dataclass(kw_only=True)
class _Pen:
    """What has been written so far."""

    draw: st.DrawFn
    schema: GraphQLSchema
    is_plain: bool = False
    """No part has a condition or stands on an interface, whose every type counts."""
    declared: dict[str, str] = field(default_factory=dict)
    variables: dict[str, object] = field(default_factory=dict)
    fragments: list[str] = field(default_factory=list)
    aliases: int = 0
    parts: int = 0

    def selection(self, of: GraphQLCompositeType) -> str:
        """At least one selection on `of`, in braces; no more once enough was written."""
        parts = ["__typename"]
        for _ in range(self.draw(st.integers(1, 4))):
            if self.parts < _MOST_PARTS:
                self.parts += 1
                parts.append(self._part(of))
        return "{ " + " ".join(parts) + " }"

    def field(self, owner: Owner, name: str, *, is_root: bool = False) -> str:
        """One field under an alias of its own, so that no two selections conflict."""
        definition = owner.fields[name]
        self.aliases += 1
        alias = f"a{self.aliases}"
        arguments = self._arguments(definition)
        directive = "" if is_root else self._condition()
        below = get_named_type(definition.type)
        selected = self.selection(below) if is_composite_type(below) else ""
        return f"{alias}: {name}{arguments}{directive} {selected}"

    def _part(self, of: GraphQLCompositeType) -> str:
        kinds = [] if isinstance(of, GraphQLUnionType) else ["field"] * 4
        kind = self.draw(st.sampled_from([*kinds, "inline", "named"]))
        if kind == "field" and not isinstance(of, GraphQLUnionType):
            return self.field(of, self.draw(st.sampled_from(sorted(of.fields))))
        others = [
            other
            for other in _overlapping(self.schema, of)
            if not (self.is_plain and isinstance(other, GraphQLInterfaceType))
        ]
        on = self.draw(st.sampled_from(others))
        if kind == "inline":
            return f"... on {on.name}{self._condition()} {self.selection(on)}"
        spread = f"...{self.fragment(on.name, self.selection(on))}{self._condition()}"
        return " ".join([spread] * self.draw(st.integers(1, 2)))

    def fragment(self, on: str, selected: str) -> str:
        """The name of a new fragment."""
        self.fragments.append(f"fragment F{len(self.fragments)} on {on} {selected}")
        return f"F{len(self.fragments) - 1}"

    def _arguments(self, definition: GraphQLField) -> str:
        given = [
            f"{name}: {self._variable(str(argument.type), _value(argument.type))}"
            for name, argument in definition.args.items()
            if is_required_argument(argument) or self.draw(st.booleans())
        ]
        return f"({', '.join(given)})" if given else ""

    def _variable(self, kind: str, value: object) -> str:
        name = f"v{len(self.declared)}"
        self.declared[name] = kind
        self.variables[name] = value
        return f"${name}"

    def _condition(self) -> str:
        if self.is_plain or self.draw(st.integers(0, 5)):
            return ""
        word = self.draw(st.sampled_from(["skip", "include"]))
        return f" @{word}(if: {self._variable('Boolean!', self.draw(st.booleans()))})"


@st.composite
def documents(draw: st.DrawFn, schema: GraphQLSchema, *, is_plain: bool = False) -> Drawn:
    """A valid document of one operation and one root field, which may hide in fragments."""
    pen = _Pen(draw=draw, schema=schema, is_plain=is_plain)
    word, root = draw(
        st.sampled_from([("query", schema.query_type), ("mutation", schema.mutation_type)])
    )
    assert root is not None
    asked = pen.field(root, draw(st.sampled_from(sorted(root.fields))), is_root=True)
    spelling = draw(st.sampled_from(["bare", "inline", "named"]))
    if spelling == "inline":
        asked = f"... on {root.name} {{ {asked} }}"
    elif spelling == "named":
        asked = f"...{pen.fragment(root.name, f'{{ {asked} }}')}"
    declared = ", ".join(f"${name}: {kind}" for name, kind in pen.declared.items())
    header = f"{word} Drawn({declared})" if declared else f"{word} Drawn"
    return Drawn(
        text=" ".join([f"{header} {{ {asked} }}", *pen.fragments]),
        variables=pen.variables,
    )


def _overlapping(schema: GraphQLSchema, of: GraphQLCompositeType) -> list[Owner]:
    """The object types and interfaces that an object of `of` may also be."""
    if isinstance(of, GraphQLObjectType):
        return [of, *of.interfaces]
    members = list(schema.get_possible_types(of))
    above = [interface for member in members for interface in member.interfaces]
    found: dict[str, Owner] = {one.name: one for one in [*members, *above]}
    if isinstance(of, GraphQLInterfaceType):
        found[of.name] = of
    return [found[name] for name in sorted(found)]


def _value(of: GraphQLInputType) -> Any:  # noqa: ANN401 - a JSON value of that type
    if isinstance(of, GraphQLNonNull):
        return _value(of.of_type)
    if isinstance(of, GraphQLList):
        return [_value(of.of_type)]
    if isinstance(of, GraphQLInputObjectType):
        return {
            name: _value(part.type)
            for name, part in of.fields.items()
            if is_required_input_field(part)
        }
    return leaf(of)


def leaf(of: object) -> object:
    """A value of a scalar or an enumeration."""
    if isinstance(of, GraphQLEnumType):
        return next(iter(of.values))
    assert isinstance(of, GraphQLScalarType)
    return _SCALARS.get(of.name, "text")
