"""Words that more than one noun says. A noun imports no other noun; what they share stands here."""

from __future__ import annotations

from enum import StrEnum, unique


@unique
class Channel(StrEnum):
    """By what means a person and we meet. What a consent covers is a `ConsentChannel`."""

    PHONE = "PHONE"
    SMS = "SMS"
    EMAIL = "EMAIL"
    WECHAT = "WECHAT"
    WECOM = "WECOM"
    APP_PUSH = "APP_PUSH"
    WEB = "WEB"
    SOCIAL = "SOCIAL"
    STORE = "STORE"
    EVENT = "EVENT"
    POST = "POST"


@unique
class IntentLevel(StrEnum):
    """How ready somebody is to buy, as she said or as an agent heard it."""

    A_READY = "A_READY"
    B_STRONG = "B_STRONG"
    C_INTERESTED = "C_INTERESTED"
    D_WEAK = "D_WEAK"
    E_NONE = "E_NONE"


@unique
class RejectReason(StrEnum):
    """Why somebody does not buy, or is not asked again."""

    NO_NEED = "NO_NEED"
    NO_BUDGET = "NO_BUDGET"
    PRICE = "PRICE"
    NO_AUTHORITY = "NO_AUTHORITY"
    BAD_TIMING = "BAD_TIMING"
    COMPETITOR = "COMPETITOR"
    PRODUCT_FIT = "PRODUCT_FIT"
    ALREADY_CUSTOMER = "ALREADY_CUSTOMER"
    TRUST = "TRUST"
    CONTRACT_BOUND = "CONTRACT_BOUND"
    WRONG_PERSON = "WRONG_PERSON"
    LANGUAGE = "LANGUAGE"
    OUT_OF_AREA = "OUT_OF_AREA"
    PRIVACY_OBJECTION = "PRIVACY_OBJECTION"
    DO_NOT_CALL = "DO_NOT_CALL"
    NO_REASON = "NO_REASON"
    OTHER = "OTHER"


@unique
class LeadEvent(StrEnum):
    """What happens to a lead: by an act, or by what a call came to."""

    CAPTURED = "CAPTURED"
    MARKETING_QUALIFIED = "MARKETING_QUALIFIED"
    SALES_ACCEPTED = "SALES_ACCEPTED"
    SALES_QUALIFIED = "SALES_QUALIFIED"
    OPPORTUNITY_OPENED = "OPPORTUNITY_OPENED"
    SOLD = "SOLD"
    REJECTED = "REJECTED"
    RETURNED = "RETURNED"
    CLAIMED = "CLAIMED"
    HANDED_OFF = "HANDED_OFF"
    ATTEMPTED = "ATTEMPTED"
    CONNECTED = "CONNECTED"
    INTERESTED = "INTERESTED"
    APPOINTED = "APPOINTED"
    POSTPONED = "POSTPONED"
    DECLINED = "DECLINED"
    BARRED = "BARRED"
    COMPLAINED = "COMPLAINED"
    NUMBER_INVALID = "NUMBER_INVALID"
    PERSON_WRONG = "PERSON_WRONG"


@unique
class TaskKind(StrEnum):
    """What a task is for."""

    FIRST_CALL = "FIRST_CALL"
    RETRY = "RETRY"
    CALLBACK = "CALLBACK"
    NURTURE = "NURTURE"
    BIRTHDAY = "BIRTHDAY"
    HOLIDAY = "HOLIDAY"
    RENEWAL = "RENEWAL"
    WIN_BACK = "WIN_BACK"
    SATISFACTION = "SATISFACTION"
    VERIFY_DATA = "VERIFY_DATA"
