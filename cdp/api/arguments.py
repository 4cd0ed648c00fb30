"""Variables and arguments, coerced. Nothing that came in is repeated when one does not fit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graphql import GraphQLError, GraphQLSchema, VariableDefinitionNode
from graphql.execution.values import VariableValues, get_argument_values, get_variable_values
from strawberry.schema.config import StrawberryConfig
from strawberry.schema.types.scalar import DEFAULT_SCALAR_REGISTRY
from strawberry.types.arguments import convert_arguments
from strawberry.types.field import StrawberryField

from cdp.errors import InvalidField
from cdp.plan.compile import Plan


def coerced_variables(
    schema: GraphQLSchema, plan: Plan, given: Mapping[str, object]
) -> VariableValues:
    """The variables of `plan`, of their types.

    Raises:
        InvalidField: one is missing or not of its type; names the variable, never its value.
    """
    values = get_variable_values(
        schema, plan.operation.variable_definitions or (), dict(given), hide_suggestions=True
    )
    if isinstance(values, list):
        raise InvalidField(_named(values[0]), "Send a value of the variable's declared type.")
    return values


def _named(error: GraphQLError) -> str:
    """The variable that an error is about. Its message is not used: it quotes the value."""
    for node in error.nodes or ():
        if isinstance(node, VariableDefinitionNode):
            return node.variable.name.value
    return "variables"


def root_arguments(
    schema: GraphQLSchema, config: StrawberryConfig, plan: Plan, variables: VariableValues
) -> dict[str, Any]:
    """The arguments of the root field, as the types that the surface declares for them.

    Raises:
        InvalidField: one is missing or not of its type.
    """
    root, parent = plan.root, schema.get_root_type(plan.operation.operation)
    if root is None or parent is None:
        return {}
    field = parent.fields[root.name.value]
    definition = field.extensions["strawberry-definition"]
    if not isinstance(definition, StrawberryField):
        raise TypeError("the root field is not of this surface")
    try:
        raw = get_argument_values(field, root, variables, hide_suggestions=True)
    except GraphQLError:
        raise InvalidField("arguments", "Send a value of each argument's declared type.") from None
    registry = {**DEFAULT_SCALAR_REGISTRY, **config.scalar_map}
    return convert_arguments(raw, definition.arguments, scalar_registry=registry, config=config)
