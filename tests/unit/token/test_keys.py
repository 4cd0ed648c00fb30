"""Keys rotate without a restart, outlive an outage for a day, and cost the issuer little."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from cdp.errors import IssuerKeysUnavailable
from cdp.http.keys import EAGER, FRESH, PATIENCE, PAUSE, JwksFile, Published
from tests.forge import NOW, Forge, jwks

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

SECOND = timedelta(seconds=1)


class Issuing:
    """An issuer that publishes what it is told to, and may be away."""

    def __init__(self, *forges: Forge) -> None:
        self.published = jwks(*forges)
        self.is_away = False
        self.reads = 0
        self.held = asyncio.Event()
        self.held.set()

    async def fetch(self) -> bytes:
        self.reads += 1
        await self.held.wait()
        if self.is_away:
            raise ConnectionRefusedError
        return self.published


class Hands:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


OLD, NEW = Forge(kid="old"), Forge.edwards(kid="new", seed=bytes(32))


async def test_keys_are_read_once_for_many_tokens() -> None:
    """Not once a request."""
    issuing = Issuing(OLD)
    keys = Published(issuing, clock=Hands())
    found = [await keys.find("old") for _ in range(50)]
    assert all(key is not None for key in found)
    assert issuing.reads == 1


async def test_a_new_key_is_found_at_its_first_token() -> None:
    """The issuer rotated; nobody restarted anything."""
    issuing, clock = Issuing(OLD), Hands()
    keys = Published(issuing, clock=clock)
    await keys.find("old")
    issuing.published = jwks(OLD, NEW)
    clock.now += PAUSE
    assert await keys.find("new") is not None


async def test_made_up_names_cause_one_read_a_minute() -> None:
    """A thousand forged tokens do not become a thousand requests to the issuer."""
    issuing, clock = Issuing(OLD), Hands()
    keys = Published(issuing, clock=clock)
    for n in range(1000):
        assert await keys.find(f"made-up-{n}") is None
    assert issuing.reads == 1
    clock.now += PAUSE
    await asyncio.gather(*(keys.find(f"made-up-{n}") for n in range(1000)))
    assert issuing.reads == 2


async def test_a_withdrawn_key_ends_within_ten_minutes() -> None:
    """The issuer lost it, and took it out of its set."""
    issuing, clock = Issuing(OLD, NEW), Hands()
    keys = Published(issuing, clock=clock)
    assert await keys.find("old") is not None
    issuing.published = jwks(NEW)
    clock.now += FRESH + SECOND
    assert await keys.find("old") is None


async def test_an_outage_of_a_day_is_survived_and_no_longer() -> None:
    """Keys that we have serve on; after that nobody can be told apart."""
    issuing, clock = Issuing(OLD), Hands()
    keys = Published(issuing, clock=clock)
    await keys.find("old")
    issuing.is_away = True
    clock.now += PATIENCE
    assert await keys.find("old") is not None
    clock.now += SECOND
    with pytest.raises(IssuerKeysUnavailable):
        await keys.find("old")
    issuing.is_away = False
    clock.now += PAUSE
    assert await keys.find("old") is not None


async def test_an_answer_that_holds_no_keys_changes_nothing() -> None:
    """An error page with status 200 is an outage too."""
    issuing, clock = Issuing(OLD), Hands()
    keys = Published(issuing, clock=clock)
    await keys.find("old")
    issuing.published = b"<html>maintenance</html>"
    clock.now += FRESH + SECOND
    assert await keys.find("old") is not None


async def test_a_start_without_the_issuer_is_tried_again_soon() -> None:
    """Both may be starting; a minute of refusals would be long."""
    issuing, clock = Issuing(OLD), Hands()
    keys = Published(issuing, clock=clock)
    issuing.is_away = True
    with pytest.raises(IssuerKeysUnavailable):
        await keys.find("old")
    issuing.is_away = False
    clock.now += EAGER
    assert await keys.find("old") is not None


async def test_who_holds_a_known_key_does_not_wait_for_a_slow_issuer() -> None:
    """One request refreshes; the others are answered meanwhile."""
    issuing, clock = Issuing(OLD), Hands()
    keys = Published(issuing, clock=clock)
    await keys.find("old")
    clock.now += FRESH + SECOND
    issuing.held.clear()
    refreshing = asyncio.create_task(keys.find("old"))
    await asyncio.sleep(0)
    assert await asyncio.wait_for(keys.find("old"), timeout=1) is not None
    assert not refreshing.done()
    issuing.held.set()
    assert await refreshing is not None


async def test_an_issuer_that_never_answers_is_an_outage(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is given up, not waited for."""
    monkeypatch.setattr("cdp.http.keys.DEADLINE_S", 0.01)
    issuing = Issuing(OLD)
    issuing.held.clear()
    with pytest.raises(IssuerKeysUnavailable):
        await Published(issuing, clock=Hands()).find("old")


async def test_a_file_of_keys_rotates_by_being_written(tmp_path: Path) -> None:
    """And while it is not there, it is an outage."""
    place, clock = tmp_path / "jwks.json", Hands()
    keys = Published(JwksFile(path=place), clock=clock)
    with pytest.raises(IssuerKeysUnavailable):
        await keys.find("old")
    place.write_bytes(jwks(OLD))
    clock.now += EAGER
    assert await keys.find("old") is not None
    place.write_bytes(jwks(NEW))
    clock.now += PAUSE
    assert await keys.find("new") is not None
