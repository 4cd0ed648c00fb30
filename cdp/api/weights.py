"""Weights: what costs more than an object, and how much. Everything else costs one, a value none.

A look-up by number is dear because it finds somebody out; an act because it writes two entries of
the log and a transaction. A batch costs its weight for each of its members.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graphql import GraphQLSchema

ACT: Final = 10
LOOKUP: Final = 10
REVEAL: Final = 50
ERASURE: Final = 200

_OTHERS: Final[Mapping[str, int]] = {
    "Query.callerContext": LOOKUP,
    "Query.profileByPhone": LOOKUP,
    "Query.resolvePhones": LOOKUP,
    "Query.contactabilityBatch": LOOKUP,
    "Query.accessProof": LOOKUP,
    "Mutation.revealPhone": REVEAL,
    "Mutation.executeErasure": ERASURE,
}


def weights_of(schema: GraphQLSchema) -> Mapping[str, int]:
    """The weight of each coordinate that has one of its own."""
    acts = schema.mutation_type.fields if schema.mutation_type else {}
    return {**{f"Mutation.{name}": ACT for name in acts}, **_OTHERS}
