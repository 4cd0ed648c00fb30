"""The access ledger on the surface. It holds pseudonyms and codes: nobody's data is in it."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

import strawberry

from cdp.api.field import given, plain
from cdp.api.labels import opened
from cdp.api.rows import Connection, InList, edges_of
from cdp.database.listing import Place
from privacy.ledger.entry import Leaf
from privacy.ledger.prove import InclusionProof
from privacy.ledger.records import LogEntry, SignedCheckpoint
from privacy.terms import LeafKind, LegalBasis, Purpose, ReasonCode

_CODES = "codes and pseudonyms, no person"

LIST: Final = "log"
"""The list of entries; its cursors fit no other."""


@strawberry.input(description="Which entries. All that is given must hold.")
class AccessLogFilter:
    """A filter."""

    kind: LeafKind | None = strawberry.field(
        default=None, directives=opened(_CODES), description="What the entry witnesses."
    )
    decision: str | None = strawberry.field(
        default=None,
        directives=opened(_CODES),
        description="allow, deny, applied, failed or void.",
    )
    reason: ReasonCode | None = strawberry.field(
        default=None, directives=opened(_CODES), description="Why it was refused."
    )
    purpose: Purpose | None = strawberry.field(
        default=None, directives=opened(_CODES), description="For which purpose."
    )
    actor: str | None = strawberry.field(
        default=None, directives=opened(_CODES), description="By whom: a pairwise id."
    )
    client: str | None = strawberry.field(
        default=None, directives=opened(_CODES), description="Through which client."
    )
    operation: str | None = strawberry.field(
        default=None, directives=opened(_CODES), description="Of which operation: a UUID."
    )
    subject: str | None = strawberry.field(
        default=None, directives=opened(_CODES), description="About which pseudonym, in hex."
    )
    since: datetime | None = strawberry.field(
        default=None, directives=opened(_CODES), description="From this time on."
    )
    until: datetime | None = strawberry.field(
        default=None, directives=opened(_CODES), description="Before this time."
    )


@strawberry.type(description="One entry of the log: one operation.")
class AccessEntry:
    """One entry."""

    leaf: strawberry.Private[Leaf]

    index: str = given("place in the log", "Its place, decimal.")

    @plain("time of an entry", "When it was asked.")
    def at(self) -> datetime:
        """The time."""
        return self.leaf.at

    @plain(_CODES, "What it witnesses.")
    def kind(self) -> LeafKind:
        """The kind."""
        return self.leaf.kind

    @plain(_CODES, "allow, deny, applied, failed or void.")
    def decision(self) -> str:
        """The decision."""
        return self.leaf.decision.value

    @plain(_CODES, "Why it was refused.")
    def reason(self) -> ReasonCode | None:
        """The reason."""
        return self.leaf.reason

    @plain(_CODES, "Where the rule stands.")
    def article(self) -> str | None:
        """The article."""
        return self.leaf.article

    @plain(_CODES, "For which purpose.")
    def purpose(self) -> Purpose | None:
        """The purpose."""
        return self.leaf.purpose

    @plain(_CODES, "On which ground.")
    def basis(self) -> LegalBasis | None:
        """The basis."""
        return self.leaf.basis

    @plain(_CODES, "By whom: a pairwise id.")
    def actor(self) -> str:
        """The actor."""
        return self.leaf.actor

    @plain(_CODES, "Through which client.")
    def client(self) -> str:
        """The client."""
        return self.leaf.auth.client

    @plain(_CODES, "In which roles.")
    def roles(self) -> list[str]:
        """The roles."""
        return [role.value for role in self.leaf.roles]

    @plain(_CODES, "In which unit.")
    def unit(self) -> str:
        """The unit."""
        return self.leaf.unit

    @plain(_CODES, "Of which operation, a UUID as the log has it: intent and outcome share it.")
    def operation(self) -> str:
        """The operation. No id of ours: the log is read, and verified, without our keys."""
        return str(self.leaf.operation)

    @plain(_CODES, "SHA-256 of the document, in hex.")
    def document(self) -> str | None:
        """The document."""
        return self.leaf.document

    @plain(_CODES, "SHA-256 of the policy in force, in hex.")
    def policy(self) -> str | None:
        """The policy."""
        return self.leaf.policy

    @plain(_CODES, "Which categories, and how they were shown or written.")
    def fields(self) -> list[str]:
        """The categories."""
        return list(self.leaf.fields)

    @plain(_CODES, "How many people or entries it is about.")
    def count(self) -> int:
        """The number."""
        return self.leaf.count

    @plain(_CODES, "Their pseudonyms, in hex.")
    def subjects(self) -> list[str]:
        """The pseudonyms."""
        return [subject.hex() for subject in self.leaf.subjects]

    @plain(_CODES, "The task or case.")
    def reference(self) -> str | None:
        """The reference."""
        return self.leaf.reference


@strawberry.type(description="An entry in a list.")
class AccessLogEdge(InList):
    """Relay's edge."""

    node: AccessEntry = given(_CODES, "The entry.")


@dataclass(frozen=True, slots=True)
class Logged:
    """An entry in a list."""

    entry: LogEntry

    @property
    def place(self) -> Place:
        """Where it stands: its index says it alone."""
        return Place(at=self.entry.index, id=UUID(int=0))


def _entry(row: Logged) -> AccessEntry:
    return AccessEntry(leaf=row.entry.leaf, index=str(row.entry.index))


@strawberry.type(description="Entries of the log, newest first.")
class AccessLogConnection(Connection):
    """Relay's connection."""

    edges: list[AccessLogEdge] = edges_of(AccessLogEdge, _entry, "The entries.")


@strawberry.type(description="A signed statement of the whole log (C2SP tlog-checkpoint).")
class Checkpoint:
    """A checkpoint."""

    size: str = given("size of the log", "How many entries, decimal.")
    root: str = given("hash of the log", "Root hash (RFC 6962), base64.")
    note: str = given("signed text of ours", "The signed note, byte for byte.")
    at: datetime = given("time of a row", "When it was signed.")


@strawberry.type(description="That an entry stands in the log.")
class AccessProof:
    """An inclusion proof."""

    index: str = given("place in the log", "The entry's place, decimal.")
    leaf: str = given(_CODES, "The entry's exact bytes, base64.")
    leaf_hash: str = given("hash of an entry", "Leaf hash (RFC 6962), base64.")
    path: list[str] = given("hashes of the log", "Inclusion path, base64, leaf upwards.")
    checkpoint: str = given("signed text of ours", "The checkpoint that it leads to.")
    text: str = given("signed text of ours", "The same as a C2SP tlog-proof file.")


def checkpoint_of(signed: SignedCheckpoint) -> Checkpoint:
    """A checkpoint as it is shown."""
    return Checkpoint(
        size=str(signed.size),
        root=base64.b64encode(signed.root).decode(),
        note=signed.note.decode(),
        at=signed.at,
    )


def proof_of(proof: InclusionProof, leaf: bytes) -> AccessProof:
    """A proof as it is shown."""
    return AccessProof(
        index=str(proof.index),
        leaf=base64.b64encode(leaf).decode(),
        leaf_hash=base64.b64encode(proof.leaf_hash).decode(),
        path=[base64.b64encode(step).decode() for step in proof.path],
        checkpoint=proof.checkpoint.note.decode(),
        text=proof.to_text(),
    )
