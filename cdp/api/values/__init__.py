"""Values: what each word of an enumeration means to whoever builds a screen with it.

The vocabularies stand in the nouns, which know no GraphQL; what a client reads of them stands here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from graphql import GraphQLEnumType, GraphQLScalarType, GraphQLSchema

from cdp.api.values import calling, dealing, identity, law, matching, selling
from privacy.terms import REASONS

MEANINGS: Final[Mapping[str, Mapping[str, str]]] = {
    **calling.MEANINGS,
    **selling.MEANINGS,
    **dealing.MEANINGS,
    **law.MEANINGS,
    **identity.MEANINGS,
    **matching.MEANINGS,
    "ReasonCode": {code.value: reason.meaning.en for code, reason in REASONS.items()},
}
"""By enumeration and value, as the schema writes them."""


_ARGUMENTS: Final[Mapping[tuple[str, str], str]] = {
    ("personal", "category"): "The category, as the policy writes it: `contact.phone`.",
    ("open", "reason"): "Why nobody is in it.",
}
"""Of our directives; Strawberry takes none for them."""

TIME: Final = "DateTime"
_RFC_3339: Final = "https://www.rfc-editor.org/rfc/rfc3339"


def describe(schema: GraphQLSchema) -> None:
    """Say of every value of `schema` what it means, and of its scalars which standard they keep."""
    _values(schema)
    for directive in schema.directives:
        for name, argument in directive.args.items():
            argument.description = _ARGUMENTS.get((directive.name, name), argument.description)
    time = schema.get_type(TIME)
    if isinstance(time, GraphQLScalarType):
        time.description = "A point in time, RFC 3339, with its offset; answers are in UTC."
        time.specified_by_url = _RFC_3339


def _values(schema: GraphQLSchema) -> None:
    for name, meanings in MEANINGS.items():
        kind = schema.get_type(name)
        if isinstance(kind, GraphQLEnumType):
            for word, meaning in meanings.items():
                value = kind.values.get(word)
                if value is not None and not value.description:
                    value.description = meaning


def idle(schema: GraphQLSchema) -> Iterator[str]:
    """Meanings of words that the schema does not have."""
    for name, meanings in MEANINGS.items():
        kind = schema.get_type(name)
        known = kind.values if isinstance(kind, GraphQLEnumType) else {}
        yield from (f"{name}.{word}" for word in meanings if word not in known)
