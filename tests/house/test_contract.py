"""The published contract tells for every coordinate whether a person may stand in it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from tests.house.checks.contract import unclassified_coordinates
from tests.house.checks.documents import unsound_documents
from tests.house.checks.source import ROOT, plant, told

SDL: Final = """
directive @personal(category: String!) on
  FIELD_DEFINITION | ARGUMENT_DEFINITION | INPUT_FIELD_DEFINITION
directive @open(reason: String!) on
  FIELD_DEFINITION | ARGUMENT_DEFINITION | INPUT_FIELD_DEFINITION
directive @purpose(is: Purpose!) on QUERY | MUTATION

enum Purpose { SERVICE_SUPPORT }

type Query {
  health: String! @open(reason: "the service itself")
  person(number: String! @personal(category: "contact.phone")): Person @open(reason: "a container")
}

type Person {
  id: ID! @open(reason: "random id")
  name: String @personal(category: "identity.name")
}

input NameInput {
  name: String! @personal(category: "identity.name")
}

type Mutation {
  rename(input: NameInput! @open(reason: "each part is classified")): Boolean! @open(reason: "done")
}
"""


def test_every_coordinate_of_the_published_schema_is_classified() -> None:
    """Output fields, arguments and input fields; whatever is personal can be refused with null."""
    sdl = (ROOT / "graphql" / "schema.graphql").read_text(encoding="utf-8")
    assert told(unclassified_coordinates(sdl)) == ""


def test_a_well_classified_schema_stands() -> None:
    """The planted faults below differ from it by one thing each."""
    assert unclassified_coordinates(SDL) == []


@pytest.mark.parametrize(
    ("sound", "fault", "place"),
    [
        (' @open(reason: "random id")', "", "Person.id"),
        ('@open(reason: "random id")', '@open(reason: "")', "Person.id"),
        ("name: String @personal", "name: String! @personal", "Person.name"),
        ('String @personal(category: "identity.name")', "String", "Person.name"),
        ('@personal(category: "contact.phone")', "", "Query.person(number:)"),
        ('"contact.phone"', '"contact.telephone"', "Query.person(number:)"),
        ('name: String! @personal(category: "identity.name")', "name: String!", "NameInput.name"),
        (
            'String @personal(category: "identity.name")',
            'String @personal(category: "identity.name") @open(reason: "both")',
            "Person.name",
        ),
    ],
)
def test_a_badly_classified_coordinate_is_found(sound: str, fault: str, place: str) -> None:
    """Unclassified, twice classified, of no known category, without reason, or not nullable."""
    assert sound in SDL
    faults = unclassified_coordinates(SDL.replace(sound, fault))
    assert [found.path for found in faults] == [place]


def test_every_trusted_document_is_sound() -> None:
    """It validates, holds one named operation, names its purpose and takes variables."""
    assert told(unsound_documents(ROOT)) == ""


def test_there_are_trusted_documents() -> None:
    """An empty folder would make the promise above empty too."""
    assert list((ROOT / "graphql" / "operations").rglob("*.graphql")) != []


@pytest.mark.parametrize(
    "document",
    [
        "query Health { health }",
        "query Pop($n: String!) @purpose(is: SERVICE_SUPPORT) { person(number: $n) { name } }",
        "mutation Do($i: NameInput!) @purpose(is: SERVICE_SUPPORT) { rename(input: $i) }",
        "mutation Do($n: String!) @purpose(is: SERVICE_SUPPORT) { rename(input: {name: $n}) }",
    ],
)
def test_a_sound_document_stands(document: str, tmp_path: Path) -> None:
    """Nobody in it, or one purpose and variables."""
    assert _judged(document, tmp_path) == []


@pytest.mark.parametrize(
    "document",
    [
        "query Broken {",
        "query Unknown { nobody }",
        "{ health }",
        "query One { health } query Two { health }",
        "query Pop($n: String!) { person(number: $n) { id } }",
        "query Pop($n: String!, $p: Purpose!) @purpose(is: $p) { person(number: $n) { name } }",
        'query Pop @purpose(is: SERVICE_SUPPORT) { person(number: "+8613800138000") { id } }',
        "mutation Do($i: NameInput!) { rename(input: $i) }",
        'mutation Do @purpose(is: SERVICE_SUPPORT) { rename(input: {name: "Zhang"}) }',
    ],
)
def test_an_unsound_document_is_found(document: str, tmp_path: Path) -> None:
    """Invalid, nameless, two in one, without purpose, with a purpose of the caller, or literal."""
    assert _judged(document, tmp_path) == ["graphql/operations/agent/planted.graphql"]


def _judged(document: str, root: Path) -> list[str]:
    plant(root, "graphql/schema.graphql", SDL)
    plant(root, "graphql/operations/agent/planted.graphql", document)
    return [fault.path for fault in unsound_documents(root)]
