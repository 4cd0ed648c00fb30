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

_DEEPEST = 7
_SCALARS: dict[str, object] = {
    "Int": 3,
    "Boolean": True,
    "DateTime": "2026-11-22T10:00:00Z",
    "PhoneNumber": "typed",
}


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A document, the variables that it runs with, and whether any part of it has a condition."""

    text: str
    variables: dict[str, object]
    is_conditional: bool


@dataclass(kw_only=True)
class _Pen:
    """What has been written so far."""

    draw: st.DrawFn
    schema: GraphQLSchema
    declared: dict[str, str] = field(default_factory=dict)
    variables: dict[str, object] = field(default_factory=dict)
    fragments: list[str] = field(default_factory=list)
    conditions: int = 0

    def selection(self, of: GraphQLCompositeType, depth: int) -> str:
        """At least one selection on `of`, in braces."""
        parts = [self._part(of, depth) for _ in range(self.draw(st.integers(1, 4)))]
        return "{ " + " ".join(["__typename", *parts]) + " }"

    def field(self, owner: Owner, name: str, depth: int, *, condition: bool = True) -> str:
        """One field under an alias of its own, so that no two selections conflict."""
        definition = owner.fields[name]
        alias = f"a{len(self.declared)}_{self.draw(st.integers(0, 999))}_{name}"
        arguments = self._arguments(definition)
        below = get_named_type(definition.type)
        selected = self.selection(below, depth + 1) if is_composite_type(below) else ""
        directive = self._condition() if condition else ""
        return f"{alias}: {name}{arguments}{directive} {selected}"

    def _part(self, of: GraphQLCompositeType, depth: int) -> str:
        kinds = ["inline", "named"] if isinstance(of, GraphQLUnionType) else ["field"] * 4
        kind = self.draw(st.sampled_from([*kinds, "inline", "named"]))
        if kind == "field" and not isinstance(of, GraphQLUnionType):
            names = [name for name, one in of.fields.items() if _ends(one) or depth < _DEEPEST]
            return self.field(of, self.draw(st.sampled_from(sorted(names))), depth)
        on = self.draw(st.sampled_from(_overlapping(self.schema, of)))
        if depth >= _DEEPEST:
            return "__typename"
        selected = self.selection(on, depth + 1)
        if kind == "inline":
            return f"... on {on.name}{self._condition()} {selected}"
        name = f"F{len(self.fragments)}"
        self.fragments.append(f"fragment {name} on {on.name} {selected}")
        return " ".join([f"...{name}{self._condition()}"] * self.draw(st.integers(1, 2)))

    def _arguments(self, definition: GraphQLField) -> str:
        given = [
            f"{name}: {self._variable(argument.type)}"
            for name, argument in definition.args.items()
            if is_required_argument(argument) or self.draw(st.booleans())
        ]
        return f"({', '.join(given)})" if given else ""

    def _variable(self, of: GraphQLInputType, value: object = None) -> str:
        name = f"v{len(self.declared)}"
        self.declared[name] = str(of)
        self.variables[name] = _value(of) if value is None else value
        return f"${name}"

    def _condition(self) -> str:
        if self.draw(st.integers(0, 5)):
            return ""
        self.conditions += 1
        word = self.draw(st.sampled_from(["skip", "include"]))
        kind = GraphQLNonNull(self.schema.type_map["Boolean"])  # type: ignore[type-var] # a scalar
        name = f"v{len(self.declared)}"
        self.declared[name] = str(kind)
        self.variables[name] = self.draw(st.booleans())
        return f" @{word}(if: ${name})"


@st.composite
def documents(draw: st.DrawFn, schema: GraphQLSchema) -> Drawn:
    """A valid document of one operation and one root field, which may hide in fragments."""
    pen = _Pen(draw=draw, schema=schema)
    word, root = draw(
        st.sampled_from([("query", schema.query_type), ("mutation", schema.mutation_type)])
    )
    assert root is not None
    name = draw(st.sampled_from(sorted(root.fields)))
    asked = pen.field(root, name, 0, condition=False)
    asked = draw(st.sampled_from(["{}", f"... on {root.name} {{{{ {{}} }}}}", "...R"])).format(
        asked
    )
    if asked == "...R":
        pen.fragments.append(
            f"fragment R on {root.name} {{ {pen.field(root, name, 0, condition=False)} }}"
        )
    declared = ", ".join(f"${name}: {kind}" for name, kind in pen.declared.items())
    return Drawn(
        text=" ".join(
            [f"{word} Drawn{f'({declared})' if declared else ''} {{ {asked} }}", *pen.fragments]
        ),
        variables=pen.variables,
        is_conditional=pen.conditions > 0,
    )


def _ends(definition: GraphQLField) -> bool:
    return not is_composite_type(get_named_type(definition.type))


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
    if isinstance(of, GraphQLEnumType):
        return next(iter(of.values))
    if isinstance(of, GraphQLInputObjectType):
        return {
            name: _value(part.type)
            for name, part in of.fields.items()
            if is_required_input_field(part)
        }
    assert isinstance(of, GraphQLScalarType)
    return _SCALARS.get(of.name, "text")
