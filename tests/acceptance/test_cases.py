"""Service: a case from the first word to how she liked it, and what no answer tells of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import uuid4

import pytest

from cdp.api.ids import Fact
from cdp.database.dsn import Database
from tests.acceptance.deeds import (
    STARTED_AT,
    a_number,
    captured,
    case,
    opened,
    order,
    placed,
    resolved,
    scored,
)
from tests.acceptance.naming import behind, unseen
from tests.acceptance.people import OPERATOR, Caller, caller
from tests.acceptance.stand import Stand, put_into

CONTRACT_UNTIL: Final = "SELECT contract_until FROM subject WHERE id = $1"


def service(agent: Caller, profile: str) -> dict[str, Any]:
    """What passed between her and our service."""
    return agent.ask("Service", id=profile).payload


def nodes(connection: dict[str, Any]) -> list[dict[str, Any]]:
    return [edge["node"] for edge in connection["edges"]]


def test_a_case_is_opened_taken_up_solved_closed_and_comes_back(agent: Caller) -> None:
    """Each step leaves its time; a case that comes back is unsolved again."""
    number = a_number()
    profile = captured(agent, number)
    mine = opened(agent, number, priority="HIGH", product="电水壶")
    [filed] = nodes(service(agent, profile)["serviceCases"])
    assert (filed["id"], filed["status"], filed["subjectLine"]) == (mine, "NEW", "水壶漏水")
    assert (filed["firstResponseAt"], filed["resolvedAt"]) == (None, None)

    def take(status: str, **more: object) -> dict[str, Any]:
        given = {"profile": profile, "case": mine, "status": status, **more}
        payload = agent.ask("ResolveCase", input=given).payload
        assert payload["caseId"] == mine
        [stands] = nodes(service(agent, profile)["serviceCases"])
        assert stands["status"] == status
        return stands

    taken_up = take("OPEN")
    assert taken_up["firstResponseAt"] is not None
    solved = take("RESOLVED", rootCause="PRODUCT", resolution="换新")
    assert (solved["rootCause"], solved["resolution"]) == ("PRODUCT", "换新")
    assert solved["firstResponseAt"] == taken_up["firstResponseAt"]
    assert take("CLOSED")["resolvedAt"] == solved["resolvedAt"]
    assert take("REOPENED")["resolvedAt"] is None


def test_the_screen_pops_with_her_open_cases_alone(agent: Caller) -> None:
    """What she waits for; what is solved stands in her history."""
    number = a_number()
    profile = captured(agent, number)
    solved, waiting = opened(agent, number), opened(agent, number, kind="COMPLAINT")
    agent.ask("ResolveCase", input=resolved(profile, solved))
    shown = agent.ask("ScreenPop", number=number).payload["openCases"]
    assert [node["id"] for node in nodes(shown)] == [waiting]
    assert {node["id"] for node in nodes(service(agent, profile)["serviceCases"])} == {
        solved,
        waiting,
    }


def test_cases_of_many_people_are_listed_newest_first_and_go_on(agent: Caller) -> None:
    """Each with whose it is; a filter on what somebody still works on leaves out the solved."""
    product = f"壶 {uuid4().hex[:6].translate(str.maketrans('0123456789', 'ghijklmnop'))}"
    numbers = [a_number() for _ in range(3)]
    profiles = [captured(agent, number) for number in numbers]
    mine = [
        opened(
            agent,
            number,
            product=product,
            openedAt=(STARTED_AT + timedelta(hours=hour)).isoformat(),
        )
        for hour, number in enumerate(numbers)
    ]
    agent.ask("ResolveCase", input=resolved(profiles[0], mine[0]))
    wanted = {"product": product, "isOpen": True}
    page = agent.ask("ServiceCases", first=1, filter=wanted).payload
    [edge] = page["edges"]
    assert (edge["node"]["id"], edge["profile"]["id"]) == (mine[2], profiles[2])
    assert page["pageInfo"]["hasNextPage"] is True
    rest = agent.ask("ServiceCases", first=5, after=edge["cursor"], filter=wanted).payload
    assert [each["node"]["id"] for each in rest["edges"]] == [mine[1]]
    since = {"product": product, "openedSince": (STARTED_AT + timedelta(hours=2)).isoformat()}
    assert [
        each["node"]["id"]
        for each in agent.ask("ServiceCases", first=5, filter=since).payload["edges"]
    ] == [mine[2]]
    solved = agent.ask("ServiceCases", first=5, filter={"product": product, "isOpen": False})
    assert [each["node"]["id"] for each in solved.payload["edges"]] == [mine[0]]


def test_a_case_on_an_order_extends_its_contract_and_a_case_on_none_does_not(
    stand: Stand, agent: Caller, shop: Caller
) -> None:
    """PIPL 13(1)(2): what she asks of an order is part of its contract."""
    number = a_number()
    mine = placed(shop, number, placedAt="2025-12-05T09:30:00Z")
    profile = str(agent.ask("ProfileByPhone", number=number).payload["profile"]["id"])

    def until() -> datetime:
        found: datetime = stand.sql(Database.DATA, CONTRACT_UNTIL, behind(profile))[0][
            "contract_until"
        ]
        return found

    before = until()
    opened(agent, number)
    assert until() == before
    opened(agent, number, order=mine)
    assert until() == STARTED_AT + timedelta(days=730)


def test_a_case_on_a_draft_or_on_another_s_order_extends_nothing(
    stand: Stand, agent: Caller, shop: Caller
) -> None:
    """A draft is no contract; what is not hers is not available, and nothing is filed."""
    number, other = a_number(), a_number()
    profile = captured(agent, number)
    draft = placed(shop, number, status="DRAFT")
    before = stand.sql(Database.DATA, CONTRACT_UNTIL, behind(profile))
    opened(agent, number, order=draft)
    assert stand.sql(Database.DATA, CONTRACT_UNTIL, behind(profile)) == before
    theirs = placed(shop, other)
    contents = stand.contents()
    for foreign in (theirs, unseen(Fact.ORDER)):
        payload = agent.ask("OpenCase", input=case(number, order=foreign)).payload
        assert (payload["code"], payload["path"]) == ("NOT_AVAILABLE", None)
    assert stand.contents() == contents


@pytest.mark.parametrize(("kind", "is_one"), [("PRIVACY_REQUEST", True), ("COMPLAINT", False)])
def test_how_did_you_get_my_number_is_told_from_every_other_case(
    stand: Stand, agent: Caller, kind: str, *, is_one: bool
) -> None:
    """It opens a request under PIPL 44 to 50, which the privacy desk finds; no other case does."""
    payload = agent.ask("OpenCase", input=case(a_number(), kind=kind)).payload
    assert (payload["rightsRequest"] is not None) is is_one
    if is_one:
        found = caller(stand, OPERATOR).ask("RightsRequest", id=payload["rightsRequest"])
        assert (found.payload["type"], found.payload["state"]) == ("ACCESS", "RECEIVED")


@pytest.mark.parametrize(
    ("kind", "score", "follow_up"),
    [("CSAT", 5, "REFERRAL"), ("CSAT", 4, None), ("NPS", 6, "RECOVERY"), ("CES", 3, "RECOVERY")],
)
def test_a_score_is_filed_with_what_follows_from_it(
    agent: Caller, kind: str, score: int, follow_up: str | None
) -> None:
    """Of the case that she judged."""
    number = a_number()
    profile = captured(agent, number)
    mine = opened(agent, number)
    given = scored(profile, kind=kind, score=score, case=mine)
    payload = agent.ask("RecordSatisfaction", input=given).payload
    assert payload["followUp"] == follow_up
    assert (payload["taskId"] is None) == (follow_up is None)
    [said] = nodes(service(agent, profile)["satisfaction"])
    assert (said["id"], said["kind"], said["score"], said["comment"], said["case"]) == (
        payload["satisfactionId"],
        kind,
        score,
        "很快",
        mine,
    )


def test_whoever_is_unhappy_is_called_the_same_day(agent: Caller) -> None:
    """The task is the agent's, names the case, and comes first; a score of long ago plans none."""
    number = a_number()
    profile = captured(agent, number)
    mine = opened(agent, number)
    sad = scored(profile, score=1, case=mine)
    task = agent.ask("RecordSatisfaction", input=sad).payload["taskId"]
    mine_to_do = agent.ask("MyTasks", first=100).payload["edges"]
    [planned] = [edge["node"] for edge in mine_to_do if edge["node"]["id"] == task]
    assert planned["kind"] == "CALLBACK"
    old = {**sad, "answeredAt": STARTED_AT.isoformat()}
    assert agent.ask("RecordSatisfaction", input=old).payload["taskId"] is None


@pytest.mark.parametrize(
    ("operation", "given", "path"),
    [
        ("OpenCase", case(a_number(), openedAt="2999-01-01T00:00:00Z"), ["openedAt"]),
        ("OpenCase", case(a_number(), slaAt="2000-01-01T00:00:00Z"), ["slaAt"]),
        ("OpenCase", case(a_number(), product="充值卡 13800138000"), ["product"]),
        ("OpenCase", case(a_number(), order="13800138000"), ["order"]),
        ("OpenCase", case(None), ["number"]),
        ("ResolveCase", resolved(unseen(), unseen(Fact.CASE), resolution=" "), ["resolution"]),
        ("ResolveCase", resolved(unseen(), unseen(Fact.CASE), rootCause=None), ["rootCause"]),
        ("ResolveCase", resolved(unseen(), unseen(Fact.CASE), status="CLOSED"), ["rootCause"]),
        ("ResolveCase", resolved(unseen(), "me"), ["case"]),
        ("RecordSatisfaction", scored(unseen(), score=6), ["score"]),
        ("RecordSatisfaction", scored(unseen(), kind="NPS", score=-1), ["score"]),
        (
            "RecordSatisfaction",
            scored(unseen(), answeredAt="2999-01-01T00:00:00Z"),
            ["answeredAt"],
        ),
    ],
)
def test_what_cannot_be_filed_is_named_by_its_field(
    stand: Stand, agent: Caller, operation: str, given: dict[str, object], path: list[str]
) -> None:
    """And changes nothing; the value stands nowhere."""
    before = stand.contents()
    reply = agent.ask(operation, input=given)
    assert (reply.payload["code"], reply.payload["path"]) == ("INVALID_INPUT", ["input", *path])
    assert b"13800138000" not in reply.octets
    assert stand.contents() == before


def test_a_step_that_does_not_follow_is_a_conflict_that_tells_nothing_more(
    stand: Stand, agent: Caller
) -> None:
    """Not where the case stands, and not which rule it was; nothing is changed."""
    number = a_number()
    profile = captured(agent, number)
    mine = opened(agent, number)
    before = stand.contents()
    early = {"profile": profile, "case": mine, "status": "OPEN", "at": "2000-01-01T00:00:00Z"}
    answers = [
        agent.ask("ResolveCase", input=given).payload
        for given in (early, {"profile": profile, "case": mine, "status": "CLOSED"})
    ]
    assert answers[0] == answers[1]
    assert (answers[0]["code"], answers[0]["path"]) == ("CONFLICT", None)
    assert "NEW" not in answers[0]["message"]
    assert stand.contents() == before
    assert stand.open_intents() == 0


@pytest.mark.parametrize("state", ["ERASING", "RESTRICTED"])
def test_somebody_erased_restricted_or_never_there_is_answered_alike(
    stand: Stand, agent: Caller, state: str
) -> None:
    """Whether there is a case, whether it could take the step: not available, all the same."""
    number = a_number()
    profile = captured(agent, number)
    mine = opened(agent, number)
    nobody = agent.ask("ResolveCase", input=resolved(unseen(), mine))
    put_into(stand, profile, state)
    for given in (
        resolved(profile, mine),
        resolved(profile, unseen(Fact.CASE)),
        {"profile": profile, "case": mine, "status": "CLOSED"},
    ):
        assert agent.ask("ResolveCase", input=given).without_receipt() == nobody.without_receipt()
    for operation, given in (
        ("RecordSatisfaction", scored(profile)),
        ("OpenCase", case(number)),
        ("OpenCase", case(None, profile=profile)),
    ):
        assert agent.ask(operation, input=given).payload["code"] == "NOT_AVAILABLE"


def test_a_case_of_somebody_else_is_not_available(agent: Caller) -> None:
    """An id that is known from elsewhere opens nothing under another profile."""
    mine, theirs = a_number(), a_number()
    profile = captured(agent, mine)
    captured(agent, theirs)
    payload = agent.ask("ResolveCase", input=resolved(profile, opened(agent, theirs))).payload
    assert (payload["code"], payload["path"]) == ("NOT_AVAILABLE", None)


def test_whoever_may_not_see_her_cannot_ask_by_a_step(stand: Stand, agent: Caller) -> None:
    """A step's failure would tell where the case stands: she has no contract and said no yes."""
    number = a_number()
    profile = captured(agent, number)
    mine = opened(agent, number)
    stand.sql(
        Database.DATA, "UPDATE subject SET contract_until = NULL WHERE id = $1", behind(profile)
    )
    nobody = agent.ask("ResolveCase", input=resolved(unseen(), mine))
    closing = {"profile": profile, "case": mine, "status": "CLOSED"}
    for given in (resolved(profile, mine), closing):
        assert agent.ask("ResolveCase", input=given).without_receipt() == nobody.without_receipt()


def test_what_a_case_says_lies_sealed(stand: Stand, agent: Caller) -> None:
    """Its line, its solution, a comment and the caller's line are ciphertext in the database."""
    number = a_number()
    profile = captured(agent, number)
    mine = opened(agent, number)
    agent.ask("ResolveCase", input=resolved(profile, mine))
    agent.ask("RecordSatisfaction", input=scored(profile, case=mine))
    [row] = stand.sql(Database.DATA, "SELECT * FROM service_case WHERE id = $1", behind(mine))
    for column in ("caller_line", "subject_line", "resolution"):
        assert isinstance(row[column], bytes)
    said = str(dict(row))
    for text in (number, "水壶漏水", "换新"):
        assert text not in said


def test_a_case_that_its_source_numbers_is_filed_once(agent: Caller) -> None:
    """As every record."""
    number, key = a_number(), uuid4().hex
    captured(agent, number)
    assert "caseId" in agent.ask("OpenCase", input=case(number, externalKey=key)).payload
    assert agent.ask("OpenCase", input=case(number, externalKey=key)).payload["code"] == "CONFLICT"


def test_the_order_of_a_case_is_named_on_it(agent: Caller, shop: Caller) -> None:
    """An agent goes from the one to the other."""
    number = a_number()
    mine = str(shop.ask("PlaceOrder", input=order(number)).payload["orderId"])
    opened(agent, number, order=mine)
    [shown] = agent.ask("ScreenPop", number=number).payload["openCases"]["edges"]
    profile = str(agent.ask("ProfileByPhone", number=number).payload["profile"]["id"])
    [filed] = nodes(service(agent, profile)["serviceCases"])
    assert (filed["id"], filed["order"]) == (shown["node"]["id"], mine)


def test_by_a_number_nobody_learns_whether_somebody_is_known_or_whose_an_order_is(
    stand: Stand, agent: Caller, shop: Caller
) -> None:
    """A score and a case on an order are not available, for a number never seen as for hers."""
    number = a_number()
    profile = captured(agent, number)
    mine = placed(shop, number)
    stand.sql(
        Database.DATA, "UPDATE subject SET contract_until = NULL WHERE id = $1", behind(profile)
    )
    score = {key: value for key, value in scored(profile).items() if key != "profile"}
    before = stand.contents()
    for operation, given in (
        ("RecordSatisfaction", score),
        ("OpenCase", case(None, order=mine)),
    ):
        hers, nobody = (
            agent.ask(operation, input={**given, "number": each}) for each in (number, a_number())
        )
        assert hers.payload["code"] == "NOT_AVAILABLE"
        assert hers.without_receipt() == nobody.without_receipt()
    assert stand.contents() == before
