"""Ours: the service itself as a side, asked with a token, and the one statement beneath."""

from __future__ import annotations

from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from bench.rig.asked import posted, question
from bench.rig.lives import e164_of, number_of
from bench.rig.serving import PYTHON, free_port, serving
from bench.rig.side import Served
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
    from collections.abc import AsyncIterator, Mapping, Sequence

    from bench.rig.deployment import Deployment
    from bench.rig.load import Question
    from privacy.store.statement import Statement

OURS: Final = "pipl-cdp"
"""What tables and plots call it."""

CLIENT: Final = "bench"
"""The policy lifts cost and look-ups for it, and for nobody else."""

SERVE: Final = ("-c", "from cdp.cli import main; main()", "serve")
"""The command of the product."""

_OPERATION: Final = load_contract().named("agent", "CallerHistory")
_RECEIPT: Final = ('"status":"EXACT"', '"leafHash"', '"sig"')
"""What our answer says besides: that it was found, and the receipt of its entry."""


@asynccontextmanager
async def ours(
    place: Deployment,
    name: str,
    *,
    processes: int = 1,
    command: Sequence[str] = SERVE,
    shown: Sequence[str] = _RECEIPT,
) -> AsyncIterator[Served]:
    """The service over `place` until the block ends; `shown` is what its answers say besides."""
    async with AsyncExitStack() as stack:
        ports = [free_port() for _ in range(processes)]
        servers = [
            await stack.enter_async_context(
                serving(
                    *(PYTHON, *command),
                    port=port,
                    log=place.folder / f"ours-{port}.log",
                    environment=place.environment(port),
                )
            )
            for port in ports
        ]
        yield Served(
            name=name,
            ports=tuple(ports),
            servers=tuple(servers),
            postmaster=place.postmaster,
            ask=partial(questions, place, shown=shown),
        )


def questions(
    of: Deployment, people: Sequence[int], *, shown: Sequence[str] = _RECEIPT
) -> list[Question]:
    """A ringing number each, and what must be shown of whom it belongs to."""
    bearer = f"Authorization: Bearer {token(of)}"
    asked = [
        {"documentId": f"sha256:{_OPERATION.id}", "variables": {"number": number_of(n)}}
        for n in people
    ]
    return [question(posted(each, bearer), n, shown) for n, each in zip(people, asked, strict=True)]


def token(of: Deployment) -> str:
    """An agent's, by the benches' own client."""
    return DevelopmentTokens(of.keys.token_seed).mint(
        roles=[Role.FRONTEND_AGENT],
        purposes=[Purpose.SERVICE_SUPPORT],
        client=CLIENT,
        audience=of.settings.token_audience,
        clock=now,
        ids=uuid4,
        subject="agent-7",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RootStatement:
    """The one statement of the reference query, with every parameter but the number's token."""

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
            "past_owners": False,
            "agent": "",
            "key_ver": of.keys.index.version,
        },
    )


def token_of(of: Deployment, n: int) -> bytes:
    """What finds the nth person's number in the blind index."""
    return of.keys.index.token(e164_of(n))
