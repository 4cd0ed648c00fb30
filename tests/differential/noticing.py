"""Noticing: what somebody would try who wanted to find out whether a person was here.

Each is a published document of somebody without an exempt purpose, or a steward's own, about
somebody who may be hidden: by her number, her ids, her records' keys, an idempotency key of hers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from hypothesis import strategies as st

from tests.acceptance.conftest import THEN
from tests.acceptance.deeds import (
    call,
    case,
    contact,
    corrected,
    lead,
    message,
    on_lead,
    order,
    planned,
    resolved,
    revealed,
    said,
    scored,
    withdrawn,
)
from tests.acceptance.people import (
    AGENT,
    COLLEAGUE,
    CONTRACT,
    MARKETER,
    PRESENT,
    SELLER,
    SENDER,
    SHOP,
    STEWARD,
    Persona,
)
from tests.differential.askers import Asker
from tests.differential.honest import Of
from tests.differential.known import Kind, Known

_SOON: Final = (THEN + timedelta(days=1)).isoformat()
_LATELY: Final = (THEN - timedelta(minutes=5)).isoformat()
_LONG_AGO: Final = (THEN - timedelta(days=400)).isoformat()


@dataclass(frozen=True, slots=True)
class Whom:
    """Somebody who may be hidden, and what of hers is named."""

    who: int
    which: int

    @property
    def of(self) -> Of:
        """What can be named of her."""
        return Of(self.who, self.which)

    def key(self, kind: str) -> str:
        """The key that another system has for a record of hers."""
        return f"{kind}-0{self.who}-{self.which}"

    def any_of(self, *words: str) -> list[Any]:
        """Ids of several things of hers."""
        return [Known(Kind.ID, who=self.who, word=word, which=self.which) for word in words]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What is sent, by whom."""

    text: str
    variables: Mapping[str, object]
    asker: Asker

    def __str__(self) -> str:
        """As a person reads it."""
        return f"{self.asker}\n{self.text}\n{dict(self.variables)}"


Given = Callable[[Whom], Mapping[str, object]]

_ALL: Final = ("Profile", "Contact", "Lead", "Call", "Message", "Order", "ServiceCase", "Task")

_SOMEBODY: Final = Known(Kind.ID, who=4, word="profile")
"""Whom anybody may see."""

QUESTIONS: Final[Sequence[tuple[Persona, str, Given]]] = [
    (AGENT, "ScreenPop", lambda her: {"number": her.of.number}),
    (AGENT, "CallerHistory", lambda her: {"number": her.of.number}),
    (AGENT, "ProfileByPhone", lambda her: {"number": her.of.number}),
    (AGENT, "ProfileByPhone", lambda her: {"number": her.of.number, "at": _LONG_AGO}),
    (AGENT, "FindProfiles", lambda her: {"filter": {"number": her.of.number}}),
    (AGENT, "FindProfiles", lambda her: {"filter": {"externalRef": _ref(her, "order", "SO")}}),
    (AGENT, "FindProfiles", lambda her: {"filter": {"externalRef": _ref(her, "call", "CALL")}}),
    (AGENT, "NewProfiles", lambda _: {"first": 5}),
    (AGENT, "Profile", lambda her: {"id": her.of.profile}),
    (AGENT, "Timeline", lambda her: {"profile": her.of.profile, "first": 5}),
    (AGENT, "Consents", lambda her: {"profile": her.of.profile}),
    (AGENT, "Contactability", lambda her: {"profile": her.of.profile, "channel": "PHONE"}),
    (AGENT, "Node", lambda her: {"id": her.any_of("Order")[0]}),
    (AGENT, "Nodes", lambda her: {"ids": her.any_of(*_ALL)}),
    (AGENT, "Provenance", lambda her: {"profile": her.of.profile, "field": "name"}),
    (AGENT, "MyTasks", lambda _: {"first": 5}),
    (COLLEAGUE, "MyTasks", lambda _: {"first": 5}),
    (AGENT, "ServiceCases", lambda _: {"first": 5}),
    (SELLER, "Leads", lambda _: {"first": 5}),
    (SELLER, "LeadPool", lambda _: {"first": 5}),
    (SELLER, "FollowUp", lambda her: {"number": her.of.number}),
    (SHOP, "Orders", lambda _: {"first": 5}),
    (SHOP, "ResolvePhones", lambda her: {"numbers": [her.of.number]}),
    (SENDER, "MayCall", lambda her: {"numbers": [her.of.number]}),
    (SENDER, "MayCall", lambda her: {"profiles": [her.of.profile]}),
    (SENDER, "MayText", lambda her: {"numbers": [her.of.number]}),
    (STEWARD, "IdentityGraph", lambda her: {"profile": her.of.profile}),
    (STEWARD, "PreviewMerge", lambda her: {"profile": her.of.profile, "other": _SOMEBODY}),
    (STEWARD, "PreviewMerge", lambda her: {"profile": _SOMEBODY, "other": her.of.profile}),
    (MARKETER, "CallList", lambda her: {"number": her.of.number}),
]

_STOP: Final[Mapping[str, object]] = {
    "direction": "OUTBOUND",
    "state": "OPTED_OUT",
    "sentAt": _LATELY,
}
_DO_NOT_CALL: Final = {"outcome": "DO_NOT_CALL", "startedAt": _LATELY}


def _task(her: Whom) -> dict[str, object]:
    return {"profile": her.of.profile, "task": her.of.task, "done": True}


def _on_lead(her: Whom, **more: object) -> dict[str, object]:
    return on_lead(her.of.profile, her.of.lead, **more)


def _order(her: Whom) -> dict[str, object]:
    mine = {"profile": her.of.profile, "order": her.of.order}
    return {"source": "order-system", **mine, "status": "FULFILLED"}


ACTS: Final[Sequence[tuple[Persona, str, Given]]] = [
    (AGENT, "CaptureLead", lambda her: lead(her.of.number)),
    (AGENT, "CaptureLead", lambda her: lead(her.of.number, externalKey=her.key("LEAD"))),
    (AGENT, "UpsertContact", lambda her: contact(her.of.number, email="x@example.org")),
    (AGENT, "LogCall", lambda her: call(her.of.number)),
    (AGENT, "LogCall", lambda her: call(her.of.number, externalKey=her.key("CALL"))),
    (AGENT, "LogCall", lambda her: call(her.of.number, startedAt=_LONG_AGO)),
    (AGENT, "LogCall", lambda her: call(her.of.number, **_DO_NOT_CALL)),
    (AGENT, "LogCall", lambda her: call(her.of.number, outcome="WRONG_NUMBER")),
    (AGENT, "LogCall", lambda her: call(None, profile=her.of.profile)),
    (AGENT, "LogCall", lambda her: call(None, profile=her.of.profile, case=her.of.serviceCase)),
    (AGENT, "LogMessage", lambda her: message(her.of.number)),
    (AGENT, "LogMessage", lambda her: message(her.of.number, externalKey=her.key("SMS"))),
    (AGENT, "LogMessage", lambda her: message(her.of.number, **_STOP)),
    (AGENT, "OpenCase", lambda her: case(her.of.number, externalKey=her.key("CASE"))),
    (AGENT, "OpenCase", lambda her: case(her.of.number, order=her.of.order)),
    (AGENT, "OpenCase", lambda her: case(None, profile=her.of.profile)),
    (AGENT, "ConfirmContactData", lambda her: corrected(her.of.profile)),
    (AGENT, "ResolveCase", lambda her: resolved(her.of.profile, her.of.serviceCase)),
    (AGENT, "RecordSatisfaction", lambda her: scored(her.of.profile)),
    (AGENT, "RecordConsent", lambda her: _by_number(said("", given=True), her)),
    (AGENT, "RecordConsent", lambda her: _by_number(said("", given=False), her)),
    (AGENT, "RecordConsent", lambda her: said(her.of.profile)),
    (AGENT, "RecordConsent", lambda her: said(her.of.profile, given=False)),
    (AGENT, "WithdrawConsent", lambda her: withdrawn(her.of.profile)),
    (AGENT, "WithdrawConsent", lambda her: _by_number(withdrawn(""), her)),
    (AGENT, "ScheduleTask", lambda her: planned(her.of.profile, dueAt=_SOON)),
    (AGENT, "CompleteTask", _task),
    (PRESENT, "RevealPhone", lambda her: revealed(her.of.profile)),
    (SELLER, "QualifyLead", lambda her: _on_lead(her, to="MQL", evidence="x")),
    (SELLER, "RejectLead", lambda her: _on_lead(her, reason="PRICE")),
    (SELLER, "ClaimLead", _on_lead),
    (SHOP, "PlaceOrder", lambda her: order(her.of.number, externalNo=her.key("SO"))),
    (SHOP, "PlaceOrder", lambda her: order(None, profile=her.of.profile)),
    (SHOP, "UpdateOrder", _order),
    (SHOP, "UpsertCustomer", lambda her: contact(her.of.number, source="order-system")),
]

STEWARDS: Final[Sequence[tuple[str, Given]]] = [
    (
        (
            "query($n: PhoneNumber!) @purpose(is: IDENTITY_RESOLUTION) { profileByPhone(number: $n)"
            " { status profile { id name phones { id display } contacts(first: 5) { edges { cursor"
            " node { id } } } } candidates { id } warnings { code } } }"
        ),
        lambda her: {"n": her.of.number},
    ),
    (
        (
            "query($n: PhoneNumber!, $at: DateTime) @purpose(is: DATA_QUALITY_MAINTENANCE)"
            " { profileByPhone(number: $n, at: $at) { status profile { id } } }"
        ),
        lambda her: {"n": her.of.number, "at": _LONG_AGO},
    ),
    (
        (
            "query($f: ProfileFilter) @purpose(is: IDENTITY_RESOLUTION)"
            " { profiles(filter: $f, first: 20) { edges { cursor node { id name } }"
            " pageInfo { hasNextPage endCursor } } }"
        ),
        lambda _: {"f": {}},
    ),
    (
        (
            "query($f: ProfileFilter) @purpose(is: IDENTITY_RESOLUTION)"
            " { profiles(filter: $f, first: 20, orderBy: OLDEST) { edges { cursor node { id } } } }"
        ),
        lambda her: {"f": {"number": her.of.number}},
    ),
    (
        "query($i: [ID!]!) @purpose(is: IDENTITY_RESOLUTION) { nodes(ids: $i) { id } }",
        lambda her: {"i": her.any_of(*_ALL)},
    ),
]


def _ref(her: Whom, kind: str, key: str) -> dict[str, object]:
    source = "order-system" if kind == "order" else "call-centre"
    return {"source": source, "kind": kind.upper(), "key": her.key(key)}


def _by_number(statement: dict[str, object], her: Whom) -> dict[str, object]:
    return {**statement, "profile": None, "number": her.of.number}


def key_of(who: int) -> str:
    """The idempotency key under which an agent once captured a lead of hers."""
    return f"key-of-hers-{chr(97 + who) * 8}"


def captured_once(whom: Whom, steward: Persona) -> Sequence[Attempt]:
    """What an agent sends again, as it was and otherwise, under a key of long ago."""
    del steward
    document = _document(AGENT, "CaptureLead")
    key = {"idempotencyKey": key_of(whom.who)}
    asker = _asker(AGENT, document)
    return [
        Attempt(
            text=document, variables={"input": lead(whom.of.number, **more), **key}, asker=asker
        )
        for more in ({}, {"product": "电水壶"})
    ]


def every_attempt(whom: Whom, steward: Persona) -> Sequence[Attempt]:
    """Whatever may be tried about somebody."""
    asked = [
        Attempt(text=_document(who, name), variables=given(whom), asker=_asker(who, name=name))
        for who, name, given in QUESTIONS
    ]
    done = [
        Attempt(
            text=_document(who, name),
            variables={"input": _without_none(given(whom))},
            asker=_asker(who, name=name),
        )
        for who, name, given in ACTS
    ]
    by_steward = [
        Attempt(text=text, variables=given(whom), asker=_asker(steward, text))
        for text, given in STEWARDS
    ]
    return [*asked, *by_steward, *done, *captured_once(whom, steward)]


def attempts(steward: Persona, whom: Sequence[int]) -> st.SearchStrategy[Attempt]:
    """One of them, about one of `whom`."""
    every = [
        attempt
        for who in whom
        for which in range(2)
        for attempt in every_attempt(Whom(who, which), steward)
    ]
    return st.sampled_from(every)


def _document(who: Persona, name: str) -> str:
    return CONTRACT.named(who.folder, name).text


def _asker(who: Persona, text: str = "", *, name: str = "") -> Asker:
    text = text or _document(who, name)
    _, _, rest = text.partition("@purpose(is: ")
    return Asker(who, rest.partition(")")[0])


def _without_none(given: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in given.items() if value is not None}
