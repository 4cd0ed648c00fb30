"""The shape of the tree: sizes, names, what lies where."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Final

from tests.house.checks.source import EVERYWHERE, Fault, published, sources

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LINES: Final = 300
"""Longest file; tests may have `TEST_LINES`."""

TEST_LINES: Final = 500

DRAWERS: Final = frozenset(
    {
        *("util", "utils", "helper", "helpers", "manager", "managers", "service", "services"),
        *("common", "commons", "misc", "shared", "tools"),
    }
)
"""Names under which anything could lie: the idea of the file is not found yet."""

CONTRACT_FILES: Final = frozenset({".graphql", ".json", ".md"})
"""What the published contract consists of."""

TOP: Final = frozenset(
    {
        *(".ci", ".dockerignore", ".gitignore", "Makefile", "pyproject.toml", "requirements"),
        *("CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "README.md", "README.zh-CN.md"),
        *("SECURITY.md", "bench", "cdp", "changes", "deploy", "docs", "graphql", "migrations"),
        *("privacy", "tests", "web"),
    }
)
"""What lies at the top; anything else was left there by a machine, or belongs into a folder."""


def oversized(root: Path) -> list[Fault]:
    """Files longer than the house allows."""
    return [
        Fault(path=source.path, line=len(source.lines), problem=f"more than {most} lines: divide")
        for source in sources(root, *EVERYWHERE)
        if len(source.lines) > (most := _most(source.path))
    ]


def _most(path: str) -> int:
    return TEST_LINES if path.startswith("tests/") else LINES


def drawers(root: Path) -> list[Fault]:
    """Files and folders whose name lets anything in."""
    return [
        Fault(path=source.path, problem="a drawer's name: call it by its idea")
        for source in sources(root, *EVERYWHERE)
        if any(
            DRAWERS & set(part.removesuffix(".py").split("_")) for part in source.path.split("/")
        )
    ]


def strangers_in_contract(root: Path) -> list[Fault]:
    """What lies in `graphql/` besides data: Python there would shadow graphql-core."""
    return [
        Fault(path=name, problem="graphql/ holds the contract's data alone")
        for path in _contract(root)
        if path.suffix not in CONTRACT_FILES
        for name in [path.relative_to(root).as_posix()]
    ]


def _contract(root: Path) -> list[Path]:
    folder = root / "graphql"
    return [path for path in published(root) if path.is_relative_to(folder)]


def strangers_at_top(root: Path) -> list[Fault]:
    """What lies at the top of the tree without belonging there."""
    names = {path.relative_to(root).parts[0] for path in published(root)}
    return [Fault(path=name, problem="does not belong at the top") for name in sorted(names - TOP)]


def unnamed_test_folders(root: Path) -> list[Fault]:
    """Folders of tests that are no packages: two files of one name would collide."""
    folders = {path.parent for path in (root / "tests").rglob("*.py")}
    return [
        Fault(path=folder.relative_to(root).as_posix(), problem="lacks an __init__.py")
        for folder in sorted(folders)
        if not (folder / "__init__.py").exists()
    ]


def eager_init(root: Path) -> list[Fault]:
    """Imports in `privacy/__init__.py`: they would drag the whole package into the verifier."""
    return list(_imports(root, "privacy/__init__.py"))


def _imports(root: Path, name: str) -> Iterator[Fault]:
    tree = ast.parse((root / name).read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield Fault(path=name, line=node.lineno, problem="imports; keep the package lazy")
