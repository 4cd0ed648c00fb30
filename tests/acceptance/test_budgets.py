"""Budgets as callers meet them: cost a client, look-ups, misses and reveals an actor."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from cdp.database.dsn import Database, Dsns
from privacy.policy import default_document
from privacy.terms import Purpose, Role
from tests.acceptance.counting import Counted, Tally
from tests.acceptance.deeds import a_number, captured
from tests.acceptance.people import AGENT, CONTRACT, PRESENT, SHOP, Caller, Persona, Reply, caller
from tests.acceptance.stand import Exchanged, Stand, opened, put_into, settings_in
from tests.postgres.clones import Clones

SMALL: Final = {
    "crm-web": "lookups_a_minute = 12, lookups_a_day = 30, misses_a_day = 4, reveals_a_day = 2",
    "order-system": "lookups_a_minute = 1000, lookups_a_day = 1000, reveals_a_day = 0, "
    "cost_an_operation = 1000, cost_a_second = 1, cost_bucket = 1500",
}
"""Budgets that a test can exhaust."""

BENCH: Final = Persona(
    folder="agent",
    client="bench",
    role=Role.FRONTEND_AGENT,
    purposes=(Purpose.SERVICE_SUPPORT, Purpose.LEAD_CONTACT_REQUESTED),
    name="bench",
)


def small_policy(folder: Path) -> Path:
    text = default_document().decode()
    for client, budgets in SMALL.items():
        head, mark, tail = text.partition(f"[client.{client}]")
        tail = re.sub(r"budgets = .*", f"budgets = {{ {budgets} }}", tail, count=1)
        text = head + mark + tail
    place = folder / "small.toml"
    place.write_text(text, encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def tally() -> Tally:
    return Tally()


@pytest.fixture(scope="module")
def mean(
    clones: Clones, tmp_path_factory: pytest.TempPathFactory, tally: Tally
) -> Iterator[tuple[Stand, Dsns]]:
    """A service with small budgets, whose statements and leaves are counted."""
    folder = tmp_path_factory.mktemp("mean")
    settings = settings_in(folder, policy_file=small_policy(folder.parent))
    with (
        clones.fresh() as dsns,
        opened(settings, dsns, Exchanged(remade=Counted(tally))) as at_work,
    ):
        yield at_work, dsns


@pytest.fixture
def stand_of(mean: tuple[Stand, Dsns]) -> Stand:
    return mean[0]


def named(at: Stand, name: str, who: Persona = AGENT) -> Caller:
    """An actor of their own, who has spent nothing yet."""
    return caller(at, replace(who, name=name))


def limited(reply: Reply) -> bool:
    if reply.status != 429:
        return False
    assert (reply.code, reply.headers["content-type"].partition(";")[0]) == (
        "RATE_LIMITED",
        "application/graphql-response+json",
    )
    assert int(reply.headers["retry-after"]) >= 1
    return True


def test_an_actor_looks_up_as_many_a_minute_as_registered(stand_of: Stand) -> None:
    """Found ones too; another actor of the same client goes on."""
    number = a_number()
    captured(named(stand_of, "ann-0"), number)
    one, other = named(stand_of, "ann-1"), named(stand_of, "ann-2")
    answers = [limited(one.ask("ProfileByPhone", number=number)) for _ in range(14)]
    assert answers == [False] * 12 + [True] * 2
    assert not limited(other.ask("ProfileByPhone", number=number))


def test_a_refused_look_up_is_in_the_log(stand_of: Stand) -> None:
    """Like any refusal: one entry, with its code."""
    number, who = a_number(), named(stand_of, "bob")
    while not limited(who.ask("ProfileByPhone", number=number)):
        continue
    size = stand_of.size()
    assert limited(who.ask("ProfileByPhone", number=number))
    [leaf] = stand_of.leaves(size)
    assert (leaf["kind"], leaf["reason"]) == ("denial", "RATE_LIMITED")


def test_who_finds_nobody_is_cut_off_before_who_finds(stand_of: Stand) -> None:
    """Trying numbers misses; a budget of misses ends it long before look-ups do."""
    who = named(stand_of, "carl")
    answers = [limited(who.ask("ProfileByPhone", number=a_number())) for _ in range(6)]
    assert answers == [False] * 4 + [True] * 2


def test_absent_and_forbidden_count_alike(stand_of: Stand, tally: Tally) -> None:
    """The same statements and leaves at each step, until both are cut off at the same one."""
    hidden = [a_number() for _ in range(6)]
    for n, number in enumerate(hidden):
        profile = captured(named(stand_of, f"filer-{n}"), number)
        put_into(stand_of, profile, "RESTRICTED")
    seen: dict[str, list[tuple[int, dict[str, int]]]] = {"absent": [], "forbidden": []}
    for kind, numbers in (("absent", [a_number() for _ in hidden]), ("forbidden", hidden)):
        who = named(stand_of, f"dora-{kind}")
        for number in numbers:
            tally.forget()
            reply = who.ask("ProfileByPhone", number=number)
            seen[kind].append((reply.status, tally.counts()))
    assert seen["absent"] == seen["forbidden"]
    assert [status for status, _ in seen["absent"]] == [200] * 4 + [429] * 2


def test_an_act_by_number_is_a_look_up_and_answers_a_problem(stand_of: Stand) -> None:
    """An act tells as much of a number as a question does. What it would have filed is not."""
    who = named(stand_of, "emil")
    number = a_number()
    profile = captured(who, number)
    while not limited(who.ask("ProfileByPhone", number=number)):
        continue
    before = stand_of.contents()
    given = {"number": number, "source": "crm", "name": "张三"}
    payload = who.say(
        "mutation U($i: UpsertContactInput!) @purpose(is: SERVICE_SUPPORT) "
        "{ upsertContact(input: $i) { __typename ... on RateLimited { code retryAfterSeconds } } }",
        i=given,
    ).payload
    assert (payload["__typename"], payload["code"]) == ("RateLimited", "RATE_LIMITED")
    assert payload["retryAfterSeconds"] >= 1
    assert stand_of.contents() == before
    assert profile


def test_a_withdrawal_is_never_refused_for_a_budget(stand_of: Stand) -> None:
    """Her no is filed whatever her agent asked before."""
    number, who = a_number(), named(stand_of, "fred")
    captured(who, number)
    while not limited(who.ask("ProfileByPhone", number=number)):
        continue
    given = {"number": number, "purpose": "MARKETING_DIRECT_CALL", "method": "CALL"}
    reply = who.ask("WithdrawConsent", input=given)
    assert reply.payload.get("code") != "RATE_LIMITED"


def test_an_agent_reveals_as_many_numbers_a_day_as_registered(stand_of: Stand) -> None:
    """Those that were refused for another reason do not count."""
    number = a_number()
    profile = captured(named(stand_of, "gina-0"), number)
    who = named(stand_of, "gina", PRESENT)
    given = {"profile": profile, "reason": "her line is bad", "caseRef": "TKT-1"}
    assert who.ask("RevealPhone", input={**given, "caseRef": ""}).payload["code"]
    told = [who.ask("RevealPhone", input=given).payload for _ in range(3)]
    assert [part.get("code") for part in told] == [None, None, "RATE_LIMITED"]


def test_a_client_s_bucket_is_told_and_ends(stand_of: Stand, tally: Tally) -> None:
    """429 with Retry-After, in plain JSON too; no statement and no entry for whoever comes then."""
    shop = caller(stand_of, SHOP)
    numbers = [a_number() for _ in range(60)]
    first = shop.ask("ResolvePhones", numbers=numbers)
    cost = first.body["extensions"]["cost"]
    assert cost["requestedQueryCost"] == cost["actualQueryCost"] == 60 * 13
    status = cost["throttleStatus"]
    assert (status["maximumAvailable"], status["restoreRate"]) == (1_500, 1)
    assert 1_500 - 780 <= status["currentlyAvailable"] <= 1_500 - 780 + 60
    assert limited(shop.ask("ResolvePhones", numbers=numbers))
    tally.forget()
    size = stand_of.size()
    document = CONTRACT.named("integration", "ResolvePhones")
    plain = shop.post(
        {"documentId": f"sha256:{document.id}", "variables": {"numbers": numbers}},
        headers={"Accept": "application/json"},
    )
    assert (plain.status, plain.code) == (429, "RATE_LIMITED")
    assert int(plain.headers["retry-after"]) > 1
    assert plain.body["extensions"]["cost"]["throttleStatus"]["maximumAvailable"] == 1_500
    assert (tally.counts(), stand_of.size()) == ({}, size)


def test_an_operation_costs_at_most_what_is_registered(stand_of: Stand, tally: Tally) -> None:
    """Whatever the bucket holds; the refusal names the bound."""
    shop = caller(stand_of, SHOP)
    tally.forget()
    reply = shop.ask("ResolvePhones", numbers=[a_number() for _ in range(100)])
    assert (reply.status, reply.code) == (400, "COST_EXCEEDED")
    assert (reply.error["limit"], reply.error["allowed"]) == ("cost", 1_000)
    assert tally.counts() == {}


def test_two_processes_share_one_budget(mean: tuple[Stand, Dsns]) -> None:
    """What one has spent the other cannot."""
    here, dsns = mean
    number = a_number()
    captured(named(here, "hans-0"), number)
    settings = here.settings
    with opened(settings, dsns, Exchanged()) as there:
        callers = [named(at, "hans") for at in (here, there)]
        answers = [limited(who.ask("ProfileByPhone", number=number)) for who in callers * 8]
    assert answers.count(False) == 12


def test_the_bench_s_contract_lifts_every_budget(stand_of: Stand) -> None:
    """Nothing is counted, so nothing is written down but what it did."""
    who = caller(stand_of, BENCH)
    [before] = stand_of.sql(Database.DATA, "SELECT count(*) FROM budget")
    replies = [who.ask("ProfileByPhone", number=a_number()) for _ in range(20)]
    assert {reply.status for reply in replies} == {200}
    [after] = stand_of.sql(Database.DATA, "SELECT count(*) FROM budget")
    assert before == after
