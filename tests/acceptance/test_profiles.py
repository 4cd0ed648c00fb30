"""Lists of people: by what opens nothing, in one order, and never as an oracle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta

import pytest

from tests.acceptance.conftest import THEN
from tests.acceptance.deeds import NAME, a_number, call, captured, contact, order
from tests.acceptance.people import AGENT, SHOP, Caller, Reply, caller
from tests.acceptance.stand import Clock, Exchanged, Stand, opened, settings_in
from tests.postgres.clones import Clones

LISTED = (
    "query($f: Int!, $a: String, $w: ProfileFilter, $o: ProfileOrder!)"
    " @purpose(is: {purpose}) {{ profiles(first: $f, after: $a, filter: $w, orderBy: $o)"
    " {{ edges {{ node {{ id name }} }} pageInfo {{ hasNextPage endCursor }} }} }}"
)


def listed(
    who: Caller,
    *,
    purpose: str = "LEAD_CONTACT_REQUESTED",
    first: int = 100,
    after: str | None = None,
    order_by: str = "NEWEST",
    filters: Mapping[str, object] | None = None,
    **more: object,
) -> Reply:
    """What the list answers."""
    text = LISTED.format(purpose=purpose)
    return who.say(text, f=first, a=after, w={**(filters or {}), **more} or None, o=order_by)


def ids(reply: Reply) -> list[str]:
    """The profiles in their order."""
    return [edge["node"]["id"] for edge in reply.payload["edges"]]


@pytest.fixture(scope="module")
def crowd(
    clones: Clones, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Stand, list[str], list[str]]]:
    """Seven people in the order in which they were first seen, with their numbers."""
    hands = Clock(THEN)
    settings = settings_in(tmp_path_factory.mktemp("crowd"))
    with clones.fresh() as dsns, opened(settings, dsns, Exchanged(clock=hands)) as at:
        profiles, numbers = [], [a_number() for _ in range(7)]
        for number in numbers:
            agent = caller(at, AGENT, clock=hands)
            profiles.append(captured(agent, number))
            hands.at += timedelta(hours=1)
        hands.at = THEN + timedelta(days=1)
        yield at, profiles, numbers


@pytest.fixture
def reader(crowd: tuple[Stand, list[str], list[str]]) -> Caller:
    at, _, _ = crowd
    return caller(at, AGENT, clock=Clock(THEN + timedelta(days=1)))


@pytest.mark.parametrize("size", [1, 2, 3, 6, 7, 8])
@pytest.mark.parametrize("order_by", ["NEWEST", "OLDEST"])
def test_pages_of_any_size_show_everybody_once_in_order(
    crowd: tuple[Stand, list[str], list[str]], reader: Caller, size: int, order_by: str
) -> None:
    """Whoever was first seen last comes first, or last."""
    _, profiles, _ = crowd
    seen: list[str] = []
    after: str | None = None
    while True:
        reply = listed(reader, first=size, after=after, order_by=order_by)
        seen += ids(reply)
        info = reply.payload["pageInfo"]
        after = info["endCursor"]
        if not info["hasNextPage"]:
            break
    assert seen == (profiles[::-1] if order_by == "NEWEST" else profiles)


def test_a_number_finds_whoever_answers_it(
    crowd: tuple[Stand, list[str], list[str]], reader: Caller
) -> None:
    """Exactly, in any usual form, and beside other conditions."""
    _, profiles, numbers = crowd
    assert ids(listed(reader, number=numbers[2])) == [profiles[2]]
    assert ids(listed(reader, number=numbers[2].removeprefix("+86"))) == [profiles[2]]
    assert ids(listed(reader, number=numbers[2], source="web-form")) == [profiles[2]]
    assert ids(listed(reader, number=numbers[2], source="call-centre")) == []
    assert ids(listed(reader, number=a_number())) == []


def test_conditions_on_contacts_and_times_hold_together(
    crowd: tuple[Stand, list[str], list[str]], reader: Caller
) -> None:
    """A source, and times to the hour, of any offset; a role only where stages are seen."""
    _, profiles, _ = crowd
    since, until = "2026-11-22T08:00:00Z", "2026-11-22T18:00:00+08:00"
    assert ids(listed(reader, source="web-form")) == profiles[::-1]
    assert ids(listed(reader, source="partner")) == []
    between = ids(listed(reader, createdSince=since, createdUntil=until))
    assert between == [profiles[5], profiles[4]]
    reply = listed(reader, role="PROSPECT")
    assert reply.code == "PURPOSE_CATEGORY_MISMATCH"  # this purpose sees no stage


def test_a_key_of_another_system_finds_whose_record_it_is(
    agent: Caller, shop: Caller, stand: Stand
) -> None:
    """Where the purpose sees such records; else it is no way to ask who somebody is."""
    number = a_number()
    profile = captured(agent, number)
    filed = order(number)
    shop.ask("PlaceOrder", input=filed)
    agent.ask("LogCall", input=call(number, externalKey="CALL-77"))
    ref = {"source": "order-system", "kind": "ORDER", "key": filed["externalNo"]}
    assert ids(listed(agent, purpose="SERVICE_SUPPORT", externalRef=ref)) == [profile]
    by_call = {"source": "call-centre", "kind": "CALL", "key": "CALL-77"}
    assert ids(listed(agent, purpose="SERVICE_SUPPORT", externalRef=by_call)) == [profile]
    assert ids(listed(agent, purpose="SERVICE_SUPPORT", externalRef={**ref, "key": "0"})) == []
    refused = listed(caller(stand, SHOP), purpose="ORDER_FULFILMENT", externalRef=by_call)
    assert refused.code == "PURPOSE_CATEGORY_MISMATCH"
    refused = listed(agent, externalRef=ref)
    assert refused.code == "PURPOSE_CATEGORY_MISMATCH"


def test_who_is_not_shown_whole_cannot_be_ordered_or_filtered_by(agent: Caller) -> None:
    """Customer service does not see when people were first seen; a number still finds one."""
    number = a_number()
    profile = captured(agent, number)
    assert listed(agent, purpose="SERVICE_SUPPORT").code == "PURPOSE_CATEGORY_MISMATCH"
    by_source = listed(agent, purpose="SERVICE_SUPPORT", number=number, source="web-form")
    assert by_source.code == "PURPOSE_CATEGORY_MISMATCH"
    assert ids(listed(agent, purpose="SERVICE_SUPPORT", number=number)) == [profile]


def test_a_search_leaves_one_entry_that_names_what_it_looked_up_by(
    stand: Stand, agent: Caller
) -> None:
    """The number stands in it by category alone."""
    number = a_number()
    captured(agent, number)
    size = stand.size()
    assert listed(agent, purpose="SERVICE_SUPPORT", number=number).status == 200
    [leaf] = stand.leaves(size)
    assert (leaf["kind"], leaf["n"]) == ("read", 1)
    assert "contact.phone#mask" in leaf["fields"]


@pytest.mark.parametrize(
    ("filters", "field"),
    [
        ({"number": "138****8000"}, "filter.number"),
        ({"number": ""}, "filter.number"),
        ({"createdSince": "2026-01-01T00:00:00"}, "filter.createdSince"),
        ({"createdUntil": "2026-01-01T00:00:00"}, "filter.createdUntil"),
    ],
)
def test_a_filter_that_cannot_be_read_is_named(
    agent: Caller, filters: dict[str, str], field: str
) -> None:
    """With advice, and without its value."""
    reply = listed(agent, filters=filters)
    assert (reply.code, reply.error["field"]) == ("INVALID_INPUT", field)
    assert b"8000" not in reply.octets


def test_a_name_finds_nobody(agent: Caller) -> None:
    """There is no such condition: names are sealed."""
    agent.ask("UpsertContact", input=contact(a_number()))
    assert listed(agent, name=NAME).status == 400
