"""Parts of inputs, each classified. Every personal part is a variable: no document holds one."""

from __future__ import annotations

from typing import Any

import strawberry

from cdp.api.labels import opened, personal
from privacy.terms import DataCategory


def may(category: DataCategory, description: str) -> Any:
    """A personal part that may be left out."""
    return strawberry.field(default=None, directives=personal(category), description=description)


def must(category: DataCategory, description: str) -> Any:
    """A personal part."""
    return strawberry.field(directives=personal(category), description=description)


def plain(reason: str, description: str) -> Any:
    """A part in which nobody is."""
    return strawberry.field(directives=opened(reason), description=description)


def plain_may(reason: str, description: str) -> Any:
    """A part in which nobody is, and which may be left out."""
    return strawberry.field(default=None, directives=opened(reason), description=description)
