"""The enumerations of the surface: the inner vocabularies, in upper snake case.

Strawberry marks each class in place, so that types may use the vocabularies as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Final

import strawberry

from cdp.api.merging.drawing import PictureLanguage
from cdp.cases.record import CaseKind, CaseStatus, Priority, RootCause
from cdp.cases.satisfaction import FollowUp, SatisfactionKind
from cdp.contacts.record import AddressKind, ContactKind, ContactRole, DayPart, Gender
from cdp.contacts.survivorship import ContactField
from cdp.identity.matching.evidence import Agreement, Feature
from cdp.identity.matching.rule import Identifier, RuleAction, SecondKey
from cdp.identity.matching.suggestion import SuggestionState, Verdict
from cdp.identity.merging import (
    LinkKind,
    MergeEvidence,
    MergeKind,
    MergeObstacle,
    MergeReason,
    MergeWarning,
    Side,
)
from cdp.identity.record import (
    NumberStatus,
    PhoneDisputeReason,
    PhoneSettlement,
    ResolutionStatus,
    Verification,
)
from cdp.interactions.message import BounceKind, MessageState
from cdp.interactions.record import CallOutcome, CallResult, Direction
from cdp.leads.record import AbandonNode, LeadInvalid, LeadStatus, Qualification
from cdp.orders.money import ConfirmationKind, PaymentMethod
from cdp.orders.record import OrderStatus
from cdp.tasks.record import TaskOrigin, TaskState
from cdp.vocabulary import Channel, IntentLevel, LeadEvent, RejectReason, TaskKind
from privacy.rights.case import CaseState, RequestType
from privacy.rights.restriction import RestrictionReason
from privacy.terms import Channel as ConsentChannel
from privacy.terms import (
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
    PhoneDisputeReason: "What speaks against a number's being somebody's, or settles it.",
    PhoneSettlement: "How a dispute about a number ends.",
    ContactRole: "What a person is to us.",
    Direction: "Who dialled.",
    CallResult: "What the network said.",
    CallOutcome: "What the person said.",
    OrderStatus: "Where an order stands.",
    PaymentMethod: "How money came.",
    ConfirmationKind: "What of an order was confirmed.",
    ContactKind: "Whether a person stands for herself or acts for a company.",
    Gender: "As the person says it herself.",
    AddressKind: "What an address is for, besides the main one.",
    DayPart: "When a person likes to be reached.",
    ContactField: "A field that a person may confirm.",
    CaseKind: "What a case is about.",
    CaseStatus: "Where a case stands.",
    RootCause: "Why a case came to be.",
    Priority: "How soon a case is due.",
    SatisfactionKind: "The scale of a score: CSAT 1 to 5, NPS 0 to 10, CES 1 to 7.",
    FollowUp: "What a score asks for: to be recommended, or to make good.",
    MessageState: "How far a message came.",
    BounceKind: "Why a message came back.",
    Channel: "By what means a person and we meet.",
    ConsentChannel: "What a consent covers: how a person may be reached.",
    IntentLevel: "How ready somebody is to buy.",
    RejectReason: "Why somebody does not buy, or is not asked again.",
    Qualification: "How far interest has come.",
    LeadStatus: "Where the work on a lead stands.",
    AbandonNode: "At which step somebody gave up.",
    LeadInvalid: "Why a lead is none.",
    LeadEvent: "What happened to a lead.",
    TaskKind: "What a task is for.",
    TaskState: "Where a task stands, now.",
    TaskOrigin: "Why there is a task.",
    ConsentKind: "How a consent was given; a general one never satisfies a separate one.",
    ConsentMethod: "Where a statement was taken.",
    ConsentState: "Where a consent stands (DPV).",
    RequestType: "What a person asks for.",
    CaseState: "Where a person's request stands.",
    RestrictionReason: "Why nobody processes a person's data, but for exempt purposes.",
    MergeKind: "What a decision about identities did.",
    MergeEvidence: "What a decision about identities rests on.",
    MergeReason: "Why records are taken together, or apart.",
    MergeObstacle: "Why profiles cannot be merged as they are.",
    MergeWarning: "What to look at before profiles are merged.",
    LinkKind: "What two records are to each other, whatever a rule finds.",
    Side: "What a record was to a decision about identities.",
    Agreement: "How a field of two profiles agrees.",
    Feature: "What of two profiles is compared.",
    Identifier: "What two may have in common that was handed to one person.",
    RuleAction: "What a rule of matching does with a pair.",
    SecondKey: "What else must agree for a rule of matching.",
    SuggestionState: "Where a suggestion stands.",
    Verdict: "What a steward says of a suggestion.",
    Verification: "How surely something is a person's, weakest first.",
    PictureLanguage: "In which language a picture is labelled.",
    LeafKind: "What a ledger entry witnesses.",
}

_RENAMED: Final[Mapping[type[Enum], str]] = {
    # `ConsentState` is the object of the surface: cell, status, notice, time.
    ConsentState: "ConsentStatus",
    RequestType: "RightsRequestType",
    CaseState: "RightsRequestState",
    # `Channel` is that of an interaction.
    ConsentChannel: "ConsentChannel",
    Side: "MergeSideOf",
    Agreement: "MatchAgreement",
    Feature: "MatchFeature",
    Identifier: "MatchIdentifier",
    RuleAction: "MatchRuleAction",
    SecondKey: "MatchSecondKey",
    SuggestionState: "MatchSuggestionState",
    Verdict: "MatchVerdict",
}

for _word, _description in _DESCRIBED.items():
    strawberry.enum(_word, name=_RENAMED.get(_word), description=_description)
