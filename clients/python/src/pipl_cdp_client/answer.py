"""Answer: what a document answered, with the proof that the access was written down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from pipl_cdp_client.model import Model, Problem

T_co = TypeVar("T_co", bound=Model, covariant=True)


class Receipt(Model):
    """Where the access stands in the service's log; `cdp ledger verify` checks it.

    Keep it with whatever decision was made on what was shown.
    """

    log: str
    index: int
    leaf_hash: str
    base: int
    size: int
    path: list[str]
    sig: str


class Withheld(Model):
    """A field that was masked or left out, and why."""

    coordinate: str
    """`Type.field` of the schema."""
    effect: str
    """`MASK` or `DENY`."""
    reason: str | None = None
    """A reason code."""
    article: str | None = None
    count: int = 1
    """How often."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Generic[T_co]):
    """What came back of one call."""

    data: T_co
    receipt: Receipt | None
    """None where nobody's data was touched."""
    withheld: tuple[Withheld, ...]
    """What the policy masked or left out: a screen can say why a field is empty."""
    faults: tuple[str, ...]
    """Codes of fields that failed beside others that are there."""
    cost: Mapping[str, object] = field(repr=False)
    """`extensions.cost`: what the call cost its client, and what is left."""
    request_id: str | None

    @property
    def problem(self) -> Problem | None:
        """The refusal, where a mutation answered one instead of what it did."""
        for name in type(self.data).model_fields:
            value = getattr(self.data, name)
            if isinstance(value, Problem):
                return value
        return None
