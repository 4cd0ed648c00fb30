"""Payloads: every mutation takes a key, and answers a union of what can come of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from graphql import (
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
)

from tests.house.checks.source import Fault

_ALWAYS: Final = frozenset({"InvalidInput", "PurposeDenied", "Conflict"})
_NOBODY: Final = "NotAvailable"
_NAMES: Final = frozenset({"profile", "number"})
"""Fields of an input that say whom it is about."""

_UNCHANGING: Final = frozenset({"revealPhone"})
"""What changes nothing meets no other writer."""

_ALIKE: Final = frozenset({"openRightsRequest"})
"""What answers for a number nobody is known by as for any other."""


def unfinished(schema: GraphQLSchema) -> list[Fault]:
    """Mutations whose type leaves something out."""
    root = schema.mutation_type
    fields = {} if root is None else root.fields
    return [
        Fault(path=f"Mutation.{name}", problem=problem)
        for name, field in fields.items()
        for problem in _problems(name, field)
    ]


def _problems(name: str, field: GraphQLField) -> Iterator[str]:
    if "idempotencyKey" not in field.args:
        yield "takes no idempotencyKey"
    payload = get_named_type(field.type)
    if not isinstance(payload, GraphQLUnionType):
        yield "answers no union"
        return
    ends = {member.name for member in payload.types}
    wanted = _ALWAYS - ({"Conflict"} if name in _UNCHANGING else set())
    if _names_a_person(field) and name not in _ALIKE:
        wanted |= {_NOBODY}
    for missing in sorted(wanted - ends):
        yield f"cannot end in {missing}"


def _names_a_person(field: GraphQLField) -> bool:
    given = field.args.get("input")
    kind = None if given is None else get_named_type(given.type)
    return isinstance(kind, GraphQLInputObjectType) and bool(_NAMES & kind.fields.keys())
