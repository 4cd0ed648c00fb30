"""Askers: who sends a drawn operation, and for which purpose it says it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from graphql import FieldNode, OperationDefinitionNode, parse

from cdp.plan.purpose import named_in
from tests.acceptance.people import (
    AGENT,
    APPROVER,
    AUDITOR,
    CONTRACT,
    MARKETER,
    OFFICER,
    OPERATOR,
    PRESENT,
    SELLER,
    SENDER,
    SHOP,
    STEWARD,
    Persona,
)

PERSONAS: Final = (
    AGENT, PRESENT, SELLER, SHOP, MARKETER, SENDER, OFFICER, OPERATOR, APPROVER, AUDITOR,
    STEWARD,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asker:
    """Somebody with a token, and the purpose that the document names; none where it is empty."""

    persona: Persona
    purpose: str

    def __repr__(self) -> str:
        """As it reads in a counter-example."""
        role = self.persona.role.value
        return f"{role} of {self.persona.client} for {self.purpose or 'no purpose'}"


OWN: Final = tuple(
    Asker(persona, purpose.name) for persona in PERSONAS for purpose in persona.purposes
)
"""Everybody, for each purpose of theirs."""

STRAY: Final = (
    Asker(AGENT, ""),
    Asker(AGENT, "MARKETING_DIRECT_CALL"),
    Asker(SELLER, "ORDER_FULFILMENT"),
)
"""Those who are refused before anything is read."""


@cache
def askers(root: str) -> Sequence[Asker]:
    """Who asks `root`: mostly whom a published document is for, then everybody, then strays."""
    published = [asker for asker in OWN if (root, asker.persona.folder, asker.purpose) in _asked()]
    return (*published * (2 * len(OWN) // max(1, len(published))), *OWN, *STRAY)


@cache
def _asked() -> frozenset[tuple[str, str, str]]:
    """Root, folder and purpose of every published document."""
    found = set()
    for published in CONTRACT.operations:
        for node in parse(published.text, no_location=True).definitions:
            if isinstance(node, OperationDefinitionNode):
                [root, *_] = node.selection_set.selections
                assert isinstance(root, FieldNode)
                found.add((root.name.value, published.persona, named_in(node).name))
    return frozenset(found)
