"""Operations: random documents over a schema, valid and within bounds, towards each of its fields.

Each is drawn towards one field, by any way that leads to it, so that every field of the schema is
as likely as every other; on the way whatever else a front end may write. Nothing here names a
type or a field: what the schema gains is drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final
from zlib import crc32

from graphql import (
    GraphQLArgument,
    GraphQLBoolean,
    GraphQLCompositeType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLString,
    GraphQLUnionType,
    OperationType,
    get_named_type,
    get_nullable_type,
    is_composite_type,
    is_required_argument,
)
from hypothesis import HealthCheck, Phase, given, note, seed, settings
from hypothesis import strategies as st

from cdp.api.schema import Surface
from cdp.plan.labels import Labels
from tests.differential.askers import Asker
from tests.differential.honest import HONEST, Of
from tests.differential.known import Kind
from tests.differential.routes import Owner, Place, Routes
from tests.differential.values import PEOPLE, Values, is_chance, literal

DEPTH: Final = 8
ALIASES: Final = 12
DIRECTIVES: Final = 16
PARTS: Final = 28
"""Selections beside those that lead to the field: far below the tokens that are read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A document, the variables that it runs with, who asks, and the field that it is towards."""

    text: str
    variables: Mapping[str, object]
    asker: Asker
    towards: Place

    def __str__(self) -> str:
        """As a person reads it."""
        return f"{self.towards}, asked by {self.asker}\n{self.text}\n{dict(self.variables)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What one name of an answer was chosen for; whatever has this name again must be the same."""

    field: str
    arguments: str
    kind: str
    below: Scope


Scope = dict[str, Chosen]
"""The names of one object of the answer."""


@dataclass(kw_only=True)
class _Pen:
    """One document, as far as it is written."""

    routes: Routes
    labels: Labels
    values: Values
    declared: dict[str, str] = field(default_factory=dict)
    variables: dict[str, object] = field(default_factory=dict)
    again: dict[tuple[str, str], str] = field(default_factory=dict)
    """Variables that may stand a second time, by type and word."""
    after: dict[str, str] = field(default_factory=dict)
    """Where each list goes on: from one place in an operation."""
    fragments: list[str] = field(default_factory=list)
    aliases: int = 0
    directives: int = 1
    parts: int = 0

    def falls(self, times: int) -> bool:
        return self.values.falls(times)

    def selection(
        self, of: GraphQLCompositeType, scope: Scope, left: int, towards: Place | None
    ) -> str:
        """A selection of `of`, in braces, with `left` fields within one another at most."""
        parts = [] if towards is None else [self._towards(of, scope, left, towards)]
        for _ in range(self.values.below(4)):
            if self.parts < PARTS:
                self.parts += 1
                parts.insert(len(parts) * self.values.below(2), self._part(of, scope, left))
        return "{ " + " ".join(parts or [self._typename(scope)]) + " }"

    def _towards(self, of: GraphQLCompositeType, scope: Scope, left: int, place: Place) -> str:
        owner = next((each for each in self.routes.owners(of) if each.name == place.owner), None)
        if owner is not None:
            return self._on(of, owner, self.field(owner, place.field, scope, left))
        step = self.values.one_of(self.routes.ways(of, place, left))
        selected = self.field(step.owner, step.field, scope, left, place)
        return self._on(of, step.owner, selected)

    def field(
        self,
        owner: Owner,
        name: str,
        scope: Scope,
        left: int,
        towards: Place | None = None,
        *,
        is_root: bool = False,
        is_anew: bool = False,
    ) -> str:
        """The field `name` of `owner`, under a name that its object of the answer has free."""
        definition = owner.fields[name]
        below = get_named_type(definition.type)
        if is_composite_type(below) and left <= 1:
            return self._typename(scope)
        response = self._response(owner, name, scope, is_anew=is_anew)
        if response is None:
            return self._typename(scope)
        chosen = scope.get(response)
        if chosen is None:
            chosen = scope[response] = Chosen(
                field=f"{owner.name}.{name}",
                arguments=self._arguments(owner, name, definition),
                kind=str(definition.type),
                below={},
            )
        text = name if response == name else f"{response}: {name}"
        text += chosen.arguments + ("" if is_root else self._condition())
        if is_composite_type(below):
            text += f" {self.selection(below, chosen.below, left - 1, towards)}"
        if definition.args and not is_root and not is_anew and self.falls(4):
            text += f" {self.field(owner, name, scope, left, is_anew=True)}"
        return text

    def _response(self, owner: Owner, name: str, scope: Scope, *, is_anew: bool) -> str | None:
        """What it is called in the answer; None where no name is left for it."""
        definition, chosen = owner.fields[name], scope.get(name)
        fits = chosen is None or (
            chosen.field.endswith(f".{name}")
            and chosen.kind == str(definition.type)
            and (chosen.field == f"{owner.name}.{name}" or not definition.args)
        )
        if self.aliases >= ALIASES:
            return name if fits else None
        if fits and not is_anew and not self.falls(8):
            return name
        self.aliases += 1
        others = [f"a{self.aliases}", *(each for each in owner.fields if each not in scope)]
        return str(self.values.one_of([others[0], others[-1]]))

    def _part(self, of: GraphQLCompositeType, scope: Scope, left: int) -> str:
        """One more selection of `of`."""
        kinds = [] if isinstance(of, GraphQLUnionType) else ["field"] * 5
        match self.values.one_of([*kinds, "typename", "inline", "named", "untyped"]):
            case "field" if not isinstance(of, GraphQLUnionType):
                return self.field(of, self.values.one_of(self.routes.fields(of)), scope, left)
            case "inline":
                on = self.values.one_of(self.routes.overlapping(of))
                return (
                    f"... on {on.name}{self._condition()} {self.selection(on, scope, left, None)}"
                )
            case "named":
                on = self.values.one_of(self.routes.overlapping(of))
                return self._spread_more(on, scope, left)
            case "untyped":
                return f"...{self._condition()} {self.selection(of, scope, left, None)}"
            case _:
                return self._typename(scope)

    def _spread_more(self, on: GraphQLCompositeType, scope: Scope, left: int) -> str:
        """A fragment of its own, spread once or twice."""
        before = (self.aliases, self.directives)
        name = self._fragment(on, self.selection(on, scope, left, None))
        spread = f"...{name}{self._condition()}"
        aliases, directives = (
            now + now - then
            for now, then in zip((self.aliases, self.directives), before, strict=True)
        )
        if aliases > ALIASES or directives > DIRECTIVES or not self.falls(3):
            return spread
        self.aliases, self.directives = aliases, directives
        return f"{spread} ...{name}"

    def _on(self, of: GraphQLCompositeType, owner: Owner, selected: str) -> str:
        """`selected` of `owner`, where an object of `of` is."""
        if owner is of and not self.falls(6):
            return selected
        if self.falls(3):
            return f"...{self._fragment(owner, f'{{ {selected} }}')}"
        on = "" if owner is of and self.falls(2) else f" on {owner.name}"
        return f"...{on} {{ {selected} }}"

    def _fragment(self, on: GraphQLCompositeType, selected: str) -> str:
        """The name of a new fragment."""
        name = f"F{len(self.fragments)}"
        self.fragments.append(f"fragment {name} on {on.name} {selected}")
        return name

    def _typename(self, scope: Scope) -> str:
        name = "__typename"
        if "kind" not in scope and self.aliases < ALIASES and self.falls(6):
            self.aliases += 1
            name = "kind"
        scope.setdefault(name, Chosen(field="__typename", arguments="", kind="String!", below={}))
        return name if name == "__typename" else f"{name}: __typename"

    def _condition(self) -> str:
        """None, as a rule; a condition that holds or not, by a literal or a variable."""
        if self.directives >= DIRECTIVES or not self.falls(7):
            return ""
        self.directives += 1
        word, holds = self.values.one_of(("include", "skip")), self.falls(2)
        if self.falls(3):
            return f" @{word}(if: {literal(_BOOLEAN, holds)})"
        return f" @{word}(if: {self._variable(_BOOLEAN, word, value=holds)})"

    def _arguments(self, owner: Owner, name: str, definition: GraphQLField) -> str:
        """The arguments of a field, in parentheses; nothing where none is given."""
        arguments: Mapping[str, GraphQLArgument] = definition.args
        needed = {each for each, of in arguments.items() if is_required_argument(of)}
        given: dict[str, str] = {}
        if _INPUT in arguments and name in HONEST and not self.falls(4):
            of = Of(self.values.who, self.values.below(3))
            kind = arguments[_INPUT].type
            given[_INPUT] = self._variable(kind, _INPUT, HONEST[name](of), is_bare=True)
        given |= {
            each: self._value(
                f"{owner.name}.{name}({each}:)", arguments[each].type, _word(name, each)
            )
            for each in self.values.given(arguments, needed)
            if each not in {_AFTER, *given}
        }
        if _AFTER in arguments:
            given |= self._place(f"{owner.name}.{name}")
        return f"({', '.join(f'{each}: {text}' for each, text in given.items())})" if given else ""

    def _place(self, listing: str) -> Mapping[str, str]:
        """Where a list goes on."""
        if listing not in self.after:
            known = self.values.known(Kind.CURSOR, listing)
            self.after[listing] = (
                self._variable(_STRING, listing, known, is_bare=True) if self.falls(4) else ""
            )
        return {_AFTER: self.after[listing]} if self.after[listing] else {}

    def _value(self, place: str, of: GraphQLInputType, word: str) -> str:
        """A value for what stands at `place`: spelled, or a variable, as it must be or may."""
        is_personal = self.labels.category(place) is not None
        is_input = isinstance(get_named_type(of), GraphQLInputObjectType)
        if is_input and not is_personal and self.falls(2):
            return self._spelled(of)
        value = self.values.json(of, word)
        listed = get_nullable_type(of)
        if (
            isinstance(listed, GraphQLList)
            and isinstance(value, list)
            and not (is_personal or is_input)
            and self.falls(2)
        ):
            parts = [self._variable(listed.of_type, word, each, is_bare=True) for each in value]
            return f"[{', '.join(parts)}]"
        if is_personal or is_input or is_chance(value):
            return self._variable(of, word, value, is_bare=True)
        return literal(of, value) if self.falls(2) else self._variable(of, word, value)

    def _spelled(self, of: GraphQLInputType) -> str:
        """An input object, its personal parts variables."""
        if isinstance(of, GraphQLNonNull):
            return self._spelled(of.of_type)
        if isinstance(of, GraphQLList):
            return f"[{self._spelled(of.of_type)}]"
        assert isinstance(of, GraphQLInputObjectType)
        parts = [
            f"{name}: {self._value(f'{of.name}.{name}', of.fields[name].type, name)}"
            for name in self.values.parts(of)
        ]
        return f"{{ {', '.join(parts)} }}"

    def _variable(
        self, of: GraphQLInputType, word: str, value: object, *, is_bare: bool = False
    ) -> str:
        """A variable of that value; unless `is_bare`, now and then by a default, and shared."""
        key = (str(of), word)
        if not is_bare and key in self.again and self.falls(3):
            return self.again[key]
        name, kind = f"$v{len(self.declared)}", str(of)
        has_default = not is_bare and value is not None and self.falls(3)
        if has_default:
            # Where a default stands, null may not be sent, so the type may say less.
            kind = kind.removesuffix("!") if self.falls(2) else kind
            kind = f"{kind} = {literal(of, value)}"
        elif not (value is None or is_chance(value) or kind.endswith("!")) and self.falls(4):
            kind = f"{kind}!"
        may_be_left_out = has_default or (value is None and not is_bare)
        if not may_be_left_out or self.falls(2):
            self.variables[name[1:]] = value
        self.declared[name] = kind
        if not is_bare:
            self.again[key] = name
        return name


_AFTER, _INPUT = "after", "input"
_STRING: Final = GraphQLString
_BOOLEAN: Final = GraphQLNonNull(GraphQLBoolean)


def _word(field_name: str, argument: str) -> str:
    """What an argument is about: an id is the id of what the field is called."""
    return field_name if argument in {"id", "ids"} else argument


@dataclass(frozen=True, kw_only=True, repr=False)
class Source:
    """Where operations are drawn from: one root of a schema, and its labels."""

    routes: Routes
    labels: Labels
    root: GraphQLObjectType
    word: str
    """`query` or `mutation`."""

    @classmethod
    def of(cls, surface: Surface, word: str) -> Source:
        """The queries, or the mutations, of a surface."""
        schema = surface.schema
        root = schema.get_root_type(OperationType(word))
        assert root is not None
        return cls(routes=Routes(schema), labels=surface.compiler.labels, root=root, word=word)

    def __repr__(self) -> str:
        """Short: it stands in every counter-example."""
        return f"<{self.root.name}>"

    @cached_property
    def places(self) -> Sequence[Place]:
        """Every field that can be reached."""
        return self.routes.places(self.root, DEPTH)

    @property
    def owners(self) -> Sequence[str]:
        """Every type that can be reached."""
        return sorted({place.owner for place in self.places})

    def fields(self, owner: str) -> Sequence[Place]:
        """Every field of a type."""
        return [place for place in self.places if place.owner == owner]


@st.composite
def operations(
    draw: st.DrawFn, source: Source, place: Place, askers: Callable[[str], Sequence[Asker]]
) -> Drawn:
    """A valid document of one operation, towards `place`; `askers` says who asks, by its root."""
    values = Values(draw=draw, who=PEOPLE[draw(st.integers(0, len(PEOPLE) - 1))])
    pen = _Pen(routes=source.routes, labels=source.labels, values=values)
    root, scope = source.root, Scope()
    name, further = place.field, None
    if place.owner != root.name:
        name = values.one_of(source.routes.ways(root, place, DEPTH)).field
        further = place
    asker = values.one_of(askers(name))
    asked = pen.field(root, name, scope, DEPTH, further, is_root=True)
    if values.falls(5):
        asked = f"__typename {asked}"
    asked = pen._on(root, root, asked)
    declared = ", ".join(f"{each}: {kind}" for each, kind in pen.declared.items())
    head = source.word + ("" if values.falls(6) else " Drawn")
    head += f"({declared})" if declared else ""
    head += f" @purpose(is: {asker.purpose})" if asker.purpose else ""
    return Drawn(
        text="\n".join([f"{head} {{ {asked} }}", *pen.fragments]),
        variables=pen.variables,
        asker=asker,
        towards=place,
    )


def every(
    source: Source, place: Place, askers: Callable[[str], Sequence[Asker]], times: int
) -> Callable[[Callable[[Drawn], None]], None]:
    """Runs a check on so many operations towards `place`: the same each time, simplest first."""

    def run(check: Callable[[Drawn], None]) -> None:
        @settings(
            max_examples=times,
            database=None,
            deadline=None,
            phases=[Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        )
        @seed(crc32(str(place).encode()))
        @given(operations(source, place, askers))
        def checked(drawn: Drawn) -> None:
            note(str(drawn))
            check(drawn)

        checked()

    return run
