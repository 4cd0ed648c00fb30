"""A fresh clone installs the very bytes that were tested, and its commands explain themselves."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Final

import pytest
from hatchling.builders.wheel import WheelBuilder

from tests.house.checks.project import unexplained_rules, unexplained_targets, unpinned
from tests.house.checks.source import ROOT, plant, told

CONTRACT: Final = ("install", "up", "demo", "test", "coverage", "lint", "bench", "bench-full")
"""The commands that documents, CI and people rely on."""


def test_every_dependency_is_pinned_with_its_hashes() -> None:
    """What `pyproject.toml` asks for, `requirements/` names to the byte."""
    assert told(unpinned(ROOT)) == ""


@pytest.mark.parametrize(
    ("file", "sound", "fault"),
    [
        ("pyproject.toml", '"asyncpg>=', '"asyncpg>=99.'),
        ("pyproject.toml", '  "asyncpg>=', '  "another-driver>=1",\n  "asyncpg>='),
        ("requirements/dev.txt", "pytest==", "pytest-fork=="),
        ("requirements/build.txt", "    --hash=sha256:", "    # hash: "),
    ],
)
def test_a_dependency_without_its_pin_is_found(
    file: str, sound: str, fault: str, tmp_path: Path
) -> None:
    """Too old a pin, no pin, another's pin, a pin without hash."""
    for name in ("pyproject.toml", "requirements"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / name)
    text = (tmp_path / file).read_text(encoding="utf-8")
    assert sound in text
    plant(tmp_path, file, text.replace(sound, fault))
    assert unpinned(tmp_path) != []


def test_every_rule_that_is_off_has_a_reason() -> None:
    """On its own line of `pyproject.toml`."""
    assert told(unexplained_rules(ROOT)) == ""


def test_a_rule_switched_off_in_silence_is_found(tmp_path: Path) -> None:
    """Whether for the tree or for one folder."""
    plant(
        tmp_path,
        "pyproject.toml",
        '[tool.ruff.lint]\nignore = [\n  "EM", # why\n  "D105",\n]\n'
        '[tool.ruff.lint.per-file-ignores]\n"x/**" = [\n  "S101",\n]\n',
    )
    assert [fault.line for fault in unexplained_rules(tmp_path)] == [4, 8]


def test_every_command_explains_itself() -> None:
    """`make help` lists it with one line."""
    assert told(unexplained_targets(ROOT)) == ""


def test_a_silent_command_is_found(tmp_path: Path) -> None:
    """A target without its line."""
    plant(tmp_path, "Makefile", "X := 1\ntest: ## Run\nup: test\n")
    assert [fault.line for fault in unexplained_targets(tmp_path)] == [3]


def test_help_lists_the_commands_that_are_a_contract() -> None:
    """And it needs neither an environment nor anything installed."""
    listed = subprocess.run(
        ["/usr/bin/env", "make", "-C", str(ROOT), "help"],
        env={"PATH": "/usr/bin:/bin"},
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    assert [name for name in CONTRACT if f"make {name} " not in listed] == []


def test_the_wheel_carries_the_contract_and_no_tests(tmp_path: Path) -> None:
    """The service finds its schema, documents and migrations where no source tree is."""
    [built] = WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])
    names = zipfile.ZipFile(built).namelist()
    assert {"cdp/_contract/graphql/schema.graphql", "privacy/policy/default.toml"} <= set(names)
    assert any(name.startswith("cdp/_contract/migrations/data/versions/") for name in names)
    tops = {name.split("/")[0] for name in names}
    assert tops == {"cdp", "privacy", "pipl_cdp-0.1.0.dist-info"}
