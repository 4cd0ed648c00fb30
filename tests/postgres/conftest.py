"""Fixtures of the tests that start servers of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.postgres.lodging import Luggage, pack

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@pytest.fixture(scope="session")
def luggage() -> Iterator[Mapping[str, Luggage]]:
    with pack() as luggage:
        yield luggage
