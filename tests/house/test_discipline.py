"""No rule is bent in silence: every exception to one has a code, a reason and a limit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from tests.house.checks import discipline
from tests.house.checks.source import ROOT, Fault, plant, told

EDGES: Final = frozenset({"cdp/http/edge.py", "cdp/jobs/every.py", "cdp/plan/writing/writer.py"})
"""The edges of a request, of a job and of a field: the only places that may catch everything.

A field that fails, however it does, is a part of the answer (GraphQL specification, §6.4.4).
"""

CHECKS = [
    discipline.bare_suppressions,
    discipline.too_many_suppressions,
    discipline.unfinished,
    discipline.evasions,
]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_tree_keeps_the_discipline_of_the_house(
    check: Callable[[Path], list[Fault]],
) -> None:
    """Every file of every folder that holds Python."""
    assert told(check(ROOT)) == ""


def test_everything_is_caught_at_three_named_edges_alone() -> None:
    """Elsewhere a handler names what can happen; what it does not name reaches the edge."""
    assert len(EDGES) <= 3
    faults = [fault for fault in discipline.broad_handlers(ROOT) if fault.path not in EDGES]
    assert told(faults) == ""


# The marks are put together here, so that this file itself silences nothing.
NOQA: Final = "# no" + "qa"
IGNORE: Final = "# type: " + "ignore"


@pytest.mark.parametrize(
    "comment",
    [
        NOQA,
        f"{NOQA}: S101",
        f"{NOQA} - because",
        IGNORE,
        f"{IGNORE}[arg-type]",
        f"{IGNORE} - untyped library",
        "# pragma: no " + "cover",
    ],
)
def test_a_bare_suppression_is_found(comment: str, tmp_path: Path) -> None:
    """A code without a reason, a reason without a code, neither."""
    plant(tmp_path, "cdp/bare.py", f"x = 1  {comment}\n")
    assert [fault.line for fault in discipline.bare_suppressions(tmp_path)] == [1]


@pytest.mark.parametrize(
    "comment",
    [
        f"{NOQA}: S101 - a sanity check of the build",
        f"{IGNORE}[arg-type]  # the library's stub is wrong",
        f"{IGNORE}[explicit-any]  {NOQA}: ANN401 - as its column",
        "# pragma: no " + "cover - killed before it returns",
    ],
)
def test_a_suppression_with_code_and_reason_stands(comment: str, tmp_path: Path) -> None:
    """What is asked for is a sentence, in either of the usual forms."""
    plant(tmp_path, "cdp/reasoned.py", f"x = 1  {comment}\n")
    assert discipline.bare_suppressions(tmp_path) == []


def test_a_string_that_looks_like_a_suppression_is_none(tmp_path: Path) -> None:
    """Only comments silence a checker."""
    plant(tmp_path, "cdp/text.py", f'x = "{NOQA}"\n')
    assert discipline.bare_suppressions(tmp_path) == []


@pytest.mark.parametrize(("lines", "faults"), [(498, 1), (499, 0)])
def test_more_than_one_suppression_in_five_hundred_lines_is_found(
    lines: int, faults: int, tmp_path: Path
) -> None:
    """With the suppressed line itself, 499 lines are one too few."""
    plant(tmp_path, "cdp/noisy.py", f"x = 1  {NOQA}: S101 - why\n" + "x = 1\n" * lines)
    assert len(discipline.too_many_suppressions(tmp_path)) == faults


@pytest.mark.parametrize(
    "code",
    [
        "try:\n    x()\nexcept Exception:\n    pass\n",
        "try:\n    x()\nexcept:\n    pass\n",
        "try:\n    x()\nexcept (ValueError, BaseException) as fault:\n    raise Other from fault\n",
        "with contextlib.suppress(Exception):\n    x()\n",
    ],
)
def test_a_broad_handler_is_found(code: str, tmp_path: Path) -> None:
    """In each of its forms; turning everything into one error is catching everything."""
    plant(tmp_path, "cdp/acts/hides.py", code)
    assert len(discipline.broad_handlers(tmp_path)) == 1


def test_cleaning_up_and_raising_again_is_no_broad_handler(tmp_path: Path) -> None:
    """A transaction that rolls back on every error swallows none."""
    code = "try:\n    x()\nexcept BaseException:\n    undo()\n    raise\n"
    assert discipline.broad_handlers(plant(tmp_path, "cdp/undo.py", code)) == []


@pytest.mark.parametrize(
    "code", ["x = 1  # TO" + "DO later\n", "def f():\n    raise NotImplementedError('f')\n"]
)
def test_unfinished_work_is_found(code: str, tmp_path: Path) -> None:
    """A note to come back, or a function that does nothing yet."""
    plant(tmp_path, "cdp/later.py", code)
    assert [fault.path for fault in discipline.unfinished(tmp_path)] == ["cdp/later.py"]


@pytest.mark.parametrize(
    "code",
    [
        "pytest.skip('no server')\n",
        "@pytest.mark.skipif(x, reason='root')\ndef test(): ...\n",
        "@pytest.mark.xfail\ndef test(): ...\n",
        "from unittest import mock\n",
        "from unittest.mock import patch\n",
        "import unittest.mock\n",
    ],
)
def test_a_test_that_does_not_run_and_a_mock_are_found(code: str, tmp_path: Path) -> None:
    """A suite that says it passed has run whole, against the real thing or its tested twin."""
    plant(tmp_path, "tests/unit/test_evasive.py", code)
    assert len(discipline.evasions(tmp_path)) == 1
