"""How many rows of a list an answer may hold."""

from __future__ import annotations

from cdp.errors import InvalidField
from cdp.profile.selection import FIRST_AT_MOST


def checked_first(first: int) -> int:
    """`first`, where it can be served.

    Raises:
        InvalidField: below 1 or above 100.
    """
    if not 1 <= first <= FIRST_AT_MOST:
        raise InvalidField("first", f"Ask for 1 to {FIRST_AT_MOST} nodes.")
    return first
