"""Words that callers meet stand in the reference, in both languages where a person reads them."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Final

from tests.house.checks.source import Fault

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_CHINESE: Final = re.compile(r"[\u4e00-\u9fff]{2}")
_ENGLISH: Final = re.compile(r"(?<![A-Za-z`_.])[a-z]{3,}(?![A-Za-z`_.])")
_CODE: Final = re.compile(r"`[^`]*`")


def undocumented(words: Iterable[str], root: Path, *pages: str) -> list[Fault]:
    """Words that no page says in code style."""
    text = _text(root, pages)
    return [
        Fault(path=", ".join(pages), problem=f"does not say `{word}`")
        for word in words
        if f"`{word}`" not in text
    ]


def said_in_one_language(words: Iterable[str], root: Path, *pages: str) -> list[Fault]:
    """Words with no line that explains them in Chinese and in English."""
    lines = _text(root, pages).splitlines()
    return [
        Fault(path=", ".join(pages), problem=f"does not explain `{word}` in zh and en")
        for word in words
        if not any(f"`{word}`" in line and _is_bilingual(line) for line in lines)
    ]


def _is_bilingual(line: str) -> bool:
    prose = _CODE.sub("", line)
    return bool(_CHINESE.search(prose) and _ENGLISH.search(prose))


def _text(root: Path, pages: Iterable[str]) -> str:
    found = [root / page for page in pages]
    return "\n".join(page.read_text(encoding="utf-8") for page in found if page.exists())


_LINK: Final = re.compile(r"\]\((?!\w+:|#)([^)#\s]+)")


def dead_links(root: Path, pages: Iterable[Path]) -> list[Fault]:
    """Links of Markdown pages to files that are not there."""
    return [
        Fault(path=page.relative_to(root).as_posix(), line=number, problem=f"links to {target}")
        for page in pages
        for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), start=1)
        for target in _LINK.findall(line)
        if not (page.parent / target).exists()
    ]


def decisions_without_teeth(root: Path) -> list[Fault]:
    """Decisions that say nothing of what enforces them, or whose numbers leave a gap."""
    pages = sorted((root / "docs" / "decisions").glob("*.md"))
    silent = [
        Fault(path=page.relative_to(root).as_posix(), problem="does not say what enforces it")
        for page in pages
        if "enforced by" not in page.read_text(encoding="utf-8").lower()
    ]
    gaps = [
        Fault(path=page.relative_to(root).as_posix(), problem=f"is not number {number:04}")
        for number, page in enumerate(pages, start=1)
        if not page.name.startswith(f"{number:04}-")
    ]
    return silent + gaps


def errors_outside_the_tree(root: Path, *files: str) -> list[Fault]:
    """Error classes that the drawing at the top of their file leaves out."""
    modules = [(file, ast.parse((root / file).read_text(encoding="utf-8"))) for file in files]
    return [
        Fault(path=file, line=node.lineno, problem=f"{node.name} is not in the tree at the top")
        for file, module in modules
        for node in module.body
        if isinstance(node, ast.ClassDef)
        and not re.search(rf"\b{node.name}\b", ast.get_docstring(module) or "")
    ]
