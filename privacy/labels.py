"""Labels on columns: what a column holds and how it is kept. They classify; the policy rules.

A label stands in a SQLAlchemy column's `info`, written by one of three functions:

    Column("name", LargeBinary, info=sealed(DataCategory.IDENTITY_NAME))
    Column("placed_at", DateTime(timezone=True), info=guarded(DataCategory.COMMERCIAL_ORDER))
    Column("id", Uuid, info=opened("random id"))

A table that holds something of people and is linked to no subject says so, and why, in its own
`info`: else nobody's erasure can be planned.

    Table("suppression", DATA, …, info=unlinked("kept after an erasure, so that …"))
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from privacy.terms import DataCategory, StorageClass

if TYPE_CHECKING:
    from collections.abc import Mapping

LABEL: Final = "privacy"
"""Key of the label in a column's or table's `info`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """One column's class: its storage, and its category or the reason why nobody is in it."""

    storage: StorageClass
    category: DataCategory | None = None
    reason: str = ""


def sealed(category: DataCategory) -> dict[str, Label]:
    """Ciphertext: identifies or reaches a person, or is free text."""
    return {LABEL: Label(storage=StorageClass.SEALED, category=category)}


def guarded(category: DataCategory) -> dict[str, Label]:
    """Clear, because rules and KPIs compare it; read into `Guarded`, whose value needs a Grant."""
    return {LABEL: Label(storage=StorageClass.GUARDED, category=category)}


def opened(reason: str) -> dict[str, Label]:
    """Nobody is in it; `reason` says why, for whoever audits the classification."""
    return {LABEL: Label(storage=StorageClass.OPEN, reason=reason)}


def label_of(info: Mapping[str, object]) -> Label | None:
    """The label in a column's `info`; None where the column is unclassified."""
    label = info.get(LABEL)
    return label if isinstance(label, Label) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlinked:
    """Why a table with personal columns hangs on no subject, and when what it holds goes.

    `within_days`: its rows go by themselves within so many days; None: they are kept on purpose.
    """

    reason: str
    within_days: int | None = None


def unlinked(reason: str, *, within_days: int | None = None) -> dict[str, Unlinked]:
    """A table whose rows no erasure can find; certificates repeat `reason` and the days."""
    return {LABEL: Unlinked(reason=reason, within_days=within_days)}


@dataclass(frozen=True, slots=True, kw_only=True)
class NoProof:
    """Why a table's rows go with the person, although they tell of what is proof of others."""

    reason: str


def no_proof(reason: str) -> dict[str, NoProof]:
    """A table whose rows an erasure takes, whatever they tell of."""
    return {LABEL: NoProof(reason=reason)}


def is_no_proof(info: Mapping[str, object]) -> bool:
    """Whether a table's `info` says so."""
    return isinstance(info.get(LABEL), NoProof)


def unlinked_of(info: Mapping[str, object]) -> Unlinked | None:
    """What a table's `info` says of why it hangs on no subject; None where it says nothing."""
    found = info.get(LABEL)
    return found if isinstance(found, Unlinked) else None
