"""The five kinds of records that files bring, and the fields of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum, unique
from typing import Final

from cdp.cases.record import CaseKind, CaseStatus, Priority, RootCause
from cdp.contacts.record import ContactRole, Gender
from cdp.ingestion.cells import (
    Amount,
    Currency,
    Day,
    Form,
    Key,
    Locale,
    Moment,
    Text,
    Whole,
    Word,
)
from cdp.interactions.record import CallOutcome, CallResult, Direction
from cdp.orders.record import OrderStatus
from cdp.text import NAME_LETTERS, NOTE_LETTERS

NUMBER: Final = "number"
EXTERNAL_KEY: Final = "external_key"

_NAME: Final = Text(NAME_LETTERS)
_NOTE: Final = Text(NOTE_LETTERS)
_DAY_S: Final = 24 * 3600
_LARGEST_MINOR: Final = 10**15
_LARGEST_QUANTITY: Final = 10**6

GENDERS: Final = Word.of(Gender)
INTENTS: Final = Word.of(("A_READY", "B_STRONG", "C_INTERESTED", "D_WEAK", "E_NONE"))
CASE_KINDS: Final = Word.of(CaseKind)
CASE_STATUSES: Final = Word.of(CaseStatus)
ROOT_CAUSES: Final = Word.of(RootCause)
PRIORITIES: Final = Word.of(Priority)


@unique
class Kind(StrEnum):
    """What a file holds, as `--as` names it."""

    CONTACTS = "contacts"
    LEADS = "leads"
    ORDERS = "orders"
    CASES = "cases"
    CALLS = "calls"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One column's meaning. `is_shared`: one value may stand for all rows, as a default."""

    name: str
    form: Form | Moment | Day | None
    """None for the telephone number, which is read as no other cell is."""
    is_required: bool = False
    is_shared: bool = False
    default: str | None = None


def _fields(*fields: Field) -> Mapping[str, Field]:
    every = (
        Field(name=NUMBER, form=None, is_required=True),
        Field(name=EXTERNAL_KEY, form=Key(NAME_LETTERS)),
        *fields,
    )
    return {field.name: field for field in every}


def _of(name: str, form: Form | Moment | Day) -> Field:
    """A field of one person or record."""
    return Field(name=name, form=form)


def _shared(name: str, form: Form | Moment | Day, *, default: str | None = None) -> Field:
    """A field that many records have alike."""
    return Field(name=name, form=form, is_shared=True, default=default)


def _needed(name: str, form: Form | Moment | Day) -> Field:
    """A field without which there is no record."""
    return Field(name=name, form=form, is_required=True, is_shared=isinstance(form, Word))


FIELDS: Final[Mapping[Kind, Mapping[str, Field]]] = {
    Kind.CONTACTS: _fields(
        _of("name", _NAME),
        _of("email", _NAME),
        _shared("province", _NAME),
        _shared("city", _NAME),
        _of("street", _NAME),
        _shared("company", _NAME),
        _of("title", _NAME),
        _shared("role", Word.of(ContactRole)),
        _of("gender", GENDERS),
        _of("birthday", Day()),
        _shared("locale", Locale()),
    ),
    Kind.LEADS: _fields(
        _of("name", _NAME),
        _of("email", _NAME),
        _shared("company", _NAME),
        _shared("captured_at", Moment()),
        _shared("campaign", _NAME),
        _shared("tracking_link", _NAME),
        _shared("product", _NAME),
        _of("form", _NOTE),
        _of("pain_point", _NOTE),
        _of("need", _NOTE),
        _of("budget_range", _NAME),
        _of("authority", _NAME),
        _of("timeline", _NAME),
        _shared("intent", INTENTS),
    ),
    Kind.ORDERS: _fields(
        _needed("status", Word.of(OrderStatus)),
        _shared("currency", Currency(), default="CNY"),
        _needed("placed_at", Moment()),
        Field(name="product", form=_NAME, is_required=True, is_shared=True),
        _shared("quantity", Whole(at_least=1, at_most=_LARGEST_QUANTITY), default="1"),
        _shared("unit_price", Amount()),
        _shared("unit_minor", Whole(at_most=_LARGEST_MINOR)),
    ),
    Kind.CASES: _fields(
        _needed("kind", CASE_KINDS),
        _of("subject_line", _NOTE),
        _shared("priority", PRIORITIES),
        _needed("status", CASE_STATUSES),
        _needed("opened_at", Moment()),
        _of("first_response_at", Moment()),
        _of("resolved_at", Moment()),
        _shared("root_cause", ROOT_CAUSES),
        _of("resolution", _NOTE),
        _shared("product", _NAME),
        _of("csat", Whole(at_least=1, at_most=5)),
    ),
    Kind.CALLS: _fields(
        _needed("direction", Word.of(Direction)),
        _needed("started_at", Moment()),
        _needed("result", Word.of(CallResult)),
        _of("outcome", Word.of(CallOutcome)),
        _shared("ring_seconds", Whole(at_most=_DAY_S), default="0"),
        _shared("talk_seconds", Whole(at_most=_DAY_S), default="0"),
        _of("notes", _NOTE),
        _of("callback_at", Moment(is_planned=True)),
    ),
}
"""Every field of every kind, in the order in which documentation and skeletons list them."""
