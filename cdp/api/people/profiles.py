"""People in a list."""

from __future__ import annotations

from collections.abc import Sequence

import strawberry

from cdp.api.field import given
from cdp.api.page import PageInfo, page_info
from cdp.api.people.profile import Profile
from cdp.api.turn import Turn
from cdp.database.listing import Place


@strawberry.type(description="A person in a list.")
class ProfileEdge:
    """Relay's edge."""

    cursor: str = given("place in a list, unreadable", "Go on after here.")
    node: Profile = given("its fields are classified", "The person.")


@strawberry.type(description="People.")
class ProfileConnection:
    """Relay's connection."""

    edges: list[ProfileEdge] = given("its nodes' fields are classified", "The people.")
    page_info: PageInfo = given("says only whether more follow", "Whether more follow.")


def profile_connection(
    turn: Turn,
    people: Sequence[tuple[Profile, Place]],
    first: int,
    after: str | None,
    *,
    listing: str,
) -> ProfileConnection:
    """The first `first` of `people`."""
    return ProfileConnection(
        edges=[
            ProfileEdge(cursor=turn.cursors.cursor(listing, place), node=profile)
            for profile, place in people[:first]
        ],
        page_info=page_info(turn, listing, [place for _, place in people], first, after),
    )
