"""Compile a document once: validated, one operation, one root field, its purpose and footprint."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLEnumType,
    GraphQLError,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    parse,
    validate,
)

from cdp.errors import DocumentRefused
from cdp.plan.footprint import Footprint, footprint_of
from cdp.plan.labels import Labels
from cdp.plan.purpose import NamedPurpose, Naming, named_in
from cdp.plan.refusal import invalid, literal
from privacy.terms import ReasonCode

MOST_TOKENS: Final = 1_000
"""Longest document, in lexical tokens: it bounds every later step."""

_LONG_NUMBER: Final = re.compile(r"\d{7}|\d{2,4}[ -]\d{3,4}[ -]\d{4}")
"""What may be a telephone number, wherever it stands: in a comment, a name, a literal."""

_CONDITIONS: Final = frozenset({"skip", "include"})

_INTROSPECTION: Final = frozenset({"__schema", "__type", "__typename"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """An operation, compiled. `sha256` (hex) of the text names it; `root` is its one field.

    `root` is None for a document that only introspects: it touches nobody and no store.
    """

    sha256: str
    name: str
    document: DocumentNode
    operation: OperationDefinitionNode
    root: FieldNode | None
    purpose: NamedPurpose
    footprint: Footprint

    @property
    def is_mutation(self) -> bool:
        """Whether the operation changes anything."""
        return self.operation.operation is OperationType.MUTATION

    @property
    def is_personal(self) -> bool:
        """Whether it can touch anybody: every mutation can."""
        return self.is_mutation or self.footprint.is_personal


def digest(text: str) -> str:
    """SHA-256 of a document's text, in hex: its name everywhere."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Compiler:
    """Compiles documents against one schema and its labels."""

    schema: GraphQLSchema
    labels: Labels

    def compile(self, text: str, operation_name: str | None = None) -> Plan:
        """The plan of `text`.

        Raises:
            DocumentRefused: malformed, invalid, more than one operation or root field, an
                unclassified coordinate, or a personal value written into the text.
        """
        if _LONG_NUMBER.search(text):
            raise literal("Remove the number from the document's text; pass it as a variable.")
        document = self._parsed(text)
        operation = _operation(document, operation_name)
        fragments = {
            node.name.value: node
            for node in document.definitions
            if isinstance(node, FragmentDefinitionNode)
        }
        purpose = self._purpose(operation)
        if validate(self.schema, document, max_errors=1, hide_suggestions=True):
            # The validator's message quotes the text, which may hold a number. It names no likely
            # words either: to look for them among all of the schema's costs more than the rest.
            raise invalid()
        root_type = self.schema.get_root_type(operation.operation)
        if root_type is None:
            raise invalid()
        root = _root(operation, fragments)
        return Plan(
            sha256=digest(text),
            name=operation.name.value if operation.name else "",
            document=document,
            operation=operation,
            root=root,
            purpose=purpose,
            footprint=self._footprint(operation, root, root_type, fragments),
        )

    def _parsed(self, text: str) -> DocumentNode:
        try:
            return parse(text, no_location=True, max_tokens=MOST_TOKENS)
        except (GraphQLError, RecursionError):
            # The parser's message quotes the text, which may hold a number.
            raise invalid() from None

    def _purpose(self, operation: OperationDefinitionNode) -> NamedPurpose:
        """Look the purpose up before validation, which would speak of types and not of purposes."""
        named = named_in(operation)
        known = self.schema.get_type("Purpose")
        if (
            named.naming is Naming.LITERAL
            and isinstance(known, GraphQLEnumType)
            and named.name not in known.values
        ):
            raise DocumentRefused(
                ReasonCode.PURPOSE_NOT_IN_CEILING, "Name a purpose of the schema's enumeration."
            )
        return named

    def _footprint(
        self,
        operation: OperationDefinitionNode,
        root: FieldNode | None,
        root_type: GraphQLObjectType,
        fragments: Mapping[str, FragmentDefinitionNode],
    ) -> Footprint:
        if root is None:
            return Footprint({}, frozenset(), {})
        return footprint_of(
            operation,
            root_type,
            schema=self.schema,
            labels=self.labels,
            fragments=fragments,
        )


def _operation(document: DocumentNode, name: str | None) -> OperationDefinitionNode:
    """The one operation that is meant."""
    operations = [
        node for node in document.definitions if isinstance(node, OperationDefinitionNode)
    ]
    if name:
        operations = [node for node in operations if node.name and node.name.value == name]
    if len(operations) != 1:
        raise invalid("Name one operation of the document by operationName.")
    return operations[0]


def _root(
    operation: OperationDefinitionNode, fragments: Mapping[str, FragmentDefinitionNode]
) -> FieldNode | None:
    """The one root field. Introspection may stand beside nothing else: it reads no store."""
    fields = [
        node
        for node in _flat(operation.selection_set, fragments, set())
        if node.name.value not in _INTROSPECTION
    ]
    if len(fields) > 1:
        raise invalid("Ask one root field an operation: each is decided and logged as one access.")
    return fields[0] if fields else None


def _flat(
    chosen: SelectionSetNode,
    fragments: Mapping[str, FragmentDefinitionNode],
    walked: set[str],
) -> Iterator[FieldNode]:
    """The fields of `chosen`. A fragment spread again adds none: walking it again would double."""
    for node in chosen.selections:
        # An act runs before the answer takes shape: a condition on it would come too late.
        if any(used.name.value in _CONDITIONS for used in node.directives or ()):
            raise invalid("Put @skip and @include below the root field, not on it.")
        if isinstance(node, FieldNode):
            yield node
        elif isinstance(node, InlineFragmentNode):
            yield from _flat(node.selection_set, fragments, walked)
        elif isinstance(node, FragmentSpreadNode) and node.name.value not in walked:
            walked.add(node.name.value)
            yield from _flat(fragments[node.name.value].selection_set, fragments, walked)
