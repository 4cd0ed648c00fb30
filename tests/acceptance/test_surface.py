"""The surface: every root field answers, and what stops a mutation comes back as data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from secrets import token_hex
from typing import Final

import pytest

from cdp.api.roots import ROOTS
from privacy.terms import Purpose, Role
from tests.acceptance.deeds import (
    a_number,
    call,
    captured,
    contact,
    lead,
    order,
    revealed,
    said,
    withdrawn,
)
from tests.acceptance.naming import unseen
from tests.acceptance.people import (
    AGENT,
    MARKETER,
    PRESENT,
    SHOP,
    Caller,
    Persona,
    Reply,
    caller,
)
from tests.acceptance.stand import Stand
from tests.acceptance.surface import HAPPY


@pytest.mark.parametrize("root", sorted(HAPPY))
def test_every_root_field_answers_whom_it_is_for_with_a_receipt(
    stand: Stand, agent: Caller, root: str
) -> None:
    """200, data without errors, and a place in the ledger."""
    number = a_number()
    profile = captured(agent, number)
    persona, asks, member = HAPPY[root]
    reply = asks(caller(stand, persona), number, profile)
    assert (reply.status, "errors" in reply.body) == (200, False)
    assert list(reply.data) == [root]
    assert reply.payload[member] is not None if member else isinstance(reply.rows, list)
    assert reply.access["index"] >= 0


def test_consents_answers_where_each_question_stands(agent: Caller) -> None:
    """As far as the purpose reaches: customer service sees the answer to its own question."""
    profile = captured(agent, a_number())
    agent.ask("RecordConsent", input=said(profile, purpose="SERVICE_SUPPORT"))
    agent.ask("RecordConsent", input=said(profile))
    [consent] = agent.ask("Consents", profile=profile).rows
    assert (consent["purpose"], consent["channel"], consent["status"]) == (
        "SERVICE_SUPPORT",
        None,
        "GIVEN",
    )


def test_no_root_field_is_left_out_here() -> None:
    """A root that is added to the surface is added to this table."""
    assert set(HAPPY) == set(ROOTS)


INVALID: Final = [
    ("UpsertContact", contact(""), ["input", "number"]),
    ("UpsertContact", contact("138****8000"), ["input", "number"]),
    ("UpsertContact", contact(a_number(), source="nobody"), ["input", "source"]),
    ("UpsertContact", contact(a_number(), source="web-form"), ["input", "source"]),
    ("UpsertContact", contact(a_number(), email="not an address"), ["input", "email"]),
    ("UpsertContact", contact(a_number(), name="a\x07"), ["input", "name"]),
    (
        "UpsertContact",
        contact(a_number(), address={"street": "\x00"}),
        ["input", "address", "street"],
    ),
    ("CaptureLead", lead(a_number(), company="x" * 201), ["input", "company"]),
    ("LogCall", call(a_number(), startedAt="2999-01-01T00:00:00Z"), ["input", "startedAt"]),
    ("LogCall", call(a_number(), startedAt="2026-01-01T00:00:00"), ["input", "startedAt"]),
    ("LogCall", call(a_number(), talkSeconds=-1), ["input", "talkSeconds"]),
    ("LogCall", call(a_number(), ringSeconds=86_401), ["input", "ringSeconds"]),
    ("LogCall", call(a_number(), result="BUSY"), ["input", "outcome"]),
    ("LogCall", call(None), ["input", "number"]),
    ("LogCall", call(a_number(), profile=unseen()), ["input", "number"]),
    ("LogCall", call(None, profile="13800138000"), ["input", "profile"]),
    ("LogCall", call(a_number(), notes="x" * 4_001), ["input", "notes"]),
    ("PlaceOrder", order(a_number(), currency="yuan"), ["input", "currency"]),
    ("PlaceOrder", order(a_number(), lines=[]), ["input", "lines"]),
    (
        "PlaceOrder",
        order(a_number(), lines=[{"product": "x", "quantity": 1, "unitMinor": "-1"}]),
        ["input", "lines", "0", "unitMinor"],
    ),
    (
        "PlaceOrder",
        order(a_number(), lines=[{"product": " ", "quantity": 1, "unitMinor": "1"}]),
        ["input", "lines", "0", "product"],
    ),
    (
        "PlaceOrder",
        order(a_number(), lines=[{"product": "x", "quantity": 0, "unitMinor": "1"}]),
        ["input", "lines", "0", "quantity"],
    ),
    ("PlaceOrder", order(a_number(), placedAt="2999-01-01T00:00:00Z"), ["input", "placedAt"]),
    ("RecordConsent", said("13800138000"), ["input", "profile"]),
    ("RecordConsent", said(unseen(), purpose="ORDER_FULFILMENT"), ["input", "purpose"]),
    ("RecordConsent", said(unseen(), language="fr"), ["input", "language"]),
    ("RecordConsent", said(unseen(), evidence="\x1b[2J"), ["input", "evidence"]),
    ("WithdrawConsent", withdrawn(unseen(), saidAt="2026-01-01"), ["input", "saidAt"]),
    ("RevealPhone", revealed(unseen(), reason=" "), ["input", "reason"]),
    ("RevealPhone", revealed("me"), ["input", "profile"]),
]
"""An operation, an input that cannot be filed, and the field that the answer names."""


@pytest.mark.parametrize(("operation", "given", "path"), INVALID)
def test_what_cannot_be_filed_is_named_by_its_field_and_changes_nothing(
    stand: Stand, operation: str, given: dict[str, object], path: list[str]
) -> None:
    """InvalidInput, with advice and the place of the field, from `input` down."""
    asking = caller(stand, SHOP if operation == "PlaceOrder" else PRESENT)
    before = stand.contents()
    reply = asking.ask(operation, input=given)
    assert reply.status == 200
    assert (reply.payload["code"], reply.payload["path"]) == ("INVALID_INPUT", path)
    assert reply.payload["message"]
    assert stand.contents() == before


def test_a_statement_about_the_future_names_the_time(agent: Caller) -> None:
    """What contradicts the book of consent is found inside the transaction, which rolls back."""
    profile = captured(agent, a_number())
    given = said(profile, saidAt="2999-01-01T00:00:00Z")
    payload = agent.ask("RecordConsent", input=given).payload
    assert (payload["code"], payload["path"]) == ("INVALID_INPUT", ["input", "saidAt"])


NOBODY: Final = [
    ("LogCall", lambda profile: call(None, profile=profile)),
    ("RecordConsent", said),
    ("WithdrawConsent", withdrawn),
    ("RevealPhone", revealed),
]


@pytest.mark.parametrize(("operation", "about"), NOBODY)
def test_a_write_about_nobody_is_not_available_and_has_its_entry(
    stand: Stand, present_agent: Caller, operation: str, about: Callable[[str], dict[str, object]]
) -> None:
    """One denial in the ledger, whose receipt the answer carries; nothing is changed."""
    before, size = stand.contents(), stand.size()
    reply = present_agent.ask(operation, input=about(unseen()))
    [leaf] = stand.leaves(size)
    assert (reply.payload["code"], reply.payload["path"]) == ("NOT_AVAILABLE", None)
    assert (leaf["kind"], leaf["reason"], leaf["subjects"]) == ("denial", "NOT_AVAILABLE", [])
    assert reply.access["index"] == size
    assert stand.contents() == before


DENIED: Final = [
    (SHOP, "logCall", "ORDER_FULFILMENT", call(a_number(), source="order-system")),
    (AGENT, "placeOrder", "LEAD_CONTACT_REQUESTED", order(a_number(), source="web-form")),
    (MARKETER, "revealPhone", "MARKETING_DIRECT_CALL", revealed(unseen())),
]
"""What the policy lets nobody write, or see whole, for that purpose."""


@pytest.mark.parametrize(("persona", "root", "purpose", "given"), DENIED)
def test_a_purpose_that_does_not_reach_this_data_is_denied_as_data_with_its_entry(
    stand: Stand, persona: Persona, root: str, purpose: str, given: dict[str, object]
) -> None:
    """PurposeDenied; nobody is looked for, and the ledger holds the reason and its article."""
    kind = f"{root[0].upper()}{root[1:]}Input"
    text = (
        f"mutation($i: {kind}!) @purpose(is: {purpose})"
        f"{{ {root}(input: $i) {{ __typename ... on Problem {{ code message path }} }} }}"
    )
    before, size = stand.contents(), stand.size()
    reply = caller(stand, persona).say(text, i=given)
    [leaf] = stand.leaves(size)
    expected = ("PurposeDenied", "PURPOSE_CATEGORY_MISMATCH")
    assert (reply.payload["__typename"], reply.payload["code"]) == expected
    assert (leaf["kind"], leaf["reason"]) == ("denial", "PURPOSE_CATEGORY_MISMATCH")
    assert leaf["article"] is not None
    assert stand.contents() == before


def test_a_role_that_may_not_serve_this_purpose_is_denied(stand: Stand) -> None:
    """The token's purpose is not enough: the policy names the roles of each."""
    seller = replace(AGENT, role=Role.SALES, purposes=(Purpose.SERVICE_SUPPORT,))
    payload = caller(stand, seller).ask("UpsertContact", input=contact(a_number())).payload
    assert payload["code"] == "ROLE_FORBIDDEN"


@pytest.mark.parametrize("field", ["externalNo", "externalKey"])
def test_a_record_that_its_source_numbers_is_filed_once(
    stand: Stand, agent: Caller, shop: Caller, field: str
) -> None:
    """The second time it is a Conflict, whoever it is said to be about; nothing is changed."""
    number, other, key = a_number(), a_number(), token_hex(8)
    for each in (number, other):
        captured(agent, each)

    def file(whose: str) -> Reply:
        if field == "externalNo":
            return shop.ask("PlaceOrder", input=order(whose, externalNo=key))
        return agent.ask("LogCall", input=call(whose, externalKey=key))

    assert "code" not in file(number).payload
    before = stand.contents()
    for whose in (number, other):
        reply = file(whose)
        assert (reply.payload["code"], reply.payload["path"]) == ("CONFLICT", None)
        assert reply.access["index"] > 0
    assert stand.contents() == before
    assert stand.open_intents() == 0


def test_a_record_without_a_number_of_its_source_is_filed_as_often_as_it_happens(
    agent: Caller,
) -> None:
    """An empty number is none."""
    number = a_number()
    captured(agent, number)
    for key in (None, "", "  "):
        assert "callId" in agent.ask("LogCall", input=call(number, externalKey=key)).payload
        assert "callId" in agent.ask("LogCall", input=call(number, externalKey=key)).payload
