"""Root fields: each has run before it is resolved; here its answer takes shape."""

from __future__ import annotations

from typing import Annotated, Any, Final

import strawberry

from cdp.api.labels import opened

_PARTS: Final = "its parts are classified"
_SHOWN: Final = "its fields are classified"

First = Annotated[
    int, strawberry.argument(description="How many, 1 to 100.", directives=opened("a length"))
]
"""The length of a list."""

After = Annotated[
    str | None,
    strawberry.argument(
        description="Go on after here: a cursor of an earlier answer.",
        directives=opened("place in a list"),
    ),
]
"""Where a list goes on."""

ProfileId = Annotated[
    strawberry.ID,
    strawberry.argument(directives=opened("random id"), description="The profile."),
]
"""Whom it is about."""


def answer(info: strawberry.Info) -> Any:
    """What the root made."""
    return info.root_value


def question(description: str) -> Any:
    """A query whose own fields say what they hold."""
    return strawberry.field(directives=opened(_SHOWN), description=description)


def act(description: str) -> Any:
    """A mutation."""
    return strawberry.mutation(directives=opened(_SHOWN), description=description)


def given_as(description: str) -> Any:
    """The one argument of a mutation."""
    return strawberry.argument(directives=opened(_PARTS), description=description)
