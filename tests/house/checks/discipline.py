"""What a tired engineer reaches for: suppressions, broad handlers, skips, mocks and stubs."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Final

from tests.house.checks.comments import comments
from tests.house.checks.source import EVERYWHERE, PACKAGES, Fault, Source, sources

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LINES_PER_SUPPRESSION: Final = 500
"""One suppression in this many lines at most; more, and the design is at fault."""

_SUPPRESSES: Final = re.compile(
    r"#\s*(type:\s*ignore|noqa|pragma:\s*no|nosec|mypy:|ruff:)", re.IGNORECASE
)
_IGNORE: Final = re.compile(r"type:\s*ignore(?!\[[\w-]+(,\s*[\w-]+)*\])", re.IGNORECASE)
_NOQA: Final = re.compile(r"noqa(?!:\s*[A-Z]+\d+)", re.IGNORECASE)
_REASON: Final = re.compile(r"(\s[-–—]\s|[\]\d]\s*#\s*|;\s*)\w[^#]{3,}$")
_LEFT_OPEN: Final = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
_BROAD: Final = frozenset({"Exception", "BaseException"})
_SKIPS: Final = frozenset({"skip", "skipif", "xfail", "importorskip"})


def suppressions(root: Path) -> Iterator[tuple[Source, int, str]]:
    """Every comment that silences a checker, with its file and line."""
    for source in sources(root, *EVERYWHERE):
        for line, comment in comments(source):
            if _SUPPRESSES.search(comment):
                yield source, line, comment


def bare_suppressions(root: Path) -> list[Fault]:
    """Suppressions that name no code, or give no reason."""
    return [
        Fault(path=source.path, line=line, problem="name the code, then ' - ' and the reason")
        for source, line, comment in suppressions(root)
        if _IGNORE.search(comment) or _NOQA.search(comment) or not _REASON.search(comment)
    ]


def too_many_suppressions(root: Path) -> list[Fault]:
    """Whether the tree holds more suppressions than one in `LINES_PER_SUPPRESSION` lines."""
    lines = sum(len(source.lines) for source in sources(root, *EVERYWHERE))
    count = sum(1 for _ in suppressions(root))
    if count * LINES_PER_SUPPRESSION <= lines:
        return []
    return [Fault(path=".", problem=f"{count} suppressions in {lines} lines: redesign")]


def broad_handlers(root: Path) -> list[Fault]:
    """Where everything is caught. Cleaning up and raising again is not catching."""
    return [
        source.fault(node, "catches everything; name what can happen")
        for source in sources(root, *PACKAGES)
        for node in ast.walk(source.tree)
        if (
            isinstance(node, ast.ExceptHandler) and _is_broad(node.type) and not _raises_again(node)
        )
        or (isinstance(node, ast.Call) and _suppresses_all(node))
    ]


def _is_broad(caught: ast.expr | None) -> bool:
    if caught is None:
        return True
    named = caught.elts if isinstance(caught, ast.Tuple) else [caught]
    return any(isinstance(name, ast.Name) and name.id in _BROAD for name in named)


def _raises_again(handler: ast.ExceptHandler) -> bool:
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def _suppresses_all(call: ast.Call) -> bool:
    called = ast.unparse(call.func).rsplit(".", 1)[-1]
    return called == "suppress" and any(_is_broad(argument) for argument in call.args)


def unfinished(root: Path) -> list[Fault]:
    """Notes to come back, and functions that only say that they do not exist yet."""
    marks = [
        Fault(path=source.path, line=line, problem="finish it, or file it in the tracker")
        for source in sources(root, *EVERYWHERE)
        for line, comment in comments(source)
        if _LEFT_OPEN.search(comment)
    ]
    stubs = [
        source.fault(node, "a stub; leave it out until it does something")
        for source in sources(root, *EVERYWHERE)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Raise) and node.exc and "NotImplemented" in ast.unparse(node.exc)
    ]
    return marks + stubs


def evasions(root: Path) -> list[Fault]:
    """Tests that do not run, and mocks where our own fakes would keep the promise."""
    return [
        fault
        for source in sources(root, "tests")
        for node in ast.walk(source.tree)
        for fault in _evasion(source, node)
    ]


def _evasion(source: Source, node: ast.AST) -> Iterator[Fault]:
    match node:
        case ast.Attribute(value=value, attr=name) if name in _SKIPS:
            if ast.unparse(value) in {"pytest", "pytest.mark", "unittest"}:
                yield source.fault(node, "does not run; make it run or remove it")
        case ast.ImportFrom(module="unittest", names=names):
            if any(alias.name == "mock" for alias in names):
                yield source.fault(node, "mocks; use privacy.testing")
        case ast.ImportFrom(module="unittest.mock"):
            yield source.fault(node, "mocks; use privacy.testing")
        case ast.Import(names=names):
            if any(alias.name.startswith("unittest.mock") for alias in names):
                yield source.fault(node, "mocks; use privacy.testing")
        case _:
            pass
