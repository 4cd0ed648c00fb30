"""A steward looks at two profiles, takes them together, and apart again, over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final
from xml.etree.ElementTree import fromstring

import pytest

from cdp.api.ids import Record
from cdp.database.dsn import Database
from tests.acceptance.deeds import (
    NAME,
    a_number,
    captured,
    masked,
    merged,
    order,
    previewed,
    said,
    split,
    taken_back,
    together,
)
from tests.acceptance.naming import behind, unseen
from tests.acceptance.people import Caller
from tests.acceptance.stand import Stand

ORDER: Final = {True: "older", False: "newer"}


@pytest.fixture
def numbers() -> tuple[str, str]:
    return a_number(), a_number()


@pytest.fixture
def pair(agent: Caller, numbers: tuple[str, str]) -> tuple[str, str]:
    """Two profiles with two names."""
    one, other = numbers
    return captured(agent, one, name=NAME), captured(agent, other, name="李雷")


def graph(steward: Caller, profile: str, **more: object) -> dict[str, Any]:
    payload: dict[str, Any] = steward.ask("IdentityGraph", profile=profile, **more).payload
    return payload


def test_a_preview_shows_both_sides_and_what_would_stand(
    agent: Caller, steward: Caller, numbers: tuple[str, str], pair: tuple[str, str]
) -> None:
    """Names, masked numbers, whose word, what each consented to, and what to look at."""
    one, other = pair
    agent.ask("RecordConsent", input=said(one))
    agent.ask("RecordConsent", input=said(other, given=False))
    shown = steward.ask("PreviewMerge", profile=one, other=other).payload
    nodes = [node for side in shown["sides"] for node in side["nodes"]]
    assert {node["name"] for node in nodes} == {NAME, "李雷"}
    assert {phone["display"] for node in nodes for phone in node["phones"]} == {
        masked(number) for number in numbers
    }
    assert [node["letter"] for node in nodes] == ["A", "B"]
    assert set(shown["warnings"]) == {"DIFFERENT_NAMES", "CONSENT_SET_ASIDE"}
    assert shown["obstacles"] == []
    [stands] = [word for word in shown["words"] if word["field"] == "name"]
    assert stands["contactId"] in {contact["id"] for node in nodes for contact in node["contacts"]}
    [cell] = [each for each in shown["consents"] if each["purpose"] == "MARKETING_DIRECT_CALL"]
    assert {cell["one"], cell["other"]} == {"GIVEN", "REFUSED"}
    assert (cell["together"], cell["setAside"]) == ("REFUSED", 1)


def test_what_a_steward_may_not_see_is_not_counted_either(
    steward: Caller, shop: Caller, numbers: tuple[str, str], pair: tuple[str, str]
) -> None:
    """How many orders somebody has tells of her orders."""
    shop.ask("PlaceOrder", input=order(numbers[0]))
    text = (
        "query($p: ID!, $o: ID!) @purpose(is: IDENTITY_RESOLUTION) {"
        " previewMerge(profile: $p, other: $o) { sides { nodes { counts { orders contacts } } } } }"
    )
    shown = steward.say(text, p=pair[0], o=pair[1]).payload
    counts = [node["counts"] for side in shown["sides"] for node in side["nodes"]]
    assert counts == [{"orders": None, "contacts": 1}] * 2


def test_two_profiles_are_one_and_two_again(
    steward: Caller, auditor: Caller, pair: tuple[str, str]
) -> None:
    """By the hash of the preview; the graph says who decided, and by what it was undone."""
    one, other = pair
    before = graph(steward, one), graph(steward, other)
    payload = steward.ask("MergeProfiles", input=previewed(steward, one, other)).payload
    assert payload["profileId"] in pair
    shown = graph(steward, other)
    assert shown["profile"] == payload["profileId"]
    assert {node["subject"] for node in shown["nodes"]} == set(pair)
    [edge] = shown["edges"]
    assert edge["decision"] == payload["decisionId"]
    [decision] = shown["decisions"]
    assert (decision["kind"], decision["reversedBy"]) == ("MERGE", None)
    parted = steward.ask("UnmergeProfiles", input=taken_back(payload["decisionId"])).payload
    assert set(parted["profileIds"]) == set(pair)
    after = graph(steward, one), graph(steward, other)
    told = {"decisions", "hash"}
    assert [
        {name: value for name, value in each.items() if name not in told} for each in after
    ] == [{name: value for name, value in each.items() if name not in told} for each in before]
    assert [each["kind"] for each in after[0]["decisions"]] == ["MERGE", "UNMERGE"]
    listed = auditor.ask("MergeDecisions", first=100).payload["edges"]
    kinds = {edge["node"]["id"]: edge["node"] for edge in listed}
    assert kinds[payload["decisionId"]]["reversedBy"] == parted["decisionId"]
    assert kinds[parted["decisionId"]]["subjects"] == 2
    assert not set(pair) & set(str(listed).split("'"))


def test_what_was_changed_since_the_preview_is_a_conflict(
    agent: Caller, steward: Caller, pair: tuple[str, str]
) -> None:
    """A consent was given meanwhile: what was shown is no longer what would be."""
    one, other = pair
    given = previewed(steward, one, other)
    agent.ask("RecordConsent", input=said(other))
    assert steward.ask("MergeProfiles", input=given).payload["code"] == "CONFLICT"
    assert graph(steward, one)["edges"] == []


def test_a_graph_that_was_changed_since_it_was_seen_is_a_conflict(
    agent: Caller, steward: Caller, pair: tuple[str, str]
) -> None:
    """Whoever takes apart says what she saw."""
    one, other = pair
    decision = merged(steward, one, other)
    seen = graph(steward, one)["hash"]
    merged(steward, one, captured(agent, a_number()))
    late = steward.ask("UnmergeProfiles", input=taken_back(decision, graphHash=seen)).payload
    assert late["code"] == "CONFLICT"
    fresh = graph(steward, one)["hash"]
    done = steward.ask("SplitProfile", input=split(one, other, graphHash=fresh)).payload
    assert other in done["profileIds"]


def test_the_picture_shows_masked_numbers_and_is_the_same_each_time(
    steward: Caller, numbers: tuple[str, str], pair: tuple[str, str]
) -> None:
    """Labelled in two languages, with a title and a description for whoever cannot see it."""
    merged(steward, *pair)
    english = graph(steward, pair[0], language="EN")["svg"]
    assert english == graph(steward, pair[1], language="EN")["svg"]
    drawn = fromstring(english)  # noqa: S314 - our own picture
    texts = [each.text for each in drawn.iter() if each.text and each.text.strip()]
    assert {masked(number) for number in numbers} < set(texts)
    assert "2 records; 1 merges that hold, 0 that were reversed." in texts
    assert all(number[3:] not in english for number in numbers)
    assert "哪些记录属于同一人" in graph(steward, pair[0])["svg"]


@pytest.mark.parametrize("state", ["RESTRICTED", "ERASING"])
def test_somebody_who_may_not_be_seen_is_nobody_here(
    stand: Stand, steward: Caller, pair: tuple[str, str], state: str
) -> None:
    """Byte for byte, in every look and every act."""
    one, other = pair
    gone = unseen()
    stand.sql(Database.DATA, "UPDATE subject SET state = $2 WHERE id = $1", behind(other), state)
    for whom in (other, gone):
        assert steward.ask("IdentityGraph", profile=whom).data == {"identityGraph": None}
        assert steward.ask("PreviewMerge", profile=one, other=whom).data == {"previewMerge": None}
    acts: list[tuple[str, Callable[[str, str], dict[str, object]]]] = [
        ("MergeProfiles", together),
        ("SplitProfile", split),
        ("SetLinkConstraint", lambda p, o: {"profile": p, "other": o}),
    ]
    for document, deed in acts:
        answers = {
            steward.ask(document, input=deed(one, whom)).without_receipt() for whom in (other, gone)
        }
        assert len(answers) == 1
        assert b"NOT_AVAILABLE" in answers.pop()


def test_a_decision_about_somebody_who_was_restricted_since_is_not_shown(
    stand: Stand, steward: Caller, pair: tuple[str, str]
) -> None:
    """It would tell of her."""
    one, other = pair
    decision = merged(steward, one, other)
    steward.ask("UnmergeProfiles", input=taken_back(decision))
    kind = {"profile": one, "other": other, "kind": "NEVER_LINK"}
    steward.ask("SetLinkConstraint", input=kind)
    assert len(graph(steward, one)["constraints"]) == 1
    stand.sql(Database.DATA, "UPDATE subject SET state = 'RESTRICTED' WHERE id = $1", behind(other))
    shown = graph(steward, one)
    assert (shown["decisions"], shown["constraints"]) == ([], [])
    late = steward.ask("UnmergeProfiles", input=taken_back(decision)).payload
    nobody = steward.ask("UnmergeProfiles", input=taken_back(unseen(Record.MERGE_DECISION))).payload
    assert late == nobody


def test_identities_are_resolved_for_no_other_purpose(
    stand: Stand, agent: Caller, pair: tuple[str, str]
) -> None:
    """Neither looked at nor changed; the refusal stands in the log."""
    one, other = pair
    size = stand.size()
    look = "query($p: ID!) @purpose(is: SERVICE_SUPPORT) { identityGraph(profile: $p) { hash } }"
    assert agent.say(look, p=one).code == "PURPOSE_CATEGORY_MISMATCH"
    act = (
        "mutation($i: MergeProfilesInput!) @purpose(is: SERVICE_SUPPORT) {"
        " mergeProfiles(input: $i) { ... on Problem { code } } }"
    )
    refused = agent.say(act, i=together(one, other)).payload
    assert refused["code"] == "PURPOSE_CATEGORY_MISMATCH"
    assert [leaf["decision"] for leaf in stand.leaves(size)] == ["deny", "deny"]


def test_every_decision_names_all_whom_it_is_about_in_the_log(
    stand: Stand, steward: Caller, agent: Caller, pair: tuple[str, str]
) -> None:
    """One intent and one outcome, under identity.resolution."""
    one, other = pair
    merged(steward, one, other)
    third = captured(agent, a_number())
    given = previewed(steward, one, third)
    size = stand.size()
    steward.ask("MergeProfiles", input=given)
    intent, outcome = stand.leaves(size)
    assert (intent["kind"], outcome["kind"]) == ("intent", "outcome")
    assert (intent["purpose"], len(intent["subjects"])) == ("identity.resolution", 3)
