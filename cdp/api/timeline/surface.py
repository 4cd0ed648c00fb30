"""The root fields of the timeline."""

from __future__ import annotations

from typing import Annotated

import strawberry

from cdp.api.labels import opened
from cdp.api.root import After, First, ProfileId, answer, question
from cdp.api.timeline.types import TimelineConnection, TimelineKind


@strawberry.type
class TimelineQuery:
    """Questions about everything that happened with a person."""

    @question("Everything that happened with a person, newest first; null: nobody may be shown.")
    def timeline(
        self,
        info: strawberry.Info,
        profile: ProfileId,
        first: First,
        after: After = None,
        kinds: Annotated[
            list[TimelineKind] | None,
            strawberry.argument(
                directives=opened("words of a closed list"),
                description="Of which kinds: all that the purpose shows, where it is left out.",
            ),
        ] = None,
    ) -> TimelineConnection | None:
        """See `roots.timeline`."""
        return answer(info)
