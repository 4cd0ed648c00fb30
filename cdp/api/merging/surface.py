"""The root fields of identities."""

from __future__ import annotations

from typing import Annotated

import strawberry

from cdp.api.labels import opened
from cdp.api.merging.inputs import (
    MergeProfilesInput,
    SetLinkConstraintInput,
    SplitProfileInput,
    UnmergeProfilesInput,
)
from cdp.api.merging.payloads import (
    MergeProfilesPayload,
    SetLinkConstraintPayload,
    SplitProfilePayload,
    UnmergeProfilesPayload,
)
from cdp.api.merging.types import IdentityGraph, MergeEntryConnection, MergePreview
from cdp.api.root import After, First, ProfileId, act, answer, given_as, question

Other = Annotated[
    strawberry.ID,
    strawberry.argument(directives=opened("random id"), description="The other profile."),
]


@strawberry.type
class MergingQuery:
    """Questions about identities."""

    @question("Who is one person with somebody, by which decisions, and as a picture.")
    def identity_graph(self, info: strawberry.Info, profile: ProfileId) -> IdentityGraph | None:
        """See `roots.identity_graph`."""
        return answer(info)

    @question("What two profiles would be as one person. Nothing is changed.")
    def preview_merge(
        self, info: strawberry.Info, profile: ProfileId, other: Other
    ) -> MergePreview | None:
        """See `roots.preview_merge`."""
        return answer(info)

    @question("What was decided about who is one person: newest first. Nobody's data is in it.")
    def merge_decisions(
        self, info: strawberry.Info, first: First, after: After = None
    ) -> MergeEntryConnection | None:
        """See `roots.merge_decisions`."""
        return answer(info)


@strawberry.type
class MergingMutation:
    """The acts on identities."""

    @act("Two profiles are one person, by the hash of a preview. Pointers change, and no fact.")
    def merge_profiles(
        self,
        info: strawberry.Info,
        input: Annotated[MergeProfilesInput, given_as("The merge.")],
    ) -> MergeProfilesPayload:
        """See `cdp.acts.merge_profiles`."""
        return answer(info)

    @act("A merge is taken back: everything is as before it.")
    def unmerge_profiles(
        self,
        info: strawberry.Info,
        input: Annotated[UnmergeProfilesInput, given_as("The merge.")],
    ) -> UnmergeProfilesPayload:
        """See `cdp.acts.unmerge_profiles`."""
        return answer(info)

    @act("Some records of a profile are somebody else: every merge across is reversed.")
    def split_profile(
        self,
        info: strawberry.Info,
        input: Annotated[SplitProfileInput, given_as("The parting.")],
    ) -> SplitProfilePayload:
        """See `cdp.acts.split_profile`."""
        return answer(info)

    @act("Two records are never, or always, one person, whatever a rule finds.")
    def set_link_constraint(
        self,
        info: strawberry.Info,
        input: Annotated[SetLinkConstraintInput, given_as("The constraint.")],
    ) -> SetLinkConstraintPayload:
        """See `cdp.acts.set_link_constraint`."""
        return answer(info)
