"""The page on merging and parting is followed to the letter, against a service as it is served."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

import pytest

from cdp.database.dsn import Dsns
from tests.acceptance.process import environment, serving
from tests.acceptance.test_add_a_screen import followed
from tests.acceptance.test_tutorial import missing, steps
from tests.house.checks.source import ROOT

PAGE: Final = ROOT / "docs/how-to/merge-and-part.md"


def test_whoever_follows_the_page_to_the_letter_merges_sees_why_and_parts(
    databases: Dsns, tmp_path: Path
) -> None:
    """A preview, a merge by its hash, the graph and its picture, and everything as before."""
    desk = tmp_path / "desk"
    desk.mkdir()
    (desk / "graphql").symlink_to(ROOT / "graphql")
    (desk / ".venv").symlink_to(sys.prefix)
    environ = {
        **environment(tmp_path / "var", databases),
        "PATH": os.defpath,
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "HOME": str(tmp_path),
    }
    every = steps(PAGE)
    with serving(environ, tmp_path / "said") as process:
        environ["CDP_PORT"] = str(process.port)
        seen = followed(every, desk, environ)
    faults = [
        f"{step.commands}did not show:\n{line}\nbut:\n{said}"
        for step, said in zip(every, seen, strict=True)
        for line in missing(step.shown, said)[:1]
    ]
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)
