"""Suppressions: an import brings nobody back, the person herself does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from cdp.jobs.suppressions import SuppressionSweeper
from privacy.store.suppressions import LIFT, REMEMBER, STANDING, SUPPRESSED

if TYPE_CHECKING:
    from cdp.database.writer import Writer

NOW = datetime(2026, 11, 22, 4, tzinfo=UTC)
ONE, TWO = b"\x01" * 32, b"\x02" * 32


async def remember(writer: Writer, token: bytes, days: int) -> None:
    await writer.fetch(REMEMBER, token=token, made_at=NOW, until=NOW + timedelta(days=days))


async def found(writer: Writer, at: datetime = NOW) -> list[bytes]:
    rows = await writer.fetch(SUPPRESSED, tokens=[ONE, TWO], at=at)
    return sorted(row["token"] for row in rows)


async def test_what_is_remembered_is_found_until_its_term_ends(writer: Writer) -> None:
    """By token, many in one look-up."""
    await remember(writer, ONE, 10)
    assert await found(writer) == [ONE]
    assert await found(writer, NOW + timedelta(days=10)) == []
    assert (await writer.fetch(STANDING, at=NOW))[0]["n"] == 1


async def test_a_longer_term_stays(writer: Writer) -> None:
    """Whoever is erased again is remembered from then on, and never for less."""
    await remember(writer, ONE, 10)
    await remember(writer, ONE, 5)
    assert await found(writer, NOW + timedelta(days=9)) == [ONE]
    await remember(writer, ONE, 20)
    assert await found(writer, NOW + timedelta(days=19)) == [ONE]


async def test_the_person_takes_her_number_off(writer: Writer) -> None:
    """By the service's own role, in the act that shows it."""
    await remember(writer, ONE, 10)
    await remember(writer, TWO, 10)
    await writer.fetch(LIFT, tokens=[ONE])
    assert await found(writer) == [TWO]


async def test_a_number_is_forgotten_when_its_term_is_over(writer: Writer) -> None:
    """Not only passed over: the certificate says until when it is kept."""
    await remember(writer, ONE, 10)
    await remember(writer, TWO, 20)
    sweeper = SuppressionSweeper(data=writer, clock=lambda: NOW + timedelta(days=10))
    assert (await sweeper.sweep(), await sweeper.sweep()) == (1, 0)
    assert await found(writer) == [TWO]
