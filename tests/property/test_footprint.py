"""Whatever graphql-core can resolve of a document lies in its footprint."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import Any, Final

from graphql import (
    GraphQLAbstractType,
    GraphQLResolveInfo,
    build_schema,
    execute_sync,
    get_named_type,
    is_composite_type,
    parse,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from cdp.api.schema import surface
from cdp.errors import DocumentRefused
from cdp.plan.compile import Plan
from cdp.plan.limits import Limits
from tests.property.documents import Drawn, documents, leaf

SURFACE: Final = surface()
BARE: Final = build_schema(SURFACE.sdl)
"""The same types without resolvers: what is resolved is the document's doing alone."""

LARGE: Final = Limits(
    depth=100,
    aliases=10_000,
    directives=10_000,
    fragments=10_000,
    selections=10_000,
    repeated=10_000,
    repeated_objects=10_000,
)
"""What is drawn here is larger than what is served."""

ABSTRACT: Final = [kind for kind in BARE.type_map.values() if isinstance(kind, GraphQLAbstractType)]


def is_payload(kind: GraphQLAbstractType) -> bool:
    """Whether it is what a mutation answers: it stands above everything else."""
    return kind.name.endswith("Payload")


TURNS: Final = [
    (outer, inner)
    for outer in range(max(len(BARE.get_possible_types(k)) for k in ABSTRACT if is_payload(k)))
    for inner in range(max(len(BARE.get_possible_types(k)) for k in ABSTRACT if not is_payload(k)))
]
"""Which member each payload turns out to be, and which each type below it."""


def resolved(drawn: Drawn) -> set[str]:
    """Every coordinate that graphql-core resolves, whichever type each object turns out to be."""
    met: set[str] = set()

    def resolve(_source: object, info: GraphQLResolveInfo[Any], **_arguments: object) -> object:
        met.add(f"{info.parent_type.name}.{info.field_name}")
        named = get_named_type(info.return_type)
        value = {} if is_composite_type(named) else leaf(named)
        return [value] if "[" in str(info.return_type) else value

    for turn in TURNS:

        def choose(
            _value: object,
            _info: GraphQLResolveInfo[Any],
            kind: GraphQLAbstractType,
            turn: tuple[int, int] = turn,
        ) -> str:
            members = BARE.get_possible_types(kind)
            outer, inner = turn
            return members[(outer if is_payload(kind) else inner) % len(members)].name

        execute_sync(
            BARE,
            parse(drawn.text),
            variable_values=drawn.variables,
            field_resolver=resolve,
            type_resolver=choose,
        )
    return met


def planned(drawn: Drawn) -> Plan:
    return replace(SURFACE.compiler, limits=LARGE).compile(drawn.text)


@settings(max_examples=100)
@given(documents(SURFACE.schema))
def test_everything_that_can_be_resolved_lies_in_the_footprint(drawn: Drawn) -> None:
    """Fragments, unions, interfaces, aliases, conditions: nothing is resolved unforeseen."""
    footprint = planned(drawn).footprint
    met = resolved(drawn)
    assert met <= set(footprint.selected)
    labels = SURFACE.compiler.labels
    assert {place: labels.category(place) for place in met if labels.category(place)}.items() <= (
        footprint.shown.items()
    )


@settings(max_examples=60)
@given(documents(SURFACE.schema, is_plain=True))
def test_a_footprint_holds_nothing_that_cannot_be_resolved(drawn: Drawn) -> None:
    """Of a plain document it is exact: nobody is refused for what she did not ask."""
    assert set(planned(drawn).footprint.selected) == resolved(drawn)


words = st.sampled_from(
    [
        *("query", "mutation", "fragment", "on", "...", "{", "}", "(", ")", ":", "$n", "@purpose"),
        *("(is: SERVICE_SUPPORT)", "profile", "callerContext", "number", "F", "name", "[", "]"),
        *('"', '"""', "#", "\n", "&", "|", "=", "!", "@include(if: true)", "\\u0000", "\ud800"),
    ]
)


@settings(max_examples=300)
@given(st.lists(words, max_size=60).map(" ".join) | st.text(max_size=80))
def test_any_text_is_planned_or_refused(text: str) -> None:
    """Never another error, whatever was sent."""
    with suppress(DocumentRefused):
        plan = SURFACE.compiler.compile(text)
        assert plan.root is None or plan.footprint.selected
