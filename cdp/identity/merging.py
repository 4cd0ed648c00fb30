"""The words of merging: what was decided, on which evidence, why, and what may never be decided."""

from __future__ import annotations

from enum import StrEnum, unique


@unique
class MergeKind(StrEnum):
    """What a decision does to the graph of subjects."""

    MERGE = "MERGE"
    UNMERGE = "UNMERGE"
    SPLIT = "SPLIT"
    REASSIGN_PHONE = "REASSIGN_PHONE"
    MOVE_FACTS = "MOVE_FACTS"


@unique
class MergeEvidence(StrEnum):
    """What a decision rests on."""

    COMPARED_RECORDS = "COMPARED_RECORDS"
    PERSON_SAID = "PERSON_SAID"
    SAME_IDENTIFIER = "SAME_IDENTIFIER"
    CALL_ANSWERED = "CALL_ANSWERED"
    PAYMENT = "PAYMENT"
    SMS_OTP = "SMS_OTP"
    OPERATOR_CHECK = "OPERATOR_CHECK"
    DOCUMENT = "DOCUMENT"


@unique
class MergeReason(StrEnum):
    """Why people are taken together, or apart."""

    SAME_PERSON = "SAME_PERSON"
    RULE_MATCHED = "RULE_MATCHED"
    ALWAYS_LINKED = "ALWAYS_LINKED"
    DIFFERENT_PEOPLE = "DIFFERENT_PEOPLE"
    SHARED_NUMBER = "SHARED_NUMBER"
    NUMBER_CHANGED_HANDS = "NUMBER_CHANGED_HANDS"
    MADE_IN_ERROR = "MADE_IN_ERROR"
    PERSON_ASKED = "PERSON_ASKED"


@unique
class Side(StrEnum):
    """What a subject is to a decision.

    SURVIVOR and ABSORBED are the two ends of a merge; everybody else of their profiles stands
    BESIDE them. Of a parting, PARTED are those who leave the profile's first subject, who STAYED.
    """

    SURVIVOR = "SURVIVOR"
    ABSORBED = "ABSORBED"
    BESIDE = "BESIDE"
    STAYED = "STAYED"
    PARTED = "PARTED"


@unique
class LinkKind(StrEnum):
    """What two subjects are to each other whatever a rule finds."""

    NEVER_LINK = "NEVER_LINK"
    ALWAYS_LINK = "ALWAYS_LINK"


@unique
class MergeObstacle(StrEnum):
    """Why people cannot be taken together as they are."""

    ONE_PERSON_ALREADY = "ONE_PERSON_ALREADY"
    NEVER_LINKED = "NEVER_LINKED"
    TOO_MANY_RECORDS = "TOO_MANY_RECORDS"


@unique
class MergeWarning(StrEnum):
    """What a steward should look at before she takes people together."""

    DIFFERENT_NAMES = "DIFFERENT_NAMES"
    DIFFERENT_BIRTHDAYS = "DIFFERENT_BIRTHDAYS"
    SHARED_NUMBER = "SHARED_NUMBER"
    CONSENT_SET_ASIDE = "CONSENT_SET_ASIDE"
