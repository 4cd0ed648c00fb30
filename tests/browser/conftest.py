"""A service whose pages are built, with somebody in it; the tests of this folder share it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.acceptance.deeds import a_number, call, captured, order
from tests.acceptance.people import AGENT, SHOP, caller
from tests.acceptance.stand import Stand, opened, settings_in
from tests.browser.web import built
from tests.postgres.clones import Clones


@pytest.fixture(scope="session")
def pages(clones: Clones, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stand]:
    """A service that was started after its pages had been built."""
    built()
    folder = tmp_path_factory.mktemp("pages")
    with clones.fresh() as dsns, opened(settings_in(folder), dsns) as at_work:
        yield at_work


@pytest.fixture(scope="session")
def number(pages: Stand) -> str:
    """The number of somebody who asked, bought and called."""
    number, agent, shop = a_number(), caller(pages, AGENT), caller(pages, SHOP)
    captured(agent, number, email="xm@example.com")
    assert "orderId" in shop.ask("PlaceOrder", input=order(number, externalNo=number[-8:])).payload
    assert "callId" in agent.ask("LogCall", input=call(number)).payload
    return number
