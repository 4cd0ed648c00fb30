"""A Grant is made in the door alone; nothing is committed outside the database."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Final

from tests.house.checks.source import Fault, Source, sources

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_GRANT: Final = "Grant"
_HOME: Final = "privacy.grant"
_MAKERS: Final = ("privacy/door.py", "privacy/testing/")
_COMMITTERS: Final = ("cdp/database/", "cdp/jobs/", "migrations/")
_LOOKERS: Final = frozenset({"isinstance", "issubclass", "cast"})
"""Calls that may name the class without making one."""


def grants_made_elsewhere(root: Path) -> list[Fault]:
    """Where a Grant is constructed, copied, subclassed or handed over as a factory."""
    return [
        fault
        for source in sources(root, "privacy", "cdp", "bench", "migrations")
        if not source.path.startswith(_MAKERS)
        for fault in _makings(source)
    ]


def _makings(source: Source) -> Iterator[Fault]:
    names = _names_of_grant(source.tree)
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ClassDef) and any(_is_grant(base, names) for base in node.bases):
            yield source.fault(node, "subclasses Grant; the door alone makes one")
        elif isinstance(node, ast.Call) and _makes_grant(node, names):
            yield source.fault(node, "makes a Grant; ask the door for one")


def _names_of_grant(tree: ast.Module) -> frozenset[str]:
    """What the class is called in this file."""
    return frozenset(
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module == _HOME)
        for alias in node.names
        if alias.name == _GRANT
    )


def _is_grant(node: ast.expr, names: frozenset[str]) -> bool:
    if isinstance(node, ast.Name):
        return node.id in names
    if not isinstance(node, ast.Attribute) or node.attr != _GRANT:
        return False
    return ast.unparse(node.value) in {"grant", _HOME}


def _makes_grant(call: ast.Call, names: frozenset[str]) -> bool:
    function = call.func
    if _is_grant(function, names):
        return True
    if isinstance(function, ast.Attribute) and _is_grant(function.value, names):
        return True  # Grant.__new__ and its like
    called = function.id if isinstance(function, ast.Name) else ""
    if called in _LOOKERS:
        return False
    handed = [*call.args, *(keyword.value for keyword in call.keywords)]
    return any(_is_grant(value, names) for value in handed)


def commits_elsewhere(root: Path) -> list[Fault]:
    """Where `.commit(` is called: transactions belong to the database and the jobs."""
    return [
        source.fault(node, "commits; let the Writer's transaction end instead")
        for source in sources(root, "privacy", "cdp")
        if not source.path.startswith(_COMMITTERS)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "commit"
        and not (node.args or node.keywords)  # a transaction takes none; the ledger's batch is one
    ]
