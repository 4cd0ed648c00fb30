"""A front end that reads the published contract reads the service that runs."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from cdp.api.schema import surface
from tests.house.checks.publication import stale_manifest, stale_sdl
from tests.house.checks.source import ROOT, plant, told


def test_the_published_schema_is_the_code() -> None:
    """To the byte, descriptions and classes included: a review of one is a review of the other."""
    assert told(stale_sdl(ROOT, surface().sdl)) == ""


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
