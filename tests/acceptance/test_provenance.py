"""Provenance over HTTP: whose word a field is, where the field and its source are both shown."""

from __future__ import annotations

import pytest

from tests.acceptance.deeds import a_number, captured, contact, corrected
from tests.acceptance.people import Caller
from tests.acceptance.stand import Stand

OF = (
    "query($p: ID!, $f: String!) @purpose(is: {}) {{ profile(id: $p) {{ provenance(field: $f)"
    " {{ field source contactId since verified }} }} }}"
)


def test_the_winning_contact_is_named_and_whether_she_confirmed_it(agent: Caller) -> None:
    """A later word does not win over the one that she confirmed; nobody's word is null."""
    number = a_number()
    profile = captured(agent, number)
    before = agent.ask("Provenance", id=profile).payload
    assert before["email"] is None
    assert (before["name"]["source"], before["name"]["verified"]) == ("web-form", False)
    agent.ask("ConfirmContactData", input=corrected(profile))
    confirmed = agent.ask("Provenance", id=profile).payload["name"]
    assert (confirmed["field"], confirmed["source"]) == ("name", "call-centre")
    assert confirmed["verified"] is True
    assert confirmed["contactId"] != before["name"]["contactId"]
    captured(agent, number, name="张小明")
    assert agent.ask("Provenance", id=profile).payload["name"] == confirmed


@pytest.mark.parametrize(
    ("purpose", "field"),
    [
        ("SERVICE_SUPPORT", "name"),  # sees names, and no sources
        ("LEAD_CONTACT_REQUESTED", "address"),  # sees sources, and no addresses
        ("LEAD_CONTACT_REQUESTED", "birthday"),
    ],
)
def test_it_is_shown_where_the_field_and_its_source_both_are(
    agent: Caller, purpose: str, field: str
) -> None:
    """Whose word a field is tells that there is one."""
    number = a_number()
    profile = captured(agent, number)
    whole = contact(number, address={"city": "广州"}, birthday="1990-05-01")
    assert "contactId" in agent.ask("UpsertContact", input=whole).payload
    reply = agent.say(OF.format(purpose), p=profile, f=field)
    assert reply.payload == {"provenance": None}


def test_a_masked_field_has_its_provenance(agent: Caller) -> None:
    """The mask is the value's; whose word it is stands under its source."""
    number = a_number()
    profile = captured(agent, number, email="xm@example.com")
    found = agent.say(OF.format("LEAD_CONTACT_REQUESTED"), p=profile, f="email").payload
    assert found["provenance"]["source"] == "web-form"


@pytest.mark.parametrize("field", ["", "phone", "Name", "notes", "138"])
def test_a_field_that_no_contact_gives_is_named_as_such(agent: Caller, field: str) -> None:
    """With those that there are."""
    profile = captured(agent, a_number())
    reply = agent.say(OF.format("LEAD_CONTACT_REQUESTED"), p=profile, f=field)
    assert (reply.code, reply.error["field"]) == ("INVALID_INPUT", "field")


def test_the_entry_names_the_category_of_the_field(stand: Stand, agent: Caller) -> None:
    """To say whose word a name is reads names, although none is shown."""
    profile = captured(agent, a_number())
    size = stand.size()
    agent.say(OF.format("LEAD_CONTACT_REQUESTED"), p=profile, f="name")
    [leaf] = stand.leaves(size)
    assert leaf["fields"] == ["acquisition.source#full", "identity.name#full"]
