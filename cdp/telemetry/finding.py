"""Finding: what one check of `cdp doctor` found, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line of the doctor's table. It names versions, settings and places, never data."""

    name: str
    ok: bool
    said: str
    advice: str = ""
    """What to do; empty where all is well."""


Check: TypeAlias = "Callable[[], Awaitable[Sequence[Finding]]]"
"""Looks at one thing and tells what it found. An error of ours that it raises is a finding too."""
