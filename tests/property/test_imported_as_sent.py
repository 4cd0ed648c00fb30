"""A file is no second way to write: what it brings is shown as if each row had been sent."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import accumulate, count
from pathlib import Path
from typing import Final

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from cdp.ingestion.kinds import Kind
from tests.acceptance.deeds import STARTED_AT
from tests.acceptance.files import brought, table
from tests.acceptance.people import AGENT, SELLER, SHOP, caller
from tests.acceptance.stand import Clock, Exchanged, Stand, opened, settings_in
from tests.postgres.clones import Clones

Told = Mapping[str, str]

_turns = count(1)


class Two:
    """Two services, empty at first: to the one files are brought, to the other requests sent."""

    def __init__(self, file: Stand, wire: Stand, folder: Path) -> None:
        self.file, self.wire, self.folder = file, wire, folder


@pytest.fixture(scope="module")
def two(clones: Clones, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Two]:
    with ExitStack() as stack:

        def stand(name: str) -> Stand:
            dsns = stack.enter_context(clones.fresh())
            at = settings_in(tmp_path_factory.mktemp(name))
            return stack.enter_context(opened(at, dsns, Exchanged(clock=HANDS)))

        yield Two(stand("file"), stand("wire"), tmp_path_factory.mktemp("brought"))


names = st.text(st.sampled_from("张王李赵晓明丽华伟芳ABcd"), min_size=1, max_size=8)
notes = st.text(st.sampled_from("询问保修期限，报价？ 3年\nok"), max_size=12).map(
    lambda text: f"说{text}。"
)
maybe = st.just("")
times = st.integers(0, 300).map(lambda days: (STARTED_AT + timedelta(days=days)).isoformat())

contacts = st.fixed_dictionaries(
    {
        "name": names,
        "email": maybe | names.map(lambda name: f"u{name.encode().hex()}@example.com"),
        "province": maybe | names,
        "city": names,
        "street": maybe | names,
        "company": maybe | names,
        "title": maybe | names,
        "role": maybe | st.sampled_from(["CUSTOMER", "SUPPLIER"]),
        "gender": maybe | st.sampled_from(["FEMALE", "MALE"]),
        "birthday": maybe | st.sampled_from(["1990-02-28", "1964-12-01"]),
        "locale": maybe | st.sampled_from(["zh-CN", "en-GB"]),
    }
)
leads = st.fixed_dictionaries(
    {
        "name": names,
        "email": maybe | names.map(lambda name: f"u{name.encode().hex()}@example.com"),
        "company": maybe | names,
        "captured_at": times,
        "campaign": maybe | st.sampled_from(["spring", "618"]),
        "tracking_link": maybe | st.sampled_from(["qr-7"]),
        "product": maybe | st.sampled_from(["电水壶", "净水器"]),
        "form": maybe | notes,
        "pain_point": maybe | notes,
        "need": maybe | notes,
        "budget_range": maybe | names,
        "authority": maybe | names,
        "timeline": maybe | names,
        "intent": maybe | st.sampled_from(["A_READY", "D_WEAK"]),
    }
)
orders = st.fixed_dictionaries(
    {
        "status": st.sampled_from(["PENDING_PAYMENT", "PAID", "COMPLETED", "CANCELLED"]),
        "currency": st.sampled_from(["CNY", "USD"]),
        "placed_at": times,
        "product": names,
        "quantity": st.integers(1, 9).map(str),
        "unit_price": st.decimals(0, 9_999, places=2).map(str),
    }
)


def given_of(row: Told, *names: str, **renamed: str) -> dict[str, str]:
    """What a row fills in, by the names of the API."""
    every = {**{name: name for name in names}, **renamed}
    return {ours: row[theirs] for ours, theirs in every.items() if row[theirs]}


def a_contact(row: Told) -> dict[str, object]:
    address = given_of(row, "province", "city", "street")
    said = given_of(
        row, "number", "name", "email", "company", "title", "role", "gender", "birthday", "locale"
    )
    return {"source": "crm-export", "address": address, **said}


def a_lead(row: Told) -> dict[str, object]:
    need = given_of(
        row,
        "form",
        "need",
        "authority",
        "timeline",
        painPoint="pain_point",
        budgetRange="budget_range",
    )
    said = given_of(
        row,
        "number",
        "name",
        "email",
        "company",
        "campaign",
        "product",
        capturedAt="captured_at",
        trackingLink="tracking_link",
        intentLevel="intent",
        externalKey="external_key",
    )
    return {"source": "ad-platform", **({"need": need} if need else {}), **said}


def an_order(row: Told) -> dict[str, object]:
    line = {
        "product": row["product"],
        "quantity": int(row["quantity"]),
        "unitMinor": str(int(Decimal(row["unit_price"]) * 100)),
    }
    said = given_of(
        row, "number", "status", "currency", placedAt="placed_at", externalNo="external_key"
    )
    return {"source": "shop", "lines": [line], **said}


SENT: Final[Mapping[Kind, tuple[str, Callable[[Told], dict[str, object]]]]] = {
    Kind.CONTACTS: ("UpsertContact", a_contact),
    Kind.LEADS: ("CaptureLead", a_lead),
    Kind.ORDERS: ("PlaceOrder", an_order),
}

ASKED: Final = (
    "query($p: ID!) @purpose(is: LEAD_CONTACT_REQUESTED) { profile(id: $p) { name phones { display"
    " } leads(first: 20) { edges { node { source campaign trackingLink product capturedAt form"
    " painPoint need budgetRange authority timeline intentLevel qualification status slaDueAt"
    " changes { event after rule } } } } } }"
)
"""Whoever asked to be contacted, and what she said."""

HANDS: Final = Clock(datetime(2026, 11, 22, 3, 45, tzinfo=UTC))
"""One time for both: what is shown of when does not depend on which came first."""


def shown(at: Stand, number: str) -> object:
    """All that screens of service, sales and the shop show of `number`, but for ids."""
    agent, seller, shop = (caller(at, who, clock=HANDS) for who in (AGENT, SELLER, SHOP))
    popped = agent.ask("ScreenPop", number=number).payload
    if popped["resolution"]["profile"] is None:
        return popped["resolution"]  # no row of hers was filed, or none that service may see
    profile = popped["resolution"]["profile"]["id"]
    replies = [
        agent.ask("Profile", id=profile),
        agent.ask("Service", id=profile),
        agent.ask("Timeline", profile=profile, first=50),
        agent.ask("Provenance", id=profile),
        agent.say(ASKED, p=profile),
        seller.ask("FollowUp", number=number),
        shop.ask("Orders", first=50),
    ]
    return without_ids([popped, *(reply.payload for reply in replies)])


def without_ids(shown: object) -> object:
    """What is told but for ids and cursors, which are each service's own."""
    if isinstance(shown, list):
        return [without_ids(each) for each in shown]
    if isinstance(shown, dict):
        return {
            name: without_ids(each)
            for name, each in shown.items()
            if name not in {"id", "cursor", "endCursor", "startCursor"} and not name.endswith("Id")
        }
    return shown


def sent(at: Stand, kind: Kind, row: Told) -> str | None:
    """Send what a row says to the act for rows of its kind; why it is refused, if it is."""
    document, said = SENT[kind]
    who = SHOP if kind is Kind.ORDERS else AGENT
    code: str | None = (
        caller(at, who, clock=HANDS).ask(document, input=said(row)).payload.get("code")
    )
    return code


def imported(at: Two, kind: Kind, rows: Sequence[Told]) -> list[str | None]:
    """Bring a file of `rows`; why each is refused, if it is."""
    report = brought(at.file, at.folder, kind, table(*rows))
    why = {line: reason.code for reason, places in report.reasons.items() for line in places.lines}
    assert report.accepted + len(why) == len(rows)
    return [why.get(line) for line in lines_of(rows)]


def lines_of(rows: Sequence[Told]) -> list[int]:
    """The line on which each row begins, below the heads: a text may go over several."""
    lengths = (1 + sum(text.count("\n") for text in row.values()) for row in rows)
    return list(accumulate(lengths, initial=2))[:-1]


@settings(
    max_examples=5,
    phases=(Phase.generate,),
)
@given(
    rows=st.fixed_dictionaries(
        {
            Kind.CONTACTS: st.lists(contacts, min_size=1, max_size=2),
            Kind.LEADS: st.lists(leads, min_size=1, max_size=2),
            Kind.ORDERS: st.lists(orders, max_size=2),
        }
    )
)
def test_a_file_brings_what_its_rows_would_have_brought_one_by_one(
    two: Two, rows: Mapping[Kind, Sequence[Told]]
) -> None:
    """Contacts, leads and orders of one person: every screen shows the same of both."""
    number = f"139{next(_turns):08d}"
    for kind, several in rows.items():
        keyed = [
            {"number": number, "external_key": f"{kind}-{number}-{n}", **row}
            for n, row in enumerate(several)
        ]
        if keyed:
            told = imported(two, kind, keyed)
            assert told == [sent(two.wire, kind, row) for row in keyed]
    assert shown(two.file, number) == shown(two.wire, number)
