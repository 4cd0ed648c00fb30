"""Results: the findings of one run of all benchmarks, as they are kept."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

from bench.rig.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """What was found, where and when, by which command, and which scripts failed with what."""

    command: str
    where: Mapping[str, Any]
    findings: Sequence[Finding]
    failures: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What its files are called: its day, and whether it was quick."""
        day = str(self.where["at"])[:10]
        return day if self.command.endswith("full") else f"{day}-quick"

    def of(self, bar: str) -> Finding | None:
        """The finding of a bar."""
        return next((each for each in self.findings if each.bar == bar), None)

    def write(self, folder: Path) -> Path:
        """Keep it as JSON."""
        folder.mkdir(parents=True, exist_ok=True)
        told = {
            "command": self.command,
            "where": self.where,
            "failures": self.failures,
            "findings": [json.loads(each.line()) for each in self.findings],
        }
        place = folder / f"{self.name}.json"
        place.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        return place

    @classmethod
    def read(cls, place: Path) -> Self:
        """What was kept."""
        told = json.loads(place.read_text(encoding="utf-8"))
        findings = (Finding.read(json.dumps(each)) for each in told.pop("findings"))
        return cls(findings=[each for each in findings if each is not None], **told)
