"""Writers: many at once, on one number, end in one profile, and nothing that was said is lost."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from secrets import token_hex
from threading import Thread
from time import monotonic, sleep
from typing import Final

import asyncpg

from cdp.database.dsn import Database, Role
from tests.acceptance.deeds import a_number, call, captured, contact, lead, order, said, withdrawn
from tests.acceptance.naming import behind
from tests.acceptance.people import AGENT, MARKETER, Caller, Reply, caller
from tests.acceptance.stand import PATIENCE_S, Stand, opened

WRITERS: Final = 50
NUMBERS: Final = 5


def together(asks: Sequence[Callable[[], Reply]]) -> list[Reply]:
    """The answers to requests that are all under way at once."""
    with ThreadPoolExecutor(len(asks)) as pool:
        return [asked.result() for asked in [pool.submit(ask) for ask in asks]]


def ends(at: Stand, size: int) -> dict[str, list[str]]:
    """How each write since `size` ended, by operation."""
    endings: defaultdict[str, list[str]] = defaultdict(list)
    for leaf in at.leaves(size):
        if leaf["kind"] == "intent":
            endings[leaf["op"]].extend([])
        elif leaf["kind"] == "outcome":
            endings[leaf["op"]].append(leaf["decision"])
    return dict(endings)


def test_fifty_writers_of_five_new_numbers_make_five_profiles(stand: Stand, agent: Caller) -> None:
    """Each is acknowledged, each intent has one outcome; who lost a race says so, and goes on."""
    numbers, size = [a_number() for _ in range(NUMBERS)], stand.size()
    replies = together(
        [
            partial(agent.ask, "CaptureLead", input=lead(numbers[at % NUMBERS], name=f"n{at}"))
            for at in range(WRITERS)
        ]
    )
    profiles = [reply.payload["profile"]["id"] for reply in replies]
    assert profiles == profiles[:NUMBERS] * (WRITERS // NUMBERS)
    assert len(set(profiles)) == NUMBERS
    shown = [agent.ask("ProfileByPhone", number=number).payload["profile"] for number in numbers]
    assert [each["id"] for each in shown] == profiles[:NUMBERS]
    assert {each["name"] for each in shown} <= {f"n{at}" for at in range(WRITERS)}
    endings = ends(stand, size)
    assert {len(ending) for ending in endings.values()} == {1}
    assert Counter(ending[0] for ending in endings.values())["applied"] == WRITERS
    assert stand.open_intents() == 0


def test_two_processes_that_meet_on_one_new_number_make_one_profile(stand: Stand) -> None:
    """Nothing but the database stands between them."""
    with opened(stand.settings, stand.dsns) as other:
        agents = [caller(stand, AGENT), caller(other, AGENT)]
        for _ in range(5):
            number = a_number()
            replies = together(
                [partial(who.ask, "UpsertContact", input=contact(number)) for who in agents * 4]
            )
            assert {"code" in reply.payload for reply in replies} == {False}
            rows = stand.sql(
                Database.DATA,
                "SELECT count(*) FROM contact WHERE id = ANY($1::uuid[])",
                [behind(reply.payload["contactId"]) for reply in replies],
            )
            assert len({reply.payload["contactId"] for reply in replies}) == 1
            assert rows[0][0] == 1


def test_every_call_of_a_crowd_is_filed_under_the_one_new_person(
    stand: Stand, agent: Caller
) -> None:
    """Sixty at once on a number never seen; each by its own key, and each twice."""
    number = a_number()
    keys = [token_hex(8) for _ in range(60)]
    replies = together(
        [
            partial(agent.ask, "LogCall", input=call(number, externalKey=key, notes=key))
            for key in keys * 2
        ]
    )
    filed = [reply for reply in replies if "callId" in reply.payload]
    refused = [reply for reply in replies if reply.payload.get("code") == "CONFLICT"]
    assert (len(filed), len(refused)) == (len(keys), len(keys))
    profile = captured(agent, number)
    calls = agent.ask("Profile", id=profile, calls=100).payload["calls"]["edges"]
    assert sorted(edge["node"]["notes"] for edge in calls) == sorted(keys)
    assert stand.open_intents() == 0


def test_all_kinds_of_writes_meet_on_one_new_number(
    stand: Stand, agent: Caller, shop: Caller
) -> None:
    """Leads, contacts, calls, orders and words of consent: one profile with all of it."""
    number, size = a_number(), stand.size()
    spoken = {k: v for k, v in said("").items() if k != "profile"}
    asks: list[Callable[[], Reply]] = [
        lambda: agent.ask("CaptureLead", input=lead(number)),
        lambda: agent.ask("UpsertContact", input=contact(number)),
        lambda: agent.ask("LogCall", input=call(number)),
        lambda: shop.ask("PlaceOrder", input=order(number)),
        lambda: agent.ask("RecordConsent", input={**spoken, "number": number}),
    ]
    replies = together(asks * 3)
    assert [reply.payload.get("code") for reply in replies] == [None] * len(replies)
    shown = agent.ask("ScreenPop", number=number).payload
    assert len(shown["lastOrders"]["edges"]) == 3
    assert len(shown["lastCalls"]["edges"]) == 3
    told = caller(stand, MARKETER).ask("CallList", number=number).payload
    assert told["profile"]["id"] == shown["resolution"]["profile"]["id"]
    assert {len(ending) for ending in ends(stand, size).values()} == {1}


def test_what_a_crowd_says_of_consent_ends_in_its_last_word(
    agent: Caller, marketer: Caller
) -> None:
    """Yes and no by turns, at once; the latest time counts, whoever was filed last."""
    number = a_number()
    profile = captured(agent, number)
    times = [f"2026-03-01T10:{minute:02}:00Z" for minute in range(20)]
    asks = [
        partial(agent.ask, "WithdrawConsent", input=withdrawn(profile, saidAt=time))
        if at % 2
        else partial(agent.ask, "RecordConsent", input=said(profile, saidAt=time))
        for at, time in enumerate(times)
    ]
    replies = together(asks)
    assert {"consentId" in reply.payload or "code" in reply.payload for reply in replies} == {True}
    assert marketer.ask("CallList", number=number).payload["status"] == "NOT_AVAILABLE"


@contextmanager
def half_written(at: Stand, profile: str, source: str) -> Iterator[Callable[[], None]]:
    """A contact of `source` that another writer has inserted and not committed; call to commit."""
    dsn = at.dsns.of(Database.DATA, Role.OWNER)
    connection = at.wait_for(_connect(dsn))
    at.wait_for(connection.execute("BEGIN"))
    at.wait_for(
        connection.execute(
            "INSERT INTO contact SELECT (jsonb_populate_record(c, jsonb_build_object("
            "'id', gen_random_uuid(), 'source', $2::text, 'name', null, 'email', null))).*"
            " FROM contact c WHERE subject_id = $1",
            behind(profile),
            source,
        )
    )
    try:
        yield lambda: at.wait_for(connection.execute("COMMIT"))
    finally:
        at.wait_for(connection.close())


async def _connect(dsn: str) -> asyncpg.Connection:
    return await asyncpg.connect(dsn)


def wait_for_lock(at: Stand) -> None:
    """Return when somebody waits for another's transaction."""
    deadline = monotonic() + PATIENCE_S
    waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted"
    while not at.sql(Database.DATA, waiting)[0][0]:
        assert monotonic() < deadline
        sleep(0.01)


def test_a_writer_that_waits_for_another_of_the_same_source_renews_its_contact(
    stand: Stand, agent: Caller
) -> None:
    """She is known, the source is new, and the other commits first: no failure, one contact."""
    number = a_number()
    profile = captured(agent, number)
    replies: list[Reply] = []
    with half_written(stand, profile, "call-centre") as commit:
        writer = Thread(
            target=lambda: replies.append(
                agent.ask("UpsertContact", input=contact(number, name="李静"))
            )
        )
        writer.start()
        wait_for_lock(stand)
        commit()
        writer.join(PATIENCE_S)
    [reply] = replies
    assert (reply.status, reply.payload.get("code")) == (200, None)
    shown = agent.ask("Profile", id=profile).payload
    assert "李静" in {edge["node"]["name"] for edge in shown["contacts"]["edges"]}
    assert len(shown["contacts"]["edges"]) == 2
