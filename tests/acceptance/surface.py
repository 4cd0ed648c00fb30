"""Every root field of the surface, asked by whom it is for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Final

from cdp.api.ids import Record
from tests.acceptance.deeds import (
    AGREE,
    LEADS,
    call,
    case,
    contact,
    corrected,
    disputed,
    freeing,
    lead,
    message,
    on_lead,
    order,
    planned,
    resolved,
    restricting,
    revealed,
    ruled,
    said,
    scored,
    split,
    taken_back,
    together,
    withdrawn,
)
from tests.acceptance.naming import unseen, unseen_request
from tests.acceptance.people import (
    AGENT,
    APPROVER,
    AUDITOR,
    OPERATOR,
    PRESENT,
    SELLER,
    SENDER,
    SHOP,
    STEWARD,
    Caller,
    Persona,
    Reply,
)

Asks = Callable[[Caller, str, str], Reply]
"""How a persona asks about a number and its profile."""


def requested(operator: Caller, number: str) -> str:
    """A request of whoever answers `number`; any id, where none can be opened."""
    reply = operator.ask("OpenRightsRequest", input={"type": "DELETE", "number": number})
    return str(reply.payload["case"] if reply.status == HTTPStatus.OK else unseen_request())


def _updated(shop: Caller, number: str, profile: str) -> Reply:
    """An order of hers goes on."""
    first = shop.ask("PlaceOrder", input=order(number))
    if first.status != 200:
        return first
    update = {"source": "order-system", "profile": profile, "status": "FULFILLED"}
    return shop.ask("UpdateOrder", input={**update, "order": first.payload["orderId"]})


def _resolved(agent: Caller, number: str, profile: str) -> Reply:
    """A case of hers is solved."""
    first = agent.ask("OpenCase", input=case(number))
    if first.status != 200:
        return first
    return agent.ask("ResolveCase", input=resolved(profile, first.payload["caseId"]))


def _on_lead(document: str, **more: object) -> Asks:
    """An act on the lead of somebody who agrees to be followed up."""

    def asks(seller: Caller, _: str, profile: str) -> Reply:
        agreed = seller.say(AGREE, i=said(profile, purpose="SALES_FOLLOW_UP"))
        shown = seller.say(LEADS, p=profile)
        if agreed.status != 200 or shown.status != 200:
            return agreed if agreed.status != 200 else shown
        lead_id = shown.payload["leads"]["edges"][0]["node"]["id"]
        return seller.ask(document, input=on_lead(profile, lead_id, **more))

    return asks


def _done(agent: Caller, _: str, profile: str) -> Reply:
    """Something was planned, and is done."""
    scheduled = agent.ask("ScheduleTask", input=planned(profile))
    if scheduled.status != 200:
        return scheduled
    ended = {"profile": profile, "task": scheduled.payload["taskId"], "done": True}
    return agent.ask("CompleteTask", input=ended)


def _released(operator: Caller, _: str, profile: str) -> Reply:
    """What was restricted is free again."""
    first = operator.ask("RestrictProcessing", input=restricting(profile))
    if first.status != HTTPStatus.OK:
        return first
    return operator.ask("ReleaseRestriction", input=freeing(profile))


def _disputed(steward: Caller, _: str, profile: str) -> Reply:
    """Somebody else answered her number."""
    shown = steward.ask("StewardProfile", id=profile)
    if shown.status != 200 or shown.data["profile"] is None:
        return shown
    [phone] = shown.payload["phones"]
    return steward.ask("DisputePhone", input=disputed(profile, phone["id"]))


HAPPY: Final[Mapping[str, tuple[Persona, Asks, str]]] = {
    "callerContext": (AGENT, lambda c, n, _: c.ask("ScreenPop", number=n), "resolution"),
    "profileByPhone": (AGENT, lambda c, n, _: c.ask("ProfileByPhone", number=n), "profile"),
    "node": (AGENT, lambda c, _, p: c.ask("Node", id=p), "id"),
    "nodes": (AGENT, lambda c, _, p: c.ask("Nodes", ids=[p]), ""),
    "profile": (AGENT, lambda c, _, p: c.ask("Profile", id=p), "id"),
    "profiles": (AGENT, lambda c, _, __: c.ask("NewProfiles", first=5), "edges"),
    "contactability": (
        AGENT,
        lambda c, _, p: c.ask("Contactability", profile=p, channel="PHONE"),
        "reasons",
    ),
    "resolvePhones": (SHOP, lambda c, n, _: c.ask("ResolvePhones", numbers=[n]), ""),
    "contactabilityBatch": (SENDER, lambda c, n, _: c.ask("MayCall", numbers=[n]), ""),
    "orders": (SHOP, lambda c, _, __: c.ask("Orders", first=5), "edges"),
    "timeline": (AGENT, lambda c, _, p: c.ask("Timeline", profile=p, first=5), "edges"),
    "serviceCases": (AGENT, lambda c, _, __: c.ask("ServiceCases", first=5), "edges"),
    "consents": (AGENT, lambda c, _, p: c.ask("Consents", profile=p), ""),
    "accessLog": (AUDITOR, lambda c, _, __: c.ask("AccessLog", first=1), "edges"),
    "accessProof": (AUDITOR, lambda c, _, __: c.ask("AccessProof", index="0"), "leafHash"),
    "checkpoint": (AUDITOR, lambda c, _, __: c.ask("Checkpoint"), "note"),
    "upsertContact": (AGENT, lambda c, n, _: c.ask("UpsertContact", input=contact(n)), "contactId"),
    "captureLead": (AGENT, lambda c, n, _: c.ask("CaptureLead", input=lead(n)), "contactId"),
    "logCall": (AGENT, lambda c, n, _: c.ask("LogCall", input=call(n)), "callId"),
    "placeOrder": (SHOP, lambda c, n, _: c.ask("PlaceOrder", input=order(n)), "orderId"),
    "updateOrder": (SHOP, _updated, "orderId"),
    "confirmContactData": (
        AGENT,
        lambda c, _, p: c.ask("ConfirmContactData", input=corrected(p)),
        "contactId",
    ),
    "openCase": (AGENT, lambda c, n, _: c.ask("OpenCase", input=case(n)), "caseId"),
    "resolveCase": (AGENT, _resolved, "caseId"),
    "recordSatisfaction": (
        AGENT,
        lambda c, _, p: c.ask("RecordSatisfaction", input=scored(p)),
        "satisfactionId",
    ),
    "logMessage": (AGENT, lambda c, n, _: c.ask("LogMessage", input=message(n)), "messageId"),
    "leads": (SELLER, lambda c, _, __: c.ask("Leads", first=5), "edges"),
    "leadPool": (SELLER, lambda c, _, __: c.ask("LeadPool", first=5), "edges"),
    "myTasks": (AGENT, lambda c, _, __: c.ask("MyTasks", first=5), "edges"),
    "qualifyLead": (SELLER, _on_lead("QualifyLead", to="MQL", evidence="x"), "leadId"),
    "rejectLead": (SELLER, _on_lead("RejectLead", reason="PRICE"), "leadId"),
    "returnToPool": (SELLER, _on_lead("ReturnToPool", reason="PRICE"), "leadId"),
    "claimLead": (SELLER, _on_lead("ClaimLead"), "leadId"),
    "handOffLead": (SELLER, _on_lead("HandOffLead", to="dev:carla", context="x"), "leadId"),
    "scheduleTask": (AGENT, lambda c, _, p: c.ask("ScheduleTask", input=planned(p)), "taskId"),
    "completeTask": (AGENT, _done, "taskId"),
    "recordConsent": (AGENT, lambda c, _, p: c.ask("RecordConsent", input=said(p)), "consentId"),
    "withdrawConsent": (
        AGENT,
        lambda c, _, p: c.ask("WithdrawConsent", input=withdrawn(p)),
        "consentId",
    ),
    "rightsRequest": (OPERATOR, lambda c, n, _: c.ask("RightsRequest", id=requested(c, n)), "id"),
    "openRightsRequest": (
        OPERATOR,
        lambda c, n, _: c.ask("OpenRightsRequest", input={"type": "DELETE", "number": n}),
        "case",
    ),
    "verifyRequester": (
        OPERATOR,
        lambda c, n, _: c.ask("VerifyRequester", input={"case": requested(c, n), "code": "000000"}),
        "verified",
    ),
    # Their happy ends take two people and a code: tests/acceptance/test_deletion.py.
    "approvePlan": (
        APPROVER,
        lambda c, _, __: c.ask("ApprovePlan", input={"case": unseen_request(), "plan": "0" * 64}),
        "code",
    ),
    "executeErasure": (
        OPERATOR,
        lambda c, _, __: c.ask("ExecuteErasure", input={"case": unseen_request()}),
        "code",
    ),
    "restrictProcessing": (
        OPERATOR,
        lambda c, _, p: c.ask("RestrictProcessing", input=restricting(p)),
        "restrictedSince",
    ),
    "releaseRestriction": (OPERATOR, _released, "disputedNumbers"),
    "disputePhone": (STEWARD, _disputed, "phoneId"),
    "identityGraph": (STEWARD, lambda c, _, p: c.ask("IdentityGraph", profile=p), "hash"),
    "previewMerge": (STEWARD, lambda c, _, p: c.ask("PreviewMerge", profile=p, other=p), "hash"),
    "mergeDecisions": (AUDITOR, lambda c, _, __: c.ask("MergeDecisions", first=5), "edges"),
    # Their happy ends take two people: tests/acceptance/test_merging.py.
    "mergeProfiles": (
        STEWARD,
        lambda c, _, p: c.ask("MergeProfiles", input=together(p, unseen())),
        "code",
    ),
    "unmergeProfiles": (
        STEWARD,
        lambda c, _, __: c.ask("UnmergeProfiles", input=taken_back(unseen(Record.MERGE_DECISION))),
        "code",
    ),
    "splitProfile": (
        STEWARD,
        lambda c, _, p: c.ask("SplitProfile", input=split(p, unseen())),
        "code",
    ),
    "setLinkConstraint": (
        STEWARD,
        lambda c, _, p: c.ask("SetLinkConstraint", input={"profile": p, "other": unseen()}),
        "code",
    ),
    "matchSuggestions": (STEWARD, lambda c, _, __: c.ask("MatchSuggestions", first=5), "edges"),
    "matchRules": (STEWARD, lambda c, _, __: c.ask("MatchRules"), ""),
    # Its happy end takes two people: tests/acceptance/test_matching.py.
    "reviewMatchSuggestion": (
        STEWARD,
        lambda c, _, __: c.ask(
            "ReviewMatchSuggestion",
            input={"suggestion": unseen(Record.MATCH_SUGGESTION), "verdict": "REJECT"},
        ),
        "code",
    ),
    "saveMatchRule": (STEWARD, lambda c, _, __: c.ask("SaveMatchRule", input=ruled()), "dryRun"),
    "revealPhone": (PRESENT, lambda c, _, p: c.ask("RevealPhone", input=revealed(p)), "number"),
}
"""By root: who asks, how, and a member of the answer; lists have none."""
