"""People in a list."""

from __future__ import annotations

from typing import Protocol

import strawberry

from cdp.api.field import given
from cdp.api.people.profile import Profile
from cdp.api.rows import Connection, HasPlace, InList, edges_of
from cdp.profile.person import Person


@strawberry.type(description="A person in a list.")
class ProfileEdge(InList):
    """Relay's edge."""

    node: Profile = given("its fields are classified", "The person.")


class Somebody(HasPlace, Protocol):
    """Somebody in a list."""

    @property
    def person(self) -> Person:
        """Who."""


def _profile(row: Somebody) -> Profile:
    return Profile(person=row.person)


@strawberry.type(description="People.")
class ProfileConnection(Connection):
    """Relay's connection."""

    edges: list[ProfileEdge] = edges_of(ProfileEdge, _profile, "The people.")
