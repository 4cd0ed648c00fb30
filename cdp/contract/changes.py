"""Changes: what another SDL means for clients that were built on this one.

Breaking: a document that was valid may no longer be. Dangerous: it stays valid, and may be answered
with what its client never met, such as another value of an enumeration. Safe: neither.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, unique
from typing import TYPE_CHECKING

from graphql import build_schema
from graphql.utilities import (
    BreakingChange,
    DangerousChange,
    SafeChange,
    find_schema_changes,
)

if TYPE_CHECKING:
    from collections.abc import Sequence


@unique
class Severity(StrEnum):
    """What a change means for the clients that are there, worst first."""

    BREAKING = "breaking"
    DANGEROUS = "dangerous"
    SAFE = "safe"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference: `kind` is its stable name, `what` a sentence that names the coordinate."""

    severity: Severity
    kind: str
    what: str


def changes_between(old_sdl: str, new_sdl: str) -> Sequence[Change]:
    """How `new_sdl` differs from `old_sdl`, worst first, then by name."""
    found = find_schema_changes(build_schema(old_sdl), build_schema(new_sdl))
    changes = [
        Change(severity=_severity(change), kind=change.type.name, what=change.description)
        for change in found
    ]
    order = list(Severity)
    return sorted(changes, key=lambda change: (order.index(change.severity), change.what))


def _severity(change: BreakingChange | DangerousChange | SafeChange) -> Severity:
    if isinstance(change, BreakingChange):
        return Severity.BREAKING
    return Severity.DANGEROUS if isinstance(change, DangerousChange) else Severity.SAFE
