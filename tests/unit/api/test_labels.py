"""Labels are read off the schema: one a coordinate, or nothing is built on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from graphql import GraphQLInputObjectType, GraphQLObjectType, build_schema

from cdp.api.labels import Open, Personal, labels_of, opened, personal
from cdp.errors import Unclassified
from privacy.terms import DataCategory
from tests.unit.plan.scene import SURFACE

WHO = personal(DataCategory.IDENTITY_NAME)
NOBODY = opened("nobody is in it")


@dataclass
class Definition:
    """What Strawberry leaves on an element of the schema."""

    directives: list[object]


def labelled(
    field: list[object] = WHO, argument: list[object] = NOBODY, part: list[object] = NOBODY
) -> dict[str, str | None]:
    """The labels of a schema of one field, one argument and one input field."""
    schema = build_schema("input Part { inner: String } type Query { name(of: Part): String }")
    query, input_type = schema.type_map["Query"], schema.type_map["Part"]
    assert isinstance(query, GraphQLObjectType)
    assert isinstance(input_type, GraphQLInputObjectType)
    name = query.fields["name"]
    for element, labels in (
        (name, field),
        (name.args["of"], argument),
        (input_type.fields["inner"], part),
    ):
        element.extensions = {"strawberry-definition": Definition(labels)}
    return dict(labels_of(schema).category_of)


def test_every_coordinate_has_its_category_or_none() -> None:
    """Written as the specification writes coordinates."""
    assert labelled() == {
        "Query.name": "identity.name",
        "Query.name(of:)": None,
        "Part.inner": None,
    }


@pytest.mark.parametrize(
    ("build", "place"),
    [
        (lambda: labelled(field=[]), "Query.name"),
        (lambda: labelled(argument=[]), "Query.name(of:)"),
        (lambda: labelled(part=[]), "Part.inner"),
        (lambda: labelled(part=[object()]), "Part.inner"),
    ],
)
def test_a_coordinate_without_a_label_stops_the_start(
    build: Callable[[], object], place: str
) -> None:
    """It is named: whoever added a field reads which one."""
    with pytest.raises(Unclassified) as refused:
        build()
    assert place in str(refused.value)


def test_a_category_that_does_not_exist_stops_the_start() -> None:
    """A typing error in a label is not a label."""
    with pytest.raises(ValueError, match="nmae"):
        labelled(field=[Personal(category="identity.nmae")])


def test_a_reason_is_kept_for_whoever_audits_the_classification() -> None:
    """It stands in the published schema."""
    assert [Open(reason="random id")] == opened("random id")
    assert '@open(reason: "random id")' in SURFACE.sdl


def test_the_surface_labels_what_it_shows_and_what_it_takes() -> None:
    """The whole of it: building it would have failed otherwise."""
    labels = SURFACE.compiler.labels
    assert labels.category("Profile.name") == "identity.name"
    assert labels.category("RevealPhoneDone.number") == "contact.phone"
    assert labels.category("Query.callerContext(number:)") == "contact.phone"
    assert labels.category("LogCallInput.notes") == "freetext.call"
    assert labels.category("Profile.id") is None
