"""Root fields: each has run before it is resolved; here its answer takes shape."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from inspect import Parameter, signature
from typing import Annotated, Any, Final

import strawberry

from cdp.api.idempotency import PARAMETER
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


Key = Annotated[
    strawberry.ID | None,
    strawberry.argument(
        description=(
            "Send again under the same key what you are not sure was done: it is done once. "
            "8 to 128 visible ASCII characters, chance ones. Remembered for a day."
        ),
        directives=opened("chance characters of the caller's"),
    ),
]
"""An idempotency key."""


def act(description: str) -> Callable[[Callable[..., Any]], Any]:
    """A mutation: whatever it takes besides, it takes an idempotency key."""

    def made(resolver: Callable[..., Any]) -> Any:
        stated = signature(resolver)

        @wraps(resolver)
        def keyed(*given: Any, idempotency_key: str | None = None, **more: Any) -> Any:
            # The act has run: what it was given here has been seen.
            del idempotency_key
            return resolver(*given, **more)

        key = Parameter(PARAMETER, Parameter.KEYWORD_ONLY, default=None, annotation=Key)
        keyed.__signature__ = stated.replace(  # type: ignore[attr-defined] # as `inspect` reads it
            parameters=[*stated.parameters.values(), key]
        )
        return strawberry.mutation(keyed, directives=opened(_SHOWN), description=description)

    return made


def given_as(description: str) -> Any:
    """The one argument of a mutation."""
    return strawberry.argument(directives=opened(_PARTS), description=description)
