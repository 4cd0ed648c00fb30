"""The surface explains itself, and what is compiled is what is printed."""

from __future__ import annotations

from typing import Final

import pytest
from graphql import DirectiveNode, StringValueNode, parse

from cdp.api.schema import surface
from tests.house.checks.contract import coordinates
from tests.house.checks.source import told
from tests.house.checks.surface import undescribed

SURFACE: Final = surface()

SDL: Final = '''
"""Why."""
directive @purpose("""The one."""
is: Purpose!) on QUERY

"""Purposes."""
enum Purpose { SERVICE_SUPPORT }

"""Texts."""
scalar Text

"""Questions."""
type Query {
  """A person."""
  person("""Her number."""
  number: Text): Anybody
}

"""Somebody."""
interface Named {
  """Her name."""
  name: Text
}

"""A person."""
type Person implements Named {
  """Her name."""
  name: Text
}

"""Anybody."""
union Anybody = Person

"""A name."""
input NameInput {
  """The name."""
  name: Text
}
'''


def test_everything_on_the_surface_is_described() -> None:
    """Types, enumerations, fields, arguments, input fields: the schema is the reference."""
    assert told(undescribed(SURFACE.sdl)) == ""


def test_a_described_schema_stands() -> None:
    """The planted faults below differ from it by one description each."""
    assert undescribed(SDL) == []


@pytest.mark.parametrize(
    ("description", "place"),
    [
        ("Why.", "purpose"),
        ("The one.", "@purpose(is:)"),
        ("Purposes.", "Purpose"),
        ("Texts.", "Text"),
        ("Questions.", "Query"),
        ("Her number.", "Query.person(number:)"),
        ("Somebody.", "Named"),
        ("Anybody.", "Anybody"),
        ("A name.", "NameInput"),
        ("The name.", "NameInput.name"),
    ],
)
def test_what_is_not_described_is_found(description: str, place: str) -> None:
    """Left out, or blank."""
    quoted = f'"""{description}"""'
    assert quoted in SDL
    for silent in ("", '""" """'):
        assert [fault.path for fault in undescribed(SDL.replace(quoted, silent, 1))] == [place]


def test_what_is_compiled_is_labelled_as_it_is_printed() -> None:
    """A reviewer of the schema reads the labels by which documents are judged."""
    printed = {
        one.name: category(label) for one in coordinates(parse(SURFACE.sdl)) for label in one.labels
    }
    assert dict(SURFACE.compiler.labels.category_of) == printed


def category(label: DirectiveNode) -> str | None:
    """What `@personal` names; None for `@open`."""
    for argument in label.arguments or ():
        if argument.name.value == "category" and isinstance(argument.value, StringValueNode):
            return argument.value.value
    return None
