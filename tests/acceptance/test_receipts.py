"""Receipts: each answer's entry stands in the log, provably, and tells nothing of anybody."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import pytest

from privacy.ledger.export import export
from privacy.ledger.verify.directory import verify_directory
from privacy.ledger.verify.merkle import Unverified, leaf_hash, verify_inclusion
from privacy.ledger.verify.receipt import verify_receipt
from tests.acceptance.deeds import (
    NAME,
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
from tests.acceptance.people import AGENT, AUDITOR, MARKETER, PRESENT, SHOP, Caller, Reply, caller
from tests.acceptance.stand import Stand
from tests.acceptance.surface import HAPPY

ADDRESS: Final = {"province": "广东省", "city": "深圳市", "street": "南山区科技园1号"}
EMAIL: Final = "zhang.xiaoming@example.com"
LATER: Final = "2199-01-01T00:00:00Z"
NOTES: Final = "她问了保修期限"


def run(at: Stand) -> tuple[list[str], dict[str, Reply]]:
    """Every kind of answer that has an entry; and everything personal that was said on the way."""
    agent, present, shop = caller(at, AGENT), caller(at, PRESENT), caller(at, SHOP)
    marketer, auditor = caller(at, MARKETER), caller(at, AUDITOR)
    number, absent = a_number(), a_number()
    profile = captured(agent, number, email=EMAIL)
    key, so = uuid4().hex, f"SO-{number[-8:]}"
    replies = {
        root: asks(caller(at, persona), number, profile)
        for root, (persona, asks, _) in HAPPY.items()
    } | {
        "address": agent.ask("UpsertContact", input=contact(number, address=ADDRESS)),
        "notes": agent.ask("LogCall", input=call(number, notes=NOTES, externalKey=key)),
        "order": shop.ask("PlaceOrder", input=order(number, externalNo=so)),
        "no": agent.ask("RecordConsent", input=said(profile, given=False, evidence="tape-17")),
        "forbidden": marketer.ask("CallList", number=number),
        "absent": marketer.ask("CallList", number=absent),
        "conflict": agent.ask("LogCall", input=call(number, externalKey=key)),
        "nobody": agent.ask("WithdrawConsent", input=withdrawn(unseen())),
        "nobody revealed": present.ask("RevealPhone", input=revealed(unseen())),
        "step up": agent.ask("RevealPhone", input=revealed(profile, reason="她的线路不好")),
        "no purpose": agent.say("query($n: ID!) { profile(id: $n) { name } }", n=profile),
        "no ledger": marketer.say(
            "query @purpose(is: MARKETING_DIRECT_CALL) { checkpoint { size } }"
        ),
        "in the future": agent.ask(
            "RecordConsent", input=said(profile, saidAt="2199-01-01T00:00:00Z")
        ),
        "proof": auditor.ask("AccessProof", index="0"),
    }
    personal = [number[1:], number[3:], absent[3:], NAME, EMAIL, NOTES, key, so, profile, "tape-17"]
    return [*personal, *ADDRESS.values(), "她的线路不好", number[-4:] + '"'], replies


@pytest.fixture(scope="module")
def told(stand: Stand) -> tuple[list[str], dict[str, Reply], list[dict[str, Any]]]:
    """A full run: what was said, what was answered, and the entries of it."""
    size = stand.size()
    personal, replies = run(stand)
    return personal, replies, stand.leaves(size)


Told = tuple[list[str], dict[str, Reply], list[dict[str, Any]]]


def test_the_receipt_of_every_answer_verifies_and_names_the_entry_that_the_log_holds(
    stand: Stand, told: Told
) -> None:
    """Signed by the log for this handler; the entry of that index is the one that was promised."""
    key, tenant = stand.service.keys.log.public, stand.service.keys.handler
    for name, reply in told[1].items():
        access = reply.access
        leaf = stand.encoded(access["index"])
        verify_receipt(access, key=key, tenant=tenant, leaf=leaf)
        assert json.loads(leaf)["tenant"] == str(tenant), name


def test_a_receipt_with_anything_changed_does_not_verify(stand: Stand, told: Told) -> None:
    """Neither for another entry, nor another place, nor another handler, nor another log."""
    key, tenant = stand.service.keys.log.public, stand.service.keys.handler
    access = told[1]["callerContext"].access
    leaf = stand.encoded(0)
    other = told[1]["profile"].access
    forged: list[Mapping[str, object]] = [
        {**access, "index": access["index"] + 1},
        {**access, "base": access["base"] + 1},
        {**access, "size": access["size"] + 1},
        {**access, "leafHash": other["leafHash"]},
        {**access, "sig": other["sig"]},
        {**access, "path": [other["leafHash"]]},
    ]
    for receipt in forged:
        with pytest.raises(Unverified):
            verify_receipt(receipt, key=key, tenant=tenant)
    with pytest.raises(Unverified):
        verify_receipt(access, key=key, tenant=uuid4())
    with pytest.raises(Unverified):
        verify_receipt(access, key=key, tenant=tenant, leaf=leaf)


def test_what_a_receipt_promised_can_be_proven_later(stand: Stand, told: Told) -> None:
    """From the answer alone: index, leaf hash, and a path that leads to the signed root."""
    auditor = caller(stand, AUDITOR)
    checkpoint = auditor.ask("Checkpoint").payload
    for reply in told[1].values():
        proof = auditor.ask("AccessProof", index=str(reply.access["index"])).payload
        assert proof["leafHash"] == reply.access["leafHash"]
        size, root = _tree_of(proof["checkpoint"])
        verify_inclusion(
            index=int(proof["index"]),
            size=size,
            leaf=leaf_hash(base64.b64decode(proof["leaf"])),
            path=[base64.b64decode(step) for step in proof["path"]],
            root=root,
        )
        assert size >= int(checkpoint["size"])


def _tree_of(note: str) -> tuple[int, bytes]:
    _, size, root, *_ = note.split("\n")
    return int(size), base64.b64decode(root)


def test_the_log_taken_away_verifies_and_extends_what_was_taken_before(
    stand: Stand, tmp_path: Path
) -> None:
    """Consistent with an older checkpoint; a byte changed anywhere is found."""
    keys, log = stand.service.keys.log, stand.service.log
    for name in ("older", "newer"):
        run(stand)
        stand.wait_for(log.integrator.integrate())
        stand.wait_for(export(log.records, tmp_path / name, policy=keys.policy()))
    report = verify_directory(tmp_path / "newer", since=tmp_path / "older" / "checkpoint")
    assert (report.is_sound, report.faults) == (True, ())
    for place in sorted((tmp_path / "newer").rglob("*")):
        if place.is_file() and place.name != "log.policy":
            whole = place.read_bytes()
            place.write_bytes(whole[:-10] + bytes([whole[-10] ^ 1]) + whole[-9:])
            assert not verify_directory(tmp_path / "newer").is_sound, place
            place.write_bytes(whole)


KEYS: Final = {
    "actor", "article", "auth", "basis", "cells", "country", "decision", "doc", "effect", "fields",
    "inner", "kind", "n", "op", "part", "policy", "purpose", "reason", "ref", "roles", "subjects",
    "t", "tenant", "unit", "v",
}  # fmt: skip
"""Every key of an entry. Source: security.md, §2.3 with the additions."""


def test_no_entry_of_a_full_run_holds_a_variable_a_value_a_number_or_a_name(told: Told) -> None:
    """Not even the id of a profile: people stand in the log under pseudonyms."""
    personal, _, leaves = told
    assert len(leaves) > 30
    for leaf in leaves:
        text = json.dumps(leaf, ensure_ascii=False)
        assert [value for value in personal if value in text] == []
        assert set(leaf) == KEYS


def texts(value: object) -> Iterator[str]:
    """Every text in an entry."""
    if isinstance(value, dict):
        for part in value.values():
            yield from texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part)
    elif isinstance(value, str):
        yield value


CODES: Final = re.compile(
    r"|[A-Z_]+|[a-z_.:#-]+|[a-z.]+-\d|PIPL \d+(\(\d\))?|Network Data Regulations 22\(4\)|TKT-1042"
    r"|dev:[a-z]+|[0-9a-f]{32}|[0-9a-f]{64}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    r"|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z|callcentre-2|aal2"
)


def test_every_text_of_an_entry_is_a_code_an_id_a_hash_or_a_time(told: Told) -> None:
    """There is no other kind of text in an entry; so there is no room for anything else."""
    odd = {text for leaf in told[2] for text in texts(leaf) if not CODES.fullmatch(text)}
    assert odd == set()


def test_a_write_has_two_entries_and_a_read_one(stand: Stand, told: Told) -> None:
    """Intent and outcome share their operation, subject, purpose, basis and document."""
    _, replies, leaves = told

    def entries(root: str) -> list[dict[str, Any]]:
        """All entries of the operation that the answer's receipt names."""
        leaf = stand.leaf(replies[root].access["index"])
        return [each for each in leaves if each["op"] == leaf["op"]]

    for root in ("upsertContact", "captureLead", "logCall", "placeOrder", "recordConsent"):
        intent, outcome = entries(root)
        assert (intent["kind"], outcome["kind"]) == ("intent", "outcome")
        for part in ("subjects", "purpose", "doc", "policy", "actor", "basis", "n"):
            assert intent[part] == outcome[part]
    for root in ("callerContext", "profile", "consents", "accessLog", "revealPhone"):
        assert len(entries(root)) == 1


def test_one_person_has_one_pseudonym_and_two_people_have_two(stand: Stand, agent: Caller) -> None:
    """So that a person's entries are found with her key, and with it destroyed by nobody."""
    numbers = [a_number(), a_number()]
    for number in numbers:
        captured(agent, number)
    size = stand.size()
    for number in numbers * 2:
        agent.ask("ProfileByPhone", number=number)
    names = [leaf["subjects"] for leaf in stand.leaves(size)]
    assert names[0] == names[2]
    assert names[1] == names[3]
    assert names[0] != names[1]


def test_the_officer_finds_all_entries_about_a_pseudonym(
    stand: Stand, agent: Caller, officer: Caller
) -> None:
    """Filters are exact, and pages go on where the last one ended."""
    number = a_number()
    size = stand.size()
    captured(agent, number)
    for _ in range(4):
        agent.ask("ProfileByPhone", number=number)
    [pseudonym] = {each for leaf in stand.leaves(size) for each in leaf["subjects"]}
    found: list[int] = []
    after = None
    while True:
        page = officer.ask(
            "OfficerAccessLog", filter={"subject": pseudonym}, first=2, after=after
        ).payload
        found += [int(edge["node"]["index"]) for edge in page["edges"]]
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    assert found == sorted(found, reverse=True)
    kinds = [leaf["kind"] for leaf in stand.leaves(size) if pseudonym in leaf["subjects"]]
    assert len(found) == len(kinds) == 6
    reads = officer.ask(
        "OfficerAccessLog", filter={"subject": pseudonym, "kind": "READ"}, first=100
    ).payload["edges"]
    assert len(reads) == 4


@pytest.mark.parametrize("name", ["captureLead"])
def test_the_document_of_an_entry_is_the_published_one(stand: Stand, name: str) -> None:
    """Whoever reads the log can look up what was asked."""
    size = stand.size()
    reply = caller(stand, AGENT).ask("CaptureLead", input=lead(a_number()))
    assert list(reply.data) == [name]
    [document] = {leaf["doc"] for leaf in stand.leaves(size)}
    published = Path("graphql/operations/agent/CaptureLead.graphql")
    assert document == hashlib.sha256(published.read_bytes()).hexdigest()
