"""What a published file must not carry: places of a machine, and hosts nobody agreed on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tests.house.checks.source import Fault, published

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HOSTS: Final = frozenset(
    {
        "127.0.0.1",  # the service itself
        "www.apache.org",  # the licence's own text
        "c2sp.org",  # signed notes, checkpoints and tiles
        "www.rfc-editor.org",  # RFCs
        "spec.graphql.org",  # GraphQL
        "keepachangelog.com",  # the form of CHANGELOG.md
        "semver.org",  # version numbers
        "www.itu.int",  # E.164
        "www.w3.org",  # the namespace of SVG
    }
)
"""Hosts that a published file may name, each for a reason; `.example` and `.test` always."""

_URL: Final = re.compile(r"\b[a-z][a-z0-9+]*://(?:[^\s/@'\"<>`]*@)?((?:[\w-]+\.)+[\w-]+)")
_RESERVED: Final = re.compile(r"(^|\.)(example|test|invalid)$|(^|\.)example\.(com|org|net)$")
_HOME: Final = re.compile(r"(?<![\w.$}/~*-])/(?:home|Users|work|root)/[\w.]")
_SIGNED: Final = re.compile(r"^\W*(co-authored-by:|generated (with|by) )", re.IGNORECASE)
_PIN: Final = re.compile(
    r"^(#.*|\s+#.*|[A-Za-z0-9._-]+==\S+ \\|    --hash=sha256:[0-9a-f]{64}( \\)?)$"
)


def foreign_hosts(root: Path) -> list[Fault]:
    """Addresses outside `HOSTS`: a registry, a proxy, somebody's server."""
    return [
        Fault(path=path, line=line, problem=f"names the host {host}; agree on it in HOSTS first")
        for path, line, text in _lines(root)
        for host in _URL.findall(text)
        if host not in HOSTS and not _RESERVED.search(host)
    ]


def machine_paths(root: Path) -> list[Fault]:
    """Paths that exist on one machine only."""
    return [
        Fault(path=path, line=line, problem="names a place of one machine")
        for path, line, text in _lines(root)
        if _HOME.search(text)
    ]


def signatures(root: Path) -> list[Fault]:
    """Lines that say what wrote the file: the history does."""
    return [
        Fault(path=path, line=line, problem="says what wrote it; the history does that")
        for path, line, text in _lines(root)
        if _SIGNED.search(text)
    ]


def loose_pins(root: Path) -> list[Fault]:
    """Lines of `requirements/*.txt` that are neither an exact pin, a hash nor a comment."""
    return [
        Fault(path=path, line=line, problem="neither an exact pin nor a hash")
        for path, line, text in _lines(root)
        if path.startswith("requirements/") and path.endswith(".txt") and not _PIN.match(text)
    ]


def _lines(root: Path) -> Iterator[tuple[str, int, str]]:
    for path in published(root):
        name = path.relative_to(root).as_posix()
        text = path.read_text(encoding="utf-8", errors="replace")
        for number, line in enumerate(text.splitlines(), start=1):
            yield name, number, line
