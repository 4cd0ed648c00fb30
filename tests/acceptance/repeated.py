"""Repeated: every keyed mutation, who sends it, and what must stand before it can be sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from secrets import randbelow
from typing import Any, Final

from tests.acceptance.deeds import (
    a_number,
    call,
    captured,
    case,
    consented,
    contact,
    corrected,
    followed,
    lead,
    merged,
    message,
    on_lead,
    opened,
    order,
    placed,
    planned,
    previewed,
    resolved,
    said,
    scored,
    split,
    taken_back,
    withdrawn,
)
from tests.acceptance.people import AGENT, SELLER, SHOP, STEWARD, Caller, Persona, caller
from tests.acceptance.stand import Stand

Prepared = Callable[[Stand], Mapping[str, object]]
"""Makes what an input speaks of, and the input."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A trusted document, who sends it, and how its input comes to be."""

    who: Persona
    document: str
    prepared: Prepared


def _of_somebody(deed: Callable[[str], dict[str, object]]) -> Prepared:
    return lambda at: deed(captured(caller(at, AGENT), a_number()))


def _by_number(deed: Callable[[str], dict[str, object]]) -> Prepared:
    return lambda _: deed(a_number())


def _on_lead(*, claimed: bool = True, **more: object) -> Prepared:
    def prepared(at: Stand) -> Mapping[str, object]:
        seller = caller(at, SELLER)
        profile = captured(caller(at, AGENT), a_number())
        [found] = followed(seller, profile)
        given = on_lead(profile, found["id"])
        if claimed:
            assert "leadId" in seller.ask("ClaimLead", input=given).payload
        return {**given, **more}

    return prepared


def _on_task(at: Stand) -> Mapping[str, object]:
    agent = caller(at, AGENT)
    profile = captured(agent, a_number())
    task = agent.ask("ScheduleTask", input=planned(profile)).payload["taskId"]
    return {"profile": profile, "task": task, "done": True, "result": "回电了"}


def _on_case(at: Stand) -> Mapping[str, object]:
    agent, number = caller(at, AGENT), a_number()
    profile = captured(agent, number)
    return resolved(profile, opened(agent, number))


def _on_order(at: Stand) -> Mapping[str, object]:
    shop, number = caller(at, SHOP), a_number()
    profile = captured(caller(at, AGENT), number)
    mine = {"order": placed(shop, number), "status": "FULFILLED"}
    return {"source": "order-system", "profile": profile, **mine}


def _consented(at: Stand) -> Mapping[str, object]:
    return withdrawn(consented(caller(at, AGENT), a_number()))


def _pair(at: Stand) -> tuple[str, str]:
    agent = caller(at, AGENT)
    return captured(agent, a_number()), captured(agent, a_number())


def _previewed(at: Stand) -> Mapping[str, object]:
    return previewed(caller(at, STEWARD), *_pair(at))


def _merged(at: Stand) -> Mapping[str, object]:
    return taken_back(merged(caller(at, STEWARD), *_pair(at)))


def _to_split(at: Stand) -> Mapping[str, object]:
    one, other = _pair(at)
    merged(caller(at, STEWARD), one, other)
    return split(one, other)


def _to_bind(at: Stand) -> Mapping[str, object]:
    one, other = _pair(at)
    return {"profile": one, "other": other, "kind": "ALWAYS_LINK"}


def _suggested(at: Stand) -> Mapping[str, object]:
    """Two of one name and birthday, whom the service found."""
    agent, steward = caller(at, AGENT), caller(at, STEWARD)
    name = "".join(chr(0x4E00 + randbelow(20_000)) for _ in range(3))
    twins = set()
    for _ in range(2):
        number = a_number()
        twins.add(captured(agent, number, name=name))
        agent.ask("UpsertContact", input=contact(number, name=name, birthday="1980-05-01"))
    at.wait_for(at.service.matching.matcher.changed())
    shown = steward.ask("MatchSuggestions", first=100).payload["edges"]
    [found] = [
        edge["node"]["id"]
        for edge in shown
        if {profile["id"] for profile in edge["node"]["profiles"]} == twins
    ]
    return {"suggestion": found, "verdict": "ACCEPT"}


EVERY: Final = (
    Sent(who=AGENT, document="CaptureLead", prepared=_by_number(lead)),
    Sent(who=AGENT, document="UpsertContact", prepared=_by_number(contact)),
    Sent(who=AGENT, document="LogCall", prepared=_by_number(call)),
    Sent(who=AGENT, document="LogMessage", prepared=_by_number(message)),
    Sent(who=AGENT, document="OpenCase", prepared=_by_number(case)),
    Sent(who=AGENT, document="ConfirmContactData", prepared=_of_somebody(corrected)),
    Sent(who=AGENT, document="RecordConsent", prepared=_of_somebody(said)),
    Sent(who=AGENT, document="RecordSatisfaction", prepared=_of_somebody(scored)),
    Sent(who=AGENT, document="ScheduleTask", prepared=_of_somebody(planned)),
    Sent(who=AGENT, document="CompleteTask", prepared=_on_task),
    Sent(who=AGENT, document="ResolveCase", prepared=_on_case),
    Sent(who=AGENT, document="WithdrawConsent", prepared=_consented),
    Sent(who=SHOP, document="PlaceOrder", prepared=_by_number(order)),
    Sent(who=SHOP, document="UpdateOrder", prepared=_on_order),
    Sent(who=SELLER, document="ClaimLead", prepared=_on_lead(claimed=False)),
    Sent(who=SELLER, document="QualifyLead", prepared=_on_lead(to="MQL", evidence="x")),
    Sent(who=SELLER, document="RejectLead", prepared=_on_lead(reason="NO_NEED")),
    Sent(who=SELLER, document="ReturnToPool", prepared=_on_lead(reason="PRICE")),
    Sent(who=STEWARD, document="MergeProfiles", prepared=_previewed),
    Sent(who=STEWARD, document="UnmergeProfiles", prepared=_merged),
    Sent(who=STEWARD, document="SplitProfile", prepared=_to_split),
    Sent(who=STEWARD, document="SetLinkConstraint", prepared=_to_bind),
    Sent(who=STEWARD, document="ReviewMatchSuggestion", prepared=_suggested),
    Sent(who=SELLER, document="HandOffLead", prepared=_on_lead(to="dev:carla", context="x")),
)
"""All but those that move a person's request on, and the reveal, which changes nothing."""


def ids_in(payload: Mapping[str, Any]) -> dict[str, object]:
    """The ids that a payload gives, and the profile's."""
    shown = payload.get("profile")
    found = {name: value for name, value in payload.items() if name.endswith("Id")}
    return found if shown is None else {**found, "profile": shown["id"]}


def send(who: Caller, sent: Sent, given: Mapping[str, object], key: str) -> Mapping[str, Any]:
    """What is answered to it under `key`."""
    return who.ask(sent.document, input=given, idempotencyKey=key).payload
