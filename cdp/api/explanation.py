"""Explanation: what a document would do, told before it is ever run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graphql import GraphQLError, GraphQLSchema, GraphQLSyntaxError, parse, validate

from cdp.api.schema import Surface
from cdp.api.steps import Step, steps_of
from cdp.api.touching import Touched, taken_by, touched
from cdp.plan.compile import Plan
from cdp.plan.cost import Length, Lengths
from cdp.plan.purpose import Naming
from cdp.plan.writing.unforeseen import Unforeseen
from privacy.policy import Policy

_TOLD_AT_MOST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """An operation: its purpose, whom it touches, what it costs, and by what it is answered.

    `purpose` is empty where the document leaves it to the header; `shows` maps each personal
    coordinate to its category; `source` is the function that writes the answer where every
    condition holds, empty where none is made.
    """

    plan: Plan
    purpose: str
    touched: Sequence[Touched]
    shows: Mapping[str, str]
    cost: str
    steps: Sequence[Step]
    source: str

    @property
    def kind(self) -> str:
        """`query` or `mutation`."""
        return self.plan.operation.operation.value


def explained(text: str, surface: Surface, policy: Policy) -> Explanation:
    """What `text` would do under `policy`.

    Raises:
        DocumentRefused: it does not compile.
        InvalidField: a list of it cannot be read.
    """
    plan = surface.compiler.compile(text)
    is_named = plan.purpose.naming is Naming.LITERAL
    return Explanation(
        plan=plan,
        purpose=plan.purpose.name if is_named else "",
        touched=tuple(touched(plan, taken_by(plan, surface.compiler), policy)) if is_named else (),
        shows=plan.footprint.shown,
        cost=" + ".join(_terms(plan)) or "0",
        steps=steps_of(plan, policy),
        source=_source(plan),
    )


def why_invalid(text: str, schema: GraphQLSchema) -> list[str]:
    """What GraphQL itself says of a document, with line and column, for whoever wrote it.

    For a terminal alone: these words quote the document.
    """
    try:
        errors: Sequence[GraphQLError] = validate(schema, parse(text), max_errors=_TOLD_AT_MOST)
    except GraphQLSyntaxError as error:
        errors = [error]
    return [f"{_place(error)}{error.message}" for error in errors[:_TOLD_AT_MOST]]


def _place(error: GraphQLError) -> str:
    if not error.locations:
        return ""
    return f"{error.locations[0].line}:{error.locations[0].column}: "


def _terms(plan: Plan) -> list[str]:
    """The cost as a sum: a weight, times the length of each list above."""
    return [
        " × ".join([str(weight), *map(_length, lengths)])
        for lengths, weight in sorted(plan.costing.weights.items(), key=_first_the_short)
    ]


def _first_the_short(term: tuple[Lengths, int]) -> tuple[int, str]:
    return len(term[0]), str(term)


def _length(length: Length) -> str:
    parts = [f"${name}" for name in length.variables]
    if length.fixed or not parts:
        parts.insert(0, str(length.fixed))
    return parts[0] if len(parts) == 1 else f"({' + '.join(parts)})"


def _source(plan: Plan) -> str:
    try:
        return plan.writer.source(tuple(True for _ in plan.writer.conditions))
    except Unforeseen:
        return ""
