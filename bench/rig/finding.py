"""Finding: what a benchmark found of a bar, as one line of JSON, with where and when."""

from __future__ import annotations

import json
import os
import platform
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Whether a bar holds. `holds` None: this run cannot say."""

    bar: str
    value: float
    target: float
    holds: bool | None
    figures: Mapping[str, Any] = field(default_factory=dict)

    def line(self) -> str:
        """The finding as the script prints it."""
        first = {"bar": self.bar, "value": self.value, "target": self.target, "holds": self.holds}
        return json.dumps({**first, **self.figures}, ensure_ascii=False)

    @classmethod
    def read(cls, line: str) -> Self | None:
        """The finding that a line tells; None: it tells something else."""
        if not line.startswith('{"bar": '):
            return None
        told = json.loads(line)
        words = {word: told.pop(word) for word in ("bar", "value", "target", "holds")}
        return cls(**words, figures=told)


def circumstances(clock: Callable[[], datetime]) -> dict[str, object]:
    """Where and when this is measured."""
    return {
        "at": clock().isoformat(timespec="seconds"),
        "cores": os.cpu_count(),
        "cpu": _cpu(),
        "memory_gib": round(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30),
        "python": platform.python_version(),
    }


def _cpu() -> str:
    """What the processor calls itself."""
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        name, _, value = line.partition(":")
        if name.strip() == "model name":
            return " ".join(value.split())
    return platform.machine()
