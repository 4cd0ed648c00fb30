"""Purpose: named in the document, within every ceiling; else nothing is fetched, and it is said."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, Final

import pytest

from privacy.terms import Purpose, Role
from tests.acceptance.counting import Counted, Tally
from tests.acceptance.deeds import a_number, captured, lead
from tests.acceptance.people import (
    AGENT,
    AUDITOR,
    CONTRACT,
    MARKETER,
    OFFICER,
    Caller,
    Persona,
    Reply,
    caller,
)
from tests.acceptance.stand import Exchanged, Stand, opened, settings_in
from tests.postgres.clones import Clones


@pytest.fixture(scope="module")
def tally() -> Tally:
    return Tally()


@pytest.fixture(scope="module")
def counted(
    clones: Clones, tmp_path_factory: pytest.TempPathFactory, tally: Tally
) -> Iterator[Stand]:
    settings = settings_in(tmp_path_factory.mktemp("purposes"))
    with clones.fresh() as dsns, opened(settings, dsns, Exchanged(remade=Counted(tally))) as at:
        yield at


BODY: Final = "{ profileByPhone(number: $n) { status profile { id name } } }"
WIDE: Final = replace(AGENT, purposes=(Purpose.SERVICE_SUPPORT, Purpose.MARKETING_DIRECT_CALL))
"""A token whose ceiling goes beyond its client's registration."""

COST: Final = {"cdp: policies.in_force": 1, "leaf": 1}
"""Whether anything is owed to the ledger is asked first; it stands beside the policy in force."""

REFUSED: Final[dict[str, tuple[Persona, str, dict[str, Any], dict[str, str], str]]] = {
    "none": (AGENT, f"query($n: PhoneNumber!) {BODY}", {}, {}, "NO_PURPOSE"),
    "a variable": (
        AGENT,
        f"query($n: PhoneNumber!, $p: Purpose!) @purpose(is: $p) {BODY}",
        {"p": "SERVICE_SUPPORT"},
        {},
        "NO_PURPOSE",
    ),
    "a variable, and a header": (
        AGENT,
        f"query($n: PhoneNumber!, $p: Purpose!) @purpose(is: $p) {BODY}",
        {"p": "SERVICE_SUPPORT"},
        {"Processing-Purpose": "service.support"},
        "NO_PURPOSE",
    ),
    "a variable by default": (
        AGENT,
        f"query($n: PhoneNumber!, $p: Purpose! = SERVICE_SUPPORT) @purpose(is: $p) {BODY}",
        {},
        {},
        "NO_PURPOSE",
    ),
    "unknown": (
        AGENT,
        f"query($n: PhoneNumber!) @purpose(is: CURIOSITY) {BODY}",
        {},
        {},
        "PURPOSE_NOT_IN_CEILING",
    ),
    "an unknown header": (
        AGENT,
        f"query($n: PhoneNumber!) {BODY}",
        {},
        {"Processing-Purpose": "curiosity"},
        "NO_PURPOSE",
    ),
    "outside the token": (
        AGENT,
        f"query($n: PhoneNumber!) @purpose(is: SALES_FOLLOW_UP) {BODY}",
        {},
        {},
        "PURPOSE_NOT_IN_CEILING",
    ),
    "outside the token, by header": (
        AGENT,
        f"query($n: PhoneNumber!) {BODY}",
        {},
        {"Processing-Purpose": "sales.follow_up"},
        "PURPOSE_NOT_IN_CEILING",
    ),
    "outside the client's registration": (
        WIDE,
        f"query($n: PhoneNumber!) @purpose(is: MARKETING_DIRECT_CALL) {BODY}",
        {},
        {},
        "PURPOSE_NOT_IN_CEILING",
    ),
    "of another role": (
        replace(AGENT, role=Role.SALES, purposes=(Purpose.SERVICE_SUPPORT,)),
        f"query($n: PhoneNumber!) @purpose(is: SERVICE_SUPPORT) {BODY}",
        {},
        {},
        "ROLE_FORBIDDEN",
    ),
    "of a role that the client does not have": (
        replace(MARKETER, role=Role.FRONTEND_AGENT),
        f"query($n: PhoneNumber!) @purpose(is: MARKETING_DIRECT_CALL) {BODY}",
        {},
        {},
        "ROLE_FORBIDDEN",
    ),
    "of a client that nobody registered": (
        replace(AGENT, client="shadow-crm"),
        f"query($n: PhoneNumber!) @purpose(is: SERVICE_SUPPORT) {BODY}",
        {},
        {},
        "CLIENT_ENDED",
    ),
    "that shows no number to look up by": (
        replace(OFFICER, purposes=(Purpose.COMPLIANCE_AUDIT,)),
        f"query($n: PhoneNumber!) @purpose(is: COMPLIANCE_AUDIT) {BODY}",
        {},
        {},
        "PURPOSE_CATEGORY_MISMATCH",
    ),
}
"""A purpose that cannot serve: who names it, in which text, and what they are told."""


@pytest.mark.parametrize("what", sorted(REFUSED))
def test_a_purpose_that_cannot_serve_is_refused_and_written_down_before_anybody_is_looked_for(
    counted: Stand, tally: Tally, what: str
) -> None:
    """One denial with reason and article, and its receipt in the answer; nobody is fetched."""
    persona, text, variables, headers, reason = REFUSED[what]
    number = a_number()
    captured(caller(counted, AGENT), number)
    who, size = caller(counted, persona), counted.size()
    tally.forget()
    reply = who.say(text, headers=headers, n=number, **variables)
    assert (reply.status, reply.code) == (400, reason)
    assert tally.counts() == COST
    [leaf] = counted.leaves(size)
    assert (leaf["kind"], leaf["decision"], leaf["reason"]) == ("denial", "deny", reason)
    assert leaf["article"] == reply.error["article"]
    assert (leaf["subjects"], leaf["n"]) == ([], 0)
    assert reply.access["index"] == size


@pytest.mark.parametrize("root", ["captureLead", "upsertContact"])
def test_a_write_without_a_purpose_is_refused_and_written_down(
    counted: Stand, tally: Tally, root: str
) -> None:
    """Though its answer shows nobody."""
    kind = f"{root[0].upper()}{root[1:]}Input"
    text = f"mutation($i: {kind}!) {{ {root}(input: $i) {{ __typename }} }}"
    before = counted.contents()
    agent = caller(counted, AGENT)
    tally.forget()
    reply = agent.say(text, i=lead(a_number()))
    assert (reply.status, reply.code) == (400, "NO_PURPOSE")
    assert tally.counts() == COST
    assert counted.contents() == before


def test_text_of_ones_own_may_name_its_purpose_in_the_header(agent: Caller) -> None:
    """In either spelling; the literal in a document comes first."""
    number = a_number()
    profile = captured(agent, number)
    text = f"query($n: PhoneNumber!) {BODY}"
    for spelled in ("service.support", "SERVICE_SUPPORT"):
        reply = agent.say(text, headers={"Processing-Purpose": spelled}, n=number)
        assert reply.payload["profile"]["id"] == profile


def test_the_header_says_nothing_to_a_document_that_names_its_purpose(
    stand: Stand, agent: Caller, marketer: Caller
) -> None:
    """Trusted or one's own: a reviewed purpose is not exchanged from outside."""
    number = a_number()
    captured(agent, number)
    asks: list[Callable[[], Reply]] = [
        lambda: marketer.say(
            CONTRACT.named("marketing", "CallList").text,
            headers={"Processing-Purpose": "service.support"},
            number=number,
        ),
        lambda: marketer.say(
            f"query($n: PhoneNumber!) @purpose(is: MARKETING_DIRECT_CALL) {BODY}",
            headers={"Processing-Purpose": "service.support"},
            n=number,
        ),
    ]
    for ask in asks:
        size = stand.size()
        assert ask().payload == {"status": "NOT_AVAILABLE", "profile": None}
        [leaf] = stand.leaves(size)
        assert (leaf["purpose"], leaf["reason"]) == ("marketing.direct.call", "CONSENT_MISSING")


@pytest.mark.parametrize(
    "header", ["service.support, sales.follow_up", "service support", "13800138000", "%73"]
)
def test_a_header_that_is_no_one_purpose_is_a_bad_request(agent: Caller, header: str) -> None:
    """One purpose a request; and nothing of it is repeated."""
    text = f"query($n: PhoneNumber!) {BODY}"
    reply = agent.say(text, headers={"Processing-Purpose": header}, n=a_number())
    assert (reply.status, reply.code) == (400, "BAD_REQUEST")
    assert header.encode() not in reply.octets


def test_reading_the_ledger_is_a_purpose_too(agent: Caller, marketer: Caller, stand: Stand) -> None:
    """And its role: neither a colleague nor an officer of another purpose reads who looked."""
    text = "query @purpose(is: {}) {{ accessLog(first: 1) {{ edges {{ cursor }} }} }}"
    assert agent.say(text.format("SERVICE_SUPPORT")).code == "ROLE_FORBIDDEN"
    assert agent.say(text.format("COMPLIANCE_AUDIT")).code == "PURPOSE_NOT_IN_CEILING"
    assert marketer.say(text.format("MARKETING_DIRECT_CALL")).code == "ROLE_FORBIDDEN"
    size = stand.size()
    reply = caller(stand, AUDITOR).say(text.format("COMPLIANCE_AUDIT"))
    [leaf] = stand.leaves(size)
    assert len(reply.payload["edges"]) == 1
    assert (leaf["kind"], leaf["n"]) == ("log-read", 1)


def test_a_token_of_two_offices_that_exclude_each_other_serves_neither(stand: Stand) -> None:
    """Nobody audits what they administer (GB/T 35273-2020 7.1)."""
    both = replace(AUDITOR, also=(Role.ADMIN,))
    assert caller(stand, both).ask("Checkpoint").code == "ROLE_FORBIDDEN"
