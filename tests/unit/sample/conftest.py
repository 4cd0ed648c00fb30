"""One sample company for all tests of this folder: it is frozen, so that none can spoil it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from cdp.sample.company import Company, sample_company

NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="session")
def company() -> Company:
    return sample_company(now=NOW)
