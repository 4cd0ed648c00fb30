"""Parsing: from a row's texts to checked values, or to one refusal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from cdp.cases.progress import Handled
from cdp.cases.record import ServiceCase
from cdp.cases.satisfaction import Satisfaction
from cdp.contacts.record import Contact
from cdp.errors import InvalidField
from cdp.ingestion.binding import Binding
from cdp.ingestion.cells import Place, Read, filled, folded, reader_of
from cdp.ingestion.kinds import EXTERNAL_KEY, FIELDS, NUMBER, Kind
from cdp.ingestion.nouns import (
    call_of,
    case_of,
    contact_of,
    handled_of,
    lead_of,
    order_of,
    satisfaction_of,
)
from cdp.ingestion.numbers import numbers_of
from cdp.ingestion.row import Refused, Row
from cdp.interactions.record import Call
from cdp.leads.record import Lead
from cdp.orders.record import Order
from privacy.phone import Phone

_REQUIRED: Final = "The cell is empty, and there is no record without it: fill it in."


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Parsed:
    """A row that can be filed: under which number, what it is, and what else it says.

    `values` holds the checked value of every field that the row fills in, by the field's name:
    text cleaned, words of closed lists in upper case, times in UTC, amounts as decimals, days as
    dates. The nouns that have a record for it stand made: a contact for contacts and leads, a
    lead, an order, a call, a case with how far it came and how it was liked.
    """

    line: int
    kind: Kind
    number: Phone
    others: tuple[Phone, ...]
    """Further numbers of the cell. They have no place yet: the report counts the row as split."""
    external_key: str | None
    values: Mapping[str, object]
    contact: Contact | None = None
    lead: Lead | None = None
    order: Order | None = None
    call: Call | None = None
    case: ServiceCase | None = None
    handled: Handled | None = None
    satisfaction: Satisfaction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    field: str
    read: Read
    header: str
    default: str | None
    words: Mapping[str, str]
    is_required: bool


class Parser:
    """Parses the rows of one file; `country` is the one in which its source dials."""

    def __init__(self, binding: Binding, *, now: datetime, country: str) -> None:
        mapping = binding.mapping
        place = Place(zone=mapping.zone, now=now, country=country)
        self._kind = binding.kind
        self._place = place
        self._number = binding.columns[NUMBER]
        self._columns = tuple(
            _Column(
                field=field.name,
                read=reader_of(field.form, place),
                header=binding.columns.get(field.name, ""),
                default=mapping.defaults.get(field.name, field.default),
                words=mapping.values.get(field.name, {}),
                is_required=field.is_required,
            )
            for field in FIELDS[binding.kind].values()
            if field.form is not None
            and (
                field.name in binding.columns
                or field.name in mapping.defaults
                or field.default is not None
            )
        )

    def parse(self, row: Row) -> Parsed | Refused:
        """The row's values; refused at the first cell that is not of its form."""
        try:
            return self._parsed(row)
        except InvalidField as invalid:
            return Refused.of(row.line, invalid)

    def _parsed(self, row: Row) -> Parsed:
        place = self._place
        numbers = numbers_of(row.values.get(self._number, ""), field=NUMBER, country=place.country)
        values: dict[str, object] = {}
        for column in self._columns:
            text = filled(row.values.get(column.header)) or column.default
            if text:
                if column.words:
                    text = column.words.get(folded(text), text)
                values[column.field] = column.read(text, field=column.field)
            elif column.is_required:
                raise InvalidField(column.field, _REQUIRED)
        key = values.pop(EXTERNAL_KEY, None)
        external_key = key if isinstance(key, str) else None
        kind = self._kind
        return Parsed(
            line=row.line,
            kind=kind,
            number=numbers.first,
            others=numbers.others,
            external_key=external_key,
            values=values,
            contact=contact_of(values, place.now) if kind in {Kind.CONTACTS, Kind.LEADS} else None,
            lead=lead_of(values, place.now) if kind is Kind.LEADS else None,
            order=order_of(values, external_key, place.now) if kind is Kind.ORDERS else None,
            call=call_of(values, place.now) if kind is Kind.CALLS else None,
            case=case_of(values, place.now) if kind is Kind.CASES else None,
            handled=handled_of(values, place.now) if kind is Kind.CASES else None,
            satisfaction=satisfaction_of(values, place.now) if kind is Kind.CASES else None,
        )
