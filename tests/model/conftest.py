"""A house for each file: files run side by side."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.model.house import House, opened_house
from tests.postgres.clones import Clones


@pytest.fixture(scope="module")
def house(clones: Clones, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with clones.fresh() as dsns, opened_house(tmp_path_factory.mktemp("lives"), dsns) as house:
        yield house
