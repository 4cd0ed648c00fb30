"""node and nodes: what an answer named, once more, under the same decision."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Final
from uuid import uuid4

import pytest

from cdp.api.ids import Fact, Kind, Record
from cdp.database.dsn import Database
from tests.acceptance.counting import Counted, Tally
from tests.acceptance.deeds import (
    LEADS,
    a_number,
    call,
    captured,
    case,
    message,
    order,
    planned,
    said,
    scored,
)
from tests.acceptance.naming import IDS, behind, unseen, unseen_request
from tests.acceptance.people import AGENT, COLLEAGUE, MARKETER, SELLER, SHOP, Caller, Reply, caller
from tests.acceptance.stand import Exchanged, Stand, opened, put_into, settings_in
from tests.postgres.clones import Clones

ADVICE: Final = "Give an id as an earlier answer gave it."
BARE: Final = "query ($ids: [ID!]!) @purpose(is: ORDER_FULFILMENT) { nodes(ids: $ids) { id } }"
FOLLOWED: Final = (
    "query ($ids: [ID!]!) @purpose(is: SALES_FOLLOW_UP)"
    " { nodes(ids: $ids) { __typename id ... on Lead { status } } }"
)


@pytest.fixture(scope="module")
def tally() -> Tally:
    return Tally()


@pytest.fixture(scope="module")
def counted(
    clones: Clones, tmp_path_factory: pytest.TempPathFactory, tally: Tally
) -> Iterator[Stand]:
    settings = settings_in(tmp_path_factory.mktemp("nodes"))
    with clones.fresh() as dsns, opened(settings, dsns, Exchanged(remade=Counted(tally))) as at:
        yield at


def lived(at: Stand) -> dict[str, str]:
    """Somebody with one row of each kind that customer service sees: their ids, by type."""
    agent, shop, number = caller(at, AGENT), caller(at, SHOP), a_number()
    first = agent.ask("CaptureLead", input={"number": number, "source": "web-form", "name": "沈"})
    profile = str(first.payload["profile"]["id"])
    ids = {"Profile": profile, "Contact": str(first.payload["contactId"])}
    for kind, who, document, given, member in (
        ("Order", shop, "PlaceOrder", order(number), "orderId"),
        ("Call", agent, "LogCall", call(number), "callId"),
        ("Message", agent, "LogMessage", message(number), "messageId"),
        ("ServiceCase", agent, "OpenCase", case(number), "caseId"),
        ("Satisfaction", agent, "RecordSatisfaction", scored(profile), "satisfactionId"),
        ("Task", agent, "ScheduleTask", planned(profile), "taskId"),
    ):
        ids[kind] = str(who.ask(document, input=given).payload[member])
    return ids


def nodes(who: Caller, *ids: str) -> list[dict[str, Any]]:
    rows = who.ask("Nodes", ids=list(ids)).rows
    assert len(rows) == len(ids)
    return rows


def cost(tally: Tally, ask: Callable[[], Reply]) -> tuple[Reply, dict[str, int]]:
    tally.forget()
    reply = ask()
    assert "errors" not in reply.body
    return reply, tally.counts()


def test_whatever_an_act_named_is_fetched_by_its_id(counted: Stand, tally: Tally) -> None:
    """All kinds of two people, in their order, one of them twice: one statement, one leaf."""
    agent, ids, other = caller(counted, AGENT), lived(counted), lived(counted)
    asked = [*ids.values(), *other.values(), ids["Order"]]
    size = counted.size()
    reply, taken = cost(tally, lambda: agent.ask("Nodes", ids=asked))
    kinds = [*ids, *other, "Order"]
    assert [(row["__typename"], row["id"]) for row in reply.rows] == list(
        zip(kinds, asked, strict=True)
    )
    assert taken["cdp: profile.by_ids"] == taken["leaf"] == taken["cdp_keys: keys.rows"] == 1
    assert {name for name in taken if name.startswith("cdp: ")} == {"cdp: profile.by_ids"}
    [leaf] = counted.leaves(size)
    assert (leaf["n"], len(leaf["subjects"])) == (2, 2)
    shown = dict(zip(ids, reply.rows, strict=False))
    assert shown["Order"]["totalMinor"] == "39800"
    assert shown["Contact"]["name"] == shown["Profile"]["name"] == "沈"


def test_one_object_is_fetched_alone(counted: Stand) -> None:
    """With what the document selects of its kind; what it does not select leaves its id."""
    agent, ids = caller(counted, AGENT), lived(counted)
    shown = agent.ask("Node", id=ids["Order"]).payload
    assert (shown["id"], shown["orderStatus"], shown["totalMinor"]) == (
        ids["Order"],
        "PAID",
        "39800",
    )
    assert agent.ask("Node", id=ids["Message"]).payload == {
        "__typename": "Message",
        "id": ids["Message"],
    }


def test_an_object_keeps_its_id(counted: Stand) -> None:
    """Wherever it is met, and whoever meets it."""
    agent, ids = caller(counted, AGENT), lived(counted)
    profile = agent.ask("Profile", id=ids["Profile"]).payload
    for name in ("orders", "calls", "contacts"):
        [edge] = profile[name]["edges"]
        assert edge["node"]["id"] in ids.values()
    happened = agent.ask("Timeline", profile=ids["Profile"], first=9).payload["edges"]
    assert {edge["node"]["id"] for edge in happened} <= set(ids.values())


def test_a_row_is_no_other_person_s_and_no_other_kind(counted: Stand) -> None:
    """An authentic id of a row that is not there is null, whatever is there beside it."""
    agent, ids, other = caller(counted, AGENT), lived(counted), lived(counted)
    hers, theirs = behind(ids["Profile"]), behind(other["Profile"])
    mine = behind(ids["Order"])
    bent = [
        IDS.fact(Fact.ORDER, theirs, mine),
        IDS.fact(Fact.CALL, hers, mine),
        IDS.fact(Fact.ORDER, hers, uuid4()),
        IDS.record(Record.PROFILE, mine),
    ]
    assert nodes(agent, *bent) == [None] * 4


@pytest.mark.parametrize("kind", [Record.ORGANISATION, Fact.NUMBER, Fact.LEAD_CHANGE, Fact.CONSENT])
def test_an_id_of_what_is_no_node_finds_nothing(counted: Stand, tally: Tally, kind: Kind) -> None:
    """At the cost of an id that finds nobody."""
    agent = caller(counted, AGENT)
    reply, taken = cost(tally, lambda: agent.ask("Node", id=unseen(kind)))
    absent, cost_of_absent = cost(tally, lambda: agent.ask("Node", id=unseen()))
    assert reply.data == absent.data == {"node": None}
    assert taken == cost_of_absent


@pytest.mark.parametrize("state", ["RESTRICTED", "ERASING"])
def test_what_may_not_be_seen_answers_and_costs_what_is_not_there_does(
    counted: Stand, tally: Tally, state: str
) -> None:
    """Alone and beside somebody who is seen; a person's rows as she herself."""
    agent, ids, beside = caller(counted, AGENT), lived(counted), lived(counted)
    put_into(counted, ids["Profile"], state)
    for hidden in list(ids.values())[:6]:
        absent = unseen(IDS.name(hidden, field="id").kind)
        for others in ([], [beside["Order"]]):
            one, cost_of_hidden = cost(tally, partial(agent.ask, "Nodes", ids=[hidden, *others]))
            other, cost_of_absent = cost(tally, partial(agent.ask, "Nodes", ids=[absent, *others]))
            assert one.without_receipt() == other.without_receipt()
            assert cost_of_hidden == cost_of_absent
            assert one.rows[0] is None


def test_another_role_and_purpose_see_null_where_it_may_not_be_seen(counted: Stand) -> None:
    """Marketing without her yes, and an agent's own task: byte for byte as what is not there."""
    ids = lived(counted)
    text = (
        "query ($id: ID!) @purpose(is: MARKETING_DIRECT_CALL)"
        " { node(id: $id) { id ... on Profile { name } } }"
    )
    marketer = caller(counted, MARKETER)
    for kind, hidden in ((Record.PROFILE, ids["Profile"]), (Fact.ORDER, ids["Order"])):
        one, other = (marketer.say(text, id=each) for each in (hidden, unseen(kind)))
        assert one.without_receipt() == other.without_receipt()
        assert one.data == {"node": None}
    colleague = caller(counted, COLLEAGUE)
    assert nodes(colleague, ids["Task"]) == [None]
    assert nodes(caller(counted, AGENT), ids["Task"])[0]["id"] == ids["Task"]


def test_a_lead_is_fetched_by_whoever_follows_it_up(counted: Stand) -> None:
    """Under the purpose that she agreed to."""
    seller, profile = caller(counted, SELLER), captured(caller(counted, AGENT), a_number())
    seller.ask("SalesConsent", input=said(profile, purpose="SALES_FOLLOW_UP"))
    lead = seller.say(LEADS, p=profile).payload["leads"]["edges"][0]["node"]["id"]
    assert seller.say(FOLLOWED, ids=[lead]).rows == [
        {"__typename": "Lead", "id": lead, "status": "NEW"}
    ]


def test_a_kind_that_the_purpose_does_not_show_is_not_there(counted: Stand) -> None:
    """A call, to whoever fulfils orders: that she called tells of her. Her order is shown."""
    shop, ids = caller(counted, SHOP), lived(counted)
    hidden = shop.say(BARE, ids=[ids["Call"], ids["Order"]])
    absent = shop.say(BARE, ids=[unseen(Fact.CALL), ids["Order"]])
    assert hidden.without_receipt() == absent.without_receipt()
    assert hidden.rows == [None, {"id": ids["Order"]}]


FORGED: Final = ["", "me", "0192f000-0000-7000-8000-0000000000c1", "A" * 66]


@pytest.mark.parametrize("forged", FORGED)
def test_a_forged_id_is_refused_before_anything_is_looked_for(
    counted: Stand, tally: Tally, forged: str
) -> None:
    """A raw key too; beside sound ones as alone, and never repeated."""
    agent, ids = caller(counted, AGENT), lived(counted)
    bent = ids["Order"][:-1] + ("A" if ids["Order"][-1] != "A" else "B")
    tally.forget()
    for text in (forged, str(behind(ids["Order"])), bent):
        alone = agent.ask("Node", id=text)
        among = agent.ask("Nodes", ids=[ids["Order"], text])
        assert (alone.code, alone.error["field"]) == ("INVALID_INPUT", "id")
        assert (among.code, among.error["field"]) == ("INVALID_INPUT", "ids")
        assert alone.body["errors"][0]["message"] == ADVICE
    assert tally.counts() == {}


@pytest.mark.parametrize("many", [0, 101])
def test_one_to_a_hundred_are_asked_at_once(counted: Stand, many: int) -> None:
    """As many as a page."""
    reply = caller(counted, AGENT).ask("Nodes", ids=[unseen()] * many)
    assert (reply.code, reply.error["field"]) == ("INVALID_INPUT", "ids")


def test_lists_of_many_people_are_bounded_together(counted: Stand) -> None:
    """Eleven people with a hundred orders each are more rows than one answer holds."""
    text = (
        "query ($ids: [ID!]!) @purpose(is: SERVICE_SUPPORT) { nodes(ids: $ids)"
        " { ... on Profile { orders(first: 100) { edges { node { id } } } } } }"
    )
    agent = caller(counted, AGENT)
    reply = agent.say(text, ids=[unseen() for _ in range(11)])
    assert (reply.code, reply.error["field"]) == ("INVALID_INPUT", "ids")
    ids = lived(counted)
    [shown, none] = agent.say(text, ids=[ids["Profile"], ids["Order"]]).rows
    assert [edge["node"]["id"] for edge in shown["orders"]["edges"]] == [ids["Order"]]
    assert none == {}


def test_a_request_is_no_node(counted: Stand) -> None:
    """It is read at the privacy desk, by its own question."""
    assert nodes(caller(counted, AGENT), unseen_request()) == [None]


def test_erased_people_s_ids_find_nothing(counted: Stand) -> None:
    """Their rows are gone, and so is what an id could lead to."""
    ids = lived(counted)
    counted.sql(
        Database.KEYS, "DELETE FROM subject_key WHERE subject_id = $1", behind(ids["Profile"])
    )
    assert nodes(caller(counted, AGENT), *ids.values()) == [None] * len(ids)


def test_a_page_says_whether_it_was_asked_on_from_another(counted: Stand) -> None:
    """Relay's PageInfo: both ends, and whether something stands before and after."""
    agent, shop, number = caller(counted, AGENT), caller(counted, SHOP), a_number()
    mine = [str(shop.ask("PlaceOrder", input=order(number)).payload["orderId"]) for _ in range(3)]
    text = (
        "query ($n: PhoneNumber!, $a: String) @purpose(is: SERVICE_SUPPORT)"
        " { callerContext(number: $n) { lastOrders(first: 2, after: $a) { edges { cursor"
        " node { id } } pageInfo"
        " { hasNextPage hasPreviousPage startCursor endCursor } } } }"
    )
    first = agent.say(text, n=number).payload["lastOrders"]
    cursors = [edge["cursor"] for edge in first["edges"]]
    assert first["pageInfo"] == {
        "hasNextPage": True,
        "hasPreviousPage": False,
        "startCursor": cursors[0],
        "endCursor": cursors[1],
    }
    rest = agent.say(text, n=number, a=cursors[1]).payload["lastOrders"]
    assert (rest["pageInfo"]["hasNextPage"], rest["pageInfo"]["hasPreviousPage"]) == (False, True)
    shown = [edge["node"]["id"] for page in (first, rest) for edge in page["edges"]]
    assert sorted(shown) == sorted(mine)
    beyond = agent.say(text, n=number, a=rest["pageInfo"]["endCursor"]).payload["lastOrders"]
    assert (beyond["pageInfo"]["startCursor"], beyond["pageInfo"]["endCursor"]) == (None, None)


def test_forged_ids_and_cursors_are_refused_alike(counted: Stand) -> None:
    """A field and advice; a cursor of another list is as forged as garbage."""
    agent, ids = caller(counted, AGENT), lived(counted)
    page = agent.ask("Timeline", profile=ids["Profile"], first=1).payload
    text = (
        "query ($p: ID!, $a: String) @purpose(is: SERVICE_SUPPORT)"
        " { profile(id: $p) { id orders(first: 1, after: $a) { edges { node { id } } } } }"
    )
    cursor = page["edges"][0]["cursor"]
    for bent in (cursor, cursor + "=", "garbage", ids["Order"]):
        reply = agent.say(text, p=ids["Profile"], a=bent)
        assert (reply.code, reply.error["field"]) == ("INVALID_INPUT", "after")
    for bent in (ids["Order"], cursor, "garbage"):
        reply = agent.say(text, p=bent)
        assert (reply.code, reply.error["field"]) == ("INVALID_INPUT", "id")
