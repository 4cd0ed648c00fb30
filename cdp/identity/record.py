"""The states of a number and of its ownership. Source: the telecom trade's own terms."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum, unique
from types import MappingProxyType
from typing import Final

from privacy.phone import Phone
from privacy.terms import record

NumberStatus = record.NumberStatus
"""What is known of a line: a word that decisions share with the nouns."""


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
class PhoneDisputeReason(StrEnum):
    """What speaks against a number's being somebody's, or settles it."""

    SOMEBODY_ELSE_ANSWERS = "SOMEBODY_ELSE_ANSWERS"
    RECORDS_DISAGREE = "RECORDS_DISAGREE"
    PERSON_SAYS_SO = "PERSON_SAYS_SO"
    DOCUMENT_SHOWN = "DOCUMENT_SHOWN"


@unique
class PhoneSettlement(StrEnum):
    """How a dispute about a number ends."""

    HERS = "HERS"
    NOT_HERS = "NOT_HERS"


PROOF: Final[Mapping[PhoneDisputeReason, Verification]] = MappingProxyType(
    {
        PhoneDisputeReason.PERSON_SAYS_SO: Verification.DECLARED,
        PhoneDisputeReason.DOCUMENT_SHOWN: Verification.DOCUMENT,
    }
)
"""How surely a number reaches her who proves it so. That records agree proves nothing of a person.
"""

END_FOR: Final[Mapping[PhoneDisputeReason, OwnershipEnd]] = MappingProxyType(
    {
        PhoneDisputeReason.SOMEBODY_ELSE_ANSWERS: OwnershipEnd.REPORTED_BY_NEW_OWNER,
        PhoneDisputeReason.RECORDS_DISAGREE: OwnershipEnd.WRONG_NUMBER,
        PhoneDisputeReason.PERSON_SAYS_SO: OwnershipEnd.CHANGED_NUMBER,
        PhoneDisputeReason.DOCUMENT_SHOWN: OwnershipEnd.WRONG_NUMBER,
    }
)
"""Why a number is not hers any more, by what showed it."""


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
