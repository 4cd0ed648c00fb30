"""Orders: placed, paid, paid back and confirmed; money never contradicts itself."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest

from cdp.api.ids import Fact
from cdp.database.dsn import Database
from tests.acceptance.deeds import STARTED_AT, a_number, captured, order, placed
from tests.acceptance.naming import behind, unseen
from tests.acceptance.people import Caller
from tests.acceptance.stand import Stand, put_into

TOTAL = "39800"
AT = STARTED_AT.isoformat()


def payment(**more: object) -> dict[str, object]:
    """She paid what it costs."""
    return {
        "method": "WECHAT_PAY",
        "amountMinor": TOTAL,
        "currency": "CNY",
        "paidAt": AT,
        "reference": f"WX-{uuid4().hex}",
        **more,
    }


def refund(amount: str, **more: object) -> dict[str, object]:
    """She got money back."""
    return {"amountMinor": amount, "currency": "CNY", "refundedAt": AT, **more}


def update(profile: str, mine: str, **more: object) -> dict[str, object]:
    """Something is new of an order."""
    return {"source": "order-system", "profile": profile, "order": mine, **more}


def pending(shop: Caller, **more: object) -> tuple[str, str, str]:
    """Number, profile and order of somebody who is still to pay."""
    number = a_number()
    given = order(number, status="PENDING_PAYMENT", **more)
    payload: dict[str, Any] = shop.ask("PlaceOrder", input=given).payload
    return number, str(payload["profile"]["id"]), str(payload["orderId"])


def listed(shop: Caller, mine: str) -> dict[str, Any]:
    """The order as the shop sees it."""
    page = shop.ask("Orders", first=100).payload
    [node] = [edge["node"] for edge in page["edges"] if edge["node"]["id"] == mine]
    return dict(node)


def test_an_order_is_paid_confirmed_and_paid_back(shop: Caller) -> None:
    """Every payment, refund and confirmation stands on it, and so does where it is."""
    _, profile, mine = pending(shop, channel="WEB")
    confirmed = {"kind": "ORDER", "channel": "SMS", "confirmedAt": AT, "reference": "SMS-7"}
    for given in (
        {"payment": payment(reference=None), "status": "PAID"},
        {"confirmation": confirmed},
        {"refund": refund("100"), "status": "PARTLY_REFUNDED"},
        {"refund": refund("39700"), "status": "REFUNDED"},
    ):
        assert shop.ask("UpdateOrder", input=update(profile, mine, **given)).payload == {
            "__typename": "UpdateOrderDone",
            "orderId": mine,
            "profile": {"id": profile, "name": None},
        }
    stands = listed(shop, mine)
    assert stands["status"] == "REFUNDED"
    assert [paid["amountMinor"] for paid in stands["payments"]] == [TOTAL]
    assert sorted(back["amountMinor"] for back in stands["refunds"]) == ["100", "39700"]
    assert [said["kind"] for said in stands["confirmations"]] == ["ORDER"]


def test_an_order_that_its_shop_numbers_is_updated_by_that_number(shop: Caller) -> None:
    """A shop that keeps no id of ours."""
    number, key = a_number(), f"SO-{uuid4().hex}"
    mine = placed(shop, number, externalNo=key)
    given = {"source": "order-system", "number": number, "externalNo": key, "status": "FULFILLED"}
    assert shop.ask("UpdateOrder", input=given).payload["orderId"] == mine
    assert listed(shop, mine)["status"] == "FULFILLED"
    for wrong in ({"externalNo": "SO-none"}, {"source": "marketplace"}, {"number": a_number()}):
        assert shop.ask("UpdateOrder", input={**given, **wrong}).payload["code"] == "NOT_AVAILABLE"


def test_an_order_is_placed_with_what_was_paid_already(shop: Caller) -> None:
    """In one transaction; the payments must say what the status says."""
    number = a_number()
    mine = placed(shop, number, payments=[payment()])
    assert [paid["method"] for paid in listed(shop, mine)["payments"]] == ["WECHAT_PAY"]
    short = order(number, payments=[payment(amountMinor="1")])
    payload = shop.ask("PlaceOrder", input=short).payload
    assert (payload["code"], payload["path"]) == ("INVALID_INPUT", ["input", "status"])


@pytest.mark.parametrize(
    "given",
    [
        {"status": "COMPLETED"},
        {"status": "DRAFT"},
        {"status": "PAID", "payment": payment(amountMinor="39799")},
        {"payment": payment(currency="USD")},
        {"refund": refund("1")},
        {"payment": payment(amountMinor="100"), "refund": refund("101")},
        {"status": "REFUNDED", "refund": refund("1")},
    ],
    ids=["no-step", "no-way-back", "short", "currency", "unpaid", "more-than-paid", "both"],
)
def test_what_does_not_follow_is_a_conflict_that_tells_nothing_more(
    stand: Stand, shop: Caller, given: dict[str, object]
) -> None:
    """Neither where the order stands nor what was paid; money that came with it is not filed."""
    _, profile, mine = pending(shop)
    before = stand.contents()
    payload = shop.ask("UpdateOrder", input=update(profile, mine, **given)).payload
    assert payload == {
        "__typename": "Conflict",
        "code": "CONFLICT",
        "message": "This does not follow from what is recorded of the order.",
        "path": None,
    }
    assert stand.contents() == before
    assert stand.open_intents() == 0


def test_a_payment_that_its_service_numbers_is_filed_once(shop: Caller) -> None:
    """A shop that sends it again does not pay twice."""
    _, profile, mine = pending(shop)
    given = update(profile, mine, payment=payment())
    assert shop.ask("UpdateOrder", input=given).payload["orderId"] == mine
    assert shop.ask("UpdateOrder", input=given).payload["code"] == "CONFLICT"
    assert len(listed(shop, mine)["payments"]) == 1


def test_two_refunds_at_once_pay_back_no_more_than_was_paid(shop: Caller) -> None:
    """Whoever comes second waits, looks again, and is refused."""
    _, profile, mine = pending(shop)
    shop.ask("UpdateOrder", input=update(profile, mine, payment=payment()))
    given = update(profile, mine, refund=refund(TOTAL))
    with ThreadPoolExecutor(4) as threads:
        asked = [threads.submit(shop.ask, "UpdateOrder", input=given) for _ in range(4)]
        codes = [reply.result().payload.get("code") for reply in asked]
    assert sorted(codes, key=str) == ["CONFLICT"] * 3 + [None]
    assert [back["amountMinor"] for back in listed(shop, mine)["refunds"]] == [TOTAL]


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"payment": payment(amountMinor="-1")}, ["payment", "amountMinor"]),
        ({"payment": payment(amountMinor="0")}, ["payment", "amountMinor"]),
        ({"payment": payment(amountMinor="1.5")}, ["payment", "amountMinor"]),
        ({"payment": payment(currency="RMB")}, ["payment", "currency"]),
        ({"payment": payment(paidAt="2999-01-01T00:00:00Z")}, ["payment", "paidAt"]),
        ({"refund": refund("-5")}, ["refund", "amountMinor"]),
        ({"refund": refund("5", currency="XXX")}, ["refund", "currency"]),
        ({"refund": refund("5", refundedAt="2999-01-01T00:00:00Z")}, ["refund", "refundedAt"]),
        ({}, ["status"]),
        ({"status": "PAID", "externalNo": "SO-1"}, ["order"]),
        ({"status": "PAID", "lead": "13800138000"}, ["lead"]),
    ],
)
def test_what_cannot_be_filed_is_named_by_its_field(
    stand: Stand, shop: Caller, given: dict[str, object], path: list[str]
) -> None:
    """Whoever the order belongs to, and whether there is one."""
    before = stand.contents()
    reply = shop.ask("UpdateOrder", input=update(unseen(), unseen(Fact.ORDER), **given))
    assert (reply.payload["code"], reply.payload["path"]) == ("INVALID_INPUT", ["input", *path])
    assert stand.contents() == before


@pytest.mark.parametrize("currency", ["XXX", "RMB", "cny"])
def test_an_order_in_an_unknown_currency_is_refused(shop: Caller, currency: str) -> None:
    """Three letters are no currency yet."""
    payload = shop.ask("PlaceOrder", input=order(a_number(), currency=currency)).payload
    assert (payload["code"], payload["path"]) == ("INVALID_INPUT", ["input", "currency"])


@pytest.mark.parametrize("state", ["ERASING", "RESTRICTED"])
def test_an_order_of_somebody_erased_restricted_or_never_there_is_answered_alike(
    stand: Stand, shop: Caller, state: str
) -> None:
    """Whatever is asked of it, and whether it is hers."""
    _, profile, mine = pending(shop)
    nobody = shop.ask("UpdateOrder", input=update(unseen(), mine, status="PAID"))
    assert nobody.payload["code"] == "NOT_AVAILABLE"
    put_into(stand, profile, state)
    for given in (
        update(profile, mine, status="PAID"),
        update(profile, mine, status="DRAFT"),
        update(profile, unseen(Fact.ORDER), refund=refund("1")),
    ):
        assert shop.ask("UpdateOrder", input=given).without_receipt() == nobody.without_receipt()


def test_an_order_of_somebody_else_is_not_available(agent: Caller, shop: Caller) -> None:
    """An id that is known from elsewhere opens nothing under another profile."""
    mine = placed(shop, a_number())
    other = a_number()
    captured(agent, other)
    placed(shop, other)
    profile = str(agent.ask("ProfileByPhone", number=other).payload["profile"]["id"])
    payload = shop.ask("UpdateOrder", input=update(profile, mine, status="FULFILLED")).payload
    assert (payload["code"], payload["path"]) == ("NOT_AVAILABLE", None)


def test_whoever_may_not_see_payments_reads_the_order_without_them(
    agent: Caller, shop: Caller
) -> None:
    """Service sees what she bought; how she paid is for whoever fulfils the order."""
    number = a_number()
    placed(shop, number, payments=[payment()])
    profile = str(agent.ask("ProfileByPhone", number=number).payload["profile"]["id"])
    text = (
        "query($id: ID!) @purpose(is: SERVICE_SUPPORT) { profile(id: $id) { orders(first: 1) {"
        " edges { node { totalMinor payments { amountMinor } } } } } }"
    )
    [edge] = agent.say(text, id=profile).payload["orders"]["edges"]
    assert edge["node"] == {"totalMinor": TOTAL, "payments": None}


def test_what_a_payment_is_known_by_lies_sealed(stand: Stand, shop: Caller) -> None:
    """The payment service's number is ciphertext; its amount is not."""
    number, reference = a_number(), f"WX-{uuid4().hex}"
    mine = placed(shop, number, payments=[payment(reference=reference)])
    [row] = stand.sql(
        Database.DATA, "SELECT * FROM order_payment WHERE order_id = $1", behind(mine)
    )
    assert isinstance(row["reference"], bytes)
    assert reference.encode() not in row["reference"]
    assert row["amount_minor"] == int(TOTAL)
