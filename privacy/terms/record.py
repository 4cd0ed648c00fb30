"""The states of a person's record and of her lines, and the kinds of ledger entries."""

from __future__ import annotations

from enum import StrEnum, unique


@unique
class SubjectState(StrEnum):
    """Whether a person's data may be processed at all. Source: PIPL 47(2)."""

    LIVE = "LIVE"
    RESTRICTED = "RESTRICTED"
    ERASING = "ERASING"


@unique
class AgeBand(StrEnum):
    """How old a person is, as far as the law asks. Source: PIPL 28, 31; Minors Regulations 36."""

    UNKNOWN = "UNKNOWN"
    UNDER_14 = "UNDER_14"
    FROM_14_TO_17 = "FROM_14_TO_17"
    ADULT = "ADULT"


@unique
class LeafKind(StrEnum):
    """What a ledger entry witnesses."""

    READ = "read"
    INTENT = "intent"
    OUTCOME = "outcome"
    DENIAL = "denial"
    CONSENT = "consent"
    KEY = "key"
    POLICY = "policy"
    ERASE = "erase"
    EXPORT = "export"
    JOB = "job"
    LOG_READ = "log-read"


@unique
class LineType(StrEnum):
    """What kind of line a number is allocated to."""

    MOBILE = "MOBILE"
    FIXED_LINE = "FIXED_LINE"
    VIRTUAL_OPERATOR = "VIRTUAL_OPERATOR"
    IOT = "IOT"
    TOLL_FREE = "TOLL_FREE"
    SHARED_COST = "SHARED_COST"
    VOIP = "VOIP"
    SHORT_CODE = "SHORT_CODE"
    UNKNOWN = "UNKNOWN"


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
