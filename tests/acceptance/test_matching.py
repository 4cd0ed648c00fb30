"""A steward is asked who may be one person, says so, and sets rules, over HTTP and by command."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any, Final
from uuid import UUID, uuid4

import pytest

from cdp.acts.merge_by_rule import MergeByRule
from cdp.api.ids import Record
from cdp.cli.imports import SOME_REFUSED
from cdp.database.dsn import Database
from cdp.identity.matching.tokens import TokenKind
from cdp.identity.record import Verification
from tests.acceptance.deeds import a_number, captured, contact, previewed, ruled, taken_back
from tests.acceptance.naming import behind, unseen
from tests.acceptance.people import AGENT, STEWARD, Caller, caller
from tests.acceptance.process import CDP, environment
from tests.acceptance.stand import PATIENCE_S, Stand, put_into


@pytest.fixture
def agent(alone: Stand) -> Caller:
    return caller(alone, AGENT)


@pytest.fixture
def steward(alone: Stand) -> Caller:
    return caller(alone, STEWARD)


def known(agent: Caller, **said: object) -> str:
    """The profile of somebody of whom a source says so."""
    number = a_number()
    profile = captured(agent, number, name=said.get("name"))
    assert agent.ask("UpsertContact", input=contact(number, **said)).payload["contactId"]
    return profile


def twins(agent: Caller, name: str = "王伟", born: str = "1980-05-01") -> tuple[str, str]:
    """Two profiles of one name and birthday, in two spellings."""
    spelled = name.replace("伟", "偉")
    return known(agent, name=name, birthday=born), known(agent, name=spelled, birthday=born)


def compare(at: Stand) -> None:
    """What the service does every minute."""
    at.wait_for(at.service.matching.matcher.changed())


def suggested(steward: Caller, **more: object) -> list[dict[str, Any]]:
    shown = steward.ask("MatchSuggestions", first=20, **more).payload
    return [edge["node"] for edge in shown["edges"]]


def pair_of(node: dict[str, Any]) -> set[str]:
    return {profile["id"] for profile in node["profiles"]}


def review(steward: Caller, suggestion: str, verdict: str, **more: object) -> dict[str, Any]:
    given = {"suggestion": suggestion, "verdict": verdict}
    payload: dict[str, Any] = steward.ask("ReviewMatchSuggestion", input=given, **more).payload
    return payload


def test_two_spellings_of_one_person_are_suggested_and_merged(
    alone: Stand, agent: Caller, steward: Caller
) -> None:
    """How the fields agree is said, and no value of them; accepted, they are one profile."""
    one, other = twins(agent)
    known(agent, name="王伟", birthday="1991-02-03")
    compare(alone)
    [found] = suggested(steward)
    assert pair_of(found) == {one, other}
    said = {each["feature"]: each["agreement"] for each in found["agreements"]}
    assert said == {
        "NAME": "SAME",
        "BIRTHDAY": "SAME",
        "EMAIL": "MISSING",
        "ADDRESS": "MISSING",
        "COMPANY": "MISSING",
    }
    done = review(steward, found["id"], "ACCEPT")
    assert done["__typename"] == "ReviewMatchSuggestionDone"
    assert len(done["profileIds"]) == 1
    assert done["decisionId"]
    assert suggested(steward) == []
    [accepted] = suggested(steward, state="ACCEPTED")
    assert pair_of(accepted) == set(done["profileIds"])


@pytest.mark.parametrize("verdict", ["REJECT", "NEVER_LINK"])
def test_whom_a_steward_rejected_is_not_suggested_again(
    alone: Stand, agent: Caller, steward: Caller, verdict: str
) -> None:
    """Whatever is said of either since, and however often everybody is compared."""
    twins(agent)
    compare(alone)
    [found] = suggested(steward)
    assert len(review(steward, found["id"], verdict)["profileIds"]) == 2
    alone.wait_for(alone.service.matching.matcher.everybody())
    assert suggested(steward) == []
    again = review(steward, found["id"], "ACCEPT")
    assert again["code"] == "CONFLICT"
    links = alone.sql(Database.DATA, "SELECT kind FROM link_constraint")
    assert len(links) == (2 if verdict == "NEVER_LINK" else 0)


def test_always_link_merges_and_binds(alone: Stand, agent: Caller, steward: Caller) -> None:
    twins(agent)
    compare(alone)
    [found] = suggested(steward)
    assert len(review(steward, found["id"], "ALWAYS_LINK")["profileIds"]) == 1
    kinds = alone.sql(Database.DATA, "SELECT DISTINCT kind FROM link_constraint")
    assert [row["kind"] for row in kinds] == ["ALWAYS_LINK"]


@pytest.mark.parametrize("state", ["RESTRICTED", "ERASING"])
def test_a_suggestion_tells_of_nobody_who_may_not_be_seen(
    alone: Stand, agent: Caller, steward: Caller, state: str
) -> None:
    """Neither in the list, nor when it is reviewed: as for one that never was."""
    one, _ = twins(agent)
    compare(alone)
    [found] = suggested(steward)
    put_into(alone, one, state)
    never = unseen(Record.MATCH_SUGGESTION)
    listed = steward.ask("MatchSuggestions", first=20)
    answers = [
        steward.ask("ReviewMatchSuggestion", input={"suggestion": each, "verdict": "REJECT"})
        for each in (found["id"], never)
    ]
    assert listed.payload["edges"] == []
    assert answers[0].without_receipt() == answers[1].without_receipt()
    assert answers[0].payload["code"] == "NOT_AVAILABLE"


def test_whoever_is_restricted_is_never_suggested(alone: Stand, agent: Caller) -> None:
    one, _ = twins(agent)
    put_into(alone, one, "RESTRICTED")
    compare(alone)
    alone.wait_for(alone.service.matching.matcher.everybody())
    assert alone.sql(Database.DATA, "SELECT id FROM match_suggestion") == []


MAIL: Final = {"name": "王伟", "email": "wangwei1980@example.com"}


def confirmed(agent: Caller) -> list[str]:
    """Two records of one name, who both said the same address when they were asked."""
    people = [known(agent, **MAIL), known(agent, **MAIL)]
    for person in people:
        given = {"profile": person, "source": "call-centre", "corrected": MAIL}
        assert agent.ask("ConfirmContactData", input=given).payload["contactId"]
    return people


def codes_given(at: Stand) -> None:
    """Everybody gave a code that was sent to her address: nothing of ours sends one yet."""
    rank = list(Verification).index(Verification.SMS_OTP)
    query = "UPDATE match_token SET verification = $1 WHERE kind = $2"
    at.sql(Database.DATA, query, rank, TokenKind.EMAIL.value)
    at.sql(
        Database.DATA, "INSERT INTO match_pending SELECT id, 0 FROM subject ON CONFLICT DO NOTHING"
    )


def test_a_question_goes_with_what_it_rested_on(
    alone: Stand, agent: Caller, steward: Caller
) -> None:
    """Also one that a rule asked; and it is asked again when it holds again."""
    known(agent, **MAIL)
    number = a_number()
    captured(agent, number, name=MAIL["name"])
    for mail, rules in ((MAIL["email"], 1), ("other@example.com", 0), (MAIL["email"], 1)):
        given = contact(number, **{**MAIL, "email": mail})
        assert agent.ask("UpsertContact", input=given).payload["contactId"]
        compare(alone)
        assert [each["rule"] for each in suggested(steward)] == ["email-confirmed"] * rules
    assert len(alone.sql(Database.DATA, "SELECT id FROM match_suggestion")) == 1


def linked(at: Stand) -> set[UUID]:
    return {row["subject_id"] for row in at.sql(Database.DATA, "SELECT subject_id FROM merge_link")}


def test_a_proven_address_merges_and_one_that_is_said_only_suggests(
    alone: Stand, agent: Caller, steward: Caller
) -> None:
    """On a form, or on a call that anybody can make, in anybody's name."""
    people = confirmed(agent)
    compare(alone)
    [found] = suggested(steward)
    assert (found["rule"], linked(alone)) == ("email-confirmed", set())
    codes_given(alone)
    compare(alone)
    assert suggested(steward) == []
    rows = alone.sql(Database.DATA, "SELECT rule, reason, actor FROM merge_decision")
    assert [tuple(row.values()) for row in rows] == [
        ("email-confirmed", "RULE_MATCHED", "job:matching")
    ]
    assert linked(alone) == {behind(person) for person in people}


def test_whom_a_steward_parted_no_rule_merges_again(
    alone: Stand, agent: Caller, steward: Caller
) -> None:
    """She is asked, as is everybody: whoever is parted is compared again within the minute."""
    confirmed(agent)
    codes_given(alone)
    compare(alone)
    [decision] = alone.sql(Database.DATA, "SELECT id FROM merge_decision")
    name = alone.service.executor.ids.record(Record.MERGE_DECISION, decision["id"])
    assert len(steward.ask("UnmergeProfiles", input=taken_back(name)).payload["profileIds"]) == 2
    compare(alone)
    assert linked(alone) == set()
    [found] = suggested(steward)
    assert found["rule"] == "email-confirmed"
    assert review(steward, found["id"], "REJECT")["profileIds"]
    alone.wait_for(alone.service.matching.matcher.everybody())
    assert (linked(alone), suggested(steward)) == (set(), [])


def test_a_rule_that_would_make_too_large_a_person_leaves_a_task(
    alone: Stand, agent: Caller
) -> None:
    """For the stewards, once: nothing stops in silence."""
    confirmed(agent)
    codes_given(alone)
    small = replace(alone.service.ground, subjects_at_most=1)
    matcher = replace(alone.service.matching.matcher, merging=MergeByRule(ground=small))
    for _ in range(2):
        alone.wait_for(matcher.everybody())
    assert linked(alone) == set()
    tasks = alone.sql(Database.DATA, "SELECT kind, team, origin FROM task")
    assert [tuple(row.values()) for row in tasks] == [
        ("VERIFY_DATA", "data-stewards", "LARGE_PROFILE")
    ]


def test_whoever_is_one_with_somebody_restricted_is_not_listed(
    alone: Stand, agent: Caller, steward: Caller
) -> None:
    """Reviewed, they answer as nobody: a list that showed them would tell why."""
    one, other = twins(agent)
    third = known(agent, name="李娜")
    compare(alone)
    assert steward.ask("MergeProfiles", input=previewed(steward, other, third)).payload["profileId"]
    assert [pair_of(each) >= {one} for each in suggested(steward)] == [True]
    put_into(alone, third, "RESTRICTED")
    assert suggested(steward) == []


RULE: Final = ruled()


def test_a_rule_is_tried_before_it_is_set(alone: Stand, agent: Caller, steward: Caller) -> None:
    """The trial counts, names a few, and writes nothing but whom it named; it tests no address."""
    mail = "family@example.com"
    people = {known(agent, name=name, email=mail) for name in ("王伟", "李娜")}
    before, since = alone.contents(), alone.size()
    tried = steward.ask("SaveMatchRule", input=RULE).payload
    assert [(leaf["kind"], leaf["n"]) for leaf in alone.leaves(since)] == [("read", 2)]
    blocked = steward.ask("SaveMatchRule", input={**RULE, "blockedValues": [mail]}).payload
    assert alone.contents() == before
    assert (tried["dryRun"]["merges"], tried["dryRun"]["suggestions"]) == (0, 1)
    [pair] = tried["dryRun"]["sample"]
    assert {pair["one"], pair["other"]} == people
    assert (blocked["code"], blocked["path"]) == ("INVALID_INPUT", ["input", "blockedValues"])

    saved = steward.ask("SaveMatchRule", input={**RULE, "dryRun": False}).payload
    assert saved["rule"] == {"key": "email-only", "version": 1, "active": True}
    rules = steward.ask("MatchRules").rows
    assert [rule["key"] for rule in rules] == [
        "email-confirmed",
        "email-only",
        "email-declared",
        "phone-shared",
    ]
    compare(alone)
    assert [node["rule"] for node in suggested(steward)] == ["email-only"]
    given = {**RULE, "dryRun": False, "blockedValues": [mail]}
    assert steward.ask("SaveMatchRule", input=given).payload["rule"]["version"] == 2
    alone.wait_for(alone.service.matching.matcher.everybody())
    assert suggested(steward) == []


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"action": "MERGE"}, "minVerification"),
        ({"priority": 10}, "priority"),
        ({"priority": 0}, "priority"),
        ({"maxSubjectsPerValue": 1}, "maxSubjectsPerValue"),
        ({"key": "E-Mail"}, "key"),
        ({"secondKeys": ["NAME", "NAME_SOUND"]}, "secondKeys"),
        ({"priority": 25, "secondKeys": ["NAME"]}, "priority"),
        ({"blockedValues": ["not an address"]}, "blockedValues"),
    ],
)
def test_a_rule_that_makes_no_sense_is_taught(
    steward: Caller, wrong: dict[str, object], field: str
) -> None:
    payload = steward.ask("SaveMatchRule", input={**RULE, "dryRun": False, **wrong}).payload
    assert (payload["code"], payload["path"]) == ("INVALID_INPUT", ["input", field])
    assert len(payload["message"]) > 20


def test_a_key_saves_a_rule_once(steward: Caller) -> None:
    key = str(uuid4())
    given = {**RULE, "dryRun": False}
    first = steward.ask("SaveMatchRule", input=given, idempotencyKey=key).payload
    again = steward.ask("SaveMatchRule", input=given, idempotencyKey=key).payload
    assert first["rule"] == again["rule"]


def said(at: Stand, *words: str) -> str:
    """What `cdp identity match` says, beside the service."""
    done = subprocess.run(
        [CDP, "identity", "match", *words],
        env=environment(at.settings.state_dir, at.dsns),
        check=True,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
    )
    return done.stdout


def commanded(at: Stand, *words: str) -> dict[str, Any]:
    """What it counts."""
    counts: dict[str, Any] = json.loads(said(at, *words, "--json"))
    return counts


def test_the_command_compares_and_says_how_many(alone: Stand, agent: Caller) -> None:
    """A dry run writes nothing; a whole run finds what the changed ones were found by."""
    twins(agent)
    known(agent, name="李娜", email="lina2001@example.com")
    known(agent, name="李娜", email="lina2001@example.com")
    before = alone.contents()
    tried = commanded(alone, "--dry-run")
    assert alone.contents() == before
    assert (tried["would_merge"], tried["would_suggest"]) == (0, 2)
    whole = commanded(alone, "--whole")
    assert (whole["people"], whole["suggested"], whole["merged"]) == (4, 2, 0)
    assert commanded(alone, "--whole")["suggested"] == 0


def test_the_command_says_what_the_data_says_of_the_weights(alone: Stand, agent: Caller) -> None:
    """And stores nothing; of no pairs nothing is said."""
    assert "no pairs" in said(alone, "--estimate")
    twins(agent)
    before = alone.contents()
    assert "birthday same 1.0" in said(alone, "--estimate")
    assert alone.contents() == before


def test_tokens_that_are_missing_are_made_under_a_grant(alone: Stand, agent: Caller) -> None:
    """The same tokens as when the rows were written, and an entry names everybody opened."""
    query = "SELECT subject_id, row_id, kind, token, verification FROM match_token ORDER BY 1, 2, 3"
    person = known(
        agent,
        name="王伟",
        email="ww@example.com",
        birthday="1980-05-01",
        company="某某科技有限公司",
        address={"province": "广东省", "city": "深圳市", "street": "科技园路12号3栋402"},
    )
    known(agent, name="测试")
    given = {"profile": person, "source": "call-centre", "corrected": {"email": "ww@example.com"}}
    agent.ask("ConfirmContactData", input=given)
    before = [tuple(row.values()) for row in alone.sql(Database.DATA, query)]
    alone.sql(Database.DATA, "DELETE FROM match_token")
    since = alone.size()
    counts = commanded(alone, "--backfill")
    after = [tuple(row.values()) for row in alone.sql(Database.DATA, query)]
    assert after == before
    assert counts["tokens_made"] == 4
    read = [leaf for leaf in alone.leaves(since) if leaf["kind"] == "read"]
    assert [(leaf["actor"], leaf["n"]) for leaf in read] == [("job:matching", 2)]
    assert commanded(alone, "--backfill")["tokens_made"] == 0


def test_rows_of_a_file_have_the_tokens_that_single_acts_make(alone: Stand, tmp_path: Path) -> None:
    """Written at the end of their batch, once a row; a row that was refused has none."""
    file = tmp_path / "contacts.csv"
    rows = ["13912345601,王伟,ww@example.com", "13912345602,李娜,", "13912345603,赵敏,no address"]
    rows += ["13912345601,王伟,ww2@example.com", "13912345604,测试,"]
    file.write_text("\n".join(("number,name,email", *rows)), encoding="utf-8")
    words = ("--as", "contacts", "--source", "crm-export")
    done = subprocess.run(
        [CDP, "import", str(file), *words],
        env=environment(alone.settings.state_dir, alone.dsns),
        check=False,
        capture_output=True,
        timeout=PATIENCE_S,
    )
    assert done.returncode == SOME_REFUSED
    query = "SELECT subject_id, row_id, kind, token FROM match_token ORDER BY 1, 2, 3, 4"
    filed = [tuple(row.values()) for row in alone.sql(Database.DATA, query)]
    mails = [row for row in filed if row[2] == TokenKind.EMAIL]
    assert [row[3] for row in mails] == [
        alone.service.ground.matching.token(TokenKind.EMAIL, "ww2@example.com")
    ]
    alone.sql(Database.DATA, "DELETE FROM match_token")
    assert commanded(alone, "--backfill")["tokens_made"] == 3
    assert [tuple(row.values()) for row in alone.sql(Database.DATA, query)] == filed
