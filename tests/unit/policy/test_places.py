"""Advice names the line of an entry, or of the nearest table around it."""

from __future__ import annotations

import pytest

from privacy.policy.places import LONGEST_LINE, Path, Places

DOCUMENT = f"""version = 1  # first

[terms]
days = 7
[purpose."a.b"]   # dots in quotes
bases = [
  "x",
]
[[purpose."a.b".row]]
roles = ["x"]
[purpose."a.b".row.show]
"c.d" = "full"
[[purpose."a.b".row]]
roles = ["y"]
[purpose."a.b".row.show]
"c.d" = "own"
[[cell]]
bit = 0
[[cell]]
bit = 1
long = "{"x" * LONGEST_LINE}"
[ not a header
= not an entry
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("version",), 1),
        (("terms",), 3),
        (("terms", "days"), 4),
        (("terms", "absent"), 3),
        (("absent",), 1),
        ((), 1),
        (("purpose", "a.b"), 5),
        (("purpose", "a.b", "bases"), 6),
        (("purpose", "a.b", "row", 0, "roles"), 10),
        (("purpose", "a.b", "row", 0, "show", "c.d"), 12),
        (("purpose", "a.b", "row", 1, "roles"), 14),
        (("purpose", "a.b", "row", 1, "show", "c.d"), 16),
        (("purpose", "a.b", "row", 1, "show", "absent"), 15),
        (("cell", 0, "bit"), 18),
        (("cell", 1, "bit"), 20),
        (("cell", 1, "long"), 19),
    ],
)
def test_an_entry_is_found_on_its_line(path: Path, line: int) -> None:
    """Tables, lists of tables, dotted keys in quotes; what is on no line is near another."""
    assert Places(DOCUMENT).line(path) == line


@pytest.mark.parametrize("text", ["", "\n\n", "# a = b", "no entries here", "[[[]", "=" * 9])
def test_a_document_without_entries_has_a_first_line(text: str) -> None:
    """Every fault of it is there."""
    assert Places(text).line(("anything", 0, "at all")) == 1
