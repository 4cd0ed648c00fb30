"""One peopled room a file: files run side by side."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.differential.room import Room, opened_room
from tests.postgres.clones import Clones


@pytest.fixture(scope="module")
def room(clones: Clones, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    with clones.fresh() as dsns, opened_room(tmp_path_factory.mktemp("twins"), dsns) as room:
        yield room
