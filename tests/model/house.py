"""House: the service, asked in its own process by everybody whom the model needs.

Each game plays with numbers of its own, so that one database serves all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from cdp.database.dsn import Dsns
from cdp.http.executor import Request
from cdp.http.issuers import authenticator
from cdp.http.known import KnownTokens
from privacy.terms import Actor
from tests.acceptance.conftest import THEN
from tests.acceptance.people import (
    AGENT,
    CONTRACT,
    MARKETER,
    SELLER,
    SHOP,
    STEWARD,
    Persona,
    minted,
)
from tests.acceptance.stand import Clock, Exchanged, Stand, opened, settings_in
from tests.model.oracle import SALES, SERVICE

PERSONAS: Final = (AGENT, SELLER, MARKETER, SHOP, STEWARD)

ASKED: Final = 50
"""As many rows of a list as any game makes."""

_ORDERS: Final = f"orders(first: {ASKED}) {{ edges {{ node {{ externalNo }} }} }}"
_CALLS: Final = f"calls(first: {ASKED}) {{ edges {{ node {{ notes }} }} }}"


def _question(purpose: str, parts: str) -> str:
    return (
        f"query ($number: PhoneNumber!) @purpose(is: {purpose}) "
        f"{{ profileByPhone(number: $number) {{ status profile {{ id {parts} }} }} }}"
    )


QUESTIONS: Final[Mapping[str, tuple[Persona, str]]] = {
    SERVICE: (AGENT, _question("SERVICE_SUPPORT", f"{_CALLS} {_ORDERS}")),
    SALES: (SELLER, _question("SALES_FOLLOW_UP", _ORDERS)),
}
"""Who asks for each purpose, and what."""

_TEXTS: Final = {(each.persona, each.name): each.text for each in CONTRACT.operations}


@dataclass(frozen=True, slots=True)
class Shown:
    """What an answer shows: the profile's id, and the marks in it."""

    profile: str
    calls: tuple[int, ...]
    orders: tuple[int, ...]


@dataclass(slots=True, kw_only=True)
class House:
    """A running service, its clock, and who asks it."""

    at: Stand
    clock: Clock
    actors: Mapping[Persona, Actor]
    numbers: Iterator[int] = field(default_factory=count)
    marks: Iterator[int] = field(default_factory=lambda: count(1))

    def number(self) -> str:
        """A mobile number that no other game plays with."""
        return f"+86138{next(self.numbers):08d}"

    def ask(self, persona: Persona, text: str, **variables: object) -> dict[str, Any]:
        """What the one root field answers; an error is a failure."""
        request = Request(id=UUID(int=1, version=4), query=text, variables=variables)
        execute = self.at.service.executor.execute(request, self.actors[persona])
        body: dict[str, Any] = dict(self.at.wait_for(execute).body)
        assert "errors" not in body, body["errors"]
        answered: dict[str, Any]
        [answered] = body["data"].values()
        return answered

    def do(self, persona: Persona, operation: str, **input_: object) -> dict[str, Any]:
        """What a published mutation answers."""
        return self.ask(persona, _TEXTS[persona.folder, operation], input=input_)

    def must(self, persona: Persona, operation: str, **input_: object) -> dict[str, Any]:
        """What a published mutation answers that must succeed."""
        payload = self.do(persona, operation, **input_)
        assert "code" not in payload, payload
        return payload

    def preview(self, profile: str, other: str) -> str:
        """The hash by which a steward merges."""
        text = _TEXTS[STEWARD.folder, "PreviewMerge"]
        return str(self.ask(STEWARD, text, profile=profile, other=other)["hash"])

    def look(self, number: str, purpose: str) -> Shown | None:
        """What is shown of whoever answers `number`; None where nobody is."""
        persona, text = QUESTIONS[purpose]
        found = self.ask(persona, text, number=number)
        profile = found["profile"]
        assert (found["status"] == "EXACT") is (profile is not None)
        if profile is None:
            return None
        return Shown(
            profile=profile["id"],
            calls=tuple(int(each["notes"]) for each in _nodes(profile.get("calls"))),
            orders=tuple(int(each["externalNo"]) for each in _nodes(profile["orders"])),
        )

    def profile(self, number: str) -> str:
        """The id of the profile that `number` leads to: a steward sees everybody."""
        found = self.ask(STEWARD, _TEXTS[STEWARD.folder, "FindRecord"], number=number)
        return str(found["profile"]["id"])

    def at_hour(self, hours: int) -> datetime:
        """So many hours after a game began."""
        return THEN.replace(minute=45) + hours * _HOUR


def _nodes(connection: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - as JSON
    return [edge["node"] for edge in connection["edges"]] if connection else []


_HOUR: Final = THEN.replace(hour=4) - THEN.replace(hour=3)


@contextmanager
def opened_house(folder: Path, dsns: Dsns) -> Iterator[House]:
    """A house over `dsns`."""
    clock, settings = Clock(THEN), settings_in(folder)
    with opened(settings, dsns, Exchanged(clock=clock)) as at:
        seed, audience = at.service.keys.token_seed, settings.token_audience
        doorkeeper = authenticator(settings, seed=seed, clock=clock)
        actors = {
            who: at.wait_for(_actor(doorkeeper, minted(seed, who, audience=audience, clock=clock)))
            for who in PERSONAS
        }
        yield House(at=at, clock=clock, actors=actors)


async def _actor(doorkeeper: KnownTokens, token: str) -> Actor:
    return await doorkeeper.authenticate(f"Bearer {token}")
