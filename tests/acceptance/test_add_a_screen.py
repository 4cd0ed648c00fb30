"""The page on a new screen is followed to the letter, in a copy of the checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from cdp.database.dsn import Dsns
from tests.acceptance.process import environment, serving
from tests.acceptance.test_tutorial import BASH, END, Step, missing, steps
from tests.house.checks.source import ROOT

PAGE: Final = ROOT / "docs/how-to/add-a-screen.md"
TWIN: Final = ROOT / "docs/how-to/add-a-screen.zh-CN.md"

COPIED: Final = ("cdp", "privacy", "migrations", "graphql", "requirements")
FILES: Final = ("Makefile", "pyproject.toml", "README.md", "LICENSE")
GENERATOR: Final = ROOT / "clients/python/.venv"
"""Where `make client` installs what it needs, once for all copies."""
PATIENCE_S: Final = 240


@pytest.fixture
def checkout(tmp_path: Path) -> Iterator[Path]:
    """A copy that the page may change: the contract, the service, the client, and their history."""
    copy = tmp_path / "checkout"
    apart = shutil.ignore_patterns("__pycache__", "node_modules", ".venv", "_web")
    for name in (*COPIED, "clients"):
        shutil.copytree(ROOT / name, copy / name, ignore=apart)
    for name in FILES:
        shutil.copy2(ROOT / name, copy / name)
    (copy / ".venv").symlink_to(sys.prefix)
    who = ["-c", "user.name=x", "-c", "user.email=x@example.com"]
    for words in (["init", "--quiet"], ["add", "graphql"], [*who, "commit", "-qm", "as it was"]):
        subprocess.run(["/usr/bin/env", "git", *words], cwd=copy, check=True, capture_output=True)
    yield copy
    shutil.rmtree(copy)


def followed(blocks: list[Step], checkout: Path, environ: dict[str, str]) -> list[str]:
    """What each block shows, all of them in one shell."""
    script = "".join(f"{step.commands}echo '{END}'\n" for step in blocks)
    done = subprocess.run(
        BASH,
        input=f"exec 2>&1\n{script}",
        cwd=checkout,
        env=environ,
        check=False,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        timeout=PATIENCE_S,
    )
    seen = done.stdout.split(f"{END}\n")
    assert (len(seen), seen[-1]) == (len(blocks) + 1, ""), done.stdout
    return seen[:-1]


def test_whoever_follows_the_page_to_the_letter_has_a_typed_call_and_its_refusals(
    checkout: Path, databases: Dsns, tmp_path: Path
) -> None:
    """A document, its footprint, a call, a masked field, nobody there, and the wrong purpose."""
    environ = {
        **environment(tmp_path / "var", databases),
        "PATH": os.defpath,
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(checkout),
        "PYTHONDONTWRITEBYTECODE": "1",
        "CLIENT": str(GENERATOR),
        "PYTHON": sys.executable,
        "HOME": str(tmp_path),
    }
    every = steps(PAGE)
    # The service reads the documents when it starts: the page says where to start it anew.
    generated = next(n for n, step in enumerate(every) if step.commands == "make client\n") + 1
    seen = followed(every[:generated], checkout, environ)
    with serving(environ, tmp_path / "said") as process:
        environ["CDP_PORT"] = str(process.port)
        seen += followed(every[generated:], checkout, environ)
    faults = [
        f"{step.commands}did not show:\n{line}\nbut:\n{said}"
        for step, said in zip(every, seen, strict=True)
        for line in missing(step.shown, said)[:1]
    ]
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)


def test_both_languages_of_the_page_show_the_same() -> None:
    """So that one of them followed is both followed."""
    assert steps(TWIN) == steps(PAGE)
