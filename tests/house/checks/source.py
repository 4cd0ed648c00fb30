"""Reading a tree: its published files, its Python sources, and the faults found in them."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

ROOT: Final = Path(__file__).parents[3]
"""This repository."""

PACKAGES: Final = ("privacy", "cdp")
"""What is shipped."""

EVERYWHERE: Final = ("privacy", "cdp", "tests", "bench", "migrations")
"""Every folder that holds Python."""


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class Fault:
    """A broken rule, and where."""

    path: str
    line: int = 0
    problem: str

    def __str__(self) -> str:
        """As editors understand it: path, line, problem."""
        return f"{self.path}:{self.line}: {self.problem}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One Python file, read and parsed."""

    path: str
    text: str
    tree: ast.Module

    @property
    def lines(self) -> list[str]:
        """The file's lines, without their ends."""
        return self.text.splitlines()

    def fault(self, node: ast.expr | ast.stmt | ast.excepthandler, problem: str) -> Fault:
        """`problem`, at the place of `node`."""
        return Fault(path=self.path, line=node.lineno, problem=problem)


def sources(root: Path, *folders: str) -> Iterator[Source]:
    """The Python files under `folders` of `root`, in order of their paths."""
    for folder in folders:
        for path in sorted((root / folder).rglob("*.py")):
            text = path.read_text(encoding="utf-8")
            yield Source(path=path.relative_to(root).as_posix(), text=text, tree=ast.parse(text))


def published(root: Path) -> Iterator[Path]:
    """The files of `root` that its `.gitignore` does not hold back; `.git` itself apart."""
    yield from _walk(root, _ignored(root))


def _walk(folder: Path, ignored: Sequence[str]) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if any(fnmatch(path.name, pattern) for pattern in ignored):
            continue
        if path.is_dir() and not path.is_symlink():
            yield from _walk(path, ignored)
        else:
            yield path


def _ignored(root: Path) -> list[str]:
    """The name patterns of `.gitignore`; this house writes names there, one with a folder apart."""
    file = root / ".gitignore"
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    names = [line.strip().rstrip("/") for line in lines if line.strip() and "#" not in line]
    return [".git", *(name.rsplit("/", 1)[-1] for name in names)]


def told(faults: Iterable[Fault]) -> str:
    """The faults, one a line: what a failing test shows."""
    return "".join(f"\n{fault}" for fault in faults)


def plant(root: Path, path: str, text: str) -> Path:
    """Write `text` to `path` under `root`, for a check to judge; returns `root`."""
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return root
