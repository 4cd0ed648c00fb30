"""The layers hold: what decides knows nothing of what stores, and a new module must be placed."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from tests.house.checks.source import PACKAGES, ROOT, plant

CONTRACTS: Final = {
    contract["name"]
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
        "importlinter"
    ]["contracts"]
}
"""What `pyproject.toml` promises, by name."""


def test_the_tree_keeps_its_layers() -> None:
    """Every contract of `pyproject.toml`, over every import, also those for annotations."""
    assert f"Contracts: {len(CONTRACTS)} kept, 0 broken." in _judged(ROOT)


def test_each_contract_finds_a_forbidden_import(tmp_path: Path) -> None:
    """Upwards, sideways, or out of the package: one planted import for each contract."""
    planted = {
        "privacy/terms/record.py": "import privacy.door",
        "cdp/contacts/record.py": "import cdp.orders.record",
        "privacy/masking.py": "import cdp.errors",
        "cdp/jobs/stray.py": "import privacy.testing.grants",
        "cdp/acts/stray.py": "import strawberry",
        "cdp/database/stray.py": "import graphql",
        "cdp/api/stray.py": "import sqlalchemy",
        "privacy/gate/stray.py": "import asyncpg",
        "privacy/ledger/verify/stray.py": "import orjson",
    }
    assert len(planted) == len(CONTRACTS)
    assert _broken(_copy(tmp_path, planted)) == CONTRACTS


def test_a_module_that_nobody_placed_is_found(tmp_path: Path) -> None:
    """In either package: a new idea is given its layer before it builds."""
    planted = {"privacy/novelty.py": "import json", "cdp/novelty.py": "import json"}
    layered = {name for name in CONTRACTS if " is layered" in name}
    assert _broken(_copy(tmp_path, planted)) == layered


def _copy(root: Path, planted: Mapping[str, str]) -> Path:
    """A copy of the packages in which each file of `planted` has one line more."""
    shutil.copy(ROOT / "pyproject.toml", root)
    for package in PACKAGES:
        shutil.copytree(ROOT / package, root / package)
    for file, line in planted.items():
        text = (root / file).read_text(encoding="utf-8") if (root / file).exists() else ""
        plant(root, file, f"{text}\n{line}\n")
    return root


def _broken(root: Path) -> set[str]:
    """The names of the contracts that the tree at `root` breaks."""
    return {line.split(" BROKEN")[0] for line in _judged(root).splitlines() if " BROKEN" in line}


def _judged(root: Path) -> str:
    """What import-linter says of the tree at `root`."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-logo", "--no-cache"]
    done = subprocess.run(command, cwd=root, capture_output=True, check=False, text=True)
    return done.stdout + done.stderr
