"""The schema: Strawberry's, with our directive on top, and its labels."""

from __future__ import annotations

from dataclasses import dataclass

import strawberry
from graphql import GraphQLEnumType, GraphQLSchema
from strawberry.schema.config import StrawberryConfig

from cdp.api.labels import labels_of
from cdp.api.mutation import Mutation
from cdp.api.node import Node
from cdp.api.order import definitions_in_order, put_in_order
from cdp.api.problems import Problem
from cdp.api.query import Query
from cdp.api.readings import readings_of
from cdp.api.scalars import PhoneNumber, phone_number
from cdp.api.values import describe
from cdp.api.weights import weights_of
from cdp.plan.compile import Compiler
from cdp.plan.purpose import directive


@dataclass(frozen=True, slots=True, kw_only=True)
class Surface:
    """The schema as executed, as printed, and as compiled against."""

    schema: GraphQLSchema
    config: StrawberryConfig
    sdl: str
    compiler: Compiler


def surface() -> Surface:
    """The one surface of this version."""
    config = StrawberryConfig(
        disable_field_suggestions=True, scalar_map={PhoneNumber: phone_number()}
    )
    made = strawberry.Schema(query=Query, mutation=Mutation, types=[Problem, Node], config=config)
    schema = made._schema  # noqa: SLF001 - Strawberry's seam for whoever executes by itself
    purposes = schema.get_type("Purpose")
    if not isinstance(purposes, GraphQLEnumType):
        raise TypeError("the schema has no enumeration of purposes")
    schema.directives = (*schema.directives, directive(purposes))
    describe(schema)
    put_in_order(schema)
    labels = labels_of(schema)
    return Surface(
        schema=schema,
        config=config,
        sdl=definitions_in_order(made.as_str()),
        compiler=Compiler(schema, labels, weights_of(schema), readings_of(schema, labels, config)),
    )
