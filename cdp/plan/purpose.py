"""The purpose stands in the document as a literal: `query ScreenPop(…) @purpose(is: …)`.

graphql-core would accept a variable there. A caller could then choose the purpose of a reviewed
document, so a variable counts as no purpose at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, unique
from typing import Final

from graphql import (
    DirectiveLocation,
    EnumValueNode,
    GraphQLArgument,
    GraphQLDirective,
    GraphQLEnumType,
    GraphQLNonNull,
    OperationDefinitionNode,
)

DIRECTIVE: Final = "purpose"
ARGUMENT: Final = "is"


@unique
class Naming(Enum):
    """How a document names its purpose."""

    ABSENT = "absent"
    NOT_LITERAL = "not literal"
    LITERAL = "literal"


@dataclass(frozen=True, slots=True)
class NamedPurpose:
    """What a document says of its purpose: the enumeration value's name, where it is a literal."""

    naming: Naming
    name: str = ""


def directive(purposes: GraphQLEnumType) -> GraphQLDirective:
    """The directive itself, for the schema's list."""
    return GraphQLDirective(
        name=DIRECTIVE,
        locations=[
            DirectiveLocation.QUERY,
            DirectiveLocation.MUTATION,
        ],
        args={
            ARGUMENT: GraphQLArgument(
                GraphQLNonNull(purposes), description="The one purpose of this operation."
            )
        },
        description=(
            "Why the operation touches personal data: a literal, one an operation. "
            "It must lie within the token's ceiling and the client's registration."
        ),
    )


def named_in(operation: OperationDefinitionNode) -> NamedPurpose:
    """The purpose that `operation` names."""
    for used in operation.directives or ():
        if used.name.value != DIRECTIVE:
            continue
        for argument in used.arguments or ():
            if argument.name.value == ARGUMENT and isinstance(argument.value, EnumValueNode):
                return NamedPurpose(Naming.LITERAL, argument.value.value)
        return NamedPurpose(Naming.NOT_LITERAL)
    return NamedPurpose(Naming.ABSENT)
