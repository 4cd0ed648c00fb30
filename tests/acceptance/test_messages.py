"""Messages: filed without their text, and told further under their carrier's number."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from privacy.terms import Purpose
from tests.acceptance.deeds import a_number, captured, message, placed
from tests.acceptance.naming import unseen
from tests.acceptance.people import MARKETER, Caller, caller
from tests.acceptance.stand import Stand, put_into


def messages(agent: Caller, profile: str) -> list[dict[str, Any]]:
    edges = agent.ask("Service", id=profile).payload["messages"]["edges"]
    return [edge["node"] for edge in edges]


def test_a_message_is_filed_and_told_further_under_its_carrier_s_number(agent: Caller) -> None:
    """One message, however often its carrier reports it."""
    number, key = a_number(), uuid4().hex
    profile = captured(agent, number)
    filed = set()
    for state in ("QUEUED", "SENT", "SENT", "DELIVERED", "READ"):
        given = message(number, state=state, externalKey=key)
        filed.add(agent.ask("LogMessage", input=given).payload["messageId"])
    [shown] = messages(agent, profile)
    assert filed == {shown["id"]}
    assert (shown["channel"], shown["state"], shown["template"]) == ("SMS", "READ", "case-opened")


def test_a_message_without_a_number_is_filed_as_often_as_it_is_sent(agent: Caller) -> None:
    """Nobody can tell which one it was."""
    number = a_number()
    profile = captured(agent, number)
    for _ in range(2):
        assert "messageId" in agent.ask("LogMessage", input=message(number)).payload
    assert len(messages(agent, profile)) == 2


def test_a_message_that_bounced_says_why(agent: Caller) -> None:
    """A hard one says that the address is wrong."""
    number = a_number()
    profile = captured(agent, number)
    given = message(number, channel="EMAIL", state="BOUNCED", bounceKind="HARD")
    assert "messageId" in agent.ask("LogMessage", input=given).payload
    [shown] = messages(agent, profile)
    assert (shown["state"], shown["bounceKind"]) == ("BOUNCED", "HARD")


def test_a_step_that_does_not_follow_is_a_conflict(stand: Stand, agent: Caller) -> None:
    """What was read cannot be queued; how far it was is not said."""
    number, key = a_number(), uuid4().hex
    captured(agent, number)
    agent.ask("LogMessage", input=message(number, state="READ", externalKey=key))
    before = stand.contents()
    given = message(number, state="QUEUED", externalKey=key)
    payload = agent.ask("LogMessage", input=given).payload
    assert (payload["code"], payload["path"]) == ("CONFLICT", None)
    assert "READ" not in payload["message"]
    assert stand.contents() == before


def test_another_person_s_message_is_not_told_further(agent: Caller) -> None:
    """Its carrier's number is taken: a conflict, and nothing of hers is changed."""
    mine, theirs, key = a_number(), a_number(), uuid4().hex
    profile = captured(agent, mine)
    captured(agent, theirs)
    agent.ask("LogMessage", input=message(mine, externalKey=key))
    given = message(theirs, state="READ", externalKey=key)
    assert agent.ask("LogMessage", input=given).payload["code"] == "CONFLICT"
    [shown] = messages(agent, profile)
    assert shown["state"] == "SENT"


@pytest.mark.parametrize(
    ("given", "path"),
    [
        (message(a_number(), channel="PHONE"), ["channel"]),
        (message(a_number(), sentAt="2999-01-01T00:00:00Z"), ["sentAt"]),
        (message(a_number(), bounceKind="HARD"), ["bounceKind"]),
        (message(a_number(), state="BOUNCED"), ["bounceKind"]),
        (message(a_number(), direction="INBOUND"), ["state"]),
        (message(a_number(), costMinor="-5", currency="CNY"), ["costMinor"]),
        (message(a_number(), costMinor="5"), ["currency"]),
        (message(a_number(), costMinor="5", currency="RMB"), ["currency"]),
        (message(a_number(), template="to 13800138000"), ["template"]),
        (message(None), ["number"]),
    ],
)
def test_what_cannot_be_filed_is_named_by_its_field(
    stand: Stand, agent: Caller, given: dict[str, object], path: list[str]
) -> None:
    """And changes nothing."""
    before = stand.contents()
    reply = agent.ask("LogMessage", input=given)
    assert (reply.payload["code"], reply.payload["path"]) == ("INVALID_INPUT", ["input", *path])
    assert b"13800138000" not in reply.octets
    assert stand.contents() == before


def test_a_shop_files_what_it_sent_about_an_order(shop: Caller) -> None:
    """For that purpose it writes how far a message came, and reads it not."""
    number = a_number()
    placed(shop, number)
    given = message(number, source="order-system", template="order-paid")
    assert "messageId" in shop.ask("LogOrderMessage", input=given).payload


@pytest.mark.parametrize("channel", ["SMS", "EMAIL", "WECHAT"])
def test_who_opts_out_is_not_written_to_any_more_from_that_moment(
    stand: Stand, agent: Caller, channel: str
) -> None:
    """The next read of marketing by that means answers as for somebody never seen."""
    purpose = {"SMS": "SMS", "EMAIL": "EMAIL", "WECHAT": "IM"}[channel]
    by = caller(stand, replace(MARKETER, purposes=(Purpose[f"MARKETING_DIRECT_{purpose}"],)))
    number, key = a_number(), uuid4().hex
    profile = captured(agent, number)
    agree = {"profile": profile, "purpose": f"MARKETING_DIRECT_{purpose}", "given": True}
    agent.ask("RecordConsent", input={**agree, "method": "CALL"})
    text = (
        f"query($id: ID!) @purpose(is: MARKETING_DIRECT_{purpose}) {{ profile(id: $id) {{ id }} }}"
    )
    assert by.say(text, id=profile).data["profile"] == {"id": profile}
    given = message(number, channel=channel, externalKey=key)
    agent.ask("LogMessage", input=given)
    size = stand.size()
    assert "messageId" in agent.ask("LogMessage", input={**given, "state": "OPTED_OUT"}).payload
    [intent, *_] = stand.leaves(size)
    assert intent["effect"]["kind"] == "consent.withdrawn"
    assert by.say(text, id=profile).data["profile"] is None
    # Told once more by its carrier, it says nothing new: she may have agreed again since.
    agent.ask("RecordConsent", input={**agree, "method": "CALL"})
    agent.ask("LogMessage", input={**given, "state": "OPTED_OUT"})
    assert by.say(text, id=profile).data["profile"] == {"id": profile}


@pytest.mark.parametrize("state", ["ERASING", "RESTRICTED"])
def test_a_message_to_somebody_erased_or_restricted_is_not_available(
    stand: Stand, agent: Caller, state: str
) -> None:
    """As one to nobody."""
    number = a_number()
    profile = captured(agent, number)
    put_into(stand, profile, state)
    nobody = agent.ask("LogMessage", input=message(None, profile=unseen()))
    for given in (message(number), message(None, profile=profile)):
        assert agent.ask("LogMessage", input=given).without_receipt() == nobody.without_receipt()


def test_opt_outs_of_one_person_at_once_do_not_wait_for_each_other(agent: Caller) -> None:
    """Each takes her row before it adds to it: neither is undone as a deadlock."""
    number = a_number()
    captured(agent, number)

    def opts_out(_: int) -> bool:
        given = message(number, state="OPTED_OUT", externalKey=uuid4().hex)
        return "messageId" in agent.ask("LogMessage", input=given).payload

    with ThreadPoolExecutor(8) as at_once:
        assert all(at_once.map(opts_out, range(24)))
