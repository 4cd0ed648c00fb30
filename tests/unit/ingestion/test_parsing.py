"""A row of each kind becomes what its noun holds, or a refusal that names the file's own field."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from cdp.cases.record import CaseKind, CaseStatus, Priority, RootCause
from cdp.contacts.record import ContactRole, Gender
from cdp.errors import InvalidField
from cdp.ingestion.kinds import FIELDS, Kind
from cdp.ingestion.nouns import call_of
from cdp.ingestion.parsing import Parsed
from cdp.ingestion.row import Row
from cdp.interactions.record import CallOutcome, CallResult, Direction
from cdp.orders.record import OrderStatus
from tests.house.checks.source import ROOT
from tests.unit.ingestion.table import CANARY, accepted, bound, parser_of, refused

AT = datetime(2026, 11, 20, 2, tzinfo=UTC)


def test_a_contact_is_what_its_row_says() -> None:
    """What has a record stands in it; the rest is in the values."""
    row = accepted(
        Kind.CONTACTS,
        number=CANARY,
        external_key=" C-17 ",
        name=" 张晓明 ",
        email="xm@example.com",
        city="上海市",
        role="customer",
        gender="female",
        title="经理",
    )
    assert row.contact is not None
    assert (row.contact.name, row.contact.role) == ("张晓明", ContactRole.CUSTOMER)
    assert row.contact.address is not None
    assert row.contact.address.city == "上海市"
    assert (row.external_key, row.contact.gender, row.contact.title) == (
        "C-17",
        Gender.FEMALE,
        "经理",
    )


def test_a_case_comes_with_how_far_it_was_and_how_it_was_liked() -> None:
    """As the help desk knows it."""
    row = accepted(
        Kind.CASES,
        number=CANARY,
        kind="complaint",
        status="closed",
        priority="high",
        subject_line="水壶漏水",
        opened_at="2026-11-20 10:00",
        first_response_at="2026-11-20 11:00",
        resolved_at="2026-11-20 12:00",
        resolution="换新",
        csat="5",
    )
    assert row.case is not None
    assert row.handled is not None
    assert row.satisfaction is not None
    assert (row.case.kind, row.case.priority, row.case.opened_at) == (
        CaseKind.COMPLAINT,
        Priority.HIGH,
        AT,
    )
    assert (row.handled.status, row.handled.root_cause, row.handled.resolution) == (
        CaseStatus.CLOSED,
        RootCause.UNKNOWN,
        "换新",
    )
    assert (row.satisfaction.score, row.satisfaction.answered_at) == (5, AT + timedelta(hours=2))


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"status": "closed"}, "resolved_at"),
        ({"status": "new", "first_response_at": "2026-11-20 11:00"}, "first_response_at"),
        ({"status": "open", "resolution": "换新"}, "resolution"),
        ({"status": "open", "opened_at": "2999-01-01"}, "opened_at"),
    ],
)
def test_a_case_that_contradicts_itself_is_refused_by_its_column(
    given: dict[str, str], field: str
) -> None:
    """A solved one has its time, a new one no answer."""
    row = {"number": CANARY, "kind": "fault", "opened_at": "2026-11-20 10:00", **given}
    assert refused(Kind.CASES, **row).field == field


def test_a_lead_is_values_and_the_contact_that_comes_with_it() -> None:
    """Its own facts are in the values alone."""
    row = accepted(
        Kind.LEADS,
        number=CANARY,
        name="张晓明",
        intent="b_strong",
        form="想要报价",
        campaign="双11",
    )
    assert row.contact is not None
    assert row.contact.name == "张晓明"
    assert (row.values["intent"], row.values["form"], row.values["campaign"]) == (
        "B_STRONG",
        "想要报价",
        "双11",
    )
    assert (row.order, row.call) == (None, None)


def test_an_order_is_one_line() -> None:
    """One piece in CNY, unless the row says otherwise; in fen where the file counts in fen."""
    cells = {"number": CANARY, "status": "PAID", "placed_at": "2026-11-20 10:00"}
    row = accepted(
        Kind.ORDERS, **cells, external_key="D1", product="净水器", quantity="", unit_minor="19900"
    )
    assert row.order is not None
    assert (row.order.status, row.order.currency) == (OrderStatus.PAID, "CNY")
    assert (row.order.total_minor, row.order.placed_at, row.order.external_no) == (19900, AT, "D1")


def test_a_case_is_values() -> None:
    """Words in upper case, times in UTC."""
    row = accepted(
        Kind.CASES,
        number=CANARY,
        kind="complaint",
        status="open",
        opened_at="2026-11-20 10:00",
        csat="4",
        root_cause="",
    )
    assert row.values == {"kind": "COMPLAINT", "status": "OPEN", "opened_at": AT, "csat": 4}


def test_a_call_is_a_call() -> None:
    """Durations that are not given are none; when to call back may lie ahead."""
    row = accepted(
        Kind.CALLS,
        number=CANARY,
        direction="outbound",
        started_at="2026-11-20 10:00",
        result="answered",
        outcome="callback_requested",
        talk_seconds="95",
        callback_at="2027-01-05 10:00",
    )
    assert row.call is not None
    assert (row.call.direction, row.call.result) == (Direction.OUTBOUND, CallResult.ANSWERED)
    assert row.call.outcome is CallOutcome.CALLBACK_REQUESTED
    assert (row.call.ring_s, row.call.talk_s) == (0, 95)
    assert row.values["callback_at"] == datetime(2027, 1, 5, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "cells", "field"),
    [
        (Kind.CONTACTS, {"street": "a\x00b"}, "street"),
        (Kind.CONTACTS, {"name": "字" * 201}, "name"),
        (Kind.LEADS, {"email": "nobody"}, "email"),
        (
            Kind.CALLS,
            {
                "direction": "INBOUND",
                "started_at": "2026-11-20",
                "result": "BUSY",
                "outcome": "SALE",
            },
            "outcome",
        ),
        (
            Kind.CALLS,
            {"direction": "INBOUND", "started_at": "", "result": "BUSY"},
            "started_at",
        ),
        (
            Kind.ORDERS,
            {
                "status": "PAID",
                "placed_at": "2026-11-20",
                "product": "号码 13911112222",
                "unit_price": "1",
            },
            "product",
        ),
        (
            Kind.ORDERS,
            {
                "status": "PAID",
                "placed_at": "2026-11-20",
                "product": "净水器",
                "quantity": "1000000",
                "unit_minor": "1000000000000000",
            },
            "unit_price",
        ),
    ],
)
def test_a_refusal_names_the_field_as_the_file_does(
    kind: Kind, cells: dict[str, str], field: str
) -> None:
    """Whatever the noun calls it on the surface."""
    told = refused(kind, number=CANARY, **cells)
    assert told.field == field
    assert field in FIELDS[kind]
    assert CANARY not in repr(told)


def test_a_row_does_not_print_what_it_says() -> None:
    """Neither as texts nor as values."""
    row = accepted(Kind.LEADS, number=CANARY, name="张晓明")
    assert "张晓明" not in repr(row)
    assert CANARY not in repr(row)


def test_values_that_lack_what_a_noun_needs_are_refused_by_its_name() -> None:
    """A record is made of whole values or not at all."""
    with pytest.raises(InvalidField) as refusal:
        call_of({}, AT)
    assert refusal.value.field == "direction"


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_a_number_and_a_key(kind: Kind) -> None:
    """And a required field can be told from the others by its emptiness alone."""
    assert list(FIELDS[kind])[:2] == ["number", "external_key"]
    assert FIELDS[kind]["number"].is_required
    for field in FIELDS[kind].values():
        assert (field.form is None) == (field.name == "number")


def test_a_column_of_an_earlier_row_may_be_missing_in_a_later_one() -> None:
    """JSON Lines leave out what is empty."""
    row = Row(line=1, values={"number": CANARY})
    parsed = parser_of(bound(Kind.LEADS, "number", "name")).parse(row)
    assert isinstance(parsed, Parsed)
    assert parsed.values == {}


@pytest.mark.parametrize("kind", Kind)
def test_every_field_is_documented_in_its_order_with_whether_it_is_required(kind: Kind) -> None:
    """A mapping is written by whoever reads the reference."""
    page = (ROOT / "docs/reference/import.md").read_text(encoding="utf-8")
    row = next(line for line in page.splitlines() if line.startswith(f"| `{kind.value}` |"))
    documented = re.findall(r"`([a-z_]+\*?)`", row)[1:]
    assert documented == [
        f"{field.name}*" if field.is_required else field.name for field in FIELDS[kind].values()
    ]
