"""`cdp plan explain`: whom a document touches, what it costs, and by which statements, in words."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

from cdp.api.explanation import explained
from cdp.api.schema import surface
from cdp.cli.plan_drawn import drawn
from cdp.contract import Operation
from cdp.database.dsn import Dsns
from privacy.policy import default_document, load
from tests.acceptance.people import CONTRACT
from tests.acceptance.process import environment
from tests.unit.cli.calling import Called, call

SURFACE: Final = surface()
SCREEN_POP: Final = CONTRACT.named("agent", "ScreenPop")
LISTS: Final = """query($n: Int!, $of: ID!) @purpose(is: SERVICE_SUPPORT) {
  profile(id: $of) { orders(first: $n) { edges { node { status lines { product } } } } }
}
"""
Explain = Callable[..., Called]


@pytest.fixture
def explain(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    databases: Dsns,
) -> Explain:
    """`cdp plan explain`, beside databases that are at this release's schema."""
    environ = environment(tmp_path / "var", databases)
    return lambda *words: call(monkeypatch, capsys, "plan", "explain", *words, environ=environ)


@pytest.fixture
def explain_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Explain:
    """The same, where nothing has been made yet."""
    environ = environment(tmp_path / "var")
    return lambda *words: call(monkeypatch, capsys, "plan", "explain", *words, environ=environ)


def document(folder: Path, text: str) -> str:
    """A file with that text."""
    place = folder / "mine.graphql"
    place.write_text(text, encoding="utf-8")
    return str(place)


def test_a_published_operation_is_explained_by_its_name_its_id_and_its_file(
    explain_alone: Explain, tmp_path: Path
) -> None:
    """It is one and the same."""
    file = document(tmp_path, SCREEN_POP.text)
    names = ("ScreenPop", "agent/ScreenPop", SCREEN_POP.id, f"sha256:{SCREEN_POP.id}", file)
    answers = {explain_alone(name, "--json").out for name in names}
    [answer] = answers
    assert json.loads(answer)["id"] == f"sha256:{SCREEN_POP.id}"


def test_machines_are_told_the_footprint_the_cost_and_the_indexes(explain: Explain) -> None:
    """One statement of each database; no table of people is read from end to end."""
    told: dict[str, Any] = json.loads(explain("ScreenPop", "--json").out)
    assert (told["kind"], told["purpose"]) == ("query", "SERVICE_SUPPORT")
    assert told["shows"]["Profile.name"] == "identity.name"
    assert told["asks"] == ["contact.phone"]
    assert {each["category"] for each in told["footprint"]} == {
        *told["shows"].values(),
        *told["asks"],
    }
    [data, keys, ledger] = told["statements"]
    assert (data["name"], data["database"]) == ("profile.by_number", "cdp")
    assert {"pk_identity_index", "pk_subject"} <= set(data["indexes"])
    assert "Index Scan" in data["nodes"]
    assert set(data["readWhole"]) <= {"ledger_owed", "policy_active", "policy_version"}
    assert keys["indexes"] == ["pk_subject_key"]
    assert "ModifyTable" in ledger["nodes"]


def test_people_are_told_it_in_both_languages(explain: Explain) -> None:
    """Words, not coordinates alone; and the diagram to take away."""
    said = explain("ScreenPop").out
    for words in (
        "query ScreenPop",
        "Purpose · 目的",
        "order: shown whole · 订单：完整显示",
        "telephone number: asked by; shown masked",
        "Profile.name",
        "profile.by_number",
        "pk_subject_key",
        "flowchart TD",
    ):
        assert words in said


def test_the_cost_is_told_by_the_lengths_of_its_lists(
    explain_alone: Explain, tmp_path: Path
) -> None:
    """As a sum that can be reckoned before a variable is sent."""
    told = json.loads(explain_alone(document(tmp_path, LISTS), "--json").out)
    assert told["cost"] == {"sum": "1 + 4 × $n", "atMost": 401}


def test_where_there_is_no_database_none_is_made_and_the_rest_is_told(
    explain_alone: Explain, tmp_path: Path
) -> None:
    """The plans alone are missing, and it is said what to do."""
    done = explain_alone("ScreenPop")
    assert done.code == 0
    assert "cdp db upgrade" in done.out
    assert "profile.by_number" in done.out
    assert not (tmp_path / "var").exists()
    told = json.loads(explain_alone("ScreenPop", "--json").out)
    assert [each["indexes"] for each in told["statements"]] == [None, None, None]


def test_the_function_that_writes_the_answer_can_be_read(explain_alone: Explain) -> None:
    """Python, as it runs."""
    source = explain_alone("ScreenPop", "--source").out
    assert source.startswith("def write(root, told, variables):")
    compile(source, "<shown>", "exec")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{ profile(id: }", ["1:15: Syntax Error", "not valid GraphQL"]),
        ("{ nobody }", ["1:3: Cannot query field 'nobody'", "not valid GraphQL"]),
        ("query @purpose(is: FUN) { __typename }", ["Name a purpose"]),
        ('{ profileByPhone(number: "13900001111") { status } }', ["pass it as a variable"]),
    ],
)
def test_a_document_that_does_not_compile_is_told_why(
    explain_alone: Explain, tmp_path: Path, text: str, says: list[str]
) -> None:
    """With the place in it, where GraphQL knows one; a number in it is never repeated."""
    done = explain_alone(document(tmp_path, text))
    assert (done.code, done.out) == (1, "")
    assert [words for words in says if words not in done.err] == []
    assert "13900001111" not in done.err


@pytest.mark.parametrize(
    ("octets", "says"),
    [
        (b"query { caf\xe9 }", "Write it in UTF-8."),
        (b"\xff\xfe{\x00 \x00a\x00}\x00", "Write it in UTF-8."),
        (b"\x00" * 10, "not valid GraphQL"),
        (b"", "not valid GraphQL"),
        (b"{" + b" a" * 2**20, "Write at most"),
    ],
)
def test_a_file_that_is_no_document_is_told_why(
    explain_alone: Explain, tmp_path: Path, octets: bytes, says: str
) -> None:
    """Whatever stands in it."""
    place = tmp_path / "mine.graphql"
    place.write_bytes(octets)
    done = explain_alone(str(place))
    assert (done.code, done.out) == (1, "")
    assert says in done.err


def test_a_name_longer_than_files_have_is_no_file(explain_alone: Explain) -> None:
    """It is told, not raised."""
    done = explain_alone("a" * 5_000)
    assert (done.code, done.out) == (1, "")
    assert "Give a file" in done.err


def test_a_name_that_nobody_published_is_told_where_names_are_found(explain_alone: Explain) -> None:
    """And nothing else happens."""
    done = explain_alone("NoSuchThing")
    assert (done.code, done.out) == (1, "")
    assert "cdp operations list" in done.err


NODE: Final = re.compile(r'^  (\w+)(?:\[|\{\{|\[\(|\(\[)"[^"]*"(?:\]|\}\}|\)\]|\]\))$')
EDGE: Final = re.compile(r"^  (\w+) --> (\w+)$")


@pytest.mark.parametrize("operation", CONTRACT.operations, ids=lambda each: each.name)
def test_every_published_operation_has_a_diagram_that_hangs_together(
    operation: Operation,
) -> None:
    """Each line is a node with a quoted label or an edge; all hang on the document."""
    explanation = explained(operation.text, SURFACE, load(default_document()))
    first, *lines = drawn(explanation).split("\n")
    nodes = {found[1] for line in lines if (found := NODE.match(line))}
    edges = [(found[1], found[2]) for line in lines if (found := EDGE.match(line))]
    assert first == "flowchart TD"
    assert len(nodes) + len(edges) == len(lines)
    assert {end for edge in edges for end in edge} == nodes
    assert {after for _, after in edges} == nodes - {"document"}
    assert {"document", "gate", "answer"} <= nodes
