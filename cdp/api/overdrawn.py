"""Overdrawn: the refusal of whoever has looked up, or revealed, as much as they may."""

from __future__ import annotations

from privacy.errors import Refusal
from privacy.terms import ReasonCode


class Overdrawn(Refusal):
    """As many look-ups or reveals were asked for as may be. Written down as any refusal."""

    def __init__(self, retry_after_s: int) -> None:
        super().__init__(ReasonCode.RATE_LIMITED)
        self.retry_after_s = retry_after_s
