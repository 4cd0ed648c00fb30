"""Identities of which everything is known, and what their root fields answer of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

import strawberry

from cdp.api.consents.types import ConsentState
from cdp.api.merging.drawing import DrawnLine
from cdp.api.merging.nodes import IdentityNode
from cdp.api.merging.payloads import (
    MergeProfilesDone,
    SetLinkConstraintDone,
    SplitProfileDone,
    UnmergeProfilesDone,
)
from cdp.api.merging.types import (
    IdentityGraph,
    IdentityLink,
    LinkConstraint,
    MergedConsent,
    MergeDecision,
    MergeEntryConnection,
    MergeMember,
    MergePreview,
    MergeSide,
)
from cdp.api.people.provenance import Provenance
from cdp.api.rows import Rows
from cdp.contacts.provenance import Provenance as Words
from cdp.contacts.survivorship import ContactField
from cdp.database.cells import Cells
from cdp.identity.merging import (
    LinkKind,
    MergeEvidence,
    MergeKind,
    MergeObstacle,
    MergeReason,
    MergeWarning,
    Side,
)
from cdp.profile.consents_together import ConsentTogether
from cdp.profile.nodes import NodeFacts
from privacy.policy import Cell
from tests.cells import contact_cells

_AT: Final = datetime(2026, 11, 22, 3, 45, tzinfo=UTC)

_WHY: Final = {"evidence": "COMPARED_RECORDS", "reason": "SAME_PERSON"}


def inputs(person: str, row: str) -> dict[str, object]:
    """A value of every type that their arguments have."""
    mark = "0" * 32
    return {
        "MergeProfilesInput": {"profile": person, "other": row, "previewHash": mark, **_WHY},
        "UnmergeProfilesInput": {"decision": row, **_WHY},
        "SplitProfileInput": {"profile": person, "subjects": [row], **_WHY},
        "SetLinkConstraintInput": {"profile": person, "other": row, "kind": "NEVER_LINK"},
        "PictureLanguage": "EN",
    }


def answers(
    person: UUID, row: UUID, cell: Cell, *, number: Cells, sealed: Callable[[str, str], bytes]
) -> dict[str, object]:
    """What the roots hand to graphql-core."""
    name = strawberry.ID(str(row))
    chosen = ((person, row, sealed(text, f"contact.{of}")) for of, text in _CHOSEN.items())
    node = NodeFacts(
        person,
        (
            person,
            _AT,
            *chosen,
            [number],
            [contact_cells(sealed)],
            [(cell.bit, "given", _AT, _AT, None)],
            True,
            *range(1, 9),
        ),
    )
    said = [ConsentState(facts=facts, cell=cell) for facts in node.consents]
    shown = IdentityNode(node=node, said=said, letter="A")
    member = MergeMember(subject=name, side=Side.SURVIVOR)
    decision = MergeDecision(
        id=name,
        kind=MergeKind.MERGE,
        rule="same-number",
        rule_version=1,
        evidence=MergeEvidence.SMS_OTP,
        reason=MergeReason.RULE_MATCHED,
        actor="local:steward",
        decided_at=_AT,
        reverses=None,
        reversed_by=None,
        subjects=[member],
    )
    together = ConsentTogether(person, (cell.bit, "given", "withdrawn", "withdrawn", 1))
    return {
        "identityGraph": IdentityGraph(
            lines=[DrawnLine(one=0, other=0, kind="held")],
            profile=name,
            hash="0" * 32,
            nodes=[shown],
            edges=[IdentityLink(one=name, other=name, decision=name)],
            decisions=[decision],
            constraints=[LinkConstraint(kind=LinkKind.ALWAYS_LINK, one=name, other=name)],
        ),
        "previewMerge": MergePreview(
            chosen=[
                Provenance(facts=Words.of(ContactField.NAME, (person, row, "web-form", _AT, _AT)))
            ],
            told=[MergedConsent(facts=together, cell=cell)],
            seen=lambda _: [MergeWarning.DIFFERENT_NAMES],
            hash="0" * 32,
            profile=name,
            sides=[MergeSide(profile=name, nodes=[shown])],
            obstacles=[MergeObstacle.NEVER_LINKED],
        ),
        "mergeDecisions": MergeEntryConnection(of=Rows("merges", [], 5, None)),
        "mergeProfiles": MergeProfilesDone(decision_id=name, profile_id=name),
        "unmergeProfiles": UnmergeProfilesDone(decision_id=name, profile_ids=[name]),
        "splitProfile": SplitProfileDone(decision_id=name, profile_ids=[name]),
        "setLinkConstraint": SetLinkConstraintDone(decision_id=name, profile_ids=[name]),
    }


_CHOSEN: Final = {"name": "张晓明", "birthday": "1990-05-17"}
