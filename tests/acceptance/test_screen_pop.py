"""Screen pop: a ringing number opens a profile, as far as the purpose lets it be seen."""

from __future__ import annotations

import pytest

from tests.acceptance.deeds import NAME, a_number, call, captured, contact, masked, order
from tests.acceptance.people import Caller


@pytest.fixture
def customer(agent: Caller, shop: Caller) -> str:
    """The number of somebody who asked, bought and called."""
    number = a_number()
    captured(agent, number, email="xm@example.com")
    assert "orderId" in shop.ask("PlaceOrder", input=order(number, externalNo=number[-8:])).payload
    assert "callId" in agent.ask("LogCall", input=call(number)).payload
    return number


def test_a_known_number_opens_its_profile_with_orders_and_calls_in_one_round_trip(
    agent: Caller, customer: str
) -> None:
    """Under customer service: name, orders and calls whole; number and e-mail masked."""
    context = agent.ask("ScreenPop", number=customer).payload
    profile = context["resolution"]["profile"]
    [bought] = [edge["node"] for edge in context["lastOrders"]["edges"]]
    [called] = [edge["node"] for edge in context["lastCalls"]["edges"]]
    assert context["resolution"]["status"] == "EXACT"
    assert profile["name"] == NAME
    assert profile["email"] == "x****@example.com"
    assert [phone["display"] for phone in profile["phones"]] == [masked(customer)]
    assert (bought["externalNo"], bought["totalMinor"], bought["currency"]) == (
        customer[-8:],
        "39800",
        "CNY",
    )
    assert bought["lines"] == [{"product": "电水壶 1.5L", "quantity": 2, "unitMinor": "19900"}]
    assert (called["talkSeconds"], called["outcome"], called["notes"]) == (
        95,
        "INFO_SENT",
        "询问保修期限",
    )


def test_whatever_is_not_shown_whole_says_why_beside_it_and_once_for_the_answer(
    agent: Caller, customer: str
) -> None:
    """The field's name, effect, reason and article; and per coordinate a count."""
    reply = agent.ask("ScreenPop", number=customer)
    decisions = {each["field"]: each for each in reply.payload["resolution"]["profile"]["privacy"]}
    assert set(decisions) == {"phones", "email", "address"}
    assert {each["effect"] for each in decisions.values()} == {"MASK"}
    assert all(each["reason"] and each["article"] for each in decisions.values())
    withheld = {each["coordinate"]: each for each in reply.body["extensions"]["privacy"]}
    assert set(withheld) == {"MaskedPhone.display", "Profile.email", "Profile.address"}
    assert {each["count"] for each in withheld.values()} == {1}


@pytest.mark.parametrize(
    "form",
    [
        "{national}",
        "+86 {national}",
        "0086-{national}",
        "86-{national}",
        "（{national}）",
        "手机：{national}",
        "{wide}",
        "{spaced}",
        "tel:+86{national}",
        "\u200b{national}\u200b",
    ],
)
def test_a_number_opens_the_same_profile_however_it_is_typed(
    agent: Caller, customer: str, form: str
) -> None:
    """Full width, with and without country code, labelled, spaced, copied with invisible marks."""
    national = customer.removeprefix("+86")
    wide = national.translate({ord("0") + n: ord("０") + n for n in range(10)})
    spaced = f"{national[:3]} {national[3:7]} {national[7:]}"
    typed = form.format(national=national, wide=wide, spaced=spaced)
    known = agent.ask("ProfileByPhone", number=customer).payload["profile"]["id"]
    assert agent.ask("ProfileByPhone", number=typed).payload["profile"]["id"] == known


def test_a_number_with_an_extension_is_somebody_else(agent: Caller) -> None:
    """A marketplace's privacy number belongs to the middleman, not to whoever has the line."""
    number = a_number()
    her = captured(agent, number)
    other = captured(agent, f"{number} 转 801")
    assert other != her
    assert agent.ask("ProfileByPhone", number=number).payload["profile"]["id"] == her
    with_extension = agent.ask("ProfileByPhone", number=f"{number} ext. 801").payload
    assert with_extension["profile"]["id"] == other
    assert agent.ask("ProfileByPhone", number=f"{number}#802").payload["profile"] is None


def test_a_number_never_seen_is_not_available(agent: Caller) -> None:
    """There is an answer, and nobody in it."""
    reply = agent.ask("ScreenPop", number=a_number())
    assert reply.status == 200
    assert reply.payload == {
        "resolution": {"status": "NOT_AVAILABLE", "profile": None},
        "openCases": None,
        "lastOrders": None,
        "lastCalls": None,
    }


def test_what_a_source_said_last_is_the_name_and_what_it_left_out_stays(agent: Caller) -> None:
    """A later word of one source renews its contact; another source's contact stands beside it."""
    number = a_number()
    profile = captured(agent, number, email="old@example.com")
    address = {"province": "广东省", "city": "深圳市", "street": "南山区1号"}
    agent.ask("UpsertContact", input=contact(number, name="张小明", address=address))
    agent.ask("UpsertContact", input=contact(number, name=None, company="某公司"))
    shown = agent.ask("Profile", id=profile).payload
    assert shown["name"] == "张小明"
    assert shown["email"] == "o****@example.com"
    assert shown["address"] == "广东省 深圳市"
    names = {edge["node"]["name"]: edge["node"]["company"] for edge in shown["contacts"]["edges"]}
    assert names == {NAME: None, "张小明": "某公司"}


def test_a_profile_opened_by_its_id_is_the_one_that_its_number_opens(
    agent: Caller, customer: str
) -> None:
    """An id says nothing of a person and opens no more than a number does."""
    by_number = agent.ask("ScreenPop", number=customer).payload["resolution"]["profile"]
    by_id = agent.ask("Profile", id=by_number["id"]).payload
    shared = ("id", "name", "email", "address")
    assert {name: by_id[name] for name in shared} == {name: by_number[name] for name in shared}
    assert [phone["display"] for phone in by_id["phones"]] == [masked(customer)]


def test_a_list_is_as_long_as_was_asked_and_says_whether_more_follow(agent: Caller) -> None:
    """Newest first."""
    number = a_number()
    profile = captured(agent, number)
    for minute in (1, 2, 3):
        at = f"2026-02-01T10:0{minute}:00Z"
        agent.ask("LogCall", input=call(number, startedAt=at))
    text = """
      query($id: ID!, $first: Int!) @purpose(is: SERVICE_SUPPORT) { profile(id: $id) {
        calls(first: $first) { edges { node { startedAt } } pageInfo { hasNextPage } } } }
    """
    two = agent.say(text, id=profile, first=2).payload["calls"]
    three = agent.say(text, id=profile, first=3).payload["calls"]
    assert [edge["node"]["startedAt"][14:16] for edge in two["edges"]] == ["03", "02"]
    assert two["pageInfo"]["hasNextPage"] is True
    assert len(three["edges"]) == 3
    assert three["pageInfo"]["hasNextPage"] is False


@pytest.mark.parametrize("first", [0, -1, 101, 2**31 - 1])
def test_a_list_of_no_sensible_length_is_refused(agent: Caller, first: int) -> None:
    """One to a hundred."""
    number = a_number()
    profile = captured(agent, number)
    reply = agent.ask("Profile", id=profile, orders=first)
    assert (reply.status, reply.code, reply.error["field"]) == (400, "INVALID_INPUT", "first")


def test_the_same_record_in_two_lists_of_different_length_is_shown_in_each(agent: Caller) -> None:
    """Two aliases of one list are two lists: neither is cut to the other's length."""
    number = a_number()
    profile = captured(agent, number)
    for minute in (1, 2):
        at = f"2026-02-01T10:0{minute}:00Z"
        agent.ask("LogCall", input=call(number, startedAt=at))
    shown = agent.say(
        "query($id: ID!) @purpose(is: SERVICE_SUPPORT) { profile(id: $id) {"
        " one: calls(first: 1) { edges { node { id } } pageInfo { hasNextPage } }"
        " all: calls(first: 9) { edges { node { id } } pageInfo { hasNextPage } } } }",
        id=profile,
    ).payload
    assert [len(shown[name]["edges"]) for name in ("one", "all")] == [1, 2]
    assert [shown[name]["pageInfo"]["hasNextPage"] for name in ("one", "all")] == [True, False]
