"""A document is compiled once: valid, one operation, one root field, and no value in its text."""

from __future__ import annotations

import hashlib

import pytest

from cdp.errors import DocumentRefused
from cdp.plan.compile import Compiler, Plan, digest
from cdp.plan.labels import Labels
from cdp.plan.purpose import NamedPurpose, Naming
from privacy.terms import ReasonCode
from tests.unit.plan.scene import LABELS, SURFACE, small

PERSON = "query Who($n: String!) @purpose(is: SERVICE_SUPPORT) { person(number: $n) { name } }"


def refusal(text: str, name: str | None = None, *, by: Compiler | None = None) -> DocumentRefused:
    with pytest.raises(DocumentRefused) as refused:
        (by or small()).compile(text, name)
    assert refused.value.__cause__ is None
    return refused.value


def test_a_plan_is_named_by_the_hash_of_its_text() -> None:
    """The exact text: a blank more is another document."""
    plan = small().compile(PERSON)
    assert plan.sha256 == hashlib.sha256(PERSON.encode()).hexdigest()
    assert plan.sha256 == digest(PERSON) != digest(PERSON + " ")
    assert (plan.name, plan.root is not None and plan.root.name.value) == ("Who", "person")


def test_text_that_is_no_unicode_has_a_name_too() -> None:
    """Half a surrogate pair is refused by its code, not by an encoder's error."""
    assert len(digest("query { \ud800 }")) == 64
    assert refusal("query { \ud800 }").reason is ReasonCode.DOCUMENT_INVALID


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   # nothing",
        "query {",
        "{ nobody }",
        "query Who { person { nope } }",
        "query Who($n: Nope) { person(number: $n) { name } }",
        "type Query { a: Int }",
        "subscription { health }",
        "fragment F on Query { health }",
        "query A { ...F } fragment F on Query { ...F }",
        "query A { ...Gone }",
        "{ person { name } health",
        "query A @purpose(is: SERVICE_SUPPORT) @purpose(is: SERVICE_SUPPORT) { health }",
    ],
)
def test_a_document_that_is_not_valid_here_is_refused(text: str) -> None:
    """With one advice for all: the parser's and the validator's words quote the text."""
    assert refusal(text).reason is ReasonCode.DOCUMENT_INVALID


def test_the_advice_quotes_nothing_of_the_text() -> None:
    """Somebody's name may stand where a field should."""
    assert "Zhang" not in str(refusal("{ ZhangXiaoming }"))


@pytest.mark.parametrize(
    "text",
    [
        '{ person(number: "+8613800138000") { name } }',
        "{ health } # she called from 13800138000",
        "{ a13800138000: health }",
        "{ health } # 138 0013 8000",
        "{ health } # 021-6234-5678",
        '"""138-0013-8000""" query A { health }',
    ],
)
def test_a_number_anywhere_in_the_text_is_refused(text: str) -> None:
    """A document is hashed, kept and named in the log: eleven digits are guessed in seconds."""
    assert refusal(text).reason is ReasonCode.LITERAL_NOT_ALLOWED


@pytest.mark.parametrize("text", ["{ a123456: health }", "{ health } # PIPL 13(1), 2026-11-22"])
def test_small_numbers_may_stand_in_the_text(text: str) -> None:
    """Lengths, dates and articles are no telephone numbers."""
    assert not small().compile(text).is_personal


def test_one_operation_is_meant() -> None:
    """The only one, or the one that is named."""
    both = "query A { health } query B { person { id } }"
    assert small().compile(both, "B").name == "B"
    assert small().compile(PERSON, "").name == "Who"
    for name in (None, "C", ""):
        assert "operationName" in refusal(both, name).advice
    assert "operationName" in refusal("query A { health } query A { health }", "A").advice
    assert "operationName" in refusal(PERSON, "Other").advice


def test_one_root_field_is_asked_an_operation() -> None:
    """Each is decided and logged as one access, however it is written."""
    for text in (
        "{ health person { id } }",
        "{ a: health b: health }",
        "{ health ... on Query { person { id } } }",
        "{ ...F health } fragment F on Query { health }",
        "mutation M($p: Part!) { a: rename(part: $p) { id } b: rename(part: $p) { id } }",
    ):
        assert "one root field" in refusal(text).advice


@pytest.mark.parametrize(
    "text",
    [
        "{ ... { person { id } } }",
        "{ ... on Query { ... on Query { person { id } } } }",
        "{ ...F ...F } fragment F on Query { person { id } }",
        "{ __typename person { id } }",
    ],
)
def test_the_root_field_is_found_in_fragments(text: str) -> None:
    """Spread twice it is still one; introspection may stand beside it."""
    root = small().compile(text).root
    assert root is not None
    assert root.name.value == "person"


@pytest.mark.parametrize(
    "text",
    [
        "query A($c: Boolean!) { health @include(if: $c) }",
        "query A { health @skip(if: true) }",
        "query A($c: Boolean!) { ... @include(if: $c) { health } }",
        "query A($c: Boolean!) { ...F @skip(if: $c) } fragment F on Query { health }",
        "query A($c: Boolean!) { ...F } fragment F on Query { health @skip(if: $c) }",
        "mutation M($p: Part!, $c: Boolean!) { rename(part: $p) @include(if: $c) { id } }",
    ],
)
def test_the_root_field_bears_no_condition(text: str) -> None:
    """An act runs before the answer takes shape: a condition on it would come too late."""
    assert "@skip and @include" in refusal(text).advice


def test_a_condition_below_the_root_is_taken() -> None:
    """It changes the answer's shape and nothing else."""
    text = "query A($c: Boolean!) { person { name @include(if: $c) } }"
    assert "Person.name" in small().compile(text).footprint.shown


@pytest.mark.parametrize("text", ["{ __typename }", "{ __schema { types { name } } }"])
def test_a_document_that_only_introspects_touches_nobody(text: str) -> None:
    """No root, no purpose needed, and it may be asked by GET."""
    plan = small().compile(text)
    assert (plan.root, plan.is_personal, plan.is_mutation) == (None, False, False)
    assert plan.footprint.selected == {}


def test_every_mutation_can_touch_somebody() -> None:
    """Whatever its payload shows."""
    plan = small().compile("mutation M($p: Part!) { rename(part: $p) { id } }")
    assert (plan.is_mutation, plan.is_personal, plan.footprint.is_personal) == (True, True, False)


def test_a_query_is_personal_by_what_it_shows_or_looks_up_by() -> None:
    """Looking up by a number reads that number."""
    assert small().compile("{ person { name } }").is_personal
    assert small().compile("query A($n: String) { person(number: $n) { id } }").is_personal
    assert not small().compile("{ person(kind: ONE) { id } }").is_personal


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (PERSON, NamedPurpose(Naming.LITERAL, "SERVICE_SUPPORT")),
        ("{ health }", NamedPurpose(Naming.ABSENT)),
        (
            "query A($p: Purpose!) @purpose(is: $p) { health }",
            NamedPurpose(Naming.NOT_LITERAL),
        ),
        (
            "query A($c: Boolean!) @purpose(is: SERVICE_SUPPORT) { person { id @skip(if: $c) } }",
            NamedPurpose(Naming.LITERAL, "SERVICE_SUPPORT"),
        ),
    ],
)
def test_the_purpose_is_the_document_s_own_literal(text: str, named: NamedPurpose) -> None:
    """A variable counts as none: the caller would choose the purpose of a reviewed text."""
    assert small().compile(text).purpose == named


def test_a_purpose_that_does_not_exist_is_refused_as_a_purpose() -> None:
    """The ask is written down as such, not as bad GraphQL."""
    fault = refusal("query A @purpose(is: WORLD_DOMINATION) { health }")
    assert fault.reason is ReasonCode.PURPOSE_NOT_IN_CEILING


@pytest.mark.parametrize(
    "text", ['query A @purpose(is: "SERVICE_SUPPORT") { health }', "query A @purpose { health }"]
)
def test_a_purpose_that_is_no_enumeration_value_is_no_valid_document(text: str) -> None:
    """Text, or nothing at all."""
    assert refusal(text).reason is ReasonCode.DOCUMENT_INVALID


@pytest.mark.parametrize("place", ["Person.name", "Query.person", "Query.person(number:)"])
def test_a_coordinate_that_nobody_classified_is_refused(place: str) -> None:
    """By its name, which is the schema's and not the caller's; the rest of the schema works."""
    fault = refusal(PERSON, by=small(without=place))
    assert fault.reason is ReasonCode.DOCUMENT_INVALID
    assert fault.advice.startswith(place)
    assert not small(without=place).compile("{ health }").is_personal


def test_an_input_field_that_nobody_classified_is_refused() -> None:
    """Where it is spelled out; a whole object as a variable is judged by its argument."""
    text = "mutation M($n: String) { rename(part: {name: $n}) { id } }"
    assert refusal(text, by=small(without="Part.name")).advice.startswith("Part.name")


def test_labels_tell_the_category_or_that_nobody_is_there() -> None:
    """None is an answer; no label is a refusal."""
    labels = Labels(LABELS)
    assert (labels.category("Person.name"), labels.category("Person.id")) == ("identity.name", None)
    with pytest.raises(DocumentRefused):
        labels.category("Person.shoeSize")


def test_plans_of_the_real_surface_are_made_without_a_clock() -> None:
    """A plan is a value: the same text gives the same footprint."""
    text = "query P($id: ID!) @purpose(is: SERVICE_SUPPORT) { profile(id: $id) { name email } }"
    plans: list[Plan] = [SURFACE.compiler.compile(text) for _ in range(2)]
    assert plans[0].footprint.shown == plans[1].footprint.shown
    assert plans[0].footprint.shown == {
        "Profile.email": "contact.email",
        "Profile.name": "identity.name",
    }
