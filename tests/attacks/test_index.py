"""The index names tests that there are, and every test of this room stands in it or beside one."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Final

ROOM: Final = Path(__file__).parent
ROOT: Final = ROOM.parents[1]
NAMED: Final = re.compile(r"`(tests/[a-z_/]+\.py)::(test_[a-z0-9_]+)`")


def named() -> list[tuple[str, str]]:
    """What the index names: a file and a test of it."""
    return NAMED.findall((ROOM / "README.md").read_text(encoding="utf-8"))


def defined_in(path: Path) -> set[str]:
    """The tests that stand in a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    return {node.name for node in ast.walk(tree) if isinstance(node, functions)}


def test_every_test_that_the_index_names_is_there() -> None:
    """A renamed test would leave its attack without one, unnoticed."""
    missing = [(path, name) for path, name in named() if name not in defined_in(ROOT / path)]
    assert missing == []


def test_every_file_of_this_room_stands_in_the_index() -> None:
    """An attack that nobody finds is not withstood for anybody."""
    files = {path.name for path in ROOM.glob("test_*.py")} - {Path(__file__).name}
    assert {Path(path).name for path, _ in named() if path.startswith("tests/attacks/")} == files
