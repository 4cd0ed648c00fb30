"""A writer answers as the specification says, or says that it cannot."""

from __future__ import annotations

import gc
import linecache
import traceback
from collections.abc import Mapping

import orjson
import pytest

from cdp.plan.writing.reading import Readings
from cdp.plan.writing.script import Script
from cdp.plan.writing.unforeseen import Unforeseen
from cdp.plan.writing.writer import MOST_WAYS
from tests.unit.plan.writing.scene import (
    CLASSES,
    FIELDS,
    SCHEMA,
    Hue,
    Label,
    Line,
    Shape,
    referred,
    variables_of,
    writer_of,
    written,
)

WHOLE = Shape(note="round", parts=[Label(), Shape(name="dot", sides=0), Label()])
ROOT = Shape(parts=[Label(parts=[WHOLE]), WHOLE], whole=WHOLE)

ANSWERED: Mapping[str, tuple[str, object, Mapping[str, object]]] = {
    "scalars, enumerations and times": (
        "{ drawn { name hue sides isFilled note drawnAt weight loud } }",
        ROOT,
        {},
    ),
    "__typename everywhere": (
        "{ __typename drawn { __typename parts { __typename } } }",
        ROOT,
        {},
    ),
    "aliases, and one field under two with other arguments": (
        "{ one: drawn { a: parts(first: 1) { name } b: parts(first: 5) { name } name n: name } }",
        ROOT,
        {},
    ),
    "merged selections of one field": (
        "{ drawn { whole { name } sides whole { sides name } } }",
        ROOT,
        {},
    ),
    "fragments, nested and spread again": (
        """
        { drawn { ...A ...B ...A } }
        fragment A on Shape { name ...B }
        fragment B on Named { name ... on Shape { sides } }
        """,
        ROOT,
        {},
    ),
    "inline fragments on an interface": (
        "{ named { name ... on Label { text } ... on Shape { hue } ... { __typename } } }",
        [Label(), Shape(), None],
        {},
    ),
    "inline fragments on a union": (
        "{ anything { ... on Named { name } ... on Label { text } } }",
        Label(),
        {},
    ),
    "lists in lists": ("{ drawn { grid } }", ROOT, {}),
    "an empty list": ("{ drawn { parts { name } grid } }", Shape(grid=[]), {}),
    "edges that are asked for their nodes alone": (
        "{ line { a: bits { node { name } __typename } b: bits { n: node { __typename name } } } }",
        Line(["a", "b"]),
        {},
    ),
    "nodes that are asked for more than their rows": (
        "{ line { bits { node { name twice } } } }",
        Line(["a", "b"]),
        {},
    ),
    "edges that are asked for more": (
        "{ line { bits { cursor node { name } } } }",
        Line(["a"]),
        {},
    ),
    "nobody": ("{ drawn { name } }", None, {}),
    "no list and no value": (
        "{ drawn { grid hue note drawnAt parts { name } maybe { name } weight isFilled } }",
        Shape(grid=None, hue=None, drawn_at=None, weight=None, is_filled=None, parts=None),
        {},
    ),
    "items that are not there": (
        "{ drawn { many { ... on Label { text } } } }",
        Shape(parts=[None, Label()]),
        {},
    ),
    "arguments of variables": (
        "query ($n: Int, $h: Hue) { drawn { parts(first: $n, of: $h) { name } } }",
        ROOT,
        {"n": 1, "h": "BLUE"},
    ),
    "arguments of variables that were left out": (
        "query ($n: Int) { drawn { parts(first: $n) { name } } }",
        ROOT,
        {},
    ),
    "defaults of variables": (
        "query ($n: Int = 1) { drawn { parts(first: $n) { name } } }",
        ROOT,
        {},
    ),
}


@pytest.mark.parametrize("case", ANSWERED)
def test_it_answers_byte_for_byte_as_the_reference_executor_does(case: str) -> None:
    """Names in their order, and every value as its type writes it."""
    text, root, given = ANSWERED[case]
    reference = referred(text, root, given)
    assert reference.errors is None
    assert orjson.dumps(written(text, root, given)) == orjson.dumps(reference.data)


CONDITIONAL = """
query ($a: Boolean!, $b: Boolean = true) {
  drawn {
    name @include(if: $a)
    sides @skip(if: $b)
    ... @include(if: $a) { hue note }
    ...More @skip(if: $a)
    name
    never: name @include(if: false)
    always: name @skip(if: false) @include(if: true)
    both: name @skip(if: $b) @include(if: $a)
  }
}
fragment More on Shape { loud @include(if: $b) grid }
"""


@pytest.mark.parametrize("given", [{"a": a, "b": b} for a in (True, False) for b in (True, False)])
def test_conditions_leave_out_what_they_say_and_keep_the_order(given: dict[str, bool]) -> None:
    """A field that stands twice stands where its first node that counts does."""
    reference = referred(CONDITIONAL, ROOT, given)
    assert orjson.dumps(written(CONDITIONAL, ROOT, given)) == orjson.dumps(reference.data)


UNFORESEEN: Mapping[str, tuple[str, object]] = {
    "null where none may be": ("{ drawn { sides } }", Shape(sides=None)),
    "an object that may not be null": ("{ drawn { whole { name } } }", Shape()),
    "a member that the enumeration does not have": ("{ drawn { hue } }", Shape(hue=Hue.UNSEEN)),
    "a number beyond 32 bits": ("{ drawn { sides } }", Shape(sides=2**31)),
    "a scalar that refuses": ("{ drawn { weight } }", Shape(weight="heavy")),
    "a scalar that gives nothing": ("{ drawn { weight } }", Shape(weight="none")),
    "an item that may not be null": ("{ drawn { grid } }", Shape(grid=[[None]])),
    "a list that is none": ("{ drawn { grid } }", Shape(grid=7)),
    "a list that can be gone through once": ("{ drawn { grid } }", Shape(grid=iter([[1]]))),
    "an object of another class": ("{ drawn { __typename } }", Label()),
    "an object of no type of a union": ("{ anything { __typename } }", 7),
    "a function that fails": ("{ drawn { loud } }", Shape(note="silence")),
    "the schema beside an answer": ("{ __schema { __typename } }", ROOT),
}


@pytest.mark.parametrize("case", UNFORESEEN)
def test_what_it_was_not_made_for_it_leaves_to_the_reference_executor(case: str) -> None:
    """Errors have their paths, and nulls their reach, from there."""
    text, root = UNFORESEEN[case]
    with pytest.raises(Unforeseen):
        written(text, root)


@pytest.mark.parametrize("left", ["Shape.hue", "Query.drawn"])
def test_a_field_that_nobody_says_how_to_read_has_no_writer(left: str) -> None:
    """It is found out once, and said each time."""
    fields = {place: reading for place, reading in FIELDS.items() if place != left}
    text = "{ drawn { name hue } }"
    writer = writer_of(text, Script.of(SCHEMA, Readings(fields, CLASSES)))
    for _ in range(2):
        with pytest.raises(Unforeseen):
            writer.write(ROOT, "context", variables_of(text, {}))


def test_a_type_that_no_class_stands_for_has_no_writer() -> None:
    """What comes could be anything."""
    text = "{ drawn { name } }"
    writer = writer_of(text, Script.of(SCHEMA, Readings(FIELDS, {})))
    with pytest.raises(Unforeseen):
        writer.write(ROOT, "context", variables_of(text, {}))


def test_a_traceback_shows_the_line_that_failed() -> None:
    """The code that was made is code like any other to whoever looks for a fault."""
    text = "{ drawn { loud } }"
    writer = writer_of(text)
    with pytest.raises(Unforeseen) as failed:
        writer.write(Shape(note="silence"), "context", variables_of(text, {}))
    cause = failed.value.__cause__
    assert isinstance(cause, LookupError)
    assert "'loud': (v if (v := loud_" in "".join(traceback.format_exception(cause))


def test_its_text_is_what_runs_and_goes_when_it_goes() -> None:
    """Of a document that is forgotten nothing stays behind."""
    writer = writer_of("{ drawn { name } }")
    writer.prepare()
    assert writer.source(()).startswith("def write(root, told, variables):\n")
    assert "<test>" in linecache.cache
    del writer
    gc.collect()
    assert "<test>" not in linecache.cache


def test_it_keeps_no_more_ways_than_it_may() -> None:
    """Twenty conditions can fall in a million ways; whoever asks for all of them is answered."""
    names = [f"c{n}" for n in range(6)]
    declared = ", ".join(f"${name}: Boolean!" for name in names)
    fields = " ".join(f"{name}: name @include(if: ${name})" for name in names)
    text = f"query ({declared}) {{ drawn {{ sides {fields} }} }}"
    writer, kept = writer_of(text), 0
    for n in range(2 ** len(names)):
        given = {name: bool(n >> at & 1) for at, name in enumerate(names)}
        try:
            data = writer.write(ROOT, "context", variables_of(text, given))
        except Unforeseen:
            continue
        kept += 1
        assert data["drawn"].keys() == {"sides", *(name for name in names if given[name])}
    assert kept == MOST_WAYS
