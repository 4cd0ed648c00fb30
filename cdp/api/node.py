"""Node: anything that can be fetched again by its id alone."""

from __future__ import annotations

import strawberry

from cdp.api.field import plain


@strawberry.interface(description="Anything that can be fetched again by its id alone.")
class Node:
    """Relay's node."""

    @plain("random id", "Names the object; says nothing of it.")
    def id(self) -> strawberry.ID:
        """The id."""
        raise TypeError  # every implementation resolves its own
