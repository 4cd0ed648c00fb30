"""One service for every test that leaves it as it was, and one of its own for those that do not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

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
    SHOP,
    Caller,
    caller,
)
from tests.acceptance.stand import Stand, opened, settings_in
from tests.postgres.clones import Clones


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
def auditor(stand: Stand) -> Caller:
    return caller(stand, AUDITOR)


@pytest.fixture
def officer(stand: Stand) -> Caller:
    return caller(stand, OFFICER)


@pytest.fixture
def operator(stand: Stand) -> Caller:
    return caller(stand, OPERATOR)
