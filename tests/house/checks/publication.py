"""What is published is what the code is: the SDL to the byte, the manifest to the document."""

from __future__ import annotations

import hashlib
import re
from difflib import unified_diff
from typing import TYPE_CHECKING, Final

from tests.house.checks.source import Fault

if TYPE_CHECKING:
    from pathlib import Path

_ID: Final = re.compile(r"\b[0-9a-f]{64}\b")


def stale_sdl(root: Path, printed: str) -> list[Fault]:
    """Lines in which the published SDL and `printed`, the code's own, differ."""
    file = root / "graphql" / "schema.graphql"
    published = file.read_text(encoding="utf-8") if file.exists() else ""
    lines = unified_diff(published.splitlines(), printed.splitlines(), n=0, lineterm="")
    return [
        Fault(path="graphql/schema.graphql", problem=f"{line}   (run `cdp operations publish`)")
        for line in lines
        if not line.startswith(("---", "+++", "@@"))
    ]


def stale_manifest(root: Path) -> list[Fault]:
    """Documents that the manifest does not name by their hash, and hashes of no document."""
    file = root / "graphql" / "manifest.json"
    named = set(_ID.findall(file.read_text(encoding="utf-8"))) if file.exists() else set()
    documents = {
        hashlib.sha256(path.read_bytes()).hexdigest(): path.relative_to(root).as_posix()
        for path in sorted((root / "graphql" / "operations").rglob("*.graphql"))
    }
    missing = [
        Fault(path=path, problem="is not in the manifest as it stands")
        for identity, path in documents.items()
        if identity not in named
    ]
    strange = [
        Fault(path="graphql/manifest.json", problem=f"names {identity[:12]}…, no document")
        for identity in sorted(named - set(documents))
    ]
    return missing + strange
