"""Payloads: every mutation takes a key, and answers a union of what can come of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from graphql import (
    GraphQLField,
    GraphQLInputField,
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

_COUNTED: Final = "PhoneNumber"
"""Who is looked up by a number may have looked up as many as may be."""

_UNREFUSED: Final = frozenset({"openRightsRequest", "withdrawConsent"})
"""What a person asks for herself is not refused for what its agent has asked before."""

_REVEALING: Final[Mapping[str, frozenset[str]]] = {
    "revealPhone": frozenset({"RateLimited", "StepUpRequired"})
}
"""What else a reveal can end in: the gate asks for presence, and reveals are counted."""

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
    if _gives_a_number(field) and name not in _UNREFUSED:
        wanted |= {"RateLimited"}
    wanted |= _REVEALING.get(name, frozenset())
    for missing in sorted(wanted - ends):
        yield f"cannot end in {missing}"


def _names_a_person(field: GraphQLField) -> bool:
    return bool(_NAMES & _parts(field).keys())


def _gives_a_number(field: GraphQLField) -> bool:
    return any(get_named_type(part.type).name == _COUNTED for part in _parts(field).values())


def _parts(field: GraphQLField) -> Mapping[str, GraphQLInputField]:
    given = field.args.get("input")
    kind = None if given is None else get_named_type(given.type)
    return kind.fields if isinstance(kind, GraphQLInputObjectType) else {}
