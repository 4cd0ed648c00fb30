"""Compile a document once: validated, one operation, one root field, its purpose and footprint."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
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
    validate,
)
from graphql.language.parser import Parser

from cdp.errors import DocumentRefused
from cdp.plan.cost import FREE, Cost, cost_of
from cdp.plan.footprint import Footprint, footprint_of
from cdp.plan.labels import Labels
from cdp.plan.limits import INTROSPECTION, LIMITS, Limit, Limits, exceeded
from cdp.plan.purpose import NamedPurpose, Naming, named_in
from cdp.plan.refusal import invalid, literal
from cdp.plan.writing.merging import conditions_of
from cdp.plan.writing.reading import Readings
from cdp.plan.writing.script import Script
from cdp.plan.writing.writer import Writer
from privacy.terms import ReasonCode

_LONG_NUMBER: Final = re.compile(r"\d{7}|\d{2,4}[ -]\d{3,4}[ -]\d{4}")
"""What may be a telephone number, wherever it stands: in a comment, a name, a literal."""

_TOO_LONG: Final = "tokens. Parsing aborted."
"""How the parser's message ends where a document has too many of them."""

_CONDITIONS: Final = frozenset({"skip", "include"})

_BY_THE_SCHEMA: Final = INTROSPECTION | {"__typename"}
"""Root fields that no store answers."""

INTROSPECTING: Final = 1_000
"""What it costs to be told the schema, as often as it is asked for."""


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
    writer: Writer
    costing: Cost = FREE

    introspects: bool = False
    """Whether the schema itself is asked for."""

    @property
    def cost_at_most(self) -> int:
        """The cost where every list is as long as it can be."""
        return self.costing.at_most

    def cost(self, variables: Mapping[str, object]) -> int:
        """The cost under coerced `variables`."""
        return self.costing.of(variables)

    def nodes(self, variables: Mapping[str, object]) -> int:
        """How many rows are answered under coerced `variables` at most."""
        return self.costing.nodes(variables)

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
    weights: Mapping[str, int] = field(default_factory=dict)
    readings: Readings = field(default_factory=Readings)
    limits: Limits = LIMITS
    script: Script = field(init=False)

    def __post_init__(self) -> None:
        """Make what all writers share."""
        object.__setattr__(self, "script", Script.of(self.schema, self.readings))

    def compile(self, text: str, operation_name: str | None = None) -> Plan:
        """The plan of `text`.

        Raises:
            DocumentRefused: malformed, too large, invalid, more than one operation or root field,
                an unclassified coordinate, or a personal value written into the text.
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
        # Validation compares fields with one another: what is too large never comes so far.
        asked = self.limits.check(document, operation, fragments)
        root = _root(operation, fragments)
        purpose = self._purpose(operation)
        if validate(self.schema, document, max_errors=1, hide_suggestions=True):
            # The validator's message quotes the text, which may hold a number. It names no likely
            # words either: to look for them among all of the schema's costs more than the rest.
            raise invalid()
        root_type = self.schema.get_root_type(operation.operation)
        if root_type is None:
            raise invalid()
        name, sha256 = operation.name.value if operation.name else "", digest(text)
        return Plan(
            sha256=sha256,
            name=name,
            document=document,
            operation=operation,
            root=root,
            purpose=purpose,
            footprint=self._footprint(operation, root, root_type, fragments),
            writer=Writer(
                name=f"{name or 'answer'} {sha256[:12]}",
                operation=operation,
                root=root_type,
                fragments=fragments,
                script=self.script,
                conditions=conditions_of(document),
            ),
            costing=self._costing(operation, asked, root_type, fragments),
            introspects=bool(asked),
        )

    def made(self, plan: Plan) -> bool:
        """Whether `plan` is of this compiler, and so of its schema."""
        return plan.writer.script is self.script

    def _costing(
        self,
        operation: OperationDefinitionNode,
        asked: int,
        root_type: GraphQLObjectType,
        fragments: Mapping[str, FragmentDefinitionNode],
    ) -> Cost:
        """What it costs; `asked` is how often the schema is."""
        if asked:
            return Cost(weights={(): INTROSPECTING * asked})
        return cost_of(
            operation.selection_set,
            root_type,
            schema=self.schema,
            fragments=fragments,
            weights=self.weights,
        )

    def _parsed(self, text: str) -> DocumentNode:
        parser = Parser(text, no_location=True, max_tokens=self.limits.tokens)
        try:
            return parser.parse_document()
        except RecursionError:
            raise exceeded(Limit.DEPTH, self.limits.depth) from None
        except GraphQLError as error:
            is_too_long = error.message.endswith(_TOO_LONG)
        # The parser's message quotes the text, which may hold a number: raised outside of `except`.
        raise exceeded(Limit.TOKENS, self.limits.tokens) if is_too_long else invalid()

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
        if node.name.value not in _BY_THE_SCHEMA
    ]
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
            if node.name.value in fragments:  # one that is not there is the validator's to refuse
                yield from _flat(fragments[node.name.value].selection_set, fragments, walked)
