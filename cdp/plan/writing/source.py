"""Source: the text of the function that writes one answer.

    def write(root, told, variables):
        look_1 = make_look_2(told.context)              # what is made once an operation
        given_lines_3 = take_lines_4(variables)
        def Order_5(o):                                 # one function a selection on a type
            if o.__class__ is not Order: unforeseen()
            id_6, status_7, = look_1(o.order)           # one look at a row
            return {
                'id': (id_6 if id_6.__class__ is str else ID(id_6)),
                'status': (None if status_7 is None else OrderStatus[status_7]),
                'lines': [OrderLine_9(i) for i in items(lines_8(o, told, **given_lines_3))],
            }
        return Query_10(root)

Straight on, without a decision that could be made before. Whatever does not fit raises.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NoReturn

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
    get_named_type,
    is_abstract_type,
)
from graphql.execution.values import VariableValues, get_argument_values

from cdp.plan.writing.looks import TYPENAME, Looks, is_bare
from cdp.plan.writing.merging import Merging
from cdp.plan.writing.namespace import Namespace
from cdp.plan.writing.reading import (
    Arguments,
    Attribute,
    Edges,
    Given,
    Lens,
    Method,
    Over,
    Reading,
    Takes,
)
from cdp.plan.writing.unforeseen import Unforeseen

_NO_VARIABLES: Final = VariableValues({}, {})


def unforeseen() -> NoReturn:
    """Say it from within an expression."""
    raise Unforeseen


def items(value: object) -> Iterable[object]:
    """`value`, where it is a list that can be gone through again by whoever comes after."""
    return value if isinstance(value, list | tuple) else unforeseen()


@dataclass(slots=True, kw_only=True)
class Source:
    """The text of one function; `space` holds what it names."""

    space: Namespace
    merging: Merging
    looking: Looks = field(init=False)
    _before: list[str] = field(default_factory=list)
    _functions: list[list[str]] = field(default_factory=list)
    _after: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Share what stands before the functions."""
        self.looking = Looks(self.space, self._before)

    def text(self, chosen: SelectionSetNode, root: GraphQLObjectType) -> str:
        """`write(root, told, variables)`, which answers `chosen` on the root type.

        Raises:
            Unforeseen: a construct, a coordinate or a type that no writer is made for.
        """
        self.space.known.update(unforeseen=unforeseen, items=items)
        whole = self._object([chosen], root, "")
        functions = [line for function in reversed(self._functions) for line in function]
        body = [*self._before, *functions, *self._after, f"return {whole}(root)"]
        return "\n".join(["def write(root, told, variables):", *(f"    {line}" for line in body)])

    def _object(
        self,
        chosen: Iterable[SelectionSetNode],
        kind: GraphQLObjectType,
        check: str,
        over: Over | None = None,
    ) -> str:
        """The name of a function that writes an object of type `kind`.

        It begins with `check`, and is given the object, or the row that it is `over`.
        """
        name = self.space.fresh(kind.name)
        lines = [f"def {name}({'o' if over is None else 'row'}):"]
        self._functions.append(lines)
        merged = self.merging.fields(chosen, kind)
        readings = self.looking.readings(kind, merged)
        if over is not None and not is_bare(readings, over):
            check = f"o = {self.space.name('wrap', over.wrap)}(row)"
        lines += [f"    {check}"] if check else []
        looks, seen = self.looking.looks(readings, merged)
        bare = "" if over is None else over.at
        lines += [
            f"    {names}, = {look}({'row' if at == bare else f'o.{at}'})"
            for at, look, names in looks
        ]
        lines.append("    return {")
        for called, nodes in merged.items():
            lines.append(f"        {called!r}: {self._field(kind, nodes, readings, seen)},")
        lines.append("    }")
        return name

    def _field(
        self,
        on: GraphQLObjectType,
        nodes: Sequence[FieldNode],
        readings: Mapping[str, Reading],
        seen: Mapping[str, str],
    ) -> str:
        name = nodes[0].name.value
        if name == TYPENAME:
            return repr(on.name)
        definition = on.fields[name]
        below = [node.selection_set for node in nodes if node.selection_set is not None]
        reading = readings[name]
        if isinstance(reading, Edges):
            written = self._nodes(reading, get_named_type(definition.type), below)
            if written:
                return written
            reading = reading.every
        read = self._read(nodes[0], definition, reading, seen)
        return self._value(read, definition.type, below)

    def _read(
        self, node: FieldNode, definition: GraphQLField, reading: Reading, seen: Mapping[str, str]
    ) -> str:
        """An expression that reads the field from the object `o`."""
        name = node.name.value
        match reading:
            case Given():
                return "root"
            case Attribute(attribute):
                return f"o.{attribute}"
            case Lens(then=None):
                return seen[name]
            case Lens(then=then):
                made = self.space.name(f"then_{name}", then)
                return f"(None if {seen[name]} is None else {made}({seen[name]}))"
            case Method(function, is_told, takes):
                given = ["o", "told"] if is_told else ["o"]
                if definition.args:
                    given.append(f"**{self._arguments(node, definition, takes)}")
                return f"{self.space.name(name, function)}({', '.join(given)})"
            case Edges():
                raise Unforeseen

    def _nodes(self, reading: Edges, edge: GraphQLType, below: Sequence[SelectionSetNode]) -> str:
        """Edges that are asked for their node alone, written from rows; empty: ask for all."""
        if not isinstance(edge, GraphQLObjectType):
            return ""
        merged = self.merging.fields(below, edge)
        asked = {nodes[0].name.value for nodes in merged.values()}
        if not asked <= {reading.node, TYPENAME}:
            return ""
        kind = get_named_type(edge.fields[reading.node].type)
        if not isinstance(kind, GraphQLObjectType):
            return ""
        rows = f"{self.space.name('rows', reading.rows)}(o)"
        chosen = {
            called: [node.selection_set for node in nodes if node.selection_set is not None]
            for called, nodes in merged.items()
        }
        if len(chosen) == 1 and (row := self._row(chosen, kind, reading.over)):
            names, look, written = row
            return f"[{written} for {names}, in map({look}, {rows})]"
        parts = [
            f"{called!r}: {self._object(below, kind, '', reading.over)}(i)"
            if below
            else f"{called!r}: {edge.name!r}"
            for called, below in chosen.items()
        ]
        return f"[{{{', '.join(parts)}}} for i in {rows}]"

    def _row(
        self, chosen: Mapping[str, Sequence[SelectionSetNode]], kind: GraphQLObjectType, over: Over
    ) -> tuple[str, str, str] | None:
        """An edge that is one look at a row: the names, the look, the edge; None: it is more."""
        [(edge, below)] = chosen.items()
        merged = self.merging.fields(below, kind)
        readings = self.looking.readings(kind, merged)
        if not below or not is_bare(readings, over):
            return None
        looks, seen = self.looking.looks(readings, merged)
        if len(looks) != 1:
            return None
        [(_, look, names)] = looks
        node = ",\n".join(
            f"                {called!r}: {self._field(kind, nodes, readings, seen)}"
            for called, nodes in merged.items()
        )
        return names, look, f"{{{edge!r}: {{\n{node},\n            }}}}"

    def _arguments(self, node: FieldNode, definition: GraphQLField, takes: Takes) -> str:
        """The name of the field's arguments: made here where no variable is among them."""
        name, take = node.name.value, _taking(definition, node, takes)
        if not any(_has_variable(argument.value) for argument in node.arguments or ()):
            return self.space.name(f"given_{name}", take(_NO_VARIABLES))
        given = self.space.fresh(f"given_{name}")
        self._before.append(f"{given} = {self.space.name(f'take_{name}', take)}(variables)")
        return given

    def _value(self, read: str, kind: GraphQLType, below: Sequence[SelectionSetNode]) -> str:
        """An expression that writes what the expression `read` gives, as `kind` says."""
        inner = kind.of_type if isinstance(kind, GraphQLNonNull) else kind
        is_optional = inner is kind
        name, first = _held(read)
        if isinstance(inner, GraphQLScalarType) and (leaf := self.space.leaf(inner)).when:
            when = leaf.when.format(v=name)
            begun = f"{first} is None or {when}" if is_optional else when.replace(name, first, 1)
            return f"({name} if {begun} else {leaf.other.format(of=inner.name, v=name)})"
        if is_optional:
            return f"(None if {first} is None else {self._present(name, inner, below)})"
        return self._present(read, inner, below)

    def _present(self, read: str, kind: GraphQLType, below: Sequence[SelectionSetNode]) -> str:
        """The same for what is there; what is not raises."""
        if isinstance(kind, GraphQLList):
            return f"[{self._value('i', kind.of_type, below)} for i in items({read})]"
        if isinstance(kind, GraphQLScalarType | GraphQLEnumType):
            return self.space.leaf(kind).other.format(of=kind.name, v=read)
        if isinstance(kind, GraphQLObjectType):
            check = f"if o.__class__ is not {self.space.of_class(kind)}: unforeseen()"
            return f"{self._object(below, kind, check)}({read})"
        if is_abstract_type(kind):
            name, first = _held(read)
            return f"{self._dispatch(kind, below)}[{first}.__class__]({name})"
        raise Unforeseen

    def _dispatch(self, kind: GraphQLAbstractType, below: Sequence[SelectionSetNode]) -> str:
        """The name of a table of writers by the class of the object."""
        name = self.space.fresh(f"any_{kind.name}")
        rows = [
            f"{self.space.of_class(each)}: {self._object(below, each, '')}"
            for each in self.merging.schema.get_possible_types(kind)
        ]
        self._after.append(f"{name} = {{{', '.join(rows)}}}")
        return name


def _held(read: str) -> tuple[str, str]:
    """A name for what `read` gives, and the expression that gives it that name."""
    return (read, read) if read.isidentifier() else ("v", f"(v := {read})")


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
