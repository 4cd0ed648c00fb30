"""Patience: how long an operation may take before it is stopped.

What is stopped has its statement cancelled and its lane freed. A question has then answered
nothing, and what it wrote down stays. An act whose intent is committed is ended by the sweeper,
as after a crash: as void, or as applied where its transaction stood. So its answer says neither.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from cdp.deadline import Deadline, Deadlines
from cdp.errors import CdpError
from cdp.plan.compile import Plan

OPERATION_S: Final = 5.0

_LONGER_S: Final[Mapping[str, float]] = {"executeErasure": 30.0}
"""What one transaction does to everything that a person ever did."""


class TimedOut(CdpError):
    """The operation took too long and was stopped. Send a question again; look, before an act."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """Seconds, by root field where one may take longer."""

    usual_s: float = OPERATION_S
    longer_s: Mapping[str, float] = field(default_factory=lambda: _LONGER_S)
    _usual: Deadlines = field(init=False, compare=False, repr=False)
    _longer: Mapping[str, Deadlines] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        longer = {name: Deadlines(seconds) for name, seconds in self.longer_s.items()}
        object.__setattr__(self, "_usual", Deadlines(self.usual_s))
        object.__setattr__(self, "_longer", longer)

    def deadline(self, plan: Plan) -> Deadline:
        """The deadline by which `plan` has to be answered."""
        name = "" if plan.root is None else plan.root.name.value
        return self._longer.get(name, self._usual).one()
