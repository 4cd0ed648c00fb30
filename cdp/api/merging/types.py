"""Graphs, previews and decisions on the surface."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Final

import strawberry

from cdp.api.consents.asked import AskedOfConsent
from cdp.api.field import given, held, shown, turn_of
from cdp.api.labels import opened
from cdp.api.merging.drawing import DrawnLine, DrawnNode, PictureLanguage, drawn
from cdp.api.merging.nodes import IdentityNode
from cdp.api.people.provenance import Provenance
from cdp.api.rows import Connection, InList, edges_of
from cdp.contacts.survivorship import CATEGORY
from cdp.database.listing import Place
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
from privacy.grant import Grant
from privacy.terms import ConsentState as ConsentStatus
from privacy.terms import DataCategory

_ID: Final = "random id"
_WORD: Final = "word of a closed list"
_SHOWN: Final = "its fields are classified"
_CODES: Final = "codes, no person"

LIST: Final = "merges"
"""The list of decisions; its cursors fit no other."""

Language = Annotated[
    PictureLanguage,
    strawberry.argument(directives=opened(_WORD), description="Of its labels."),
]


@strawberry.type(description="A record, and what it was to a decision.")
class MergeMember:
    """A member."""

    subject: strawberry.ID = given(_ID, "The record, as a profile of its own.")
    side: Side = given(_WORD, "What it was to the decision.")


@strawberry.type(description="What was decided about records, by whom or by which rule.")
class MergeDecision:
    """A decision."""

    id: strawberry.ID = given(_ID, "The decision.")
    kind: MergeKind = given(_WORD, "What it did.")
    rule: str | None = given("name of a rule", "The rule that decided; null: a person did.")
    rule_version: int | None = given("version of a rule", "In which version.")
    evidence: MergeEvidence = given(_WORD, "What it rests on.")
    reason: MergeReason = given(_WORD, "Why.")
    actor: str = given("pairwise id, as the log has it", "By whom.")
    decided_at: datetime = given("time of a row", "When, to the hour.")
    reverses: strawberry.ID | None = given(_ID, "The merge that it reversed.")
    reversed_by: strawberry.ID | None = given(_ID, "The decision that reversed it.")
    subjects: list[MergeMember] = given(_ID, "Whom it was about.")


@strawberry.type(description="Two records that a merge holds together.")
class IdentityLink:
    """An edge."""

    one: strawberry.ID = given(_ID, "The one record.")
    other: strawberry.ID = given(_ID, "The other.")
    decision: strawberry.ID = given(_ID, "The merge.")


@strawberry.type(description="Two records that are never, or always, one person.")
class LinkConstraint:
    """A constraint."""

    kind: LinkKind = given(_WORD, "Never, or always.")
    one: strawberry.ID = given(_ID, "The one record.")
    other: strawberry.ID = given(_ID, "The other.")


@strawberry.type(description="Who is one person with somebody, by which decisions.")
class IdentityGraph:
    """A graph."""

    lines: strawberry.Private[Sequence[DrawnLine]]

    profile: strawberry.ID = given(_ID, "The profile: that of its oldest record.")
    hash: str = given("mark of ids", "What to decide by: another hash is another graph.")
    nodes: list[IdentityNode] = given(_SHOWN, "Its records, the oldest first.")
    edges: list[IdentityLink] = given(_ID, "The merges that hold.")
    decisions: list[MergeDecision] = given(_CODES, "Whatever was decided, the oldest first.")
    constraints: list[LinkConstraint] = given(_CODES, "What binds them.")

    @held(DataCategory.CONTACT_PHONE, "The graph as a picture, SVG, with masked numbers.")
    def svg(self, info: strawberry.Info, language: Language = PictureLanguage.ZH) -> str | None:
        """The picture."""
        turn = turn_of(info)
        if not turn.shows("IdentityGraph.svg", DataCategory.CONTACT_PHONE):
            return None
        nodes = []
        for each in self.nodes:
            shown_numbers = (
                turn.text("IdentityGraph.svg", DataCategory.CONTACT_PHONE, number.e164)
                for number in each.node.phones
            )
            nodes.append(
                DrawnNode(letter=each.letter, numbers=[text for text in shown_numbers if text])
            )
        return drawn(nodes, self.lines, language)


@strawberry.type(description="One of two profiles that a preview takes together.")
class MergeSide:
    """A side."""

    profile: strawberry.ID = given(_ID, "The profile.")
    nodes: list[IdentityNode] = given(_SHOWN, "Its records, the oldest first.")


@strawberry.type(description="What two profiles said to one question, and as one person.")
class MergedConsent(AskedOfConsent):
    """One cell."""

    facts: strawberry.Private[ConsentTogether]

    one: ConsentStatus | None = shown(
        ConsentTogether.one, "What the first profile said.", at="facts"
    )
    other: ConsentStatus | None = shown(ConsentTogether.other, "What the second said.", at="facts")
    together: ConsentStatus | None = shown(
        ConsentTogether.together,
        "What holds of both as one: a no before a yes. A yes lets be used what its own record "
        "gave, and nothing else.",
        at="facts",
    )
    set_aside: int | None = shown(
        ConsentTogether.set_aside, "Of how many records a yes is set aside by a no.", at="facts"
    )


@strawberry.type(description="What two profiles would be as one. Merge them by its hash.")
class MergePreview:
    """A preview."""

    chosen: strawberry.Private[Sequence[Provenance]]
    told: strawberry.Private[Sequence[MergedConsent]]
    seen: strawberry.Private[Callable[[Grant], Iterable[MergeWarning]]]

    hash: str = given("mark of ids and bits", "What to merge by: another hash is a conflict.")
    profile: strawberry.ID = given(_ID, "The profile that they would be.")
    sides: list[MergeSide] = given(_SHOWN, "The two profiles, the older first.")
    obstacles: list[MergeObstacle] = given(_WORD, "Why they cannot be merged as they are.")

    @held(DataCategory.ACQUISITION_SOURCE, "Whose word would stand, field by field.")
    def words(self, info: strawberry.Info) -> list[Provenance] | None:
        """Of the fields that are shown."""
        turn = turn_of(info)
        if not turn.shows("MergePreview.words", DataCategory.ACQUISITION_SOURCE):
            return None
        return [
            each
            for each in self.chosen
            if turn.shows("MergePreview.words", CATEGORY[each.facts.field])
        ]

    @held(DataCategory.CONSENT_RECORD, "Question by question.")
    def consents(self, info: strawberry.Info) -> list[MergedConsent] | None:
        """The consents."""
        if not turn_of(info).shows("MergePreview.consents", DataCategory.CONSENT_RECORD):
            return None
        return list(self.told)

    @held(DataCategory.IDENTITY_NAME, "What to look at before they are merged.")
    def warnings(self, info: strawberry.Info) -> list[MergeWarning] | None:
        """The warnings."""
        turn = turn_of(info)
        if turn.grant is None or not turn.shows(
            "MergePreview.warnings", DataCategory.IDENTITY_NAME
        ):
            return None
        return list(self.seen(turn.grant))


@strawberry.type(description="A decision as an auditor sees it: codes, and nobody.")
class MergeEntry:
    """A decision without whom it was about."""

    id: strawberry.ID = given(_ID, "The decision.")
    kind: MergeKind = given(_WORD, "What it did.")
    rule: str | None = given("name of a rule", "The rule that decided; null: a person did.")
    rule_version: int | None = given("version of a rule", "In which version.")
    evidence: MergeEvidence = given(_WORD, "What it rests on.")
    reason: MergeReason = given(_WORD, "Why.")
    actor: str = given("pairwise id, as the log has it", "By whom.")
    decided_at: datetime = given("time of a row", "When, to the hour.")
    reverses: strawberry.ID | None = given(_ID, "The merge that it reversed.")
    reversed_by: strawberry.ID | None = given(_ID, "The decision that reversed it.")
    subjects: int = given("a count, no person", "How many records it was about.")


@strawberry.type(description="A decision in a list.")
class MergeEntryEdge(InList):
    """Relay's edge."""

    node: MergeEntry = given(_CODES, "The decision.")


@dataclass(frozen=True, slots=True)
class Listed:
    """A decision in a list."""

    entry: MergeEntry
    place: Place


def _entry(row: Listed) -> MergeEntry:
    return row.entry


@strawberry.type(description="Decisions, newest first.")
class MergeEntryConnection(Connection):
    """Relay's connection."""

    edges: list[MergeEntryEdge] = edges_of(MergeEntryEdge, _entry, "The decisions.")
