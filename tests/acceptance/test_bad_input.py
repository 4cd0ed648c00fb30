"""Bad input: a typed error that names the field and what to send, and never what was sent."""

from __future__ import annotations

import base64
import json
from typing import Any, Final

import pytest

from tests.acceptance.deeds import a_number, call, captured, contact, lead, order, said, withdrawn
from tests.acceptance.people import CONTRACT, Caller, Reply
from tests.acceptance.stand import Stand

NUMBERS: Final = {
    "empty": "",
    "blank": " \u3000\u200b ",
    "masked": "138****8000",
    "masked by bullets": "138••••8000",
    "masked by letters": "138xxxx8000",
    "huge": "1" * 4_096,
    "a line longer than one may be": "0" * 65,
    "NUL": "138\x0000138000",
    "a bell": "138\x0700138000",
    "letters": "thirteen eight",
    "an injection": "13800138000'; DROP TABLE subject; --",
    "two numbers": "13800138000 / 13900139000",
    "a rounded number": "1.38E+10",
    "too few digits": "1380013800",
    "too many digits": "138001380001",
    "a prefix nobody has": "12800138000",
    "a bank's line": "95588",
    "an emergency line": "110",
    "a message line": "10690000123456",
    "a 400 line": "400-820-8820",
    "an 800 line": "800 820 8820",
    "a bare fixed line": "010-64000000",
    "no area code": "64000000",
    "no country": "+999 138 0013 8000",
    "a plus too many": "++8613800138000",
    "a right-to-left trick": "\u202e00083100831",
    "a label alone": "手机：",
    "private use": "138\ue0000138000",
}
"""What stands where a number should, and is none that stands for one person."""


def unrepeated(reply: Reply, value: str) -> None:
    """Whether nothing of `value` stands in the answer, in any usual spelling."""
    text = reply.octets.decode()
    spellings = {value, json.dumps(value)[1:-1], json.dumps(value, ensure_ascii=False)[1:-1]}
    assert not [each for each in spellings if each.strip() and each in text]


@pytest.mark.parametrize("what", sorted(NUMBERS))
def test_what_is_no_number_of_one_person_is_refused_by_its_field(
    stand: Stand, agent: Caller, what: str
) -> None:
    """In a look-up as in a write; nobody is looked for, nothing is written, nothing is logged."""
    typed = NUMBERS[what]
    size, before = stand.size(), stand.contents()
    asked = agent.ask("ProfileByPhone", number=typed)
    assert (asked.status, asked.code, asked.error["field"]) == (400, "INVALID_INPUT", "number")
    written = agent.ask("UpsertContact", input=contact(typed))
    assert written.payload["code"] == "INVALID_INPUT"
    assert written.payload["path"] == ["input", "number"]
    for reply in (asked, written):
        unrepeated(reply, typed)
        assert len(reply.octets) < 500
    assert (stand.size(), stand.contents()) == (size, before)


@pytest.mark.parametrize("value", [13800138000, 1.38e10, True, None, ["13800138000"], {"n": 1}])
def test_a_number_that_is_no_text_is_refused_by_its_variable(agent: Caller, value: object) -> None:
    """JSON has numbers, and a telephone number is none of them."""
    asked = agent.ask("ProfileByPhone", number=value)
    assert (asked.status, asked.code, asked.error["field"]) == (400, "INVALID_INPUT", "number")
    written = agent.ask("UpsertContact", input={**contact(""), "number": value})
    assert (written.status, written.code) == (400, "INVALID_INPUT")
    assert written.error["field"].startswith("input")
    for reply in (asked, written):
        assert b"13800138000" not in reply.octets


@pytest.mark.parametrize("escape", [r"\ud800", r"138\udc00", r"\ude00\ud83d"])
def test_half_a_character_is_no_json(agent: Caller, escape: str) -> None:
    """A lone surrogate is refused before anything is looked at, in a number and in a name."""
    document = CONTRACT.named("agent", "CaptureLead").id
    for member in ("number", "name"):
        given = json.dumps({**lead(a_number()), member: "@"}).replace('"@"', f'"{escape}"')
        octets = f'{{"documentId": "sha256:{document}", "variables": {{"input": {given}}}}}'
        reply = agent.send("POST", octets.encode())
        assert (reply.status, reply.code) == (400, "BAD_REQUEST")


TEXTS: Final = {
    "4 kB": "x" * 4_096,
    "one letter too many": "x" * 201,
    "NUL": "张\x00晓明",
    "a terminal's escape": "\x1b[2J张晓明",
    "a bell": "张\x07",
    "delete": "张\x7f",
    "next line": "张\x85",
}


@pytest.mark.parametrize("what", sorted(TEXTS))
@pytest.mark.parametrize("field", ["name", "company"])
def test_a_text_that_cannot_be_filed_is_refused_by_its_field(
    stand: Stand, agent: Caller, field: str, what: str
) -> None:
    """Too long, or with letters that no screen can show."""
    before = stand.contents()
    reply = agent.ask("CaptureLead", input=lead(a_number(), **{field: TEXTS[what]}))
    assert reply.payload["code"] == "INVALID_INPUT"
    assert reply.payload["path"] == ["input", field]
    unrepeated(reply, TEXTS[what])
    assert stand.contents() == before


def test_a_megabyte_is_too_large_a_body(agent: Caller) -> None:
    """It is not even read."""
    reply = agent.ask("CaptureLead", input=lead(a_number(), name="x" * 2**20))
    assert (reply.status, reply.code) == (413, "BODY_TOO_LARGE")


@pytest.mark.parametrize(
    "name",
    [
        "张晓明",
        "O'Brien; DROP TABLE subject; --",
        "Ünï∕cødé 👩‍👩‍👧",
        "\\x00 %s {0} ${jndi}",
        "𠮷野家",
        "a" * 200,
    ],
)
def test_any_other_name_comes_back_as_it_was_given(agent: Caller, name: str) -> None:
    """Letters of every script, quotes, emoji, and what other systems would interpret."""
    number = a_number()
    captured(agent, number, name=name)
    shown = agent.ask("ProfileByPhone", number=number).payload["profile"]
    assert shown["name"] == name


BEYOND: Final = [
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-14:00",
    "0001-01-01T00:00:00+00:01",
    "9999-12-31T23:59:59.999999-00:01",
    "0001-01-01T00:00:00Z",
    "1899-12-31T23:59:59Z",
    "2200-01-01T00:00:00Z",
]
"""Times that cannot be reckoned with: some have no moment in UTC at all."""

NAIVE: Final = ["2026-01-01T00:00:00", "2026-01-01", "20260101T000000"]

NO_TIMES: Final = ["", "yesterday", "1767225600", "2026-13-01T00:00:00Z", "2026-01-01T25:00:00Z"]


@pytest.mark.parametrize("time", [*BEYOND, *NAIVE])
def test_a_time_that_is_no_moment_is_refused_by_its_field(
    agent: Caller, shop: Caller, auditor: Caller, time: str
) -> None:
    """Wherever a time is taken: 400 or InvalidInput, never a failure of ours."""
    number = a_number()
    profile = captured(agent, number)
    payloads = {
        "startedAt": agent.ask("LogCall", input=call(number, startedAt=time)),
        "placedAt": shop.ask("PlaceOrder", input=order(number, placedAt=time)),
        "saidAt": agent.ask("RecordConsent", input=said(profile, saidAt=time)),
        "said at": agent.ask("WithdrawConsent", input=withdrawn(profile, saidAt=time)),
    }
    for field, reply in payloads.items():
        assert reply.payload["code"] == "INVALID_INPUT"
        assert reply.payload["path"] == ["input", field.replace("said at", "saidAt")]
    queries = {
        "at": agent.ask("ProfileByPhone", number=number, at=time),
        "filter.since": auditor.ask("AccessLog", filter={"since": time}),
        "filter.until": auditor.ask("AccessLog", filter={"until": time}),
    }
    for field, reply in queries.items():
        assert (reply.status, reply.code) == (400, "INVALID_INPUT")
        assert reply.error["field"] == field


@pytest.mark.parametrize("time", NO_TIMES)
def test_what_is_no_time_is_refused_by_its_variable(agent: Caller, time: str) -> None:
    """Nothing of it is repeated."""
    reply = agent.ask("ProfileByPhone", number=a_number(), at=time)
    assert (reply.status, reply.code, reply.error["field"]) == (400, "INVALID_INPUT", "at")
    unrepeated(reply, time)


def test_the_ends_of_the_calendar_are_moments(agent: Caller) -> None:
    """Whose number it was in 1900, and in 2199: beyond every number, and safe to reckon with."""
    number = a_number()
    captured(agent, number)
    for at in ("1900-01-02T00:00:00Z", "2199-12-31T23:59:59.999999Z"):
        reply = agent.ask("ProfileByPhone", number=number, at=at)
        assert reply.payload["status"] == "EXACT"


def cursor(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


FILTERS: Final[list[tuple[dict[str, Any], str]]] = [
    ({"filter": {"actor": "a\x00b"}}, "filter.actor"),
    ({"filter": {"actor": "13800138000"}}, "filter.actor"),
    ({"filter": {"client": "x\x00"}}, "filter.client"),
    ({"filter": {"subject": "zz"}}, "filter.subject"),
    ({"filter": {"subject": "00" * 15}}, "filter.subject"),
    ({"filter": {"operation": "13800138000"}}, "filter.operation"),
    ({"filter": {"decision": "maybe"}}, "filter.decision"),
    ({"after": cursor("log:" + "9" * 100)}, "after"),
    ({"after": cursor("log:" + "9" * 3_000)}, "after"),
    ({"after": cursor("log:-1")}, "after"),
    ({"after": cursor("log:１２")}, "after"),
    ({"after": cursor("13800138000")}, "after"),
    ({"after": "é"}, "after"),
    ({"first": 0}, "first"),
    ({"first": 101}, "first"),
]


@pytest.mark.parametrize(("variables", "field"), FILTERS)
def test_what_cannot_be_looked_for_in_the_ledger_is_refused_by_its_field(
    stand: Stand, auditor: Caller, variables: dict[str, Any], field: str
) -> None:
    """Never a failure of ours; and nothing is read, so nothing is logged."""
    size = stand.size()
    reply = auditor.ask("AccessLog", **variables)
    assert (reply.status, reply.code, reply.error["field"]) == (400, "INVALID_INPUT", field)
    assert stand.size() == size


@pytest.mark.parametrize("index", ["", "-1", "1.0", "９", "1e3", "9" * 19, "0x1", " 1"])
def test_what_is_no_index_of_an_entry_is_refused_by_its_field(auditor: Caller, index: str) -> None:
    """Decimal digits, up to eighteen."""
    reply = auditor.ask("AccessProof", index=index)
    assert (reply.status, reply.code, reply.error["field"]) == (400, "INVALID_INPUT", "index")


def test_an_index_beyond_the_log_has_no_proof(auditor: Caller) -> None:
    """That is an answer, not an error."""
    reply = auditor.ask("AccessProof", index="9" * 18)
    assert reply.data == {"accessProof": None}


@pytest.mark.parametrize(
    "profile", ["", "13800138000", "not-an-id", "0" * 40, "00000000-0000-0000-0000-00000000000g"]
)
def test_what_is_no_id_of_ours_is_refused_by_its_field(agent: Caller, profile: str) -> None:
    """Nothing of it is repeated."""
    for name, place in (("Profile", "id"), ("Consents", "profile")):
        reply = agent.ask(name, **{place: profile})
        assert (reply.status, reply.code, reply.error["field"]) == (400, "INVALID_INPUT", place)
        unrepeated(reply, profile)


@pytest.mark.parametrize(
    "variables",
    [
        {"input": {"x": {"x": {"x": {"x": {"x": {"x": {"x": {"x": 1}}}}}}}}},
        {"input": ["x"] * 501},
        {f"n{at}": at for at in range(201)},
    ],
)
def test_variables_that_no_person_would_send_are_declined(
    agent: Caller, variables: dict[str, object]
) -> None:
    """Too deep, too long, too wide."""
    reply = agent.ask("CaptureLead", **variables)
    assert (reply.status, reply.code) == (400, "BAD_REQUEST")
