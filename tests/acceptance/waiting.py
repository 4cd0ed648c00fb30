"""Waiting: until something is so, and no longer."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic, sleep

from tests.acceptance.people import Reply
from tests.acceptance.stand import PATIENCE_S


def wait_until(holds: Callable[[], object]) -> None:
    """Return when something is so."""
    deadline = monotonic() + PATIENCE_S
    while not holds():
        assert monotonic() < deadline
        sleep(0.01)


def until_served(ask: Callable[[], Reply]) -> Reply:
    """The answer to somebody who asks again while the service recovers."""
    deadline = monotonic() + PATIENCE_S
    while (reply := ask()).status == 503 and monotonic() < deadline:
        sleep(0.1)
    return reply
