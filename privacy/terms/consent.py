"""The words of a consent statement."""

from __future__ import annotations

from enum import StrEnum, unique


@unique
class Channel(StrEnum):
    """How a person is reached."""

    PHONE = "phone"
    SMS = "sms"
    EMAIL = "email"
    IM = "im"


@unique
class ConsentKind(StrEnum):
    """How a consent was given; general never satisfies separate. Source: PIPL 14, 29, 31."""

    GENERAL = "general"
    SEPARATE = "separate"
    WRITTEN = "written"
    GUARDIAN = "guardian"


@unique
class ConsentState(StrEnum):
    """Where a consent stands. Source: DPV 2 consent status, as used with ISO/IEC TS 27560."""

    UNKNOWN = "unknown"
    REFUSED = "refused"
    GIVEN = "given"
    EXPIRED = "expired"
    INVALIDATED = "invalidated"
    WITHDRAWN = "withdrawn"


@unique
class ConsentMethod(StrEnum):
    """Where the person's statement was taken."""

    FORM = "form"
    CALL = "call"
    SMS = "sms"
    IMPORT = "import"
    API = "api"


@unique
class GivenBy(StrEnum):
    """Who made a consent statement for the person. Source: PIPL 31; ISO/IEC TS 27560."""

    SUBJECT = "subject"
    GUARDIAN = "guardian"
    PROXY = "proxy"
