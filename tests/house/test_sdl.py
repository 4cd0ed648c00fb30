"""Whoever builds a screen finds in the schema what each word of it means, always in its place."""

from __future__ import annotations

from typing import Final

import pytest

from cdp.api.schema import surface
from cdp.api.values import MEANINGS, idle
from tests.house.checks.sdl import SDL, undescribed, unordered, unspecified
from tests.house.checks.source import ROOT, told

PUBLISHED: Final = (ROOT / SDL).read_text(encoding="utf-8")
GOOD: Final = '''
"""A reason."""
directive @open(
  """Why."""
  reason: String!
) on FIELD_DEFINITION

"""A kind."""
enum Kind {
  """One."""
  ONE
}

"""A part."""
input Part {
  """Its kind."""
  kind: Kind
}

"""Questions."""
type Query {
  """How it is."""
  health(
    """Of what."""
    part: Part
  ): Time
}

"""A time."""
scalar Time @specifiedBy(url: "https://www.rfc-editor.org/rfc/rfc3339")
'''


def test_everything_that_a_client_can_write_or_read_is_described() -> None:
    """Types, fields, arguments, input fields, values and directives."""
    assert told(undescribed(PUBLISHED)) == ""


def test_everything_stands_in_the_order_of_its_name() -> None:
    """So that a difference of two versions shows what changed and nothing that moved."""
    assert told(unordered(PUBLISHED)) == ""


def test_every_scalar_of_ours_names_its_standard() -> None:
    """A client knows how to read and write it without asking us."""
    assert told(unspecified(PUBLISHED)) == ""


def test_what_is_executed_stands_in_the_same_order_as_what_is_published() -> None:
    """Introspection and file are one reference."""
    schema = surface().schema
    names = [name for name in schema.type_map if not name.startswith("__")]
    assert names == sorted(names)
    for kind in schema.type_map.values():
        parts = list(getattr(kind, "fields", None) or getattr(kind, "values", None) or ())
        assert kind.name.startswith("__") or parts == sorted(parts)


def test_no_meaning_is_kept_for_a_word_that_is_gone() -> None:
    """Else the table would explain what nobody can meet."""
    assert list(idle(surface().schema)) == []
    assert all(text.endswith(".") for words in MEANINGS.values() for text in words.values())


@pytest.mark.parametrize(
    ("described", "place"),
    [
        ('"""A reason."""', "@open"),
        ('"""Why."""', "@open(reason:)"),
        ('"""A kind."""', "Kind"),
        ('"""One."""', "Kind.ONE"),
        ('"""A part."""', "Part"),
        ('"""Its kind."""', "Part.kind"),
        ('"""Questions."""', "Query"),
        ('"""How it is."""', "Query.health"),
        ('"""Of what."""', "Query.health(part:)"),
        ('"""A time."""', "Time"),
    ],
)
@pytest.mark.parametrize("instead", ["", '""" """'])
def test_a_part_that_says_nothing_of_itself_is_found(
    described: str, place: str, instead: str
) -> None:
    """Not described, or by a blank."""
    assert undescribed(GOOD) == []
    [fault] = undescribed(GOOD.replace(described, instead))
    assert fault.problem == f"{place} is not described"


def test_a_part_out_of_its_place_is_found() -> None:
    """A value before one that its name puts first."""
    assert unordered(GOOD) == []
    assert unordered(GOOD.replace("  ONE\n", '  ONE\n\n  """All."""\n  ALL\n')) != []


def test_a_scalar_without_a_standard_is_found() -> None:
    """Each client would guess another form."""
    assert unspecified(GOOD) == []
    bare = GOOD.replace('@specifiedBy(url: "https://www.rfc-editor.org/rfc/rfc3339")', "")
    assert len(unspecified(bare)) == 1
