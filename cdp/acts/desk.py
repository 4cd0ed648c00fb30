"""Desk: what an act has at hand inside its transaction."""

from __future__ import annotations

from dataclasses import dataclass

from cdp.acts.ground import Ground
from cdp.database.writer import Transaction
from privacy.policy import Policy
from privacy.writing import Writing


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The transaction, the write under way, the ports, and the policy that rules both."""

    tx: Transaction
    writing: Writing
    ground: Ground
    policy: Policy
