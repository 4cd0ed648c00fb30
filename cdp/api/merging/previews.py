"""previewMerge: what two profiles would be as one, before anybody decides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Final
from uuid import UUID

from cdp.acts.preview_merge import Preview, preview_of
from cdp.api.asking import Asking
from cdp.api.ids import Record
from cdp.api.merging.looking import cells_of, letters, may_look, node_of, resolution_ruling
from cdp.api.merging.types import MergedConsent, MergePreview, MergeSide
from cdp.api.people.provenance import Provenance
from cdp.api.reading import reads
from cdp.contacts.candidates import Word, words_of
from cdp.contacts.provenance import Provenance as Facts
from cdp.contacts.survivorship import ContactField
from cdp.identity.cluster import Cluster, find_cluster
from cdp.identity.merging import MergeWarning
from cdp.profile.consents_together import ConsentTogether, consents_together
from cdp.profile.nodes import NodeFacts, find_nodes
from privacy.grant import Grant
from privacy.terms import DataCategory
from privacy.vault import Sealed

_WARNINGS: Final = "MergePreview.warnings"
_COMPARED: Final = frozenset(
    {
        DataCategory.IDENTITY_NAME,
        DataCategory.DEMOGRAPHIC_BIRTHDATE,
        DataCategory.CONTACT_PHONE,
        DataCategory.CONSENT_RECORD,
    }
)
"""What warnings tell of: each where its own category is shown."""


async def preview_merge(asking: Asking) -> MergePreview | None:
    """`Query.previewMerge`: the same statements, whoever is there."""
    one = asking.ids.profile(asking.arguments["profile"])
    other = asking.ids.profile(asking.arguments["other"], field="other")
    if _WARNINGS in asking.plan.footprint.shown:
        asking = reads(asking, _COMPARED)
    ruling, run, at = resolution_ruling(asking), asking.ground.people.run, asking.ask.at
    cluster = await find_cluster(run, [one, other], ruling, at=at)
    whom = list(cluster.members) or [one, other]
    words = await words_of(run, whom)
    nodes = await find_nodes(run, whom, ruling, at=at, agent=asking.ask.actor.id)
    if not await may_look(asking, ruling, cluster):
        return None
    preview = preview_of(cluster, one, other, words=words, ground=asking.ground)
    cells = cells_of(asking, ruling)
    together = consents_together(nodes, preview.sides[0], cells)
    lettered = list(zip(letters(nodes), nodes, strict=True))
    return MergePreview(
        chosen=[Provenance(facts=_provenance(*each)) for each in preview.words.items()],
        told=[MergedConsent(facts=each, cell=cells[each.bit]) for each in together],
        seen=partial(_warnings, nodes, preview, together),
        hash=preview.hash,
        profile=asking.ids.record(Record.PROFILE, preview.profile),
        sides=[
            MergeSide(
                profile=asking.ids.record(Record.PROFILE, _profile(cluster, side)),
                nodes=[
                    node_of(letter, node, cells)
                    for letter, node in lettered
                    if node.subject in side
                ],
            )
            for side in preview.sides
        ],
        obstacles=list(preview.obstacles),
    )


def _profile(cluster: Cluster, side: frozenset[UUID]) -> UUID:
    return cluster.members[next(iter(side))].profile


def _provenance(field: ContactField, word: Word) -> Facts:
    cells = (word.subject, word.contact, word.source, word.occurred_at, word.confirmed_at)
    return Facts.of(field, cells)


def _warnings(
    nodes: Sequence[NodeFacts],
    preview: Preview,
    together: Sequence[ConsentTogether],
    grant: Grant,
) -> Iterator[MergeWarning]:
    """What to look at. Names are compared as they are opened, for whoever may see them whole."""
    if _differ(grant, preview, {node.subject: node.name for node in nodes}):
        yield MergeWarning.DIFFERENT_NAMES
    if _differ(grant, preview, {node.subject: node.birthday for node in nodes}):
        yield MergeWarning.DIFFERENT_BIRTHDAYS
    if grant.view(DataCategory.CONTACT_PHONE).shows and any(node.has_shared for node in nodes):
        yield MergeWarning.SHARED_NUMBER
    if any(each.set_aside.open(grant) for each in together):
        yield MergeWarning.CONSENT_SET_ASIDE


def _differ(grant: Grant, preview: Preview, said: Mapping[UUID, Sealed | None]) -> bool:
    """Whether the two sides say something, and not the same: spaces and case are no difference."""
    sides = [
        {
            "".join(text.split()).casefold()
            for who, sealed in said.items()
            if who in side and sealed is not None and (text := sealed.open(grant)) is not None
        }
        for side in preview.sides
    ]
    return all(sides) and not sides[0] & sides[1]
