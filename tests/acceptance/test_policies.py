"""Policies: what one process activates rules the next operation of every other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cdp.database.dsn import Dsns
from privacy.policy import default_document, load
from tests.acceptance.deeds import NAME, a_number, captured, consented, said, withdrawn
from tests.acceptance.people import AGENT, MARKETER, OPERATOR, PRESENT, caller
from tests.acceptance.stand import Stand, opened, settings_in

SUPPORT = '[[purpose."service.support".row]]'
CALLING = """[[cell]]
bit = 3
"""
NEW_QUESTION = """[[cell]]
bit = 20
purpose = "marketing.direct.call"
channel = "phone"
kind = "general"
notice = "2026-11"
valid_days = 30
categories = [
  "identity.name", "contact.phone", "contact.email", "contact.im_handle", "derived.segment",
]

[[cell]]
bit = 3
retired = true
"""


def changed(*changes: tuple[str, str]) -> bytes:
    """The default policy, with each `(before, after)` applied once."""
    text = default_document().decode()
    for before, after in changes:
        assert before in text
        text = text.replace(before, after, 1)
    return text.encode()


def nameless() -> bytes:
    """A policy under which customer service sees no names and reveals nothing."""
    head, support, tail = default_document().decode().partition(SUPPORT)
    tail = tail.replace('"identity.name" = "full"\n', "", 1)
    tail = tail.replace('reveal = ["contact.phone"]\n', "", 1)
    return (head + support + tail).encode()


@contextmanager
def activated(at: Stand, dsns: Dsns, folder: Path, document: bytes) -> Iterator[Stand]:
    """Another process of the same service, which brings `document` into force as it starts."""
    place = folder / f"{load(document).hash}.toml"
    place.write_bytes(document)
    settings = settings_in(at.settings.state_dir, policy_file=place)
    with opened(settings, dsns) as other:
        yield other


def test_the_next_read_is_ruled_by_the_policy_that_another_process_activated(
    alone: Stand, databases: Dsns, tmp_path: Path
) -> None:
    """Reads, writes and reveals alike; the entries say by which version they were decided."""
    agent, present, number = caller(alone, AGENT), caller(alone, PRESENT), a_number()
    profile = captured(agent, number)
    assert agent.ask("ProfileByPhone", number=number).payload["profile"]["name"] == NAME
    with activated(alone, databases, tmp_path, nameless()):
        size = alone.size()
        shown = agent.ask("ProfileByPhone", number=number)
        assert shown.payload["profile"]["name"] is None
        revealed = {"profile": profile, "reason": "her line is bad", "caseRef": "TKT-1"}
        refused = present.ask("RevealPhone", input=revealed)
        assert refused.payload["code"] == "PURPOSE_CATEGORY_MISMATCH"
        leaves = [leaf for leaf in alone.leaves(size) if leaf["kind"] in {"read", "denial"}]
        assert {leaf["policy"] for leaf in leaves} == {load(nameless()).hash}
        assert [leaf["fields"] for leaf in leaves if leaf["kind"] == "read"] == [
            ["contact.phone#mask"]
        ]


def test_a_write_meets_the_new_policy_too_and_is_made_once(
    alone: Stand, databases: Dsns, tmp_path: Path
) -> None:
    """The attempt that was ruled by the old one leaves nothing behind."""
    agent, number = caller(alone, AGENT), a_number()
    captured(agent, number)
    with activated(alone, databases, tmp_path, nameless()) as other:
        size = alone.size()
        given = {"number": number, "source": "call-centre", "name": NAME}
        reply = agent.ask("UpsertContact", input=given)
        # What a purpose does not show, it does not write.
        assert reply.payload["code"] == "PURPOSE_CATEGORY_MISMATCH"
        [leaf] = [leaf for leaf in other.leaves(size) if leaf["kind"] != "log-read"]
        assert (leaf["kind"], leaf["policy"]) == ("denial", load(nameless()).hash)
        assert alone.open_intents() == 0


@pytest.mark.parametrize("words", ["yes", "yes and no"])
def test_a_statement_answers_the_question_of_the_policy_in_force(
    alone: Stand, databases: Dsns, tmp_path: Path, words: str
) -> None:
    """A process that still knew the old question files the answer under the new one's bit."""
    document = changed((CALLING, NEW_QUESTION))
    agent, marketer, number = caller(alone, AGENT), caller(alone, MARKETER), a_number()
    profile = captured(agent, number)
    with activated(alone, databases, tmp_path, document) as other:
        # The first words to a stale process, and the first after it has learned.
        assert "consentId" in agent.ask("RecordConsent", input=said(profile)).payload
        if words == "yes and no":
            assert "consentId" in agent.ask("WithdrawConsent", input=withdrawn(profile)).payload
        told = [
            who.ask("CallList", number=number).payload["status"]
            for who in (marketer, caller(other, MARKETER))
        ]
        rows = caller(other, OPERATOR).ask("OfficerConsents", profile=profile).rows
    assert told == ["EXACT" if words == "yes" else "NOT_AVAILABLE"] * 2
    assert [row["status"] for row in rows] == ["GIVEN" if words == "yes" else "WITHDRAWN"]


def test_an_answer_to_an_old_question_is_none_to_the_new_one(
    alone: Stand, databases: Dsns, tmp_path: Path
) -> None:
    """A bit keeps its meaning for ever: who said yes before is asked anew."""
    agent, marketer, number = caller(alone, AGENT), caller(alone, MARKETER), a_number()
    consented(agent, number)
    assert marketer.ask("CallList", number=number).payload["status"] == "EXACT"
    document = changed((CALLING, NEW_QUESTION))
    with activated(alone, databases, tmp_path, document):
        assert marketer.ask("CallList", number=number).payload["status"] == "NOT_AVAILABLE"
