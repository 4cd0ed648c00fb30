"""The enumerations of the surface: the inner vocabularies, in upper snake case.

Strawberry marks each class in place, so that types may use the vocabularies as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Final

import strawberry

from cdp.contacts.record import ContactRole
from cdp.identity.record import NumberStatus, ResolutionStatus
from cdp.interactions.record import CallOutcome, CallResult, Direction
from cdp.orders.record import OrderStatus
from privacy.rights.case import CaseState, RequestType
from privacy.terms import (
    Channel,
    ConsentKind,
    ConsentMethod,
    ConsentState,
    Effect,
    LeafKind,
    LegalBasis,
    LineType,
    Purpose,
    ReasonCode,
)

_DESCRIBED: Final[Mapping[type[Enum], str]] = {
    Purpose: "Why personal data is processed: one an operation.",
    LegalBasis: "Ground of lawfulness (PIPL 13).",
    ReasonCode: "Why something was refused or reduced. Stable.",
    Effect: "What a decision lets be seen of a value.",
    ResolutionStatus: "What a look-up says; NOT_AVAILABLE never says whether a number was seen.",
    LineType: "Kind of line, by allocation.",
    NumberStatus: "What is known of a line.",
    ContactRole: "What a person is to us.",
    Direction: "Who dialled.",
    CallResult: "What the network said.",
    CallOutcome: "What the person said.",
    OrderStatus: "Where an order stands.",
    Channel: "How a person is reached.",
    ConsentKind: "How a consent was given; a general one never satisfies a separate one.",
    ConsentMethod: "Where a statement was taken.",
    ConsentState: "Where a consent stands (DPV).",
    RequestType: "What a person asks for.",
    CaseState: "Where a person's request stands.",
    LeafKind: "What a ledger entry witnesses.",
}

_RENAMED: Final[Mapping[type[Enum], str]] = {
    ConsentState: "ConsentStatus",
    RequestType: "RightsRequestType",
    CaseState: "RightsRequestState",
}
"""`ConsentState` is the object of the surface: cell, status, notice, time."""

for _word, _description in _DESCRIBED.items():
    strawberry.enum(_word, name=_RENAMED.get(_word), description=_description)
