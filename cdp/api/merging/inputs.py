"""What the acts on identities take."""

from __future__ import annotations

import strawberry

from cdp.api.parts import plain, plain_may
from cdp.identity.merging import LinkKind, MergeEvidence, MergeReason

_ID = "random id"
_WORD = "word of a closed list"
_SEEN = "The hash of the graph as it was seen: another graph is a conflict."


@strawberry.input(description="Two profiles that are one person.")
class MergeProfilesInput:
    """A merge."""

    profile: strawberry.ID = plain(_ID, "The one profile.")
    other: strawberry.ID = plain(_ID, "The other.")
    preview_hash: str = plain("mark of ids and bits", "The hash of previewMerge.")
    evidence: MergeEvidence = plain(_WORD, "What it rests on.")
    reason: MergeReason = plain(_WORD, "Why.")


@strawberry.input(description="A merge that is taken back.")
class UnmergeProfilesInput:
    """The inverse of a merge."""

    decision: strawberry.ID = plain(_ID, "The merge.")
    graph_hash: str | None = plain_may("mark of ids", _SEEN)
    evidence: MergeEvidence = plain(_WORD, "What it rests on.")
    reason: MergeReason = plain(_WORD, "Why.")


@strawberry.input(description="Records of a profile that are somebody else.")
class SplitProfileInput:
    """A parting."""

    profile: strawberry.ID = plain(_ID, "The profile.")
    subjects: list[strawberry.ID] = plain(_ID, "Its records that are somebody else.")
    graph_hash: str | None = plain_may("mark of ids", _SEEN)
    evidence: MergeEvidence = plain(_WORD, "What it rests on.")
    reason: MergeReason = plain(_WORD, "Why.")


@strawberry.input(description="What two records are to each other, whatever a rule finds.")
class SetLinkConstraintInput:
    """A constraint."""

    profile: strawberry.ID = plain(_ID, "The one record.")
    other: strawberry.ID = plain(_ID, "The other.")
    kind: LinkKind | None = plain_may(_WORD, "Never or always; left out: nothing of the kind.")
