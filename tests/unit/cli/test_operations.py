"""`cdp operations`: what changed for clients, and what each document touches, at one look."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest

from cdp.contract import contract_root, load_contract
from tests.unit.cli.calling import Called, call

FIELD = "  gone: String\n"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the contract, which the commands take for their own."""
    copy = tmp_path / "graphql"
    copytree(contract_root(), copy)
    copytree(contract_root().parent / "changes", tmp_path / "changes")
    monkeypatch.setattr("cdp.contract.contract_root", lambda: copy)
    return copy


@pytest.fixture
def operations(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Called]:
    """`cdp operations` over that copy."""
    assert root.is_dir()
    return lambda *arguments: call(monkeypatch, capsys, "operations", *arguments, environ={})


def older(root: Path) -> str:
    """An SDL with a field that the code does not have, as of a release."""
    sdl = (root / "schema.graphql").read_text(encoding="utf-8")
    return sdl.replace("type Checkpoint {\n", "type Checkpoint {\n" + FIELD, 1)


def test_a_contract_that_stands_is_told_with_its_changes(operations: Callable[..., Called]) -> None:
    """How many of each kind since the last release, in both languages."""
    called = operations("check")
    assert (called.code, called.err) == (0, "")
    assert "Since the last release · 自上次发布以来" in called.out
    assert "契约与代码一致" in called.out


def test_what_breaks_clients_and_was_not_told_fails_the_check(
    root: Path, operations: Callable[..., Called]
) -> None:
    """It is named with the file to tell it in; once told, it passes."""
    (root / "released/schema.graphql").write_text(older(root), encoding="utf-8")
    called = operations("check")
    assert called.code == 1
    assert "Field Checkpoint.gone was removed. Name it in a fragment changes/" in called.err
    assert "breaking · 破坏" in called.out
    told = root.parent / "changes/9.breaking.md"
    told.write_text("`Checkpoint.gone` is gone.\n", encoding="utf-8")
    assert operations("check").code == 0


def test_another_file_may_be_compared_with(root: Path, operations: Callable[..., Called]) -> None:
    """A front end that was built on it sees what to change; nothing has to be told of it."""
    other = root.parent / "theirs.graphql"
    other.write_text(older(root), encoding="utf-8")
    called = operations("check", "--against", str(other))
    assert called.code == 0
    assert "Field Checkpoint.gone was removed." in called.out
    assert "1 breaking, 0 dangerous, 0 safe" in called.out


def test_what_is_stale_is_told_and_published(root: Path, operations: Callable[..., Called]) -> None:
    """A check fails with what to run; once it has run, the check passes."""
    (root / "manifest.json").write_text('{"version": 1, "operations": []}', encoding="utf-8")
    called = operations("check")
    assert (called.code, "manifest.json is stale" in called.err) == (1, True)
    assert operations("publish").code == 0
    assert operations("check").code == 0


def test_a_release_begins_to_count_anew(root: Path, operations: Callable[..., Called]) -> None:
    """What later versions are compared with is what was published then."""
    assert operations("publish", "--release").code == 0
    assert (root / "released/schema.graphql").read_bytes() == (root / "schema.graphql").read_bytes()
    assert "0 breaking, 0 dangerous, 0 safe" in operations("check").out


def test_documents_are_shown_with_what_they_touch(operations: Callable[..., Called]) -> None:
    """In words of both languages; all of them, or one persona's."""
    everybody, auditor = operations("list"), operations("list", "auditor")
    for operation in load_contract().operations:
        assert f"{operation.persona}/{operation.name}" in everybody.out
    assert (
        "telephone number: asked by; shown masked · 电话号码：作为查询条件；遮盖显示"
        in everybody.out
    )
    assert "agent/ScreenPop" not in auditor.out
    assert "nobody · 不涉及任何人" in auditor.out
