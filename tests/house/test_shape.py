"""The tree stays readable: one noun a file, data where data belongs, nothing left behind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.house.checks import shape
from tests.house.checks.source import ROOT, Fault, plant, told

CHECKS = [
    shape.oversized,
    shape.drawers,
    shape.strangers_in_contract,
    shape.strangers_at_top,
    shape.unnamed_test_folders,
    shape.eager_init,
]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_tree_has_the_shape_of_the_house(check: Callable[[Path], list[Fault]]) -> None:
    """Sizes, names and places, over every file of the repository."""
    assert told(check(ROOT)) == ""


@pytest.mark.parametrize(
    ("path", "lines", "faults"),
    [
        ("cdp/orders/record.py", 300, 0),
        ("cdp/orders/record.py", 301, 1),
        ("tests/unit/test_orders.py", 500, 0),
        ("tests/unit/test_orders.py", 501, 1),
    ],
)
def test_a_file_of_one_line_too_many_is_found(
    path: str, lines: int, faults: int, tmp_path: Path
) -> None:
    """300 lines for code, 500 for tests."""
    plant(tmp_path, path, "x = 1\n" * lines)
    assert [fault.path for fault in shape.oversized(tmp_path)] == [path] * faults


@pytest.mark.parametrize(
    "path",
    ["cdp/utils.py", "privacy/phone_helpers.py", "cdp/service/orders.py", "tests/common/keys.py"],
)
def test_a_drawer_is_found(path: str, tmp_path: Path) -> None:
    """By the file's name, a part of it, or its folder's."""
    assert [fault.path for fault in shape.drawers(plant(tmp_path, path, ""))] == [path]


def test_a_noun_that_only_sounds_like_a_drawer_is_none(tmp_path: Path) -> None:
    """Whole words count, not syllables."""
    assert shape.drawers(plant(tmp_path, "cdp/commonality.py", "")) == []


@pytest.mark.parametrize("name", ["__init__.py", "operations/agent/run.pyi", "schema.so"])
def test_python_in_the_contract_is_found(name: str, tmp_path: Path) -> None:
    """One module in `graphql/` and the library of that name can no longer be imported."""
    plant(tmp_path, f"graphql/{name}", "")
    assert [fault.path for fault in shape.strangers_in_contract(tmp_path)] == [f"graphql/{name}"]


def test_what_a_machine_left_at_the_top_is_found_and_what_is_ignored_is_not(tmp_path: Path) -> None:
    """`.gitignore` says what never leaves the machine."""
    plant(tmp_path, ".gitignore", "var/\n*.pyc\n")
    plant(tmp_path, "var/keys/root", "")
    plant(tmp_path, "NOTES.md", "")
    assert [fault.path for fault in shape.strangers_at_top(tmp_path)] == ["NOTES.md"]


def test_a_test_folder_without_init_is_found(tmp_path: Path) -> None:
    """Two test files of one name in two folders must not shadow each other."""
    plant(tmp_path, "tests/__init__.py", "")
    plant(tmp_path, "tests/unit/test_phone.py", "")
    assert [fault.path for fault in shape.unnamed_test_folders(tmp_path)] == ["tests/unit"]


def test_an_eager_package_is_found(tmp_path: Path) -> None:
    """Imports under `TYPE_CHECKING` count too: there is nothing to annotate in it."""
    plant(tmp_path, "privacy/__init__.py", '"""Doc."""\nfrom privacy.door import Door\n')
    assert [fault.line for fault in shape.eager_init(tmp_path)] == [2]
