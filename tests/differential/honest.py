"""Honest: inputs of acts that are done, where chance alone would hardly ever make one.

An act that has no line here is drawn by its types like everything else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from tests.acceptance.conftest import THEN
from tests.acceptance.deeds import (
    call,
    case,
    contact,
    corrected,
    lead,
    message,
    on_lead,
    order,
    planned,
    resolved,
    revealed,
    said,
    scored,
    split,
    together,
    withdrawn,
)
from tests.differential.known import Kind, Known

_SOON: Final = (THEN + timedelta(days=1)).isoformat()


@dataclass(frozen=True, slots=True)
class Of:
    """What an input names of the person `who`; the things of hers by their words."""

    who: int
    which: int

    @property
    def number(self) -> Any:  # noqa: ANN401 - it stands for a text
        """Her number."""
        return Known(Kind.NUMBER, who=self.who)

    def __getattr__(self, word: str) -> Any:  # noqa: ANN401 - it stands for a text
        """Something of hers: `of.lead`."""
        return Known(Kind.ID, who=self.who, word=word, which=self.which)


HONEST: Final[Mapping[str, Callable[[Of], dict[str, object]]]] = {
    "captureLead": lambda of: lead(of.number),
    "upsertContact": lambda of: contact(of.number, title="经理"),
    "confirmContactData": lambda of: corrected(of.profile),
    "logCall": lambda of: call(of.number),
    "logMessage": lambda of: message(of.number),
    "placeOrder": lambda of: order(of.number),
    "updateOrder": lambda of: {
        "source": "order-system", "profile": of.profile, "order": of.order, "status": "FULFILLED",
    },
    "openCase": lambda of: case(of.number, kind="PRIVACY_REQUEST" if of.which else "FAULT"),
    "resolveCase": lambda of: resolved(of.profile, of.case),
    "recordSatisfaction": lambda of: scored(of.profile, score=1, kind="CSAT"),
    "recordConsent": lambda of: said(of.profile),
    "withdrawConsent": lambda of: withdrawn(of.profile),
    "scheduleTask": lambda of: planned(of.profile, dueAt=_SOON),
    "completeTask": lambda of: {"profile": of.profile, "task": of.task, "done": True},
    "claimLead": lambda of: on_lead(of.profile, of.lead),
    "qualifyLead": lambda of: on_lead(of.profile, of.lead, to="MQL", evidence="x"),
    "rejectLead": lambda of: on_lead(of.profile, of.lead, reason="PRICE"),
    "returnToPool": lambda of: on_lead(of.profile, of.lead, reason="PRICE"),
    "handOffLead": lambda of: on_lead(of.profile, of.lead, to="dev:carla", context="x"),
    "revealPhone": lambda of: revealed(of.profile),
    "mergeProfiles": lambda of: together(of.profile, of.profile),
    "splitProfile": lambda of: split(of.profile, of.profile),
    "openRightsRequest": lambda of: {"type": "DELETE", "number": of.number},
    "verifyRequester": lambda of: {"case": of.rightsRequest, "code": "000000"},
}  # fmt: skip
