"""The seam to the nouns: checked values of a row, made into the record that a noun has for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from typing import Final, TypeVar

from cdp.cases.progress import Handled
from cdp.cases.record import CaseKind, CaseStatus, Priority, RootCause, ServiceCase
from cdp.cases.satisfaction import Satisfaction, SatisfactionKind
from cdp.contacts.record import Address, Birthday, Contact, ContactRole, Gender
from cdp.errors import InvalidField
from cdp.ingestion.currencies import minor_units
from cdp.interactions.record import Call, CallOutcome, CallResult, Direction
from cdp.leads.record import Lead, Learned
from cdp.orders.record import Line, Order, OrderStatus
from cdp.vocabulary import IntentLevel

T = TypeVar("T")

Values = Mapping[str, object]

_OURS: Final = {"external_no": "external_key", "unit_minor": "unit_price", "lines": "unit_price"}
"""Fields that records name by another word than files do."""

_HUMP: Final = re.compile(r"[A-Z]")


def contact_of(values: Values, now: datetime) -> Contact:
    """A contact, from the fields of contacts or leads. Raises InvalidField."""
    parts = {name: _take(values, name, str) for name in ("province", "city", "street")}
    role, gender = _take(values, "role", str), _take(values, "gender", str)
    born = _take(values, "birthday", date)
    with as_files_name_it():
        return Contact.of(
            name=_take(values, "name", str),
            email=_take(values, "email", str),
            address=Address.of(**parts, field="address") if any(parts.values()) else None,
            company=_take(values, "company", str),
            title=_take(values, "title", str),
            role=ContactRole(role) if role is not None else None,
            gender=Gender(gender) if gender is not None else None,
            birthday=Birthday.of(born, now=now) if born is not None else None,
            locale=_take(values, "locale", str),
        )


def lead_of(values: Values, now: datetime) -> Lead:
    """A lead; without a time of its own, of the hour in which it is filed. Raises InvalidField."""
    intent = _take(values, "intent", str)
    hour = now.replace(minute=0, second=0, microsecond=0)
    with as_files_name_it():
        return Lead.of(
            captured_at=_take(values, "captured_at", datetime) or hour,
            now=now,
            campaign=_take(values, "campaign", str),
            tracking_link=_take(values, "tracking_link", str),
            product=_take(values, "product", str),
            intent=IntentLevel(intent) if intent is not None else None,
            learned=Learned.of(
                form=_take(values, "form", str),
                pain_point=_take(values, "pain_point", str),
                need=_take(values, "need", str),
                budget_range=_take(values, "budget_range", str),
                authority=_take(values, "authority", str),
                timeline=_take(values, "timeline", str),
            ),
        )


def order_of(values: Values, external_key: str | None, now: datetime) -> Order:
    """An order of one line. Raises InvalidField."""
    currency = _need(values, "currency", str)
    price = _take(values, "unit_price", Decimal)
    minor = _take(values, "unit_minor", int)
    if price is not None:
        minor = minor_units(price, currency, field="unit_price")
    if minor is None:
        raise InvalidField("unit_price", "The price is empty: give it, 0.00 where nothing is paid.")
    line = Line(
        product=_need(values, "product", str),
        quantity=_need(values, "quantity", int),
        unit_minor=minor,
    )
    with as_files_name_it():
        return Order.of(
            status=OrderStatus(_need(values, "status", str)),
            currency=currency,
            lines=(line,),
            placed_at=_need(values, "placed_at", datetime),
            external_no=external_key,
            now=now,
        )


def case_of(values: Values, now: datetime) -> ServiceCase:
    """A case as it was opened. Raises InvalidField."""
    priority = _take(values, "priority", str)
    with as_files_name_it():
        return ServiceCase.of(
            kind=CaseKind(_need(values, "kind", str)),
            opened_at=_need(values, "opened_at", datetime),
            subject_line=_take(values, "subject_line", str),
            priority=Priority(priority) if priority is not None else None,
            product=_take(values, "product", str),
            now=now,
        )


def handled_of(values: Values, now: datetime) -> Handled:
    """How far a case came. Raises InvalidField."""
    cause = _take(values, "root_cause", str)
    with as_files_name_it():
        return Handled.of(
            status=CaseStatus(_need(values, "status", str)),
            first_response_at=_take(values, "first_response_at", datetime),
            resolved_at=_take(values, "resolved_at", datetime),
            root_cause=RootCause(cause) if cause is not None else None,
            resolution=_take(values, "resolution", str),
            opened_at=_need(values, "opened_at", datetime),
            now=now,
        )


def satisfaction_of(values: Values, now: datetime) -> Satisfaction | None:
    """How she liked the case, where the row says so. Raises InvalidField."""
    score = _take(values, "csat", int)
    if score is None:
        return None
    opened_at = _need(values, "opened_at", datetime)
    return Satisfaction.of(
        kind=SatisfactionKind.CSAT,
        score=score,
        answered_at=_take(values, "resolved_at", datetime) or opened_at,
        now=now,
    )


def call_of(values: Values, now: datetime) -> Call:
    """A call. Raises InvalidField."""
    outcome = _take(values, "outcome", str)
    with as_files_name_it():
        return Call.of(
            direction=Direction(_need(values, "direction", str)),
            started_at=_need(values, "started_at", datetime),
            result=CallResult(_need(values, "result", str)),
            outcome=CallOutcome(outcome) if outcome is not None else None,
            ring_s=_need(values, "ring_seconds", int),
            talk_s=_need(values, "talk_seconds", int),
            notes=_take(values, "notes", str),
            callback_at=_take(values, "callback_at", datetime),
            now=now,
        )


def _take(values: Values, name: str, kind: type[T]) -> T | None:
    value = values.get(name)
    return value if isinstance(value, kind) else None


def _need(values: Values, name: str, kind: type[T]) -> T:
    value = values.get(name)
    if not isinstance(value, kind):
        raise InvalidField(
            name, "The cell is empty, and there is no record without it: fill it in."
        )
    return value


@contextmanager
def as_files_name_it() -> Iterator[None]:
    """Let a record refuse a field by the name of its column: `placedAt` is `placed_at`."""
    try:
        yield
    except InvalidField as invalid:
        last = invalid.field.rpartition(".")[2]
        name = _HUMP.sub(lambda hump: f"_{hump[0].lower()}", last)
        raise InvalidField(_OURS.get(name, name), invalid.advice) from None
