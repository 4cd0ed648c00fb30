"""World: people with something in every table, and what a drawn operation may name of them.

They are made by the acts of those who make them in earnest. What of theirs can be named, ids and
places in lists, is read off the answers of the published documents.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any, Final
from uuid import UUID

from graphql.pyutils import Path

from cdp.api.ids import Record
from cdp.database.dsn import Database
from cdp.errors import InvalidField
from privacy.terms import KeyCategory
from tests.acceptance.conftest import THEN
from tests.acceptance.deeds import (
    call,
    captured,
    case,
    contact,
    corrected,
    followed,
    message,
    order,
    planned,
    resolved,
    said,
    scored,
)
from tests.acceptance.naming import IDS, behind
from tests.acceptance.people import (
    AGENT,
    COLLEAGUE,
    OPERATOR,
    SELLER,
    SHOP,
    Caller,
    Persona,
    caller,
)
from tests.acceptance.records import one_person
from tests.acceptance.stand import Stand, put_into
from tests.differential.known import Kind, Known
from tests.differential.twin import Met

NOBODY: Final = UUID("00000000-0000-4000-8000-000000000000")
"""Of whom nobody has ever heard."""

NUMBERS: Final = tuple(f"+861390000{n:04d}" for n in range(8))
"""Whom operations are about: three with very much, one with little, one whose rows are damaged, one
restricted, one erased, one never seen. The one with little and the last with much are one person.
"""

RICH, POOR, DAMAGED, RESTRICTED, ERASED = range(3), 3, 4, 5, 6

AT: Final = THEN - timedelta(days=3)
"""When most of it happened."""

_CONTACT: Final[Mapping[str, object]] = {
    "name": None,
    "familyName": "张",
    "givenName": "晓明",
    "phoneticName": "Zhang Xiaoming",
    "kind": "BUSINESS",
    "company": "云栖",
    "title": "采购经理",
    "organisation": {"name": "深圳云栖科技", "industry": "软件", "region": "广东"},
    "address": {"province": "广东省", "city": "深圳市", "street": "南山路1号"},
    "addresses": [{"kind": "DELIVERY", "city": "广州市", "street": "天河路2号"}],
    "email": "her@example.org",
    "gender": "FEMALE",
    "birthday": "1990-05-17",
    "locale": "zh_CN",
    "preferredChannel": "WECHAT",
    "preferredTime": "EVENING",
}
_MONEY: Final = {"amountMinor": "39800", "currency": "CNY"}

DAMAGED_COLUMNS: Final = {
    "contact": ("name", "title", "email"),
    "customer_order": ("external_no",),
    "call": ("notes",),
    "service_case": ("subject_line",),
}
"""Of the one whose rows are damaged: a byte of each of these is another than was written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Makers:
    """Those who do in earnest what these people have lived through."""

    at: Stand
    clock: Callable[[], datetime]

    def who(self, persona: Persona) -> Caller:
        """A persona at its screen."""
        return caller(self.at, persona, clock=self.clock)

    def do(self, persona: Persona, operation: str, **input_: object) -> dict[str, Any]:
        """An act that must succeed."""
        payload = self.who(persona).ask(operation, input=input_).payload
        assert "code" not in payload, payload
        return payload

    def little(self, number: str) -> str:
        """Somebody who filled in a form; her profile."""
        return captured(self.who(AGENT), number)

    def much(self, number: str) -> str:
        """Somebody with something in every table, by two agents, a seller and a shop."""
        profile = self.little(number)
        self.do(AGENT, "UpsertContact", **contact(number, **_CONTACT))
        self.do(AGENT, "ConfirmContactData", **corrected(profile, corrected={"title": "经理"}))
        for purpose in ("SERVICE_SUPPORT", "MARKETING_DIRECT_CALL", "MARKETING_DIRECT_SMS"):
            self.do(AGENT, "RecordConsent", **said(profile, purpose=purpose, evidence="录音"))
        self._talked(number, profile)
        self._bought(number, profile)
        self._worried(number, profile)
        return profile

    def _talked(self, number: str, profile: str) -> None:
        leads = followed(self.who(SELLER), profile)
        interest = {"profile": profile, "lead": leads[0]["id"]}
        self.do(SELLER, "QualifyLead", **interest, to="MQL", evidence="要报价")
        for hours, who in enumerate((AGENT, COLLEAGUE, AGENT)):
            started = (AT + timedelta(hours=hours)).isoformat()
            self.do(who, "LogCall", **call(number, startedAt=started, recordingRef="rec-7"))
        for who, document in ((AGENT, "ScheduleTask"), (SELLER, "SalesScheduleTask")):
            due = (THEN + timedelta(days=1)).isoformat()
            self.do(who, document, **planned(profile, dueAt=due, script="先问好"))
        for hours, channel in enumerate(("SMS", "EMAIL")):
            sent = (AT + timedelta(minutes=30 + hours)).isoformat()
            self.do(AGENT, "LogMessage", **message(number, sentAt=sent, channel=channel))

    def _bought(self, number: str, profile: str) -> None:
        mine: dict[str, Any] = {}
        for days in range(3):
            placed_at = (AT - timedelta(days=days)).isoformat()
            numbered = {"placedAt": placed_at, "externalNo": f"SO-{number[-2:]}-{days}"}
            paid = {
                "method": "WECHAT_PAY",
                "paidAt": placed_at,
                "reference": f"WX-{number[-2:]}-{days}",
                **_MONEY,
            }
            mine = self.do(SHOP, "PlaceOrder", **order(number, payments=[paid], **numbered))
        confirmed = {"kind": "ORDER", "channel": "SMS", "confirmedAt": AT.isoformat()}
        refund = {"amountMinor": "100", "currency": "CNY", "refundedAt": AT.isoformat()}
        whose = {"source": "order-system", "profile": profile, "order": mine["orderId"]}
        self.do(SHOP, "UpdateOrder", **whose, confirmation=confirmed)
        self.do(SHOP, "UpdateOrder", **whose, refund=refund, status="PARTLY_REFUNDED")

    def _worried(self, number: str, profile: str) -> None:
        mine: dict[str, Any] = {}
        for days in range(2):
            opened_at = (AT - timedelta(days=days)).isoformat()
            mine = self.do(AGENT, "OpenCase", **case(number, openedAt=opened_at, product="电水壶"))
        self.do(AGENT, "ResolveCase", **resolved(profile, mine["caseId"], status="RESOLVED"))
        self.do(AGENT, "RecordSatisfaction", **scored(profile, case=mine["caseId"]))


@dataclass(slots=True, kw_only=True)
class World:
    """What can be named: of each person, by type; and the places in each list."""

    things: Mapping[UUID, defaultdict[str, list[str]]]
    """Ids by whose they are and of which type."""
    people: tuple[UUID, ...]
    cursors: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    keys: Iterator[int] = field(default_factory=count)

    def known(self, known: Known) -> object:
        """What `known` stands for."""
        match known.kind:
            case Kind.NUMBER:
                return NUMBERS[known.who]
            case Kind.CURSOR:
                return _one_of(self.cursors[known.word], known.which)
            case Kind.KEY:
                return f"key-of-a-test-{chr(97 + next(self.keys) % 26) * 8}"
            case Kind.ID:
                named = self._named(known.who, known.word)
                return _one_of(named, known.which) or IDS.record(Record.PROFILE, NOBODY)

    def learn(self, met: Iterable[Met], lists: Collection[str]) -> None:
        """Keep the ids and the places that an answer told."""
        for each in met:
            if not isinstance(each.value, str):
                continue
            owner, _, name = each.coordinate.partition(".")
            if name == "id":
                self._keep(owner, each.value)
            elif name in {"cursor", "startCursor", "endCursor"}:
                listing = next(place for place in above(each.path) if place in lists)
                if each.value not in self.cursors[listing]:
                    self.cursors[listing].append(each.value)

    def _keep(self, owner: str, id_: str) -> None:
        try:
            whose = IDS.name(id_, field="id").subject
        except InvalidField:
            return  # the ledger's own entries have other ids
        known = self.things.get(whose)
        if known is not None and id_ not in known[owner]:
            known[owner].append(id_)

    def _named(self, who: int, word: str) -> list[str]:
        """What of hers a word may mean: things of that type, or anything at all."""
        mine = self.things[self.people[who]]
        ending = word.removesuffix("s").lower()
        meant = [ids for kind, ids in sorted(mine.items()) if kind.lower().endswith(ending)]
        return [id_ for ids in meant or mine.values() for id_ in ids]


def _one_of(things: list[str], which: int) -> str | None:
    return things[which % len(things)] if things else None


def above(path: Path) -> Iterator[str]:
    """The fields in which the place of an answer stands, as coordinates, from within."""
    step: Path | None = path
    while step is not None:
        if step.typename is not None:
            yield f"{step.typename}.{step.key}"
        step = step.prev


def damage(at: Stand, subject: UUID) -> None:
    """Change a byte of cipher texts of hers, as no part of the service may."""
    for table, columns in DAMAGED_COLUMNS.items():
        flipped = ", ".join(f"{it} = set_byte({it}, 40, get_byte({it}, 40) # 1)" for it in columns)
        query = f"UPDATE {table} SET {flipped} WHERE subject_id = $1"  # noqa: S608 - our own words
        at.sql(Database.DATA, query, subject)


def peopled(at: Stand, clock: Callable[[], datetime]) -> World:
    """A world of those whom operations are about. Nothing is known of what they have yet."""
    makers = Makers(at=at, clock=clock)
    profiles = [
        makers.little(number) if n == POOR else makers.much(number)
        for n, number in enumerate(NUMBERS[: ERASED + 1])
    ]
    subjects = tuple(map(behind, profiles))
    damage(at, subjects[DAMAGED])
    put_into(at, profiles[RESTRICTED], "RESTRICTED")
    one_person(at, profiles[POOR - 1], profiles[POOR])
    at.wait_for(at.service.ground.door.keyring.shred(subjects[ERASED], tuple(KeyCategory)))
    people = (*subjects, NOBODY)
    things = {subject: defaultdict[str, list[str]](list) for subject in people}
    request = makers.do(OPERATOR, "OpenRightsRequest", type="DELETE", number=NUMBERS[0])
    things[subjects[0]]["RightsRequest"].append(request["case"])
    for subject, profile in zip(subjects, profiles, strict=True):
        things[subject]["Profile"].append(profile)
    return World(things=things, people=people)
