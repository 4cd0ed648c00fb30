"""Taking: how an operation takes its variables and arguments, as far as it is known beforehand.

Most operations take a few values, each a scalar or an enumeration, and hand each to an argument
as it is. What that needs to know of the schema is looked up once. Whatever is not as plain, and
every value that does not fit, goes the way of `arguments`: that is the authority, and it words
the refusal.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self, TypeVar

from graphql import (
    ArgumentNode,
    FieldNode,
    GraphQLArgument,
    GraphQLField,
    GraphQLInputType,
    GraphQLSchema,
    Undefined,
    VariableNode,
    coerce_input_value,
    get_nullable_type,
    is_leaf_type,
    is_non_null_type,
    is_required_argument,
)
from graphql.execution.get_variable_signature import (
    GraphQLVariableSignature,
    get_variable_signature,
)
from graphql.execution.values import (
    VariableValues,
    VariableValueSource,
    get_argument_values,
    get_variable_values,
)
from strawberry.schema.config import StrawberryConfig
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.base import StrawberryContainer, StrawberryOptional
from strawberry.types.field import StrawberryField

from cdp.api.arguments import coerced_variables, root_arguments
from cdp.plan.compile import Plan

_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True)
class _Variable:
    """A variable whose value is a leaf. `absent` is what it is where none comes, if anything."""

    signature: GraphQLVariableSignature
    absent: object
    is_required: bool


@dataclass(frozen=True, slots=True)
class _Argument:
    """An argument that takes `variable` as it is, or is `otherwise`; Undefined: it is left out."""

    name: str
    variable: str
    otherwise: object
    is_required: bool
    is_nullable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking:
    """How one plan takes them. None stands for what is not plain."""

    schema: GraphQLSchema
    config: StrawberryConfig
    plan: Plan
    _variables: tuple[_Variable, ...] | None
    _arguments: tuple[_Argument, ...] | None

    @classmethod
    def of(cls, schema: GraphQLSchema, config: StrawberryConfig, plan: Plan) -> Self:
        """As far as `plan` alone says."""
        return cls(
            schema=schema,
            config=config,
            plan=plan,
            _variables=_whole(_plain_variables(schema, plan)),
            _arguments=_whole(_plain_arguments(schema, config, plan)),
        )

    def variables(self, given: Mapping[str, object]) -> VariableValues:
        """The variables, of their types. Raises as `coerced_variables`."""
        taken = None if self._variables is None else _values(self._variables, given)
        return coerced_variables(self.schema, self.plan, given) if taken is None else taken

    def arguments(self, variables: VariableValues) -> dict[str, Any]:
        """The arguments of the root field. Raises as `root_arguments`."""
        taken = None if self._arguments is None else _given(self._arguments, variables.coerced)
        if taken is None:
            return root_arguments(self.schema, self.config, self.plan, variables)
        return taken


def _values(known: tuple[_Variable, ...], given: Mapping[str, object]) -> VariableValues | None:
    sources: dict[str, VariableValueSource] = {}
    coerced: dict[str, Any] = {}
    for variable in known:
        signature = variable.signature
        value = given.get(signature.name, Undefined)
        if value is Undefined:
            if variable.is_required:
                return None
            taken = variable.absent
        else:
            taken = coerce_input_value(value, signature.type)
            if taken is Undefined:
                return None
        sources[signature.name] = VariableValueSource(signature, value)
        if taken is not Undefined:
            coerced[signature.name] = taken
    return VariableValues(sources, coerced)


def _given(known: tuple[_Argument, ...], coerced: Mapping[str, object]) -> dict[str, Any] | None:
    taken: dict[str, Any] = {}
    for argument in known:
        value = coerced.get(argument.variable, Undefined)
        if value is Undefined:
            if argument.is_required:
                return None
            value = argument.otherwise
        elif value is None and not argument.is_nullable:
            return None
        if value is not Undefined:
            taken[argument.name] = value
    return taken


def _whole(found: Iterator[_Found | None]) -> tuple[_Found, ...] | None:
    """All that was found; None where something of it is not plain."""
    plain: list[_Found] = []
    for each in found:
        if each is None:
            return None
        plain.append(each)
    return tuple(plain)


def _plain_variables(schema: GraphQLSchema, plan: Plan) -> Iterator[_Variable | None]:
    for node in plan.operation.variable_definitions or ():
        signature = get_variable_signature(schema, node)
        if not isinstance(signature, GraphQLVariableSignature) or not _is_leaf(signature.type):
            yield None
            return
        default: object = Undefined
        if node.default_value is not None:
            usual = get_variable_values(schema, [node], {})
            if not isinstance(usual, VariableValues):
                yield None
                return
            default = usual.coerced.get(signature.name, Undefined)
        is_required = default is Undefined and is_non_null_type(signature.type)
        yield _Variable(signature, absent=default, is_required=is_required)


def _plain_arguments(
    schema: GraphQLSchema, config: StrawberryConfig, plan: Plan
) -> Iterator[_Argument | None]:
    parent = schema.get_root_type(plan.operation.operation)
    if plan.root is None or parent is None:
        return
    field = parent.fields[plan.root.name.value]
    stated = _stated(field, config)
    nodes = {node.name.value: node for node in plan.root.arguments or ()}
    for name, argument in field.args.items():
        yield _plain(name, argument, nodes.get(name), stated.get(name), plan.root)


def _stated(field: GraphQLField, config: StrawberryConfig) -> Mapping[str, StrawberryArgument]:
    """The arguments as the surface declares them; none where the field is not of it."""
    definition = field.extensions.get("strawberry-definition")
    stated = definition.arguments if isinstance(definition, StrawberryField) else []
    return {config.name_converter.from_argument(argument): argument for argument in stated}


def _plain(
    name: str,
    argument: GraphQLArgument,
    node: ArgumentNode | None,
    stated: StrawberryArgument | None,
    root: FieldNode,
) -> _Argument | None:
    is_plain = _is_leaf(argument.type) and stated is not None and _is_kept_as_it_is(stated)
    if stated is None or not (is_plain or node is None):
        return None
    variable = ""
    if node is not None and isinstance(node.value, VariableNode):
        variable, node = node.value.name.value, None
    is_required = is_required_argument(argument)
    otherwise: object = Undefined
    if node is not None or not is_required:
        # What the text says, or the schema where the text says nothing: no variable is in it.
        alone = FieldNode(name=root.name, arguments=(node,) if node is not None else ())
        field = GraphQLField(argument.type, args={name: argument})  # type: ignore[arg-type] # a leaf
        otherwise = get_argument_values(field, alone, VariableValues({}, {})).get(name, Undefined)
        is_required = False
    if not is_plain and otherwise not in (None, Undefined):
        return None
    return _Argument(
        name=stated.python_name,
        variable=variable,
        otherwise=otherwise,
        is_required=is_required,
        is_nullable=not is_non_null_type(argument.type),
    )


def _is_leaf(kind: GraphQLInputType) -> bool:
    return is_leaf_type(get_nullable_type(kind))


def _is_kept_as_it_is(stated: StrawberryArgument) -> bool:
    """Whether Strawberry hands a leaf of this type on as it came."""
    kind = stated.type
    while type(kind) is StrawberryOptional:
        kind = kind.of_type
    return not isinstance(kind, StrawberryContainer)
