"""Generated from graphql/ by `make client`: change the documents, not this file."""

from datetime import datetime
from typing import Optional

from ..model import Model
from .enums import (
    AbandonNode,
    AddressKind,
    BounceKind,
    CallOutcome,
    CallResult,
    CaseKind,
    CaseStatus,
    Channel,
    ConfirmationKind,
    ConsentKind,
    ConsentMethod,
    ContactField,
    ContactKind,
    ContactRole,
    DayPart,
    Direction,
    Gender,
    IntentLevel,
    LeadInvalid,
    LeadStatus,
    LeafKind,
    LinkKind,
    MatchIdentifier,
    MatchRuleAction,
    MatchSecondKey,
    MatchVerdict,
    MergeEvidence,
    MergeReason,
    MessageState,
    OrderStatus,
    PaymentMethod,
    PhoneDisputeReason,
    PhoneSettlement,
    Priority,
    Purpose,
    Qualification,
    ReasonCode,
    RecordKind,
    RejectReason,
    RestrictionReason,
    RightsRequestType,
    RootCause,
    SatisfactionKind,
    TaskKind,
    Verification,
)


class AccessLogFilter(Model):
    """Which entries. All that is given must hold."""

    actor: str | None = None
    "By whom: a pairwise id."
    client: str | None = None
    "Through which client."
    decision: str | None = None
    "allow, deny, applied, failed or void."
    kind: LeafKind | None = None
    "What the entry witnesses."
    operation: str | None = None
    "Of which operation: a UUID."
    purpose: Purpose | None = None
    "For which purpose."
    reason: ReasonCode | None = None
    "Why it was refused."
    since: datetime | None = None
    "From this time on."
    subject: str | None = None
    "About which pseudonym, in hex."
    until: datetime | None = None
    "Before this time."


class AddressInput(Model):
    """A postal address in three parts, so that the city alone can show."""

    city: str | None = None
    "City."
    province: str | None = None
    "Province or municipality."
    street: str | None = None
    "District, street, house, room."


class ApprovePlanInput(Model):
    """A second person approves what she saw."""

    case: str
    "The request."
    plan: str
    "The hash of the plan that was looked at."


class CaptureLeadInput(Model):
    """A person who asked to be contacted, and what for."""

    campaign: str | None = None
    "The key of the campaign that brought her."
    captured_at: datetime | None = None
    "When she asked. Left out: the hour in which it is filed."
    company: str | None = None
    "The company that she acts for."
    email: str | None = None
    "The e-mail address."
    external_key: str | None = None
    "The lead's number at its source: filed once."
    intent_level: IntentLevel | None = None
    "How ready she is to buy."
    name: str | None = None
    "The name."
    need: Optional["NeedInput"] = None
    "What she said of her need."
    number: str
    "The number, in any usual form."
    product: str | None = None
    "What it is about."
    source: str
    "Where it comes from: a declared source."
    tracking_link: str | None = None
    "The key of the tracking link that brought her."


class ClaimLeadInput(Model):
    """A lead that the caller takes."""

    lead: str
    "The lead."
    profile: str
    "The profile."


class CompleteTaskInput(Model):
    """A task that was done, or need not be done."""

    done: bool
    "Whether it was done; false: it was skipped."
    profile: str
    "The profile."
    result: str | None = None
    "What came of it."
    task: str
    "The task."


class ConfirmContactDataInput(Model):
    """What a person said when her data was read back to her: right, or how it is right."""

    confirmed: list[ContactField] | None = None
    "Which of its fields she confirmed."
    contact: str | None = None
    "The contact whose fields stand."
    corrected: Optional["ContactDataInput"] = None
    "What she put right."
    number: str | None = None
    "The number, in any usual form."
    profile: str | None = None
    "The profile."
    source: str
    "Who asked her: a declared source."


class ConfirmationInput(Model):
    """Something of an order that was confirmed."""

    channel: Channel
    "By what means."
    confirmed_at: datetime
    "When."
    kind: ConfirmationKind
    "What was confirmed."
    reference: str | None = None
    "Where the proof lies."


class ContactAddressInput(Model):
    """A further address, for its use."""

    city: str | None = None
    "City."
    kind: AddressKind
    "What it is for."
    province: str | None = None
    "Province or municipality."
    street: str | None = None
    "District, street, house, room."


class ContactDataInput(Model):
    """What is said of a person. What is left out stays as it was."""

    address: Optional["AddressInput"] = None
    "The main postal address."
    addresses: list["ContactAddressInput"] | None = None
    "Further addresses, one for each use."
    birthday: str | None = None
    "YYYY-MM-DD."
    company: str | None = None
    "The company, as she says it."
    email: str | None = None
    "The e-mail address."
    family_name: str | None = None
    "The family name."
    gender: Gender | None = None
    "As she says it herself."
    given_name: str | None = None
    "The given name."
    kind: ContactKind | None = None
    "For herself or for a company."
    locale: str | None = None
    "Her language, such as zh-CN."
    name: str | None = None
    "The name; else it is made of its parts."
    organisation: Optional["OrganisationInput"] = None
    "The organisation that she acts for."
    phonetic_name: str | None = None
    "How it is pronounced."
    preferred_channel: Channel | None = None
    "By what means she likes to be reached."
    preferred_time: DayPart | None = None
    "When she likes to be reached."
    role: ContactRole | None = None
    "What she is to us."
    title: str | None = None
    "What she does there."


class DisputePhoneInput(Model):
    """A number whose owner is doubtful, or is doubtful no longer."""

    phone: str
    "The number, as MaskedPhone names it."
    profile: str
    "Whose number it is taken to be."
    reason: PhoneDisputeReason
    "What is known of it."
    settled: PhoneSettlement | None = None
    "How the doubt ends; left out, it begins."
    since: datetime | None = None
    "Until when it was hers; left out, until now."


class ExecuteErasureInput(Model):
    """An approved plan is carried out, or carried on with."""

    case: str
    "The request."


class ExternalRefInput(Model):
    """A record by its key in the system that it came from."""

    key: str
    "Its key there, such as an order's number."
    kind: RecordKind
    "What the record is."
    source: str
    "The declared source."


class HandOffLeadInput(Model):
    """A lead that goes to a colleague."""

    context: str
    "What she must know."
    lead: str
    "The lead."
    profile: str
    "The profile."
    to: str
    "The colleague, as the access ledger writes her."


class LeadFilter(Model):
    """Which leads. All that is given must hold."""

    campaign: str | None = None
    "The campaign."
    mine: bool | None = None
    "Those alone that the caller owns."
    product: str | None = None
    "The product."
    qualification: Qualification | None = None
    "How far they have come."
    source: str | None = None
    "The declared source."
    status: LeadStatus | None = None
    "Where the work stands."


class LogCallInput(Model):
    """One call. Give the number, or the profile, and not both."""

    callback_at: datetime | None = None
    "When she wants to be called."
    campaign: str | None = None
    "The campaign's key."
    case: str | None = None
    "The case that it was about, with its profile."
    direction: Direction
    "Who dialled."
    external_key: str | None = None
    "The call's number in the telephone system: filed once."
    intent_level: IntentLevel | None = None
    "How ready she is to buy."
    lead: str | None = None
    "The lead that it was about, with its profile; left out: her newest."
    notes: str | None = None
    "What the agent noted."
    number: str | None = None
    "The number, in any usual form."
    outcome: CallOutcome | None = None
    "What she said."
    profile: str | None = None
    "The profile."
    recording_ref: str | None = None
    "Where the telephone system keeps the recording."
    reject_reason: RejectReason | None = None
    "Why she does not buy."
    result: CallResult
    "What the network said."
    ring_seconds: int | None = None
    "Seconds of ringing."
    source: str
    "Where it comes from: a declared source."
    started_at: datetime
    "When it began."
    talk_seconds: int | None = None
    "Seconds of talking."


class LogMessageInput(Model):
    """One message, without its text. Give the number, or the profile."""

    bounce_kind: BounceKind | None = None
    "Why it came back; said where it bounced."
    campaign: str | None = None
    "The campaign that it belongs to."
    case: str | None = None
    "The case that it belongs to."
    channel: Channel
    "By what means it travels."
    cost_minor: str | None = None
    "What it cost in minor units, as a decimal string."
    currency: str | None = None
    "ISO 4217 code of the cost."
    direction: Direction
    "Who wrote."
    external_key: str | None = None
    "The carrier's number of the message: told again, it tells how far it came."
    lead: str | None = None
    "The lead that it belongs to."
    number: str | None = None
    "The number, in any usual form."
    profile: str | None = None
    "The profile."
    sent_at: datetime
    "When it was sent."
    source: str
    "Where it comes from: a declared source."
    state: MessageState
    "How far it came."
    template: str | None = None
    "The template that it was made from."


class MergeProfilesInput(Model):
    """Two profiles that are one person."""

    evidence: MergeEvidence
    "What it rests on."
    other: str
    "The other."
    preview_hash: str
    "The hash of previewMerge."
    profile: str
    "The one profile."
    reason: MergeReason
    "Why."


class NeedInput(Model):
    """What a person said of her need."""

    authority: str | None = None
    "Who decides."
    budget_range: str | None = None
    "What she would spend."
    form: str | None = None
    "What she wrote into the form."
    need: str | None = None
    "What she needs."
    pain_point: str | None = None
    "What troubles her."
    timeline: str | None = None
    "By when she wants it."


class OpenCaseInput(Model):
    """One case. Give the number, or the profile, and not both."""

    call: str | None = None
    "The call in which it came up."
    channel: Channel | None = None
    "By what means she came."
    external_key: str | None = None
    "The case's number at the source: filed once."
    kind: CaseKind
    "What it is about."
    number: str | None = None
    "The line that she called from."
    opened_at: datetime | None = None
    "When she asked; else now."
    order: str | None = None
    "The order that it is about."
    priority: Priority | None = None
    "NORMAL unless said otherwise."
    product: str | None = None
    "The product that it is about."
    profile: str | None = None
    "The profile."
    sla_at: datetime | None = None
    "When it is due; else by its priority."
    source: str
    "Where it comes from: a declared source."
    subject_line: str | None = None
    "What she asks, in a line."


class OpenRightsRequestInput(Model):
    """A person asks for her rights. A code goes to her number."""

    number: str
    "Her number, as she gives it."
    type_: RightsRequestType
    "What she asks for: DELETE or RESTRICT, so far."


class OrderFilter(Model):
    """Which orders. All that is given must hold."""

    placed_since: datetime | None = None
    "Placed at or after."
    placed_until: datetime | None = None
    "Placed before."
    source: str | None = None
    "The declared source."
    status: OrderStatus | None = None
    "Where it stands."


class OrderLineInput(Model):
    """One product of an order."""

    product: str
    "What was ordered."
    quantity: int
    "How many."
    unit_minor: str
    "Price of one in minor units (fen), as a decimal string."


class OrganisationInput(Model):
    """A company that a person acts for. No person is in it."""

    industry: str | None = None
    "Its trade."
    name: str
    "Its name."
    region: str | None = None
    "Where it sits."


class PaymentInput(Model):
    """Money that came for an order."""

    amount_minor: str
    "In minor units (fen), as a decimal string; above zero."
    currency: str
    "ISO 4217 code: the order's."
    method: PaymentMethod
    "How it came."
    paid_at: datetime
    "When it came."
    reference: str | None = None
    "The payment service's number: filed once."


class PlaceOrderInput(Model):
    """One order. Give the number, or the profile, and not both."""

    channel: Channel | None = None
    "By what means it was placed."
    currency: str
    "ISO 4217 code."
    external_no: str | None = None
    "The order's number where it comes from: filed once."
    lead: str | None = None
    "The lead that it came from."
    lines: list["OrderLineInput"]
    "What was ordered."
    number: str | None = None
    "The number, in any usual form."
    payments: list["PaymentInput"] | None = None
    "What has been paid for it already."
    placed_at: datetime
    "When it was placed."
    profile: str | None = None
    "The profile."
    source: str
    "Where it comes from: a declared source."
    status: OrderStatus
    "Where it stands."


class ProfileFilter(Model):
    """Which people. All that is given must hold."""

    created_since: datetime | None = None
    "First seen at or after."
    created_until: datetime | None = None
    "First seen before."
    external_ref: Optional["ExternalRefInput"] = None
    "Whose record it is."
    number: str | None = None
    "Who answers this number now."
    role: ContactRole | None = None
    "What they are to us."
    source: str | None = None
    "A declared source that knows them."


class QualifyLeadInput(Model):
    """How far a lead has come, and what shows it."""

    evidence: str
    "What shows it."
    intent_level: IntentLevel | None = None
    "How ready she is to buy."
    lead: str
    "The lead."
    order: str | None = None
    "The order that it became."
    profile: str
    "The profile."
    to: Qualification
    "MQL, SAL, SQL, OPPORTUNITY or WON."


class RecordConsentInput(Model):
    """What a person said about one question of consent."""

    evidence: str | None = None
    "Where the proof lies, such as a recording's reference."
    given: bool
    "True: given. False: refused."
    kind: ConsentKind | None = None
    "GENERAL unless said otherwise."
    language: str | None = None
    "Language of the notice that she was read: zh or en."
    method: ConsentMethod
    "Where it was taken."
    number: str | None = None
    "Her number, in any usual form."
    profile: str | None = None
    "Her profile."
    purpose: Purpose
    "The purpose that she was asked about."
    said_at: datetime | None = None
    "When she said it; else now."


class RecordSatisfactionInput(Model):
    """How somebody liked a case, an order or a call."""

    answered_at: datetime | None = None
    "When she answered; else now."
    call: str | None = None
    "The call that she judged."
    case: str | None = None
    "The case that she judged."
    comment: str | None = None
    "What she said besides."
    kind: SatisfactionKind
    "The scale."
    number: str | None = None
    "The number, in any usual form."
    order: str | None = None
    "The order that she judged."
    profile: str | None = None
    "The profile."
    score: int
    "The score; the greater the better."
    source: str
    "Where it comes from: a declared source."


class RefundInput(Model):
    """Money of an order that was paid back."""

    amount_minor: str
    "In minor units (fen), as a decimal string; above zero."
    currency: str
    "ISO 4217 code: the order's."
    reference: str | None = None
    "The payment service's number: filed once."
    refunded_at: datetime
    "When it was paid back."


class RejectLeadInput(Model):
    """Why nothing will come of a lead."""

    abandon_node: AbandonNode | None = None
    "At which step she gave up."
    evidence: str | None = None
    "What shows it."
    invalid: LeadInvalid | None = None
    "Why it never was a lead."
    lead: str
    "The lead."
    profile: str
    "The profile."
    reason: RejectReason
    "Why."


class ReleaseRestrictionInput(Model):
    """Whose restriction is lifted."""

    case_ref: str
    "Your case or ticket, such as TKT-1042."
    profile: str
    "Her profile."


class ResolveCaseInput(Model):
    """A step of a case. Solving it says why it came to be and what was done."""

    at: datetime | None = None
    "When the step was taken; else now."
    case: str
    "The case."
    profile: str
    "Whose it is."
    resolution: str | None = None
    "What was done; said when it is solved."
    root_cause: RootCause | None = None
    "Why it came to be; said when it is solved."
    status: CaseStatus | None = None
    "RESOLVED unless said otherwise."


class RestrictProcessingInput(Model):
    """Whose data nobody may process any more, but for exempt purposes."""

    case: str | None = None
    "Her own request of the type RESTRICT."
    case_ref: str
    "Your case or ticket, such as TKT-1042."
    citation: str
    "On which article: a law and its article, such as PIPL 47(2)."
    profile: str | None = None
    "Her profile."
    reason: RestrictionReason
    "Why."


class ReturnToPoolInput(Model):
    """Why a lead goes back to its pool, and what was learnt of it."""

    evidence: str | None = None
    "What shows it."
    intent_level: IntentLevel | None = None
    "How ready she is to buy."
    lead: str
    "The lead."
    learned: Optional["NeedInput"] = None
    "What was learnt; what is left out stays."
    profile: str
    "The profile."
    reason: RejectReason
    "Why."


class RevealPhoneInput(Model):
    """One full number, for a stated reason."""

    case_ref: str
    "The task or case, such as TKT-1042."
    profile: str
    "Whose number it is."
    reason: str
    "Why the mask does not do."


class ReviewMatchSuggestionInput(Model):
    """What a steward says of a suggestion."""

    suggestion: str
    "The suggestion."
    verdict: MatchVerdict
    "What you say."


class SaveMatchRuleInput(Model):
    """A rule, and whether it is only to be tried."""

    action: MatchRuleAction
    "MERGE writes, and only above what is merely said."
    active: bool
    "False retires it."
    blocked_values: list[str] | None = None
    "E-mail addresses that say nothing of anybody. They are kept as keyed tokens alone."
    dry_run: bool
    "True writes nothing, and says what it would do."
    identifier: MatchIdentifier
    "What both have."
    key: str
    "What it is called: a rule of that key gets a new version."
    max_per_subject: int
    "Whoever has more of it is no person: 1 to 100."
    max_subjects_per_value: int
    "Where more share it, it is nobody's: 2 to 100."
    min_verification: Verification
    "How surely each has it."
    priority: int
    "Its place, 1 to 1000: the least comes first."
    second_keys: list[MatchSecondKey]
    "What else must agree; may be empty."
    window_days: int | None = None
    "How long ago it may have been said; null: always."


class ScheduleTaskInput(Model):
    """Something that is to be done for a person."""

    assignee: str | None = None
    "Who does it, as the ledger writes her; left out: the caller."
    channel: Channel | None = None
    "By what means; left out: by telephone."
    due_at: datetime
    "When it is due."
    kind: TaskKind
    "What it is for."
    lead: str | None = None
    "The lead that it is about."
    priority: int | None = None
    "1 is the most urgent, 5 the least; left out: 3."
    profile: str
    "The profile."
    script: str | None = None
    "What to say, and what to know."
    sla_at: datetime | None = None
    "When it is too late."


class ServiceCaseFilter(Model):
    """Which cases. All that is given must hold."""

    is_open: bool | None = None
    "Whether somebody still works on it."
    kind: CaseKind | None = None
    "What it is about."
    opened_since: datetime | None = None
    "Opened at or after."
    opened_until: datetime | None = None
    "Opened before."
    priority: Priority | None = None
    "How soon it is due."
    product: str | None = None
    "The product that it is about."
    status: CaseStatus | None = None
    "Where it stands."


class SetLinkConstraintInput(Model):
    """What two records are to each other, whatever a rule finds."""

    kind: LinkKind | None = None
    "Never or always; left out: nothing of the kind."
    other: str
    "The other."
    profile: str
    "The one record."


class SplitProfileInput(Model):
    """Records of a profile that are somebody else."""

    evidence: MergeEvidence
    "What it rests on."
    graph_hash: str | None = None
    "The hash of the graph as it was seen: another graph is a conflict."
    profile: str
    "The profile."
    reason: MergeReason
    "Why."
    subjects: list[str]
    "Its records that are somebody else."


class UnmergeProfilesInput(Model):
    """A merge that is taken back."""

    decision: str
    "The merge."
    evidence: MergeEvidence
    "What it rests on."
    graph_hash: str | None = None
    "The hash of the graph as it was seen: another graph is a conflict."
    reason: MergeReason
    "Why."


class UpdateOrderInput(Model):
    """What is new of an order. Name it by its id, or by its number at the source."""

    channel: Channel | None = None
    "By what means it was placed."
    confirmation: Optional["ConfirmationInput"] = None
    "Something that was confirmed."
    external_no: str | None = None
    "The order's number at the source."
    lead: str | None = None
    "The lead that it came from."
    number: str | None = None
    "The number, in any usual form."
    order: str | None = None
    "The order."
    payment: Optional["PaymentInput"] = None
    "Money that came."
    profile: str | None = None
    "The profile."
    refund: Optional["RefundInput"] = None
    "Money that was paid back: never more than came."
    source: str
    "Where it comes from: a declared source."
    status: OrderStatus | None = None
    "Where it stands now."


class UpsertContactInput(Model):
    """What one source says of the person behind a number."""

    address: Optional["AddressInput"] = None
    "The main postal address."
    addresses: list["ContactAddressInput"] | None = None
    "Further addresses, one for each use."
    birthday: str | None = None
    "YYYY-MM-DD."
    company: str | None = None
    "The company, as she says it."
    email: str | None = None
    "The e-mail address."
    family_name: str | None = None
    "The family name."
    gender: Gender | None = None
    "As she says it herself."
    given_name: str | None = None
    "The given name."
    kind: ContactKind | None = None
    "For herself or for a company."
    locale: str | None = None
    "Her language, such as zh-CN."
    name: str | None = None
    "The name; else it is made of its parts."
    number: str
    "The number, in any usual form."
    organisation: Optional["OrganisationInput"] = None
    "The organisation that she acts for."
    phonetic_name: str | None = None
    "How it is pronounced."
    preferred_channel: Channel | None = None
    "By what means she likes to be reached."
    preferred_time: DayPart | None = None
    "When she likes to be reached."
    role: ContactRole | None = None
    "What she is to us."
    source: str
    "Where it comes from: a declared source."
    title: str | None = None
    "What she does there."


class VerifyRequesterInput(Model):
    """What the person says to show that she is who she says."""

    case: str
    "The request."
    code: str
    "The six digits that were sent to her number."
    fact: str | None = None
    "The number of an order of hers, or her e-mail address: ask for it each time."


class WithdrawConsentInput(Model):
    """A consent is taken back. It binds on the next read."""

    method: ConsentMethod
    "Where it was said."
    number: str | None = None
    "Her number, in any usual form."
    profile: str | None = None
    "Her profile."
    purpose: Purpose
    "The purpose that she withdraws from."
    said_at: datetime | None = None
    "When she said it; else now."


CaptureLeadInput.model_rebuild()
ConfirmContactDataInput.model_rebuild()
ContactDataInput.model_rebuild()
PlaceOrderInput.model_rebuild()
ProfileFilter.model_rebuild()
ReturnToPoolInput.model_rebuild()
UpdateOrderInput.model_rebuild()
UpsertContactInput.model_rebuild()
