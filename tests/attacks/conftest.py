"""One counted room for the attacks that leave it as it was."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.acceptance.stand import settings_in
from tests.attacks.room import Room, opened_room
from tests.postgres.clones import Clones


@pytest.fixture(scope="module")
def room(clones: Clones, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """A service of this file's own: files run side by side."""
    with (
        clones.fresh() as dsns,
        opened_room(settings_in(tmp_path_factory.mktemp("room")), dsns) as at,
    ):
        yield at
