"""One outcome, four effects, one transaction: lead, number, consent and the next task."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from cdp.api.ids import Fact
from cdp.database.dsn import Database
from cdp.interactions.record import CallOutcome, CallResult
from cdp.wiring import now
from tests.acceptance.deeds import (
    a_number,
    call,
    captured,
    followed,
    leads_of,
    planned,
    said,
)
from tests.acceptance.naming import behind, unseen
from tests.acceptance.people import Caller
from tests.acceptance.stand import Stand


@pytest.fixture
def number() -> str:
    return a_number()


@pytest.fixture
def profile(agent: Caller, seller: Caller, number: str) -> str:
    """Somebody whom sales may follow up, and marketing may call and text."""
    profile = captured(agent, number, product="电水壶")
    followed(seller, profile)
    for purpose in ("MARKETING_DIRECT_CALL", "MARKETING_DIRECT_SMS"):
        agent.ask("RecordConsent", input=said(profile, purpose=purpose))
    return profile


def dialled(**more: object) -> dict[str, object]:
    """We called a quarter of an hour ago."""
    return {
        "direction": "OUTBOUND",
        "startedAt": (now() - timedelta(minutes=15)).isoformat(),
        "talkSeconds": 60,
        **more,
    }


def unanswered(result: str) -> dict[str, object]:
    return dialled(result=result, outcome=None, talkSeconds=0, notes=None)


def logged(seller: Caller, number: str | None, **more: object) -> dict[str, Any]:
    payload = seller.ask("SalesLogCall", input=call(number, **{**dialled(), **more})).payload
    assert "callId" in payload, payload
    return payload


_BITS = ("granted", "denied")


def ownership(stand: Stand, profile: str) -> tuple[object, ...]:
    [row] = stand.sql(
        Database.DATA,
        "SELECT state, end_reason, number_status, verification FROM phone_ownership"
        " WHERE subject_id = $1",
        behind(profile),
    )
    return tuple(row)


def bits(stand: Stand, profile: str) -> tuple[set[int], set[int]]:
    """The bits granted and denied."""
    [row] = stand.sql(
        Database.DATA,
        "SELECT granted::text AS granted, denied::text AS denied FROM subject WHERE id = $1",
        behind(profile),
    )
    granted, denied = ({n for n, bit in enumerate(row[name]) if bit == "1"} for name in _BITS)
    return granted, denied


def task_of(stand: Stand, task: str) -> tuple[object, ...]:
    [row] = stand.sql(
        Database.DATA,
        "SELECT kind, state, origin, assignee, team FROM task WHERE id = $1",
        behind(task),
    )
    return tuple(row)


def test_interest_qualifies_the_lead_by_a_rule_and_plans_a_first_call(
    stand: Stand, seller: Caller, number: str, profile: str
) -> None:
    """The receipt cites the rule and its version; the number is verified by our call."""
    done = logged(seller, number, outcome="INTERESTED", intentLevel="B_STRONG")
    assert done["profile"]["id"] == profile
    [found] = leads_of(seller, profile)
    assert (found["id"], found["qualification"], found["status"]) == (
        done["leadId"],
        "MQL",
        "WORKING",
    )
    assert (found["intentLevel"], found["firstResponseAt"] is None) == ("B_STRONG", False)
    change = found["changes"][-1]
    assert (change["event"], change["rule"], change["ruleVersion"]) == (
        "INTERESTED",
        "call-outcomes",
        1,
    )
    assert task_of(stand, done["taskId"])[:3] == ("FIRST_CALL", "OPEN", "CALL_OUTCOME")
    assert ownership(stand, profile) == ("ACTIVE", None, "ACTIVE", "CALL_ANSWERED")


def test_do_not_call_denies_marketing_bars_the_lead_and_blocks_what_was_planned(
    stand: Stand, seller: Caller, number: str, profile: str
) -> None:
    """At once, in one transaction, and the ledger says do_not_contact."""
    planned_task = seller.ask("SalesScheduleTask", input=planned(profile)).payload["taskId"]
    stand.sql(
        Database.DATA,
        "UPDATE task SET purpose = 'marketing.direct.call' WHERE id = $1",
        behind(planned_task),
    )
    size = stand.size()
    logged(seller, number, outcome="DO_NOT_CALL")
    granted, denied = bits(stand, profile)
    assert (granted & {3, 4}, denied & {3, 4}) == (set(), {3, 4})
    assert 1 in granted  # she agreed to be followed up, and said nothing of that
    [found] = leads_of(seller, profile)
    assert (found["qualification"], found["rejectReason"]) == ("DISQUALIFIED", "DO_NOT_CALL")
    effects = [leaf["effect"] for leaf in stand.leaves(size) if leaf["kind"] == "outcome"]
    assert [effect["kind"] for effect in effects] == ["do_not_contact"]
    assert task_of(stand, planned_task)[1] == "BLOCKED_BY_PRIVACY"


def test_a_denial_of_an_earlier_call_does_not_undo_a_later_yes(
    stand: Stand, seller: Caller, number: str, profile: str
) -> None:
    """The last word counts, by when it was spoken."""
    logged(seller, number, outcome="DO_NOT_CALL", startedAt="2026-01-05T09:30:00Z")
    assert {3, 4} <= bits(stand, profile)[0]


def test_a_wrong_number_ends_the_ownership_and_what_was_given_lapses(
    stand: Stand, agent: Caller, seller: Caller, number: str, profile: str
) -> None:
    """Whoever answers it now sees nothing of her, and is met as somebody new."""
    planned_task = seller.ask("SalesScheduleTask", input=planned(profile)).payload["taskId"]
    done = logged(seller, number, outcome="WRONG_NUMBER")
    assert (done["profile"], done["leadId"], done["taskId"]) == (None, None, None)
    assert ownership(stand, profile)[:3] == ("ENDED", "WRONG_NUMBER", "ACTIVE")
    granted, denied = bits(stand, profile)
    assert (granted, denied) == (set(), set())
    assert task_of(stand, planned_task)[1] == "BLOCKED_BY_PRIVACY"
    [row] = stand.sql(
        Database.DATA, "SELECT invalid, status FROM lead WHERE subject_id = $1", behind(profile)
    )
    assert tuple(row) == ("WRONG_PERSON", "UNQUALIFIED")
    assert captured(agent, number) != profile


def test_an_unallocated_number_makes_an_unreached_lead_invalid_and_is_disputed(
    stand: Stand, seller: Caller, number: str, profile: str
) -> None:
    """The team of the source verifies it."""
    done = logged(seller, number, **unanswered("UNALLOCATED"))
    [found] = leads_of(seller, profile)
    assert (found["invalid"], found["status"], found["qualification"]) == (
        "INVALID_NUMBER",
        "UNQUALIFIED",
        "INQUIRY",
    )
    assert ownership(stand, profile)[::2] == ("DISPUTED", "UNALLOCATED")
    assert task_of(stand, done["taskId"]) == (
        "VERIFY_DATA",
        "OPEN",
        "CALL_OUTCOME",
        None,
        "service",
    )


def test_a_number_that_fails_after_a_conversation_does_not_make_the_lead_invalid(
    seller: Caller, number: str, profile: str
) -> None:
    """Somebody was there: the lead was one."""
    logged(seller, number, outcome="INFO_SENT")
    logged(seller, number, **unanswered("UNALLOCATED"))
    [found] = leads_of(seller, profile)
    assert (found["invalid"], found["status"]) == (None, "CONNECTED")


@pytest.mark.parametrize(
    "result",
    ["NO_ANSWER", "POWERED_OFF", "SUSPENDED"],
)
def test_a_call_that_nobody_answered_is_an_attempt_and_is_tried_again(
    stand: Stand, seller: Caller, number: str, profile: str, result: str
) -> None:
    """The line keeps what the network said of it."""
    done = logged(seller, number, **unanswered(result))
    assert leads_of(seller, profile)[0]["status"] == "ATTEMPTED"
    status = "UNKNOWN" if result == "NO_ANSWER" else result
    assert ownership(stand, profile) == ("ACTIVE", None, status, "DECLARED")
    assert task_of(stand, done["taskId"])[:2] == ("RETRY", "OPEN")


def test_no_interest_nurtures_the_lead_with_its_reason_and_leaves_her_alone(
    seller: Caller, number: str, profile: str
) -> None:
    """Nothing follows; the pool does not offer her meanwhile."""
    done = logged(seller, number, outcome="NOT_INTERESTED", rejectReason="PRICE")
    assert done["taskId"] is None
    [found] = leads_of(seller, profile)
    assert (found["qualification"], found["rejectReason"]) == ("NURTURE", "PRICE")
    assert found["coolDownUntil"] is not None


def test_a_complaint_pauses_the_lead_and_a_sale_wins_it(
    seller: Caller, stand: Stand, number: str, profile: str
) -> None:
    """A week after the sale she is asked how content she is."""
    logged(seller, number, outcome="COMPLAINT")
    assert leads_of(seller, profile)[0]["paused"] is True
    done = logged(seller, number, outcome="SALE")
    assert leads_of(seller, profile)[0]["qualification"] == "WON"
    assert task_of(stand, done["taskId"])[0] == "SATISFACTION"


def test_a_complaint_in_a_call_is_a_case_at_once(
    stand: Stand, agent: Caller, seller: Caller, number: str, profile: str
) -> None:
    """Whoever heard it files it; service finds it, and a later call may be about it."""
    done = logged(seller, number, outcome="COMPLAINT")
    query = "SELECT kind, status, priority, call_id FROM service_case WHERE id = $1"
    [row] = stand.sql(Database.DATA, query, behind(done["caseId"]))
    assert tuple(row) == ("COMPLAINT", "NEW", "HIGH", behind(done["callId"]))
    about_it = call(None, profile=profile, case=done["caseId"], outcome="INFO_SENT")
    assert agent.ask("LogCall", input=about_it).payload["caseId"] == done["caseId"]
    other = captured(agent, a_number())
    strange = call(None, profile=other, case=done["caseId"], outcome="INFO_SENT")
    assert agent.ask("LogCall", input=strange).payload["code"] == "NOT_AVAILABLE"


def test_a_complaint_of_long_ago_opens_no_case(
    stand: Stand, seller: Caller, number: str, profile: str
) -> None:
    """It was answered, or stands among the cases of its own file."""
    done = logged(seller, number, outcome="COMPLAINT", startedAt="2026-01-05T09:30:00Z")
    assert done["caseId"] is None
    query = "SELECT count(*) AS n FROM service_case WHERE subject_id = $1"
    assert stand.sql(Database.DATA, query, behind(profile))[0]["n"] == 0


PRIOR = {"nothing": None, "yes": True, "no": False}
ALL = [
    *(("ANSWERED", outcome.value) for outcome in CallOutcome),
    *((result.value, None) for result in CallResult),
]


@pytest.mark.parametrize(("result", "outcome"), ALL)
@pytest.mark.parametrize("direction", ["INBOUND", "OUTBOUND"])
def test_no_call_widens_what_anybody_may_do(
    stand: Stand, agent: Caller, direction: str, result: str, outcome: str | None
) -> None:
    """Every call, whatever she said before: no bit is granted, no denial lifted."""
    for said_before in PRIOR.values():
        number = a_number()
        profile = captured(agent, number)
        for purpose in ("MARKETING_DIRECT_CALL", "SERVICE_SUPPORT"):
            if said_before is not None:
                agent.ask("RecordConsent", input=said(profile, purpose=purpose, given=said_before))
        granted, denied = bits(stand, profile)
        verified = ownership(stand, profile)[3]
        more = {"direction": direction, "result": result, "outcome": outcome, "notes": None}
        reply = agent.ask("LogCall", input=call(number, **{**dialled(), **more}))
        assert "callId" in reply.payload
        granted_after, denied_after = bits(stand, profile)
        assert granted_after <= granted
        assert denied_after >= denied
        assert ownership(stand, profile)[3] in {verified, "CALL_ANSWERED"}


def test_a_third_person_who_answers_verifies_nothing(
    stand: Stand, seller: Caller, number: str, profile: str
) -> None:
    """The line lives; whether it is hers nobody learnt."""
    logged(seller, number, outcome="THIRD_PARTY_ANSWERED")
    assert ownership(stand, profile) == ("ACTIVE", None, "ACTIVE", "DECLARED")
    assert leads_of(seller, profile)[0]["status"] == "ATTEMPTED"


def test_a_number_that_rings_here_is_not_verified_by_ringing(
    stand: Stand, seller: Caller, number: str, profile: str
) -> None:
    """A caller's number can be forged."""
    logged(seller, number, direction="INBOUND", outcome="INTERESTED")
    assert ownership(stand, profile) == ("ACTIVE", None, "ACTIVE", "DECLARED")


def test_a_call_that_we_missed_shows_nothing(seller: Caller, number: str, profile: str) -> None:
    """Nobody tried to reach her."""
    done = logged(seller, number, **{**unanswered("NO_ANSWER"), "direction": "INBOUND"})
    assert (done["taskId"], leads_of(seller, profile)[0]["status"]) == (None, "NEW")


@pytest.mark.usefixtures("profile")
def test_a_call_of_long_ago_is_filed_and_plans_nothing(seller: Caller, number: str) -> None:
    """A file of old calls makes no heap of tasks that are overdue."""
    done = logged(
        seller,
        number,
        outcome="CALLBACK_REQUESTED",
        startedAt="2026-01-05T09:30:00Z",
        callbackAt="2026-01-06T09:30:00Z",
    )
    assert done["taskId"] is None


@pytest.mark.usefixtures("profile")
def test_a_call_back_is_due_when_she_asked_for_it(
    stand: Stand, seller: Caller, number: str
) -> None:
    """To the minute."""
    wanted = now() + timedelta(days=3)
    done = logged(seller, number, outcome="CALLBACK_REQUESTED", callbackAt=wanted.isoformat())
    [row] = stand.sql(
        Database.DATA, "SELECT due_at, kind FROM task WHERE id = $1", behind(done["taskId"])
    )
    assert tuple(row) == (wanted, "CALLBACK")


def test_a_call_may_name_its_lead_with_its_profile_alone(
    agent: Caller, seller: Caller, number: str, profile: str
) -> None:
    """By number, the answer would tell whose lead it is."""
    [older] = leads_of(seller, profile)
    agent.ask("CaptureLead", input={"number": number, "source": "web-form", "product": "净水器"})
    named = {"lead": older["id"], "profile": profile, "outcome": "APPOINTMENT"}
    done = logged(seller, None, **named)
    assert done["leadId"] == older["id"]
    stages = {each["id"]: each["status"] for each in leads_of(seller, profile)}
    assert stages.pop(older["id"]) == "APPOINTMENT"
    assert set(stages.values()) == {"NEW"}
    refused = seller.ask(
        "SalesLogCall", input=call(number, **dialled(lead=older["id"], outcome="INFO_SENT"))
    ).payload
    assert (refused["code"], refused["path"]) == ("INVALID_INPUT", ["input", "lead"])


def test_a_call_that_names_somebody_else_s_lead_is_answered_as_nobody(
    agent: Caller, seller: Caller, profile: str
) -> None:
    """Hers, no lead at all, and a person never seen: one answer."""
    [hers] = leads_of(seller, profile)
    other = captured(agent, a_number())
    followed(seller, other)
    answers = {
        seller.ask(
            "SalesLogCall",
            input=call(None, **dialled(profile=whom, lead=named, outcome="INFO_SENT")),
        ).without_receipt()
        for whom, named in (
            (other, hers["id"]),
            (other, unseen(Fact.LEAD)),
            (unseen(), hers["id"]),
        )
    }
    assert len(answers) == 1
    assert b"NOT_AVAILABLE" in answers.pop()


@pytest.mark.parametrize("outcome", ["DO_NOT_CALL", "SALE", "WRONG_NUMBER"])
@pytest.mark.parametrize("state", ["RESTRICTED", "ERASING"])
def test_an_outcome_for_a_restricted_or_erased_person_is_answered_as_for_nobody(
    stand: Stand, seller: Caller, profile: str, state: str, outcome: str
) -> None:
    """Nothing is changed, and nothing is told."""
    stand.sql(Database.DATA, "UPDATE subject SET state = $2 WHERE id = $1", behind(profile), state)
    before = stand.contents()
    answers = {
        seller.ask(
            "SalesLogCall", input=call(None, **dialled(profile=whom, outcome=outcome))
        ).without_receipt()
        for whom in (profile, unseen())
    }
    assert len(answers) == 1
    after = stand.contents()
    assert {name for name in before if before[name] != after[name]} <= {"applied_operation"}


@pytest.mark.usefixtures("profile")
def test_a_call_that_fails_half_way_leaves_nothing(
    stand: Stand, seller: Caller, number: str
) -> None:
    """The second call of one number in the telephone system: no lead moves, nothing lapses."""
    key = uuid4().hex
    logged(seller, number, outcome="INFO_SENT", externalKey=key)
    before = stand.contents()
    again = call(number, **dialled(outcome="DO_NOT_CALL", externalKey=key))
    assert seller.ask("SalesLogCall", input=again).payload["code"] == "CONFLICT"
    after = stand.contents()
    assert {name for name in before if before[name] != after[name]} <= {"applied_operation"}


@pytest.mark.parametrize("more", [{"outcome": "WRONG_NUMBER"}, unanswered("UNALLOCATED")])
def test_an_old_word_does_not_take_a_number_from_whom_it_reached_since(
    stand: Stand, seller: Caller, number: str, profile: str, more: dict[str, object]
) -> None:
    """A file of old calls comes late: who was reached under it since then still answers it."""
    logged(seller, number, outcome="INFO_SENT")
    stands = ownership(stand, profile)[:2]
    old = {"direction": "OUTBOUND", "startedAt": (now() - timedelta(days=300)).isoformat()}
    logged(seller, number, **{**more, **old})
    assert ownership(stand, profile)[:2] == stands == ("ACTIVE", None)
