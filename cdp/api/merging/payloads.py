"""What the acts on identities answer: done, or a problem that the caller can act on."""

from __future__ import annotations

from typing import Annotated

import strawberry

from cdp.api.field import given
from cdp.api.problems import Conflict, InvalidInput, NotAvailable, PurposeDenied

_ID = "random id"
_NOW = "The profiles that there are now, the oldest first."


@strawberry.type(description="They are one person.")
class MergeProfilesDone:
    """Decided."""

    decision_id: strawberry.ID = given(_ID, "The decision: take it back by unmergeProfiles.")
    profile_id: strawberry.ID = given(_ID, "The profile that they are.")


@strawberry.type(description="The merge is taken back.")
class UnmergeProfilesDone:
    """Decided."""

    decision_id: strawberry.ID = given(_ID, "The decision.")
    profile_ids: list[strawberry.ID] = given(_ID, _NOW)


@strawberry.type(description="The records are parted.")
class SplitProfileDone:
    """Decided."""

    decision_id: strawberry.ID = given(_ID, "The decision.")
    profile_ids: list[strawberry.ID] = given(_ID, _NOW)


@strawberry.type(description="The constraint stands, or is gone.")
class SetLinkConstraintDone:
    """Set."""

    decision_id: strawberry.ID | None = given(_ID, "The merge, where they were two until now.")
    profile_ids: list[strawberry.ID] = given(_ID, _NOW)


MergeProfilesPayload = Annotated[
    MergeProfilesDone | InvalidInput | NotAvailable | PurposeDenied | Conflict,
    strawberry.union("MergeProfilesPayload", description="What came of mergeProfiles."),
]
UnmergeProfilesPayload = Annotated[
    UnmergeProfilesDone | InvalidInput | NotAvailable | PurposeDenied | Conflict,
    strawberry.union("UnmergeProfilesPayload", description="What came of unmergeProfiles."),
]
SplitProfilePayload = Annotated[
    SplitProfileDone | InvalidInput | NotAvailable | PurposeDenied | Conflict,
    strawberry.union("SplitProfilePayload", description="What came of splitProfile."),
]
SetLinkConstraintPayload = Annotated[
    SetLinkConstraintDone | InvalidInput | NotAvailable | PurposeDenied | Conflict,
    strawberry.union("SetLinkConstraintPayload", description="What came of setLinkConstraint."),
]
