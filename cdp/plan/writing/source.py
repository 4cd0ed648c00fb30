"""Source: the text of the function that writes one answer.

    def write(root, told, variables):
        status_1 = grind_status_2(told.context)     # what is made once an operation
        given_lines_3 = take_lines_4(variables)
        def Order_5(o):                             # one function a selection on an object type
            if o.__class__ is not Order: unforeseen()
            return {
                'id': (v if (v := id_6(o, told)).__class__ is str else ID(v)),
                'status': (None if (v := status_1(o.order)) is None else OrderStatus[v]),
            }
        return Query_7(root)

Straight on, without a decision that could be made before. Whatever does not fit raises.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NoReturn

from graphql import (
    FieldNode,
    GraphQLAbstractType,
    GraphQLEnumType,
    GraphQLField,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLType,
    SelectionSetNode,
    VariableNode,
    is_abstract_type,
)
from graphql.execution.values import VariableValues, get_argument_values

from cdp.plan.writing.leaf import OUTSIDE, Leaf
from cdp.plan.writing.merging import Merging
from cdp.plan.writing.reading import Arguments, Attribute, Given, Lens, Method, Takes
from cdp.plan.writing.script import Script
from cdp.plan.writing.unforeseen import Unforeseen

_TYPENAME: Final = "__typename"


def unforeseen() -> NoReturn:
    """Say it from within an expression."""
    raise Unforeseen


def items(value: object) -> Iterable[object]:
    """`value`, where it is a list that can be gone through again by whoever comes after."""
    return value if isinstance(value, list | tuple) else unforeseen()


@dataclass(slots=True, kw_only=True)
class Source:
    """The text of one function, and the names that it uses of the outside."""

    script: Script
    merging: Merging
    names: dict[str, Any] = field(default_factory=dict)
    _before: list[str] = field(default_factory=list)
    _functions: list[list[str]] = field(default_factory=list)
    _after: list[str] = field(default_factory=list)
    _count: int = 0

    def text(self, chosen: SelectionSetNode, root: GraphQLObjectType) -> str:
        """`write(root, told, variables)`, which answers `chosen` on the root type.

        Raises:
            Unforeseen: a construct, a coordinate or a type that no writer is made for.
        """
        self.names.update(OUTSIDE, unforeseen=unforeseen, items=items)
        whole = self._object([chosen], root, is_checked=False)
        functions = [line for function in reversed(self._functions) for line in function]
        body = [*self._before, *functions, *self._after, f"return {whole}(root)"]
        return "\n".join(["def write(root, told, variables):", *(f"    {line}" for line in body)])

    def _object(
        self,
        chosen: Iterable[SelectionSetNode],
        kind: GraphQLObjectType,
        *,
        is_checked: bool = True,
    ) -> str:
        """The name of a function that writes an object of type `kind`."""
        name = self._name(f"{kind.name}_")
        lines = [f"def {name}(o):"]
        self._functions.append(lines)
        if is_checked:
            lines.append(f"    if o.__class__ is not {self._class(kind)}: unforeseen()")
        lines.append("    return {")
        for called, nodes in self.merging.fields(chosen, kind).items():
            lines.append(f"        {called!r}: {self._field(kind, nodes)},")
        lines.append("    }")
        return name

    def _field(self, on: GraphQLObjectType, nodes: Sequence[FieldNode]) -> str:
        name = nodes[0].name.value
        if name == _TYPENAME:
            return repr(on.name)
        definition = on.fields.get(name)
        if definition is None:  # __schema and __type: answered from the schema, never from here
            raise Unforeseen
        below = [node.selection_set for node in nodes if node.selection_set is not None]
        return self._value(self._read(on, nodes[0], definition), definition.type, below)

    def _read(self, on: GraphQLObjectType, node: FieldNode, definition: GraphQLField) -> str:
        """An expression that reads the field from the object `o`."""
        name = node.name.value
        match self.script.readings.of_field.get(f"{on.name}.{name}"):
            case Given():
                return "root"
            case Attribute(attribute):
                return f"o.{attribute}"
            case Lens(at, grind):
                lens = self._name(f"{name}_")
                self._before.append(
                    f"{lens} = {self._known(f'grind_{name}_', grind)}(told.context)"
                )
                return f"{lens}(o.{at})"
            case Method(function, is_told, takes):
                told = ["told"] if is_told else []
                given = [f"**{self._arguments(node, definition, takes)}"] if definition.args else []
                return f"{self._known(f'{name}_', function)}({', '.join(('o', *told, *given))})"
            case None:
                raise Unforeseen

    def _arguments(self, node: FieldNode, definition: GraphQLField, takes: Takes) -> str:
        """The name of the field's arguments: made here where no variable is among them."""
        called, take = f"given_{node.name.value}_", _taking(definition, node, takes)
        if not any(_has_variable(argument.value) for argument in node.arguments or ()):
            return self._known(called, take(_NO_VARIABLES))
        name = self._name(called)
        self._before.append(f"{name} = {self._known(f'take_{node.name.value}_', take)}(variables)")
        return name

    def _value(self, read: str, kind: GraphQLType, below: Sequence[SelectionSetNode]) -> str:
        """An expression that writes what the expression `read` gives, as `kind` says."""
        inner = kind.of_type if isinstance(kind, GraphQLNonNull) else kind
        is_optional = inner is kind
        name, first = _held(read)
        if isinstance(inner, GraphQLScalarType) and (leaf := self._leaf(inner)).when:
            when = leaf.when.format(v=name)
            begun = f"{first} is None or {when}" if is_optional else when.replace(name, first, 1)
            usual = leaf.usual.format(v=name)
            if is_optional and usual != name:
                usual = f"{name} and {usual}"
            return f"({usual} if {begun} else {self._written(inner, name)})"
        if is_optional:
            return f"(None if {first} is None else {self._present(name, inner, below)})"
        return self._present(read, inner, below)

    def _present(self, read: str, kind: GraphQLType, below: Sequence[SelectionSetNode]) -> str:
        """The same for what is there; what is not raises."""
        if isinstance(kind, GraphQLList):
            return f"[{self._value('i', kind.of_type, below)} for i in items({read})]"
        if isinstance(kind, GraphQLScalarType | GraphQLEnumType):
            return self._written(kind, read)
        if isinstance(kind, GraphQLObjectType):
            return f"{self._object(below, kind)}({read})"
        if is_abstract_type(kind):
            name, first = _held(read)
            return f"{self._dispatch(kind, below)}[{first}.__class__]({name})"
        raise Unforeseen

    def _dispatch(self, kind: GraphQLAbstractType, below: Sequence[SelectionSetNode]) -> str:
        """The name of a table of writers by the class of the object."""
        name = self._name(f"any_{kind.name}_")
        rows = [
            f"{self._class(each)}: {self._object(below, each)}"
            for each in self.script.schema.get_possible_types(kind)
        ]
        self._after.append(f"{name} = {{{', '.join(rows)}}}")
        return name

    def _leaf(self, kind: GraphQLScalarType | GraphQLEnumType) -> Leaf:
        leaf = self.script.leaves[kind.name]
        self.names[kind.name] = leaf.of
        return leaf

    def _written(self, kind: GraphQLScalarType | GraphQLEnumType, read: str) -> str:
        return self._leaf(kind).other.format(of=kind.name, v=read)

    def _class(self, kind: GraphQLObjectType) -> str:
        of_kind = self.script.readings.class_of.get(kind.name)
        if of_kind is None:
            raise Unforeseen
        self.names[kind.name] = of_kind
        return kind.name

    def _known(self, what: str, value: object) -> str:
        name = self._name(what)
        self.names[name] = value
        return name

    def _name(self, what: str) -> str:
        self._count += 1
        return f"{what}{self._count}"


_NO_VARIABLES: Final = VariableValues({}, {})


def _held(read: str) -> tuple[str, str]:
    """A name for what `read` gives, and the expression that gives it that name."""
    return (read, read) if read in {"i", "root"} else ("v", f"(v := {read})")


def _taking(
    definition: GraphQLField, node: FieldNode, takes: Takes
) -> Callable[[VariableValues], Arguments]:
    def take(variables: VariableValues) -> Arguments:
        return takes(get_argument_values(definition, node, variables, hide_suggestions=True))

    return take


def _has_variable(value: object) -> bool:
    if isinstance(value, VariableNode):
        return True
    parts = getattr(value, "values", None) or getattr(value, "fields", None) or ()
    return any(_has_variable(getattr(part, "value", part)) for part in parts)
