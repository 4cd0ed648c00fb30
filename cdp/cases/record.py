"""A service case: what a person asks for, how urgent it is, and what it is about."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum, unique
from types import MappingProxyType
from typing import Final, Self
from uuid import UUID

from cdp.errors import InvalidField
from cdp.text import NAME_LETTERS, NOTE_LETTERS, clean
from cdp.vocabulary import Channel

_LONG_NUMBER: Final = re.compile(r"\d(?:\W?\d){6}")


@unique
class CaseKind(StrEnum):
    """What a case is about. PRIVACY_REQUEST: also «how did you get my number» (PIPL 44, 45)."""

    CONSULTATION = "CONSULTATION"
    COMPLAINT = "COMPLAINT"
    FAULT = "FAULT"
    REFUND = "REFUND"
    ORDER = "ORDER"
    PRIVACY_REQUEST = "PRIVACY_REQUEST"
    OTHER = "OTHER"


@unique
class CaseStatus(StrEnum):
    """Where a case stands."""

    NEW = "NEW"
    OPEN = "OPEN"
    PENDING_CUSTOMER = "PENDING_CUSTOMER"
    ON_HOLD = "ON_HOLD"
    RESOLVED = "RESOLVED"
    CLOSED = "CLOSED"
    REOPENED = "REOPENED"


@unique
class RootCause(StrEnum):
    """Why the case came to be, as found when it was solved."""

    PRODUCT = "PRODUCT"
    PROCESS = "PROCESS"
    DELIVERY = "DELIVERY"
    BILLING = "BILLING"
    PEOPLE = "PEOPLE"
    DATA_ERROR = "DATA_ERROR"
    PRIVACY = "PRIVACY"
    UNKNOWN = "UNKNOWN"


@unique
class Priority(StrEnum):
    """How soon a case is due."""

    LOW = "LOW"
    NORMAL = "NORMAL"
    HIGH = "HIGH"
    URGENT = "URGENT"


DUE_AFTER: Final[Mapping[Priority, timedelta]] = MappingProxyType(
    {
        Priority.URGENT: timedelta(hours=4),
        Priority.HIGH: timedelta(hours=8),
        Priority.NORMAL: timedelta(hours=24),
        Priority.LOW: timedelta(hours=72),
    }
)
"""How long after it was opened a case is to be solved, where nobody names a time."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ServiceCase:
    """One case as it is opened. `subject_line` is free text and is sealed; `product` is not."""

    kind: CaseKind
    subject_line: str | None
    priority: Priority
    channel: Channel | None
    opened_at: datetime
    sla_at: datetime
    product: str | None
    order: UUID | None
    call: UUID | None

    @classmethod
    def of(
        cls,
        *,
        kind: CaseKind,
        opened_at: datetime,
        now: datetime,
        subject_line: str | None = None,
        priority: Priority | None = None,
        channel: Channel | None = None,
        sla_at: datetime | None = None,
        product: str | None = None,
        order: UUID | None = None,
        call: UUID | None = None,
    ) -> Self:
        """A case from what was typed; NORMAL, and due by its priority, unless said otherwise.

        Raises:
            InvalidField: opened in the future, due before it was opened, or a text that cannot
                be filed.
        """
        if opened_at > now:
            raise InvalidField("openedAt", "A case that is filed has been opened: give its time.")
        urgency = priority or Priority.NORMAL
        due = opened_at + DUE_AFTER[urgency] if sla_at is None else sla_at
        if due < opened_at:
            raise InvalidField("slaAt", "A case is due after it was opened.")
        return cls(
            kind=kind,
            subject_line=clean(subject_line, field="subjectLine", at_most=NOTE_LETTERS),
            priority=urgency,
            channel=channel,
            opened_at=opened_at,
            sla_at=due,
            product=_product(product),
            order=order,
            call=call,
        )

    @property
    def is_privacy_request(self) -> bool:
        """Whether a rights request is to be opened with it."""
        return self.kind is CaseKind.PRIVACY_REQUEST


def _product(text: str | None) -> str | None:
    product = clean(text, field="product", at_most=NAME_LETTERS)
    if product is not None and _LONG_NUMBER.search(product):
        # Products stand clear in the database, for rules to compare: no number goes in there.
        raise InvalidField("product", "Name the product without long numbers.")
    return product
