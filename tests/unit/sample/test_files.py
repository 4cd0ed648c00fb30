"""Each file is what it says it is, and comes to what is published of it."""

from __future__ import annotations

import tomllib
from datetime import datetime

import pytest

from cdp.contacts.record import Contact, ContactRole
from cdp.interactions.record import CallOutcome, CallResult, Direction
from cdp.orders.record import OrderStatus
from cdp.sample.company import Company
from cdp.sample.files.consignment import Consignment
from cdp.sample.shapes import Fate
from cdp.sources.record import load_sources
from privacy.phone import Advice
from privacy.policy import default_document, load
from privacy.terms import DataCategory, Purpose, Role
from tests.house.checks.source import ROOT
from tests.unit.sample.conftest import NOW
from tests.unit.sample.reading import FORMS, accepted, read, records, sorted_out

NAMES = ("contacts.csv", "leads.csv", "orders.csv", "calls.txt", "cases.jsonl")
LEAST = {
    "contacts.csv": 2_000,
    "leads.csv": 2_900,
    "orders.csv": 2_400,
    "calls.txt": 3_800,
    "cases.jsonl": 600,
}
FIELDS = {
    "contacts": "name email province city street company title role gender birthday locale",
    "leads": "name email company captured_at campaign tracking_link product form pain_point need "
    "budget_range authority timeline intent",
    "orders": "status currency placed_at product quantity unit_price",
    "cases": "kind subject_line priority status opened_at first_response_at resolved_at "
    "root_cause resolution product csat",
    "calls": "direction started_at result outcome ring_seconds talk_seconds notes callback_at",
}
INTENTS = {"A_READY", "B_STRONG", "C_INTERESTED", "D_WEAK", "E_NONE", ""}


def named(company: Company, name: str) -> Consignment:
    return next(each for each in company.consignments if each.name == name)


def values(consignment: Consignment, field: str) -> set[str]:
    return {row.get(field, "") for row in read(consignment)}


def test_there_are_five_files_in_the_order_of_import(company: Company) -> None:
    """Contacts first; calls behind the leads that they are about."""
    assert [each.name for each in company.consignments] == list(NAMES)
    assert {each.kind for each in company.consignments} == set(FIELDS)


@pytest.mark.parametrize("name", NAMES)
def test_the_numbers_come_to_what_is_published(company: Company, name: str) -> None:
    """Accepted, repeated, and refused by reason, as the product itself reads the numbers."""
    consignment = named(company, name)
    assert sorted_out(read(consignment)) == consignment.expected
    assert set(accepted(consignment)) == consignment.numbers


@pytest.mark.parametrize("name", NAMES)
def test_every_way_to_be_refused_occurs_and_none_is_common(company: Company, name: str) -> None:
    """So that a report shows each reason; shared lines of contacts are the commonest."""
    expected = named(company, name).expected
    assert set(expected.refused) == {fate.value for fate in Fate if fate.refuses}
    assert sum(expected.refused.values()) < expected.rows * 0.08
    assert expected.duplicates > 0
    assert expected.split > 0


def test_reasons_are_called_as_the_advice(company: Company) -> None:
    """But for lines that several people share, which parse."""
    names = {reason for each in company.consignments for reason in each.expected.refused}
    assert names - {"SHARED"} <= set(Advice.__members__)


@pytest.mark.parametrize("name", NAMES)
def test_a_file_has_the_rows_that_were_asked_for(company: Company, name: str) -> None:
    """At least so many, all of them with a key."""
    rows = read(named(company, name))
    assert len(rows) >= LEAST[name]
    assert all(row["external_key"] for row in rows)


@pytest.mark.parametrize("name", NAMES)
def test_every_column_is_explained_or_said_to_be_unknown(company: Company, name: str) -> None:
    """By the mapping; a file without one has the contract's own headers."""
    consignment = named(company, name)
    known = {"number", "external_key", *FIELDS[consignment.kind].split()}
    mapping = tomllib.loads(consignment.mapping or "")
    headers = {header for record in records(consignment) for header in record}
    columns = mapping.get("columns", {header: header for header in headers})
    assert set(columns.values()) | set(mapping.get("defaults", {})) <= known
    assert set(mapping.get("values", {})) <= known
    assert headers - set(columns) == {*mapping.get("ignore", ()), *consignment.unknown}


def test_every_word_is_one_of_the_records(company: Company) -> None:
    """After the mapping."""
    assert values(named(company, "contacts.csv"), "role") <= set(ContactRole)
    assert values(named(company, "orders.csv"), "status") == set(OrderStatus) - {"DRAFT"}
    calls = named(company, "calls.txt")
    assert values(calls, "direction") == set(Direction)
    assert values(calls, "result") <= set(CallResult)
    assert values(calls, "outcome") - {""} <= set(CallOutcome)
    assert values(named(company, "leads.csv"), "intent") == INTENTS


def test_only_an_answered_call_has_an_outcome(company: Company) -> None:
    """As the record demands."""
    for row in read(named(company, "calls.txt")):
        assert not row["outcome"] or row["result"] == "ANSWERED"


def test_every_contact_can_be_filed(company: Company) -> None:
    """Rare letters, foreign names and addresses included."""
    rows = read(named(company, "contacts.csv"))
    filed = [Contact.of(name=row["name"], email=row["email"] or None) for row in rows]
    assert all(contact.name for contact in filed)
    names = {row["name"] for row in rows}
    assert any("·" in name for name in names)
    assert any(name.isascii() for name in names)
    assert any(len(name) == 2 for name in names)
    assert any(ord(letter) > 0xFFFF for name in names for letter in name)


def test_no_address_of_the_files_can_be_delivered_to(company: Company) -> None:
    """Domains are reserved ones, and firms say that they are samples."""
    for name in ("contacts.csv", "leads.csv"):
        for row in read(named(company, name)):
            domain = row["email"].rpartition("@")[2]
            assert not domain or domain.endswith((".example", ".example.com", ".example.net"))
            assert not row["company"] or "样例" in row["company"]


def test_encodings_and_delimiters_are_those_of_such_systems(company: Company) -> None:
    """Each file opens in one way, and marks of byte order stand where its system puts them."""
    assert named(company, "leads.csv").content.startswith(b"\xef\xbb\xbf")
    assert named(company, "calls.txt").content.startswith(b"\xff\xfe")
    assert not named(company, "orders.csv").content.startswith(b"\xef\xbb\xbf")
    for name, (encoding, delimiter) in FORMS.items():
        header = named(company, name).content.decode(encoding).splitlines()[0]
        assert delimiter in header
    with pytest.raises(UnicodeDecodeError):
        named(company, "contacts.csv").content.decode("utf-8")


def test_birthdays_are_those_of_adults(company: Company) -> None:
    """Minors are a later issue's, behind a seam."""
    for row in read(named(company, "contacts.csv")):
        if row["birthday"]:
            born = datetime.strptime(row["birthday"], "%Y-%m-%d").replace(tzinfo=NOW.tzinfo)
            assert (NOW - born).days > 18 * 365.25


def test_sources_are_declared_for_a_purpose_that_may_write_the_file(company: Company) -> None:
    """Whatever the fullest row of a kind holds, one purpose of its source covers."""
    policy, sources = load(default_document()), load_sources()
    needs = {
        "contacts": (
            Purpose.SALES_FOLLOW_UP,
            Role.SALES,
            {
                DataCategory.IDENTITY_NAME,
                DataCategory.CONTACT_EMAIL,
                DataCategory.CONTACT_ADDRESS,
                DataCategory.DEMOGRAPHIC_BASIC,
                DataCategory.DEMOGRAPHIC_BIRTHDATE,
                DataCategory.DERIVED_STAGE,
            },
        ),
        "leads": (
            Purpose.LEAD_CONTACT_REQUESTED,
            Role.SALES,
            {
                DataCategory.IDENTITY_NAME,
                DataCategory.CONTACT_EMAIL,
                DataCategory.FREETEXT_FORM,
                DataCategory.CONTACT_CALL_OUTCOME,
                DataCategory.DERIVED_STAGE,
            },
        ),
        "orders": (Purpose.ORDER_FULFILMENT, Role.INTEGRATION, {DataCategory.COMMERCIAL_ORDER}),
        "calls": (
            Purpose.SERVICE_SUPPORT,
            Role.SERVICE,
            {
                DataCategory.CONTACT_CALL_RECORD,
                DataCategory.CONTACT_CALL_OUTCOME,
                DataCategory.FREETEXT_CALL,
            },
        ),
        "cases": (
            Purpose.SERVICE_SUPPORT,
            Role.SERVICE,
            {
                DataCategory.SERVICE_CASE,
                DataCategory.SERVICE_FEEDBACK,
                DataCategory.FREETEXT_CALL,
            },
        ),
    }
    for consignment in company.consignments:
        purpose, role, categories = needs[consignment.kind]
        source = sources.named(consignment.source)
        rule = policy.purpose(purpose)
        assert rule is not None
        row = next(row for row in rule.rows if role in row.roles)
        assert purpose in source.purposes
        assert source.legal_basis in rule.bases
        assert categories | {DataCategory.CONTACT_PHONE} <= row.writes


@pytest.mark.parametrize("name", NAMES)
def test_the_page_tells_the_counts_as_they_are(company: Company, name: str) -> None:
    """A reader who loads the company finds in the report what the page promised."""
    page = (ROOT / "docs/reference/sample-company.md").read_text("utf-8")
    expected = named(company, name).expected
    counts = (
        expected.rows,
        expected.accepted,
        expected.duplicates,
        sum(expected.refused.values()),
    )
    line = next(line for line in page.splitlines() if line.startswith(f"| `{name}` "))
    assert line.endswith(f"| {' | '.join(map(str, counts))} |")


def test_the_page_tells_people_and_statements_as_they_are(company: Company) -> None:
    """And how many numbers key somebody."""
    page = (ROOT / "docs/reference/sample-company.md").read_text("utf-8")
    spoke = len({saying.number for saying in company.sayings})
    assert f"{len(company.people)} people, under {len(company.numbers)} numbers" in page
    assert f"{len(company.sayings)} statements of {spoke} people" in page
