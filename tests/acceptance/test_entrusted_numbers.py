"""Numbers that are entrusted to a provider: on which ground, whose, and never unwritten."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest

from cdp.acts.refresh_numbers import refresh_numbers
from cdp.database.dsn import Database, Dsns
from cdp.http.number_status import NumberStatusService
from privacy.errors import Refusal
from privacy.policy import default_document
from privacy.terms import ReasonCode
from tests.acceptance.deeds import a_number, captured, merged, planned, said
from tests.acceptance.fuse import Died, Fuse, FusedLedger
from tests.acceptance.naming import behind
from tests.acceptance.people import AGENT, Caller, caller
from tests.acceptance.providers import SECRET, Provider, providing, saying
from tests.acceptance.recycling import a_list, listed, stale
from tests.acceptance.stand import Stand, opened, settings_in
from tests.acceptance.test_changing_hands import RECYCLED

LONG_AGO: Final = "2026-01-05T09:30:00Z"


@pytest.fixture
def provider() -> Iterator[Provider]:
    """One that knows nothing of anybody."""
    with providing(Provider(answer=saying({}))) as made:
        yield made


def client(stand: Stand, provider: Provider) -> NumberStatusService:
    return NumberStatusService(
        url=provider.url, secret=SECRET, name="operator", clock=stand.service.ground.clock
    )


def somebody(agent: Caller) -> tuple[str, str]:
    """A number, and its profile."""
    number = a_number()
    return number, captured(agent, number, capturedAt=LONG_AGO)


@pytest.mark.parametrize("ground", ["contract", "legal_duty"])
def test_what_leaves_has_a_purpose_a_ground_a_processor_and_its_people(
    stand: Stand, agent: Caller, provider: Provider, ground: str
) -> None:
    """PIPL 21: the entry stands before the question; the ground is one that holds for her."""
    number, profile = somebody(agent)
    if ground != "contract":
        ended = "UPDATE subject SET contract_until = NULL WHERE id = $1"
        stand.sql(Database.DATA, ended, behind(profile))
    size = stand.size()
    ask = refresh_numbers(stale(stand, number), client(stand, provider), stand.service.ground)
    assert dict(stand.wait_for(ask)) == {"UNANSWERED": 1}
    assert provider.numbers == [number]
    left, intent, outcome = stand.leaves(size)
    named = ("kind", "purpose", "basis", "unit", "fields")
    assert {name: left[name] for name in named} == {
        "kind": "read",
        "purpose": "data_quality.maintenance",
        "basis": ground,
        "unit": "operator",
        "fields": ["contact.phone#full"],
    }
    assert left["subjects"] == intent["subjects"]
    assert (intent["kind"], outcome["decision"]) == ("intent", "applied")
    assert number.removeprefix("+86") not in str([left, intent, outcome])


def test_what_cannot_be_written_down_does_not_leave(
    stand: Stand, agent: Caller, provider: Provider
) -> None:
    """A ledger that dies at the entry: nobody is asked, and the number is asked about later."""
    number, _ = somebody(agent)
    ground = stand.service.ground
    dead = FusedLedger(ground.door.ledger, Fuse(n=1))
    cut = replace(ground, door=replace(ground.door, ledger=dead))
    asked = stale(stand, number)
    with pytest.raises(Died):
        stand.wait_for(refresh_numbers(asked, client(stand, provider), cut))
    assert provider.asked == []
    assert [each.ownership for each in stale(stand, number)] == [asked[0].ownership]


def test_where_the_policy_does_not_say_so_no_number_leaves(
    databases: Dsns, tmp_path: Path, provider: Provider
) -> None:
    """Not configured is refused; what was shown before is shown as before."""
    text = default_document().decode().replace('entrust = ["contact.phone"]\n', "")
    place = tmp_path / "policy.toml"
    place.write_text(text, encoding="utf-8")
    with opened(settings_in(tmp_path, policy_file=place), databases) as at:
        number, _ = somebody(caller(at, AGENT))
        asked = stale(at, number)
        assert len(asked) == 1
        with pytest.raises(Refusal) as refused:
            at.wait_for(refresh_numbers(asked, client(at, provider), at.service.ground))
    assert refused.value.reason is ReasonCode.PURPOSE_CATEGORY_MISMATCH
    assert provider.asked == []


@pytest.mark.parametrize(
    "hidden",
    ["state = 'RESTRICTED'", "state = 'ERASING'", "age_band = 'UNDER_14'"],
)
def test_whoever_is_hidden_since_the_batch_was_drawn_does_not_leave(
    stand: Stand, agent: Caller, provider: Provider, hidden: str
) -> None:
    """She is decided on where her number is opened, and not where it was listed."""
    (hers, profile), (his, _) = somebody(agent), somebody(agent)
    asked = [*stale(stand, hers), *stale(stand, his)]
    query = f"UPDATE subject SET {hidden} WHERE id = $1"  # noqa: S608 - of three
    stand.sql(Database.DATA, query, behind(profile))
    stand.wait_for(refresh_numbers(asked, client(stand, provider), stand.service.ground))
    assert provider.numbers == [his]


def owned(stand: Stand, profile: str) -> Any:  # noqa: ANN401 - a row
    [row] = stand.sql(
        Database.DATA,
        "SELECT o.state, s.granted::text LIKE '%1%' AS granted FROM phone_ownership o"
        " JOIN subject s ON s.id = o.subject_id WHERE s.id = $1",
        behind(profile),
    )
    return tuple(row)


@pytest.fixture
def task(agent: Caller, seller: Caller, steward: Caller) -> tuple[list[tuple[str, str]], str]:
    """Two records of one person, each with a yes on paper; and a task on the first to call her."""
    both = [somebody(agent) for _ in range(2)]
    for _, profile in both:
        paper = said(profile, purpose="SALES_FOLLOW_UP", method="FORM", evidence="form:3")
        assert "consentId" in agent.ask("RecordConsent", input=paper).payload
    [one, other] = [profile for _, profile in both]
    made = seller.ask("SalesScheduleTask", input=planned(one)).payload["taskId"]
    merged(steward, one, other)
    return both, made


def test_of_somebody_merged_the_number_that_is_asked_about_leaves_alone(
    stand: Stand, provider: Provider, task: tuple[list[tuple[str, str]], str]
) -> None:
    """Neither her other number nor her other record is in the question or in its entry."""
    [(number, _), _] = task[0]
    size = stand.size()
    ask = refresh_numbers(stale(stand, number), client(stand, provider), stand.service.ground)
    stand.wait_for(ask)
    assert (provider.numbers, len(stand.leaves(size)[0]["subjects"])) == ([number], 1)


def test_somebody_merged_is_to_be_called_until_her_last_number_is_another_s(
    stand: Stand, tmp_path: Path, task: tuple[list[tuple[str, str]], str]
) -> None:
    """Whichever of her records the task is planned on; what she said on paper stands."""
    both, planned_task = task
    state, left = "SELECT state FROM task WHERE id = $1", []
    for number, profile in both:
        listed(stand, number, RECYCLED, tmp_path)
        assert owned(stand, profile) == ("ENDED", True)
        [row] = stand.sql(Database.DATA, state, behind(planned_task))
        left.append(row["state"])
    assert left == ["OPEN", "BLOCKED_BY_PRIVACY"]


SPOIL: Final = (
    "UPDATE subject_key SET contact = set_byte(contact, 40, get_byte(contact, 40) # 1),"
    " audit = set_byte(audit, 40, get_byte(audit, 40) # 1) WHERE subject_id = $1"
)


@pytest.mark.parametrize("by_list", [True, False], ids=["a list", "a provider"])
def test_whoever_s_keys_somebody_spoiled_stops_nobody_else_s_number(
    stand: Stand, agent: Caller, provider: Provider, tmp_path: Path, *, by_list: bool
) -> None:
    """The run goes on, and her turn is over: else every run would end at her."""
    (hers, profile), (his, _) = somebody(agent), somebody(agent)
    batch = stale(stand, hers) + stale(stand, his)
    who = a_list(stand, tmp_path, f"{his},ACTIVE,") if by_list else client(stand, provider)
    stand.sql(Database.KEYS, SPOIL, behind(profile))
    try:
        counts = stand.wait_for(refresh_numbers(batch, who, stand.service.ground))
    finally:
        stand.sql(Database.KEYS, SPOIL, behind(profile))
    assert dict(counts) == {"SPOILED": 1, "ACTIVE" if by_list else "UNANSWERED": 1}
    assert provider.numbers == ([] if by_list else [his])
    assert stale(stand, hers) == stale(stand, his) == []
