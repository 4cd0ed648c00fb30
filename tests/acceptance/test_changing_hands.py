"""Numbers change hands: what a provider, a call or a steward says, and what ends with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from cdp.database.dsn import Database
from cdp.http.number_status import NumberStatusService
from cdp.identity.provider import NumberStatusProvider, ProviderFailed
from cdp.jobs.numbers import Refreshed
from cdp.profile.belonging import Difference, differences
from cdp.wiring import now
from tests.acceptance.deeds import (
    a_number,
    call,
    captured,
    disputed,
    followed,
    order,
    planned,
    said,
)
from tests.acceptance.naming import behind
from tests.acceptance.people import Caller
from tests.acceptance.providers import SECRET, Provider, providing, saying
from tests.acceptance.recycling import a_list
from tests.acceptance.stand import Stand

LONG_AGO = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
RECYCLED = datetime(2026, 8, 31, 16, tzinfo=UTC)
"""When 2026-09-01 began in Shanghai."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Her:
    """Somebody, and the number that she was met under."""

    number: str
    profile: str


@pytest.fixture
def her(agent: Caller, seller: Caller) -> Her:
    """Somebody first met long ago, whom sales may follow up and marketing may call."""
    number = a_number()
    profile = captured(agent, number, capturedAt=LONG_AGO.isoformat())
    followed(seller, profile)
    agent.ask("RecordConsent", input=said(profile, purpose="MARKETING_DIRECT_CALL"))
    return Her(number=number, profile=profile)


def refresh(stand: Stand, provider: NumberStatusProvider) -> Refreshed:
    """One run over everything that is stale."""
    return stand.wait_for(stand.service.numbers.refresher.run(provider))


def owned(stand: Stand, profile: str) -> Mapping[str, Any]:
    row: Mapping[str, Any]
    [row] = stand.sql(
        Database.DATA,
        "SELECT id, state, end_reason, number_status, lower(during) AS since,"
        " upper(during) AS until, asked_at FROM phone_ownership WHERE subject_id = $1",
        behind(profile),
    )
    return row


def granted(stand: Stand, profile: str) -> set[int]:
    [row] = stand.sql(
        Database.DATA, "SELECT granted::text AS bits FROM subject WHERE id = $1", behind(profile)
    )
    return {n for n, bit in enumerate(row["bits"]) if bit == "1"}


def elsewhere(stand: Stand, profile: str) -> list[Difference]:
    """Facts of hers that stand where they do not belong."""

    async def look() -> list[Difference]:
        found = differences(stand.service.numbers.check.data)
        return [each async for each in found if each.subject == behind(profile)]

    return stand.wait_for(look())


def test_a_recycled_number_ends_lapses_and_stops_and_its_next_owner_is_new(
    stand: Stand, agent: Caller, seller: Caller, her: Her, tmp_path: Path
) -> None:
    """At the day that the list says; matched by token, so that nothing was opened."""
    task = seller.ask("SalesScheduleTask", input=planned(her.profile)).payload["taskId"]
    size = stand.size()
    done = refresh(stand, a_list(stand, tmp_path, f"{her.number},RECYCLED,2026-09-01"))
    assert done.counts["ENDED"] == 1
    row = owned(stand, her.profile)
    assert (row["state"], row["end_reason"], row["until"]) == ("ENDED", "RECYCLED", RECYCLED)
    assert granted(stand, her.profile) == set()
    [blocked] = stand.sql(Database.DATA, "SELECT state FROM task WHERE id = $1", behind(task))
    assert blocked["state"] == "BLOCKED_BY_PRIVACY"
    assert {leaf["kind"] for leaf in stand.leaves(size)} == {"intent", "outcome"}
    newcomer = captured(agent, her.number)
    assert newcomer != her.profile
    assert owned(stand, newcomer)["since"] == RECYCLED
    assert elsewhere(stand, newcomer) == []


def test_what_was_said_otherwise_stands(
    stand: Stand, agent: Caller, her: Her, tmp_path: Path
) -> None:
    """A yes on paper, by no number of hers, outlives the number; one by telephone does not."""
    on_paper = said(her.profile, purpose="SERVICE_SUPPORT", method="FORM", evidence="form:17")
    agent.ask("RecordConsent", input=on_paper)
    assert {2, 3} <= granted(stand, her.profile)
    refresh(stand, a_list(stand, tmp_path, f"{her.number},RECYCLED,2026-09-01"))
    assert granted(stand, her.profile) == {2}
    reasons = agent.ask("Contactability", profile=her.profile, channel="PHONE").payload["reasons"]
    assert "NUMBER_UNUSABLE" in reasons


def test_two_words_against_each_other_are_a_dispute_and_nobody_is_found(
    stand: Stand, agent: Caller, seller: Caller, her: Her, tmp_path: Path
) -> None:
    """We reached her after the day on which her number is said to have gone to somebody else."""
    reached = {"direction": "OUTBOUND", "startedAt": (now() - timedelta(minutes=9)).isoformat()}
    seller.ask("SalesLogCall", input=call(her.number, **reached))
    stand.sql(
        Database.DATA,
        "UPDATE phone_ownership SET verified_at = '2026-09-15' WHERE subject_id = $1",
        behind(her.profile),
    )
    done = refresh(stand, a_list(stand, tmp_path, f"{her.number},RECYCLED,2026-09-01"))
    assert (done.counts["DISPUTED"], done.counts["ENDED"]) == (1, 0)
    assert owned(stand, her.profile)["state"] == "DISPUTED"
    found = agent.ask("ProfileByPhone", number=her.number).payload
    assert (found["status"], found["profile"]) == ("NOT_AVAILABLE", None)


def test_a_number_that_was_given_away_before_it_was_hers_is_hers(
    stand: Stand, her: Her, tmp_path: Path
) -> None:
    """She has it from whoever had it then."""
    refresh(stand, a_list(stand, tmp_path, f"{her.number},RECYCLED,2025-09-01"))
    row = owned(stand, her.profile)
    assert (row["state"], row["until"]) == ("ACTIVE", None)


@pytest.mark.parametrize(
    ("status", "state"),
    [("UNALLOCATED", "DISPUTED"), ("SUSPENDED", "ACTIVE"), ("SILENT", "ACTIVE")],
)
def test_what_is_said_of_the_line_stands_with_the_number(
    stand: Stand, her: Her, tmp_path: Path, status: str, state: str
) -> None:
    """One that is allocated to nobody may not be hers any more; another is still hers."""
    refresh(stand, a_list(stand, tmp_path, f"{her.number},{status},"))
    row = owned(stand, her.profile)
    assert (row["state"], row["number_status"]) == (state, status)


def test_what_leaves_is_written_down_before_it_leaves_and_names_the_processor(
    stand: Stand, her: Her
) -> None:
    """PIPL 21: each batch, whole numbers, and for whom; then what came of it."""
    size, seen = stand.size(), list[int]()

    def answer(numbers: list[dict[str, str]]) -> object:
        seen.append(stand.size())
        return saying({her.number: {"status": "RECYCLED", "since": "2026-09-01"}})(numbers)

    with providing(Provider(answer=answer)) as provider:
        client = NumberStatusService(
            url=provider.url, secret=SECRET, name="operator", clock=stand.service.ground.clock
        )
        done = refresh(stand, client)
        assert refresh(stand, client).asked == 0  # nothing is stale any more
    assert her.number in provider.numbers
    assert (done.counts["ENDED"], owned(stand, her.profile)["state"]) == (1, "ENDED")
    leaving = [leaf for leaf in stand.leaves(size) if leaf["kind"] == "read"]
    assert len(leaving) == len(provider.asked)
    assert leaving[0]["fields"] == ["contact.phone#full"]
    assert (leaving[0]["unit"], leaving[0]["purpose"]) == ("operator", "data_quality.maintenance")
    assert seen[0] > size


def test_a_provider_that_fails_changes_nothing_and_the_next_run_asks_again(
    stand: Stand, her: Her, tmp_path: Path
) -> None:
    """What was asked says so in its row; what was not is asked."""
    before = owned(stand, her.profile)
    with providing(Provider(answer=lambda _: b"nonsense")) as provider:
        client = NumberStatusService(
            url=provider.url, secret=SECRET, name="operator", clock=stand.service.ground.clock
        )
        with pytest.raises(ProviderFailed):
            refresh(stand, client)
    assert dict(owned(stand, her.profile)) == dict(before)
    refresh(stand, a_list(stand, tmp_path, f"{her.number},RECYCLED,2026-09-01"))
    assert owned(stand, her.profile)["state"] == "ENDED"


def test_nobody_who_is_restricted_or_a_minor_is_asked_about(
    stand: Stand, agent: Caller, her: Her, tmp_path: Path
) -> None:
    """Nothing is done with their data but to store it, or what a guardian allows."""
    minor = a_number()
    of_age = captured(agent, minor, capturedAt=LONG_AGO.isoformat())
    stand.sql(
        Database.DATA, "UPDATE subject SET state = 'RESTRICTED' WHERE id = $1", behind(her.profile)
    )
    stand.sql(
        Database.DATA, "UPDATE subject SET age_band = 'UNDER_14' WHERE id = $1", behind(of_age)
    )
    gone = [f"{each},RECYCLED,2026-09-01" for each in (her.number, minor)]
    refresh(stand, a_list(stand, tmp_path, *gone))
    assert [owned(stand, each)["asked_at"] for each in (her.profile, of_age)] == [None, None]


def test_i_am_new_here_ends_it_from_the_call_on(stand: Stand, agent: Caller, her: Her) -> None:
    """Whoever calls and says so has the number now; nothing is refused on her behalf."""
    started = now() - timedelta(minutes=5)
    agent.ask(
        "LogCall", input=call(her.number, outcome="WRONG_NUMBER", startedAt=started.isoformat())
    )
    row = owned(stand, her.profile)
    assert (row["state"], row["end_reason"]) == ("ENDED", "REPORTED_BY_NEW_OWNER")
    assert row["until"] == started
    newcomer = captured(agent, her.number)
    [denied] = stand.sql(
        Database.DATA,
        "SELECT denied::text AS bits FROM subject WHERE id = $1",
        behind(newcomer),
    )
    assert "1" not in denied["bits"]


def test_a_late_event_of_before_goes_to_the_owner_of_before_and_shows_her_to_nobody(
    stand: Stand, agent: Caller, her: Her, tmp_path: Path
) -> None:
    """By her number she is not shown any more, also in the answer to what was filed of her."""
    refresh(stand, a_list(stand, tmp_path, f"{her.number},RECYCLED,2026-09-01"))
    newcomer = captured(agent, her.number)
    late, since = RECYCLED - timedelta(days=1), RECYCLED + timedelta(days=1)
    rows = {}
    for at in (late, since):
        done = agent.ask("LogCall", input=call(her.number, startedAt=at.isoformat())).payload
        assert done["profile"] is None or done["profile"]["id"] == newcomer
        [row] = stand.sql(
            Database.DATA, "SELECT subject_id FROM call WHERE id = $1", behind(done["callId"])
        )
        rows[at] = row["subject_id"]
    assert rows == {late: behind(her.profile), since: behind(newcomer)}
    assert elsewhere(stand, her.profile) == elsewhere(stand, newcomer) == []


def test_a_fact_that_a_late_end_left_behind_is_told_by_ids_alone(
    stand: Stand, agent: Caller, her: Her, tmp_path: Path
) -> None:
    """It was filed with her before anybody knew that the number was not hers when it happened."""
    since = (RECYCLED + timedelta(days=2)).isoformat()
    done = agent.ask("LogCall", input=call(her.number, startedAt=since)).payload
    assert elsewhere(stand, her.profile) == []
    refresh(stand, a_list(stand, tmp_path, f"{her.number},RECYCLED,2026-09-01"))
    [found] = elsewhere(stand, her.profile)
    assert (found.kind, found.row, found.fault) == ("call", behind(done["callId"]), "OTHER_TIME")
    stand.sql(
        Database.DATA,
        "UPDATE call SET ownership_id = gen_random_uuid() WHERE id = $1",
        behind(done["callId"]),
    )
    [found] = elsewhere(stand, her.profile)
    assert found.fault == "OTHER_PERSON"


def phone_of(steward: Caller, profile: str) -> str:
    [phone] = steward.ask("StewardProfile", id=profile).payload["phones"]
    return str(phone["id"])


def test_a_dispute_hides_her_and_ends_in_her_favour_or_not(
    stand: Stand, agent: Caller, steward: Caller, her: Her
) -> None:
    """Her word brings her back; somebody else's ends it, with what was said by the number."""
    phone = phone_of(steward, her.profile)
    done = steward.ask("DisputePhone", input=disputed(her.profile, phone)).payload
    assert (done["phoneId"], done["profile"]["phones"]) == (phone, [])
    assert agent.ask("ProfileByPhone", number=her.number).payload["status"] == "NOT_AVAILABLE"
    again = steward.ask("DisputePhone", input=disputed(her.profile, phone)).payload
    assert again["code"] == "CONFLICT"
    unproven = disputed(her.profile, phone, settled="HERS")
    assert steward.ask("DisputePhone", input=unproven).payload["code"] == "INVALID_INPUT"
    hers = {"reason": "PERSON_SAYS_SO", "settled": "HERS"}
    steward.ask("DisputePhone", input=disputed(her.profile, phone, **hers))
    assert agent.ask("ProfileByPhone", number=her.number).payload["status"] == "EXACT"
    assert granted(stand, her.profile)
    ended = disputed(her.profile, phone, settled="NOT_HERS", since="2026-10-01T00:00:00Z")
    steward.ask("DisputePhone", input=ended)
    row = owned(stand, her.profile)
    assert (row["state"], row["end_reason"]) == ("ENDED", "REPORTED_BY_NEW_OWNER")
    assert granted(stand, her.profile) == set()


def test_a_dispute_that_somebody_else_has_outrun_is_settled_against_her_alone(
    stand: Stand, agent: Caller, steward: Caller, her: Her
) -> None:
    """Whoever was met under the number meanwhile has it, from then on at least."""
    phone = phone_of(steward, her.profile)
    steward.ask("DisputePhone", input=disputed(her.profile, phone))
    newcomer = captured(agent, her.number)
    assert newcomer != her.profile
    hers = disputed(her.profile, phone, reason="DOCUMENT_SHOWN", settled="HERS")
    assert steward.ask("DisputePhone", input=hers).payload["code"] == "CONFLICT"
    until = datetime(2026, 10, 1, tzinfo=UTC)
    ended = disputed(her.profile, phone, settled="NOT_HERS", since=until.isoformat())
    assert steward.ask("DisputePhone", input=ended).payload["phoneId"] == phone
    assert (owned(stand, her.profile)["until"], owned(stand, newcomer)["since"]) == (until, until)


@pytest.mark.parametrize(
    "more",
    [
        {"since": "2026-10-01T00:00:00Z"},
        {"settled": "HERS", "reason": "DOCUMENT_SHOWN", "since": "2026-10-01T00:00:00Z"},
        {"settled": "NOT_HERS", "since": "2036-10-01T00:00:00Z"},
    ],
)
def test_a_time_that_makes_no_sense_of_a_dispute_is_refused(
    steward: Caller, her: Her, more: dict[str, object]
) -> None:
    """A number is hers until a time that is past, and only where it is not hers any more."""
    given = disputed(her.profile, phone_of(steward, her.profile), **more)
    payload = steward.ask("DisputePhone", input=given).payload
    assert (payload["code"], payload["path"]) == ("INVALID_INPUT", ["input", "since"])


def came_by(stand: Stand, table: str, id_: str) -> UUID | None:
    query = f"SELECT ownership_id FROM {table} WHERE id = $1"  # noqa: S608 - names of tables
    [row] = stand.sql(Database.DATA, query, behind(id_))
    found: UUID | None = row["ownership_id"]
    return found


def test_every_fact_knows_by_which_number_it_came(
    stand: Stand, agent: Caller, shop: Caller, her: Her
) -> None:
    """What came by none says so; a call that reached another came by no number of hers."""
    hers = owned(stand, her.profile)["id"]
    bought = shop.ask("PlaceOrder", input=order(her.number)).payload["orderId"]
    by_id = agent.ask("LogCall", input=call(None, profile=her.profile)).payload["callId"]
    wrong = call(her.number, outcome="WRONG_NUMBER", startedAt=now().isoformat())
    assert came_by(stand, "customer_order", bought) == hers
    assert came_by(stand, "call", by_id) == hers  # she had but this one then
    assert came_by(stand, "call", agent.ask("LogCall", input=wrong).payload["callId"]) is None
    [lead] = stand.sql(
        Database.DATA, "SELECT ownership_id FROM lead WHERE subject_id = $1", behind(her.profile)
    )
    assert lead["ownership_id"] == hers
