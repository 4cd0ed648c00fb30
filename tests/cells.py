"""Rows of fragments, as a database returns them, for tests of what they say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from cdp.contacts.store import COLUMNS
from cdp.contacts.survivorship import ContactField
from cdp.database.cells import Cells
from privacy.vault import Facts, Guarded, Sealed
from tests.unit.vault.scene import PERSON

ROW: Final = UUID("0192f000-0000-7000-8000-0000000000c1")
OTHER: Final = UUID("0192f000-0000-7000-8000-0000000000c2")
AT: Final = datetime(2026, 11, 22, 3, 45, tzinfo=UTC)

Sealing = Callable[[str, str], bytes]
"""From a text and its column to a cell of the row ROW."""

_TEXTS: Final = {
    "name": "张晓明",
    "given_name": "晓明",
    "family_name": "张",
    "phonetic_name": "Zhang Xiaoming",
    "email": "xm@example.com",
    "address": "广东省\x1f深圳市\x1f南山路1号",
    "company": "Acme",
    "title": "采购经理",
    "birthday": "1990-05-17",
}
_WORDS: Final = {
    "subject_id": PERSON,
    "id": ROW,
    "source": "web-form",
    "kind": "BUSINESS",
    "role": "CUSTOMER",
    "gender": "FEMALE",
    "locale": "zh-CN",
    "preferred_channel": "WECHAT",
    "preferred_time": "EVENING",
    "occurred_at": AT,
    "n": 1,
    "version": 2,
    **{field.confirmed: AT for field in ContactField},
}


def contact_cells(seal: Sealing) -> Cells:
    """A contact that gives everything."""
    given = {**_WORDS, **{name: seal(text, f"contact.{name}") for name, text in _TEXTS.items()}}
    home = seal("广东省\x1f广州市\x1f天河路2号", "contact_address.address")
    acting_for = (OTHER, "深圳云栖科技", "软件", "广东")
    return (*(given[name] for name in COLUMNS), acting_for, [(PERSON, ROW, "HOME", home)])


def silent_contact_cells() -> Cells:
    """A contact of a source that says nothing but that it knows her."""
    known = {**dict.fromkeys(COLUMNS), "subject_id": PERSON, "id": ROW, "source": "web-form"}
    given = {**known, "role": "PROSPECT", "occurred_at": AT, "n": 1, "version": 1}
    return (*(given[name] for name in COLUMNS), None, [])


def order_cells(seal: Sealing, *, number: str | None = "SO-1") -> Cells:
    """An order, paid, partly paid back, and confirmed."""
    external_no = None if number is None else seal(number, "customer_order.external_no")
    paid = seal("WX-42", "order_payment.reference")
    back = seal("WX-43", "order_refund.reference")
    confirmed = seal("SMS-7", "order_confirmation.reference")
    facts = ("PARTLY_REFUNDED", 39_800, "CNY", AT, "WEB", OTHER)
    return (
        *(PERSON, ROW, external_no, *facts),
        [("电水壶", 2, 19_900)],
        [(PERSON, ROW, "WECHAT_PAY", 39_800, "CNY", AT, paid)],
        [(PERSON, ROW, 100, "CNY", AT, back)],
        [(PERSON, ROW, "ORDER", "SMS", AT, confirmed)],
    )


def case_cells(seal: Sealing) -> Cells:
    """A complaint that was solved."""
    line = seal("水壶漏水", "service_case.subject_line")
    resolution = seal("换新", "service_case.resolution")
    times = (AT, AT, AT, AT)
    links = (OTHER, None, None)
    return (
        *(PERSON, ROW, "COMPLAINT", line, "HIGH", "RESOLVED", "PHONE", *times),
        *("PRODUCT", resolution, "电水壶", *links, "local:agent-7"),
    )


def satisfaction_cells(seal: Sealing) -> Cells:
    """A good score, with a word."""
    comment = seal("很快", "satisfaction.comment")
    return (PERSON, ROW, "CSAT", 5, AT, comment, OTHER, None, None)


def message_cells() -> Cells:
    """A text message that bounced."""
    how_far = ("order-paid", "BOUNCED", "HARD", 5, "CNY", AT, "double-eleven")
    return (PERSON, ROW, "SMS", "OUTBOUND", *how_far, OTHER, None, "local:agent-7")


def parts(whole: object) -> Iterator[Sealed | Guarded[object]]:
    """Every sealed or guarded value below `whole`."""
    if isinstance(whole, Sealed | Guarded):
        yield whole
    elif isinstance(whole, tuple):
        for item in whole:
            yield from parts(item)
    elif isinstance(whole, Facts):
        for kind in type(whole).__mro__:
            for name, cell in vars(kind).items():
                if hasattr(cell, "__get__") and not callable(cell) and name[0] != "_":
                    yield from parts(getattr(whole, name))
