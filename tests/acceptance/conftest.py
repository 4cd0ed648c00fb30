"""One service for every test that leaves it as it was, and one of its own for those that do not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest

from cdp.database.dsn import Dsns
from tests.acceptance.people import (
    AGENT,
    AUDITOR,
    COLLEAGUE,
    MARKETER,
    OFFICER,
    OPERATOR,
    PRESENT,
    SELLER,
    SENDER,
    SHOP,
    STEWARD,
    Caller,
    caller,
)
from tests.acceptance.stand import Clock, Exchanged, Stand, opened, settings_in
from tests.postgres.clones import Clones

THEN: Final = datetime(2026, 11, 22, 3, 45, tzinfo=UTC)


@pytest.fixture(scope="session")
def stand(clones: Clones, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stand]:
    """A service that many tests share, as callers share one in production."""
    folder = tmp_path_factory.mktemp("shared")
    with clones.fresh() as dsns, opened(settings_in(folder), dsns) as at_work:
        yield at_work


@pytest.fixture
def alone(databases: Dsns, tmp_path: Path) -> Iterator[Stand]:
    """A service that this test may break."""
    with opened(settings_in(tmp_path), databases) as at_work:
        yield at_work


@pytest.fixture(scope="session")
def hands() -> Clock:
    return Clock(THEN)


@pytest.fixture(scope="session")
def clocked(
    clones: Clones, tmp_path_factory: pytest.TempPathFactory, hands: Clock
) -> Iterator[Stand]:
    """A service whose time is the test's, and which neither sweeps nor integrates by itself."""
    settings = settings_in(tmp_path_factory.mktemp("clocked"))
    with clones.fresh() as dsns, opened(settings, dsns, Exchanged(clock=hands)) as at_work:
        yield at_work


@pytest.fixture
def clock(hands: Clock) -> Iterator[Clock]:
    """The clock of `clocked`, which this test may move."""
    yield hands
    hands.at = THEN


@pytest.fixture
def agent(stand: Stand) -> Caller:
    return caller(stand, AGENT)


@pytest.fixture
def colleague(stand: Stand) -> Caller:
    return caller(stand, COLLEAGUE)


@pytest.fixture
def present_agent(stand: Stand) -> Caller:
    return caller(stand, PRESENT)


@pytest.fixture
def seller(stand: Stand) -> Caller:
    return caller(stand, SELLER)


@pytest.fixture
def marketer(stand: Stand) -> Caller:
    return caller(stand, MARKETER)


@pytest.fixture
def shop(stand: Stand) -> Caller:
    return caller(stand, SHOP)


@pytest.fixture
def sender(stand: Stand) -> Caller:
    return caller(stand, SENDER)


@pytest.fixture
def auditor(stand: Stand) -> Caller:
    return caller(stand, AUDITOR)


@pytest.fixture
def officer(stand: Stand) -> Caller:
    return caller(stand, OFFICER)


@pytest.fixture
def operator(stand: Stand) -> Caller:
    return caller(stand, OPERATOR)


@pytest.fixture
def steward(stand: Stand) -> Caller:
    return caller(stand, STEWARD)
