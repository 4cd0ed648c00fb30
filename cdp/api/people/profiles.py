"""People in a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import strawberry

from cdp.api.field import given
from cdp.api.page import HasPlace, InList, PageInfo, page_info
from cdp.api.people.profile import Profile
from cdp.profile.person import Person


@strawberry.type(description="A person in a list.")
class ProfileEdge(InList):
    """Relay's edge."""

    node: Profile = given("its fields are classified", "The person.")


@strawberry.type(description="People.")
class ProfileConnection:
    """Relay's connection."""

    edges: list[ProfileEdge] = given("its nodes' fields are classified", "The people.")
    page_info: PageInfo = given("says only whether more follow", "Whether more follow.")


class Somebody(HasPlace, Protocol):
    """Somebody in a list."""

    @property
    def person(self) -> Person:
        """Who."""


def profile_connection(
    people: Sequence[Somebody], first: int, after: str | None, *, listing: str
) -> ProfileConnection:
    """The first `first` of `people`."""
    return ProfileConnection(
        edges=[
            ProfileEdge(listing=listing, row=each, node=Profile(person=each.person))
            for each in people[:first]
        ],
        page_info=page_info(listing, people, first, after),
    )
