"""The root fields of objects by their ids."""

from __future__ import annotations

from typing import Annotated

import strawberry

from cdp.api.labels import opened
from cdp.api.node import Node
from cdp.api.root import answer, question


@strawberry.type
class NodeQuery:
    """Questions about whatever an id names."""

    @question("What an id names; null where nothing may be shown, whether it is there or not.")
    def node(
        self,
        info: strawberry.Info,
        id: Annotated[
            strawberry.ID,
            strawberry.argument(
                directives=opened("random id"), description="An id of an earlier answer."
            ),
        ],
    ) -> Node | None:
        """See `roots.node`."""
        return answer(info)

    @question("What each of 1 to 100 ids names, in their order; as `node`.")
    def nodes(
        self,
        info: strawberry.Info,
        ids: Annotated[
            list[strawberry.ID],
            strawberry.argument(
                directives=opened("random ids"), description="Ids of earlier answers."
            ),
        ],
    ) -> list[Node | None] | None:
        """See `roots.nodes`."""
        return answer(info)
