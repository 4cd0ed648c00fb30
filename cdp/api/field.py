"""Fields of types that stand over rows: classified, described, and opened by the turn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import strawberry

from cdp.api.labels import opened, personal
from cdp.api.turn import Turn
from privacy.terms import DataCategory

T = TypeVar("T")


def turn_of(info: strawberry.Info) -> Turn:
    """The operation under way."""
    turn: Turn = info.context
    return turn


def held(category: DataCategory, description: str) -> Callable[[Callable[..., T]], T]:
    """A field that holds personal data of `category`. Its type must be nullable."""
    return strawberry.field(directives=personal(category), description=description)


def plain(reason: str, description: str) -> Callable[[Callable[..., T]], T]:
    """A field in which nobody is; `reason` says why."""
    return strawberry.field(directives=opened(reason), description=description)


def given(reason: str, description: str) -> Any:
    """An attribute of a type in which nobody is."""
    return strawberry.field(directives=opened(reason), description=description)
