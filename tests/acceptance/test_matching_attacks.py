"""Whoever holds a dump, or may ask for suggestions, learns nothing of whom may not be seen."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Any
from uuid import UUID

from sqlalchemy import Text, cast, literal_column, select

from cdp.database.dsn import Database
from cdp.database.schema import SCHEMA, load
from cdp.identity.matching.tokens import MatchIndex, TokenKind, said_of
from privacy.rights.verify import verify
from privacy.vault import MasterKey
from tests.acceptance.deeds import a_number, captured, contact
from tests.acceptance.naming import behind
from tests.acceptance.people import AGENT, STEWARD, Caller, caller
from tests.acceptance.requests import Desk, somebody
from tests.acceptance.stand import Stand, put_into

SECRETS = ("王伟", "wangwei", "ww1980", "科技园路", "深圳", "某某科技", "05-01")


def known(agent: Caller, **said: object) -> str:
    number = a_number()
    profile = captured(agent, number, name=said.get("name"))
    assert agent.ask("UpsertContact", input=contact(number, **said)).payload["contactId"]
    return profile


def everything(agent: Caller) -> str:
    """Somebody of whom all is said that is compared."""
    return known(
        agent,
        name="王伟",
        email="ww1980@example.com",
        birthday="1980-05-01",
        company="某某科技有限公司",
        address={"province": "广东省", "city": "深圳市", "street": "科技园路12号3栋402"},
    )


def compare(at: Stand) -> None:
    at.wait_for(at.service.matching.matcher.everybody())


def dumped(at: Stand) -> str:
    """The tables of matching as a thief reads them."""
    load()
    tables = [each for each in SCHEMA[Database.DATA].tables.values() if "match" in each.name]
    rows = [cast(literal_column(f'"{table.name}"'), Text).label("t") for table in tables]
    queries = [str(select(row).select_from(table)) for row, table in zip(rows, tables, strict=True)]
    return "\n".join(row["t"] for query in queries for row in at.sql(Database.DATA, query))


def test_a_dump_of_matching_shows_nothing_that_was_said(alone: Stand) -> None:
    """Neither in letters nor in bytes, nor by a hash that anybody could compute."""
    agent = caller(alone, AGENT)
    everything(agent)
    everything(agent)
    compare(alone)
    dump = dumped(alone)
    assert dump.count("\n") > 20
    for secret in SECRETS:
        assert secret not in dump
        assert secret.encode().hex() not in dump


def test_a_dictionary_finds_no_token_without_the_key(alone: Stand) -> None:
    """Of every compared form, by every hash, keyed with what a dump tells, or by another root."""
    agent = caller(alone, AGENT)
    everything(agent)
    held = {row["token"] for row in alone.sql(Database.DATA, "SELECT token FROM match_token")}
    compared = said_of(name="王伟", email="ww1980@example.com", birthday="05-01")
    words = [word.encode() for said in compared.values() for word in said]
    handler = alone.service.keys.handler
    keys = [b"", handler.bytes, str(handler).encode(), b"match", bytes(32)]
    for name in sorted(hashlib.algorithms_guaranteed - {"shake_128", "shake_256"}):
        for word in words:
            assert hashlib.new(name, word).digest()[:8] not in held
            assert not {hmac.digest(key, word, name)[:8] for key in keys} & held
    other = MatchIndex.derive(MasterKey(bytes(32)), handler=handler, suite=alone.service.keys.suite)
    assert {token for _, token in alone.service.ground.matching.tokens(compared)} <= held
    assert not {token for _, token in other.tokens(compared)} & held


def test_two_deployments_have_no_token_in_common(alone: Stand) -> None:
    """The same people under another handler's key: a dump of one says nothing of the other."""
    agent = caller(alone, AGENT)
    everything(agent)
    ours = {row["token"] for row in alone.sql(Database.DATA, "SELECT token FROM match_token")}
    service = alone.service
    theirs = MatchIndex.derive(service.keys.root, handler=UUID(int=9), suite=service.keys.suite)
    said = said_of(name="王伟", email="ww1980@example.com", birthday="05-01")
    mine = {token for _, token in service.ground.matching.tokens(said)}
    assert mine <= ours
    assert not ours & {token for _, token in theirs.tokens(said)}


def seen(steward: Caller) -> list[dict[str, Any]]:
    """What a steward sees of suggestions, but for the ids."""
    edges = steward.ask("MatchSuggestions", first=50).payload["edges"]
    nodes = [edge["node"] for edge in edges]
    for node in nodes:
        node.pop("id")
        for profile in node["profiles"]:
            profile.pop("id")
            profile.pop("phones")
    return sorted(nodes, key=json.dumps)


def test_a_suggestion_is_no_oracle_for_somebody_restricted(alone: Stand) -> None:
    """Scores, counts and blocks are as if she had never been: only the others are compared."""
    agent, steward = caller(alone, AGENT), caller(alone, STEWARD)
    for _ in range(2):
        known(agent, name="赵敏", birthday="1980-05-01")
    compare(alone)
    without = seen(steward)
    assert len(without) == 1
    for _ in range(60):
        put_into(alone, known(agent, name="赵敏", birthday="1980-05-01"), "RESTRICTED")
    compare(alone)
    assert seen(steward) == without


def test_an_erased_person_leaves_no_token_and_no_suggestion(alone: Stand) -> None:
    """Nor does what the other one has tell that somebody agreed with her."""
    agent, desk = caller(alone, AGENT), Desk.of(alone)
    number, profile = somebody(alone)
    said = {"name": "赵敏", "birthday": "1980-05-01", "email": "zhao@example.com"}
    assert agent.ask("UpsertContact", input=contact(number, **said)).payload["contactId"]
    other = known(agent, **said)
    compare(alone)
    assert len(alone.sql(Database.DATA, "SELECT id FROM match_suggestion")) == 1
    done = desk.execute(desk.approved(number))
    key = str(alone.service.rights.certificates.public)
    stores = verify(done["certificate"].encode(), key)["stores"]
    counts = {each["table"]: each for each in stores}
    assert counts["match_token"]["before"] >= 6
    assert counts["match_suggestion_member"]["before"] == 1
    for table in ("match_token", "match_pending", "match_suggestion_member"):
        left = alone.sql(Database.DATA, f"SELECT subject_id FROM {table}")  # noqa: S608 - our names
        assert behind(profile) not in {row["subject_id"] for row in left}
    assert alone.sql(Database.DATA, "SELECT id FROM match_suggestion") == []
    tokens = "SELECT token FROM match_token WHERE subject_id = $1"
    assert alone.sql(Database.DATA, tokens, behind(other))


def test_rows_that_were_put_right_keep_no_token_of_what_they_said(alone: Stand) -> None:
    """Also where they were filed before there were tokens: the backfill tells what stands."""
    agent = caller(alone, AGENT)
    number = a_number()
    captured(agent, number, name="王伟")
    agent.ask("UpsertContact", input=contact(number, name="王伟", email="ww@example.com"))
    alone.sql(Database.DATA, "DELETE FROM match_token")
    agent.ask("UpsertContact", input=contact(number, email="ww1980@example.com"))
    before = alone.sql(Database.DATA, "SELECT kind FROM match_token")
    alone.wait_for(alone.service.matching.backfill.run())
    held = {row["token"] for row in alone.sql(Database.DATA, "SELECT token FROM match_token")}
    index = alone.service.ground.matching
    assert before == []
    assert index.token(TokenKind.NAME, "王伟") in held
    assert index.token(TokenKind.EMAIL, "ww1980@example.com") in held
    assert index.token(TokenKind.EMAIL, "ww@example.com") not in held


def test_another_purpose_is_told_of_no_suggestion(alone: Stand) -> None:
    """Not even that there is none: the gate refuses before anybody is looked for."""
    agent = caller(alone, AGENT)
    text = "query @purpose(is: SERVICE_SUPPORT) { matchSuggestions(first: 5) { edges { cursor } } }"
    assert agent.say(text).code == "PURPOSE_CATEGORY_MISMATCH"
