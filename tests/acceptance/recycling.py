"""Recycling: ways in which it is said that a number is somebody else's, each as its teller does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from cdp.acts.refresh_numbers import refresh_numbers
from cdp.acts.stale_number import StaleNumber
from cdp.identity.provider import SHANGHAI
from cdp.ingestion.status_file import StatusFile
from cdp.profile.stale import STALE
from cdp.wiring import now
from privacy.phone import Phone
from tests.acceptance.deeds import call, disputed
from tests.acceptance.people import AGENT, STEWARD, caller
from tests.acceptance.stand import Stand

Says = Callable[[Stand, str, datetime, Path], None]
"""Tells a service that a number is somebody else's since then; what it needs lies in the folder."""


def a_list(stand: Stand, folder: Path, *rows: str) -> StatusFile:
    """A list of numbers and what became of them."""
    path = folder / "numbers.csv"
    path.write_text("number,status,since\n" + "".join(f"{row}\n" for row in rows), "utf-8")
    return StatusFile(path=path, numbers=stand.service.ground.numbers, clock=now)


def stale(stand: Stand, number: str) -> list[StaleNumber]:
    """The number, if it is one to be asked about."""
    refresher, ground = stand.service.numbers.refresher, stand.service.ground
    rows = stand.wait_for(
        refresher.data.fetch(
            STALE,
            key_ver=ground.numbers.version,
            most=100_000,
            **refresher.terms.binds(ground.clock()),
        )
    )
    token = ground.numbers.key.token(Phone.parse(number).canonical)
    return [each for each in map(StaleNumber.of, rows) if each.token == token]


def listed(stand: Stand, number: str, since: datetime, folder: Path) -> None:
    """A list says so, of the day."""
    day = since.astimezone(SHANGHAI).date()
    provider = a_list(stand, folder, f"{number},RECYCLED,{day}")
    asked = stale(stand, number)
    counts = stand.wait_for(refresh_numbers(asked, provider, stand.service.ground))
    assert counts["ENDED"] == 1


def rung(stand: Stand, number: str, since: datetime, _: Path) -> None:
    """Whoever has it now calls."""
    given = call(number, outcome="WRONG_NUMBER", startedAt=since.isoformat())
    assert "callId" in caller(stand, AGENT).ask("LogCall", input=given).payload


def reached(stand: Stand, number: str, since: datetime, _: Path) -> None:
    """We call, and somebody else answers."""
    ours = {"outcome": "WRONG_NUMBER", "direction": "OUTBOUND", "startedAt": since.isoformat()}
    given = call(number, **ours)
    assert "callId" in caller(stand, AGENT).ask("LogCall", input=given).payload


def settled(stand: Stand, number: str, since: datetime, _: Path) -> None:
    """A steward finds it."""
    steward = caller(stand, STEWARD)
    profile = steward.ask("FindRecord", number=number).payload["profile"]["id"]
    [phone] = steward.ask("StewardProfile", id=profile).payload["phones"]
    given = disputed(profile, phone["id"], settled="NOT_HERS", since=since.isoformat())
    assert steward.ask("DisputePhone", input=given).payload["phoneId"] == phone["id"]


WAYS: Final[Mapping[str, Says]] = {
    "a list": listed,
    "a call of the new owner's": rung,
    "a call of ours": reached,
    "a steward": settled,
}
"""By what a number ends to be somebody's."""
