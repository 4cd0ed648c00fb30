"""The roots of identities: graphs and previews as they are read, and inputs to acts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from cdp.acts.deciding import Why
from cdp.acts.merge_profiles import MergeWish, merge_profiles
from cdp.acts.set_link_constraint import LinkWish, set_link_constraint
from cdp.acts.split_profile import SplitWish, split_profile
from cdp.acts.unmerge_profiles import UnmergeWish, unmerge_profiles
from cdp.api.asking import Asking, Root
from cdp.api.ids import Record
from cdp.api.merging.graphs import identity_graph, merge_decisions
from cdp.api.merging.inputs import (
    MergeProfilesInput,
    SetLinkConstraintInput,
    SplitProfileInput,
    UnmergeProfilesInput,
)
from cdp.api.merging.payloads import (
    MergeProfilesDone,
    SetLinkConstraintDone,
    SplitProfileDone,
    UnmergeProfilesDone,
)
from cdp.api.merging.previews import preview_merge
from cdp.errors import InvalidField

_MARK: Final = re.compile(r"[0-9a-f]{32}", re.ASCII)
_SUBJECTS_AT_MOST: Final = 250


async def do_merge_profiles(asking: Asking) -> object:
    """`Mutation.mergeProfiles`."""
    given: MergeProfilesInput = asking.arguments["input"]
    wish = MergeWish(
        one=asking.ids.profile(given.profile),
        other=asking.ids.profile(given.other, field="other"),
        why=Why(evidence=given.evidence, reason=given.reason),
        preview=_mark(given.preview_hash, field="previewHash"),
    )
    merged = await merge_profiles(wish, asking.ask, asking.ground, asking.payload)
    return MergeProfilesDone(
        decision_id=asking.ids.record(Record.MERGE_DECISION, merged.decided),
        profile_id=asking.ids.record(Record.PROFILE, merged.profiles[0]),
    )


async def do_unmerge_profiles(asking: Asking) -> object:
    """`Mutation.unmergeProfiles`."""
    given: UnmergeProfilesInput = asking.arguments["input"]
    wish = UnmergeWish(
        decision=asking.ids.row(Record.MERGE_DECISION, given.decision, field="decision"),
        why=Why(evidence=given.evidence, reason=given.reason),
        seen=_mark_or_none(given.graph_hash),
    )
    parted = await unmerge_profiles(wish, asking.ask, asking.ground, asking.payload)
    return UnmergeProfilesDone(
        decision_id=asking.ids.record(Record.MERGE_DECISION, parted.decided),
        profile_ids=[asking.ids.record(Record.PROFILE, each) for each in parted.profiles],
    )


async def do_split_profile(asking: Asking) -> object:
    """`Mutation.splitProfile`."""
    given: SplitProfileInput = asking.arguments["input"]
    if not 1 <= len(given.subjects) <= _SUBJECTS_AT_MOST:
        raise InvalidField("subjects", f"Give 1 to {_SUBJECTS_AT_MOST} records.")
    wish = SplitWish(
        profile=asking.ids.profile(given.profile),
        apart=[asking.ids.profile(each, field="subjects") for each in given.subjects],
        why=Why(evidence=given.evidence, reason=given.reason),
        seen=_mark_or_none(given.graph_hash),
    )
    parted = await split_profile(wish, asking.ask, asking.ground, asking.payload)
    return SplitProfileDone(
        decision_id=asking.ids.record(Record.MERGE_DECISION, parted.decided),
        profile_ids=[asking.ids.record(Record.PROFILE, each) for each in parted.profiles],
    )


async def do_set_link_constraint(asking: Asking) -> object:
    """`Mutation.setLinkConstraint`."""
    given: SetLinkConstraintInput = asking.arguments["input"]
    wish = LinkWish(
        one=asking.ids.profile(given.profile),
        other=asking.ids.profile(given.other, field="other"),
        kind=given.kind,
    )
    done = await set_link_constraint(wish, asking.ask, asking.ground, asking.payload)
    decision = done.decision
    return SetLinkConstraintDone(
        decision_id=None
        if decision is None
        else asking.ids.record(Record.MERGE_DECISION, decision),
        profile_ids=[asking.ids.record(Record.PROFILE, each) for each in done.profiles],
    )


def _mark(text: str, *, field: str) -> bytes:
    if _MARK.fullmatch(text) is None:
        raise InvalidField(field, "Give the hash as the answer showed it.")
    return bytes.fromhex(text)


def _mark_or_none(text: str | None) -> bytes | None:
    return None if text is None else _mark(text, field="graphHash")


ROOTS: Final[Mapping[str, Root]] = {
    "identityGraph": identity_graph,
    "previewMerge": preview_merge,
    "mergeDecisions": merge_decisions,
    "mergeProfiles": do_merge_profiles,
    "unmergeProfiles": do_unmerge_profiles,
    "splitProfile": do_split_profile,
    "setLinkConstraint": do_set_link_constraint,
}
"""The root fields of this room."""
