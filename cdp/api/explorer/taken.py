"""What a document takes: the categories of the values that its variables can bring."""

from __future__ import annotations

from collections.abc import Iterator

from graphql import (
    GraphQLInputObjectType,
    ListTypeNode,
    NamedTypeNode,
    NonNullTypeNode,
    TypeNode,
    get_named_type,
)

from cdp.plan.compile import Compiler, Plan


def taken_by(plan: Plan, compiler: Compiler) -> frozenset[str]:
    """The categories of the input fields that the variables of `plan` can fill.

    What an act writes is decided by the act; this is what a caller may hand it at most.
    """
    walked: set[str] = set()
    declared = plan.operation.variable_definitions or ()
    return frozenset(
        category
        for variable in declared
        for category in _of_type(_name(variable.type), compiler, walked)
    )


def _name(node: TypeNode) -> str:
    while isinstance(node, NonNullTypeNode | ListTypeNode):
        node = node.type
    return node.name.value if isinstance(node, NamedTypeNode) else ""


def _of_type(name: str, compiler: Compiler, walked: set[str]) -> Iterator[str]:
    found = compiler.schema.get_type(name)
    if not isinstance(found, GraphQLInputObjectType) or name in walked:
        return
    walked.add(name)
    for field, definition in found.fields.items():
        category = compiler.labels.category(f"{name}.{field}")
        if category is not None:
            yield category
        yield from _of_type(get_named_type(definition.type).name, compiler, walked)
