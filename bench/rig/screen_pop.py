"""The screen pop as each side is asked it: over HTTP with a token, and as the bare statement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid4

import orjson

from bench.rig.load import Question
from bench.rig.people import CALLS, ORDERS, number_of
from cdp.api.cursor import Cursors
from cdp.api.schema import surface
from cdp.api.selection import selection_of
from cdp.contract import load_contract
from cdp.http.development import DevelopmentTokens
from cdp.profile.store import by_number
from cdp.wiring import now
from privacy.gate import Ask, rule
from privacy.policy import default_document, load
from privacy.store.standing import binds
from privacy.terms import Action, Actor, DataCategory, Purpose, Role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bench.rig.deployment import Deployment
    from privacy.store.statement import Statement

CLIENT = "bench"
_OPERATION = load_contract().named("agent", "ScreenPop")


def questions(of: Deployment, people: list[int]) -> list[Question]:
    """A ringing number each, and what must be shown of whom it belongs to."""
    token = DevelopmentTokens(of.keys.token_seed).mint(
        roles=[Role.FRONTEND_AGENT],
        purposes=[Purpose.SERVICE_SUPPORT],
        client=CLIENT,
        audience=of.settings.token_audience,
        clock=now,
        ids=uuid4,
        subject="agent-7",
    )
    return [_question(token, n) for n in people]


def _question(token: str, n: int) -> Question:
    number = number_of(n)
    asked = {"documentId": f"sha256:{_OPERATION.id}", "variables": {"number": number}}
    body = orjson.dumps(asked)
    head = (
        "POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        f"Authorization: Bearer {token}\r\n"
        "Content-Type: application/json\r\nAccept: application/graphql-response+json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    shown = (
        *('"status":"EXACT"', f'"display":"139****{number[-4:]}"', f'"name":"客户{n}"'),
        *(f'"externalNo":"SO-{n}-0"', f'"notes":"C-{n}-{CALLS - 1}"', '"leafHash"', '"sig"'),
    )
    return Question(
        request=head.encode() + body,
        expected=tuple(text.encode() for text in shown),
        counted=((b'"externalNo"', ORDERS), (b'"talkSeconds"', CALLS)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RootStatement:
    """The one statement of a screen pop, with every parameter but the number's token."""

    statement: Statement
    values: Mapping[str, object]


def root_statement(of: Deployment) -> RootStatement:
    """As the service composes it for the trusted document, under the default policy."""
    plan = surface().compiler.compile(_OPERATION.text)
    selection, at = selection_of(plan, {}, Cursors.derive(bytes(32))), now()
    agent = Actor(
        id="dev:agent-7",
        client=CLIENT,
        roles=frozenset({Role.FRONTEND_AGENT}),
        purposes=frozenset({Purpose.SERVICE_SUPPORT}),
    )
    ask = Ask(
        actor=agent,
        purpose=Purpose.SERVICE_SUPPORT,
        action=Action.READ,
        operation=uuid4(),
        at=at,
        categories=frozenset(
            DataCategory(word) for word in {*plan.footprint.shown.values(), *plan.footprint.asked}
        ),
    )
    ruling = rule(ask, load(default_document()))
    return RootStatement(
        statement=by_number(selection.shape),
        values={
            **binds(ruling, at),
            **selection.binds(),
            "bits": sorted(ruling.consent_bits),
            "seen_at": at,
            "agent": "",
            "key_ver": of.keys.index.version,
        },
    )


def token_of(of: Deployment, n: int) -> bytes:
    """What finds the nth person's number in the blind index."""
    return of.keys.index.token(f"+86{number_of(n)}")
