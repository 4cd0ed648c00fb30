"""The project's own files: pins for every dependency, a reason for every rule that is off."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.checks.source import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PIN: Final = re.compile(r"^([A-Za-z0-9._-]+)==(\S+) \\$")
_RULE: Final = re.compile(r'^\s*"[A-Z]+\d*"')
_TARGET: Final = re.compile(r"^([a-z-]+):(?!=)(.*)$")


def unpinned(root: Path) -> list[Fault]:
    """Requirements of `pyproject.toml` that no pin satisfies, and pins without a hash."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = {
        "requirements/build.txt": project["build-system"]["requires"],
        "requirements/runtime.txt": project["project"]["dependencies"],
        "requirements/dev.txt": project["dependency-groups"]["dev"],
    }
    return [
        fault
        for path, requirements in wanted.items()
        for fault in _unpinned(path, (root / path).read_text(encoding="utf-8"), requirements)
    ]


def _unpinned(path: str, text: str, requirements: list[str]) -> Iterator[Fault]:
    lines = text.splitlines()
    pins: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        if pin := _PIN.match(line):
            pins[canonicalize_name(pin[1])] = pin[2]
            if not lines[number].startswith("    --hash=sha256:"):
                yield Fault(path=path, line=number, problem=f"{pin[1]} has no hash")
    for text_of in requirements:
        wanted = Requirement(text_of)
        version = pins.get(canonicalize_name(wanted.name))
        if version is None or not wanted.specifier.contains(version, prereleases=True):
            yield Fault(path=path, problem=f"{text_of} is not pinned; run `make pins`")


def unexplained_rules(root: Path) -> list[Fault]:
    """Rules switched off in `pyproject.toml` without a reason on the same line."""
    text = (root / "pyproject.toml").read_text(encoding="utf-8")
    section = re.search(r"^\[tool\.ruff\.lint\]$", text, re.MULTILINE)
    start = text.count("\n", 0, section.start()) if section else 0
    return [
        Fault(path="pyproject.toml", line=number, problem="switched off without a reason")
        for number, line in enumerate(text.splitlines(), start=1)
        if number > start and _RULE.match(line) and "#" not in line
    ]


def unexplained_targets(root: Path) -> list[Fault]:
    """Targets of the Makefile that `make help` does not tell of."""
    lines = (root / "Makefile").read_text(encoding="utf-8").splitlines()
    return [
        Fault(path="Makefile", line=number, problem=f"make {target[1]} says nothing of itself")
        for number, line in enumerate(lines, start=1)
        if (target := _TARGET.match(line)) and " ## " not in target[2]
    ]
