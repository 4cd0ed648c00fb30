"""What sources say of a person, and what she confirms herself."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from cdp.api.ids import Fact
from cdp.database.dsn import Database
from tests.acceptance.deeds import NAME, a_number, captured, contact, corrected, lead
from tests.acceptance.naming import behind, unseen
from tests.acceptance.people import Caller
from tests.acceptance.stand import Stand, put_into

ADDRESS = {"province": "广东省", "city": "深圳市", "street": "南山路1号"}


def contacts(agent: Caller, profile: str) -> dict[str, dict[str, Any]]:
    """What each source says, by its name."""
    edges = agent.ask("Service", id=profile).payload["contacts"]["edges"]
    return {edge["node"]["id"]: edge["node"] for edge in edges}


def known(agent: Caller, number: str, **more: object) -> tuple[str, str]:
    """Profile and contact of somebody of whom the call centre knows something."""
    captured(agent, number)
    payload = agent.ask("UpsertContact", input=contact(number, **more)).payload
    return str(payload["profile"]["id"]), str(payload["contactId"])


def golden(agent: Caller, profile: str) -> str | None:
    name: str | None = agent.ask("Profile", id=profile).payload["name"]
    return name


def test_a_contact_holds_everything_that_a_source_says(agent: Caller) -> None:
    """Names in parts, a company, an organisation, addresses for their use."""
    profile, mine = known(
        agent,
        a_number(),
        name=None,
        familyName="张",
        givenName="晓明",
        phoneticName="Zhang Xiaoming",
        kind="BUSINESS",
        company="云栖",
        title="采购经理",
        organisation={"name": "深圳云栖科技", "industry": "软件", "region": "广东"},
        address=ADDRESS,
        addresses=[{"kind": "DELIVERY", "city": "广州市", "street": "天河路2号"}],
        gender="FEMALE",
        birthday="1990-05-17",
        locale="zh_CN",
        preferredChannel="WECHAT",
        preferredTime="EVENING",
    )
    said = contacts(agent, profile)[mine]
    assert (said["name"], said["familyName"], said["givenName"]) == ("张晓明", "张", "晓明")
    assert (said["title"], said["kind"], said["phoneticName"]) == (
        "采购经理",
        "BUSINESS",
        "Zhang Xiaoming",
    )
    assert said["organisation"]["name"] == "深圳云栖科技"
    # Service sees the city of an address: of the further ones as well.
    assert said["address"] == "广东省 深圳市"
    assert said["addresses"] == [{"kind": None, "address": "广州市"}]


def test_the_same_organisation_is_one_and_learns_its_trade(agent: Caller) -> None:
    """By its name and region; what is not said of it stays."""
    name = f"云栖 {uuid4().hex[:6].translate(str.maketrans('0123456789', 'ghijklmnop'))}"
    seen = []
    for more in ({"industry": "软件"}, {}):
        organisation = {"name": name, "region": "广东", **more}
        profile, mine = known(agent, a_number(), organisation=organisation)
        seen.append(contacts(agent, profile)[mine]["organisation"])
    assert seen[0] == seen[1]
    assert seen[0]["industry"] == "软件"


def test_what_a_source_does_not_say_again_stays(agent: Caller) -> None:
    """Names in parts, addresses and the company, beside what it says anew."""
    number = a_number()
    first = {"title": "采购经理", "addresses": [{"kind": "HOME", "city": "广州市"}]}
    profile, mine = known(agent, number, **first)
    agent.ask("UpsertContact", input=contact(number, name="张小明"))
    said = contacts(agent, profile)[mine]
    assert (said["name"], said["title"], said["version"]) == ("张小明", "采购经理", 2)
    assert [home["address"] for home in said["addresses"]] == ["广州市"]
    moved = contact(number, addresses=[{"kind": "HOME", "city": "深圳市"}])
    agent.ask("UpsertContact", input=moved)
    assert [home["address"] for home in contacts(agent, profile)[mine]["addresses"]] == ["深圳市"]


def test_what_she_confirmed_stands_before_a_newer_word(agent: Caller) -> None:
    """Until it is said anew by the source that it was confirmed of."""
    number = a_number()
    profile, mine = known(agent, number, name="张晓明")
    given = {"source": "call-centre", "profile": profile, "contact": mine, "confirmed": ["NAME"]}
    done = agent.ask("ConfirmContactData", input=given).payload
    assert (done["contactId"], done["profile"]["name"]) == (mine, "张晓明")
    stands = contacts(agent, profile)[mine]
    assert stands["nameConfirmedAt"] is not None
    assert (stands["emailConfirmedAt"], stands["version"]) == (None, 2)
    agent.ask("CaptureLead", input=lead(number, name="Zhang Xiaoming"))
    assert golden(agent, profile) == "张晓明"
    agent.ask("UpsertContact", input=contact(number, name="张小明"))
    assert contacts(agent, profile)[mine]["nameConfirmedAt"] is None


def test_what_she_puts_right_is_the_source_s_word_and_is_confirmed(
    stand: Stand, agent: Caller
) -> None:
    """Nobody has to say a second time that it is right."""
    number = a_number()
    profile = captured(agent, number, name="张小明")
    given = corrected(profile, corrected={"name": NAME, "email": "xm@example.com"})
    mine = agent.ask("ConfirmContactData", input=given).payload["contactId"]
    said = contacts(agent, profile)[mine]
    assert (said["source"], said["name"]) == (None, NAME)
    assert said["nameConfirmedAt"] is not None
    # Of a field that she sees masked, an agent sees no time either; it is kept all the same.
    assert said["emailConfirmedAt"] is None
    [row] = stand.sql(Database.DATA, "SELECT * FROM contact WHERE id = $1", behind(mine))
    assert row["email_confirmed_at"] is not None
    assert row["address_confirmed_at"] is None
    assert golden(agent, profile) == NAME


def test_a_field_that_a_contact_does_not_give_is_not_confirmed(stand: Stand, agent: Caller) -> None:
    """There is nothing that she could have confirmed."""
    number = a_number()
    profile, mine = known(agent, number)
    given = {
        "source": "call-centre",
        "profile": profile,
        "contact": mine,
        "confirmed": ["NAME", "EMAIL"],
    }
    agent.ask("ConfirmContactData", input=given)
    [row] = stand.sql(Database.DATA, "SELECT * FROM contact WHERE id = $1", behind(mine))
    assert row["name_confirmed_at"] is not None
    assert row["email_confirmed_at"] is None


@pytest.mark.parametrize(
    ("given", "path"),
    [
        (contact(a_number(), birthday="2999-01-01"), ["birthday"]),
        (contact(a_number(), birthday="1990-02-30"), ["birthday"]),
        (contact(a_number(), birthday="17.5.1990"), ["birthday"]),
        (contact(a_number(), locale="chinese"), ["locale"]),
        (contact(a_number(), organisation={"name": "小李 13800138000"}), ["organisation", "name"]),
        (
            contact(a_number(), addresses=[{"kind": "HOME", "city": "\x00"}]),
            ["addresses", "0", "city"],
        ),
        (contact(a_number(), addresses=[{"kind": "HOME"}]), ["addresses", "0"]),
        (
            contact(a_number(), addresses=[{"kind": "HOME", "city": "广州市"}] * 2),
            ["addresses", "1", "kind"],
        ),
    ],
)
def test_what_cannot_be_filed_is_named_by_its_field(
    stand: Stand, agent: Caller, given: dict[str, object], path: list[str]
) -> None:
    """And changes nothing; the value stands nowhere."""
    before = stand.contents()
    reply = agent.ask("UpsertContact", input=given)
    assert (reply.payload["code"], reply.payload["path"]) == ("INVALID_INPUT", ["input", *path])
    assert b"13800138000" not in reply.octets
    assert stand.contents() == before


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"confirmed": ["NAME"]}, ["contact"]),
        ({"contact": unseen(Fact.CONTACT)}, ["contact"]),
        ({"corrected": {}}, ["confirmed"]),
        ({}, ["confirmed"]),
    ],
)
def test_a_confirmation_of_nothing_is_refused(
    agent: Caller, given: dict[str, object], path: list[str]
) -> None:
    """Which contact, and which of its fields."""
    profile = captured(agent, a_number())
    asked = {"source": "call-centre", "profile": profile, **given}
    payload = agent.ask("ConfirmContactData", input=asked).payload
    assert (payload["code"], payload["path"]) == ("INVALID_INPUT", ["input", *path])


def test_a_contact_of_somebody_else_is_not_confirmed(agent: Caller) -> None:
    """An id that is known from elsewhere opens nothing under another profile."""
    _, theirs = known(agent, a_number())
    profile, _ = known(agent, a_number())
    given = {"source": "call-centre", "profile": profile, "contact": theirs, "confirmed": ["NAME"]}
    assert agent.ask("ConfirmContactData", input=given).payload["code"] == "NOT_AVAILABLE"


@pytest.mark.parametrize("state", ["ERASING", "RESTRICTED"])
def test_nothing_is_confirmed_of_somebody_erased_restricted_or_never_there(
    stand: Stand, agent: Caller, state: str
) -> None:
    """And nobody is told which."""
    profile, mine = known(agent, a_number())
    nobody = agent.ask("ConfirmContactData", input=corrected(unseen()))
    put_into(stand, profile, state)
    named = {"source": "call-centre", "profile": profile, "contact": mine, "confirmed": ["NAME"]}
    for given in (corrected(profile), named):
        reply = agent.ask("ConfirmContactData", input=given)
        assert reply.without_receipt() == nobody.without_receipt()


def test_who_she_is_and_when_she_was_born_lie_sealed(stand: Stand, agent: Caller) -> None:
    """The month and day of birth stand clear, for greetings; the year does not."""
    _, mine = known(
        agent, a_number(), familyName="张", givenName="晓明", birthday="1990-05-17", gender="FEMALE"
    )
    [row] = stand.sql(Database.DATA, "SELECT * FROM contact WHERE id = $1", behind(mine))
    assert (row["birth_month"], row["birth_day"], row["gender"]) == (5, 17, "FEMALE")
    for column in ("name", "given_name", "family_name", "birthday"):
        assert isinstance(row[column], bytes)
    assert "1990" not in str(row["birthday"])
