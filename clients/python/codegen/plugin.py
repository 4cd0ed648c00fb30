"""The house's say in what ariadne-codegen writes: ids for texts, models that keep quiet."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ariadne_codegen.plugins.base import Plugin
from graphql import GraphQLInputObjectType, get_named_type

if TYPE_CHECKING:
    from graphql import (
        ExecutableDefinitionNode,
        GraphQLInputField,
        GraphQLSchema,
        OperationDefinitionNode,
        SelectionSetNode,
    )

_COPIED = frozenset({"async_base_client", "base_model", "exceptions"})
_PROBLEM = frozenset({"typename__", "code", "message", "path"})
_INHERITED = _PROBLEM - {"typename__"}
_BASES = {"BaseModel": "Model"}
_KEY = "idempotencyKey"
_ARGUMENT = "idempotency_key"
_OURS = """
from ..answer import Answer
from ..asking import Asking
from ..model import UNSET, UnsetType
"""


class HousePlugin(Plugin):
    """One method a trusted document, which sends the document's id and never its text."""

    def __init__(self, schema: GraphQLSchema, config_dict: dict[str, Any]) -> None:
        super().__init__(schema, config_dict)
        settings = config_dict["tool"]["ariadne-codegen"]
        manifest = Path(settings["queries_path"]).parent / "manifest.json"
        listed = json.loads(manifest.read_text(encoding="utf-8"))["operations"]
        self._listed = {each["name"]: each for each in listed}

    def generate_client_method(
        self,
        method_def: ast.FunctionDef | ast.AsyncFunctionDef,
        operation_definition: OperationDefinitionNode,
    ) -> ast.FunctionDef | ast.AsyncFunctionDef:
        """The body: name the document, and hand over its variables."""
        name = operation_definition.name.value  # type: ignore[union-attr] # all have names
        one = self._listed[name]
        returned = ast.unparse(method_def.returns)  # type: ignore[arg-type] # all return
        variables = ast.unparse(_without_key(method_def))
        keyed = ", idempotency_key=idempotency_key" if self._takes_key(operation_definition) else ""
        method_def.args.kwarg = None
        method_def.args.kwonlyargs = [_argument("token")]
        method_def.args.kw_defaults = [ast.Constant(None)]
        if keyed:
            method_def.args.kwonlyargs.append(_argument(_ARGUMENT))
            method_def.args.kw_defaults.append(ast.Constant(None))
        call = f"await self._ask({returned}, {one['id']!r}, {variables}, token=token{keyed})"
        answer = ast.parse(call, mode="eval").body
        words = ast.Constant(f"`{one['persona']}/{name}`, for {one['purpose']}.")
        method_def.body = [ast.Expr(words), ast.Return(answer)]
        method_def.returns = ast.parse(f"Answer[{returned}]", mode="eval").body
        return method_def

    def _takes_key(self, operation: OperationDefinitionNode) -> bool:
        """Whether the schema lets a caller name the attempt, so that it is done once."""
        mutations = self.schema.mutation_type
        if operation.operation.value != "mutation" or mutations is None:
            return False
        [root] = operation.selection_set.selections
        arguments = mutations.fields[root.name.value].args  # type: ignore[attr-defined] # a field
        inputs = [get_named_type(each.type) for each in arguments.values()]
        return _KEY in arguments or any(
            isinstance(each, GraphQLInputObjectType) and _KEY in each.fields for each in inputs
        )

    def generate_client_module(self, module: ast.Module) -> ast.Module:
        """Our own base, and no text of a document."""
        ours = ast.parse(_OURS).body
        kept = [
            node
            for node in module.body
            if not (isinstance(node, ast.ImportFrom) and node.module in _COPIED)
            and not (isinstance(node, ast.FunctionDef) and node.name == "gql")
        ]
        for node in kept:
            if isinstance(node, ast.ClassDef):
                node.bases = [ast.Name("Asking")]
                node.body.insert(0, ast.Expr(ast.Constant("Every trusted document, as a call.")))
        module.body = [*ours, *kept]
        return module

    def generate_input_field(
        self, field_implementation: ast.AnnAssign, input_field: GraphQLInputField, field_name: str
    ) -> ast.AnnAssign:
        """Without its alias: the base model makes it, and type checkers then know our name."""
        del input_field, field_name
        value = field_implementation.value
        if isinstance(value, ast.Call):
            default = [word.value for word in value.keywords if word.arg == "default"]
            field_implementation.value = default[0] if default else None
        return field_implementation

    def generate_inputs_module(self, module: ast.Module) -> ast.Module:
        """Over our base model."""
        return _based(module)

    def generate_fragments_module(
        self, module: ast.Module, fragments_definitions: dict[str, ExecutableDefinitionNode]
    ) -> ast.Module:
        """Over our base model."""
        del fragments_definitions
        return _based(module)

    def generate_result_class(
        self,
        class_def: ast.ClassDef,
        operation_definition: ExecutableDefinitionNode,
        selection_set: SelectionSetNode,
    ) -> ast.ClassDef:
        """A refusal that comes as data is a `Problem`, whatever it is about."""
        del operation_definition, selection_set
        fields = {
            node.target.id
            for node in class_def.body
            if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
        }
        if fields >= _PROBLEM:
            class_def.bases = [ast.Name("Problem")]
            # The base has the others, so that whoever reads one need not know of which kind it is.
            class_def.body = [
                node
                for node in class_def.body
                if isinstance(node, ast.AnnAssign)
                and isinstance(node.target, ast.Name)
                and node.target.id not in _INHERITED
            ]
        return class_def

    def generate_result_types_module(
        self, module: ast.Module, operation_definition: ExecutableDefinitionNode
    ) -> ast.Module:
        """Over our base model."""
        del operation_definition
        return _based(module)

    def generate_init_module(self, module: ast.Module) -> ast.Module:
        """Nothing is gathered: a document and an enumeration may bear one name."""
        module.body = []
        return module


def _without_key(method: ast.FunctionDef | ast.AsyncFunctionDef) -> ast.Dict:
    """The variables of a call, but for its key: that goes in the header, beside the token."""
    taken = method.args.args[-len(method.args.defaults) :] if method.args.defaults else []
    kept = [
        pair for pair in zip(taken, method.args.defaults, strict=True) if pair[0].arg != _ARGUMENT
    ]
    method.args.args = [each for each in method.args.args if each.arg != _ARGUMENT]
    method.args.defaults = [default for _, default in kept]
    variables = next(
        step.value
        for step in method.body
        if isinstance(step, ast.AnnAssign) and isinstance(step.value, ast.Dict)
    )
    pairs = [
        (key, value)
        for key, value in zip(variables.keys, variables.values, strict=True)
        if not (isinstance(key, ast.Constant) and key.value == _KEY)
    ]
    return ast.Dict(keys=[key for key, _ in pairs], values=[value for _, value in pairs])


def _argument(name: str) -> ast.arg:
    return ast.arg(name, ast.parse("str | None", mode="eval").body)


def _based(module: ast.Module) -> ast.Module:
    """The same module over `..model`."""
    body = [
        node
        for node in module.body
        if not (isinstance(node, ast.ImportFrom) and node.module in _COPIED)
    ]
    for node in body:
        if isinstance(node, ast.ClassDef):
            bases = [ast.unparse(base) for base in node.bases]
            node.bases = [ast.Name(_BASES.get(base, base)) for base in bases]
    module.body = [*ast.parse("from ..model import Model, Problem").body, *body]
    return module
