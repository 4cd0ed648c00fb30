"""A small schema over plain objects, and both executors of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import Enum
from typing import Any, Final

from graphql import (
    ExecutionResult,
    FragmentDefinitionNode,
    GraphQLEnumType,
    GraphQLError,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLScalarType,
    OperationDefinitionNode,
    build_schema,
    execute_sync,
    parse,
)
from graphql.execution.values import VariableValues, get_variable_values

from cdp.plan.writing.merging import conditions_of
from cdp.plan.writing.reading import (
    Attribute,
    Edges,
    Given,
    Lens,
    Method,
    Over,
    Reading,
    Readings,
    Told,
)
from cdp.plan.writing.script import Script
from cdp.plan.writing.writer import Data, Writer

AT: Final = datetime(2026, 11, 26, 3, 30, tzinfo=UTC)


class Hue(Enum):
    """Colours; the schema knows two of them."""

    RED = "red"
    BLUE = "blue"
    UNSEEN = "unseen"


@dataclass
class Shape:
    """Something that is drawn."""

    name: str = "square"
    hue: Any = Hue.RED
    sides: Any = 4
    is_filled: Any = True
    note: Any = None
    drawn_at: Any = AT
    grid: Any = field(default_factory=lambda: [[1, 2], [3]])
    parts: Any = field(default_factory=list)
    whole: Any = None
    weight: Any = "light"


@dataclass
class Label:
    """Something that is written."""

    name: str = "title"
    text: str = 'a \u2028 "b" é'
    parts: Any = field(default_factory=list)


@dataclass
class Dot:
    """Something over a row, which is a word here."""

    row: str

    def twice(self) -> str:
        """What is not the row's own."""
        return self.row * 2


@dataclass
class Bit:
    """An edge."""

    node: Dot
    cursor: str = "here"


@dataclass
class Line:
    """A connection."""

    rows: list[str] = field(default_factory=list)

    def bits(self) -> list[Bit]:
        """Every edge, made."""
        return [Bit(Dot(row)) for row in self.rows]


SCHEMA: Final = build_schema(
    """
    scalar DateTime
    scalar Weight
    enum Hue { RED BLUE }
    interface Named { name: String! }
    type Shape implements Named {
      name: String!  hue: Hue  sides: Int!  isFilled: Boolean  note: String  drawnAt: DateTime
      grid: [[Int!]!]  parts(first: Int = 2, of: Hue): [Named!]  whole: Shape!  maybe: Shape
      weight: Weight  many: [Anything]  loud: String
    }
    type Label implements Named { name: String! text: String! parts: [Named!] }
    union Anything = Shape | Label
    type Dot { name: String!  twice: String }
    type Bit { node: Dot!  cursor: String }
    type Line { bits: [Bit!]! }
    type Query { drawn: Shape  anything: Anything  named: [Named]!  line: Line }
    """
)


def _first(shape: Shape, told: Told, *, first: int, of: object = None) -> object:
    assert told.context == "context"
    assert of in {None, *Hue}
    return shape.parts[:first] if isinstance(shape.parts, list) else shape.parts


def _loud(shape: Shape) -> str:
    if shape.note == "silence":
        raise LookupError(shape.note)
    return shape.name.upper()


def _louder(parts: Sequence[str]) -> Callable[[object], Callable[[str], Sequence[str]]]:
    def made(context: object) -> Callable[[str], Sequence[str]]:
        assert context == "context"
        return lambda name: [name.upper() + part for part in parts]

    return made


FIELDS: Final[Mapping[str, Reading]] = {
    **{f"Query.{name}": Given() for name in ("drawn", "anything", "named", "line")},
    **{
        f"Shape.{name}": Attribute(name)
        for name in ("name", "hue", "sides", "note", "grid", "weight")
    },
    "Shape.isFilled": Attribute("is_filled"),
    "Shape.drawnAt": Attribute("drawn_at"),
    "Shape.parts": Method(_first, is_told=True),
    "Shape.whole": Attribute("whole"),
    "Shape.maybe": Attribute("whole"),
    "Shape.many": Attribute("parts"),
    "Shape.loud": Method(_loud),
    "Label.name": Lens("name", _louder, "!"),
    "Label.text": Lens("text", _louder, "?", str.lower),
    "Label.parts": Attribute("parts"),
    "Line.bits": Edges(Method(Line.bits), lambda line: line.rows, Over(Dot, "row")),
    "Bit.node": Attribute("node"),
    "Bit.cursor": Attribute("cursor"),
    "Dot.name": Lens("row", _louder, "."),
    "Dot.twice": Method(Dot.twice),
}
CLASSES: Final[Mapping[str, type]] = {
    kind.__name__: kind for kind in (Shape, Label, Dot, Bit, Line)
}


def _weighed(value: object) -> object:
    """A scalar of the schema's own."""
    if value == "heavy":
        raise GraphQLError("too heavy")
    return None if value == "none" else [value]


def _prepare() -> Script:
    hues, time, weight = (SCHEMA.type_map[name] for name in ("Hue", "DateTime", "Weight"))
    assert isinstance(hues, GraphQLEnumType)
    assert isinstance(time, GraphQLScalarType)
    assert isinstance(weight, GraphQLScalarType)
    for name, value in hues.values.items():
        value.value = Hue[name]
    vars(hues).pop("_value_lookup", None)
    time.coerce_output_value = lambda value: value.isoformat()
    weight.coerce_output_value = _weighed
    for kind in CLASSES:
        of_kind = SCHEMA.type_map[kind]
        assert isinstance(of_kind, GraphQLObjectType)
        of_kind.is_type_of = lambda value, _info, cls=CLASSES[kind]: isinstance(value, cls)
    return Script.of(SCHEMA, Readings(FIELDS, CLASSES))


SCRIPT: Final = _prepare()


def variables_of(text: str, given: Mapping[str, object]) -> VariableValues:
    """The variables of the one operation, coerced."""
    values = get_variable_values(SCHEMA, _operation(text).variable_definitions or (), dict(given))
    assert isinstance(values, VariableValues)
    return values


def writer_of(text: str, script: Script = SCRIPT) -> Writer:
    """The writer of a document."""
    document = parse(text)
    return Writer(
        name="test",
        operation=_operation(text),
        root=SCHEMA.type_map["Query"],  # type: ignore[arg-type] # it is an object type
        fragments={
            node.name.value: node
            for node in document.definitions
            if isinstance(node, FragmentDefinitionNode)
        },
        script=script,
        conditions=conditions_of(document),
    )


def written(text: str, root: object, given: Mapping[str, object] | None = None) -> Data:
    """What the writer answers. Raises `Unforeseen`."""
    return writer_of(text).write(root, "context", variables_of(text, given or {}))


def referred(text: str, root: object, given: Mapping[str, object] | None = None) -> ExecutionResult:
    """What graphql-core answers over the same objects, read the same ways."""

    def resolve(source: object, info: GraphQLResolveInfo[object], **arguments: object) -> object:
        told = Told("context", root)
        match FIELDS[f"{info.parent_type.name}.{info.field_name}"]:
            case Given():
                return root
            case Attribute(name):
                return getattr(source, name)
            case Method(function, is_told, takes) | Edges(Method(function, is_told, takes)):
                return function(source, *([told] if is_told else []), **takes(dict(arguments)))
            case Lens(at, joint, part, then):
                [seen] = joint([part])("context")(getattr(source, at))
                return seen if then is None else then(seen)
        raise AssertionError(info.field_name)

    return execute_sync(
        SCHEMA, parse(text), variable_values=dict(given or {}), field_resolver=resolve
    )


def _operation(text: str) -> OperationDefinitionNode:
    [operation] = [
        node for node in parse(text).definitions if isinstance(node, OperationDefinitionNode)
    ]
    return operation
