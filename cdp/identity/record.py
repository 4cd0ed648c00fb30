"""The states of a number and of its ownership. Source: the telecom trade's own terms."""

from __future__ import annotations

from enum import StrEnum, unique

from privacy.phone import Phone


@unique
class NumberStatus(StrEnum):
    """What is known of a number's line: 空号 停机 关机 沉默号 风险号 二次放号 携号转网 库无."""

    ACTIVE = "ACTIVE"
    UNALLOCATED = "UNALLOCATED"
    SUSPENDED = "SUSPENDED"
    POWERED_OFF = "POWERED_OFF"
    SILENT = "SILENT"
    RISKY = "RISKY"
    RECYCLED = "RECYCLED"
    PORTED = "PORTED"
    UNKNOWN = "UNKNOWN"


@unique
class OwnershipRole(StrEnum):
    """What the number is to the person who answers it."""

    PRIMARY = "PRIMARY"
    SECONDARY = "SECONDARY"
    WORK = "WORK"
    HOUSEHOLD = "HOUSEHOLD"
    SWITCHBOARD = "SWITCHBOARD"
    DELEGATE = "DELEGATE"
    AGENT = "AGENT"


@unique
class OwnershipState(StrEnum):
    """Whether the ownership counts; WITHHELD is seen by exempt purposes alone."""

    ACTIVE = "ACTIVE"
    DISPUTED = "DISPUTED"
    WITHHELD = "WITHHELD"
    ENDED = "ENDED"


@unique
class Verification(StrEnum):
    """How surely the number reaches the person, weakest first."""

    NONE = "NONE"
    DECLARED = "DECLARED"
    CALL_ANSWERED = "CALL_ANSWERED"
    PAYMENT = "PAYMENT"
    SMS_OTP = "SMS_OTP"
    OPERATOR_CHECK = "OPERATOR_CHECK"
    DOCUMENT = "DOCUMENT"


def weaker_than(verification: Verification) -> tuple[Verification, ...]:
    """What `verification` may replace: a number is never verified less than it was."""
    ordered = tuple(Verification)
    return ordered[: ordered.index(verification)]


@unique
class OwnershipEnd(StrEnum):
    """Why a number is not this person's any more."""

    RECYCLED = "RECYCLED"
    CHANGED_NUMBER = "CHANGED_NUMBER"
    WRONG_NUMBER = "WRONG_NUMBER"
    REPORTED_BY_NEW_OWNER = "REPORTED_BY_NEW_OWNER"
    UNMERGED = "UNMERGED"
    ERASED = "ERASED"


@unique
class ResolutionStatus(StrEnum):
    """What a look-up says. NOT_AVAILABLE: never seen or not to be seen, without saying which."""

    EXACT = "EXACT"
    SHARED = "SHARED"
    DISPUTED = "DISPUTED"
    NOT_AVAILABLE = "NOT_AVAILABLE"


def role_of(phone: Phone) -> OwnershipRole:
    """What a number is when it is first seen.

    A marketplace's privacy number (a mobile number with an extension) belongs to the middleman.
    """
    return OwnershipRole.AGENT if phone.is_privacy_number else OwnershipRole.PRIMARY
