"""Tampering: whoever can write the databases and has no key cannot make anything be believed."""

from __future__ import annotations

from typing import Final

import pytest

from cdp.database.dsn import Database
from privacy.terms import KeyCategory
from tests.acceptance.deeds import NAME, a_number, captured, contact, revealed
from tests.acceptance.naming import behind
from tests.acceptance.people import Caller
from tests.acceptance.stand import Stand

OTHER: Final = "李静"

FORGED: Final = {
    "one bit changed": "UPDATE contact SET name = set_bit(name, 200, 1 - get_bit(name, 200))",
    "another person's": "UPDATE contact SET name = (SELECT c.name FROM contact c"
    " WHERE c.subject_id = $2)",
    "another column's": "UPDATE contact SET name = email",
    "cut short": "UPDATE contact SET name = substring(name FROM 1 FOR 20)",
    "empty": "UPDATE contact SET name = ''",
    "of no suite": "UPDATE contact SET name = set_byte(name, 0, 255)",
    "of another key version": "UPDATE contact SET name = set_byte(name, 2, 7)",
    "of another category": "UPDATE contact SET name = (SELECT e164 FROM phone_ownership"
    " WHERE subject_id = $1)",
}
"""What a name's cell could hold instead of what was sealed."""


def forge(at: Stand, what: str, *people: str) -> None:
    """Write a forged cell into the contact of the first of `people`."""
    query = f"{FORGED[what]} WHERE subject_id = $1"
    at.sql(Database.DATA, query, *(behind(each) for each in people[: 2 if "$2" in query else 1]))


@pytest.mark.parametrize("what", sorted(FORGED))
def test_a_forged_cell_is_an_error_of_its_field_and_no_value(
    stand: Stand, agent: Caller, what: str
) -> None:
    """INTERNAL at its place, and nothing of what stands there; the rest is as it was."""
    number = a_number()
    her = captured(agent, number, email="xm@example.com")
    other = captured(agent, a_number(), name=OTHER)
    forge(stand, what, her, other)
    reply = agent.ask("ScreenPop", number=number)
    profile = reply.payload["resolution"]["profile"]
    [error] = reply.body["errors"]
    assert reply.status == 200
    assert (error["path"], error["extensions"]["code"], set(error["extensions"])) == (
        ["callerContext", "resolution", "profile", "name"],
        "INTERNAL",
        {"code", "messageZh", "requestId"},
    )
    assert (profile["name"], profile["email"]) == (None, "x****@example.com")
    for value in (NAME, OTHER, "xm@", number[3:]):
        assert value not in reply.octets.decode()


def test_a_forged_number_is_neither_shown_nor_revealed(
    stand: Stand, agent: Caller, present_agent: Caller
) -> None:
    """Another person's number under this one's name is not hers."""
    her, other = a_number(), a_number()
    profile, stranger = captured(agent, her), captured(agent, other)
    stand.sql(
        Database.DATA,
        "UPDATE phone_ownership SET e164 = (SELECT e164 FROM phone_ownership WHERE subject_id = $2)"
        " WHERE subject_id = $1",
        behind(profile),
        behind(stranger),
    )
    shown = agent.ask("ScreenPop", number=her)
    whole = present_agent.ask("RevealPhone", input=revealed(profile))
    assert [phone["display"] for phone in shown.payload["resolution"]["profile"]["phones"]] == [
        None
    ]
    assert whole.payload["number"] is None
    for reply in (shown, whole):
        assert reply.code == "INTERNAL"
        assert other[-4:] not in reply.octets.decode()


def test_a_number_pointed_at_another_person_shows_nobody_to_whom_it_is_not(
    stand: Stand, agent: Caller
) -> None:
    """Whoever swaps two tokens of the index gets the other's profile, and her number beside it."""
    one, two = a_number(), a_number()
    first, second = captured(agent, one), captured(agent, two)
    stand.sql(
        Database.DATA,
        "UPDATE phone_ownership SET identity_id = (SELECT identity_id FROM phone_ownership"
        " WHERE subject_id = $2), during = 'empty' WHERE subject_id = $1",
        behind(first),
        behind(second),
    )
    payload = agent.ask("ProfileByPhone", number=one).payload
    assert payload["status"] == "NOT_AVAILABLE"
    assert agent.ask("ProfileByPhone", number=two).payload["profile"]["id"] == second


SWAPPED: Final = {
    "another person's": "UPDATE subject_key k SET identity = o.identity, contact = o.contact,"
    " audit = o.audit FROM subject_key o WHERE k.subject_id = $1 AND o.subject_id = $2",
    "another category's": "UPDATE subject_key SET identity = contact WHERE subject_id = $1"
    " AND $2::uuid IS NOT NULL",
    "another version's": "UPDATE subject_key SET key_ver = 2 WHERE subject_id = $1"
    " AND $2::uuid IS NOT NULL",
}
"""Whose wrapped key could stand in a person's row."""


@pytest.mark.parametrize("whose", sorted(SWAPPED))
def test_a_key_that_stands_where_it_does_not_belong_opens_nothing(
    stand: Stand, agent: Caller, whose: str
) -> None:
    """A wrapped key holds for its person, column and version: the answer has no data at all."""
    number = a_number()
    her, other = captured(agent, number), captured(agent, a_number())
    stand.sql(Database.KEYS, SWAPPED[whose], behind(her), behind(other))
    before, size = stand.contents(), stand.size()
    read = agent.ask("ScreenPop", number=number)
    written = agent.ask("UpsertContact", input=contact(number))
    for reply in (read, written):
        assert "data" not in reply.body
        assert (reply.status, reply.code) == (500, "INTERNAL")
    assert (stand.contents(), stand.size()) == (before, size)


def test_one_erased_key_takes_its_values_and_leaves_the_others(stand: Stand, agent: Caller) -> None:
    """Erasure by category: the name is gone for good, the e-mail is not."""
    number = a_number()
    profile = captured(agent, number, email="xm@example.com")
    keyring = stand.service.ground.door.keyring
    stand.wait_for(keyring.shred(behind(profile), [KeyCategory.IDENTITY]))
    reply = agent.ask("ScreenPop", number=number)
    shown = reply.payload["resolution"]["profile"]
    assert (shown["name"], shown["email"]) == (None, "x****@example.com")
    assert "errors" not in reply.body
    payload = agent.ask("UpsertContact", input=contact(number)).payload
    assert payload["code"] == "NOT_AVAILABLE"
