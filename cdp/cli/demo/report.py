"""Report: what a flow promised, and whether it held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Promise:
    """One sentence of a flow, and whether it is true."""

    said: str
    held: bool


@dataclass(slots=True, kw_only=True)
class Flow:
    """One flow. `counts` are figures that it saw; no person is in them."""

    name: str
    title: str
    promises: list[Promise] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    took_ms: int = 0

    @property
    def ok(self) -> bool:
        """Whether it made promises and all of them held."""
        return bool(self.promises) and all(promise.held for promise in self.promises)

    def promise(self, said: str, *, held: bool) -> None:
        """Note a promise."""
        self.promises.append(Promise(said, held))

    def to_json(self) -> dict[str, object]:
        """As `cdp demo --json` prints it; promises that failed are named."""
        return {
            "name": self.name,
            "ok": self.ok,
            "took_ms": self.took_ms,
            "counts": self.counts,
            "broken": [promise.said for promise in self.promises if not promise.held],
        }


@dataclass(frozen=True, slots=True)
class Report:
    """All flows."""

    flows: Sequence[Flow]

    @property
    def ok(self) -> bool:
        """Whether every promise of every flow held."""
        return bool(self.flows) and all(flow.ok for flow in self.flows)

    def to_json(self) -> dict[str, object]:
        """As `cdp demo --json` prints it."""
        return {"ok": self.ok, "flows": [flow.to_json() for flow in self.flows]}
