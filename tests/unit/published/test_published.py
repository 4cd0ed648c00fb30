"""The contract is data: read as it lies there, each document named by its exact text."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from cdp.contract import contract_root, load_contract

TEXT = "query Newest @purpose(is: COMPLIANCE_AUDIT) { checkpoint { size } }\n"


def lay(root: Path, **files: str) -> Path:
    """Files under `root`, by path with `__` for a slash and `_` for the dot of the suffix."""
    for name, text in files.items():
        *folders, last = name.split("__")
        stem, suffix = last.rsplit("_", 1)
        place = root.joinpath(*folders, f"{stem}.{suffix}")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    return root


def test_a_document_is_named_by_the_hash_of_its_exact_text(tmp_path: Path) -> None:
    """The last line's end included; its persona is its folder, its name its file."""
    root = lay(tmp_path, operations__auditor__Newest_graphql=TEXT)
    operation = load_contract(root).named("auditor", "Newest")
    assert operation.id == hashlib.sha256(TEXT.encode()).hexdigest()
    assert (operation.persona, operation.name, operation.text) == ("auditor", "Newest", TEXT)


def test_documents_are_read_in_one_order(tmp_path: Path) -> None:
    """By persona and name, on every machine; what is no document is left alone."""
    root = lay(
        tmp_path,
        operations__sales__B_graphql=TEXT,
        operations__agent__C_graphql=TEXT,
        operations__agent__A_graphql=TEXT,
        operations__agent__README_md="# Agents",
        operations__Loose_graphql=TEXT,
    )
    found = [(one.persona, one.name) for one in load_contract(root).operations]
    assert found == [("agent", "A"), ("agent", "C"), ("sales", "B")]


def test_the_published_files_are_read_to_the_byte(tmp_path: Path) -> None:
    """The schema and the manifest."""
    root = lay(tmp_path, schema_graphql="type Query { 张: Int }\n", manifest_json="{}\n")
    contract = load_contract(root)
    assert (contract.sdl, contract.manifest) == ("type Query { 张: Int }\n", "{}\n")


def test_a_contract_that_was_never_published_is_empty(tmp_path: Path) -> None:
    """The first `publish` has nothing to read."""
    contract = load_contract(tmp_path)
    assert (contract.sdl, contract.manifest, tuple(contract.operations)) == ("", "", ())


def test_an_operation_that_is_not_there_is_named(tmp_path: Path) -> None:
    """A demonstration or a test that asks for a wrong one fails at once."""
    with pytest.raises(KeyError, match="agent/Gone"):
        load_contract(tmp_path).named("agent", "Gone")


def test_a_checkout_reads_its_own_contract() -> None:
    """Else the installed package's: a wheel carries the same files."""
    assert (contract_root() / "schema.graphql").is_file()
    assert load_contract().named("agent", "ScreenPop").text.startswith("# A number rings")
