"""PageInfo of Relay's connections."""

from __future__ import annotations

import strawberry

from cdp.api.field import given
from cdp.api.labels import opened
from cdp.errors import InvalidField
from cdp.profile.selection import FIRST_AT_MOST


@strawberry.type(description="Where a list stands.")
class PageInfo:
    """What follows."""

    has_next_page: bool = given("says only whether more follow", "Whether more follow.")
    end_cursor: str | None = strawberry.field(
        default=None,
        directives=opened("place in a list"),
        description="Where to go on, for lists that take `after`.",
    )


def checked_first(first: int) -> int:
    """`first`, where it can be served.

    Raises:
        InvalidField: below 1 or above 100.
    """
    if not 1 <= first <= FIRST_AT_MOST:
        raise InvalidField("first", f"Ask for 1 to {FIRST_AT_MOST} nodes.")
    return first
