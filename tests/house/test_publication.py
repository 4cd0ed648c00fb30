"""A front end that reads the published contract reads the service that runs."""

from __future__ import annotations

import hashlib
from pathlib import Path
from shutil import copy, copytree

import pytest

from cdp.api.error_page import PAGE
from cdp.api.publication import faults, publish
from cdp.contract import changes_since, load_contract, released, unannounced
from tests.house.checks.publication import stale_manifest, stale_sdl
from tests.house.checks.source import ROOT, plant, told
from tests.unit.plan.scene import SURFACE


def test_the_published_schema_is_the_code() -> None:
    """To the byte, descriptions and classes included: a review of one is a review of the other."""
    assert told(stale_sdl(ROOT, SURFACE.sdl)) == ""


def test_the_manifest_names_every_trusted_document_and_no_other() -> None:
    """By the hash of its exact text."""
    assert told(stale_manifest(ROOT)) == ""


@pytest.mark.parametrize(
    "printed", ["type A { b: Int! }\n", "type A { b: Int }\ntype C { d: ID }\n"]
)
def test_a_stale_schema_is_found(printed: str, tmp_path: Path) -> None:
    """A changed line, and one that is missing."""
    plant(tmp_path, "graphql/schema.graphql", "type A { b: Int }\n")
    assert stale_sdl(tmp_path, printed) != []


def test_a_schema_that_was_never_published_is_found(tmp_path: Path) -> None:
    """No file is no contract."""
    assert len(stale_sdl(tmp_path, "type A { b: Int }\n")) == 1


def test_a_document_changed_after_it_was_published_is_found(tmp_path: Path) -> None:
    """It is missing under its new hash, and its old hash names nothing."""
    old, new = "query A { a }\n", "query A { a b }\n"
    identity = hashlib.sha256(old.encode()).hexdigest()
    plant(tmp_path, "graphql/manifest.json", f'{{"{identity}": "agent/A"}}')
    plant(tmp_path, "graphql/operations/agent/A.graphql", old)
    assert stale_manifest(tmp_path) == []
    plant(tmp_path, "graphql/operations/agent/A.graphql", new)
    assert [fault.path for fault in stale_manifest(tmp_path)] == [
        "graphql/operations/agent/A.graphql",
        "graphql/manifest.json",
    ]


def test_the_contract_is_whole_and_its_changes_were_told() -> None:
    """What `cdp operations check` says: the SDL, the documents, the manifest, the page of errors.

    What breaks clients of the last release stands in a fragment, and so does what touches more.
    """
    root = ROOT / "graphql"
    assert list(faults(root, SURFACE)) == []
    changes = changes_since(released(root), load_contract(root))
    assert list(unannounced(changes, ROOT / "changes")) == []


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of what is published, to be spoilt."""
    copytree(ROOT / "graphql", tmp_path / "graphql")
    (tmp_path / "docs/reference").mkdir(parents=True)
    copy(ROOT / PAGE, tmp_path / PAGE)
    return tmp_path


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("graphql/schema.graphql", "  display: String", "  shown: String", "is not what the code"),
        ("graphql/manifest.json", "shown masked", "shown", "manifest.json is stale"),
        ("graphql/manifest.json", '"cost": 1,', '"cost": 2,', "manifest.json is stale"),
        (
            "graphql/operations/agent/ScreenPop.graphql",
            "@purpose(is: SERVICE_SUPPORT)",
            "",
            "names no purpose as a literal",
        ),
        (
            "graphql/operations/agent/ScreenPop.graphql",
            "query ScreenPop",
            "query Screen",
            "name the file after it",
        ),
        ("graphql/operations/agent/ScreenPop.graphql", "callerContext", "nobody", "valid GraphQL"),
        (PAGE, "稍后可", "可", "errors.md is not what the code says"),
    ],
)
def test_a_contract_that_fell_behind_is_found(
    tree: Path, file: str, old: str, new: str, said: str
) -> None:
    """Each of its parts."""
    place = tree / file
    text = place.read_text(encoding="utf-8")
    place.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert old in text
    assert any(said in fault for fault in faults(tree / "graphql", SURFACE))


def test_what_clients_would_feel_is_named_where_the_schema_fell_behind(tree: Path) -> None:
    """A field that the code no longer has breaks them; one that is new does not."""
    place = tree / "graphql/schema.graphql"
    text = place.read_text(encoding="utf-8")
    kept = 'type Checkpoint {\n  """Gone."""\n  gone: String @open(reason: "a word")\n'
    place.write_text(text.replace("type Checkpoint {\n", kept, 1), encoding="utf-8")
    felt = "schema.graphql: breaking: Field Checkpoint.gone was removed."
    assert felt in list(faults(tree / "graphql", SURFACE))


def test_publishing_makes_a_contract_that_stands(tree: Path) -> None:
    """Whatever was there before."""
    for file in ("graphql/schema.graphql", "graphql/manifest.json", PAGE):
        (tree / file).write_text("", encoding="utf-8")
    publish(tree / "graphql", SURFACE)
    assert list(faults(tree / "graphql", SURFACE)) == []
